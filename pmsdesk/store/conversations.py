"""Conversations, contacts, notes and drafts as one transaction writes them; the hot paths bind plain tuples."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pmsdesk.domain.account import Channel
from pmsdesk.domain.contact import Contact
from pmsdesk.domain.conversation import Conversation, ConversationState
from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.message import Message
from pmsdesk.domain.triage import Triage
from pmsdesk.store import messages
from pmsdesk.store.columns import Evidences, each_of, millis, strings_to_json
from pmsdesk.store.schema import contact, conversation, draft, note
from pmsdesk.store.writes import Writes

_TRIAGE = ("kind", "jurisdiction", "agencies", "category", "road", "place", "confidence")
COLUMNS = tuple(c for c in conversation.c if c.name != "due_order")
_CONVERSATIONS = select(*COLUMNS)
CONTACT_COLUMNS = tuple(c for c in contact.c if c.name != "key")

_EVIDENCE = Evidences()

_FIXED = ("id", "account_id", "contact_id", "thread")
_CHANGING = (
    *("state", "last_at", "due_at", "answered_at", "assignee_id", "snoozed_until", "labels", "urgent"),
    *(*_TRIAGE, "triaged_urgent", "evidence"),
)
_PUT = (  # the names above, nothing else
    f"INSERT INTO conversation ({', '.join(_FIXED + _CHANGING)}) VALUES ({', '.join('?' * len(_FIXED + _CHANGING))}) "
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _CHANGING)}"
)
_PUT_CONTACT = """
INSERT INTO contact (id, channel, remote_id, handle, name, first_seen_at, phone, email) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    handle = excluded.handle, name = excluded.name,
    phone = coalesce(nullif(excluded.phone, ''), phone), email = coalesce(nullif(excluded.email, ''), email)
WHERE (handle, name) IS NOT (excluded.handle, excluded.name) OR excluded.phone <> '' OR excluded.email <> ''
"""


def to_conversation(row: Row[Any]) -> Conversation:
    """The conversation in a row that holds `COLUMNS`."""
    values = dict(row._mapping)
    triage = Triage(
        **{name: values.pop(name) for name in _TRIAGE},
        urgent=values.pop("triaged_urgent"),
        evidence=values.pop("evidence"),
    )
    return Conversation(triage=triage, **values)


def _values(item: Conversation) -> tuple[object, ...]:
    triage = item.triage
    return (
        item.id,
        item.account_id,
        item.contact_id,
        item.thread,
        item.state.value,
        millis(item.last_at),
        _optional(item.due_at),
        _optional(item.answered_at),
        item.assignee_id,
        _optional(item.snoozed_until),
        strings_to_json(item.labels),
        item.urgent,
        triage.kind.value,
        triage.jurisdiction.value,
        strings_to_json(triage.agencies),
        triage.category,
        triage.road,
        triage.place,
        triage.confidence,
        triage.urgent,
        _EVIDENCE.bind(triage.evidence) if triage.evidence else "[]",
    )


def _optional(at: datetime | None) -> int | None:
    return None if at is None else millis(at)


class ConversationTable:
    """`ports.Conversations` over one connection."""

    def __init__(self, connection: Connection, writes: Writes | None = None) -> None:
        self._connection = connection
        self._writes = writes or Writes(connection, noting=False)

    def get(self, conversation_id: str) -> Conversation:
        """The conversation; raises `NotFound`."""
        found = self.find(conversation_id)
        if found is None:
            raise NotFound(what=conversation_id)
        return found

    def find(self, conversation_id: str) -> Conversation | None:
        """The conversation, or None."""
        row = self._connection.execute(_CONVERSATIONS.where(conversation.c.id == conversation_id)).one_or_none()
        return None if row is None else to_conversation(row)

    def find_many(self, conversation_ids: Sequence[str]) -> Mapping[str, Conversation]:
        """Those of *conversation_ids* that exist, by id."""
        statement = _CONVERSATIONS.where(conversation.c.id.in_(each_of(conversation_ids)))
        return {row.id: to_conversation(row) for row in self._connection.execute(statement)}

    def put(self, changed: Conversation) -> Conversation:
        """Insert or update by id; returns it with its `key`. Account, contact and thread stay as first given."""
        self.put_many((changed,))
        return self.get(changed.id)

    def begin_own(self, contact: Contact, conversation: Conversation) -> Conversation:
        """Insert the talk of a new post with *contact*, our own account; both go up with the operation that follows."""
        self._writes.carrying("contact", contact.id)
        self._writes.carrying("conversation", conversation.id)
        self.put_contacts((contact,))
        return self.put(conversation)

    def put_many(self, changed: Sequence[Conversation]) -> None:
        """Insert or update each by id, in bulk."""
        for item in changed:
            self._writes.changing("conversation", item.id)
        if changed:
            self._connection.exec_driver_sql(_PUT, [_values(item) for item in changed])

    def put_contacts(self, changed: Sequence[Contact]) -> None:
        """Insert each, or refresh handle and name, and telephone and e-mail where given; in bulk."""
        for c in changed:
            self._writes.changing("contact", c.id)
        rows = [
            (c.id, c.channel.value, c.remote_id, c.handle, c.name, millis(c.first_seen_at), c.phone, c.email)
            for c in changed
        ]
        if rows:
            self._connection.exec_driver_sql(_PUT_CONTACT, rows)

    def contact(self, contact_id: str) -> Contact:
        """The person; raises `NotFound`."""
        row = self._connection.execute(select(*CONTACT_COLUMNS).where(contact.c.id == contact_id)).one_or_none()
        if row is None:
            raise NotFound(what=contact_id)
        return Contact(**row._mapping)

    def add_messages(self, added: Sequence[Message]) -> None:
        """Insert messages that are not stored yet, in bulk; one that stood only as context takes its place."""
        messages.add(self._connection, added)

    def message_by_remote_id(self, channel: Channel, remote_id: str) -> Message | None:
        """The message, or None."""
        return messages.by_remote_id(self._connection, channel, remote_id)

    def messages(self, conversation_id: str) -> Sequence[Message]:
        """The messages stored with the conversation, oldest first."""
        return messages.of_conversations(self._connection, [conversation_id]).get(conversation_id, [])

    def messages_of(self, conversation_ids: Sequence[str]) -> Mapping[str, Sequence[Message]]:
        """The messages of each conversation that has any, oldest first."""
        return messages.of_conversations(self._connection, conversation_ids)

    def add_note(self, note_id: str, conversation_id: str, author_id: str, text: str, at: datetime) -> None:
        """Add an internal note."""
        self._writes.adding("note", note_id)
        self._connection.execute(
            insert(note).values(
                id=note_id, conversation_id=conversation_id, author_id=author_id, text=text, created_at=at
            )
        )

    def save_draft(self, conversation_id: str, staff_id: str, mode: str, text: str, at: datetime) -> None:
        """Keep what is being typed; an empty *text* removes it."""
        identity = {"conversation_id": conversation_id, "staff_id": staff_id, "mode": mode}
        if not text:
            self._connection.execute(delete(draft).where(*(draft.c[name] == value for name, value in identity.items())))
            return
        changed = {"text": text, "saved_at": at}
        self._connection.execute(
            upsert(draft).values(**identity, **changed).on_conflict_do_update(index_elements=[*identity], set_=changed)
        )

    def draft(self, conversation_id: str, staff_id: str, mode: str) -> str:
        """What was typed and not sent, "" for nothing."""
        query = select(draft.c.text).where(
            draft.c.conversation_id == conversation_id, draft.c.staff_id == staff_id, draft.c.mode == mode
        )
        return self._connection.execute(query).scalar_one_or_none() or ""

    def wake_due(self, now: datetime) -> Sequence[Conversation]:
        """Waiting conversations whose snooze is over at *now*."""
        due = _CONVERSATIONS.where(
            conversation.c.state == ConversationState.WAITING, conversation.c.snoozed_until <= now
        )
        return [to_conversation(row) for row in self._connection.execute(due.order_by(conversation.c.snoozed_until))]
