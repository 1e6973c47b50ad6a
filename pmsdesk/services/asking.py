"""What is asked of a network about one publication: to publish it once, and whether any version of it stands there.

The only place that tells the ways apart: a public reply, a private one, and a post with its media.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pmsdesk.domain.errors import BadAnswer, OutcomeUnknown, ParentGone, ReplyNotAllowed
from pmsdesk.domain.media import Attached, Medium, Upload, attached
from pmsdesk.domain.publication import (
    CLOCK_DOUBT,
    Found,
    Outgoing,
    PrivateOutgoing,
    Publication,
    Published,
    ReadBack,
)
from pmsdesk.domain.reply import Version, Way
from pmsdesk.services.ports import ChannelPort, PreparesPosts, TakesMedia, WritesPrivately

NOT_SENT_YET: tuple[ReadBack, Version | None] = (ReadBack(Found.ABSENT), None)

Uploads = tuple[Upload, ...]
Keep = Callable[[Uploads], object]


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for on a network: any version of a reply, but not what is known to be an other one of ours."""

    publication: Publication
    versions: tuple[Version, ...]
    others: frozenset[str]


def newest(channel: ChannelPort, publication: Publication) -> str:
    """The lower bound of a later look, where it will be published."""
    if publication.way is not Way.PRIVATE:
        return channel.newest_own()
    # Where nothing can be said in private nothing stands; publishing tells why.
    return channel.private.newest_private(private(publication)) if isinstance(channel, WritesPrivately) else ""


def is_brought(publication: Publication) -> bool:
    """Whether everything it carries is on the network, so that it may be published."""
    return not publication.media or (bool(publication.uploads) and all(u.is_ready for u in publication.uploads))


def bring(channel: ChannelPort, publication: Publication, read: Callable[[Attached], bytes], keep: Keep) -> Publication:
    """Bring its media to the network from where an earlier run left them; nobody sees them before it is published.

    *keep* is called with all uploads after every step, before the next; where the network puts several files together,
    what carries them all takes their place. May be repeated after any error of the network but a refusal for good.
    """
    if is_brought(publication) and not _is_to_prepare(channel, publication):
        return publication
    if not isinstance(channel, TakesMedia):
        raise ReplyNotAllowed(channel=channel.channel.own_name)
    media = attached(publication.media)
    uploads = list(publication.uploads) or [Upload() for _ in media]
    for place, medium in enumerate(media):

        def note(step: Upload, place: int = place) -> None:
            uploads[place] = step
            keep(tuple(uploads))

        if not uploads[place].is_ready:
            caption = publication.text if len(media) == 1 else None
            sent = Medium(medium.file_name, medium.mime, read(medium), medium.alt_text, caption)
            uploads[place] = channel.uploads.upload(sent, uploads[place], note)
    brought = replace(publication, uploads=tuple(uploads))
    if isinstance(channel, PreparesPosts) and _is_to_prepare(channel, brought):
        prepared = channel.prepare(outgoing(brought, brought.text)).media
        brought = replace(
            brought, uploads=tuple(Upload(remote_id, whole=True, described=True) for remote_id in prepared)
        )
        keep(brought.uploads)
    return brought


def _is_to_prepare(channel: ChannelPort, publication: Publication) -> bool:
    """Whether its files are still apart where the network puts them together before it publishes them."""
    return isinstance(channel, PreparesPosts) and len(publication.media) > 1 and len(publication.uploads) > 1


def publish(channel: ChannelPort, publication: Publication) -> Published:
    """Publish it, once. Raises what the channel does; an answer without an id is no certain one."""
    if publication.way is Way.PRIVATE:
        if not isinstance(channel, WritesPrivately):
            raise ReplyNotAllowed(channel=channel.channel.own_name)
        published = channel.private.reply_privately(private(publication))
    else:
        published = channel.publish(outgoing(publication, publication.text))
    if not published.remote_id:
        raise OutcomeUnknown(channel=publication.channel)
    return published


def look(channel: ChannelPort, sought: Sought) -> tuple[ReadBack, Version]:
    """Whether any version stands on the network, the newest asked for first: an older call may have come through late.

    Where none is present it is the least certain word on one.
    """
    words = {Found.ABSENT}
    for version in {v.text: v for v in reversed(sought.versions)}.values():
        read = _read_back(channel, sought, version.text)
        if read.found is Found.PRESENT:
            return read, version
        words.add(read.found)
    least = next(found for found in (Found.INCOMPLETE, Found.UNSEEN, Found.ABSENT) if found in words)
    return ReadBack(least), sought.versions[-1]


def _read_back(channel: ChannelPort, sought: Sought, text: str) -> ReadBack:
    """Look for *text*. Our clock may have been wrong when the call began, so it is read from well before it."""
    publication = sought.publication
    if publication.way is not Way.PRIVATE:
        since = (publication.sending_at or publication.not_before) - CLOCK_DOUBT
        return channel.read_back(outgoing(publication, text), since, publication.newest_own, sought.others)
    if not isinstance(channel, WritesPrivately):
        return ReadBack(Found.ABSENT)
    read = channel.private.read_back_privately(private(publication, text), publication.newest_own)
    # The same words to the same person, which another reply of ours is known to have said: for a person to look at.
    return ReadBack(Found.INCOMPLETE) if read.remote_id and read.remote_id in sought.others else read


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
    """What the adapter is given: *text* in the place of the publication. A post stands in no thread of the network."""
    if publication.way is Way.POST:
        media = tuple(upload.remote_id for upload in publication.uploads if upload.remote_id)
        return Outgoing(publication.account_id, "", "", text, media)
    return Outgoing(publication.account_id, publication.target, publication.thread, text)


def private(publication: Publication, text: str = "") -> PrivateOutgoing:
    """What the adapter is given for one person alone: *text*, by default the publication's."""
    return PrivateOutgoing(publication.account_id, publication.person, publication.target, text or publication.text)
