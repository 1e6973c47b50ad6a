"""A word-sized line of how a number went, with a dot at its end."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from pmsdesk.ui.theme import tokens

SIZE = QSize(104, 22)
DOT = 2.5


class Sparkline(QWidget):
    """Shows numbers in equal steps; a None is a gap. With fewer than two numbers there is no line.

    The words beside it say what it means, so it takes no focus; `words` are for a screen reader.
    """

    def __init__(self, numbers: Sequence[int | None], words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = tuple(numbers)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        return SIZE

    def pieces(self) -> list[list[QPointF]]:
        """The points of each part of the line between gaps."""
        known = [number for number in self._numbers if number is not None]
        if len(known) < 2:
            return []
        low, high = min(known), max(known)
        width, height = self.width() - 2 * DOT, self.height() - 2 * DOT
        parts: list[list[QPointF]] = [[]]
        for place, number in enumerate(self._numbers):
            if number is None:
                parts.append([])
                continue
            share = (number - low) / (high - low) if high > low else 0.5
            across = width * place / (len(self._numbers) - 1)
            parts[-1].append(QPointF(DOT + across, DOT + height * (1 - share)))
        return [part for part in parts if part]

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        parts = self.pieces()
        if not parts:
            return
        painter, colour = QPainter(self), QColor(tokens().primary)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        for part in parts:
            painter.drawPolyline(QPolygonF(part))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for lonely in [part[0] for part in parts if len(part) == 1]:
            painter.drawEllipse(lonely, 1, 1)
        painter.drawEllipse(parts[-1][-1], DOT, DOT)
        painter.end()
