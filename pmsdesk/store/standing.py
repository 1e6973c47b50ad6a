"""The read side of the shared register: how the seat stands with it, what is in conflict, what a person must know."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from pmsdesk.services.reading import ConflictRow, Loading, NoticeRow, Stuck, SyncStatus, Waiting
from pmsdesk.store.baseline import ORDER
from pmsdesk.store.register_schema import notice, outbox, unsent
from pmsdesk.store.schema import (
    account,
    complaint,
    conflict,
    contact,
    conversation,
    message,
    operation,
    staff,
)
from pmsdesk.store.state import State

MOST_STUCK = 50
TRIES_UNTIL_STUCK = 3
CONTENTS = ("text", "reason", "summary")


def joined(connection: Connection) -> bool:
    """Whether this seat shares a register."""
    query = "SELECT 1 FROM setting WHERE name = 'register.device' AND value <> ''"
    return connection.exec_driver_sql(query).one_or_none() is not None


def status(connection: Connection, staff_id: str) -> SyncStatus:
    """How the seat stands with its register, as *staff_id* sees it."""
    if not joined(connection):
        return SyncStatus(joined=False)
    state = State(connection)
    waiting = outbox.c.state != "acknowledged"
    is_waiting = select(func.count(), func.min(operation.c.created_at, type_=operation.c.created_at.type))
    count, oldest = connection.execute(
        is_waiting.join(outbox, outbox.c.operation_key == operation.c.key).where(waiting)
    ).one()
    messages = connection.execute(select(func.count()).select_from(unsent)).scalar_one()
    loading = state["loading"]
    return SyncStatus(
        joined=True,
        online_since=_moment(state["online_since"]),
        offline_since=_moment(state["offline_since"]),
        trouble=state["trouble"],
        waiting=count + messages,
        oldest=oldest,
        stuck=_stuck(connection, staff_id),
        pulled_at=_moment(state["pulled_at"]),
        loading=Loading(loading, ORDER.index(loading) + 1, len(ORDER), int(state["loaded"] or 0)) if loading else None,
        conflicts=connection.execute(
            select(func.count()).select_from(conflict).where(conflict.c.resolved_at.is_(None))
        ).scalar_one(),
        news=connection.execute(
            select(func.count()).select_from(notice).where(notice.c.seen_at.is_(None), ~_found_again())
        ).scalar_one(),
        skew_s=float(state["skew_s"] or 0),
        checked_at=_moment(state["checked_at"]),
        healed_at=_moment(state["healed_at"]),
    )


def _moment(told: str) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def _stuck(connection: Connection, staff_id: str) -> tuple[Stuck, ...]:
    """Operations that were deferred several times, and those of people who are not the one at the console."""
    query = (
        select(
            outbox.c.tries, outbox.c.detail, operation, func.coalesce(staff.c.name, operation.c.actor_id).label("by")
        )
        .join(operation, operation.c.key == outbox.c.operation_key)
        .outerjoin(staff, staff.c.id == operation.c.actor_id)
        .where(outbox.c.state != "acknowledged")
        .where((outbox.c.tries >= TRIES_UNTIL_STUCK) | ((operation.c.actor_id != staff_id) & (staff_id != "")))
        .order_by(operation.c.key)
        .limit(MOST_STUCK)
    )
    return tuple(
        Stuck(
            row.kind,
            row.subject,
            str(json.loads(row.detail).get("why", "")),
            row.tries,
            row.created_at,
            "" if row.actor_id == staff_id or not staff_id else row.by,
        )
        for row in connection.execute(query)
    )


def waiting(connection: Connection, limit: int) -> Sequence[Waiting]:
    """What waits for the register, oldest first; the messages that are offered to it count as one."""
    query = (
        select(operation.c.kind, operation.c.subject, operation.c.created_at)
        .join(outbox, outbox.c.operation_key == operation.c.key)
        .where(outbox.c.state != "acknowledged")
        .order_by(operation.c.key)
        .limit(limit)
    )
    found = [Waiting(*row) for row in connection.execute(query)]
    offered = select(func.count(), func.min(message.c.received_at, type_=message.c.received_at.type))
    count, since = connection.execute(offered.join(unsent, unsent.c.id == message.c.id)).one()
    return [*([Waiting("message", "", since, count)] if count else []), *found]


def conflicts(connection: Connection) -> Sequence[ConflictRow]:
    """Fields still in conflict, newest first."""
    talk = func.coalesce(complaint.c.conversation_id, conflict.c.subject)
    query = (
        select(
            *(conflict.c[name] for name in ("id", "entity", "subject", "field", "mine", "theirs", "base", "actor")),
            func.coalesce(staff.c.name, conflict.c.actor).label("actor_name"),
            conflict.c.at,
            func.coalesce(complaint.c.number, contact.c.name, account.c.name, "").label("title"),
            func.coalesce(conversation.c.id, "").label("conversation_id"),
        )
        .select_from(conflict)
        .outerjoin(staff, staff.c.id == conflict.c.actor)
        .outerjoin(complaint, complaint.c.id == conflict.c.subject)
        .outerjoin(account, account.c.id == conflict.c.subject)
        .outerjoin(conversation, conversation.c.id == talk)
        .outerjoin(contact, contact.c.id == conversation.c.contact_id)
        .where(conflict.c.resolved_at.is_(None))
        .order_by(conflict.c.at.desc(), conflict.c.id)
    )
    return [ConflictRow(**row._mapping) for row in connection.execute(query)]


def notices(connection: Connection) -> Sequence[NoticeRow]:
    """What the person must know, newest first; a number is not lost when its complaint came back."""
    query = select(notice).where(~_found_again()).order_by(notice.c.made_at.desc(), notice.c.id)
    return [_notice(row) for row in connection.execute(query)]


def _found_again() -> Any:
    return select(complaint.c.id).where(notice.c.kind == "number.lost", complaint.c.number == notice.c.why).exists()


def _notice(row: Any) -> NoticeRow:
    detail: dict[str, Any] = json.loads(row.detail)
    facts = detail.get("facts", {})
    names = (*CONTENTS, "note") if detail.get("kind", "").startswith("complaint.") else CONTENTS
    content = "\n".join(facts[name] for name in names if isinstance(facts.get(name), str) and facts[name])
    return NoticeRow(
        id=row.id,
        kind=row.kind,
        why=row.why,
        at=row.made_at,
        seen=row.seen_at is not None,
        operation=str(detail.get("kind", "")),
        subject=str(detail.get("subject", detail.get("id", ""))),
        content=content,
        detail=detail,
    )
