"""The layout of a page of cards: a heading, a strip below it, then the cards or what stands in their place."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pmsdesk.ui.widgets.card import CardColumn
from pmsdesk.ui.widgets.heading import Heading
from pmsdesk.ui.widgets.state_page import StatePage
from pmsdesk.ui.widgets.strip import Strip


class CardSheet(QWidget):
    """`heading`, `strip` and below them, one at a time, `state` and the cards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading(self)
        self.strip = Strip(self)
        self.state = StatePage(self)
        self._cards = CardColumn("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.strip)
        column.addWidget(self.state, 1)
        column.addWidget(self._cards, 1)
        self._cards.hide()

    def show_words(self, title: str, hint: str, button: str = "") -> None:
        """Say what the sheet is for; an empty *button* hides it."""
        self.heading.show_words(title, hint, button)
        self._cards.setAccessibleName(title)

    def show_cards(self, groups: Sequence[tuple[str, Sequence[QWidget]]]) -> None:
        """Replace everything by *groups* of (heading, cards)."""
        self.state.hide()
        self._cards.show()
        self._cards.show_groups(groups)

    def show_loading(self, words: str) -> None:
        """The cards are coming."""
        self.state.show_loading(words)
        self._show_state()

    def show_empty(self, words: str, hint: str, picture: str = "mdi6.tray") -> None:
        """There are no cards: *words* say what would be, *hint* what to do."""
        self._cards.show_groups(())
        self.state.show_empty(words, hint, picture)
        self._show_state()

    def show_error(self, words: str, do: Callable[[], None], button: str) -> None:
        """The cards could not be read: *words* for the person, *button* does *do*."""
        self.state.show_error(words, do=do, button=button)
        self._show_state()

    def _show_state(self) -> None:
        self._cards.hide()
        self.state.show()
