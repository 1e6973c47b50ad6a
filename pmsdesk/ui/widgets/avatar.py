"""A round avatar with initials and a small mark for the network, painted in delegates or shown as a widget."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pmsdesk.ui.theme import tokens


def initials(name: str) -> str:
    """At most two capital letters for *name* (``Faizal Z.`` → ``FZ``, ``@kelvin.tan`` → ``KT``), ``?`` for none."""
    words = [word for word in name.replace(".", " ").replace("_", " ").split() if any(c.isalnum() for c in word)]
    letters = [next(c for c in word if c.isalnum()) for word in words]
    chosen = letters[:1] + letters[-1:] if len(letters) > 1 else letters
    return "".join(chosen).upper() or "?"


def paint_avatar(painter: QPainter, box: QRectF, name: str, mark: str) -> None:
    """Paint the avatar of *name* into the square *box*; *mark* (``FB``) overlaps its right bottom, "" for none."""
    colours = tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colours.line))
    painter.setBrush(QColor(colours.background))
    painter.drawEllipse(box)
    font = QFont(painter.font())
    font.setPixelSize(max(round(box.height() * 0.36), 8))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(colours.mute))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials(name))
    if mark:
        _paint_mark(painter, box, mark)
    painter.restore()


class Avatar(QWidget):
    """An avatar as a widget; the name stands beside it, so a screen reader passes it by."""

    def __init__(self, name: str, mark: str, size: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._mark, self._size = name, mark, size
        self.setFixedSize(size + 8, size + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        paint_avatar(painter, QRectF(1, 1, self._size, self._size), self._name, self._mark)
        painter.end()


def _paint_mark(painter: QPainter, box: QRectF, mark: str) -> None:
    colours = tokens()
    font = QFont(painter.font())
    font.setPixelSize(max(round(box.height() * 0.26), 8))
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    height = metrics.height() + 1
    width = max(metrics.horizontalAdvance(mark) + 8, height)
    pill = QRectF(box.right() - width + 5, box.bottom() - height + 4, width, height)
    painter.setPen(QColor(colours.surface))
    painter.setBrush(QColor(colours.ink))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, mark)
