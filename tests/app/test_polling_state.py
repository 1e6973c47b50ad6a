"""What the desk is told of reading each account, and accounts that an administrator pauses at this seat."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.app.connector import AccountConnector
from pmsdesk.app.poller import Poller
from pmsdesk.app.publisher import Publisher
from pmsdesk.domain.errors import BadAnswer, RateLimited
from pmsdesk.domain.polling import Polling
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.staff import Staff
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.ids import token_for
from pmsdesk.services import accounting
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.settings.accounts import AccountsPage
from pmsdesk.ui.widgets.badge import Badge
from tests.app.conftest import Station
from tests.screen import AISYAH, FARID, references

X = "x-moworks"
MINUTE = timedelta(minutes=1)
UNREAD = {"Tidak bersambung", "Tidak digunakan lagi"}


class Console:
    """A person's desk, the poller and the page of accounts at one seat."""

    def __init__(self, station: Station, qtbot: QtBot, staff: Staff) -> None:
        seat, self.station, self.desk = station.seat, station, station.desk(staff)
        self.poller = Poller(self.desk, station.tasks, seat.lines, seat.store.work, seat.triager.triage, MINUTE)
        self.poller._timer.setInterval(10**9)
        self.connector = AccountConnector(self.desk, station.tasks, seat.lines, seat.sign_ins)
        self.page = AccountsPage(self.desk, references(), self.connector)
        qtbot.addWidget(self.page)
        self.page.show()
        self.page.shown()

    def settle(self) -> None:
        self.station.settle()

    def look(self, **after: float) -> None:
        """Time passes, the poller looks, and everything that follows."""
        self.station.jump(**after)
        self.poller.look()
        self.settle()

    def press(self, name: str, qtbot: QtBot) -> None:
        found = [one for one in self.page.findChildren(QPushButton) if one.accessibleName() == name]
        qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.settle()

    @property
    def light(self) -> str:
        """The only light of an account that is in use and connected."""
        (light,) = {badge.accessibleName() for badge in self.page.findChildren(Badge)} - UNREAD
        return light

    @property
    def texts(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(QLabel)]

    def says(self, text: str) -> bool:
        return any(text in one for one in self.texts)


@pytest.fixture
def open_console(station: Station, qtbot: QtBot) -> Iterator[Callable[..., Console]]:
    made: list[Console] = []

    def open_console(staff: Staff = FARID) -> Console:
        made.append(Console(station, qtbot, staff))
        return made[-1]

    yield open_console
    for console in made:
        console.poller.stop()
    station.settle()


def polling_of(desk: Desk, account_id: str = X) -> Polling:
    return desk.polling(account_id)


def test_a_fetch_that_worked_is_told_with_its_time_and_what_the_network_still_allows(
    station: Station, open_console: Callable[..., Console]
) -> None:
    station.connect(X)
    console = open_console()
    assert polling_of(console.desk) == Polling()
    console.poller.start()
    console.settle()
    told = polling_of(console.desk)
    assert (told.asked_at, told.trouble, told.failures) == (station.now(), None, 0)
    assert told.budget is not None
    assert told.budget.limit is not None
    assert console.light == "Berfungsi baik"
    assert console.says("Bacaan terakhir 10:14 (sebentar tadi) berjaya")
    assert console.says(f"daripada {told.budget.limit:,} panggilan masih ada")


def test_failures_in_a_row_are_counted_since_the_first_until_one_works(
    station: Station, open_console: Callable[..., Console]
) -> None:
    station.connect(X)
    station.fault("x.mentions", Kind.STATUS_500, times=3)
    console = open_console()
    began = station.now()
    console.poller.start()
    console.settle()
    console.look(minutes=1)
    console.look(minutes=2)
    told = polling_of(console.desk)
    assert (told.failures, told.failing_since, type(told.trouble)) == (3, began, BadAnswer)
    assert console.light == "3 bacaan gagal sejak 10:14"
    assert console.says("Bacaan terakhir 10:17 (sebentar tadi) gagal: Jawapan X tidak dapat difahami.")
    console.look(minutes=4)
    told = polling_of(console.desk)
    assert (told.failures, told.failing_since, told.trouble) == (0, None, None)
    assert console.light == "Berfungsi baik"


def test_a_network_that_asks_to_wait_slows_the_account_down_and_fails_nothing(
    station: Station, open_console: Callable[..., Console]
) -> None:
    station.connect(X)
    station.fault("x.mentions", Kind.STATUS_429)
    console = open_console()
    console.poller.start()
    console.settle()
    trouble = polling_of(console.desk).trouble
    assert isinstance(trouble, RateLimited)
    assert console.light.startswith("Diperlahankan hingga ")
    assert console.light.endswith(str(trouble.facts["until"]))


def test_an_account_that_is_connected_anew_is_read_at_once(
    station: Station, open_console: Callable[..., Console]
) -> None:
    station.connect(X)
    station.fault("x.*", Kind.STATUS_401, times=None)
    console = open_console()
    console.poller.start()
    console.settle()
    assert console.light == "Perlu disambung semula"
    station.mend()
    console.connector.connect(station.account(X), token_for("MOWorks"), lambda _error: None)
    console.settle()
    console.look()
    assert console.light == "Berfungsi baik"


def test_an_account_that_another_seat_reads_is_told_so(station: Station, open_console: Callable[..., Console]) -> None:
    station.connect(X)
    console = open_console()
    console.poller.may_poll = lambda _account_id: False
    console.poller.start()
    console.settle()
    assert polling_of(console.desk) == Polling(elsewhere=True)
    assert console.light == "Tidak dibaca di komputer ini"


def test_a_paused_account_is_not_read_until_it_is_resumed_and_the_others_are(
    station: Station, open_console: Callable[..., Console], qtbot: QtBot
) -> None:
    station.connect(X, "facebook-kkr")
    console = open_console()
    console.settle()
    console.press("Jeda bacaan: Kementerian Kerja Raya, X", qtbot)
    console.poller.start()
    console.settle()
    assert station.calls("x.mentions") == 0
    assert polling_of(console.desk, "facebook-kkr").asked_at == station.now()
    assert "Bacaan dijeda" in [badge.accessibleName() for badge in console.page.findChildren(Badge)]
    assert console.says("Bacaan dijeda di komputer ini; balasan masih diterbitkan.")
    console.press("Teruskan bacaan: Kementerian Kerja Raya, X", qtbot)
    console.look()
    assert station.calls("x.mentions") == 1
    assert polling_of(console.desk).asked_at == station.now()


def test_an_account_whose_time_is_over_is_not_read_and_says_so(
    station: Station, open_console: Callable[..., Console]
) -> None:
    station.connect(X, "facebook-kkr")
    with station.seat.store.work(FARID) as work:
        accounting.edit_account(work, replace(work.accounts.get(X), valid_to=date(2026, 10, 31)))
        work.commit()
    console = open_console()
    console.poller.start()
    console.settle()
    assert station.calls("x.mentions") == 0
    assert polling_of(console.desk, "facebook-kkr").asked_at == station.now()
    assert console.says("Digunakan hingga 31 Okt 2026: ia tidak dibaca dan tiada balasan diterbitkan daripadanya.")


def test_a_pause_outlasts_the_console_and_is_shown_to_an_officer_who_cannot_end_it(
    station: Station, open_console: Callable[..., Console]
) -> None:
    station.connect(X)
    with station.seat.store.work(FARID) as work:
        accounting.pause(work, X)
        work.commit()
    console = open_console(AISYAH)
    console.poller.start()
    console.settle()
    assert station.calls("x.mentions") == 0
    assert console.light == "Bacaan dijeda"
    assert not [one for one in console.page.findChildren(QPushButton) if one.text() == "Teruskan bacaan"]


def test_replies_of_a_paused_account_are_still_published(
    station: Station, open_console: Callable[..., Console]
) -> None:
    station.connect(X)
    reply_id = station.answer(X)
    console = open_console()
    console.desk.do(lambda work: accounting.pause(work, X))
    console.settle()
    publisher = Publisher(console.desk, station.tasks, station.seat.lines, station.seat.store.work)
    publisher.start()
    console.settle()
    station.jump(seconds=11)
    publisher.look()
    console.settle()
    publisher.stop()
    assert station.publication(reply_id).state is PublicationState.SENT
