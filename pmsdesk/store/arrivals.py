"""Takes the register's rows over, in the order in which they may stand; what lacks its parent is parked until it comes.

Rows of kinds that change are kept as they were sent beside what the seat shows; kinds this program has no table for are
only kept.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from pmsdesk.domain.events import (
    AccountChanged,
    ComplaintChanged,
    ConflictChanged,
    ConversationChanged,
    Event,
    MessagesArrived,
    ModerationChanged,
    PublicationChanged,
    RegisterPulled,
    StaffChanged,
)
from pmsdesk.domain.moderation import ModerationState
from pmsdesk.domain.publication import PublicationState
from pmsdesk.store.columns import to_json
from pmsdesk.store.full_text import han
from pmsdesk.store.overlay import among, ids_of, lay, take_from_under, upsert_of, waiting_writes, write_rows
from pmsdesk.store.verdicts import tell
from pmsdesk.store.wire import CHANGING, KINDS, PARENTS, Json

Row = tuple[str, str, Json | None]
"""Kind, id, and the row as it travels; None for one that may not be seen."""

MOST_EVENTS = 200
WHOLE = "whole"
"""What is parked under this word is the id of a conversation to be fetched whole."""


def take_over(
    connection: Connection, rows: Sequence[Row], now: datetime, *, complete: bool = False
) -> tuple[Event, ...]:
    """Show and keep *rows*; what was parked for want of them follows.

    *complete* rows come with all that hangs on them; of others a conversation with a past is to be fetched whole.
    """
    told: dict[str, dict[str, Json]] = {}
    for kind, row_id, row in rows:
        if row is not None:
            told.setdefault(kind, {})[row_id] = row
    if not complete:
        _note_returning(connection, told.get("conversation", {}))
    standing = _take(connection, told, now)
    while standing and (freed := _freed(connection)):
        more = _take(connection, freed, now)
        for kind, found in more.items():
            standing.setdefault(kind, {}).update(found)
        if not more:
            break
    return _events(connection, standing)


def _take(connection: Connection, told: Mapping[str, Mapping[str, Json]], now: datetime) -> dict[str, dict[str, Json]]:
    """Take over what has its parents and park the rest; returns what stands now."""
    standing: dict[str, dict[str, Json]] = {}
    _forget_orphans(connection, told)
    for kind in (*KINDS, *(kind for kind in told if kind not in KINDS)):
        rows = told.get(kind)
        if not rows:
            continue
        if kind in CHANGING or kind not in KINDS:
            _keep(connection, kind, rows, now)
        ready = _with_parents(connection, kind, rows)
        if ready and kind in KINDS:
            _show(connection, kind, ready)
            standing[kind] = ready
    return standing


def _show(connection: Connection, kind: str, rows: dict[str, Json]) -> None:
    if kind in CHANGING:
        lay(connection, kind, rows)
    elif kind == "message":
        _show_messages(connection, rows)
    else:
        stored = [dict(zip(KINDS[kind].names, KINDS[kind].stored(row), strict=True)) for row in rows.values()]
        if kind == "staff":
            _make_room_for_staff(connection, stored)
        elif kind == "reply_version":
            _make_room_for_versions(connection, stored)
        write_rows(connection, KINDS[kind], stored)
        if kind == "amendment":
            note_sent(connection, rows)


_MESSAGE = KINDS["message"]
_AMENDMENT = KINDS["amendment"]
_MESSAGE_UPSERT = upsert_of(
    _MESSAGE,
    (*_MESSAGE.names, "conversation", "han"),
    # A post that stood as context may turn out to be part of a talk, never the other way round.
    " WHERE excluded.direction <> 'context' OR message.direction = 'context'",
)


def _show_messages(connection: Connection, rows: dict[str, Json]) -> None:
    keys: dict[str, int] = dict(
        connection.exec_driver_sql(
            f"SELECT id, key FROM conversation WHERE {among('id')}",
            (ids_of({row["conversation_id"] for row in rows.values()}),),
        ).all()
    )
    stored = _MESSAGE.stored
    values = [(*stored(row), keys[row["conversation_id"]], han(row["text"])) for row in rows.values()]
    connection.exec_driver_sql(_MESSAGE_UPSERT, values)
    if connection.exec_driver_sql("SELECT 1 FROM unsent LIMIT 1").one_or_none() is not None:
        note_sent(connection, rows)


def _keep(connection: Connection, kind: str, rows: Mapping[str, Json], now: datetime) -> None:
    """Keep the rows as they were sent. A seal that is not the one this seat saw before is told."""
    if kind == "audit_seal":
        before = connection.exec_driver_sql(
            f"SELECT id, row FROM base WHERE kind = ? AND {among('id')}",
            (kind, ids_of(rows)),
        )
        for seal_id, kept in before.all():
            if json.loads(kept) != rows[seal_id]:
                tell(connection, f"seal:{seal_id}", "seal.changed", "", seal_id, {"before": json.loads(kept)}, now)
    connection.exec_driver_sql(
        "INSERT INTO base VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET row = excluded.row",
        [(kind, row_id, to_json(row)) for row_id, row in rows.items()],
    )


def _note_returning(connection: Connection, talks: Mapping[str, Json]) -> None:
    """Conversations that are new here and have been dealt with: this seat has none of what was said before."""
    dealt_with = {i for i, row in talks.items() if row["answered_at"] or row["assignee_id"] or row["labels"]}
    if dealt_with:
        known = connection.exec_driver_sql(
            f"SELECT id FROM conversation WHERE {among('id')}",
            (ids_of(dealt_with),),
        )
        returning = [(WHOLE, row_id, "{}") for row_id in dealt_with - set(known.scalars())]
        if returning:
            connection.exec_driver_sql("INSERT OR REPLACE INTO parked VALUES (?, ?, ?)", returning)


def to_fetch(connection: Connection, most: int = 50) -> tuple[str, ...]:
    """Conversations to be fetched whole: they have a past, or hang on somebody, this seat does not know."""
    query = "SELECT DISTINCT id FROM parked WHERE kind IN ('conversation', ?) ORDER BY id LIMIT ?"
    return tuple(connection.exec_driver_sql(query, (WHOLE, most)).scalars())


# ---- parents ----------------------------------------------------------------------------------------------------


def _with_parents(connection: Connection, kind: str, rows: Mapping[str, Json]) -> dict[str, Json]:
    """Those of *rows* whose parents stand here; the others are parked, with what is newest of them."""
    ready = dict(rows)
    for column, parent in PARENTS.get(kind, {}).items():
        wanted = {row[column] for row in rows.values()}
        found = connection.exec_driver_sql(
            f"SELECT id FROM {parent} WHERE {among('id')}",
            (ids_of(wanted),),
        )
        missing = wanted - set(found.scalars())
        if missing:
            ready = {row_id: row for row_id, row in ready.items() if row[column] not in missing}
    parked = [(kind, row_id, to_json(row)) for row_id, row in rows.items() if row_id not in ready]
    if parked:
        connection.exec_driver_sql("INSERT OR REPLACE INTO parked VALUES (?, ?, ?)", parked)
    if len(parked) < len(rows) and _any_parked(connection):
        connection.exec_driver_sql(
            f"DELETE FROM parked WHERE kind = ? AND {among('id')}",
            (kind, ids_of(ready)),
        )
    return ready


def _any_parked(connection: Connection) -> bool:
    return connection.exec_driver_sql("SELECT 1 FROM parked LIMIT 1").one_or_none() is not None


def _freed(connection: Connection) -> dict[str, dict[str, Json]]:
    """What is parked and has its parents now."""
    freed: dict[str, dict[str, Json]] = {}
    if not _any_parked(connection):
        return freed
    for kind, parents in PARENTS.items():
        present = " AND ".join(
            f"EXISTS (SELECT 1 FROM {parent} WHERE id = json_extract(p.row, '$.{column}'))"
            for column, parent in parents.items()
        )
        query = f"SELECT p.id, p.row FROM parked AS p WHERE p.kind = ? AND {present}"
        found = connection.exec_driver_sql(query, (kind,)).all()
        if found:
            freed[kind] = {row_id: json.loads(row) for row_id, row in found}
    return freed


# ---- room for what the register decided ----------------------------------------------------------------------------


def _make_room_for_staff(connection: Connection, people: Iterable[Mapping[str, Any]]) -> None:
    """Who had the same user name here before this seat joined keeps his history, under a name of his own."""
    for person in people:
        connection.exec_driver_sql(
            "UPDATE staff SET username = id, active = 0 WHERE username = ? AND id <> ?",
            (person["username"], person["id"]),
        )


def _make_room_for_versions(connection: Connection, versions: Sequence[Mapping[str, Any]]) -> None:
    """An own version that waits moves behind all that came first; the register will say what becomes of it."""
    newest: dict[str, int] = {}
    for version in versions:
        newest[version["reply_id"]] = max(version["number"], newest.get(version["reply_id"], 0))
    for version in versions:
        connection.exec_driver_sql(
            "UPDATE reply_version SET number = "
            "(SELECT max(max(number), ?) + 1 FROM reply_version WHERE reply_id = ?) "
            "WHERE reply_id = ? AND number = ? AND id <> ?",
            (
                *(newest[version["reply_id"]], version["reply_id"], version["reply_id"]),
                *(version["number"], version["id"]),
            ),
        )


def _forget_orphans(connection: Connection, told: Mapping[str, Mapping[str, Json]]) -> None:
    """What was missing on the register and is there again needs no notice any more."""
    query = "SELECT 1 FROM notice WHERE kind = 'orphan' LIMIT 1"
    if connection.exec_driver_sql(query).one_or_none() is not None:
        connection.exec_driver_sql(
            f"DELETE FROM notice WHERE {among('id')}",
            (ids_of(f"orphan:{kind}:{row_id}" for kind, rows in told.items() for row_id in rows),),
        )


# ---- messages this seat read from the networks ----------------------------------------------------------------------


def unsent(connection: Connection, most: int) -> dict[str, list[dict[str, object]]]:
    """Messages the register does not have, and what became of messages, with their conversations and contacts.

    A conversation goes as it was before the own operations that wait: these follow by their own way. One that a
    restored register forgot goes without labels: whoever set them sends those operations anew.
    """
    found = connection.exec_driver_sql(
        f"SELECT c.id, c.contact_id, {', '.join(f'm.{name}' for name in _MESSAGE.names)} FROM unsent AS u "
        "JOIN message AS m ON m.id = u.id JOIN conversation AS c ON c.key = m.conversation "
        "ORDER BY m.key LIMIT ?",
        (most,),
    ).all()
    messages = [
        {"conversation_id": row[0], **_MESSAGE.told(dict(zip(_MESSAGE.names, row[2:], strict=True)))} for row in found
    ]
    amended = connection.exec_driver_sql(
        f"SELECT c.id, c.contact_id, {', '.join(f'a.{name}' for name in _AMENDMENT.names)} FROM unsent AS u "
        "JOIN amendment AS a ON a.id = u.id JOIN conversation AS c ON c.id = a.conversation_id "
        "ORDER BY a.key LIMIT ?",
        (most - len(messages),),
    ).all()
    amendments = [_AMENDMENT.told(dict(zip(_AMENDMENT.names, row[2:], strict=True))) for row in amended]
    talks = [*found, *amended]
    conversations = _told(connection, "conversation", {row[0] for row in talks})
    contacts = _told(connection, "contact", {row[1] for row in talks})
    return {"contacts": contacts, "conversations": conversations, "messages": messages, "amendments": amendments}


def _told(connection: Connection, name: str, ids: set[str]) -> list[dict[str, object]]:
    kind = KINDS[name]
    found = connection.exec_driver_sql(
        f"SELECT {', '.join(kind.names)} FROM {name} WHERE {among('id')} ORDER BY id",
        (ids_of(ids),),
    )
    rows = [dict(zip(kind.names, row, strict=True)) for row in found.all()]
    waiting = waiting_writes(connection, name, ids)
    for row in rows:
        take_from_under(kind, row, waiting.get(row["id"], ()))
    if name == "conversation":
        forgotten = set(connection.exec_driver_sql(_WAS_ON_REGISTER, (ids_of(ids),)).scalars())
        rows = [row | {"labels": "[]"} if row["id"] in forgotten else row for row in rows]
    return [kind.told(row) for row in rows]


_WAS_ON_REGISTER = """
    SELECT i.value FROM json_each(?) AS i
    WHERE EXISTS (SELECT 1 FROM base AS b WHERE b.kind = 'conversation' AND b.id = i.value)
    OR EXISTS (SELECT 1 FROM notice AS n WHERE n.id = 'orphan:conversation:' || i.value)
    OR EXISTS (SELECT 1 FROM touched AS t JOIN outbox AS x ON x.operation_key = t.operation_key
               WHERE t.kind = 'conversation' AND t.id = i.value AND x.verdict IN ('applied', 'conflict'))
"""


def note_sent(connection: Connection, sent: Iterable[str]) -> None:
    """The register has these messages and amendments; their conversations settle with the next whole cut."""
    ids = ids_of(sent)
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO settling SELECT 'conversation', c.id FROM unsent AS u "
        "JOIN message AS m ON m.id = u.id JOIN conversation AS c ON c.key = m.conversation "
        f"WHERE {among('u.id')} UNION SELECT 'conversation', a.conversation_id FROM unsent AS u "
        f"JOIN amendment AS a ON a.id = u.id WHERE {among('u.id')}",
        (ids, ids),
    )
    connection.exec_driver_sql(f"DELETE FROM unsent WHERE {among('id')}", (ids,))


# ---- what happened --------------------------------------------------------------------------------------------------


def told_of(connection: Connection, rows: Iterable[tuple[str, str]]) -> tuple[Event, ...]:
    """The events of rows that settled."""
    settled: dict[str, dict[str, Json]] = {}
    for kind, row_id in rows:
        settled.setdefault(kind, {})[row_id] = {}
    for kind, columns in {
        "complaint": "id, conversation_id, number",
        "reply": "id, conversation_id",
        "moderation": "id, conversation_id",
    }.items():
        if ids := settled.pop(kind, None):
            found = connection.exec_driver_sql(f"SELECT {columns} FROM {kind} WHERE {among('id')}", (ids_of(ids),))
            settled[kind] = {row.id: dict(row._mapping) for row in found}
    return _events(connection, settled)


def _events(connection: Connection, standing: Mapping[str, Mapping[str, Json]]) -> tuple[Event, ...]:
    """What a screen should hear; after a page of much it is told to read everything anew."""
    talks = set(standing.get("conversation", ()))
    for kind in ("message", "amendment", "note", "reply", "moderation", "deed"):
        talks |= {row["conversation_id"] for row in standing.get(kind, {}).values()}
    answered = {row["reply_id"] for kind in ("reply_version", "approval") for row in standing.get(kind, {}).values()}
    published = [(row["reply_id"], row["state"]) for row in standing.get("publication", {}).values()]
    talk_of = _talks_of(connection, answered | {reply_id for reply_id, _ in published})
    talks |= set(talk_of.values())
    if sum(len(rows) for rows in standing.values()) > MOST_EVENTS:
        return (RegisterPulled(sum(len(rows) for rows in standing.values())),)
    complaints = {**_complaints_of(connection, standing.get("deed", {})), **standing.get("complaint", {})}.values()
    return (
        *(StaffChanged(row_id) for row_id in standing.get("staff", ())),
        *(AccountChanged(row_id) for row_id in standing.get("account", ())),
        *_arrivals(connection, standing.get("message", {})),
        *(ComplaintChanged(row["id"], row["conversation_id"], row["number"]) for row in complaints),
        *(
            PublicationChanged(reply_id, talk_of[reply_id], PublicationState(state))
            for reply_id, state in published
            if reply_id in talk_of
        ),
        *_rulings(standing.get("moderation", {})),
        *(ConflictChanged(row_id) for row_id in standing.get("conflict", ())),
        *(ConversationChanged(talk) for talk in sorted(talks)),
    )


def _rulings(measures: Mapping[str, Json]) -> Iterator[ModerationChanged]:
    """What became of requests, where a row tells it."""
    for row in measures.values():
        if "state" in row:
            yield ModerationChanged(row["id"], row["conversation_id"], ModerationState(row["state"]))


def _complaints_of(connection: Connection, deeds: Mapping[str, Json]) -> dict[str, Json]:
    """The complaints that *deeds* are about."""
    if not deeds:
        return {}
    query = f"SELECT id, conversation_id, number FROM complaint WHERE {among('id')}"
    found = connection.exec_driver_sql(query, (ids_of({row["subject"] for row in deeds.values()}),))
    return {row.id: dict(row._mapping) for row in found}


def _arrivals(connection: Connection, messages: Mapping[str, Json]) -> list[Event]:
    """Citizens' messages by account."""
    arrived = {row["conversation_id"] for row in messages.values() if row["direction"] == "in"}
    if not arrived:
        return []
    accounts: dict[str, list[str]] = {}
    found = connection.exec_driver_sql(
        f"SELECT account_id, id FROM conversation WHERE {among('id')} ORDER BY account_id, id",
        (ids_of(arrived),),
    )
    for account_id, conversation_id in found:
        accounts.setdefault(account_id, []).append(conversation_id)
    return [MessagesArrived(account_id, tuple(talks), ()) for account_id, talks in accounts.items()]


def _talks_of(connection: Connection, replies: set[str]) -> dict[str, str]:
    """The conversation of each of *replies*."""
    if not replies:
        return {}
    found = connection.exec_driver_sql(
        f"SELECT id, conversation_id FROM reply WHERE {among('id')}",
        (ids_of(replies),),
    )
    return {str(row[0]): str(row[1]) for row in found}
