"""The list: nothing moves under the pointer, a click acts on what was painted, the selection follows its citizen."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.message import Author
from pmsdesk.services import accounting, triaging
from pmsdesk.services.reading import InboxFilter, InboxTab
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.inbox.row_delegate import two_lines
from pmsdesk.ui.models import inbox_model
from tests.screen import AISYAH, CONNECTED, FAIZAL, FARID, KELVIN, SITI, TOLD, Screen, Told

LATE = replace(
    FAIZAL,
    remote_id="1899",
    author=Author("5599", "nurhaliza", "Nurhaliza"),
    text="@MOWorks Jambatan FT1 dekat Tapah retak, bahaya!",
    hours_ago=23.0,
)


def names(page: InboxPage) -> list[str]:
    model = page.listing.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def point(page: InboxPage, told: Told) -> QPoint:
    """The middle of the row of *told*, in the list's viewport."""
    key = page.listing.model.key_of(told.conversation_id)
    assert key is not None
    rows = page.listing.rows
    return rows.visualRect(rows.model().index(page.listing.model.row_of(key), 0)).center()


def hover(page: InboxPage, told: Told, qtbot: QtBot) -> None:
    for step in (QPoint(3, 3), point(page, told)):
        qtbot.mouseMove(page.listing.rows.viewport(), step)
    assert page.listing.rows.pointer_on_row


def leave(page: InboxPage) -> None:
    QApplication.sendEvent(page.listing.rows.viewport(), QEvent(QEvent.Type.Leave))


def deliver(screen: Screen, desk: Desk, *told: Told) -> None:
    desk.happened.emit(screen.arrive(*told))


def test_the_most_pressing_promise_stands_first(page: InboxPage) -> None:
    assert names(page) == ["Faizal Z.", "Siti Lailatul", "Kelvin Tan", "R. Mohan", "Ahmad H.", "Zainab N."]
    assert page.listing.tabs.current == InboxTab.OPEN


def test_a_new_message_stands_at_once_while_nobody_looks_at_a_row(
    page: InboxPage, screen: Screen, desk: Desk, qtbot: QtBot
) -> None:
    deliver(screen, desk, LATE)
    qtbot.waitUntil(lambda: names(page)[0] == "Nurhaliza")
    assert page.listing.pill.isHidden()


def test_while_a_row_is_hovered_a_new_message_waits_behind_the_pill(
    page: InboxPage, screen: Screen, desk: Desk, qtbot: QtBot
) -> None:
    before = names(page)
    hover(page, SITI, qtbot)
    deliver(screen, desk, LATE)
    qtbot.waitUntil(page.listing.pill.isVisible)
    assert names(page) == before
    assert page.listing.pill.text() == "1 baharu"
    qtbot.mouseClick(page.listing.pill, Qt.MouseButton.LeftButton)
    assert names(page) == ["Nurhaliza", *before]
    assert page.listing.pill.isHidden()


def test_what_waits_is_shown_when_the_pointer_goes_and_nothing_is_selected(
    page: InboxPage, screen: Screen, desk: Desk, qtbot: QtBot
) -> None:
    hover(page, SITI, qtbot)
    deliver(screen, desk, LATE)
    qtbot.waitUntil(page.listing.pill.isVisible)
    leave(page)
    assert names(page)[0] == "Nurhaliza"


def test_while_a_row_is_selected_nothing_moves_either(
    talk: InboxPage, screen: Screen, desk: Desk, qtbot: QtBot
) -> None:
    before = names(talk)
    deliver(screen, desk, LATE)
    qtbot.waitUntil(talk.listing.pill.isVisible)
    assert names(talk) == before


def test_a_click_opens_what_was_painted_there_although_the_list_has_changed(
    page: InboxPage, screen: Screen, desk: Desk, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    rows = page.listing.rows
    rows.viewport().repaint()
    where = point(page, SITI)
    rows.viewport().setUpdatesEnabled(False)
    deliver(screen, desk, LATE)
    qtbot.waitUntil(lambda: names(page)[0] == "Nurhaliza")
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    settle()
    assert page.view is not None
    assert page.view.contact.name == "Siti Lailatul"
    assert rows.currentIndex().data() == "Siti Lailatul"
    rows.viewport().setUpdatesEnabled(True)


def test_the_selection_follows_its_citizen_when_the_order_changes(
    talk: InboxPage, screen: Screen, desk: Desk, qtbot: QtBot
) -> None:
    deliver(screen, desk, LATE)
    qtbot.waitUntil(talk.listing.pill.isVisible)
    talk.listing.take_waiting()
    assert talk.listing.rows.currentIndex().row() == 1
    assert talk.listing.rows.currentIndex().data() == "Faizal Z."
    assert talk.view is not None
    assert talk.view.contact.name == "Faizal Z."


def test_what_another_does_repaints_the_row_where_it_stands(
    page: InboxPage, screen: Screen, desk: Desk, qtbot: QtBot
) -> None:
    hover(page, SITI, qtbot)
    before = names(page)
    desk.happened.emit(screen.act(AISYAH, lambda work: triaging.finish(work, KELVIN.conversation_id, "bukan_aduan")))
    row = page.listing.model.index(2, 0)
    assert "Selesai" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.waitUntil(page.listing.pill.isVisible)
    assert names(page) == before
    assert page.listing.pill.text() == "Susun semula"


def test_finishing_by_key_takes_the_row_away_and_goes_on(
    talk: InboxPage, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    talk.listing.rows.setFocus()
    talk.listing.rows.step(3)
    settle()
    assert talk.view is not None
    assert talk.view.contact.name == "R. Mohan"
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "R. Mohan" not in names(talk))
    settle()
    assert talk.listing.rows.currentIndex().data() == "Ahmad H."
    assert talk.view.contact.name == "Ahmad H."


def test_done_and_next_goes_past_what_is_done_already(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    screen.act(AISYAH, lambda work: triaging.finish(work, FAIZAL.conversation_id, "tarik_balik"))
    talk.open(FAIZAL.conversation_id)
    settle()
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert talk.view is not None
    assert talk.view.contact.name == "Siti Lailatul"
    assert screen.store.read().conversation(FAIZAL.conversation_id, "").conversation.state is ConversationState.DONE


def test_a_letter_without_a_command_chooses_nobody_by_name(
    talk: InboxPage, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    talk.listing.rows.setFocus()
    qtbot.keyClicks(talk.listing.rows, "siti")
    settle()
    assert talk.listing.rows.currentIndex().data() == "Faizal Z."


@pytest.mark.parametrize(("keys", "modifier"), [("J", "NoModifier"), ("Down", "AltModifier")])
def test_the_keyboard_walks_the_list(
    page: InboxPage, qtbot: QtBot, settle: Callable[[], None], keys: str, modifier: str
) -> None:
    page.listing.rows.setFocus()
    for expected in ("Faizal Z.", "Siti Lailatul"):
        qtbot.keyClick(page, getattr(Qt.Key, f"Key_{keys}"), getattr(Qt.KeyboardModifier, modifier))
        settle()
        assert page.view is not None
        assert page.view.contact.name == expected


def test_tabs_show_their_own_and_say_when_they_are_empty(page: InboxPage, settle: Callable[[], None]) -> None:
    page.listing.tabs.chosen.emit(InboxTab.WAITING)
    settle()
    assert page.listing.model.rowCount() == 0
    assert page.listing.state.isVisible()
    assert page.listing.state.words == "Tiada yang menunggu"


def test_a_search_narrows_the_list_and_escape_ends_it(
    page: InboxPage, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    page.listing.rows.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.listing.search, "longkang")
    qtbot.waitUntil(lambda: names(page) == ["Ahmad H."])
    qtbot.keyClick(page.listing.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(page)) == len(TOLD))
    assert page.listing.search.isHidden()


def test_a_saved_view_names_what_it_narrows_to_and_can_be_left(page: InboxPage, settle: Callable[[], None]) -> None:
    page.show_view(InboxFilter(staff_id=AISYAH.id, late_within_hours=3))
    settle()
    assert names(page) == ["Faizal Z."]
    assert page.listing.narrowed.text().startswith("Tamat dalam 3 jam")
    page.listing.narrowed.click()
    settle()
    assert len(names(page)) == len(TOLD)


def test_a_saved_view_without_conversations_says_what_keeps_them_out(
    page: InboxPage, settle: Callable[[], None]
) -> None:
    page.show_view(InboxFilter(staff_id=AISYAH.id, late_within_hours=1))
    settle()
    assert page.listing.state.isVisible()
    assert page.listing.state.accessibleName() == "Tiada perbualan dalam tapisan ini Tamat dalam 1 jam"
    (widen,) = page.listing.state.findChildren(QPushButton)
    widen.click()
    settle()
    assert len(names(page)) > 1


def test_the_menu_of_a_row_holds_the_same_commands(talk: InboxPage, settle: Callable[[], None]) -> None:
    menu = talk.row_menu()
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words[:3] == ["Balas (awam)", "Nota dalaman", "Selesai / buka semula"]
    take = next(action for action in menu.actions() if action.text() == "Ambil untuk saya")
    take.trigger()
    settle()
    assert talk.view is not None
    assert talk.view.assignee_name == "Nur Aisyah"


def test_a_screen_reader_hears_who_wrote_what_and_how_long_is_left(page: InboxPage) -> None:
    said = page.listing.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Facebook, Siti Lailatul, Aduan, Lebuh raya → LLM, Segera, 6j 42m. Lampu jalan exit")


def test_typing_a_draft_shows_in_the_row(talk: InboxPage, qtbot: QtBot) -> None:
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_R)
    qtbot.keyClicks(talk.composer.edit, "Terima kasih")
    talk.drafts.flush()
    qtbot.waitUntil(lambda: "Ada draf" in talk.listing.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_J, "Ahmad H."), (Qt.Key.Key_K, "Kelvin Tan")])
def test_after_a_row_has_left_the_next_step_goes_on_where_it_stood(
    talk: InboxPage, qtbot: QtBot, settle: Callable[[], None], key: Qt.Key, name: str
) -> None:
    talk.listing.rows.setFocus()
    talk.listing.rows.step(3)
    settle()
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: "R. Mohan" not in names(talk))
    settle()
    qtbot.keyClick(talk.listing.rows, key)
    assert talk.listing.rows.currentIndex().data() == name


def test_another_list_is_walked_from_its_top(talk: InboxPage, settle: Callable[[], None]) -> None:
    talk.listing.rows.step(3)
    talk.show_view(InboxFilter(staff_id=AISYAH.id))
    talk.listing.rows.follow(None)
    talk.listing.rows.step(1)
    assert talk.listing.rows.currentIndex().data() == "Faizal Z."


def test_the_keyboard_is_in_the_list_from_the_start(page: InboxPage) -> None:
    assert page.listing.rows.hasFocus()


@pytest.mark.parametrize(
    "text",
    [
        "读者投诉:柔佛居銮火车站前的联邦路面严重下陷,商家要求工程部尽快处理。",
        "سلام سجهترا، لمڤو جالن د کوالا کراي تيدق برفوڠسي سجق ميڠݢو لالو",
        "ஜாலான் கூச்சாய் லாமாவில் பெரிய குழி உள்ளது, தயவுசெய்து சரிசெய்யவும்",
    ],
    ids=["Chinese", "Jawi", "Tamil"],
)
def test_two_lines_of_any_script_keep_to_the_lines_of_the_row(page: InboxPage, text: str) -> None:
    """A font that helps out is taller; its lines would run under the badges."""
    font, metrics = page.font(), QFontMetricsF(page.font())
    layout = two_lines(text, font, 180)
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    assert len(lines) == 2
    baselines = [line.y() + line.ascent() for line in lines]
    assert baselines == pytest.approx([metrics.ascent(), metrics.ascent() + metrics.height()])


def test_the_chosen_row_is_marked_again_when_it_comes_after_the_first_page(
    talk: InboxPage, monkeypatch: pytest.MonkeyPatch, settle: Callable[[], None]
) -> None:
    monkeypatch.setattr(inbox_model, "FIRST_PAGE", 2)
    talk.listing.rows.step(4)
    settle()
    talk.show_view(InboxFilter(staff_id=AISYAH.id))
    assert not talk.listing.rows.currentIndex().isValid()
    settle()
    assert talk.listing.rows.currentIndex().data() == "Ahmad H."
    assert talk.view is not None
    assert talk.view.contact.name == "Ahmad H."


def test_an_inbox_that_nothing_can_reach_says_so_and_leads_to_the_accounts(
    page: InboxPage, screen: Screen, settle: Callable[[], None], qtbot: QtBot
) -> None:
    for account_id in CONNECTED:
        screen.act(FARID, lambda work, a=account_id: accounting.disconnect_account(work, a))
    for told in TOLD:
        screen.act(AISYAH, lambda work, c=told.conversation_id: triaging.finish(work, c, "ujian"))
    page.listing.refresh(settle=True)
    settle()
    assert page.listing.state.isVisible()
    assert page.listing.state.words == "Belum ada akaun yang disambungkan"
    with qtbot.waitSignal(page.jump) as jumped:
        page.listing.state.findChild(QPushButton).click()
    assert jumped.args == ["accounts", ""]


def test_an_inbox_in_which_all_is_answered_says_so(page: InboxPage, screen: Screen, settle: Callable[[], None]) -> None:
    for told in TOLD:
        screen.act(AISYAH, lambda work, c=told.conversation_id: triaging.finish(work, c, "ujian"))
    page.listing.refresh(settle=True)
    settle()
    assert page.listing.state.words == "Semua telah dijawab"
