"""The outbox and audit trail: one operation a human action, chained by hash for each device and person (SYNC)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, func, insert, select

from pmsdesk.domain.errors import StoreCorrupt
from pmsdesk.domain.operation import FIRST_HASH, Operation, chain_hash
from pmsdesk.domain.staff import SYSTEM_ID
from pmsdesk.services.reading import HistoryItem
from pmsdesk.store.register_schema import outbox
from pmsdesk.store.schema import deed, operation, staff

COLUMNS = tuple(c for c in operation.c if c.name != "key")


def canonical_body(
    operation_id: str,
    kind: str,
    subject: str,
    actor_id: str,
    at: datetime,
    facts: Mapping[str, object],
    writes: Sequence[Mapping[str, object]] | None = None,
) -> bytes:
    """The bytes that are hashed and sent: UTF-8 JSON with sorted keys. Times in *facts* become ISO text.

    *writes* are the rows that go to the shared register, None for an operation that stays here.
    """
    body: dict[str, object] = {
        "id": operation_id,
        "kind": kind,
        "subject": subject,
        "actor": actor_id,
        "at": _iso(at),
        "facts": dict(facts),
    }
    if writes is not None:
        body["writes"] = list(writes)
    return _plain(body).encode()


def plain(facts: Mapping[str, object]) -> dict[str, object]:
    """*facts* as they will be read back; raises `TypeError` for what cannot stand in an operation."""
    read: dict[str, object] = json.loads(_plain(facts))
    return read


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    raise TypeError(f"{type(value).__name__} cannot stand in an operation")


def append(
    connection: Connection,
    operation_id: str,
    device: str,
    actor_id: str,
    at: datetime,
    kind: str,
    subject: str,
    facts: Mapping[str, object],
    writes: Sequence[Mapping[str, object]] | None = None,
) -> Operation:
    """Append one operation to the chain of *device* and *actor_id* and return it."""
    mine = select(operation.c.sequence, operation.c.hash).where(
        operation.c.device == device, operation.c.actor_id == actor_id
    )
    last = connection.execute(mine.order_by(operation.c.sequence.desc()).limit(1)).one_or_none()
    sequence, prev_hash = (last.sequence + 1, last.hash) if last else (1, FIRST_HASH)
    body = canonical_body(operation_id, kind, subject, actor_id, at, facts, writes)
    appended = Operation(
        operation_id, device, actor_id, sequence, kind, subject, body, prev_hash, chain_hash(prev_hash, body), at
    )
    connection.execute(insert(operation), {name: getattr(appended, name) for name in Operation.__slots__})
    return appended


def to_operation(row: Row[Any]) -> Operation:
    """The operation in a row of `COLUMNS`."""
    return Operation(**row._mapping)


def pending(connection: Connection, after: int = 0, limit: int = 200) -> Sequence[tuple[int, Operation]]:
    """Operations in the order they were written, each with its place, from the one after place *after*."""
    query = select(operation.c.key, *COLUMNS).where(operation.c.key > after).order_by(operation.c.key).limit(limit)
    return [(row.key, Operation(*row[1:])) for row in connection.execute(query)]


def verify_chain(connection: Connection) -> int:
    """Recompute every hash of every chain; return how many operations stand.

    Raises `StoreCorrupt` with device, actor and sequence of the first operation that was changed, removed or moved.
    """
    query = select(*COLUMNS).order_by(operation.c.device, operation.c.actor_id, operation.c.sequence)
    chain, sequence, prev_hash, count = ("", ""), 0, FIRST_HASH, 0
    for row in connection.execute(query):
        stored = to_operation(row)
        if (stored.device, stored.actor_id) != chain:
            chain, sequence, prev_hash = (stored.device, stored.actor_id), 0, FIRST_HASH
        sequence += 1
        told = json.loads(stored.body) if stored.hash == chain_hash(prev_hash, stored.body) else {}
        facts = (told.get("id"), told.get("actor"), told.get("kind"), told.get("subject"))
        if (stored.sequence, stored.prev_hash) != (sequence, prev_hash) or facts != (
            stored.id,
            stored.actor_id,
            stored.kind,
            stored.subject,
        ):
            raise StoreCorrupt("/".join((*chain, str(sequence))), path=f"operasi {sequence}")
        prev_hash = stored.hash
        count += 1
    return count


def history(connection: Connection, subjects: Sequence[str]) -> tuple[tuple[str, HistoryItem], ...]:
    """The audit trail of *subjects*, oldest first, each line with its operation's id: what was done here and elsewhere.

    What the register rejected did not happen; what it deferred stands there once more, under the id it was sent anew.
    """
    lines = [*_done_here(connection, subjects), *_told(connection, subjects)]
    return tuple(sorted(lines, key=lambda line: line[1].at))


def _done_here(connection: Connection, subjects: Sequence[str]) -> Iterator[tuple[str, HistoryItem]]:
    undone = exists().where(
        outbox.c.operation_key == operation.c.key,
        outbox.c.state == "acknowledged",
        outbox.c.verdict.in_(("rejected", "deferred")),
    )
    query = (
        select(
            operation.c.id,
            operation.c.created_at,
            operation.c.actor_id,
            staff.c.name,
            operation.c.kind,
            operation.c.body,
        )
        .select_from(operation.outerjoin(staff, staff.c.id == operation.c.actor_id))
        .where(operation.c.subject.in_(subjects), ~undone)
        .order_by(operation.c.key)
    )
    for row in connection.execute(query):
        who = "" if row.actor_id == SYSTEM_ID else row.name or row.actor_id
        yield row.id, HistoryItem(row.created_at, who, row.kind, json.loads(row.body)["facts"])


def _told(connection: Connection, subjects: Sequence[str]) -> Iterator[tuple[str, HistoryItem]]:
    """What the register tells of *subjects* besides what was done here."""
    query = (
        select(deed, func.coalesce(staff.c.name, deed.c.actor_id).label("who"))
        .select_from(deed.outerjoin(staff, staff.c.id == deed.c.actor_id))
        .where(deed.c.subject.in_(subjects), ~exists().where(operation.c.id == deed.c.id))
        .order_by(deed.c.at, deed.c.id)
    )
    for row in connection.execute(query):
        yield row.id, HistoryItem(row.at, row.who, row.kind, row.facts)
