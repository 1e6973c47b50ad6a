"""Search everywhere: messages, complaints and people, newest first by the order they were stored in.

Never by rank: scoring reads every match of a common word, 0.5 s at a million messages (research/sync.md §5.6).
"""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from pmsdesk.domain.triage import Kind
from pmsdesk.services.reading import SearchHit
from pmsdesk.store.full_text import match, matches
from pmsdesk.store.register import with_words
from pmsdesk.store.schema import (
    complaint,
    contact,
    contact_fts,
    conversation,
    message,
    message_fts,
)

EXCERPT_LENGTH = 200


def search(connection: Connection, text: str, limit: int) -> Sequence[SearchHit]:
    """At most *limit* hits of all kinds together, newest first."""
    if not match(text):
        return []
    hits = [
        *_messages(connection, text, limit),
        *_complaints(connection, text, limit),
        *_contacts(connection, text, limit),
    ]
    return sorted(hits, key=lambda hit: hit.at, reverse=True)[:limit]


def _messages(connection: Connection, text: str, limit: int) -> list[SearchHit]:
    """Messages that hold the words as typed; where those are few, also those that hold a longer last word."""
    whole = _matching_messages(connection, match(text, whole=True), limit)
    return whole if len(whole) == limit else _matching_messages(connection, match(text), limit)


def _matching_messages(connection: Connection, query_text: str, limit: int) -> list[SearchHit]:
    matching = select(message_fts.c.rowid).where(matches(message_fts.c.message_fts, query_text))
    newest = matching.order_by(message_fts.c.rowid.desc()).limit(limit).subquery()
    query = (
        select(
            conversation.c.id,
            message.c.author_name,
            func.substr(message.c.text, 1, EXCERPT_LENGTH).label("excerpt"),
            message.c.sent_at,
        )
        .select_from(newest)
        .join(message, message.c.key == newest.c.rowid)
        .join(conversation, conversation.c.key == message.c.conversation)
        .where(conversation.c.kind != Kind.POST)
    )
    return [
        SearchHit("message", row.id, row.author_name, row.excerpt, row.sent_at, row.id)
        for row in connection.execute(query)
    ]


def _complaints(connection: Connection, text: str, limit: int) -> list[SearchHit]:
    columns = (complaint.c.id, complaint.c.number, complaint.c.summary, complaint.c.registered_at)
    talk = complaint.c.conversation_id
    query = select(*columns, talk).where(complaint.c.key.in_(with_words(text)))
    newest = query.order_by(complaint.c.registered_at.desc()).limit(limit)
    return [
        SearchHit("complaint", row.id, row.number, row.summary[:EXCERPT_LENGTH], row.registered_at, row.conversation_id)
        for row in connection.execute(newest)
    ]


def _contacts(connection: Connection, text: str, limit: int) -> list[SearchHit]:
    """People by name or handle, with the newest of their conversations."""
    matching = select(contact_fts.c.rowid).where(matches(contact_fts.c.contact_fts, match(text, with_han=False)))
    newest = matching.order_by(contact_fts.c.rowid.desc()).limit(limit).subquery()
    query = (
        select(
            conversation.c.id,
            contact.c.name,
            contact.c.handle,
            func.max(conversation.c.last_at, type_=conversation.c.last_at.type),
        )
        .select_from(newest)
        .join(contact, contact.c.key == newest.c.rowid)
        .join(conversation, conversation.c.contact_id == contact.c.id)
        .where(conversation.c.kind != Kind.POST)
        .group_by(contact.c.key)
    )
    return [SearchHit("contact", *row, row.id) for row in connection.execute(query)]
