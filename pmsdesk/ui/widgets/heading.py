"""The head of a page of cards: its title, a sentence about it, and at most one button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pmsdesk.ui.theme import set_kind


class Heading(QFrame):
    """`button` is hidden until `show_words` gives it words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "bar")
        self._title, self._hint = QLabel(self), QLabel(self)
        self._hint.setWordWrap(True)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self._title, "title")
        set_kind(self._hint, "mute")
        self.button = QPushButton(self)
        set_kind(self.button, "primary")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 10, 16, 10)
        row.addLayout(words, 1)
        row.addWidget(self.button)

    def show_words(self, title: str, hint: str, button: str = "") -> None:
        """Say what the page is for; an empty *button* hides it."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.button.setText(button)
        self.button.setVisible(bool(button))
