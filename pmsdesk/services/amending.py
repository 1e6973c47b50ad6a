"""What became of messages since they were read: what a network shows anew is held against what is stored of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.amendment import Amendment, Change, Standing
from pmsdesk.domain.message import RemoteMessage, amendment_id, clean_text
from pmsdesk.services.ports import Batch, Work

EDITED_IN_PLACE = frozenset({Channel.FACEBOOK, Channel.INSTAGRAM, Channel.YOUTUBE})
"""Networks on which an edited comment keeps its id. On X it gets a new one: there a text of one id never changes, and
one that reads otherwise was only told otherwise (a link not expanded, another dialect)."""


def amend(
    work: Work, account: Account, batch: Batch, known: Mapping[str, Standing], fresh: Sequence[RemoteMessage]
) -> tuple[Amendment, ...]:
    """Keep what *batch* tells of messages that are stored: *known* are those it showed, *fresh* the others.

    A text is never overwritten: its new words are kept beside it. One that two whole readings lacked, `PROOFS_APART`
    or more, is marked as gone; one that is seen again, as back.
    """
    added = [*_shown_again(work, batch, account.channel, known), *_replaced(work, account.channel, fresh)]
    work.amendments.note_seen([standing.message_id for standing in known.values()])
    replaced = {amendment.message_id for amendment in added if amendment.change is Change.REPLACED}
    added += _gone(work, account, batch, replaced)
    work.amendments.add(added)
    if batch.unlisted:
        work.amendments.set_unlisted(account.id, batch.unlisted)
    return tuple(added)


def _shown_again(work: Work, batch: Batch, channel: Channel, known: Mapping[str, Standing]) -> Iterable[Amendment]:
    for message in batch.messages:
        standing = known.get(message.remote_id)
        if standing is None:
            continue
        if standing.gone:
            back = _amendment(work, standing, Change.BACK)
            standing = replace(standing, last=back.id)
            yield back
        text = clean_text(message.text) if channel in EDITED_IN_PLACE else ""
        if text and text != standing.text:
            yield _amendment(work, standing, Change.EDITED, text)


def _replaced(work: Work, channel: Channel, fresh: Sequence[RemoteMessage]) -> Iterable[Amendment]:
    earlier = tuple({remote_id for message in fresh for remote_id in message.replaces})
    for standing in work.amendments.standings(channel, earlier).values() if earlier else ():
        if not standing.replaced:
            yield _amendment(work, standing, Change.REPLACED)


def _gone(work: Work, account: Account, batch: Batch, replaced: set[str]) -> Iterable[Amendment]:
    shown = {message.remote_id for message in batch.messages}
    lacking: dict[str, Standing] = {}
    for stretch in batch.whole:
        for standing in work.amendments.within(account.id, stretch):
            settled = standing.gone or standing.replaced or standing.message_id in replaced
            if not settled and standing.remote_id not in shown:
                lacking[standing.message_id] = standing
    proven = work.amendments.note_absent(tuple(lacking), work.now())
    return [_amendment(work, lacking[message_id], Change.GONE) for message_id in sorted(proven)]


def _amendment(work: Work, standing: Standing, change: Change, text: str = "") -> Amendment:
    key = amendment_id(standing.last, change, text)
    return Amendment(key, standing.message_id, standing.conversation_id, change, text, work.now())
