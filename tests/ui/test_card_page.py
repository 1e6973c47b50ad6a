"""A page of cards: what it reads when, what it says when it cannot, and in which language."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.domain.errors import StoreLocked
from pmsdesk.domain.events import AccountPolled, StaffChanged
from pmsdesk.services.reading import Read
from pmsdesk.ui.card_page import CardPage
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.language import Language
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.widgets.card import Card
from tests.screen import NOW


class Roster(CardPage):
    """The names of the people, or an empty room."""

    about = (StaffChanged,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.asked, self.absent = 0, False
        self.fault: Exception | None = None
        self.retranslate()
        self.sheet.show_loading("Memuatkan kakitangan …")

    def title(self) -> str:
        return "Kakitangan"

    def retranslate(self) -> None:
        self.sheet.show_words(self.title(), "Siapa yang bertugas.")

    def shown(self) -> None:
        self.asked += 1
        self._desk.ask(self._names, self._show, self, self.load_failed)

    def _names(self, read: Read) -> list[str]:
        if self.fault is not None:
            raise self.fault
        return [] if self.absent else [person.name for person in read.staff()]

    def _show(self, names: list[str]) -> None:
        if names:
            self.sheet.show_cards([("", [Card(name) for name in names])])
        else:
            self.sheet.show_empty("Tiada sesiapa", "Tambah seorang.")


@pytest.fixture
def roster(desk: Desk, qtbot: QtBot) -> Roster:
    made = Roster(desk)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def cards(roster: Roster) -> list[str]:
    return [card.accessibleName() for card in roster.findChildren(Card) if card.isVisible()]


def button(roster: Roster, words: str) -> QPushButton:
    return next(each for each in roster.findChildren(QPushButton) if each.text() == words)


def test_it_says_that_it_loads_and_then_shows_its_cards(roster: Roster, settle: Callable[[], None]) -> None:
    assert roster.sheet.state.words == "Memuatkan kakitangan …"
    assert roster.sheet.state.isVisible()
    roster.shown()
    settle()
    assert "Rosnah Kassim" in cards(roster)
    assert not roster.sheet.state.isVisible()


def test_without_cards_it_says_so_until_there_are_some(roster: Roster, settle: Callable[[], None]) -> None:
    roster.absent = True
    roster.shown()
    settle()
    assert (roster.sheet.state.words, cards(roster)) == ("Tiada sesiapa", [])
    roster.absent = False
    roster.shown()
    settle()
    assert "Nur Aisyah" in cards(roster)


def test_it_reads_anew_on_what_it_is_about_while_it_is_in_front(roster: Roster, settle: Callable[[], None]) -> None:
    desk = roster._desk
    desk.happened.emit((AccountPolled("x-moworks", NOW),))
    assert roster.asked == 0
    desk.happened.emit((AccountPolled("x-moworks", NOW), StaffChanged("s-hakim")))
    assert roster.asked == 1
    settle()
    roster.hide()
    desk.happened.emit((StaffChanged("s-hakim"),))
    assert roster.asked == 1


def test_what_cannot_be_read_is_said_in_place_of_the_cards_and_can_be_tried_again(
    roster: Roster, settle: Callable[[], None]
) -> None:
    roster.shown()
    settle()
    roster.fault = StoreLocked()
    roster.shown()
    settle()
    assert "program lain" in roster.sheet.state.words
    assert cards(roster) == []
    roster.fault = None
    button(roster, "Cuba lagi").click()
    settle()
    assert "Nur Aisyah" in cards(roster)


def test_every_page_offers_it_in_the_language_of_the_screen(
    roster: Roster, preferences: Preferences, settle: Callable[[], None]
) -> None:
    preferences.choose_language(Language.ENGLISH)
    roster.fault = StoreLocked()
    roster.shown()
    settle()
    assert button(roster, "Try again").isVisible()


def test_a_refusal_stands_above_the_cards(roster: Roster, settle: Callable[[], None]) -> None:
    roster.refuse(StoreLocked())
    settle()
    assert "program lain" in roster.sheet.strip.words
    assert "Nur Aisyah" in cards(roster)
