"""The read side of approvals: what waits for a supervisor, what was decided, and one reply under review."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, null, select

from pmsdesk.domain.approval import Decision
from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.media import attached
from pmsdesk.domain.reply import ReplyState
from pmsdesk.services.reading import ApprovalRow, ApprovalView
from pmsdesk.store import messages, operations
from pmsdesk.store.accounts import AccountTable
from pmsdesk.store.conversations import ConversationTable
from pmsdesk.store.inbox import PREVIEW_LENGTH
from pmsdesk.store.replies import decisions, find_publication, find_reply
from pmsdesk.store.schema import account, approval, contact, conversation, reply, reply_version, staff
from pmsdesk.store.thread import name_of


def rows(connection: Connection, staff_id: str, decided: bool, limit: int) -> Sequence[ApprovalRow]:
    """Replies that wait, oldest promise first; or those last decided, newest first."""
    query = _decided() if decided else _pending()
    wrote = (
        select(reply_version.c.key)
        .where(reply_version.c.reply_id == reply.c.id, reply_version.c.author_id == staff_id)
        .correlate(reply)
        .exists()
    )
    return [_row(row) for row in connection.execute(query.add_columns(wrote.label("mine")).limit(limit))]


def _select(*more: Any) -> Select[Any]:
    return select(
        reply.c.id.label("reply_id"),
        reply.c.conversation_id,
        func.coalesce(staff.c.name, reply_version.c.author_id).label("author_name"),
        account.c.channel,
        account.c.handle.label("account_handle"),
        contact.c.name.label("to_name"),
        contact.c.handle.label("to_handle"),
        func.substr(reply_version.c.text, 1, PREVIEW_LENGTH).label("preview"),
        reply_version.c.findings,
        conversation.c.due_at,
        reply.c.way,
        reply_version.c.media,
        *more,
    )


def _joined(query: Select[Any]) -> Select[Any]:
    return (
        query.join(conversation, conversation.c.id == reply.c.conversation_id)
        .join(account, account.c.id == reply.c.account_id)
        .join(contact, contact.c.id == conversation.c.contact_id)
        .outerjoin(staff, staff.c.id == reply_version.c.author_id)
    )


def _pending() -> Select[Any]:
    newest = (
        select(func.max(reply_version.c.number))
        .where(reply_version.c.reply_id == reply.c.id)
        .correlate(reply)
        .scalar_subquery()
    )
    query = _select(func.coalesce(None, "").label("decided"), null().label("decided_at")).select_from(reply)
    query = query.join(reply_version, (reply_version.c.reply_id == reply.c.id) & (reply_version.c.number == newest))
    return (
        _joined(query)
        .where(reply.c.state == ReplyState.PENDING)
        .order_by(conversation.c.due_order, reply_version.c.created_at, reply.c.key)
    )


def _decided() -> Select[Any]:
    query = _select(approval.c.decision.label("decided"), approval.c.decided_at).select_from(approval)
    query = query.join(reply, reply.c.id == approval.c.reply_id)
    query = query.join(reply_version, reply_version.c.id == approval.c.version_id)
    return _joined(query).order_by(approval.c.key.desc())


def _row(row: Any) -> ApprovalRow:
    values = dict(row._mapping)
    findings = values.pop("findings")
    decided = values.pop("decided")
    return ApprovalRow(
        **values,
        rules=tuple((f.clause, f.message, f.severity) for f in findings),
        decided=decided.value if isinstance(decided, Decision) else "",
    )


def view(connection: Connection, reply_id: str) -> ApprovalView:
    """One reply under review; raises `NotFound`."""
    shown = find_reply(connection, reply.c.id == reply_id)
    if shown is None:
        raise NotFound(what=reply_id)
    table = ConversationTable(connection)
    talk = table.get(shown.conversation_id)
    answering = AccountTable(connection).get(shown.account_id)
    taken = decisions(connection, reply_id)
    people = {*shown.authors, *(a.approver_id for a in taken)}
    trail = operations.history(connection, [shown.conversation_id])
    return ApprovalView(
        reply=shown,
        account=answering,
        contact=table.contact(talk.contact_id),
        answered=messages.by_remote_id(connection, answering.channel, shown.target) if shown.target else None,
        author_names={staff_id: name_of(connection, staff_id) for staff_id in sorted(people)},
        approvals=taken,
        publication=find_publication(connection, reply_id),
        due_at=talk.due_at,
        history=tuple(item for _, item in trail if item.facts.get("reply") == reply_id),
        way=shown.way,
        media=attached(shown.head.media),
    )
