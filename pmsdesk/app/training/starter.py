"""Starts the practice console as a second process of this program, and records what is handed in there."""

import importlib
import sys
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer

from pmsdesk.domain.errors import TrainingNotStarted
from pmsdesk.domain.exercise import Attainment
from pmsdesk.services import training
from pmsdesk.services.reading import Read
from pmsdesk.ui.desk import Desk

if TYPE_CHECKING:  # it brings Qt's network, which a start does without
    from pmsdesk.app.training.line import RecordKeeper

LINE, NAME = "PMSDESK_TRAINING_LINE", "PMSDESK_TRAINEE"
PATIENCE_MS = 60_000


class Launch(Protocol):
    """Starts a second process of this program with *environment*; whether it could be started."""

    def __call__(self, environment: QProcessEnvironment) -> bool: ...  # noqa: D102


def launch(environment: QProcessEnvironment) -> bool:
    """Start ``pmsdesk latihan``, which outlives this process until its line is cut."""
    process = QProcess()
    process.setProgram(sys.executable)
    process.setArguments([*([] if getattr(sys, "frozen", False) else ["-m", "pmsdesk"]), "latihan"])
    process.setProcessEnvironment(environment)
    return bool(process.startDetached())


class TrainingStarter(QObject):
    """`start` opens the practice console of the signed-in person, or brings the open one to the front.

    The second process is told a name to be called by and a line to report on; of this seat's folder, accounts, keyring
    and register it is told nothing.
    """

    def __init__(self, desk: Desk, parent: QObject | None = None, start_process: Launch = launch) -> None:
        super().__init__(parent)
        self._desk, self._launch = desk, start_process
        self._keeper: RecordKeeper | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)

    @property
    def running(self) -> bool:
        """Whether a practice console is open, or about to be."""
        return self._keeper is not None

    def start(self) -> None:
        """Open the practice console; `Desk.failed` carries `TrainingNotStarted` where that cannot be done."""
        if self._keeper is not None:
            self._keeper.call_forward()
            return
        keeper: RecordKeeper = importlib.import_module("pmsdesk.app.training.line").RecordKeeper(self)
        self._keeper = keeper
        keeper.connected.connect(self._welcome)
        keeper.handed_in.connect(self._keep)
        keeper.left.connect(self._forget)
        if not (keeper.listening and self._launch(practice_environment(keeper.name, self._desk.staff.name))):
            self._give_up()
            return
        self._patience.start()

    def end(self) -> None:
        """End the practice console with the console it belongs to."""
        self._patience.stop()
        if self._keeper is not None:
            self._keeper.close()
            self._forget()

    def _welcome(self) -> None:
        self._patience.stop()
        staff = self._desk.staff
        self._desk.ask(lambda read: _best(read, staff.id), lambda best: self._greet(staff.name, best), self)

    def _greet(self, name: str, best: dict[str, tuple[int, bool]]) -> None:
        if self._keeper is not None:
            self._keeper.welcome(name, best)

    def _keep(self, number: int, attainment: Attainment) -> None:
        self._desk.do(
            lambda work: training.keep(work, attainment),
            owner=self,
            then=lambda _events: self._answer(number, kept=True),
            catch=lambda error: self._refuse(number, error),
        )

    def _refuse(self, number: int, error: Exception) -> None:
        self._answer(number, kept=False)
        self._desk.failed.emit(error)

    def _answer(self, number: int, *, kept: bool) -> None:
        if self._keeper is not None:
            self._keeper.answer(number, kept=kept)

    def _give_up(self) -> None:
        self._forget()
        self._desk.failed.emit(TrainingNotStarted())

    def _forget(self) -> None:
        if self._keeper is not None:
            self._keeper.deleteLater()
            self._keeper = None


def practice_environment(line: str, name: str) -> QProcessEnvironment:
    """This process's environment without anything of pmsdesk's (folder, register, credentials), and with the line."""
    environment = QProcessEnvironment.systemEnvironment()
    for key in environment.keys():  # noqa: SIM118 (a Qt object, not a dict)
        if key.upper().startswith("PMSDESK") or key == "CREDENTIALS_DIRECTORY":
            environment.remove(key)
    environment.insert(LINE, line)
    environment.insert(NAME, name)
    return environment


def _best(read: Read, staff_id: str) -> dict[str, tuple[int, bool]]:
    best: dict[str, tuple[int, bool]] = {}
    for row in read.training(staff_id):
        one = row.attainment
        best[one.exercise_id] = max(best.get(one.exercise_id, (0, False)), (one.points, one.passed), key=_rank)
    return best


def _rank(reached: tuple[int, bool]) -> tuple[bool, int]:
    points, passed = reached
    return passed, points
