"""What is asked of a network about one publication: to publish it once, and whether any version of it stands there."""

from dataclasses import dataclass

from pmsdesk.domain.errors import BadAnswer, OutcomeUnknown, ParentGone
from pmsdesk.domain.publication import CLOCK_DOUBT, Found, Outgoing, Publication, Published, ReadBack
from pmsdesk.domain.reply import Version
from pmsdesk.services.ports import ChannelPort

NOT_SENT_YET: tuple[ReadBack, Version | None] = (ReadBack(Found.ABSENT), None)


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for on a network: any version of a reply, but not what is known to be an other reply of ours."""

    publication: Publication
    versions: tuple[Version, ...]
    others: frozenset[str]


def publish(channel: ChannelPort, publication: Publication) -> Published:
    """Publish it, once. Raises what the channel does; an answer without an id is no certain one."""
    published = channel.publish(outgoing(publication, publication.text))
    if not published.remote_id:
        raise OutcomeUnknown(channel=publication.channel)
    return published


def look(channel: ChannelPort, sought: Sought) -> tuple[ReadBack, Version]:
    """Whether any version stands on the network, the newest asked for first: an older call may have come through late.

    Where none is present it is the least certain word on one. Our clock may have been wrong when the call began, so the
    thread is read from well before it.
    """
    publication = sought.publication
    since = (publication.sending_at or publication.not_before) - CLOCK_DOUBT
    words = {Found.ABSENT}
    for version in {v.text: v for v in reversed(sought.versions)}.values():
        read = channel.read_back(outgoing(publication, version.text), since, publication.newest_own, sought.others)
        if read.found is Found.PRESENT:
            return read, version
        words.add(read.found)
    least = next(found for found in (Found.INCOMPLETE, Found.UNSEEN, Found.ABSENT) if found in words)
    return ReadBack(least), sought.versions[-1]


def look_after_doubt(channel: ChannelPort, sought: Sought) -> tuple[ReadBack, Version]:
    """Look for one whose call nobody knows the outcome of: where it may be hidden from lists, unseen proves nothing."""
    read, version = look(channel, sought)
    return (ReadBack(Found.INCOMPLETE) if read.found is Found.UNSEEN else read), version


def look_before_sending(channel: ChannelPort, sought: Sought) -> tuple[ReadBack, Version | None]:
    """Look once more before a text is sent. Raises `BadAnswer` when not all could be read.

    Under a message that is gone nothing stands; the call will be refused, which settles it. What is only unseen may be
    sent: it is ready because no call was made, or each was refused, or a person looked and decided.
    """
    try:
        read, version = look(channel, sought)
    except ParentGone:
        return NOT_SENT_YET
    if read.found is Found.INCOMPLETE:
        raise BadAnswer(channel=sought.publication.channel)
    return NOT_SENT_YET if read.found is Found.UNSEEN else (read, version)


def outgoing(publication: Publication, text: str) -> Outgoing:
    """What the adapter is given: *text* in the place of the publication."""
    return Outgoing(publication.account_id, publication.target, publication.thread, text)
