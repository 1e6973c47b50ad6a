"""Posts while they are being written, each for one person of this seat; no register hears of them."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, String, Table, delete, select
from sqlalchemy.dialects.sqlite import insert

from pmsdesk.domain.media import Attached
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.store.columns import Moment, Strings, to_json
from pmsdesk.store.schema import metadata

post_draft = Table(
    "post_draft",
    metadata,
    Column("id", String, primary_key=True),
    Column("staff_id", String, primary_key=True),
    Column("text", String),
    Column("account_ids", Strings),
    Column("texts", String),
    Column("media", String),
    Column("due_at", Moment),
    Column("reply_id", String),
    Column("saved_at", Moment),
)


def of_author(connection: Connection, staff_id: str) -> Sequence[PostDraft]:
    """What *staff_id* is writing, the last changed first."""
    query = select(post_draft).where(post_draft.c.staff_id == staff_id).order_by(post_draft.c.saved_at.desc())
    return [_read(row) for row in connection.execute(query)]


class PostDraftTable:
    """`ports.PostDrafts` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, draft: PostDraft, staff_id: str, at: datetime) -> None:
        """Insert or replace."""
        identity = {"id": draft.id, "staff_id": staff_id}
        changed: Mapping[str, object] = {
            "text": draft.text,
            "account_ids": draft.account_ids,
            "texts": to_json(dict(draft.texts)),
            "media": to_json([[each.sha, each.mime, each.alt_text, each.name] for each in draft.media]),
            "due_at": draft.due_at,
            "reply_id": draft.reply_id,
            "saved_at": at,
        }
        statement = insert(post_draft).values(**identity, **changed)
        self._connection.execute(statement.on_conflict_do_update(index_elements=[*identity], set_=changed))

    def drop(self, draft_id: str, staff_id: str) -> None:
        """Remove it if it is there."""
        self._connection.execute(
            delete(post_draft).where(post_draft.c.id == draft_id, post_draft.c.staff_id == staff_id)
        )


def _read(row: Row[Any]) -> PostDraft:
    return PostDraft(
        id=row.id,
        text=row.text,
        account_ids=row.account_ids,
        texts=json.loads(row.texts),
        media=tuple(Attached(*each) for each in json.loads(row.media)),
        due_at=row.due_at,
        reply_id=row.reply_id,
        saved_at=row.saved_at,
    )
