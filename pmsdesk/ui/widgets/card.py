"""A card: a title with badges, lines below it, things to do at its right; and a column of cards that scrolls."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.elided_label import ElidedLabel

WIDEST = 980
EDGE = 16


class Card(QFrame):
    """One thing of a list, with what can be done about it."""

    def __init__(self, title: str, lines: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "card")
        name = ElidedLabel(title, self)
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        set_kind(name, "strong")
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(name)
        self._head.addStretch(1)
        self._words = QVBoxLayout()
        self._words.setSpacing(3)
        self._words.addLayout(self._head)
        self._words.addStretch(1)
        for line in lines:
            self.add_line(line)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(self._words, 1)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(14, 10, 12, 10)
        self._whole.setSpacing(4)
        self._whole.addLayout(row)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(8)
        self._offers.addStretch(1)
        self._offers.addStretch(1)
        row.addLayout(self._offers)
        self.begin_row()
        self.setAccessibleName(". ".join((title, *lines)))

    def add_line(self, text: str = "") -> QLabel:
        """A line below the others, to be changed by whoever asked for it."""
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        set_kind(label, "mute")
        self._words.insertWidget(self._words.count() - 1, label)
        return label

    def add_below(self, widget: QWidget) -> None:
        """Put *widget* below all, as wide as the card."""
        self._whole.addWidget(widget)

    def lead(self, widget: QWidget) -> None:
        """Put *widget* before the title."""
        self._head.insertWidget(0, widget)

    def mark(self, widget: QWidget) -> None:
        """Put *widget* (a badge) after the title."""
        self._head.insertWidget(self._head.count() - 1, widget)

    def begin_row(self) -> None:
        """Put what is offered from now on below what was offered before."""
        self._offer_row = QHBoxLayout()
        self._offer_row.setSpacing(8)
        self._offer_row.addStretch(1)
        self._offers.insertLayout(self._offers.count() - 1, self._offer_row)

    def offer(self, widget: QWidget) -> None:
        """Put *widget* at the right."""
        self._offer_row.addWidget(widget)

    def offer_button(self, words: str, about: str, do: Callable[[], None], kind: str = "") -> QPushButton:
        """A button at the right that does *do*; *about* is the thing it acts on, for a screen reader."""
        button = QPushButton(words, self)
        if kind:
            set_kind(button, kind)
        button.setAccessibleName(f"{words}: {about}")
        button.clicked.connect(lambda _checked=False: do())
        self.offer(button)
        return button


class CardColumn(QScrollArea):
    """Cards below each other, in groups with headings."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """*name* is what a screen reader calls the column."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self)
        inside.setProperty("kind", "scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(8)
        self.setWidget(inside)

    def show_groups(self, groups: Sequence[tuple[str, Sequence[QWidget]]]) -> None:
        """Replace everything by *groups* of (heading, cards). The place scrolled to stays, and the keyboard with it.

        The keyboard goes to what is called as before, else it stays with the column.
        """
        place, held = self.verticalScrollBar().value(), self.focusWidget()
        called = held.accessibleName() if held is not None else ""
        if held is not None:
            self.setFocus()
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for title, cards in groups:
            if title:
                heading = QLabel(title)
                set_kind(heading, "heading")
                heading.setContentsMargins(2, 10, 0, 0)
                self._column.addWidget(heading)
            for card in cards:
                self._column.addWidget(card)
        self._column.addStretch(1)
        again = (each for _, cards in groups for card in cards for each in card.findChildren(QPushButton))
        if called and (button := next((each for each in again if each.accessibleName() == called), None)) is not None:
            button.setFocus()
        self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """No card becomes wider than `WIDEST`; by a margin, for a layout reckons no height by a maximum width."""
        super().resizeEvent(event)
        spare = self.viewport().width() - EDGE - WIDEST
        self._column.setContentsMargins(EDGE, 12, max(spare, EDGE), EDGE)
