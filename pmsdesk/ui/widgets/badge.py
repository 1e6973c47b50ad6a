"""A badge: a word on a soft coloured ground, painted in delegates or shown as a label."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pmsdesk.ui.theme import Tone, tokens

PADDING = 7.0
RADIUS = 5.0
SIZES_KEPT = 2000

_sizes: dict[tuple[str, str], tuple[float, float]] = {}


def badge_font(font: QFont) -> QFont:
    """*font* a little smaller and heavier."""
    small = QFont(font)
    small.setPointSizeF(max(font.pointSizeF() * 0.86, 7.0))
    small.setWeight(QFont.Weight.DemiBold)
    return small


def badge_size(font: QFont, text: str) -> tuple[float, float]:
    """Width and height of a badge with *text* in `badge_font(font)`."""
    key = (font.key(), text)
    size = _sizes.get(key)
    if size is None:
        metrics = QFontMetricsF(badge_font(font))
        size = metrics.horizontalAdvance(text) + 2 * PADDING, metrics.height() + 2.0
        if len(_sizes) == SIZES_KEPT:
            _sizes.clear()
        _sizes[key] = size
    return size


def paint_badge(painter: QPainter, x: float, y: float, text: str, tone: Tone, *, room: float = 1e6) -> float:
    """Paint a badge with its left top at *x*, *y*, elided to *room*; returns its width, 0 when there is no room."""
    font = painter.font()
    width, height = badge_size(font, text)
    if width > room:
        if room < 4 * PADDING:
            return 0.0
        metrics = QFontMetricsF(badge_font(font))
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - 2 * PADDING)
        width = room
    box = QRectF(x, y, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens().soft(tone))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setPen(tokens().strong(tone))
    painter.setFont(badge_font(font))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return width


class Badge(QWidget):
    """A badge as a widget."""

    def __init__(self, text: str = "", tone: Tone = Tone.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = text, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def show_word(self, text: str, tone: Tone) -> None:
        """Change word and tone; an empty word hides the badge."""
        self._text, self._tone = text, tone
        self.setVisible(bool(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width, height = badge_size(self.font(), self._text)
        return QSize(round(width + 0.5), round(height + 0.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_badge(painter, 0, 0, self._text, self._tone, room=self.width())
        painter.end()
