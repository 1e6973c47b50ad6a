"""The window: rail with counts, palette, status line, outage, errors, language and look while it runs."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.domain.errors import TextRefused
from pmsdesk.domain.events import AccountPolled, LexiconChanged
from pmsdesk.domain.staff import Staff
from pmsdesk.services.reading import InboxTab
from pmsdesk.ui.language import Language
from pmsdesk.ui.preferences import Choices, Preferences
from pmsdesk.ui.shell.finder import Finder
from pmsdesk.ui.shell.rail import Rail
from pmsdesk.ui.shell.status_line import StatusLine
from pmsdesk.ui.shell.top_bar import TopBar
from pmsdesk.ui.shell.views import VIEWS
from pmsdesk.ui.theme import Look, tokens
from pmsdesk.ui.widgets.strip import Strip
from tests.console import Console
from tests.screen import AISYAH, FAIZAL, ROSNAH, TOLD, Screen

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def rail(console: Console) -> Rail:
    return console.window.findChild(Rail)  # type: ignore[return-value]


def status(console: Console) -> StatusLine:
    return console.window.findChild(StatusLine)  # type: ignore[return-value]


def top(console: Console) -> TopBar:
    return console.window.findChild(TopBar)  # type: ignore[return-value]


def finder(console: Console) -> Finder:
    return console.window.findChild(Finder)  # type: ignore[return-value]


def strip(console: Console) -> Strip:
    """The window's own strip; pages have theirs."""
    return next(s for s in console.window.findChildren(Strip) if not any(p.isAncestorOf(s) for p in console.pages))


def outage(console: Console) -> str:
    mark = next(b for b in top(console).findChildren(QPushButton) if b.property("kind") == "outage")
    return mark.accessibleName() if mark.isVisible() else ""


def test_the_rail_names_the_pages_and_counts_what_waits(console: Console) -> None:
    names = [rail(console).button(f"app.go.{page.key}").text() for page in console.pages]
    assert names == ["Peti masuk", "Kelulusan", "Daftar aduan", "Siaran", "Peti keluar", "Akaun rasmi", "Tetapan"]
    assert rail(console).button("app.go.inbox").accessibleName() == f"Peti masuk, {len(TOLD)}"
    counts = {view.key: rail(console).button(f"app.view.{view.key}").count for view in VIEWS}
    assert counts == {"late": 1, "toll": 1, "mine": 0, "outside": 1}


def test_counts_follow_what_happens(console: Console, screen: Screen, qtbot: QtBot) -> None:
    newcomer = replace(FAIZAL, remote_id="1901", author=replace(FAIZAL.author, remote_id="5599"), hours_ago=1)
    console.desk.happened.emit(screen.arrive(newcomer))
    qtbot.waitUntil(lambda: rail(console).button("app.go.inbox").count == len(TOLD) + 1)


def test_a_page_comes_to_the_front_by_its_key_and_is_marked(console: Console, qtbot: QtBot) -> None:
    qtbot.keyClick(console.window, Qt.Key.Key_3, ALT)
    assert console.window.page is console.complaints
    assert rail(console).button("app.go.complaints").isChecked()
    assert not rail(console).button("app.go.inbox").isChecked()


def test_a_saved_view_shows_the_inbox_through_its_filter_until_the_inbox_itself_is_asked_for(
    console: Console, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    console.window.go("settings")
    qtbot.mouseClick(rail(console).button("app.view.toll"), Qt.MouseButton.LeftButton)
    settle()
    assert console.window.page is console.inbox
    assert rail(console).button("app.view.toll").isChecked()
    assert console.inbox.findChild(QLabel) is not None
    qtbot.mouseClick(rail(console).button("app.go.inbox"), Qt.MouseButton.LeftButton)
    assert not rail(console).button("app.view.toll").isChecked()
    assert rail(console).button("app.go.inbox").isChecked()


@pytest.mark.parametrize(("key", "wanted"), [("late", InboxTab.OPEN), ("mine", InboxTab.MINE)])
def test_a_view_is_made_for_the_person_who_looks(key: str, wanted: InboxTab) -> None:
    view = next(view for view in VIEWS if view.key == key)
    assert (view.wanted(AISYAH.id).tab, view.wanted(AISYAH.id).staff_id) == (wanted, AISYAH.id)


def test_the_palette_finds_a_command_by_a_few_letters_and_does_it(console: Console, qtbot: QtBot) -> None:
    qtbot.keyClick(console.window, Qt.Key.Key_K, CTRL)
    box = top(console).box
    assert box.hasFocus()
    qtbot.keyClicks(box, "akaun ras")
    assert finder(console).palette.offers[0].words == "Pergi ke Akaun rasmi"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert console.window.page is console.accounts
    assert (box.text(), finder(console).palette.isVisible()) == ("", False)


def test_the_palette_finds_a_citizen_in_the_store_and_opens_the_conversation(
    console: Console, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    console.window.go("settings")
    qtbot.keyClick(console.window, Qt.Key.Key_F, CTRL | SHIFT)
    box = top(console).box
    qtbot.keyClicks(box, "sabak bernam")
    qtbot.waitUntil(lambda: any("Faizal" in offer.words for offer in finder(console).palette.offers))
    assert all(offer.key.startswith("hit:") for offer in finder(console).palette.offers)
    opened: list[tuple[str, str]] = []
    finder(console).found.connect(lambda what, thing: opened.append((what, thing)))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    settle()
    assert opened == [("message", FAIZAL.conversation_id)]
    assert console.window.page is console.inbox


def test_escape_leaves_the_palette_and_gives_the_focus_back(console: Console, qtbot: QtBot) -> None:
    before = console.window.focusWidget()
    assert before is not None
    qtbot.keyClick(console.window, Qt.Key.Key_K, CTRL)
    assert finder(console).palette.isVisible()
    qtbot.keyClick(top(console).box, Qt.Key.Key_Escape)
    assert not finder(console).palette.isVisible()
    assert console.window.focusWidget() is before


def test_the_arrows_go_round_in_the_palette(console: Console, qtbot: QtBot) -> None:
    qtbot.keyClick(console.window, Qt.Key.Key_K, CTRL)
    box = top(console).box
    qtbot.keyClicks(box, "pergi ke")
    last = finder(console).palette.offers[-1].words
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert last == f"Pergi ke {console.window.page.title()}"


def test_every_command_can_be_found_and_is_on_the_sheet_if_it_has_keys(console: Console, qtbot: QtBot) -> None:
    qtbot.keyClick(console.window, Qt.Key.Key_K, CTRL)
    offered = {offer.key.removeprefix("do:") for offer in finder(console).palette.offers}
    assert offered == {action.objectName() for action in console.actions.usable()} - {"app.palette"}
    qtbot.keyClick(top(console).box, Qt.Key.Key_Escape)
    qtbot.keyClick(console.window, Qt.Key.Key_F1)
    sheet = console.window.findChild(QDialog)
    assert sheet is not None
    shown = {words for words, _keys in sheet.lines}  # type: ignore[attr-defined]
    assert shown == {action.text() for _name, action in console.actions if action.shortcuts()}
    sheet.close()


def test_an_outage_is_a_calm_mark_with_its_beginning(console: Console, screen: Screen, qtbot: QtBot) -> None:
    assert outage(console) == ""
    console.desk.online.emit(False)
    assert outage(console) == "Luar talian sejak 10:14"
    screen.clock.forward(minutes=20)
    console.desk.online.emit(False)
    assert outage(console) == "Luar talian sejak 10:14"
    assert QApplication.activeModalWidget() is None
    console.desk.online.emit(True)
    assert outage(console) == ""


def test_the_mark_says_how_many_replies_wait(console: Console, screen: Screen) -> None:
    console.desk.online.emit(False)
    top(console).show_outage(screen.clock(), 3)
    assert outage(console) == "Luar talian sejak 10:14 – 3 balasan menunggu"


def test_the_status_line_tells_the_age_of_what_one_sees(
    console: Console, screen: Screen, settle: Callable[[], None]
) -> None:
    assert status(console).sentences[:2] == ("Segerak 0 s lalu", "X 10:14 · FB 10:14"), "no word of what does not wait"
    screen.clock.forward(seconds=4)
    status(console).refresh(screen.clock(), Language.MALAY)
    assert status(console).sentences[0] == "Segerak 4 s lalu"
    screen.clock.forward(minutes=7)
    status(console).refresh(screen.clock(), Language.MALAY)
    assert status(console).sentences[0] == "Segerak 7 min lalu"
    screen.arrive(replace(FAIZAL, remote_id="1902", hours_ago=0.1))
    console.desk.happened.emit((AccountPolled("x-moworks", screen.clock()),))
    settle()
    assert status(console).sentences[0] == "Segerak 0 s lalu"
    assert status(console).sentences[1] == "X 10:21 · FB 10:14"


def test_the_status_line_says_what_waits_to_be_sent_only_while_something_does(console: Console, screen: Screen) -> None:
    status(console).show_waiting(2, 1)
    status(console).refresh(screen.clock(), Language.MALAY)
    assert "2 balasan menunggu dihantar, 1 tidak pasti" in status(console).sentences
    status(console).show_waiting(0, 0)
    status(console).refresh(screen.clock(), Language.MALAY)
    assert not [said for said in status(console).sentences if "menunggu" in said]


def test_a_new_lexicon_is_named_at_once(console: Console, screen: Screen) -> None:
    console.desk.happened.emit((LexiconChanged("2026.12.1-abcdef01"),))
    status(console).refresh(screen.clock(), Language.MALAY)
    assert status(console).sentences[2] == "Leksikon 2026.12.1-abcdef01"


def test_an_error_says_what_happened_and_folds_the_platforms_words(console: Console, qtbot: QtBot) -> None:
    console.desk.failed.emit(TextRefused("Your Tweet text is too long. (186)", channel="X"))
    shown = strip(console)
    assert shown.words.startswith("X menolak balasan ini")
    assert QApplication.activeModalWidget() is None
    labels = [label for label in shown.findChildren(QLabel) if "186" in label.text()]
    assert [label.isVisible() for label in labels] == [False]
    buttons = {button.text(): button for button in shown.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Kata-kata platform"], Qt.MouseButton.LeftButton)
    assert [label.isVisible() for label in labels] == [True]
    qtbot.mouseClick(buttons["Salin"], Qt.MouseButton.LeftButton)
    assert "too long. (186)" in QApplication.clipboard().text()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.words == ""


def test_look_and_language_change_while_the_window_stands(
    console: Console, preferences: Preferences, kept: list[Choices], qtbot: QtBot
) -> None:
    qtbot.keyClick(console.window, Qt.Key.Key_L, CTRL | SHIFT)
    assert tokens().look is Look.DARK
    qtbot.keyClick(console.window, Qt.Key.Key_L, CTRL | SHIFT)
    assert tokens().look is Look.LIGHT
    console.actions.trigger("app.language")
    assert preferences.choices.language is Language.ENGLISH
    qtbot.waitUntil(lambda: "EN" in status(console).sentences[-1])
    assert [(c.look, c.language) for c in kept] == [
        (Look.DARK, Language.MALAY),
        (Look.LIGHT, Language.MALAY),
        (Look.LIGHT, Language.ENGLISH),
    ]


def test_leaving_the_seat_is_asked_of_the_program(console: Console, qtbot: QtBot) -> None:
    with qtbot.waitSignal(console.window.signed_out):
        console.actions.trigger("app.sign_out")


def test_the_menu_of_the_person_names_person_and_role(open_console: Callable[[Staff], Console]) -> None:
    console = open_console(ROSNAH)
    assert "Rosnah Kassim · Penyelia" in [button.text() for button in top(console).findChildren(QPushButton)]


def test_a_page_can_ask_for_another_page(console: Console, settle: Callable[[], None]) -> None:
    console.window.go("outbox")
    console.outbox.jump.emit("inbox", FAIZAL.conversation_id)
    settle()
    assert console.window.page is console.inbox


def test_the_window_is_named_after_its_page(console: Console) -> None:
    assert console.window.windowTitle() == "Peti masuk"
    console.window.go("approvals")
    assert console.window.windowTitle() == "Kelulusan"


@pytest.mark.parametrize(
    ("room", "fills"), [((1920, 1040), False), ((1440, 900), True), ((1366, 728), True), ((1600, 860), True)]
)
def test_the_window_fills_a_screen_that_is_smaller_than_designed(
    console: Console, monkeypatch: pytest.MonkeyPatch, room: tuple[int, int], fills: bool
) -> None:
    class Screen:
        def availableSize(self) -> QSize:
            return QSize(*room)

    monkeypatch.setattr(console.window, "screen", Screen)
    console.window.hide()
    console.window.appear()
    assert console.window.isVisible()
    assert console.window.isMaximized() is fills
