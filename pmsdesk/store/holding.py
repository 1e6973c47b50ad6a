"""What this seat holds of its register, row by row as digests, to be compared with the register's (I14).

A row counts as the text of its jsonb on the register; one that is shown otherwise than the register told counts as
another. What own work is under way on, and what was reported as lost by the register, is left out.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from pmsdesk.store.jsonb import jsonb_moment, jsonb_text
from pmsdesk.store.overlay import among, ids_of
from pmsdesk.store.wire import KINDS, Json, Kind, moment

RowKey = tuple[str, str]
"""Kind and id."""

Lines = Mapping[RowKey, bytes]
"""The digests of rows."""

_OTHER = hashlib.sha256(b"shown otherwise").digest()

_WHOLE = {
    "message": "c.id FROM message AS x JOIN conversation AS c ON c.key = x.conversation WHERE " + among("c.id"),
    "amendment": "x.conversation_id FROM amendment AS x WHERE " + among("x.conversation_id"),
    "note": "x.conversation_id FROM note AS x WHERE " + among("x.conversation_id"),
    "follow_up": "k.conversation_id FROM follow_up AS x JOIN complaint AS k ON k.id = x.complaint_id WHERE "
    + among("k.conversation_id"),
    "attachment": "k.conversation_id FROM attachment AS x JOIN complaint AS k ON k.id = x.complaint_id WHERE "
    + among("k.conversation_id"),
    "reply_version": "r.conversation_id FROM reply_version AS x JOIN reply AS r ON r.id = x.reply_id WHERE "
    + among("r.conversation_id"),
    "approval": "r.conversation_id FROM approval AS x JOIN reply AS r ON r.id = x.reply_id WHERE "
    + among("r.conversation_id"),
    "deed": "x.conversation_id FROM deed AS x WHERE " + among("x.conversation_id"),
}
"""Kinds that are never rewritten, and where to find them of given conversations."""

_CHANGING = {
    "conversation": "x.id FROM conversation AS x JOIN base AS b ON b.id = x.id WHERE " + among("x.id"),
    "complaint": "x.conversation_id FROM complaint AS x JOIN base AS b ON b.id = x.id WHERE "
    + among("x.conversation_id"),
    "reply": "x.conversation_id FROM reply AS x JOIN base AS b ON b.id = x.id WHERE " + among("x.conversation_id"),
    "moderation": "x.conversation_id FROM moderation AS x JOIN base AS b ON b.id = x.id WHERE "
    + among("x.conversation_id"),
    "publication": "r.conversation_id FROM reply AS r JOIN publication AS x ON x.reply_id = r.id "
    "JOIN base AS b ON b.id = x.version_id WHERE " + among("r.conversation_id"),
}
"""Kinds whose rows are kept as the register told them beside what is shown."""

_TOLD = {
    "contact": "SELECT c.id, b.id, b.row FROM conversation AS c JOIN base AS b ON b.id = c.contact_id WHERE "
    + among("c.id"),
    "attestation": "SELECT r.conversation_id, b.id, b.row FROM base AS b "
    "JOIN reply_version AS v ON v.id = json_extract(b.row, '$.version_id') JOIN reply AS r ON r.id = v.reply_id WHERE "
    + among("r.conversation_id"),
}
"""Kinds of which only what the register told counts: a seat may read a citizen's newer name before the register."""

_UNDER_WAY = """
    WITH hung AS (
        SELECT t.kind, t.id FROM touched AS t JOIN outbox AS x ON x.operation_key = t.operation_key
        WHERE x.state <> 'acknowledged'
        UNION SELECT kind, id FROM settling)
    SELECT id FROM hung WHERE kind = 'conversation'
    UNION SELECT c.id FROM hung AS h JOIN conversation AS c ON h.kind = 'contact' AND c.contact_id = h.id
    UNION SELECT k.conversation_id FROM hung AS h JOIN complaint AS k ON h.kind = 'complaint' AND k.id = h.id
    UNION SELECT r.conversation_id FROM hung AS h JOIN reply AS r ON h.kind = 'reply' AND r.id = h.id
    UNION SELECT r.conversation_id FROM hung AS h JOIN reply_version AS v ON h.kind = 'publication' AND v.id = h.id
        JOIN reply AS r ON r.id = v.reply_id
    UNION SELECT m.conversation_id FROM hung AS h JOIN moderation AS m ON h.kind = 'moderation' AND m.id = h.id
    UNION SELECT c.id FROM unsent AS u JOIN message AS m ON m.id = u.id JOIN conversation AS c ON c.key = m.conversation
    UNION SELECT a.conversation_id FROM unsent AS u JOIN amendment AS a ON a.id = u.id
    UNION SELECT id FROM parked WHERE kind IN ('conversation', 'whole')
"""

_KEPT = """
    SELECT c.id, c.last_at FROM conversation AS c
    WHERE c.last_at >= :low AND c.last_at < :high
      AND EXISTS (SELECT 1 FROM base AS b WHERE b.kind = 'conversation' AND b.id = c.id)
      AND (c.state <> 'done' OR c.last_at > :since
           OR EXISTS (SELECT 1 FROM complaint AS k WHERE k.conversation_id = c.id
                      AND (k.state NOT IN ('ditutup', 'pendua') OR k.registered_at > :since))
           OR EXISTS (SELECT 1 FROM reply AS r WHERE r.conversation_id = c.id AND r.state IN ('pending', 'returned'))
           OR EXISTS (SELECT 1 FROM reply AS r JOIN publication AS p ON p.reply_id = r.id WHERE r.conversation_id = c.id
                      AND p.state IN ('ready', 'claimed', 'sending', 'unsure'))
           OR EXISTS (SELECT 1 FROM moderation AS m WHERE m.conversation_id = c.id
                      AND m.state IN ('pending', 'cleared')))
    ORDER BY c.last_at, c.id LIMIT :most
"""
"""What every seat keeps, whoever sits there: the register's own rule with the time of the seat (`api_v1.digest`)."""


def line(kind: str, told: Json) -> bytes:
    """The digest of a row as it travels."""
    return hashlib.sha256((kind + jsonb_text(told)).encode()).digest()


def together(lines: Iterable[bytes]) -> str:
    """One digest of many, whatever their order."""
    return hashlib.sha256(b"".join(sorted(lines))).hexdigest()


def under_way(connection: Connection) -> frozenset[str]:
    """The conversations the register has not had, or not answered, or not shown everything of."""
    return frozenset(connection.exec_driver_sql(_UNDER_WAY).scalars())


def kept(connection: Connection, since: int, low: int, high: int, most: int) -> dict[str, int]:
    """Ids and `last_at` of the first *most* conversations that are to be the same, by time; times in milliseconds."""
    values = {"since": since, "low": low, "high": high, "most": most}
    return {row[0]: row[1] for row in connection.exec_driver_sql(_KEPT, values)}


def lines_of(connection: Connection, ids: Iterable[str]) -> dict[str, dict[RowKey, bytes]]:
    """What each of the conversations *ids* consists of here, by its id."""
    bound, lost = (ids_of(ids),), _orphans(connection)
    found: dict[str, dict[RowKey, bytes]] = {row_id: {} for row_id in ids}
    for talk, kind, row_id, digest in _rows(connection, bound):
        if (kind, row_id) not in lost:
            found[talk][kind, row_id] = digest
    return found


def lines_of_kind(connection: Connection, name: str) -> dict[str, bytes]:
    """Every row of a kind of which there are few, but those that own work is under way on."""
    if name == "staff":
        kind = KINDS[name]
        found = connection.exec_driver_sql(f"SELECT {', '.join(kind.names)} FROM staff")
        lines = {row[kind.names.index("id")]: line(name, _told(kind, row)) for row in found}
    elif name == "account":
        told = connection.exec_driver_sql("SELECT id, row FROM base WHERE kind = ?", (name,))
        lines = {row_id: line(name, json.loads(row)) for row_id, row in told}
    else:
        query = f"SELECT {_columns(KINDS[name])}, b.row FROM {name} AS x JOIN base AS b ON b.id = x.id WHERE b.kind = ?"
        lines = dict(_shown(name, connection.exec_driver_sql(query, (name,))))
    return lines


def rows_under_way(connection: Connection, name: str) -> frozenset[str]:
    """The rows of kind *name* that own work is under way on."""
    query = (
        "SELECT t.id FROM touched AS t JOIN outbox AS x ON x.operation_key = t.operation_key "
        "WHERE t.kind = :kind AND x.state <> 'acknowledged' UNION SELECT id FROM settling WHERE kind = :kind"
    )
    return frozenset(connection.exec_driver_sql(query, {"kind": name}).scalars())


def _rows(connection: Connection, bound: tuple[str]) -> Iterator[tuple[str, str, str, bytes]]:
    """Conversation, kind, id and digest of every row."""
    for name, source in _WHOLE.items():
        kind = KINDS[name]
        place = kind.names.index("id")
        for *row, talk in connection.exec_driver_sql(f"SELECT {_columns(kind)}, {source}", bound):
            more = {"conversation_id": talk} if name == "message" else {}
            yield talk, name, row[place], line(name, _told(kind, row) | more)
    for name, source in _CHANGING.items():
        query = f"SELECT {_columns(KINDS[name])}, b.row, {source} AND b.kind = '{name}'"
        found = connection.exec_driver_sql(query, bound).all()
        talks = [row[-1] for row in found]
        for talk, (row_id, digest) in zip(talks, _shown(name, (row[:-1] for row in found)), strict=True):
            yield talk, name, row_id, digest
    for name, query in _TOLD.items():
        for talk, row_id, told in connection.exec_driver_sql(f"{query} AND b.kind = '{name}'", bound):
            yield talk, name, row_id, line(name, json.loads(told))


def _columns(kind: Kind) -> str:
    return ", ".join(f"x.{name}" for name in kind.names)


_MOMENTS = {
    name: tuple(column for column, encode in zip(kind.names, kind.encoders, strict=True) if encode is moment)
    for name, kind in KINDS.items()
}


def _told(kind: Kind, stored: Iterable[Any]) -> dict[str, Any]:
    """A stored row as jsonb holds it."""
    told = kind.told(dict(zip(kind.names, stored, strict=True)))
    for name in _MOMENTS[kind.table]:
        if told[name] is not None:
            told[name] = jsonb_moment(told[name])
    return told


def _shown(name: str, rows: Iterable[Any]) -> Iterator[tuple[str, bytes]]:
    """Id and digest of rows, each followed by what the register told of it."""
    kind = KINDS[name]
    place = kind.names.index(kind.identity)
    for *shown, row in rows:
        told = json.loads(row)
        same = _same(kind, shown, told)
        yield shown[place], line(name, told) if same else _OTHER


def _same(kind: Kind, shown: Iterable[Any], told: Json) -> bool:
    """Whether it is shown as it was told. A snooze that is over ends by itself on each seat."""
    over = {"state", "snoozed_until"} if told.get("snoozed_until") is not None else set()
    return all(
        here == there or name in over for name, here, there in zip(kind.names, shown, kind.stored(told), strict=True)
    )


def _orphans(connection: Connection) -> set[RowKey]:
    """What the person was told the register has no more."""
    marks = connection.exec_driver_sql("SELECT id FROM notice WHERE kind = 'orphan'").scalars()
    return {(kind, row_id) for _, kind, row_id in (mark.split(":", 2) for mark in marks)}
