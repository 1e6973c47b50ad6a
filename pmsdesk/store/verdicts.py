"""What a verdict does to the seat: what was not applied is taken back, and its author is told with what he wrote."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pmsdesk.store.overlay import among, ids_of, lay_again, touched_by_waiting
from pmsdesk.store.schema import notice, operation, settling, touched
from pmsdesk.store.wire import CHANGING, SHOWN_AGAIN

CHILDREN = {
    "conversation": (
        *((child, "conversation_id") for child in ("note", "moderation", "reply", "complaint", "deed", "amendment")),
    ),
    "complaint": (("follow_up", "complaint_id"), ("attachment", "complaint_id")),
    "reply": (*(("publication", "reply_id"), ("approval", "reply_id"), ("reply_version", "reply_id")),),
    "reply_version": (("publication", "version_id"), ("approval", "version_id"), ("clearance", "version_id")),
}
"""What hangs on a row of each kind, in the order in which it can be removed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The register's verdict on one operation: applied, conflict, rejected or deferred, and why."""

    id: str
    verdict: str
    detail: Mapping[str, Any]


def settle_verdict(connection: Connection, operation_key: int, answer: Answer, now: datetime) -> None:
    """Show what became of an operation; the rows it touched settle with the next whole cut."""
    rows = connection.execute(select(touched.c.kind, touched.c.id).where(touched.c.operation_key == operation_key))
    hung = [(kind, row_id) for kind, row_id in rows]
    changing = [{"kind": kind, "id": row_id} for kind, row_id in hung if kind in CHANGING]
    if changing:
        connection.execute(upsert(settling).on_conflict_do_nothing(), changing)
    if answer.verdict == "applied":
        return
    told = connection.execute(select(operation).where(operation.c.key == operation_key)).one()
    body = json.loads(told.body)
    if answer.verdict == "rejected" and not _stands_already(answer):
        for write in reversed(body.get("writes", ())):
            if "row" in write and not _on_register(connection, write["t"], write["row"]["id"]):
                _take_back(connection, write["t"], write["row"]["id"])
    for kind in SHOWN_AGAIN:
        lay_again(connection, kind, [row_id for touched_kind, row_id in hung if touched_kind == kind])
    for reply_id in (row_id for kind, row_id in hung if kind == "reply"):
        show_reply(connection, reply_id)
    if not _stands_already(answer):
        tell(connection, answer.id, f"operation.{answer.verdict}", answer.id, _why(answer), body, now)


def _take_back(connection: Connection, kind: str, row_id: str) -> None:
    """Remove what an operation wrote. With the talk of a post go the drafts in it; our own account's contact stays."""
    if kind == "contact":
        return
    if kind == "conversation":
        connection.exec_driver_sql("DELETE FROM draft WHERE conversation_id = ?", (row_id,))
    remove(connection, kind, [row_id])


def _stands_already(answer: Answer) -> bool:
    """Whether it was rejected because its rows are on the register, by the same operation under another id."""
    return "_pkey" in str(answer.detail.get("why", ""))


def _why(answer: Answer) -> str:
    fields = answer.detail.get("fields")
    return ", ".join(fields) if fields else str(answer.detail.get("why", ""))


def tell(
    connection: Connection,
    notice_id: str,
    kind: str,
    operation_id: str,
    why: str,
    detail: Mapping[str, Any],
    now: datetime,
) -> None:
    """Leave a notice for the person, once."""
    values = {
        "id": notice_id,
        "operation_id": operation_id,
        "kind": kind,
        "why": why,
        "detail": json.dumps(dict(detail), ensure_ascii=False, sort_keys=True),
        "made_at": now,
    }
    connection.execute(insert(notice).prefix_with("OR IGNORE").values(values))


def show_reply(connection: Connection, reply_id: str) -> None:
    """Show a reply and its publications as the register has them, unless an operation about it still waits."""
    if touched_by_waiting(connection, "reply", [reply_id]):
        return
    published = connection.exec_driver_sql(
        "SELECT b.id FROM reply_version AS v JOIN base AS b ON b.kind = 'publication' AND b.id = v.id "
        "WHERE v.reply_id = ?",
        (reply_id,),
    )
    kept = list(published.scalars())
    connection.exec_driver_sql(
        f"DELETE FROM publication WHERE reply_id = ? AND NOT {among('version_id')}",
        (reply_id, ids_of(kept)),
    )
    if not _on_register(connection, "reply", reply_id):
        _forget_empty(connection, reply_id)
        return
    lay_again(connection, "reply", [reply_id])
    lay_again(connection, "publication", kept)


def _on_register(connection: Connection, kind: str, row_id: str) -> bool:
    """Whether the register told of this row, one of a kind that changes."""
    query = "SELECT 1 FROM base WHERE kind = ? AND id = ?"
    return connection.exec_driver_sql(query, (kind, row_id)).one_or_none() is not None


def _forget_empty(connection: Connection, reply_id: str) -> None:
    """A reply that the register never got, and of which no version is left, is no reply."""
    versions = connection.exec_driver_sql("SELECT count(*) FROM reply_version WHERE reply_id = ?", (reply_id,))
    if versions.scalar_one() == 0:
        remove(connection, "reply", [reply_id])


def remove(connection: Connection, kind: str, ids: Iterable[str]) -> None:
    """Remove rows with all that hangs on them. What was written stays in the operations."""
    ids = list(ids)
    if not ids:
        return
    for child, column in CHILDREN.get(kind, ()):
        identity = "key" if child == "clearance" else "version_id" if child == "publication" else "id"
        found = connection.exec_driver_sql(
            f"SELECT {identity} FROM {child} WHERE {among(column)}",
            (ids_of(ids),),
        )
        remove(connection, child, [str(row_id) for row_id in found.scalars().all()])
    identity = "key" if kind == "clearance" else "version_id" if kind == "publication" else "id"
    connection.exec_driver_sql(f"DELETE FROM {kind} WHERE {among(identity)}", (ids_of(ids),))
