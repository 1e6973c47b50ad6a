"""What differs from the register is taken over anew, and told; nothing a person wrote is removed by it."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from pmsdesk.domain.events import Event
from pmsdesk.store import arrivals
from pmsdesk.store.arrivals import Row
from pmsdesk.store.columns import to_json
from pmsdesk.store.holding import RowKey, line, lines_of, lines_of_kind, rows_under_way
from pmsdesk.store.verdicts import show_reply, tell
from pmsdesk.store.wire import CHANGING, KINDS, Json

HEALED = "copy.healed"
"""The kind of the notice: rows of this seat's copy were not as the register has them and were loaded anew."""

_DECIDED_THERE = ("publication", "attestation")


def heal_talk(
    connection: Connection, conversation_id: str, rows: Sequence[Row], now: datetime, since: datetime
) -> tuple[Event, ...] | None:
    """Make a conversation as the register has it (*rows*, with all that hangs on it); None when nothing differed.

    No own work may be under way on it. The notice of the check that began at *since* tells of all it healed.
    """
    here = lines_of(connection, [conversation_id])[conversation_id]
    there = _lines(rows)
    lacking = _lose(connection, here.keys() - there.keys(), now)
    differing = [key for key, digest in there.items() if here.get(key) != digest]
    if not differing and not lacking:
        return None
    events = arrivals.take_over(connection, rows, now, complete=True)
    _note(connection, [*differing, *lacking], now, since)
    return events


def heal_kind(
    connection: Connection, name: str, rows: Iterable[Row], now: datetime, since: datetime
) -> tuple[Event, ...]:
    """Take over those of *rows* of one kind that differ."""
    here, busy = lines_of_kind(connection, name), rows_under_way(connection, name)
    there = {row_id: (kind, row_id, row) for kind, row_id, row in rows if row_id not in busy}
    differing = {key: digest for key, digest in _lines(there.values()).items() if here.get(key[1]) != digest}
    if not differing:
        return ()
    events = arrivals.take_over(connection, [there[row_id] for _, row_id in differing], now, complete=True)
    _note(connection, differing, now, since)
    return events


def _lines(rows: Iterable[Row]) -> Mapping[RowKey, bytes]:
    return {(kind, row_id): line(kind, _known(kind, row)) for kind, row_id, row in rows if row is not None}


def _known(kind: str, row: Json) -> Json:
    """What this seat can keep of a row: of kinds that are never rewritten only the columns it has."""
    if kind in CHANGING or kind not in KINDS:
        return row
    return {name: value for name, value in row.items() if name in KINDS[kind].names or name == "conversation_id"}


def _lose(connection: Connection, extra: Collection[RowKey], now: datetime) -> list[RowKey]:
    """What the register has not: what it decides and tells goes, a message is offered again, own work is reported.

    What was done here before the seat joined is its own, and no difference.
    """
    lacking = []
    for kind, row_id in sorted(extra):
        if kind in ("message", "amendment"):
            connection.exec_driver_sql("INSERT OR IGNORE INTO unsent VALUES (?)", (row_id,))
        elif kind in _DECIDED_THERE:
            _forget_decision(connection, kind, row_id)
        elif kind == "deed":
            connection.exec_driver_sql("DELETE FROM deed WHERE id = ?", (row_id,))
        elif kind not in CHANGING and not _travelled(connection, kind, row_id):
            continue
        else:
            tell(connection, f"orphan:{kind}:{row_id}", "orphan", "", kind, {"id": row_id}, now)
            connection.exec_driver_sql("DELETE FROM base WHERE kind = ? AND id = ?", (kind, row_id))
        lacking.append((kind, row_id))
    return lacking


def _travelled(connection: Connection, kind: str, row_id: str) -> bool:
    """Whether an operation brought it to the register once."""
    query = "SELECT 1 FROM touched WHERE kind = ? AND id = ? LIMIT 1"
    return connection.exec_driver_sql(query, (kind, row_id)).one_or_none() is not None


def _forget_decision(connection: Connection, kind: str, row_id: str) -> None:
    connection.exec_driver_sql("DELETE FROM base WHERE kind = ? AND id = ?", (kind, row_id))
    if kind == "publication":
        query = "SELECT reply_id FROM reply_version WHERE id = ?"
        for reply_id in connection.exec_driver_sql(query, (row_id,)).scalars().all():
            show_reply(connection, reply_id)


def _note(connection: Connection, rows: Collection[RowKey], now: datetime, since: datetime) -> None:
    """One notice for everything a check heals, with how many rows of each kind."""
    notice_id = f"copy:{since.isoformat()}"
    tell(connection, notice_id, HEALED, "", "0", {}, now)
    found = connection.exec_driver_sql("SELECT detail FROM notice WHERE id = ?", (notice_id,)).scalar_one()
    counts: dict[str, int] = json.loads(found)
    for kind, _ in rows:
        counts[kind] = counts.get(kind, 0) + 1
    connection.exec_driver_sql(
        "UPDATE notice SET why = ?, detail = ?, seen_at = NULL WHERE id = ?",
        (str(sum(counts.values())), to_json(counts), notice_id),
    )
