"""A row of filter chips of which one is chosen, each with a count; where the row is too short it goes on below."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.flow_row import FlowRow


class Chips(QWidget):
    """One choice out of a few; the arrow keys move it while the row has the focus."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """*name* is what a screen reader calls the row."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._words: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._row = FlowRow(self, spacing=5, one_line=True)

    def set_words(self, words: Sequence[tuple[str, str]]) -> None:
        """The chips in order as (key, word). Those that are there keep their state (for a change of language)."""
        for key, word in words:
            self._words[key] = word
            if key not in self._buttons:
                self._buttons[key] = self._make(key)
            self._paint(key)

    def set_count(self, key: str, count: int | None) -> None:
        """Show *count* after the word of *key*; None takes it away."""
        if count is None:
            self._counts.pop(key, None)
        else:
            self._counts[key] = count
        self._paint(key)

    @property
    def current(self) -> str:
        """The key of the chosen chip, "" for none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose *key* without telling `chosen`; "" chooses none."""
        self._group.setExclusive(bool(key))
        for name, button in self._buttons.items():
            button.setChecked(name == key)
        self._group.setExclusive(True)

    def _make(self, key: str) -> QPushButton:
        button = QPushButton(self)
        button.setCheckable(True)
        set_kind(button, "chip")
        button.clicked.connect(lambda _checked=False: self.chosen.emit(key))
        self._group.addButton(button)
        self._row.addWidget(button)
        return button

    def _paint(self, key: str) -> None:
        word = self._words[key]
        count = self._counts.get(key)
        self._buttons[key].setText(word if count is None else f"{word} {count:n}")
        self._buttons[key].setAccessibleName(word if count is None else f"{word}, {count}")
