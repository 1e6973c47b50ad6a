"""Asks the shared register for the record of training, on a lane of its own, one question at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.exercise import TrainingRow
from pmsdesk.services.register_ports import SharedTraining
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import Tasks

TRAINING = "training"


class SharedRecord(QObject):
    """`rows` is what the register told last; `answered` tells that it has answered, or could not be reached.

    `reachable` says which of both it was.
    """

    answered = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, training: SharedTraining, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._training = desk, tasks, training
        self._busy = False
        self.rows: Sequence[TrainingRow] = ()
        self.reachable = True

    def ask(self) -> None:
        """Ask anew, unless a question is under way."""
        if not self._busy:
            self._busy = True
            self._tasks.run(TRAINING, self._training.rows, owner=self, then=self._told, catch=self._failed)

    def _told(self, rows: Sequence[TrainingRow]) -> None:
        self._busy, self.reachable, self.rows = False, True, rows
        self.answered.emit()

    def _failed(self, error: Exception) -> None:
        """Out of reach is told where the record stands; a bug is told as one."""
        self._busy, self.reachable = False, False
        if not isinstance(error, KnownError):
            self._desk.failed.emit(error)
        self.answered.emit()
