"""What the painters of our lists have in common: the ground of a row, two lines of its text."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle

from pmsdesk.ui.theme import tokens


def paint_ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
    """The ground of a row as it is chosen, under the pointer or with the keyboard, and the line below it."""
    colours = tokens()
    selected = bool(state & QStyle.StateFlag.State_Selected)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    ground = colours.primary_soft if selected else colours.background if hovered else colours.surface
    painter.fillRect(box, QColor(ground))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(colours.line))
    if selected:
        painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(colours.primary))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QColor(colours.primary))
        painter.drawRect(box.adjusted(0.5, 0.5, -1.5, -1.5))


def paint_two_lines(painter: QPainter, at: QPointF, width: float, text: str) -> None:
    """*text* (of one line) from *at* on two lines, the second shortened, in the pen's colour."""
    metrics = QFontMetricsF(painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, painter.font())
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    if first.isValid():
        first.setLineWidth(width)
    layout.endLayout()
    units = text.encode("utf-16-le", "surrogatepass")
    cut = first.textLength() * 2 if first.isValid() else 0
    top = at.y()
    for part in (units[:cut], units[cut:]):
        shown = part.decode("utf-16-le", "surrogatepass").strip()
        elided = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(at.x(), top, width, metrics.height()), elided)
        top += metrics.height()
