"""The conflict inbox: both values side by side, a person decides, and what was refused can be copied."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.domain.staff import Staff
from pmsdesk.services.reading import ComplaintFilter, SyncStatus
from pmsdesk.ui.desk import Standing
from pmsdesk.ui.language import Language
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.sharing.conflict_card import ConflictCard
from pmsdesk.ui.shell.status_line import StatusLine
from pmsdesk.ui.widgets.card import Card
from pmsdesk.ui.widgets.state_page import StatePage
from tests.console import Console
from tests.screen import AISYAH, FARID, NOW
from tests.ui.sharing.shared_screen import SharedScreen


@pytest.fixture
def console(
    open_shared: Callable[[Staff], Console], shared_screen: SharedScreen, settle: Callable[[], None]
) -> Console:
    shared_screen.fill_conflicts()
    opened = open_shared(AISYAH)
    opened.desk.stand(Standing(SyncStatus(joined=True, online_since=NOW, conflicts=3, news=1), NOW))
    opened.window.go("conflicts")
    settle()
    return opened


def cards(console: Console) -> list[ConflictCard]:
    return [card for card in console.conflicts.findChildren(ConflictCard) if card.isVisible()]


def press(qtbot: QtBot, card: ConflictCard | Card, words: str) -> None:
    button = next(b for b in card.findChildren(QPushButton) if b.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def summary(shared_screen: SharedScreen) -> str:
    read = shared_screen.screen.store.read()
    (case,) = read.complaint_ids(ComplaintFilter(), NOW)
    return read.complaint(case).complaint.summary


def test_both_values_stand_side_by_side_with_who_and_when(console: Console) -> None:
    names = [card.accessibleName() for card in cards(console)]
    about = next(name for name in names if "Ringkasan" in name)
    assert "09:49 · oleh anda" in about
    assert "ASALNYA: Lubang besar di FT5" in about
    assert "PILIHAN ANDA: Lubang besar di FT5, motosikal pengadu jatuh" in about
    assert "TERCATAT SEKARANG: Lubang di FT5 km 42 berhampiran simpang Sabak Bernam" in about
    assert any("JKR Selangor, LLM" in name for name in names)
    assert any("oleh \u2068Hakim bin Osman\u2069" in name for name in names)
    rail = console.window._rail.button("app.go.conflicts")
    assert rail.count == 4
    assert "3 percanggahan · 1 pemberitahuan" in console.window.findChild(StatusLine).sentences  # type: ignore[union-attr]


def test_mine_is_kept_as_a_new_operation(
    console: Console, shared_screen: SharedScreen, settle: Callable[[], None], qtbot: QtBot
) -> None:
    card = next(card for card in cards(console) if "Ringkasan" in card.accessibleName())
    press(qtbot, card, "Kekalkan milik saya")
    settle()
    assert len(cards(console)) == 2
    assert summary(shared_screen) == "Lubang besar di FT5, motosikal pengadu jatuh"
    kinds = [each.operation for each in shared_screen.screen.store.read().waiting()]
    assert "conflict.resolved" in kinds


def test_a_text_made_of_both_is_edited_in_place_and_kept(
    console: Console, shared_screen: SharedScreen, settle: Callable[[], None], qtbot: QtBot
) -> None:
    card = next(card for card in cards(console) if "Ringkasan" in card.accessibleName())
    press(qtbot, card, "Gabung …")
    edit = card.findChild(QPlainTextEdit)
    assert edit.toPlainText().splitlines() == [
        "Lubang di FT5 km 42 berhampiran simpang Sabak Bernam",
        "Lubang besar di FT5, motosikal pengadu jatuh",
    ]
    edit.setPlainText("Lubang besar di FT5 km 42; motosikal pengadu jatuh")
    console.conflicts.shown()
    settle()
    assert card in cards(console)
    press(qtbot, card, "Simpan gabungan")
    settle()
    assert summary(shared_screen) == "Lubang besar di FT5 km 42; motosikal pengadu jatuh"


def test_what_was_refused_says_why_can_be_copied_and_marked_as_read(
    console: Console, settle: Callable[[], None], qtbot: QtBot
) -> None:
    notice = next(card for card in console.conflicts.findChildren(Card) if card.isVisible())
    assert "Peranan anda pada daftar bersama tidak membenarkan tindakan ini." in notice.accessibleName()
    press(qtbot, notice, "Salin")
    assert QGuiApplication.clipboard().text() == "Maklumkan CIDB hari ini."
    press(qtbot, notice, "Tandai dibaca")
    settle()
    (seen,) = (card for card in console.conflicts.findChildren(Card) if card.isVisible())
    assert "Tandai dibaca" not in [button.text() for button in seen.findChildren(QPushButton)]


def test_a_copy_that_was_healed_is_told_with_what_was_loaded_anew(
    open_shared: Callable[[Staff], Console], shared_screen: SharedScreen, settle: Callable[[], None]
) -> None:
    replica = shared_screen.screen.store.replica
    rows = [("account", row_id, row | {"name": "Nama lain"}) for row_id, row in replica.rows("account").items()][:2]
    replica.heal_kind("account", rows, replica.position(), NOW)
    opened = open_shared(AISYAH)
    opened.window.go("conflicts")
    settle()
    (notice,) = (card for card in opened.conflicts.findChildren(Card) if card.isVisible())
    assert "Salinan dibetulkan" in notice.accessibleName()
    assert "dimuatkan semula (akaun rasmi 2)" in notice.accessibleName()
    assert "Kerja anda tidak hilang." in notice.accessibleName()


def test_an_administrator_sees_but_does_not_decide(
    open_shared: Callable[[Staff], Console], shared_screen: SharedScreen, settle: Callable[[], None]
) -> None:
    shared_screen.fill_conflicts()
    console = open_shared(FARID)
    console.window.go("conflicts")
    settle()
    words = {button.text() for card in cards(console) for button in card.findChildren(QPushButton)}
    assert words == {"Buka"}


def test_without_conflicts_the_page_says_what_would_be_here(
    open_shared: Callable[[Staff], Console], settle: Callable[[], None]
) -> None:
    console = open_shared(AISYAH)
    console.window.go("conflicts")
    settle()
    state = console.conflicts.findChild(StatePage)
    assert isinstance(state, StatePage)
    assert state.words == "Tiada percanggahan"


def test_the_pages_can_be_used_by_keyboard_and_read_aloud(console: Console, settle: Callable[[], None]) -> None:
    from tests.ui.test_accessibility import focusable, nameless

    for page in (console.conflicts, console.outage):
        console.window.go(page.key)
        settle()
        assert list(focusable(page))
        assert nameless(page) == []


def test_the_page_speaks_english_and_keeps_a_text_that_is_being_merged(
    console: Console, preferences: Preferences, settle: Callable[[], None], qtbot: QtBot
) -> None:
    card = next(card for card in cards(console) if "Ringkasan" in card.accessibleName())
    press(qtbot, card, "Gabung …")
    preferences.choose_language(Language.ENGLISH)
    settle()
    assert card in cards(console)
    assert console.conflicts.title() == "Conflicts"
    press(qtbot, card, "Simpan gabungan")
    settle()
    words = {button.text() for each in cards(console) for button in each.findChildren(QPushButton)}
    assert {"Keep mine", "Keep theirs", "Merge …", "Open"} <= words
