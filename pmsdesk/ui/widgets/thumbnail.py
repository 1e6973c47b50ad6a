"""A small picture with a word under it, which can be pressed."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from pmsdesk.ui.icons import icon
from pmsdesk.ui.theme import tokens

PICTURE = QSize(104, 78)
RADIUS = 8.0


class Thumbnail(QAbstractButton):
    """Shows the icon *empty* until `show_picture` gives a picture, which fills the frame, cut but never distorted."""

    def __init__(self, text: str, parent: QWidget | None = None, empty: str = "mdi6.image-broken-variant") -> None:
        super().__init__(parent)
        self._picture = QImage()
        self._empty = empty
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_picture(self, picture: QImage) -> None:
        """Show *picture*, of any size."""
        self._picture = picture
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether a picture is shown."""
        return not self._picture.isNull()

    def sizeHint(self) -> QSize:
        return QSize(PICTURE.width(), PICTURE.height() + self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours, painter = tokens(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(0.5, 0.5, PICTURE.width() - 1, PICTURE.height() - 1)
        path = QPainterPath()
        path.addRoundedRect(frame, RADIUS, RADIUS)
        painter.fillPath(path, QColor(colours.background))
        painter.save()
        painter.setClipPath(path)
        if self._picture.isNull():
            icon(self._empty).paint(painter, frame.toRect().adjusted(30, 20, -30, -20))
        else:
            painter.drawImage(frame, self._picture, middle(self._picture, frame))
        painter.restore()
        painter.setPen(QColor(colours.primary if self.hasFocus() or self.underMouse() else colours.line))
        painter.drawPath(path)
        painter.setPen(QColor(colours.ink))
        below = QRectF(0, PICTURE.height() + 2, self.width(), self.height() - PICTURE.height() - 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.text())
        painter.end()


def middle(picture: QImage, frame: QRectF) -> QRectF:
    """The largest middle part of *picture* with the proportions of *frame*."""
    scale = min(picture.width() / frame.width(), picture.height() / frame.height())
    width, height = frame.width() * scale, frame.height() * scale
    return QRectF((picture.width() - width) / 2, (picture.height() - height) / 2, width, height)
