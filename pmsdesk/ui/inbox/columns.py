"""The three columns of the inbox, and what stands in the middle one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.state_page import StatePage
from pmsdesk.ui.widgets.strip import Strip

SHARES = ((1200, (372, 300)), (1000, (340, 262)), (0, (340, 0)))
"""From which width on the list and the context have which; below 1000 the context is folded away."""


class Columns(QSplitter):
    """The list, the conversation and its context. The widths follow the window's until a person moves a handle."""

    def __init__(self, listing: QWidget, middle: QWidget, context: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        for pane, least in ((listing, 280), (middle, 320), (context, 200)):
            self.addWidget(pane)
            pane.setMinimumWidth(least)
        self.setStretchFactor(1, 1)
        self.setHandleWidth(1)
        self._chosen = False
        self.splitterMoved.connect(self._choose)

    def _choose(self, _position: int, _handle: int) -> None:
        self._chosen = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        if not self._chosen:
            left, right = next(widths for least, widths in SHARES if self.width() >= least)
            self.setSizes([left, self.width() - left - right, right])


class Middle(QWidget):
    """A strip, and below it the conversation with what is written at its foot, or `state` in its place."""

    def __init__(self, strip: Strip, talk: QWidget, foot: tuple[QWidget, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "page")
        self.state = StatePage(self)
        self._conversation = QWidget(self)
        whole = _column(self._conversation)
        whole.addWidget(talk, 1)
        written = QVBoxLayout()
        written.setContentsMargins(16, 4, 16, 12)
        written.setSpacing(6)
        for widget in foot:
            written.addWidget(widget)
        whole.addLayout(written)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._conversation)
        self._stack.addWidget(self.state)
        column = _column(self)
        column.addWidget(strip)
        column.addWidget(self._stack, 1)

    def show_conversation(self) -> None:
        """Show the conversation."""
        self._stack.setCurrentWidget(self._conversation)

    def show_state(self) -> None:
        """Show what `state` says."""
        self._stack.setCurrentWidget(self.state)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
