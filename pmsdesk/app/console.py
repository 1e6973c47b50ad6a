"""Runs the console: sign-in is on the screen before the store is open, and everything ends cleanly."""

import gc
import importlib
import sys
from collections.abc import Callable
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from pmsdesk.app import appearance, crash, paths
from pmsdesk.app.instance import Instance
from pmsdesk.app.paths import Paths
from pmsdesk.domain.errors import KnownError, PassphraseNeeded, StoreError
from pmsdesk.domain.register_errors import RegisterRefused
from pmsdesk.domain.staff import Staff
from pmsdesk.ui import theme
from pmsdesk.ui.dialogs.sign_in import FirstStart, SignIn
from pmsdesk.ui.error_words import error_text
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.tasks import WRITE, Tasks

if TYPE_CHECKING:
    from pmsdesk.app.bootstrap import Console, Seat
    from pmsdesk.app.entrance import Entry
    from pmsdesk.ui.training.frame import TrainingFrame


CRASH = "crash"


@cache
def make_application() -> QApplication:
    """The Qt application, named so that desktops find its window and icon.

    It is kept to the end of the process: let go with a function's other locals, it went before widgets that were still
    there, and the process died on its way out.
    """
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    application.setProperty(theme.FUSION, True)
    application.setApplicationName("pmsdesk")
    application.setApplicationDisplayName("PMS Desk")
    application.setDesktopFileName("pmsdesk")
    return application


class Run(QObject):
    """One run of the program on one folder: sign-in, console, sign-in again, until somebody leaves.

    What is dear to import (SQLAlchemy, the networks, the pages) is imported on the write lane while the person types,
    and not before the sign-in is painted: the two would take turns. `opened` tells that the seat is open.
    """

    opened = Signal()

    def __init__(self, application: QApplication, seat_paths: Paths, open_seat: Callable[[str], "Seat"]) -> None:
        """*open_seat* is called on the write lane with "", and with a passphrase if it raises `PassphraseNeeded`."""
        super().__init__()
        self._application = application
        self._open_seat = open_seat
        self.preferences = Preferences(
            application,
            seat_paths.theme_cache,
            appearance.load(seat_paths.appearance),
            lambda choices: appearance.save(seat_paths.appearance, choices),
        )
        self.tasks = Tasks(self)
        self.seat: Seat | None = None
        self._entry: Entry | None = None
        self.console: Console | None = None
        self.sign_in: SignIn | None = None

    def begin(self) -> None:
        """Ask who is there, and open the seat meanwhile."""
        self.ask_who().painted.connect(self._open_behind, Qt.ConnectionType.QueuedConnection)

    def ask_who(self) -> SignIn:
        """Show the sign-in; leaving it ends the program."""
        self.sign_in = SignIn(self.tasks, self._check)
        self.sign_in.accepted.connect(self._enter)
        self.sign_in.rejected.connect(self._application.quit)
        self.sign_in.show()
        return self.sign_in

    def come_forward(self) -> None:
        """Bring what is open to the front."""
        window = self.console.window if self.console else self.sign_in
        if window is not None:
            window.show()
            window.raise_()
            window.activateWindow()

    def end(self) -> None:
        """Close all; waits for calls in flight, which have time-outs."""
        if self.console is not None:
            self.console.close()
        self.tasks.close()
        if self.console is not None:
            self.console.hang_up()
        if self.seat is not None:
            self.seat.close()

    # ---- on the write lane ----

    def _open(self, passphrase: str = "") -> bool:
        self.seat = seat = self._open_seat(passphrase)
        return seat.has_people()

    def _check(self, username: str, password: str) -> Staff:
        if self.seat is None:
            raise KnownError()
        self._entry = entry = self.seat.sign_in(username, password)
        return entry.staff

    def _create(self, username: str, name: str, password: str) -> None:
        if self.seat is None:
            raise KnownError()
        self.seat.make_first_administrator(username, name, password)

    # ---- on the screen ----

    def _open_behind(self) -> None:
        self.tasks.run(WRITE, self._open, owner=self, then=self._opened, catch=self._cannot_open)

    def _opened(self, has_people: bool) -> None:
        self.tasks.garbage.begin()
        self.opened.emit()
        if not has_people and self.sign_in is not None:
            first = FirstStart(self.tasks, self._create, self.sign_in)
            first.rejected.connect(self._application.quit)
            first.accepted.connect(lambda: self._made(first.username))
            first.open()

    def _made(self, username: str) -> None:
        if self.sign_in is not None:
            self.sign_in.name.setText(username)
            self.sign_in.password.setFocus()

    def _cannot_open(self, error: Exception) -> None:
        if isinstance(error, PassphraseNeeded):
            self._ask_passphrase(first=error.first)
            return
        if isinstance(error, KnownError):
            tell_why(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
        self._application.exit(1)

    def _ask_passphrase(self, *, first: bool) -> None:
        dialogs = importlib.import_module("pmsdesk.ui.dialogs.passphrase")
        ask = dialogs.AskPassphrase(self.tasks, self._open, first=first, parent=self.sign_in)
        ask.rejected.connect(self._application.quit)
        ask.opened.connect(self._opened)
        ask.open()

    def _enter(self) -> None:
        if self.sign_in is None or self._entry is None or self.seat is None:
            return
        bootstrap = importlib.import_module("pmsdesk.app.bootstrap")
        self.console = bootstrap.Console(self.seat, self.tasks, self._entry, self.preferences)
        self._entry = None
        self.console.signed_out.connect(self._leave)
        self.console.dismissed.connect(self._turn_out)
        self.console.start()
        self.sign_in.deleteLater()
        self.sign_in = None

    def _turn_out(self) -> None:
        """The register lets this person in no more: say so where he would sign in."""
        name = self.console.desk.staff.username if self.console is not None else ""
        self._leave()
        if self.sign_in is not None:
            self.sign_in.name.setText(name)
            self.sign_in.complain(error_text(RegisterRefused(user=name)), self.sign_in.name)

    def _leave(self) -> None:
        self.ask_who()
        if self.console is not None:
            self.console.close()
            self.console = None


def open_real_seat(
    seat_paths: Paths, passphrase: str = "", *, verbose: bool, practice_port: int | None = None
) -> "Seat":
    """The seat of this computer, with its key and tokens in the keyring; from here on all is logged.

    With a *practice_port* it speaks with the practice networks served there, and goes on doing so.
    Raises what `app.file_key.of_seat`, `bootstrap.open_seat` and `practice.move_to` do.
    """
    importlib.import_module("pmsdesk.app.log").install(seat_paths.log, verbose)
    vault = importlib.import_module("pmsdesk.app.vault").of_this_computer()
    key = importlib.import_module("pmsdesk.app.file_key").of_seat(seat_paths, vault, passphrase)
    open_seat: Callable[[], Seat] = partial(
        importlib.import_module("pmsdesk.app.bootstrap").open_seat, seat_paths, vault, key=key
    )
    seat = open_seat()
    if practice_port is None:
        return seat
    practice = importlib.import_module("pmsdesk.app.practice")
    with closing(seat):
        practice.move_to(seat, practice.Roots(practice_port))
    return open_seat()


def tell_why(error: KnownError) -> None:
    """Say what keeps the program from starting."""
    importlib.import_module("pmsdesk.ui.dialogs.cannot_start").tell(error)


def crash_dialog(report: str, parent: QWidget | None, *, died: bool = False) -> QDialog:
    """The dialog that tells of a bug, or that the last run *died*."""
    dialog: QDialog = importlib.import_module("pmsdesk.ui.dialogs.crash").Crash(report, died=died, parent=parent)
    return dialog


def show_bug(report: str) -> None:
    """Tell of a bug; the program goes on. While one is being told, the next ones are only logged."""
    shown = QApplication.activeModalWidget()
    if shown is None or shown.objectName() != CRASH:
        dialog = crash_dialog(report, QApplication.activeWindow())
        dialog.setObjectName(CRASH)
        dialog.exec()


def frame_practice(seat: "Seat | None") -> "TrainingFrame | None":
    """Let every window say that nothing done here reaches anybody, where the networks are practice ones."""
    application = QApplication.instance()
    if seat is None or not seat.settings.is_practice or application is None:
        return None
    frame: TrainingFrame = importlib.import_module("pmsdesk.ui.training.frame").TrainingFrame(application)
    frame.setParent(application)
    return frame


def run(home: Path | None = None, *, verbose: bool = False, practice_port: int | None = None) -> int:
    """Run the console on the seat at *home*; returns the exit status. For *practice_port* see `open_real_seat`."""
    application = make_application()
    try:
        seat_paths = paths.seat(home)
        instance = Instance(seat_paths.lock)
        if not instance.acquire():
            return 0
    except OSError as error:
        tell_why(StoreError(str(error)))
        return 1
    died = crash.last_words(seat_paths.crash)
    watch = crash.Watch(seat_paths.crash, show_bug)
    one_run = Run(
        application,
        seat_paths,
        lambda word: open_real_seat(seat_paths, word, verbose=verbose, practice_port=practice_port),
    )
    one_run.opened.connect(gc.freeze)
    one_run.opened.connect(lambda: frame_practice(one_run.seat))
    one_run.opened.connect(lambda: instance.listen(one_run.come_forward))
    one_run.begin()
    if died:
        QTimer.singleShot(0, lambda: crash_dialog(died, one_run.sign_in, died=True).open())
    status = application.exec()
    one_run.end()
    watch.close()
    instance.release()
    return status
