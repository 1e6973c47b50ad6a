"""A conversation: one citizen's talk with one of our accounts under one root post."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pmsdesk.domain.errors import IllegalTransition
from pmsdesk.domain.triage import Triage


class ConversationState(StrEnum):
    """Open: we owe something. Waiting: someone else does (approval, citizen, snooze). Done."""

    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"


LEGAL = {
    ConversationState.OPEN: {ConversationState.WAITING, ConversationState.DONE},
    ConversationState.WAITING: {ConversationState.OPEN, ConversationState.DONE},
    ConversationState.DONE: {ConversationState.OPEN},
}


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation. `due_at` is the end of the 24-hour promise, None when nothing is unanswered.

    `key` is this seat's own small number for lists; `snoozed_until` is None unless snoozed; `urgent` is the priority an
    officer (or triage) gave it.
    """

    key: int
    id: str
    account_id: str
    contact_id: str
    thread: str
    state: ConversationState
    triage: Triage
    last_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    assignee_id: str = ""
    snoozed_until: datetime | None = None
    labels: tuple[str, ...] = ()
    urgent: bool = False


def require_transition(old: ConversationState, new: ConversationState) -> None:
    """Raise `IllegalTransition` unless *old* → *new* is legal (staying is)."""
    if new is not old and new not in LEGAL[old]:
        raise IllegalTransition(old=old, new=new)
