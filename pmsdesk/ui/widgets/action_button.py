"""A button that does what a QAction does, says its keys, and can be pressed whenever the action can."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from pmsdesk.ui.theme import set_kind


class ActionButton(QPushButton):
    """Shows *text* (the action's own when None) and the first shortcut of *action*; *kind* is a manner of the sheet."""

    def __init__(
        self, action: QAction, text: Callable[[], str] | None = None, kind: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._action, self._text = action, text
        if kind:
            set_kind(self, kind)
        self.clicked.connect(lambda _checked=False: action.trigger())
        action.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the words again and follow the action."""
        words = self._text() if self._text is not None else self._action.text()
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(f"{words}   {keys.replace('Return', 'Enter')}" if keys else words)
        self.setAccessibleName(words.replace("&&", "&"))
        self.setToolTip(self._action.text())
        self.setEnabled(self._action.isEnabled())
