"""The promise of a first reply: which messages of a conversation are unanswered, and until when."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from pmsdesk.domain.clock import first_reply_due
from pmsdesk.domain.message import Direction, Message

EVER = datetime.min.replace(tzinfo=UTC)


def answers(answer: Message, message: Message) -> bool:
    """Whether *answer*, ours, can have taken the citizen's *message* into account.

    It does when it was addressed to it, or was published after it while we had it already. `received_at` of our own
    answer is when it was written (or first seen, when it was written on the platform).
    """
    if answer.sent_at < message.sent_at:
        return False
    return answer.parent == message.remote_id or answer.received_at >= message.received_at


def promise_end(
    messages: Sequence[Message], due_at: datetime | None = EVER, fresh: Collection[str] = ()
) -> datetime | None:
    """When the first reply to the first unanswered of *messages* is due, None when nothing is unanswered.

    *due_at* is the promise the conversation already carries: what was due before it has been settled (answered, or
    finished with a reason), None settles all but *fresh* (message ids); by default nothing has been settled.
    """
    answered_by = [m for m in messages if m.direction is Direction.OUT]
    due = None
    for message in messages:
        if message.direction is not Direction.IN:
            continue
        end = first_reply_due(message.sent_at, message.received_at)
        settled = message.id not in fresh and (due_at is None or end < due_at)
        if settled or any(answers(a, message) for a in answered_by):
            continue
        due = end if due is None else min(due, end)
    return due
