"""The ten seconds in which a reply can be taken back, counted down in words; Ctrl+Z or the button does it."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from pmsdesk.domain.publication import UNDO_WINDOW
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.strip import Strip

TICK_MS = 250


class UndoBar(Strip):
    """Stays while a person goes on to the next conversation. `undo_wanted` carries ids of reply and conversation.

    Ctrl+Z works in the whole of *parent*, except while a text field there has typing of its own to undo.
    """

    undo_wanted = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reply_id = self._conversation_id = self._to = ""
        self._until: datetime | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._count)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), parent or self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._undo)

    def begin(self, reply_id: str, conversation_id: str, to: str) -> None:
        """Offer to take back the reply just submitted to *to*; a reply offered before goes its way."""
        self._reply_id, self._conversation_id, self._to = reply_id, conversation_id, to
        self._until = self._desk.clock() + UNDO_WINDOW
        self.say(Tone.GOOD, self._left_words(), choices=((self.tr("Batal hantar   Ctrl+Z"), "", self._undo),))
        self._tick.start()

    def end(self) -> None:
        """Nothing can be taken back any more."""
        self._tick.stop()
        self._reply_id = ""
        self.dismiss()

    @property
    def reply_id(self) -> str:
        """The reply that can be taken back, "" for none."""
        return self._reply_id

    def _left_words(self) -> str:
        left = (self._until - self._desk.clock()).total_seconds() if self._until else 0
        said = self.tr("Balasan kepada {to} akan dihantar dalam {seconds} saat.")
        return said.format(to=self._to, seconds=max(0, round(left)))

    def _count(self) -> None:
        if self._until is None or self._desk.clock() >= self._until:
            self.end()
        else:
            self.reword(self._left_words())

    def _undo(self) -> None:
        if self._reply_id:
            reply_id, conversation_id = self._reply_id, self._conversation_id
            self.end()
            self.undo_wanted.emit(reply_id, conversation_id)
