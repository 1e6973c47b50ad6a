"""A small panel over the page to choose one of a few things by typing: a colleague, a label, a time, an agency."""

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pmsdesk.ui.theme import set_kind

KEY_ROLE = Qt.ItemDataRole.UserRole
WIDTH, MOST_ROWS = 340, 9

Option = tuple[str, str]
Free = Callable[[str], Option | None]


class Chooser(QFrame):
    """Asks one question at a time; Enter or a click answers, Escape or going elsewhere does not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent
        set_kind(self, "card")
        self._before: QWidget | None = None
        self._options: Sequence[Option] = ()
        self._free: Free | None = None
        self._then: Callable[[str], None] | None = None
        self._title = QLabel(self)
        set_kind(self._title, "heading")
        self.line = QLineEdit(self)
        self.list = QListWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        for widget in (self._title, self.line, self.list):
            column.addWidget(widget)
        self.setFixedWidth(WIDTH)
        self.line.textChanged.connect(self._find)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._take())
        self.hide()

    def ask(
        self,
        title: str,
        options: Sequence[Option],
        then: Callable[[str], None],
        *,
        hint: str = "",
        free: Free | None = None,
    ) -> None:
        """Ask *title* with *options* (key, words); *then* gets the key of the one taken.

        *free* may turn what is typed into an option of its own (a time, a new label); None means that it says nothing.
        """
        self._options, self._then, self._free = options, then, free
        self._title.setText(title)
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(title)
        self.list.setAccessibleName(title)
        self.line.clear()
        self._find("")
        self.move((self._home.width() - WIDTH) // 2, self._home.height() // 5)
        self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self.line.setFocus()

    def offered(self) -> list[str]:
        """The words of the options that are listed now."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down, Enter and Escape work while typing."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if key == Qt.Key.Key_Escape:
                self._close()
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        wanted = typed.casefold().split()
        found = [(key, words) for key, words in self._options if all(word in words.casefold() for word in wanted)]
        own = self._free(typed) if self._free is not None and typed.strip() else None
        if own is not None and own not in found:
            found.insert(0, own)
        self.list.clear()
        for key, words in found:
            item = QListWidgetItem(words, self.list)
            item.setData(KEY_ROLE, key)
        self.list.setCurrentRow(0)
        row = max(self.list.sizeHintForRow(0), self.fontMetrics().height() + 8)
        self.list.setFixedHeight(row * max(1, min(len(found), MOST_ROWS)) + 6)
        self.adjustSize()

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is None or self._then is None:
            return
        key = item.data(KEY_ROLE)
        self._close()
        self._then(key)

    def _close(self) -> None:
        """Go, and give the keyboard back to whoever had it."""
        self.hide()
        if self._before is not None and shiboken6.isValid(self._before):
            self._before.setFocus()
