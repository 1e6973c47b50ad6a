"""Waiting for lanes: what every test of a screen does between an act and a look at what became of it."""

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from pmsdesk.ui.tasks import Tasks

Flag = QEventLoop.ProcessEventsFlag
QUIET_ROUNDS = 3
"""An answer may post an event whose handler posts another one before anything is started on a lane."""


def settle(tasks: Tasks) -> None:
    """Handle events until nothing is under way on any lane; sleeps meanwhile, so that the lanes have the processor."""
    quiet = 0
    while quiet < QUIET_ROUNDS:
        QApplication.processEvents(Flag.WaitForMoreEvents if tasks.pending else Flag.AllEvents)
        quiet = 0 if tasks.pending else quiet + 1
