"""The read side of the complaint register: which complaints in which order, their lines, and one with its log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, literal_column, select

from pmsdesk.domain.complaint import OPEN_STATES, ComplaintState
from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.follow_up import FollowUp
from pmsdesk.domain.message import Direction
from pmsdesk.services.reading import ComplaintFilter, ComplaintRow, ComplaintView
from pmsdesk.store import operations
from pmsdesk.store.complaints import FOLLOW_UP_COLUMNS, find_complaint, photos
from pmsdesk.store.full_text import match, matches
from pmsdesk.store.schema import (
    account,
    complaint,
    complaint_fts,
    conversation,
    follow_up,
    message,
    staff,
)
from pmsdesk.store.thread import name_of

_S = ComplaintState
_WITH_AN_AGENCY = (_S.FORWARDED, _S.ACKNOWLEDGED, _S.INVESTIGATING, _S.ACTION, _S.AWAITING_CONFIRMATION)
_OPEN = tuple(sorted(OPEN_STATES))
_CLOSED = (_S.CLOSED, _S.DUPLICATE)


def _group(name: str, now: datetime) -> Any:
    """What makes a complaint a member of the group *name*; late ones are open and past the promise of a first reply."""
    groups = {
        "all": literal_column("1"),
        "new": complaint.c.state == _S.REGISTERED,
        "forwarded": complaint.c.state.in_(_WITH_AN_AGENCY),
        "late": and_(complaint.c.state.in_(_OPEN), conversation.c.due_at < now),
        "closed": complaint.c.state.in_(_CLOSED),
    }
    return groups[name]


GROUPS = ("all", "new", "forwarded", "late", "closed")


def ids(connection: Connection, wanted: ComplaintFilter, now: datetime) -> Sequence[str]:
    """Ids of the complaints *wanted* asks for, newest first."""
    query = select(complaint.c.id).where(_group(wanted.group, now))
    if wanted.group == "late":
        query = query.join(conversation, conversation.c.id == complaint.c.conversation_id)
    if wanted.jurisdiction is not None:
        query = query.where(complaint.c.jurisdiction == wanted.jurisdiction)
    if wanted.agency:
        each = func.json_each(complaint.c.agencies).table_valued("value")
        query = query.where(select(each.c.value).where(each.c.value == wanted.agency).exists())
    if wanted.search.strip():
        query = query.where(complaint.c.key.in_(with_words(wanted.search)))
    return connection.execute(query.order_by(complaint.c.registered_at.desc(), complaint.c.key.desc())).scalars().all()


def with_words(words: str) -> Select[Any]:
    """Keys of complaints in whose number, complainant, summary, road or location *words* stand."""
    return select(complaint_fts.c.rowid).where(matches(complaint_fts.c.complaint_fts, match(words)))


def counts(connection: Connection, now: datetime) -> dict[str, int]:
    """How many complaints each group holds."""
    members = [func.coalesce(func.sum(case((_group(name, now), 1), else_=0)), 0).label(name) for name in GROUPS]
    query = select(*members).join(conversation, conversation.c.id == complaint.c.conversation_id)
    return dict(connection.execute(query).one()._mapping)


def rows(connection: Connection, wanted: Sequence[str]) -> Sequence[ComplaintRow]:
    """The lines of *wanted* ids, in the same order, without those that are gone."""
    received = (
        select(func.min(message.c.received_at, type_=message.c.received_at.type))
        .where(message.c.conversation == conversation.c.key, message.c.direction == Direction.IN)
        .correlate(conversation)
        .scalar_subquery()
    )
    names = ("id", "number", "registered_at", "complainant", "category", "road", "location")
    more = ("jurisdiction", "agencies", "state", "summary", "conversation_id")
    query = (
        select(
            *(complaint.c[name] for name in names + more),
            conversation.c.due_at,
            conversation.c.answered_at.label("first_reply_at"),
            func.coalesce(received, complaint.c.registered_at, type_=complaint.c.registered_at.type).label(
                "received_at"
            ),
            account.c.channel,
        )
        .join(conversation, conversation.c.id == complaint.c.conversation_id)
        .join(account, account.c.id == conversation.c.account_id)
        .where(complaint.c.id.in_(wanted))
    )
    found = {row.id: ComplaintRow(**row._mapping) for row in connection.execute(query)}
    return [found[complaint_id] for complaint_id in wanted if complaint_id in found]


def view(connection: Connection, complaint_id: str) -> ComplaintView:
    """One complaint with its log and photos; raises `NotFound`."""
    shown = find_complaint(connection, complaint.c.id == complaint_id)
    if shown is None:
        raise NotFound(what=complaint_id)
    log = (
        select(*FOLLOW_UP_COLUMNS, func.coalesce(staff.c.name, follow_up.c.author_id).label("author_name"))
        .select_from(follow_up.outerjoin(staff, staff.c.id == follow_up.c.author_id))
        .where(follow_up.c.complaint_id == complaint_id)
        .order_by(follow_up.c.key)
    )
    trail = operations.history(connection, [complaint_id])
    return ComplaintView(
        complaint=shown,
        row=rows(connection, [complaint_id])[0],
        registered_by=name_of(connection, shown.registered_by),
        follow_ups=tuple((FollowUp(*row[:-1]), row.author_name) for row in connection.execute(log)),
        attachments=photos(connection, complaint_id),
        history=tuple(item for _, item in trail),
    )
