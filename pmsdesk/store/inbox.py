"""The read side of the inbox: which conversations in which order, their painted rows, and the counts on the tabs."""

from array import array
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    case,
    false,
    func,
    literal_column,
    select,
    union,
)

from pmsdesk.domain.complaint import OPEN_STATES
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.message import Direction
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import DraftMode, ReplyState
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services.reading import LATE_SOON_HOURS, Counts, InboxFilter, InboxRow, InboxTab
from pmsdesk.store.columns import millis
from pmsdesk.store.full_text import match, matches
from pmsdesk.store.schema import (
    account,
    complaint,
    contact,
    contact_fts,
    conversation,
    draft,
    inbox_tally,
    message,
    message_fts,
    moderation,
    publication,
    reply,
    staff,
)

PREVIEW_LENGTH = 200
"""Code points of the newest message that a row shows."""

FIRST_HITS = 200
"""A first page narrowed by words looks at this many of the newest messages that hold them."""

_STATES = {
    InboxTab.OPEN: ConversationState.OPEN,
    InboxTab.MINE: ConversationState.OPEN,
    InboxTab.WAITING: ConversationState.WAITING,
    InboxTab.DONE: ConversationState.DONE,
}
_NOT_DONE: Any = literal_column("conversation.state <> 'done'")
_OF_CITIZENS: Any = literal_column("conversation.kind <> 'post'")
_ASSIGNED: Any = literal_column("conversation.assignee_id <> ''")
_UNDER_WAY = (
    PublicationState.READY,
    PublicationState.CLAIMED,
    PublicationState.SENDING,
)


def first_page(connection: Connection, wanted: InboxFilter, now: datetime, limit: int) -> Sequence[int]:
    """The first *limit* keys; with words, among the `FIRST_HITS` newest messages that hold them, whole words first."""
    found: Sequence[int] = ()
    for whole in (True, False) if wanted.search.strip() else (True,):
        query = _keys(wanted, now, _with_words(wanted.search, whole=whole, hits=FIRST_HITS)).limit(limit)
        found = connection.execute(query).scalars().all()
        if len(found) == limit:
            break
    return found


def keys(connection: Connection, wanted: InboxFilter, now: datetime) -> "array[int]":
    """All keys in order."""
    return array("q", connection.execute(_keys(wanted, now, _with_words(wanted.search))).scalars())


def _keys(wanted: InboxFilter, now: datetime, among: Any) -> Select[Any]:
    """Keys in order, only those of the query *among* unless it is None."""
    is_done = wanted.tab is InboxTab.DONE
    query = select(conversation.c.key).where(
        _in_state(_STATES[wanted.tab], sought_by_key=among is not None), _OF_CITIZENS
    )
    if not is_done:
        query = query.where(_NOT_DONE)
    if wanted.tab is InboxTab.MINE:
        query = query.where(conversation.c.assignee_id == wanted.staff_id, _ASSIGNED)
    if wanted.account_id:
        query = query.where(conversation.c.account_id == wanted.account_id)
    if wanted.jurisdiction is not None:
        query = query.where(conversation.c.jurisdiction == wanted.jurisdiction)
    if wanted.late_within_hours is not None:
        query = query.where(_late_within(now, wanted.late_within_hours))
    if among is not None:
        query = query.where(conversation.c.key.in_(among))
    newest = (conversation.c.last_at.desc(), conversation.c.key.desc())
    return query.order_by(*newest) if is_done else query.order_by(conversation.c.due_order, *newest)


def _in_state(state: ConversationState, *, sought_by_key: bool) -> Any:
    """The state, written out so that SQLite sees which partial index holds it; its unary plus keeps indices out.

    Sources: https://sqlite.org/partialindex.html §2, https://sqlite.org/optoverview.html §5.
    """
    return literal_column(f"{'+' if sought_by_key else ''}conversation.state = '{state.value}'")


def _late_within(now: datetime, hours: int) -> Any:
    return conversation.c.due_order <= millis(now + timedelta(hours=hours))


def _with_words(words: str, *, whole: bool = False, hits: int = -1) -> Any:
    """Keys of conversations in whose messages, contact or complaint number *words* stand; None when there are none.

    Of messages and of contacts only the *hits* newest are looked at (-1: all).
    """
    if not words.strip():
        return None
    said = select(message_fts.c.rowid).where(matches(message_fts.c.message_fts, match(words, whole=whole)))
    people = select(contact_fts.c.rowid).where(matches(contact_fts.c.contact_fts, match(words, with_han=False)))
    newest = said.order_by(message_fts.c.rowid.desc()).limit(hits)
    named = select(contact.c.id).where(contact.c.key.in_(people.order_by(contact_fts.c.rowid.desc()).limit(hits)))
    return union(
        select(message.c.conversation).where(message.c.key.in_(newest)),
        select(conversation.c.key).where(conversation.c.contact_id.in_(named)),
        select(conversation.c.key)
        .join(complaint, complaint.c.conversation_id == conversation.c.id)
        .where(complaint.c.number == words.strip().upper()),
    )


def rows(connection: Connection, wanted: Sequence[int], staff_id: str) -> Sequence[InboxRow]:
    """The rows of *wanted* keys, in the same order, without those that are gone."""
    read = connection.execute(_ROWS, {"wanted": list(wanted), "staff_id": staff_id})
    found = {row[0]: InboxRow(*row) for row in read}
    return [found[key] for key in wanted if key in found]


def _select_rows() -> Select[Any]:
    """The fields of `InboxRow`, in their order, of the conversations ``:wanted`` as ``:staff_id`` sees them."""
    newest = (
        select(message.c.key)
        .where(message.c.conversation == conversation.c.key, message.c.direction != Direction.CONTEXT)
        .order_by(message.c.sent_at.desc(), message.c.key.desc())
        .limit(literal_column("1"))
        .correlate(conversation)
        .scalar_subquery()
    )
    pending = (
        select(reply.c.key)
        .where(reply.c.conversation_id == conversation.c.id, reply.c.state == ReplyState.PENDING)
        .correlate(conversation)
        .exists()
    )
    number = (
        select(complaint.c.number)
        .where(complaint.c.conversation_id == conversation.c.id)
        .order_by(complaint.c.key.desc())
        .limit(literal_column("1"))
        .correlate(conversation)
        .scalar_subquery()
    )
    my_draft = and_(
        draft.c.conversation_id == conversation.c.id,
        draft.c.staff_id == bindparam("staff_id"),
        draft.c.mode.in_((DraftMode.REPLY.value, DraftMode.PRIVATE.value)),
    )
    return (
        select(
            conversation.c.key,
            conversation.c.id,
            account.c.channel,
            account.c.handle,
            contact.c.name,
            contact.c.handle,
            func.coalesce(func.substr(message.c.text, 1, PREVIEW_LENGTH), ""),
            conversation.c.kind,
            conversation.c.jurisdiction,
            func.coalesce(func.json_extract(conversation.c.agencies, "$[0]"), ""),
            conversation.c.road,
            conversation.c.state,
            conversation.c.last_at,
            conversation.c.due_at,
            func.coalesce(staff.c.name, ""),
            func.coalesce(func.substr(draft.c.text, 1, PREVIEW_LENGTH), ""),
            pending,
            func.coalesce(message.c.direction == Direction.OUT, false()),
            conversation.c.urgent,
            conversation.c.labels,
            func.coalesce(number, ""),
        )
        .join(account, account.c.id == conversation.c.account_id)
        .join(contact, contact.c.id == conversation.c.contact_id)
        .outerjoin(message, message.c.key == newest)
        .outerjoin(staff, staff.c.id == conversation.c.assignee_id)
        .outerjoin(draft, my_draft)
        .where(conversation.c.key.in_(bindparam("wanted", expanding=True)))
    )


_ROWS = _select_rows()


def labels(connection: Connection) -> Sequence[str]:
    """Labels in use, by name."""
    each = func.json_each(conversation.c.labels).table_valued("value")
    query = select(each.c.value).select_from(conversation.join(each, literal_column("1")))
    return (
        connection.execute(query.where(literal_column("labels <> '[]'")).distinct().order_by(each.c.value))
        .scalars()
        .all()
    )


def counts(connection: Connection, staff_id: str, now: datetime) -> Counts:
    """The numbers on the rail and tabs. Open ones are read from a tally kept by triggers, whatever their number."""
    is_open = inbox_tally.c.state == ConversationState.OPEN
    tally = select(
        _sum(is_open),
        _sum(and_(is_open, inbox_tally.c.assignee_id == staff_id, inbox_tally.c.assignee_id != "")),
        _sum(inbox_tally.c.state == ConversationState.WAITING),
        _sum(and_(is_open, inbox_tally.c.jurisdiction == Jurisdiction.TOLL)),
        _sum(and_(is_open, inbox_tally.c.jurisdiction == Jurisdiction.OUTSIDE)),
    )
    n_open, mine, waiting, toll, outside = connection.execute(tally).one()
    late = select(func.count()).where(
        _in_state(ConversationState.OPEN, sought_by_key=False),
        _NOT_DONE,
        _OF_CITIZENS,
        _late_within(now, LATE_SOON_HOURS),
    )
    pending = select(func.count()).where(reply.c.state == literal_column("'pending'"))
    requested = select(func.count()).where(moderation.c.state == literal_column("'pending'"))
    to_send = select(func.count()).where(publication.c.state.in_(_UNDER_WAY))
    unsure = select(func.count()).where(publication.c.state == PublicationState.UNSURE)
    registered = select(func.count()).where(complaint.c.state.in_(sorted(OPEN_STATES)))
    return Counts(
        open=n_open,
        mine=mine,
        waiting=waiting,
        pending_approvals=connection.execute(pending).scalar_one() + connection.execute(requested).scalar_one(),
        complaints=connection.execute(registered).scalar_one(),
        to_send=connection.execute(to_send).scalar_one(),
        unsure=connection.execute(unsure).scalar_one(),
        late_soon=connection.execute(late).scalar_one(),
        toll=toll,
        outside=outside,
    )


def _sum(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, inbox_tally.c.n), else_=0)), 0)
