"""The frame of Mod Latihan: striped edges and a mark on every window of the practice console, and in its title."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QMainWindow, QWidget

from pmsdesk.ui.theme import set_kind

MARK = "LATIHAN"
MARKED = f"{MARK} – "
"""What a title begins with."""
AMBER, BLACK = QColor("#f5b400"), QColor("#17212b")
EDGE = 6
STRIPE = 22.0
TAG_WIDTH, TAG_HEIGHT = 96, 18
FRAMED = (Qt.WindowType.Window, Qt.WindowType.Dialog)


class TrainingFrame(QObject):
    """From now on every window and dialog of *application* wears the frame, also those that come later.

    A window is seen when it gets the keyboard, which none opens without; a filter over all events of the application
    would also meet widgets that are half made or half gone.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._application = application
        application.focusWindowChanged.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Put the frame around every window that is open."""
        for window in self._application.topLevelWidgets():
            if window.isVisible() and window.windowType() in FRAMED and edge_of(window) is None:
                Edge(window)

    def end(self) -> None:
        """Dress no window any more, and take the frame from those that are open."""
        self._application.focusWindowChanged.disconnect(self.dress)
        for window in self._application.topLevelWidgets():
            if (edge := edge_of(window)) is not None:
                edge.take_off()


class Edge(QWidget):
    """The striped edges of one window, with the mark at the top where no banner says it; the mouse goes through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("training-edge")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(MARK)
        window.installEventFilter(self)
        self._mark_title()
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowTitleChange:
            self._mark_title()
        elif event.type() in (QEvent.Type.Show, QEvent.Type.Resize):
            self.fit()
        return super().eventFilter(watched, event)

    def take_off(self) -> None:
        """Leave the window as it was."""
        self._window.removeEventFilter(self)
        self._window.setWindowTitle(self._window.windowTitle().removeprefix(MARKED))
        self.hide()
        self.deleteLater()

    def fit(self) -> None:
        """Lie around the whole window, above everything in it."""
        whole = self._window.rect()
        self.setGeometry(whole)
        inside = whole.adjusted(EDGE, EDGE, -EDGE, -EDGE)
        self.setMask(QRegion(whole).subtracted(QRegion(inside)).united(QRegion(self._tag())))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), stripes())
        tag = self._tag()
        painter.fillRect(tag, AMBER)
        painter.setPen(BLACK)
        painter.setFont(_tag_font(self.font()))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, MARK)
        painter.end()

    def _mark_title(self) -> None:
        if not self._window.windowTitle().startswith(MARKED):
            self._window.setWindowTitle(MARKED + self._window.windowTitle())

    def _tag(self) -> QRect:
        if self._window.findChild(Banner) is not None:
            return QRect()
        beside_the_finder = 7 * self.width() // 10 if isinstance(self._window, QMainWindow) else self.width() // 2
        return QRect(beside_the_finder - TAG_WIDTH // 2, 0, TAG_WIDTH, TAG_HEIGHT)


class Banner(QFrame):
    """The strip across the main window that says what this console is, and what it is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training-banner")
        self._mark, self._words = QLabel(MARK, self), QLabel(self)
        set_kind(self._mark, "big")
        for label in (self._mark, self._words):
            palette = f"color: {BLACK.name()}; background: {AMBER.name()}; padding: 1px 12px; border-radius: 4px;"
            label.setStyleSheet(f"QLabel {{ {palette} }}")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, EDGE + 4, 16, 6)
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addWidget(self._words)
        row.addStretch(1)
        self._retranslate()

    @property
    def words(self) -> str:
        """What it says beside the mark."""
        return self._words.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), stripes())
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._words.setText(
            self.tr("Rangkaian amalan pada komputer ini sahaja. Tiada apa-apa sampai kepada orang awam.")
        )


def edge_of(window: QWidget) -> Edge | None:
    """The frame that *window* wears, None for none."""
    return window.findChild(Edge, options=Qt.FindChildOption.FindDirectChildrenOnly)


def stripes() -> QLinearGradient:
    """Black and amber, slanting, for ever."""
    gradient = QLinearGradient(QPointF(0, 0), QPointF(STRIPE, STRIPE))
    gradient.setSpread(QLinearGradient.Spread.RepeatSpread)
    for at, colour in ((0.0, AMBER), (0.499, AMBER), (0.5, BLACK), (1.0, BLACK)):
        gradient.setColorAt(at, colour)
    return gradient


def _tag_font(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.Black)
    return bold
