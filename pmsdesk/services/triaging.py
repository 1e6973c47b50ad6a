"""What an officer does with a conversation besides answering it: take, assign, finish, snooze, label, note, correct."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pmsdesk.domain.conversation import Conversation, ConversationState, require_transition
from pmsdesk.domain.errors import CannotSnooze, EmptyText, NotAllowed, ReasonMissing
from pmsdesk.domain.events import ConversationChanged, Event
from pmsdesk.domain.message import clean_line, clean_text
from pmsdesk.domain.promise import promise_end
from pmsdesk.domain.reply import DraftMode
from pmsdesk.domain.staff import Right
from pmsdesk.domain.triage import Jurisdiction, Kind
from pmsdesk.services.ports import Work

NEEDS_AN_ANSWER = frozenset({Kind.COMPLAINT, Kind.QUESTION, Kind.SUGGESTION})


def take(work: Work, conversation_id: str) -> tuple[Event, ...]:
    """The actor takes the conversation, also from a colleague."""
    return assign(work, conversation_id, work.actor.id)


def assign(work: Work, conversation_id: str, staff_id: str) -> tuple[Event, ...]:
    """Give the conversation to *staff_id*, or to nobody with "". Raises `NotAllowed` for one who may not write."""
    conversation = _of(work, conversation_id)
    person = work.people.get(staff_id) if staff_id else None
    if person is not None and not person.may(Right.WRITE):
        raise NotAllowed(right=Right.WRITE)
    return _changed(
        work,
        "conversation.assigned",
        replace(conversation, assignee_id=staff_id),
        {"from": conversation.assignee_id, "to": staff_id, "name": person.name if person else ""},
    )


def finish(work: Work, conversation_id: str, reason: str = "") -> tuple[Event, ...]:
    """Finish the conversation.

    Raises `ReasonMissing` when a complaint, question or suggestion was never answered in public and no coded *reason*
    is given (seed Teras 4: an answer to all of them within 24 hours).
    """
    conversation = _of(work, conversation_id)
    if conversation.triage.kind in NEEDS_AN_ANSWER and conversation.answered_at is None and not reason.strip():
        raise ReasonMissing()
    require_transition(conversation.state, ConversationState.DONE)
    done = replace(conversation, state=ConversationState.DONE, due_at=None, snoozed_until=None)
    return _changed(work, "conversation.finished", done, {"reason": reason.strip()})


def reopen(work: Work, conversation_id: str) -> tuple[Event, ...]:
    """Open the conversation again; what was never answered is due again."""
    conversation = _of(work, conversation_id)
    require_transition(conversation.state, ConversationState.OPEN)
    due_at = conversation.due_at or promise_end(work.conversations.messages(conversation_id))
    opened = replace(conversation, state=ConversationState.OPEN, due_at=due_at, snoozed_until=None)
    return _changed(work, "conversation.reopened", opened, {})


def snooze(work: Work, conversation_id: str, until: datetime) -> tuple[Event, ...]:
    """Put the conversation away until *until*, or until its promise ends if that is sooner.

    Raises `CannotSnooze` when nothing is left of either.
    """
    conversation = _of(work, conversation_id)
    end = min(until, conversation.due_at) if conversation.due_at else until
    if end <= work.now():
        raise CannotSnooze(due=conversation.due_at)
    require_transition(conversation.state, ConversationState.WAITING)
    asleep = replace(conversation, state=ConversationState.WAITING, snoozed_until=end)
    return _changed(work, "conversation.snoozed", asleep, {"until": end.isoformat(), "asked": until.isoformat()})


def wake(work: Work) -> tuple[Event, ...]:
    """Open every conversation whose snooze is over."""
    events: list[Event] = []
    for conversation in work.conversations.wake_due(work.now()):
        awake = replace(conversation, state=ConversationState.OPEN, snoozed_until=None)
        events += _changed(work, "conversation.woken", awake, {})
    return tuple(events)


def label(work: Work, conversation_id: str, labels: Sequence[str]) -> tuple[Event, ...]:
    """Set the labels; each is one clean line, each once, in the order given."""
    conversation = _of(work, conversation_id)
    clean = tuple(dict.fromkeys(word for word in map(clean_line, labels) if word))
    return _changed(
        work,
        "conversation.labelled",
        replace(conversation, labels=clean),
        {"from": list(conversation.labels), "to": list(clean)},
    )


def prioritise(work: Work, conversation_id: str, urgent: bool) -> tuple[Event, ...]:
    """Mark the conversation urgent, or no longer."""
    conversation = _of(work, conversation_id)
    return _changed(work, "conversation.prioritised", replace(conversation, urgent=urgent), {"urgent": urgent})


def note(work: Work, conversation_id: str, text: str) -> tuple[Event, ...]:
    """Add an internal note; the draft of one is gone. Raises `EmptyText`."""
    _of(work, conversation_id)
    text = clean_text(text).strip()
    if not text:
        raise EmptyText()
    note_id = work.new_id()
    work.conversations.add_note(note_id, conversation_id, work.actor.id, text, work.now())
    work.conversations.save_draft(conversation_id, work.actor.id, DraftMode.NOTE, "", work.now())
    work.record("note.added", conversation_id, {"note": note_id, "text": text})
    return (ConversationChanged(conversation_id),)


def correct(work: Work, conversation_id: str, jurisdiction: Jurisdiction, agencies: Sequence[str]) -> tuple[Event, ...]:
    """An officer says whose matter it is; recorded with what was read, as a wrong door."""
    conversation = _of(work, conversation_id)
    read = conversation.triage
    right = replace(read, jurisdiction=jurisdiction, agencies=tuple(agencies), confidence=1.0)
    facts = {
        "from": {"jurisdiction": read.jurisdiction, "agencies": list(read.agencies), "confidence": read.confidence},
        "to": {"jurisdiction": jurisdiction, "agencies": list(agencies)},
    }
    return _changed(work, "conversation.wrong_door", replace(conversation, triage=right), facts)


def reveal(work: Work, conversation_id: str) -> tuple[Event, ...]:
    """Leave in the audit trail that the actor is shown the citizen's telephone and e-mail in full."""
    conversation = _of(work, conversation_id)
    work.record("contact.revealed", conversation_id, {"contact": conversation.contact_id})
    return (ConversationChanged(conversation_id),)


def _of(work: Work, conversation_id: str) -> Conversation:
    work.actor.require(Right.WRITE)
    return work.conversations.get(conversation_id)


def _changed(work: Work, kind: str, conversation: Conversation, facts: dict[str, object]) -> tuple[Event, ...]:
    work.conversations.put(conversation)
    work.record(kind, conversation.id, facts)
    return (ConversationChanged(conversation.id),)
