"""Cyclic garbage is collected on the GUI thread only: a widget that dies on another thread ends the program."""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
MIDDLE_EVERY, OLD_EVERY = 10, 120
"""Every how many times the middle and the old generation are looked through, too."""


class Garbage(QObject):
    """Takes the collector's work from whatever thread happens to allocate to the thread this object lives on.

    From its making Python collects nothing by itself; from `begin` on it is done here, a generation at a time, so that
    the program never stands still for longer than it would have.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._times = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def begin(self) -> None:
        """Collect from now on; a start makes much and drops nothing."""
        self._timer.start()

    def collect(self) -> None:
        """Look through the young generation, now and then through the older ones."""
        self._times += 1
        gc.collect(2 if self._times % OLD_EVERY == 0 else 1 if self._times % MIDDLE_EVERY == 0 else 0)
