"""A process that runs the real program and uses it: signs in, scrolls the whole list, opens, searches, leaves.

Arguments: user name, password, id of a conversation; without a password it leaves when it could sign in. Each stage is
told on standard output as one line: its name, the monotonic time at which it stood and the processor time spent until
then, both in seconds; "pause" lies after "opened" by the longest time the screen stood still until then. When all is
open it waits for a line on standard input, so that it can be looked at.
"""

import importlib
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from pmsdesk.__main__ import main, start_quickly

start_quickly()

from PySide6.QtCore import QObject, QPoint, Qt, QTimer  # noqa: E402 (as the program does it)
from PySide6.QtWidgets import QApplication  # noqa: E402

from pmsdesk.app import console  # noqa: E402
from pmsdesk.app.paths import Paths  # noqa: E402
from pmsdesk.ui.dialogs.sign_in import SignIn  # noqa: E402

FRAMES = 400
WORDS = "lubang besar"
USERNAME, PASSWORD, CONVERSATION_ID = [*sys.argv[1:], "", ""][:3]


def tell(stage: str, at: float | None = None) -> None:
    sys.stdout.write(f"{stage} {time.perf_counter() if at is None else at} {time.process_time()}\n")
    sys.stdout.flush()


class UsedRun(console.Run):
    """The program's own run, with somebody at it."""

    def ask_who(self) -> SignIn:
        dialog = super().ask_who()
        dialog.painted.connect(self.type_name, Qt.ConnectionType.QueuedConnection)
        return dialog

    def type_name(self) -> None:
        """The window is usable when what is typed is painted."""
        assert self.sign_in is not None
        self.sign_in.name.insert(USERNAME)
        self.sign_in.repaint()
        tell("usable")
        self.user = User(self)


class User(QObject):
    """Does the next thing as soon as what the last one led to stands."""

    def __init__(self, run: UsedRun) -> None:
        super().__init__(run)
        self.run, self.longest_pause_s, self.looked_at = run, 0.0, time.perf_counter()
        self.deeds = self.deeds_of_a_morning()
        self.stands = next(self.deeds)
        self.timer = QTimer(self, interval=1)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        try:
            self.longest_pause_s = max(self.longest_pause_s, time.perf_counter() - self.looked_at)
            if self.stands():
                self.stands = next(self.deeds)
            self.looked_at = time.perf_counter()
        except StopIteration:
            self.timer.stop()
            QApplication.quit()
        except BaseException:  # noqa: BLE001 (whatever it is, the benchmark must end)
            traceback.print_exc()
            os._exit(1)

    def deeds_of_a_morning(self) -> Iterator[Callable[[], bool]]:
        run, sign_in = self.run, self.run.sign_in
        assert sign_in is not None
        yield lambda: run.seat is not None and run.tasks.pending == 0
        opened = time.perf_counter()
        tell("opened", opened)
        tell("pause", opened + self.longest_pause_s)
        if not PASSWORD:
            return

        from pmsdesk.ui.shell.top_bar import TopBar
        from pmsdesk.ui.widgets.palette import Palette

        sign_in.password.setText(PASSWORD)
        sign_in.accepted.connect(lambda: tell("accepted"), Qt.ConnectionType.DirectConnection)
        sign_in.submit()
        yield lambda: run.console is not None
        assert run.console is not None
        window, inbox = run.console.window, run.console.page("inbox")
        rows = inbox.listing.rows
        yield lambda: rows.painted_key(QPoint(5, 5)) is not None
        tell("listed")
        yield lambda: inbox.listing.model.complete and run.tasks.pending == 0
        tell("complete")

        bar = rows.verticalScrollBar()
        for frame in range(FRAMES + 1):
            bar.setValue(bar.maximum() * frame // FRAMES)
            rows.viewport().repaint()
        inbox.open(CONVERSATION_ID)
        yield lambda: inbox.view is not None
        window.repaint()
        box, palette = window.findChild(TopBar).box, window.findChild(Palette)
        run.console.actions.trigger("app.search")
        box.setText(WORDS)
        box.textEdited.emit(WORDS)
        yield lambda: any(offer.key.startswith("hit:") for offer in palette.offers)
        window.repaint()
        tell("worked")
        yield lambda: bool(sys.stdin.readline())


def open_plain_seat(seat_paths: Paths, _passphrase: str = "", **_options: Any) -> Any:
    """The benchmarks' stores are plain, and this machine may have no keyring."""
    vault = importlib.import_module("pmsdesk.app.vault").MemoryVault()
    return importlib.import_module("pmsdesk.app.bootstrap").open_seat(seat_paths, vault, key=None)


console.open_real_seat = open_plain_seat
console.Run = UsedRun  # type: ignore[misc]
sys.argv = ["pmsdesk"]
main()
