"""Two people set the same field differently: somebody looks at both values and decides, as a new operation."""

from collections.abc import Mapping

from pmsdesk.domain.complaint import ComplaintState, require_transition
from pmsdesk.domain.conflict import Conflict
from pmsdesk.domain.errors import AlreadySettled, EmptyText
from pmsdesk.domain.events import AccountChanged, ComplaintChanged, ConflictChanged, ConversationChanged, Event
from pmsdesk.domain.message import clean_line, clean_text
from pmsdesk.domain.staff import Right
from pmsdesk.services.ports import Work

LINES = frozenset({"complainant", "road", "location", "place"})
LISTS = frozenset({"labels", "agencies"})
MERGEABLE = LINES | LISTS | {"summary"}
"""Fields whose two values can be made into a third; of the others one of the two is kept."""


def keep_theirs(work: Work, conflict_id: str) -> tuple[Event, ...]:
    """What stands on the register stays. Raises `AlreadySettled`."""
    return _settle(work, _open(work, conflict_id), "theirs", {})


def keep_mine(work: Work, conflict_id: str) -> tuple[Event, ...]:
    """Set what was wanted after all, upon what stands now.

    With a state goes what belongs to it. Raises `AlreadySettled`, `IllegalTransition` when the register has moved on,
    `NotFound` when what was wanted is known only on the computer it was done at.
    """
    conflict = _open(work, conflict_id)
    return _settle(work, conflict, "mine", work.conflicts.intended(conflict))


def merge(work: Work, conflict_id: str, value: str | tuple[str, ...]) -> tuple[Event, ...]:
    """Set a third value, made of both. Raises `AlreadySettled`, `EmptyText`, and `ValueError` for another field."""
    conflict = _open(work, conflict_id)
    if conflict.field not in MERGEABLE or isinstance(value, str) is (conflict.field in LISTS):
        raise ValueError(f"{conflict.field} is not made of two values")
    merged: object
    if isinstance(value, str):
        merged = clean_line(value) if conflict.field in LINES else clean_text(value).strip()
        if not merged and conflict.field == "summary":
            raise EmptyText()
    else:
        merged = [word for word in map(clean_line, value) if word]
    return _settle(work, conflict, "merged", {conflict.field: merged})


def right_to_settle(entity: str) -> Right:
    """What a person needs to decide on a conflict about an *entity*: accounts are an administrator's."""
    return Right.MANAGE if entity == "account" else Right.WRITE


def see_notice(work: Work, notice_id: str) -> tuple[Event, ...]:
    """The person has read a notice; it stays where it is and counts no more."""
    work.conflicts.see_notice(notice_id, work.now())
    return (ConflictChanged(notice_id),)


def _open(work: Work, conflict_id: str) -> Conflict:
    conflict = work.conflicts.get(conflict_id)
    work.actor.require(right_to_settle(conflict.entity))
    if conflict.resolved_at is not None:
        raise AlreadySettled()
    return conflict


def _settle(work: Work, conflict: Conflict, kept: str, values: Mapping[str, object]) -> tuple[Event, ...]:
    changed: list[Event] = [ConflictChanged(conflict.id)]
    if conflict.entity == "complaint":
        complaint = work.complaints.get(conflict.subject)
        if "state" in values and values["state"] != complaint.state:
            require_transition(complaint.state, ComplaintState(str(values["state"])))
        changed.append(ComplaintChanged(complaint.id, complaint.conversation_id, complaint.number))
        changed.append(ConversationChanged(complaint.conversation_id))
    elif conflict.entity == "account":
        changed.append(AccountChanged(conflict.subject))
    else:
        changed.append(ConversationChanged(conflict.subject))
    for field, value in values.items():
        work.conflicts.write(conflict.entity, conflict.subject, field, value)
    work.conflicts.resolve(conflict.id, work.actor.id, work.now())
    kind = "account.resolved" if conflict.entity == "account" else "conflict.resolved"
    work.record(kind, conflict.subject, {"conflict": conflict.id, "field": conflict.field, "kept": kept})
    return tuple(changed)
