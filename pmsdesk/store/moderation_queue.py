"""The read side of moderation: what waits for a second person, what was decided, and one request under review."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.moderation import Measure, ModerationState
from pmsdesk.services.moderation_ports import ModerationLine, ModerationRow, ModerationView
from pmsdesk.store import messages
from pmsdesk.store.accounts import AccountTable
from pmsdesk.store.conversations import ConversationTable
from pmsdesk.store.inbox import PREVIEW_LENGTH
from pmsdesk.store.schema import message, moderation, staff

_ASKER, _DECIDER = staff.alias("asker"), staff.alias("decider")
_LINES: Select[Any] = (
    select(
        moderation,
        func.coalesce(_ASKER.c.name, moderation.c.asked_by).label("asker"),
        func.coalesce(_DECIDER.c.name, moderation.c.decided_by).label("decider"),
    )
    .select_from(moderation)
    .outerjoin(_ASKER, _ASKER.c.id == moderation.c.asked_by)
    .outerjoin(_DECIDER, _DECIDER.c.id == moderation.c.decided_by)
)
_COLUMNS = tuple(column.name for column in moderation.c)


def _line(row: Row[Any]) -> ModerationLine:
    told = row._mapping
    return ModerationLine(Measure(**{name: told[name] for name in _COLUMNS}), told["asker"], told["decider"])


def of_conversation(connection: Connection, conversation_id: str) -> dict[str, tuple[ModerationLine, ...]]:
    """What was asked of each message of a conversation, oldest first, by the message's id."""
    query = _LINES.where(moderation.c.conversation_id == conversation_id)
    found: dict[str, tuple[ModerationLine, ...]] = {}
    for row in connection.execute(query.order_by(moderation.c.asked_at, moderation.c.id)):
        line = _line(row)
        found[line.measure.message_id] = (*found.get(line.measure.message_id, ()), line)
    return found


def rows(connection: Connection, staff_id: str, decided: bool, limit: int) -> Sequence[ModerationRow]:
    """Requests that wait, oldest first; or those last decided, newest first."""
    waiting = moderation.c.state == ModerationState.PENDING
    order = (moderation.c.decided_at.desc(), moderation.c.id) if decided else (moderation.c.asked_at, moderation.c.id)
    query = _LINES.add_columns(
        message.c.author_name,
        message.c.author_handle,
        func.substr(message.c.text, 1, PREVIEW_LENGTH).label("preview"),
    ).join(message, message.c.id == moderation.c.message_id)
    query = query.where(moderation.c.decided_at.is_not(None) if decided else waiting).order_by(*order).limit(limit)
    accounts = {account.id: account for account in AccountTable(connection).all()}
    return [
        ModerationRow(
            _line(row),
            accounts[row.account_id],
            row.author_name,
            row.author_handle,
            row.preview,
            mine=row.asked_by == staff_id,
        )
        for row in connection.execute(query)
    ]


def view(connection: Connection, measure_id: str) -> ModerationView:
    """One request under review; raises `NotFound`."""
    row = connection.execute(_LINES.where(moderation.c.id == measure_id)).one_or_none()
    if row is None:
        raise NotFound(what=measure_id)
    line = _line(row)
    table = ConversationTable(connection)
    talk = table.get(line.measure.conversation_id)
    said = messages.of_conversations(connection, [talk.id]).get(talk.id, [])
    asked = of_conversation(connection, talk.id)[line.measure.message_id]
    return ModerationView(
        line,
        AccountTable(connection).get(line.measure.account_id),
        table.contact(talk.contact_id),
        next(each for each in said if each.id == line.measure.message_id),
        tuple(takewhile(lambda each: each.measure.id != measure_id, asked)),
    )
