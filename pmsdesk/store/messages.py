"""Messages: added in bulk, each once a network, never changed; their words go into the full-text index by trigger."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, select

from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import Capability
from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.message import Author, Message
from pmsdesk.store.amendments import of_messages
from pmsdesk.store.columns import capability_to_json, each_of, millis
from pmsdesk.store.full_text import han
from pmsdesk.store.schema import account, conversation, message

_ADD = """
INSERT INTO message (id, conversation, channel, remote_id, parent, direction, author_remote_id, author_handle,
                     author_name, text, han, sent_at, received_at, permalink, can_reply,
                     capability)
VALUES (?, (SELECT key FROM conversation WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_MESSAGES: Select[Any] = select(
    message.c.id,
    conversation.c.id.label("conversation_id"),
    conversation.c.account_id,
    message.c.remote_id,
    message.c.parent,
    message.c.direction,
    message.c.author_remote_id,
    message.c.author_handle,
    message.c.author_name,
    message.c.text,
    message.c.sent_at,
    message.c.received_at,
    message.c.permalink,
    message.c.can_reply,
    message.c.capability,
).join(conversation, conversation.c.key == message.c.conversation)
"""The fields of `Message` in their order, those of its author one by one, and its capability as two."""


def add(connection: Connection, added: Sequence[Message]) -> None:
    """Insert *added*; those whose id or (channel, remote id) is stored already are left as they are.

    One that is stored as a mere context post and now comes as a citizen's or our own takes the place of the context;
    a trigger of the schema sees to both.
    """
    if not added:
        return
    channels = {row.id: row.channel.value for row in connection.execute(select(account.c.id, account.c.channel))}
    if missing := {m.account_id for m in added} - channels.keys():
        raise NotFound(what=", ".join(sorted(missing)))
    connection.exec_driver_sql(
        _ADD,
        [
            (
                m.id,
                m.conversation_id,
                channels[m.account_id],
                m.remote_id,
                m.parent,
                m.direction.value,
                m.author.remote_id,
                m.author.handle,
                m.author.name,
                m.text,
                han(m.text),
                millis(m.sent_at),
                millis(m.received_at),
                m.permalink,
                m.capability.can_reply,
                capability_to_json(m.capability),
            )
            for m in added
        ],
    )


def to_message(row: Sequence[Any]) -> Message:
    """The message in a row of `_MESSAGES`."""
    key, talk, account_id, remote_id, parent, direction, who, handle, name, text, sent, received, link, *may = row
    can_reply, capability = may
    known = capability or Capability.of_reply(can_reply)
    author = Author(who, handle, name)
    return Message(key, talk, account_id, remote_id, parent, direction, author, text, sent, received, link, known)


def by_remote_id(connection: Connection, channel: Channel, remote_id: str) -> Message | None:
    """The message the network calls *remote_id*, or None."""
    query = _MESSAGES.where(message.c.remote_id == remote_id, message.c.channel == channel)
    row = connection.execute(query).one_or_none()
    return None if row is None else _amended(connection, [to_message(row)])[0]


def of_conversations(connection: Connection, conversation_ids: Sequence[str]) -> dict[str, list[Message]]:
    """The messages stored with each of the conversations that has any, oldest first."""
    if not conversation_ids:
        return {}
    wanted = _MESSAGES.where(conversation.c.id.in_(each_of(conversation_ids)))
    rows = connection.execute(wanted.order_by(message.c.sent_at, message.c.key))
    found: dict[str, list[Message]] = {}
    for known in _amended(connection, [to_message(row) for row in rows]):
        found.setdefault(known.conversation_id, []).append(known)
    return found


def _amended(connection: Connection, known: Sequence[Message]) -> Sequence[Message]:
    """The messages with what became of them."""
    changes = of_messages(connection, [m.id for m in known])
    return [replace(m, amendments=changes[m.id]) if m.id in changes else m for m in known]
