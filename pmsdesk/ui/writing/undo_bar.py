"""The ten seconds in which what was submitted can be taken back, counted down; Ctrl+Z or the button does it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from pmsdesk.domain.publication import UNDO_WINDOW
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.strip import Strip

TICK_MS = 250


class UndoBar(Strip):
    """Stays while a person goes on to the next thing.

    Ctrl+Z works in the whole of *parent*, except while a text field there has typing of its own to undo.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._said: Callable[[int], str] = str
        self._take_back: Callable[[], None] | None = None
        self._until: datetime | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._count)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), parent or self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._undo)

    def begin(self, said: Callable[[int], str], take_back: Callable[[], None]) -> None:
        """Offer to *take_back* what was just submitted; *said* tells of it with the seconds that are left.

        What was offered before goes its way.
        """
        self._said, self._take_back = said, take_back
        self._until = self._desk.clock() + UNDO_WINDOW
        self.say(Tone.GOOD, self._left_words(), choices=((self.tr("Batal hantar   Ctrl+Z"), "", self._undo),))
        self._tick.start()

    def end(self) -> None:
        """Nothing can be taken back any more."""
        self._tick.stop()
        self._take_back = None
        self.dismiss()

    def _left_words(self) -> str:
        left = (self._until - self._desk.clock()).total_seconds() if self._until else 0
        return self._said(max(0, round(left)))

    def _count(self) -> None:
        if self._until is None or self._desk.clock() >= self._until:
            self.end()
        else:
            self.reword(self._left_words())

    def _undo(self) -> None:
        take_back = self._take_back
        if take_back is not None:
            self.end()
            take_back()
