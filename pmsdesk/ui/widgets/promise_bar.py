"""A thin bar that shows how much of a promise is used up."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pmsdesk.ui.theme import Tone, tokens

HEIGHT = 6


class PromiseBar(QWidget):
    """The share used, as a bar; the words beside it say the same, so it takes no focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._tone = 0.0, Tone.GOOD
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, tone: Tone, words: str) -> None:
        """Show *share* (0 to 1; more is shown as full) in *tone*; *words* are for a screen reader."""
        self._share, self._tone = min(max(share, 0.0), 1.0), tone
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(0, (self.height() - HEIGHT) / 2, self.width(), HEIGHT)
        painter.setBrush(QColor(tokens().line))
        painter.drawRoundedRect(whole, HEIGHT / 2, HEIGHT / 2)
        painter.setBrush(tokens().strong(self._tone))
        whole.setWidth(max(whole.width() * self._share, HEIGHT if self._share else 0))
        painter.drawRoundedRect(whole, HEIGHT / 2, HEIGHT / 2)
        painter.end()
