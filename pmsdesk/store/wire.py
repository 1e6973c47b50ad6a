"""Rows as they lie in SQLite and as they travel: the shared register's JSON has the same columns in plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from json import loads
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Float, Integer, Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

from pmsdesk.store import schema
from pmsdesk.store.columns import (
    EPOCH,
    Anything,
    Capable,
    Day,
    Evidences,
    Findings,
    Moment,
    Strings,
    Uploads,
    Word,
    millis,
    to_json,
)

Json = Mapping[str, Any]

_LOCAL = {
    "staff": {"locked_until", "password_hash", "failures"},
    "account": {"cursor", "polled_at"},
    "message": {"conversation"},
}
"""Columns that are this seat's own besides ``key``, ``han`` and what is computed."""

PARENTS = {
    "conversation": {"account_id": "account", "contact_id": "contact"},
    "message": {"conversation_id": "conversation"},
    "amendment": {"message_id": "message", "conversation_id": "conversation"},
    "note": {"conversation_id": "conversation"},
    "complaint": {"conversation_id": "conversation", "contact_id": "contact"},
    "follow_up": {"complaint_id": "complaint"},
    "attachment": {"complaint_id": "complaint"},
    "reply": {"conversation_id": "conversation", "account_id": "account"},
    "reply_version": {"reply_id": "reply"},
    "approval": {"reply_id": "reply", "version_id": "reply_version", "approver_id": "staff"},
    "publication": {"reply_id": "reply", "version_id": "reply_version"},
    "moderation": {"conversation_id": "conversation", "account_id": "account", "message_id": "message"},
    "deed": {"conversation_id": "conversation"},
}
"""Which row must stand before a row of each kind can."""


def moment(stored: int) -> str:
    """ISO 8601 text of milliseconds UTC."""
    return (EPOCH + timedelta(milliseconds=stored)).isoformat(timespec="milliseconds")


def _millis(told: str) -> int:
    at = datetime.fromisoformat(told)
    return millis(at if at.tzinfo else at.replace(tzinfo=UTC))


def _text(told: object) -> str:
    return told if isinstance(told, str) else str(told)


Convert = Callable[[Any], Any]
_SAME: Convert = lambda value: value  # noqa: E731 (one name for "as it is", compared by identity)


def _decoder(column: Column[Any]) -> tuple[Convert, Any]:
    """How a told value is stored, and what is stored where nothing was told: the column's default, or empty."""
    convert, empty = _plain_decoder(column.type)
    default = column.default
    return convert, default.arg.value if isinstance(default, ScalarElementColumnDefault) else empty


def _plain_decoder(kind: TypeEngine[Any]) -> tuple[Convert, Any]:
    if isinstance(kind, Anything | Capable):
        return to_json, "null"
    if isinstance(kind, Moment):
        return _millis, None
    if isinstance(kind, Strings | Findings | Evidences | Uploads):
        return to_json, "[]"
    if isinstance(kind, Boolean):
        return int, 0
    if isinstance(kind, Integer | Float):
        return _SAME, 0
    return (_SAME, None) if isinstance(kind, Day) else (_SAME if isinstance(kind, Word) else _text, "")


def _encoder(kind: TypeEngine[Any]) -> Convert:
    if isinstance(kind, Moment):
        return moment
    if isinstance(kind, Strings | Findings | Evidences | Uploads | Anything | Capable):
        return loads
    return bool if isinstance(kind, Boolean) else _SAME


@dataclass(frozen=True, slots=True)
class Kind:
    """One table as it travels. `names` are its shared columns, `identity` the one that tells rows apart."""

    table: str
    names: tuple[str, ...]
    identity: str
    decoders: tuple[tuple[Convert, Any], ...]
    encoders: tuple[Convert, ...]

    def stored(self, told: Json) -> tuple[Any, ...]:
        """The values of `names` as they are stored; what the register does not tell is empty."""
        get = told.get
        return tuple(
            empty if (value := get(name)) is None else value if convert is _SAME else convert(value)
            for name, (convert, empty) in zip(self.names, self.decoders, strict=True)
        )

    def value(self, name: str, told: object) -> Any:
        """One told value of column *name* as it is stored."""
        convert, empty = self.decoders[self.names.index(name)]
        return empty if told is None else convert(told)

    def told(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """*stored* values by name as they travel."""
        return {
            name: None if stored[name] is None else encode(stored[name])
            for name, encode in zip(self.names, self.encoders, strict=True)
            if name in stored
        }

    def read(self, connection: Connection, identity: str) -> dict[str, Any] | None:
        """The stored values of one row by name, None when it is not here."""
        found = connection.exec_driver_sql(
            f"SELECT {', '.join(self.names)} FROM {self.table} WHERE {self.identity} = ?",
            (identity,),
        ).one_or_none()
        return None if found is None else dict(zip(self.names, found, strict=True))


def _kind(table: Table, identity: str = "id") -> Kind:
    local = {"key", "han", *_LOCAL.get(table.name, ())}
    columns: list[Column[Any]] = [c for c in table.columns if c.name not in local and c.computed is None]
    return Kind(
        table.name,
        tuple(c.name for c in columns),
        identity,
        tuple(_decoder(c) for c in columns),
        tuple(_encoder(c.type) for c in columns),
    )


KINDS = {
    table.name: _kind(table)
    for table in (
        *(schema.staff, schema.account, schema.contact, schema.conversation, schema.message, schema.amendment),
        schema.note,
        *(schema.complaint, schema.follow_up, schema.attachment, schema.reply, schema.reply_version, schema.approval),
    )
} | {
    "publication": _kind(schema.publication, "version_id"),
    "moderation": _kind(schema.moderation),
    "conflict": _kind(schema.conflict),
    "deed": _kind(schema.deed),
}
"""The kinds of rows that have a table here, in the order in which they may be written."""

CHANGING = ("account", "contact", "conversation", "complaint", "reply", "publication", "moderation", "conflict")
"""Kinds whose rows change on the register: its last row is kept beside what the seat shows."""

OVERLAID = ("account", "contact", "conversation", "complaint")
"""Kinds in which single fields are set, so that own operations that wait can be laid over the register's row."""

SHOWN_AGAIN = (*OVERLAID, "moderation", "conflict")
"""Kinds whose rows can be shown again by themselves from what the register last told."""
