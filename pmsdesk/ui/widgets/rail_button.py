"""One entry of the left rail: icon, words and a count in a pill."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pmsdesk.ui.icons import icon
from pmsdesk.ui.theme import tokens

MARGIN = 10
PICTURE = 18


class RailButton(QAbstractButton):
    """A checkable entry; `show_count` puts a number at its right, which a screen reader hears after the words."""

    def __init__(self, picture: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count: int | None = None
        self.setCheckable(True)
        self.setIcon(icon(picture))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_words(self, words: str, keys: str = "") -> None:
        """The words of the entry; *keys* is its shortcut for the tool tip."""
        self.setText(words)
        self.setToolTip(f"{words} ({keys})" if keys else words)
        self.show_count(self._count)

    def show_count(self, count: int | None) -> None:
        """Show *count*; None or 0 shows nothing."""
        self._count = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.update()

    @property
    def count(self) -> int | None:
        """The number that is shown."""
        return self._count

    def sizeHint(self) -> QSize:
        return QSize(180, self.fontMetrics().height() + 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.primary_soft if self.isChecked() else colours.background))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setPen(QColor(colours.primary))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(box, 8, 8)
        state = QIcon.State.On if self.isChecked() else QIcon.State.Off
        top = (self.height() - PICTURE) // 2
        self.icon().paint(
            painter, MARGIN, top, PICTURE, PICTURE, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal, state
        )
        right = self._paint_count(painter, box.right() - 8)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colours.primary if self.isChecked() else colours.ink))
        left = MARGIN + PICTURE + 9
        room = QRectF(left, 0, right - left - 6, self.height())
        words = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()

    def _paint_count(self, painter: QPainter, right: float) -> float:
        """Paint the pill ending at *right*; returns where the words must end."""
        if not self._count:
            return right
        colours = tokens()
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.86)
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        words = f"{self._count:n}" if self._count < 100_000 else f"{self._count // 1000} k"
        width, height = metrics.horizontalAdvance(words) + 14, metrics.height() + 3
        pill = QRectF(right - width, (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.primary if self.isChecked() else colours.background))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_primary if self.isChecked() else colours.mute))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        return pill.left()
