"""A page of cards: it reads when it comes to the front, and again on what it is about while it is there."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pmsdesk.domain.events import Event
from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.page import Page
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.card_sheet import CardSheet


class CardPage(Page):
    """One page shows `sheet`. It is made by `retranslate`, which each page calls when it has what it needs.

    `about` are the events on which it reads anew, by asking `shown`.
    """

    bottom = True
    about: tuple[type[Event], ...] = ()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "page")
        self._desk = desk
        self.sheet = CardSheet(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet)
        desk.happened.connect(self._heard)

    def retranslate(self) -> None:
        """Say everything in the language of the screen."""
        raise NotImplementedError

    def load_failed(self, error: Exception) -> None:
        """Say *error* in place of the cards, and offer to read again."""
        self.sheet.show_error(words.error_text(error), self.shown, self.tr("Cuba lagi"))

    def refuse(self, error: Exception) -> None:
        """Say above the cards why something was not done, and show how things are."""
        self.sheet.strip.say(Tone.BAD, words.error_text(error), getattr(error, "platform_words", ""))
        self.shown()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _heard(self, events: tuple[Event, ...]) -> None:
        if self.isVisible() and any(isinstance(event, self.about) for event in events):
            self.shown()
