"""The outbox: operations that wait for the register's verdict, what they hang on, and how their chain is told anew."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, case, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from pmsdesk.domain.operation import FIRST_HASH, Operation, chain_hash
from pmsdesk.store import operations
from pmsdesk.store.overlay import applying, lay_again
from pmsdesk.store.schema import operation, outbox, settling, touched
from pmsdesk.store.verdicts import Answer, settle_verdict
from pmsdesk.store.wire import OVERLAID

MOST_TRIES = 40
LONGEST_PAUSE = timedelta(minutes=10)
_NOUNS = {
    "conversation": "conversation",
    "note": "conversation",
    "reply": "conversation",
    "post": "conversation",
    "moderation": "conversation",
    "contact": "conversation",
    "complaint": "complaint",
    "account": "account",
}


@dataclass(frozen=True, slots=True)
class Chain:
    """Where the operations of one person stand under one device: the last sequence the register has acknowledged."""

    device: str
    acknowledged: int


# ---- as a unit of work writes it ------------------------------------------------------------------------------------


def enlist(connection: Connection, operation_id: str, rows: Iterable[tuple[str, str]]) -> None:
    """Put the operation into the outbox, and note which *rows* (kind, id) it changed or hangs on."""
    key = connection.execute(select(operation.c.key).where(operation.c.id == operation_id)).scalar_one()
    connection.execute(
        insert(outbox).values(operation_key=key, id=operation_id, state="pending", verdict="", detail="{}", tries=0)
    )
    hung = [{"kind": kind, "id": row_id, "operation_key": key} for kind, row_id in sorted(rows)]
    if hung:
        connection.execute(insert(touched), hung)


def hung_on(kind: str, subject: str, facts: Mapping[str, object]) -> set[tuple[str, str]]:
    """The rows that an operation is about by what it says itself."""
    noun = _NOUNS.get(kind.partition(".")[0])
    about = {(noun, subject)} if noun else set()
    named = {(name, facts[name]) for name in ("reply", "moderation", "conflict") if facts.get(name)}
    return about | {(name, row_id) for name, row_id in named if isinstance(row_id, str)}


def let_settle(connection: Connection, rows: Iterable[tuple[str, str]]) -> None:
    """Let the next whole cut say how *rows* stand."""
    waiting = [{"kind": kind, "id": row_id} for kind, row_id in sorted(rows)]
    if waiting:
        connection.execute(upsert(settling).on_conflict_do_nothing(), waiting)


# ---- as it is sent --------------------------------------------------------------------------------------------------


class Outbox:
    """The outbox of one store; each method is one transaction, and none is open between two."""

    def __init__(self, writer: Engine, clock: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self._writer = writer
        self._clock = clock
        self._new_id = new_id

    def waiting(self, actor_id: str, most: int = 200, most_bytes: int = 256_000) -> tuple[Operation, ...]:
        """The next operations of one person and one device, in the order of their chain.

        At most *most* and at most *most_bytes* of bodies, but at least one.
        """
        query = (
            select(*operations.COLUMNS)
            .join(outbox, outbox.c.operation_key == operation.c.key)
            .where(outbox.c.state == "pending", operation.c.actor_id == actor_id)
            .order_by(operation.c.key)
            .limit(most)
        )
        with self._writer.connect() as connection:
            found = [operations.to_operation(row) for row in connection.execute(query)]
        taken, size = 0, 0
        for item in found:
            size += len(item.body)
            if item.device != found[0].device or (taken and size > most_bytes):
                break
            taken += 1
        return tuple(found[:taken])

    def acknowledged(self, device: str, actor_id: str) -> int:
        """The last sequence of a chain that the register answered, 0 for none."""
        query = (
            select(func.max(operation.c.sequence))
            .join(outbox, outbox.c.operation_key == operation.c.key)
            .where(outbox.c.state != "pending", operation.c.device == device, operation.c.actor_id == actor_id)
        )
        with self._writer.connect() as connection:
            return connection.execute(query).scalar_one() or 0

    def devices(self, actor_id: str) -> tuple[str, ...]:
        """The devices under which one person's operations went up from here, in their order."""
        query = (
            select(operation.c.device)
            .join(outbox, outbox.c.operation_key == operation.c.key)
            .where(operation.c.actor_id == actor_id)
            .group_by(operation.c.device)
            .order_by(func.min(operation.c.key))
        )
        with self._writer.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def acknowledge(self, answers: Sequence[Answer]) -> None:
        """Note the register's verdicts and let the seat show what became of each; known ones are passed over."""
        now = self._clock()
        with self._writer.begin() as connection, applying(connection):
            for answer in answers:
                _acknowledge(connection, answer, now)

    def reissue(self) -> int:
        """Send anew, under new ids at the end of their chains, the deferred operations whose time has come.

        Those of one person that touch the same row keep their order: one waits for the earlier ones and goes with them,
        and for what was not answered yet, which may be deferred too. A clock that was set back does not hold one longer
        than the longest pause.
        """
        now = self._clock()
        query = (
            select(outbox.c.id, outbox.c.tries, outbox.c.again_at, operation.c.key, *operations.COLUMNS[1:])
            .join(operation, operation.c.key == outbox.c.operation_key)
            .where(outbox.c.state == "deferred")
            .order_by(outbox.c.operation_key)
        )
        going: dict[str, set[tuple[str, str]]] = defaultdict(set)
        staying: dict[str, set[tuple[str, str]]] = defaultdict(set)
        sent_anew = 0
        with self._writer.begin() as connection:
            deferred = connection.execute(query).all()
            for actor_id in {row.actor_id for row in deferred}:
                staying[actor_id] = _touched_by_pending(connection, actor_id)
            for row in deferred:
                rows = _touched_by(connection, row.key)
                due = row.again_at <= now or row.again_at > now + LONGEST_PAUSE
                if rows & staying[row.actor_id] or not (due or rows & going[row.actor_id]):
                    staying[row.actor_id] |= rows
                    continue
                going[row.actor_id] |= rows
                again = _append_again(connection, row, self._new_id())
                enlist(connection, again, rows)
                connection.execute(update(outbox).where(outbox.c.id == again).values(tries=row.tries))
                connection.execute(update(outbox).where(outbox.c.id == row.id).values(state="acknowledged"))
                sent_anew += 1
        return sent_anew

    def replay(self, device: str, actor_id: str, after: int) -> int:
        """The register went back and has a chain only up to *after*: what came later waits again, as it was.

        It is shown over what the register told since; what was sent anew under another id is not sent anew twice.
        """
        with self._writer.begin() as connection, applying(connection):
            later = select(operation.c.key).where(
                operation.c.device == device, operation.c.actor_id == actor_id, operation.c.sequence > after
            )
            forgotten = outbox.c.operation_key.in_(later) & (outbox.c.state != "pending")
            sent_anew = (outbox.c.state == "acknowledged") & (outbox.c.verdict == "deferred")
            verdict = case((sent_anew, "deferred"), else_="")
            statement = update(outbox).where(forgotten).values(state="pending", verdict=verdict, again_at=None)
            waiting = connection.execute(statement).rowcount
            for kind in OVERLAID:
                rows = select(touched.c.id).where(touched.c.kind == kind, touched.c.operation_key.in_(later))
                lay_again(connection, kind, connection.execute(rows).scalars().all())
            return waiting

    def move(self, actor_id: str, device: str) -> int:
        """Continue one person's waiting operations on the chain of *device*, with the same ids and bodies.

        The register has other operations in their places: this file, or a copy of it, went back in time.
        """
        query = (
            select(operation.c.key, *operations.COLUMNS)
            .join(outbox, outbox.c.operation_key == operation.c.key)
            .where(outbox.c.state == "pending", operation.c.actor_id == actor_id, operation.c.device != device)
            .order_by(operation.c.key)
        )
        with self._writer.begin() as connection, applying(connection):
            moved = connection.execute(query).all()
            sequence, prev_hash = _end(connection, device, actor_id)
            for row in moved:
                sequence += 1
                new_hash = chain_hash(prev_hash, row.body)
                connection.execute(
                    update(operation)
                    .where(operation.c.key == row.key)
                    .values(device=device, sequence=sequence, prev_hash=prev_hash, hash=new_hash)
                )
                prev_hash = new_hash
        return len(moved)


def _acknowledge(connection: Connection, answer: Answer, now: datetime) -> None:
    known = connection.execute(
        select(outbox.c.operation_key, outbox.c.tries, outbox.c.verdict).where(
            outbox.c.id == answer.id, outbox.c.state == "pending"
        )
    ).one_or_none()
    if known is None:
        return
    values: dict[str, object] = {
        "state": "acknowledged",
        "verdict": answer.verdict,
        "detail": json.dumps(dict(answer.detail), ensure_ascii=False, sort_keys=True),
        "acknowledged_at": now,
    }
    deferred = answer.verdict == "deferred"
    if deferred and known.verdict == "deferred":
        connection.execute(update(outbox).where(outbox.c.id == answer.id).values(values))
        return
    if deferred and known.tries + 1 < MOST_TRIES:
        values |= {"state": "deferred", "tries": known.tries + 1, "again_at": now + pause(known.tries)}
    elif deferred:
        values["verdict"] = "rejected"
        answer = replace(answer, verdict="rejected")
    connection.execute(update(outbox).where(outbox.c.id == answer.id).values(values))
    if values["state"] == "acknowledged":
        settle_verdict(connection, known.operation_key, answer, now)


def _touched_by(connection: Connection, operation_key: int) -> set[tuple[str, str]]:
    query = select(touched.c.kind, touched.c.id).where(touched.c.operation_key == operation_key)
    return {(kind, row_id) for kind, row_id in connection.execute(query)}


def _touched_by_pending(connection: Connection, actor_id: str) -> set[tuple[str, str]]:
    query = (
        select(touched.c.kind, touched.c.id)
        .join(outbox, outbox.c.operation_key == touched.c.operation_key)
        .join(operation, operation.c.key == touched.c.operation_key)
        .where(outbox.c.state == "pending", operation.c.actor_id == actor_id)
    )
    return {(kind, row_id) for kind, row_id in connection.execute(query)}


def pause(tries: int) -> timedelta:
    """How long to wait before an operation that was deferred *tries* times before is sent anew: 0, 2, 4 … 600 s."""
    return min(timedelta(seconds=2**tries if tries else 0), LONGEST_PAUSE)


def _append_again(connection: Connection, row: Row[Any], new_id: str) -> str:
    """The same intent at the end of its chain; returns *new_id*."""
    told = json.loads(row.body)
    operations.append(
        connection,
        new_id,
        row.device,
        row.actor_id,
        row.created_at,
        told["kind"],
        told["subject"],
        told["facts"],
        told["writes"],
    )
    return new_id


def _end(connection: Connection, device: str, actor_id: str) -> tuple[int, str]:
    query = (
        select(operation.c.sequence, operation.c.hash)
        .where(operation.c.device == device, operation.c.actor_id == actor_id)
        .order_by(operation.c.sequence.desc())
        .limit(1)
    )
    last = connection.execute(query).one_or_none()
    return (last.sequence, last.hash) if last else (0, FIRST_HASH)
