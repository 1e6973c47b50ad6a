"""One conversation as the screens show it: bubbles in order, the pinned parent, complaint, history and drafts."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, func, select

from pmsdesk.domain.account import Account
from pmsdesk.domain.amendment import Change
from pmsdesk.domain.approval import Decision
from pmsdesk.domain.complaint import Complaint
from pmsdesk.domain.contact import Contact
from pmsdesk.domain.conversation import Conversation
from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.message import Direction, Message
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import Reply, ReplyState, Way
from pmsdesk.services.moderation_ports import ModerationLine
from pmsdesk.services.reading import ConversationView, HistoryItem, ItemKind, ThreadItem
from pmsdesk.store import messages, moderation_queue, operations, samples
from pmsdesk.store.accounts import AccountTable
from pmsdesk.store.amendments import unlisted_under
from pmsdesk.store.complaints import COLUMNS as COMPLAINT_COLUMNS
from pmsdesk.store.conversations import ConversationTable
from pmsdesk.store.replies import decisions, find_publication, find_reply
from pmsdesk.store.schema import complaint, conversation, draft, note, publication, reply, staff

LINE_NOUNS = frozenset({"complaint", "conversation"})
LINES = frozenset(
    {"reply.approved", "reply.returned", "reply.decided"}
    | {f"moderation.{verb}" for verb in ("asked", "cancelled", "declined", "done", "refused")}
)
"""Operations that get a line among the bubbles; what the others made is shown itself."""

Trail = tuple[tuple[str, HistoryItem], ...]


def key_of(connection: Connection, conversation_id: str) -> int:
    """The list key; raises `NotFound`."""
    found = connection.execute(
        select(conversation.c.key).where(conversation.c.id == conversation_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound(what=conversation_id)
    return int(found)


def view(connection: Connection, conversation_id: str, staff_id: str) -> ConversationView:
    """Everything about one conversation; raises `NotFound`."""
    table = ConversationTable(connection)
    shown = table.get(conversation_id)
    account = AccountTable(connection).get(shown.account_id)
    contact = table.contact(shown.contact_id)
    stored = table.messages(conversation_id)
    said = tuple(m for m in stored if m.direction is not Direction.CONTEXT)
    complaints = _complaints(connection, contact)
    here = next((c for c in complaints if c.conversation_id == conversation_id), None)
    trail = operations.history(connection, [conversation_id] + ([here.id] if here else []))
    newest = find_reply(connection, reply.c.conversation_id == conversation_id)
    drafts = _drafts(connection, conversation_id, staff_id)
    parent = _parent(connection, account, shown, said)
    roots = {shown.thread, *(message.parent for message in said), parent.remote_id if parent else ""} - {""}
    return ConversationView(
        conversation=shown,
        account=account,
        contact=contact,
        parent=parent,
        items=_items(connection, said, trail, conversation_id),
        messages=said,
        complaint=here,
        past_complaints=tuple(c for c in complaints if c is not here),
        history=tuple(item for _, item in trail),
        draft=drafts.get("reply", ""),
        note_draft=drafts.get("note", ""),
        private_draft=drafts.get("private", ""),
        reply=newest,
        publication=None if newest is None else find_publication(connection, newest.id),
        return_reason=_return_reason(connection, newest),
        assignee_name=name_of(connection, shown.assignee_id),
        unlisted=unlisted_under(connection, account.id, roots),
    )


def message_item(message: Message, measures: tuple[ModerationLine, ...] = ()) -> ThreadItem:
    """A message as a bubble, with what was asked of it."""
    *earlier, text = message.wordings
    change, changed_at = None, None
    if message.amendments:
        last = message.amendments[-1]
        change, changed_at = last.change, last.seen_at
        change = Change.GONE if message.is_gone else Change.REPLACED if message.is_replaced else change
    return ThreadItem(
        id=message.id,
        kind=ItemKind.MESSAGE,
        author=message.author.name or message.author.handle,
        text=text,
        at=message.sent_at,
        own=message.direction is Direction.OUT,
        permalink=message.permalink,
        remote_id=message.remote_id,
        capability=message.capability,
        earlier=tuple(earlier),
        change=change,
        changed_at=changed_at,
        measures=measures,
    )


def _items(
    connection: Connection, said: Sequence[Message], trail: Trail, conversation_id: str
) -> tuple[ThreadItem, ...]:
    """Every bubble, oldest first; of two at the same time the message stands before what was done about it."""
    seen = frozenset(m.remote_id for m in said)
    private = _private(connection, conversation_id)
    asked = moderation_queue.of_conversation(connection, conversation_id)
    items = [
        replace(message_item(m, asked.get(m.id, ())), way=Way.PRIVATE if m.remote_id in private else Way.PUBLIC)
        for m in said
    ]
    items += _notes(connection, conversation_id)
    items += _replies(connection, conversation_id, seen)
    items += [_line(operation_id, item) for operation_id, item in trail if _gets_a_line(item.operation)]
    return tuple(sorted(items, key=lambda item: item.at))


def _gets_a_line(kind: str) -> bool:
    return kind in LINES or kind.partition(".")[0] in LINE_NOUNS


def _line(operation_id: str, item: HistoryItem) -> ThreadItem:
    return ThreadItem(
        operation_id, ItemKind.SYSTEM, item.actor, "", item.at, own=True, operation=item.operation, facts=item.facts
    )


def _notes(connection: Connection, conversation_id: str) -> list[ThreadItem]:
    query = (
        select(note.c.id, func.coalesce(staff.c.name, note.c.author_id).label("author"), note.c.text, note.c.created_at)
        .select_from(note.outerjoin(staff, staff.c.id == note.c.author_id))
        .where(note.c.conversation_id == conversation_id)
        .order_by(note.c.key)
    )
    return [
        ThreadItem(row.id, ItemKind.NOTE, row.author, row.text, row.created_at, own=True)
        for row in connection.execute(query)
    ]


def _private(connection: Connection, conversation_id: str) -> frozenset[str]:
    """What the network calls our replies that only their reader sees."""
    query = (
        select(publication.c.remote_id)
        .join(reply, reply.c.id == publication.c.reply_id)
        .where(reply.c.conversation_id == conversation_id, reply.c.way == Way.PRIVATE, publication.c.remote_id != "")
    )
    return frozenset(connection.execute(query).scalars())


def _replies(connection: Connection, conversation_id: str, seen: frozenset[str]) -> list[ThreadItem]:
    """Our replies that do not stand here as the network's own messages yet; withdrawn ones are drafts again."""
    ids = select(reply.c.id).where(reply.c.conversation_id == conversation_id, reply.c.state != ReplyState.WITHDRAWN)
    items = []
    for reply_id in connection.execute(ids.order_by(reply.c.key)).scalars().all():
        shown = find_reply(connection, reply.c.id == reply_id)
        if shown is None or not shown.versions:
            continue
        sent = find_publication(connection, reply_id)
        if sent is not None and sent.version_id != shown.head.id:
            sent = None
        if sent is not None and sent.state is PublicationState.SENT and sent.remote_id in seen:
            continue
        items.append(
            ThreadItem(
                id=reply_id,
                kind=ItemKind.REPLY,
                author=name_of(connection, shown.head.author_id),
                text=shown.head.text,
                at=shown.head.created_at,
                own=True,
                remote_id="" if sent is None else sent.remote_id,
                reply_state=shown.state.value,
                publication=None if sent is None else sent.state,
                words="" if sent is None else sent.words,
                way=shown.way,
            )
        )
    return items


def name_of(connection: Connection, staff_id: str) -> str:
    """The name of a person, the id of one who is not known here, "" for nobody."""
    found = connection.execute(select(staff.c.name).where(staff.c.id == staff_id)).scalar_one_or_none()
    return staff_id if found is None else str(found)


def _parent(
    connection: Connection, account: Account, shown: Conversation, said: Sequence[Message]
) -> ThreadItem | None:
    """The post that is answered: what the first message names, else the root of the thread, wherever it is stored."""
    here = {m.remote_id for m in said}
    for remote_id in (said[0].parent if said else "", shown.thread):
        if remote_id and remote_id not in here:
            found = messages.by_remote_id(connection, account.channel, remote_id)
            if found is not None:
                sample = samples.newest_of_post(connection, account.channel, remote_id)
                return replace(message_item(found), sample=sample)
    return None


def _complaints(connection: Connection, contact: Contact) -> list[Complaint]:
    """All complaints of a person, newest first."""
    query = select(*COMPLAINT_COLUMNS).where(complaint.c.contact_id == contact.id).order_by(complaint.c.key.desc())
    return [Complaint(**row._mapping) for row in connection.execute(query)]


def _drafts(connection: Connection, conversation_id: str, staff_id: str) -> dict[str, str]:
    query = select(draft.c.mode, draft.c.text).where(
        draft.c.conversation_id == conversation_id, draft.c.staff_id == staff_id
    )
    return {row.mode: row.text for row in connection.execute(query)}


def _return_reason(connection: Connection, newest: Reply | None) -> str:
    """Why the newest reply came back, "" unless it is returned now."""
    if newest is None or newest.state is not ReplyState.RETURNED:
        return ""
    returned = [a for a in decisions(connection, newest.id) if a.decision is Decision.RETURNED]
    return returned[-1].reason if returned else ""
