"""The record of training done (T1S8): each exercise handed in is one operation of the person's own audit trail."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields

from pmsdesk.domain.events import Event, TrainingRecorded
from pmsdesk.domain.exercise import Attainment, TrainingRow
from pmsdesk.domain.staff import Right, Staff
from pmsdesk.services.ports import Work

KIND = "training.done"
"""Chained by hash like every operation; over a shared register it goes up with the others."""


def sees_everyone(staff: Staff) -> bool:
    """Whether *staff* sees and exports the training of everybody, not only the own."""
    return staff.may(Right.APPROVE) or staff.may(Right.MANAGE)


def keep(work: Work, attainment: Attainment) -> tuple[Event, ...]:
    """Record that the actor handed in an exercise, passed or not."""
    work.record(KIND, work.actor.id, asdict(attainment))
    return (TrainingRecorded(work.actor.id),)


def read_attainment(facts: Mapping[str, object]) -> Attainment:
    """The line that `asdict` made *facts* of. Raises `ValueError` for anything else."""
    kinds = {"level": int, "points": int, "passed": bool, "hinted": bool, "missed": list | tuple}
    wanted = {field.name: kinds.get(field.name, str) for field in fields(Attainment)}
    if set(facts) != set(wanted) or not all(isinstance(facts[name], kind) for name, kind in wanted.items()):
        raise ValueError("no line of the record")
    return Attainment(**{**facts, "missed": tuple(facts["missed"])})  # type: ignore[arg-type]


def all_known(here: Iterable[TrainingRow], shared: Iterable[TrainingRow]) -> tuple[TrainingRow, ...]:
    """The lines of this seat and those of the register, each once, newest first."""
    lines = {row.id: row for row in (*here, *shared)}
    return tuple(sorted(lines.values(), key=lambda row: (row.at, row.id), reverse=True))


def note_export(work: Work, rows: int) -> tuple[Event, ...]:
    """Record that the actor exported *rows* lines of the record."""
    work.record("training.exported", work.actor.id, {"rows": rows})
    return ()
