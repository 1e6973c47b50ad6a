"""What happened: typed facts a service returns and every screen may hear."""

from dataclasses import dataclass
from datetime import datetime

from pmsdesk.domain.moderation import ModerationState
from pmsdesk.domain.publication import PublicationState


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened and is durable."""


@dataclass(frozen=True, slots=True)
class MessagesArrived(Event):
    """New messages are stored; `conversations` are ids, `fresh` those that did not exist before."""

    account_id: str
    conversations: tuple[str, ...]
    fresh: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountPolled(Event):
    """A poll of an account succeeded; `skew_s` is the network's clock minus ours."""

    account_id: str
    at: datetime
    skew_s: float = 0.0


@dataclass(frozen=True, slots=True)
class ConversationChanged(Event):
    """State, assignee, labels, notes or triage of a conversation changed."""

    conversation_id: str


@dataclass(frozen=True, slots=True)
class ReplySubmitted(Event):
    """A reply was submitted: it waits for a supervisor, or is on its way."""

    reply_id: str
    conversation_id: str
    pending: bool


@dataclass(frozen=True, slots=True)
class ReplyApproved(Event):
    """A supervisor approved a reply."""

    reply_id: str
    conversation_id: str


@dataclass(frozen=True, slots=True)
class ReplyReturned(Event):
    """A supervisor returned a reply with a reason."""

    reply_id: str
    conversation_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class PublicationChanged(Event):
    """A publication moved to another state."""

    reply_id: str
    conversation_id: str
    state: PublicationState


@dataclass(frozen=True, slots=True)
class ModerationChanged(Event):
    """To hide, show again or delete a comment was asked, decided or carried out."""

    measure_id: str
    conversation_id: str
    state: ModerationState


@dataclass(frozen=True, slots=True)
class ComplaintChanged(Event):
    """A complaint was registered or changed."""

    complaint_id: str
    conversation_id: str
    number: str


@dataclass(frozen=True, slots=True)
class StaffChanged(Event):
    """A person was added, changed, locked or unlocked."""

    staff_id: str


@dataclass(frozen=True, slots=True)
class LexiconChanged(Event):
    """The lexicon in force changed."""

    version: str


@dataclass(frozen=True, slots=True)
class AccountChanged(Event):
    """An account was added, connected, disconnected, paused, resumed or given another policy."""

    account_id: str


@dataclass(frozen=True, slots=True)
class AccountMeasured(Event):
    """A sample of how an account and its posts fare was taken."""

    account_id: str


@dataclass(frozen=True, slots=True)
class RegisterPulled(Event):
    """So much came from the shared register at once (`rows`) that everything shown is to be read anew."""

    rows: int


@dataclass(frozen=True, slots=True)
class ConflictChanged(Event):
    """A conflict arose or was settled, or a notice was read; `id` is whose."""

    id: str


@dataclass(frozen=True, slots=True)
class TrainingRecorded(Event):
    """A line was added to the record of training done."""

    staff_id: str
