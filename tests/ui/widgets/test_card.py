"""Cards below each other: every line of text has the height that it needs."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.ui.widgets.card import WIDEST, Card, CardColumn

LONG = "Bacaan terakhir gagal kerana platform meminta kita menunggu. " * 2


@pytest.mark.parametrize("width", [700, 980, 1800])
def test_no_line_is_cut_however_wide_the_column_and_however_many_the_cards(qtbot: QtBot, width: int) -> None:
    column = CardColumn("Akaun")
    qtbot.addWidget(column)
    card = Card("Kementerian Kerja Raya", [LONG, LONG])
    offered = QWidget()
    offered.setFixedWidth(400)
    card.offer(offered)
    column.show_groups([("KKR", [card, *(Card("JKR", ["X"]) for _ in range(20))])])
    column.resize(width, 400)
    with qtbot.waitExposed(column):
        column.show()
    lines = [label for label in card.findChildren(QLabel) if label.text() == LONG]
    assert len(lines) == 2
    assert all(line.height() >= line.heightForWidth(line.width()) for line in lines)
    assert card.width() <= WIDEST


def test_what_is_offered_in_a_second_row_stands_below_the_first(qtbot: QtBot) -> None:
    card = Card("Kementerian Kerja Raya")
    qtbot.addWidget(card)
    first = card.offer_button("Jeda bacaan", "akaun", lambda: None)
    card.begin_row()
    second = card.offer_button("Uji", "akaun", lambda: None)
    with qtbot.waitExposed(card):
        card.show()
    assert second.y() > first.y() + first.height()
    assert abs(second.geometry().right() - first.geometry().right()) <= 1


def test_the_keyboard_stays_where_it_was_when_the_cards_are_made_anew(qtbot: QtBot) -> None:
    column = CardColumn("Akaun")
    qtbot.addWidget(column)

    def show(*words: str) -> list[QPushButton]:
        cards = [Card(str(number)) for number in range(len(words))]
        buttons = [
            card.offer_button(said, card.accessibleName(), list) for card, said in zip(cards, words, strict=True)
        ]
        column.show_groups([("KKR", cards)])
        return buttons

    with qtbot.waitExposed(column):
        column.show()
    show("Uji", "Uji")[1].setFocus()
    again = show("Uji", "Uji")
    assert column.focusWidget() is again[1]
    show("Uji", "Sambung")
    assert column.window().focusWidget() is column
