"""Adding an official account and correcting one, on the page and on a real seat."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.domain.account import Channel, Policy
from pmsdesk.domain.staff import Staff
from pmsdesk.ui.dialogs.account_form import AccountForm
from tests.console import Console
from tests.screen import AISYAH, FARID, HAKIM, ROSNAH, Screen

Press = Callable[[str], AccountForm]


@pytest.fixture
def console(open_console: Callable[[Staff], Console], settle: Callable[[], None]) -> Console:
    """The administrator's console with the page of accounts in front."""
    console = open_console(FARID)
    console.window.go("accounts")
    settle()
    return console


@pytest.fixture
def press(console: Console, qtbot: QtBot) -> Press:
    """Press the button of this name on the page; the form it opens."""

    def press(name: str) -> AccountForm:
        buttons = console.accounts.findChildren(QPushButton)
        named = next(one for one in buttons if name in (one.text(), one.accessibleName()))
        qtbot.mouseClick(named, Qt.MouseButton.LeftButton)
        form = console.accounts.findChild(AccountForm)
        assert form is not None
        return form

    return press


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


def lines(console: Console) -> list[str]:
    return [label.text() for label in console.accounts.findChildren(QLabel) if not label.isHidden()]


def test_an_administrator_adds_an_account(
    console: Console, press: Press, screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    form = press("Tambah akaun …")
    choose(form.channel, Channel.INSTAGRAM)
    qtbot.keyClicks(form.handle, "@jkrmalaysia")
    qtbot.keyClicks(form.name, "JKR Malaysia")
    choose(form.agency, "jkr")
    qtbot.keyClicks(form.valid_from, "01/12/2026")
    choose(form.owner, AISYAH.id)
    choose(form.policy, Policy.ALL)
    qtbot.keyClick(form, Qt.Key.Key_Return)
    settle()
    added = screen.account("instagram-jkrmalaysia")
    assert (added.handle, added.agency, added.valid_from) == ("jkrmalaysia", "jkr", date(2026, 12, 1))
    assert (added.owner_id, added.policy, added.connected) == (AISYAH.id, Policy.ALL, False)
    assert "Instagram · @jkrmalaysia" in lines(console)
    assert f"Pemilik: {AISYAH.name}" in lines(console)


def test_of_a_connected_account_only_its_time_and_its_people_are_changed(
    console: Console, press: Press, screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    form = press("Sunting …: Kementerian Kerja Raya, X")
    fixed = (form.channel, form.handle, form.name, form.agency, form.policy)
    assert not any(field.isEnabled() for field in fixed)
    choose(form.owner, HAKIM.id)
    choose(form.deputy, ROSNAH.id)
    qtbot.keyClicks(form.valid_to, "30.6.2027")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    assert form.error == "Tulis tarikh sebagai hari/bulan/tahun, contohnya 31/12/2026."
    form.valid_to.setText("30/06/2027")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    settle()
    account = screen.account("x-moworks")
    assert (account.owner_id, account.deputy_id, account.valid_to) == (HAKIM.id, ROSNAH.id, date(2027, 6, 30))
    assert f"Pemilik: {HAKIM.name} · Timbalan: {ROSNAH.name}" in lines(console)


def test_what_cannot_be_so_is_told_in_the_form(console: Console, press: Press, qtbot: QtBot) -> None:
    form = press("Sunting …: JKR Malaysia, X")
    choose(form.owner, HAKIM.id)
    choose(form.deputy, HAKIM.id)
    qtbot.keyClick(form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.error == "Pemilik dan timbalan mestilah dua orang yang berbeza.")
    assert form.isVisible()


def test_an_account_whose_time_is_over_may_be_corrected_but_not_connected(
    console: Console, press: Press, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    def offered() -> set[str]:
        return {one.accessibleName() for one in console.accounts.findChildren(QPushButton) if not one.isHidden()}

    assert "Sambung …: JKR Malaysia, X" in offered()
    form = press("Sunting …: JKR Malaysia, X")
    form.valid_to.setText("31/12/2016")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    settle()
    assert "Sambung …: JKR Malaysia, X" not in offered()
    assert "Sunting …: JKR Malaysia, X" in offered()
