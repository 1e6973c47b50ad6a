"""What the seat shows: the register's row with the own operations laid over it that the register has not answered yet.

A field is set only where the row still holds the value its author saw; another value is a conflict, which the register
will tell. Rows that something on this seat holds back stay as they are until the register has answered.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from pmsdesk.domain.complaint import draft_mark
from pmsdesk.store.columns import to_json
from pmsdesk.store.full_text import han
from pmsdesk.store.wire import KINDS, OVERLAID, Json, Kind

Row = dict[str, Any]


@contextmanager
def applying(connection: Connection) -> Iterator[None]:
    """While it is open, in this transaction, the register's word counts and the seat's guards do not."""
    connection.exec_driver_sql("INSERT INTO applying VALUES (1)")
    yield
    connection.exec_driver_sql("DELETE FROM applying")


def among(column: str) -> str:
    """The condition that *column* is one of a bound JSON array."""
    return f"{column} IN (SELECT value FROM json_each(?))"


def ids_of(rows: Iterable[str]) -> str:
    """Ids as the bound array for `among`."""
    return to_json(sorted(rows))


# ---- laying over ----------------------------------------------------------------------------------------------------


def lay(connection: Connection, name: str, told: Mapping[str, Json]) -> None:
    """Show the register's rows *told* (by id) of one of the kinds that change, under what waits here."""
    held = held_back(connection, name, told)
    kind = KINDS[name]
    rows = {row_id: dict(zip(kind.names, kind.stored(row), strict=True)) for row_id, row in told.items()}
    rows = {row_id: row for row_id, row in rows.items() if row_id not in held}
    if not rows:
        return
    if name in OVERLAID:
        for row_id, writes in waiting_writes(connection, name, rows).items():
            for write in writes:
                put_over(kind, rows[row_id], write)
    if name == "complaint":
        make_room(connection, rows.values())
    write_rows(connection, kind, rows.values())


def lay_again(connection: Connection, name: str, ids: Iterable[str]) -> None:
    """Show the rows *ids* as the register last told them, under what still waits."""
    found = connection.exec_driver_sql(
        f"SELECT id, row FROM base WHERE kind = ? AND {among('id')}",
        (name, ids_of(ids)),
    )
    lay(connection, name, {row_id: json.loads(row) for row_id, row in found.all()})


def put_over(kind: Kind, row: Row, write: Mapping[str, Any]) -> None:
    """Set in *row* the fields of *write* that still hold what its author saw."""
    fields = {field: (kind.value(field, old), kind.value(field, new)) for field, (old, new) in write["set"].items()}
    seen = write.get("seen")
    if seen is not None and _ends_the_turn(write) and kind.value("last_at", seen) != row["last_at"]:
        return
    for field, (old, new) in fields.items():
        if row[field] == old:
            row[field] = new


def _ends_the_turn(write: Mapping[str, Any]) -> bool:
    """Whether it puts a conversation away, which nobody may do over a message he has not seen."""
    changed: Mapping[str, Any] = write["set"]
    return changed.get("state", ["", ""])[1] == "done" or changed.get("snoozed_until", [None, None])[1] is not None


def take_from_under(kind: Kind, row: Row, writes: Sequence[Mapping[str, Any]]) -> None:
    """The reverse of `put_over`, for a *row* that goes up by another way than *writes*."""
    for write in reversed(writes):
        for field, (old, new) in write["set"].items():
            if row[field] == kind.value(field, new):
                row[field] = kind.value(field, old)


def write_rows(connection: Connection, kind: Kind, rows: Iterable[Row], **more: str) -> None:
    """Insert or update *rows* by their identity; *more* are further columns, which the rows hold too."""
    names = [*kind.names, *more]
    if kind.table == "complaint":
        names.append("han")
        rows = [row | {"han": han(row["complainant"], row["summary"], row["location"])} for row in rows]
    connection.exec_driver_sql(upsert_of(kind, tuple(names)), [tuple(row[name] for name in names) for row in rows])


def upsert_of(kind: Kind, names: Sequence[str], condition: str = "") -> str:
    """The statement that inserts a row of *names* or brings the one of the same identity up to date."""
    changed = ", ".join(f"{name} = excluded.{name}" for name in names if name != kind.identity)
    return (
        f"INSERT INTO {kind.table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT ({kind.identity}) DO UPDATE SET {changed}{condition}"
    )


def make_room(connection: Connection, complaints: Iterable[Row]) -> None:
    """A number that the register gave to another complaint is taken from the one that bears it here.

    One that was registered before this seat joined keeps its number, with the seat's name behind it.
    """
    owners = {row["number"]: row["id"] for row in complaints}
    bearing = connection.exec_driver_sql(
        f"SELECT number, id FROM complaint WHERE {among('number')}",
        (ids_of(owners),),
    )
    for number, complaint_id in bearing.all():
        if owners[number] != complaint_id:
            query = "SELECT 1 FROM touched WHERE kind = 'complaint' AND id = ? LIMIT 1"
            shared = connection.exec_driver_sql(query, (complaint_id,)).one_or_none() is not None
            named = draft_mark(complaint_id) if shared else f"{number}/{_seat_name(connection)}"
            connection.exec_driver_sql("UPDATE complaint SET number = ? WHERE id = ?", (named, complaint_id))


def _seat_name(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'device'").scalar_one())


# ---- what waits -----------------------------------------------------------------------------------------------------


def anything_waits(connection: Connection) -> bool:
    """Whether any operation waits for its verdict."""
    query = "SELECT 1 FROM outbox WHERE state <> 'acknowledged' LIMIT 1"
    return connection.exec_driver_sql(query).one_or_none() is not None


def waiting_writes(connection: Connection, name: str, ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """What the operations that wait set in the rows *ids*, oldest first."""
    if not anything_waits(connection):
        return {}
    found = connection.exec_driver_sql(
        "SELECT t.id, o.body FROM touched AS t JOIN outbox AS x ON x.operation_key = t.operation_key "
        "JOIN operation AS o ON o.key = t.operation_key "
        f"WHERE t.kind = ? AND {among('t.id')} AND x.state <> 'acknowledged' ORDER BY o.key",
        (name, ids_of(ids)),
    )
    writes: dict[str, list[dict[str, Any]]] = {}
    for row_id, body in found.all():
        for write in json.loads(body).get("writes", ()):
            if write["t"] == name and write.get("id") == row_id:
                writes.setdefault(row_id, []).append(write)
    return writes


def held_back(connection: Connection, name: str, told: Mapping[str, Json]) -> set[str]:
    """Which rows stay as they are here until the register has what this seat knows of them."""
    if name == "conversation":
        return _with_unsent_messages(connection, told)
    if name in {"reply", "moderation", "conflict"}:
        return touched_by_waiting(connection, name, told)
    if name == "publication":
        replies = touched_by_waiting(connection, "reply", {row["reply_id"] for row in told.values()})
        return {row_id for row_id, row in told.items() if row["reply_id"] in replies}
    return set()


def touched_by_waiting(connection: Connection, name: str, ids: Iterable[str]) -> set[str]:
    """Which of the rows *ids* an operation that waits has touched, or hangs on."""
    if not anything_waits(connection):
        return set()
    found = connection.exec_driver_sql(
        "SELECT DISTINCT t.id FROM touched AS t JOIN outbox AS x ON x.operation_key = t.operation_key "
        f"WHERE t.kind = ? AND {among('t.id')} AND x.state <> 'acknowledged'",
        (name, ids_of(ids)),
    )
    return set(found.scalars())


def _with_unsent_messages(connection: Connection, ids: Iterable[str]) -> set[str]:
    wanted = ids_of(ids)
    found = connection.exec_driver_sql(
        "SELECT c.id FROM unsent AS u JOIN message AS m ON m.id = u.id "
        f"JOIN conversation AS c ON c.key = m.conversation WHERE {among('c.id')} "
        "UNION SELECT a.conversation_id FROM unsent AS u JOIN amendment AS a ON a.id = u.id "
        f"WHERE {among('a.conversation_id')}",
        (wanted, wanted),
    )
    return set(found.scalars())
