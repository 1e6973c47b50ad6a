"""Leaves a trace of a register that left the program: who took which complaints, and how many."""

from pmsdesk.domain.events import Event
from pmsdesk.domain.staff import Right
from pmsdesk.services.ports import Work


def note_export(work: Work, rows: int, filters: str) -> tuple[Event, ...]:
    """Record that the actor exported *rows* complaints under *filters* (words); personal data left the program."""
    work.actor.require(Right.WRITE)
    work.record("register.exported", work.actor.id, {"rows": rows, "filters": filters})
    return ()
