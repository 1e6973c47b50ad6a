"""The record of training done (T1S8): each exercise handed in is one operation of the person's own audit trail."""

from dataclasses import asdict

from pmsdesk.domain.events import Event, TrainingRecorded
from pmsdesk.domain.exercise import Attainment
from pmsdesk.domain.staff import Right, Staff
from pmsdesk.services.ports import Work

KIND = "training.done"
"""Chained by hash like every operation, and the seat's own: a shared register does not carry it."""


def sees_everyone(staff: Staff) -> bool:
    """Whether *staff* sees and exports the training of everybody at this seat, not only the own."""
    return staff.may(Right.APPROVE) or staff.may(Right.MANAGE)


def keep(work: Work, attainment: Attainment) -> tuple[Event, ...]:
    """Record that the actor handed in an exercise, passed or not."""
    work.record(KIND, work.actor.id, asdict(attainment))
    return (TrainingRecorded(work.actor.id),)


def note_export(work: Work, rows: int) -> tuple[Event, ...]:
    """Record that the actor exported *rows* lines of the record."""
    work.record("training.exported", work.actor.id, {"rows": rows})
    return ()
