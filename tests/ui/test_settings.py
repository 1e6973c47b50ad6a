"""The settings, the accounts and the outbox, each on a real seat."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QKeySequenceEdit, QLabel, QLineEdit, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.domain.account import Channel, Policy
from pmsdesk.domain.connection import Connection
from pmsdesk.domain.events import PublicationChanged, ReplySubmitted
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.services import accounting, drafting, publishing, staffing
from pmsdesk.ui.actions import keys_text
from pmsdesk.ui.dialogs.browser_sign_in import BrowserSignIn
from pmsdesk.ui.dialogs.decide import AGAIN, Decide
from pmsdesk.ui.dialogs.token import AskToken
from pmsdesk.ui.language import Language
from pmsdesk.ui.preferences import Choices
from pmsdesk.ui.theme import Look
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.strip import Strip
from tests.console import GOOD_TOKEN, Console
from tests.screen import AISYAH, FAIZAL, FARID, ROSNAH, Screen, references

ANSWER = "Terima kasih atas maklumat tuan. Aduan telah dipanjangkan kepada JKR Selangor untuk tindakan."


def press(page: QWidget, name: str, qtbot: QtBot) -> None:
    """Press the button with this accessible name or text."""
    found = [b for b in page.findChildren(QPushButton) if name in (b.accessibleName(), b.text()) and not b.isHidden()]
    assert len(found) == 1, [b.accessibleName() or b.text() for b in page.findChildren(QPushButton)]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def button(page: QWidget, words: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == words)


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if not label.isHidden()]


def badges(page: QWidget) -> list[str]:
    return [badge.accessibleName() for badge in page.findChildren(Badge) if not badge.isHidden()]


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


# ---- appearance, shortcuts ---------------------------------------------------------------------------------------


def test_look_language_and_size_take_effect_at_once_and_are_kept(console: Console, kept: list[Choices]) -> None:
    boxes = {box.accessibleName(): box for box in console.settings.findChildren(QComboBox)}
    choose(boxes["Warna"], Look.CONTRAST)
    choose(boxes["Saiz teks"], 12)
    choose(boxes["Bahasa"], Language.ENGLISH)
    assert kept[-1] == Choices(Look.CONTRAST, Language.ENGLISH, 12)
    assert console.window.font().pointSizeF() == 12


def rebind(console: Console, name: str, keys: str, qtbot: QtBot) -> str:
    """Choose the command, press the keys, set them; what is said about it."""
    console.window.open("settings", "shortcuts")
    table = console.settings.shortcuts.findChild(QTableWidget)
    field = console.settings.shortcuts.findChild(QKeySequenceEdit)
    assert table is not None
    assert field is not None
    rows = [row for row in range(table.rowCount()) if table.item(row, 0).data(Qt.ItemDataRole.UserRole) == name]
    table.setCurrentCell(rows[0], 0)
    field.setKeySequence(QKeySequence(keys))
    press(console.settings.shortcuts, "Tetapkan", qtbot)
    return console.settings.shortcuts.told


def test_a_shortcut_is_rebound_and_kept(console: Console, kept: list[Choices], qtbot: QtBot) -> None:
    assert rebind(console, "app.look", "Ctrl+Shift+G", qtbot) == ""
    assert keys_text(console.actions["app.look"]) == "Ctrl+Shift+G"
    assert kept[-1].shortcuts == {"app.look": "Ctrl+Shift+G"}
    press(console.settings.shortcuts, "Pulihkan semua", qtbot)
    assert kept[-1].shortcuts == {}


def test_a_conflict_is_refused_in_words(console: Console, qtbot: QtBot) -> None:
    told = rebind(console, "app.look", "Ctrl+K", qtbot)
    assert told.startswith("Ctrl+K sudah digunakan untuk “Cari atau laksanakan perintah”")
    assert keys_text(console.actions["app.look"]) == "Ctrl+Shift+L"


# ---- people --------------------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(open_console: Callable[[Staff], Console], settle: Callable[[], None]) -> Console:
    console = open_console(FARID)
    console.window.open("settings", "people")
    settle()
    return console


def test_an_administrator_switches_a_person_off_and_on(
    administrator: Console, screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    press(administrator.settings.people, "Nyahaktifkan: Nur Aisyah", qtbot)
    settle()
    assert not next(p for p in screen.store.read().staff() if p.id == AISYAH.id).active
    assert "Tidak aktif" in badges(administrator.settings.people)
    press(administrator.settings.people, "Aktifkan: Nur Aisyah", qtbot)
    settle()
    assert next(p for p in screen.store.read().staff() if p.id == AISYAH.id).active


def test_an_administrator_unlocks_a_person(
    administrator: Console, screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    for _ in range(staffing.MOST_FAILURES):
        with screen.store.work(SYSTEM) as work, pytest.raises(staffing.SignInFailed):
            staffing.sign_in(work, "aisyah", "salah sama sekali")
    administrator.settings.shown()
    settle()
    assert "Dikunci" in badges(administrator.settings.people)
    press(administrator.settings.people, "Buka kunci: Nur Aisyah", qtbot)
    settle()
    assert "Dikunci" not in badges(administrator.settings.people)


def test_nobody_switches_himself_off_and_an_officer_changes_nobody(
    open_console: Callable[[Staff], Console], settle: Callable[[], None]
) -> None:
    for staff, forbidden in ((FARID, "Nyahaktifkan: Farid Salleh"), (AISYAH, "Nyahaktifkan: Hakim bin Osman")):
        console = open_console(staff)
        console.window.open("settings", "people")
        settle()
        assert "Nur Aisyah" in texts(console.settings.people)
        assert forbidden not in [b.accessibleName() for b in console.settings.people.findChildren(QPushButton)]


# ---- accounts ------------------------------------------------------------------------------------------------------


def test_accounts_stand_by_agency_with_handle_state_and_last_reading(
    console: Console, settle: Callable[[], None]
) -> None:
    console.window.go("accounts")
    settle()
    shown = texts(console.accounts)
    assert references().agencies["kkr"].name in shown
    assert "X · @MOWorks" in shown
    assert shown.count("Bacaan terakhir 10:14 (sebentar tadi) berjaya") == 2
    assert "Belum pernah dibaca" in shown
    assert "Kelulusan bagi semua teks" in shown
    assert badges(console.accounts).count("Bersambung") == 2
    assert not [b for b in console.accounts.findChildren(QPushButton) if b.text().startswith("Sambung")]


def test_an_administrator_connects_an_account_with_a_token(
    open_console: Callable[[Staff], Console], screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    console = open_console(FARID)
    console.window.go("accounts")
    settle()
    dialog = console.accounts.ask_token(screen.account("x-jkrmalaysia"))
    line = dialog.findChild(QLineEdit)
    qtbot.keyClicks(line, GOOD_TOKEN)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle()
    assert screen.account("x-jkrmalaysia").connected
    assert badges(console.accounts).count("Bersambung") == 3


def test_an_administrator_connects_an_account_in_the_browser(
    open_console: Callable[[Staff], Console], screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    console = open_console(FARID)
    console.window.go("accounts")
    settle()
    press(console.accounts, "Sambung …: JKR Malaysia, X", qtbot)
    dialog = console.accounts.findChild(BrowserSignIn)
    assert dialog is not None
    assert dialog.secret is None
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.error == "Isi ID klien yang didaftarkan pada platform."
    qtbot.keyClicks(dialog.client, "klien-x")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert button(dialog, "Menunggu pelayar …").isEnabled() is False
    console.network.came_back("salah")
    assert dialog.error.startswith("Sambungan akaun JKR Malaysia telah tamat")
    press(dialog, "Buka pelayar", qtbot)
    console.network.came_back(GOOD_TOKEN)
    settle()
    assert screen.account("x-jkrmalaysia").connected
    assert console.network.clients == {Channel.X: "klien-x"}


def test_a_sign_in_may_be_given_up_and_what_comes_later_is_not_told(
    open_console: Callable[[Staff], Console], screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    console = open_console(FARID)
    console.network.clients[Channel.X] = "klien-x"
    dialog = console.accounts.ask_sign_in(screen.account("x-jkrmalaysia"))
    assert dialog.client.text() == "klien-x"
    press(dialog, "Buka pelayar", qtbot)
    press(dialog, "Batal", qtbot)
    assert console.network.given_up == ["x-jkrmalaysia"]
    settle()
    console.network.came_back("salah")
    assert not screen.account("x-jkrmalaysia").connected


def test_a_token_may_be_pasted_instead(open_console: Callable[[Staff], Console], screen: Screen, qtbot: QtBot) -> None:
    console = open_console(FARID)
    dialog = console.accounts.ask_sign_in(screen.account("x-jkrmalaysia"))
    press(dialog, "Tampal token sebaliknya …", qtbot)
    assert console.accounts.findChild(AskToken) is not None


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (20, None),
        (14, "Tamat dalam 14 hari"),
        (6.5, "Tamat dalam 7 hari"),
        (1, "Tamat dalam sehari"),
        (0, "Perlu disambung semula"),
    ],
)
def test_a_connection_that_ends_is_told_in_time(
    open_console: Callable[[Staff], Console],
    screen: Screen,
    settle: Callable[[], None],
    days: float,
    said: str | None,
) -> None:
    console = open_console(FARID)
    now = console.desk.clock()
    console.network.holds["x-moworks"] = Connection(now + timedelta(days=days), lacking=("dm.write",))
    console.window.go("accounts")
    settle()
    told = {one for one in badges(console.accounts) if one.startswith(("Tamat", "Perlu"))}
    assert told == ({said} if said else set())
    assert any("Sambungan sah hingga" in text for text in texts(console.accounts))
    assert "Kebenaran yang kurang: dm.write" in texts(console.accounts)


def test_an_officer_is_told_of_the_end_of_the_accounts_he_answers_for(
    open_console: Callable[[Staff], Console], screen: Screen, settle: Callable[[], None]
) -> None:
    for account_id, changes in (("x-moworks", {"deputy_id": AISYAH.id}), ("facebook-kkr", {"owner_id": ROSNAH.id})):
        account = replace(screen.account(account_id), **changes)
        screen.act(FARID, lambda work, account=account: accounting.edit_account(work, account))
    console = open_console(AISYAH)
    for account_id, days in (("x-moworks", 7), ("facebook-kkr", 14)):
        console.network.holds[account_id] = Connection(console.desk.clock() + timedelta(days=days))
    console.window.go("accounts")
    settle()
    assert {one for one in badges(console.accounts) if one.startswith("Tamat")} == {"Tamat dalam 7 hari"}
    assert f"Maklumkan dahulu: {AISYAH.name}" in texts(console.accounts)


def test_a_failed_test_of_a_connection_is_told_on_the_page(
    open_console: Callable[[Staff], Console], qtbot: QtBot, settle: Callable[[], None]
) -> None:
    console = open_console(FARID)
    console.window.go("accounts")
    settle()
    press(console.accounts, "Uji: Kementerian Kerja Raya, X", qtbot)
    strip = console.accounts.findChild(Strip)
    assert strip is not None
    assert strip.words.startswith("Sambungan akaun Kementerian Kerja Raya telah tamat")


def test_disconnecting_is_asked_in_place_first(
    open_console: Callable[[Staff], Console], screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    console = open_console(FARID)
    console.window.go("accounts")
    settle()
    press(console.accounts, "Putuskan: Kementerian Kerja Raya, X", qtbot)
    assert screen.account("x-moworks").connected
    strip = console.accounts.findChild(Strip)
    assert strip is not None
    press(strip, "Putuskan", qtbot)
    settle()
    assert not screen.account("x-moworks").connected


def test_an_administrator_decides_who_must_approve(
    open_console: Callable[[Staff], Console], screen: Screen, settle: Callable[[], None]
) -> None:
    console = open_console(FARID)
    console.window.go("accounts")
    settle()
    box = next(
        b
        for b in console.accounts.findChildren(QComboBox)
        if b.accessibleName() == "Dasar kelulusan: Kementerian Kerja Raya, X"
    )
    choose(box, Policy.ALL)
    settle()
    assert screen.account("x-moworks").policy is Policy.ALL


# ---- outbox --------------------------------------------------------------------------------------------------------


def submit(screen: Screen) -> str:
    """A clear reply to Faizal is on its way; its id."""
    check = references().checker.check
    events = screen.act(
        AISYAH,
        lambda work: drafting.submit(
            work, FAIZAL.conversation_id, FAIZAL.remote_id, ANSWER, lambda text, channel: check(text, channel)
        ),
    )
    return next(event.reply_id for event in events if isinstance(event, ReplySubmitted))


def make_unsure(screen: Screen, reply_id: str) -> None:
    """The program died while the call was under way."""
    screen.clock.forward(seconds=11)
    screen.act(SYSTEM, lambda work: (publishing.claim(work, reply_id, "t1"), ())[1])
    screen.act(SYSTEM, lambda work: (publishing.begin(work, reply_id, "t1", "1700"), ())[1])
    screen.act(SYSTEM, publishing.recover)


def test_an_empty_outbox_says_so(console: Console, settle: Callable[[], None]) -> None:
    console.window.go("outbox")
    settle()
    assert "Tiada balasan yang menunggu" in texts(console.outbox)


def test_a_waiting_reply_can_be_taken_back(
    console: Console, screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    submit(screen)
    console.window.go("outbox")
    settle()
    assert "Menunggu dihantar" in badges(console.outbox)
    press(console.outbox, "Tarik balik: Kepada \u2068@faizalz\u2069 di X", qtbot)
    settle()
    assert "Tiada balasan yang menunggu" in texts(console.outbox)
    assert screen.store.read().conversation(FAIZAL.conversation_id, AISYAH.id).draft == ANSWER


def test_a_reply_that_waits_for_an_account_that_is_no_longer_in_use_says_so(
    console: Console, screen: Screen, settle: Callable[[], None]
) -> None:
    submit(screen)
    ended = replace(screen.account("x-moworks"), valid_to=date(2026, 11, 22))
    screen.act(FARID, lambda work: accounting.edit_account(work, ended))
    console.window.go("outbox")
    settle()
    assert "Menunggu: akaun Kementerian Kerja Raya tidak digunakan sekarang" in texts(console.outbox)


def test_an_unsure_reply_is_decided_by_a_supervisor_with_a_reason(
    open_console: Callable[[Staff], Console], screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    reply_id = submit(screen)
    make_unsure(screen, reply_id)
    console = open_console(ROSNAH)
    console.window.go("outbox")
    settle()
    press(console.outbox, "Putuskan …: Kepada \u2068@faizalz\u2069 di X", qtbot)
    dialog = console.outbox.findChild(Decide)
    assert dialog is not None
    dialog._choice.button(AGAIN).click()
    dialog.submit()
    settle()
    assert dialog.error == "Nyatakan sebab. Tiada apa-apa diubah."
    dialog._reason.setPlainText("Saya telah melihat bebenang itu; balasan tiada di sana.")
    dialog.submit()
    settle()
    ((publication, _handle),) = screen.store.read().outbox()
    assert publication.state is PublicationState.READY


def test_an_officer_sees_an_unsure_reply_but_does_not_decide(
    console: Console, screen: Screen, settle: Callable[[], None]
) -> None:
    make_unsure(screen, submit(screen))
    console.window.go("outbox")
    settle()
    assert "Tidak pasti – sedang disemak" in badges(console.outbox)
    assert not [b for b in console.outbox.findChildren(QPushButton) if b.text().startswith("Putuskan")]


def test_the_outbox_follows_what_the_publisher_does(
    console: Console, screen: Screen, settle: Callable[[], None]
) -> None:
    reply_id = submit(screen)
    console.window.go("outbox")
    settle()
    make_unsure(screen, reply_id)
    console.desk.happened.emit((PublicationChanged(reply_id, FAIZAL.conversation_id, PublicationState.UNSURE),))
    settle()
    assert "Tidak pasti – sedang disemak" in badges(console.outbox)
