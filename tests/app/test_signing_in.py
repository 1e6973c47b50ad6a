"""An administrator connects accounts in the browser, and what that brought is renewed while it is used."""

import socket
import threading  # noqa: TID251 (the browser)
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import requests
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.app import sign_in_settings
from pmsdesk.app.connector import AccountConnector
from pmsdesk.app.lines import NotConnected, token_name
from pmsdesk.app.sign_in_settings import SignInSettings
from pmsdesk.channels.tokens import Tokens
from pmsdesk.domain.account import Channel
from pmsdesk.domain.connection import Connection
from pmsdesk.domain.errors import NotAllowed, OtherAccount, TokenExpired
from pmsdesk.domain.sign_in_errors import ClientMissing, SignInCancelled, SignInRefused
from pmsdesk.domain.staff import Staff
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.grants import GOOGLE_SECRET
from pmsdesk.sandbox.ids import token_for
from pmsdesk.ui.dialogs.browser_sign_in import BrowserSignIn
from pmsdesk.ui.settings.accounts import AccountsPage
from pmsdesk.ui.widgets.badge import Badge
from tests.app.conftest import Station
from tests.screen import AISYAH, FARID, references

Answers = list[Exception | None]
X, YOUTUBE = "x-moworks", "youtube-kkr"
UNREAD = {"Tidak bersambung", "Tidak digunakan lagi"}


@pytest.fixture
def answers() -> Answers:
    return []


@pytest.fixture
def connector(station: Station) -> Iterator[Callable[..., AccountConnector]]:
    """Somebody's connector, in whose browser a choice is made on the network's page."""
    threads: list[threading.Thread] = []

    def make(choice: str = "as=MOWorks", staff: Staff = FARID) -> AccountConnector:
        def open_page(page: str) -> None:
            thread = threading.Thread(target=requests.get, args=(f"{page}&{choice}",), kwargs={"timeout": 60})
            thread.start()
            threads.append(thread)

        seat = station.seat
        return AccountConnector(station.desk(staff), station.tasks, seat.lines, seat.sign_ins, open_page)

    yield make
    station.settle()
    for thread in threads:
        thread.join()


@pytest.fixture
def client(station: Station) -> None:
    """An administrator has noted the client of X."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = int(listening.getsockname()[1])
    with station.sandbox.control() as control:
        control.register_callback(f"http://127.0.0.1:{port}/callback")
    with station.seat.store.work(FARID) as work:
        sign_in_settings.save(
            work,
            SignInSettings(x_client_id="pmsdesk", x_page_url=station.sandbox.x_page_root, x_callback_port=str(port)),
        )
        work.commit()


def kept(station: Station) -> Tokens:
    return Tokens.from_secret(station.vault.get(token_name(station.account(X))))


def signed_in(station: Station, connector: Callable[..., AccountConnector], answers: Answers) -> None:
    connector().sign_in(station.account(X), "pmsdesk", "", answers.append)
    station.settle()
    assert answers == [None]


@pytest.mark.usefixtures("client")
def test_an_account_is_connected_in_the_browser(
    station: Station, connector: Callable[..., AccountConnector], answers: Answers
) -> None:
    signed_in(station, connector, answers)
    account = station.account(X)
    assert (account.connected, account.handle) == (True, "MOWorks")
    assert kept(station).refresh
    assert station.seat.lines.of(account).whoami()[1] == "MOWorks"


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize(("choice", "error"), [("as=JKRMalaysia", OtherAccount), ("deny=1", SignInRefused)])
def test_another_account_or_a_no_changes_nothing(
    station: Station,
    connector: Callable[..., AccountConnector],
    answers: Answers,
    choice: str,
    error: type[Exception],
) -> None:
    station.connect(X)
    connector(choice).sign_in(station.account(X), "pmsdesk", "", answers.append)
    station.settle()
    assert [type(one) for one in answers] == [error]
    assert kept(station).access == token_for("MOWorks")
    assert station.account(X).connected


@pytest.mark.usefixtures("client")
def test_it_may_be_given_up_and_the_end_of_the_program_does_so(station: Station, answers: Answers) -> None:
    seat = station.seat
    connector = AccountConnector(station.desk(FARID), station.tasks, seat.lines, seat.sign_ins, lambda _page: None)
    connector.sign_in(station.account(X), "pmsdesk", "", answers.append)()
    connector.sign_in(station.account(X), "pmsdesk", "", answers.append)
    connector.give_up()
    station.settle()
    assert [type(one) for one in answers] == [SignInCancelled, SignInCancelled]


def test_without_a_client_that_is_said(
    station: Station, connector: Callable[..., AccountConnector], answers: Answers
) -> None:
    connector().sign_in(station.account(X), "", "", answers.append)
    station.settle()
    assert [type(one) for one in answers] == [ClientMissing]


@pytest.mark.usefixtures("client")
def test_only_an_administrator_signs_accounts_in(
    station: Station, connector: Callable[..., AccountConnector], answers: Answers
) -> None:
    connector(staff=AISYAH).sign_in(station.account(X), "pmsdesk", "", answers.append)
    station.settle()
    assert [type(one) for one in answers] == [NotAllowed]


@pytest.mark.usefixtures("client")
def test_two_hours_later_the_line_speaks_with_a_new_token_that_is_kept(
    station: Station, connector: Callable[..., AccountConnector], answers: Answers
) -> None:
    signed_in(station, connector, answers)
    first, account = kept(station), station.account(X)
    before = station.seat.lines.of(account)
    station.jump(hours=2)
    after = station.seat.lines.of(account)
    assert after is not before
    assert after.whoami()[1] == "MOWorks"
    assert kept(station).refresh != first.refresh
    assert station.seat.lines.of(account) is after
    assert station.calls("oauth.x_token") == 2


@pytest.mark.usefixtures("client")
def test_a_token_that_is_refused_before_its_time_is_renewed_and_the_question_asked_again(
    station: Station, connector: Callable[..., AccountConnector], answers: Answers
) -> None:
    signed_in(station, connector, answers)
    account, first = station.account(X), kept(station)
    station.seat.lines.of(account)
    with station.sandbox.control() as control:
        control.expire_tokens(Channel.X, "MOWorks")
    assert station.seat.lines.ask(account, lambda line: line.whoami())[1] == "MOWorks"
    assert kept(station).refresh != first.refresh
    with station.sandbox.control() as control:
        control.revoke_tokens(Channel.X, "MOWorks")
    for _ in range(3):
        with pytest.raises(TokenExpired):
            station.seat.lines.ask(account, lambda line: line.whoami())
    assert station.calls("oauth.x_token") == 3


@pytest.mark.usefixtures("client")
def test_a_renewal_whose_answer_was_lost_asks_for_a_new_sign_in_once_and_no_more_calls_are_made(
    station: Station, connector: Callable[..., AccountConnector], answers: Answers
) -> None:
    signed_in(station, connector, answers)
    station.jump(hours=2)
    station.fault("oauth.x_token", Kind.COMMIT_THEN_RESET)
    account = station.account(X)
    with pytest.raises(Exception, match="tidak dapat difahami"):
        station.seat.lines.of(account)
    for _ in range(3):
        with pytest.raises(NotConnected):
            station.seat.lines.of(account)
    assert station.calls("oauth.x_token") == 3
    found: list[dict[str, Connection]] = []
    connector().connections([account], found.append)  # type: ignore[arg-type]
    station.settle()
    assert found == [{X: Connection(is_over=True)}]


@pytest.mark.usefixtures("client")
def test_a_token_pasted_after_a_sign_in_does_not_cost_the_account_what_renews_it(
    station: Station, connector: Callable[..., AccountConnector], answers: Answers
) -> None:
    signed_in(station, connector, answers)
    before = kept(station)
    connector().connect(station.account(X), token_for("MOWorks"), answers.append)
    station.settle()
    assert answers == [None, None]
    assert (kept(station).access, kept(station).refresh) == (token_for("MOWorks"), before.refresh)
    with station.sandbox.control() as control:
        control.expire_tokens(Channel.X, "MOWorks")
    account = station.account(X)
    assert station.seat.lines.ask(account, lambda line: line.whoami())[1] == "MOWorks"
    assert kept(station).access not in (token_for("MOWorks"), before.access)


def test_a_pasted_token_of_meta_is_kept_with_its_end(
    station: Station, connector: Callable[..., AccountConnector], answers: Answers
) -> None:
    end = station.now().replace(microsecond=0) + timedelta(days=10)
    with station.sandbox.control() as control:
        control.date_token(Channel.FACEBOOK, "KKRMalaysia", end)
    made = connector()
    made.connect(station.account("facebook-kkr"), token_for("KKRMalaysia"), answers.append)
    station.settle()
    found: list[dict[str, Connection]] = []
    made.connections([station.account("facebook-kkr"), station.account(X)], found.append)  # type: ignore[arg-type]
    station.settle()
    assert answers == [None]
    assert found == [{"facebook-kkr": Connection(end)}]
    assert found[0]["facebook-kkr"].notice(station.now()) == timedelta(days=14)


def test_the_seven_days_of_a_google_project_in_testing_are_counted_down_on_the_card_whatever_is_renewed_meanwhile(
    station: Station, connector: Callable[..., AccountConnector], answers: Answers, qtbot: QtBot
) -> None:
    with station.seat.store.work(FARID) as work:
        root = station.sandbox.google_root
        sign_in_settings.save(work, SignInSettings("", "", "", "pmsdesk", GOOGLE_SECRET, root))
        work.commit()
    made = connector("as=kkrmalaysia")
    made.sign_in(station.account(YOUTUBE), "pmsdesk", "", answers.append)
    station.settle()
    assert answers == [None]
    page = AccountsPage(station.desk(FARID), references(), made)
    qtbot.addWidget(page)
    page.show()

    def light() -> str:
        page.shown()
        station.settle()
        (said,) = {badge.accessibleName() for badge in page.findChildren(Badge)} - UNREAD
        return said

    assert light() == "Tamat dalam 7 hari"
    assert any("Sambungan sah hingga" in label.text() for label in page.findChildren(QLabel))
    station.jump(days=3)
    assert station.seat.lines.of(station.account(YOUTUBE)).whoami()[1] == "kkrmalaysia"
    assert light() == "Tamat dalam 4 hari"
    station.jump(days=3.5)
    assert light() == "Tamat dalam sehari"
    station.jump(days=1)
    assert light() == "Perlu disambung semula"


@pytest.mark.usefixtures("client")
def test_the_whole_way_on_the_accounts_page(
    station: Station, connector: Callable[..., AccountConnector], qtbot: QtBot
) -> None:
    made = connector()
    page = AccountsPage(station.desk(FARID), references(), made)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    station.settle()
    qtbot.mouseClick(button(page, "Sambung …: Kementerian Kerja Raya, X"), Qt.MouseButton.LeftButton)
    station.settle()
    dialog = page.findChild(BrowserSignIn)
    assert dialog is not None
    assert dialog.client.text() == "pmsdesk"
    qtbot.mouseClick(button(dialog, "Buka pelayar"), Qt.MouseButton.LeftButton)
    station.settle()
    assert station.account(X).connected
    assert kept(station).refresh
    with station.sandbox.control() as control:
        control.revoke_tokens(Channel.X, "MOWorks")
    station.jump(hours=2)
    with pytest.raises(NotConnected):
        station.seat.lines.of(station.account(X))
    page.shown()
    station.settle()
    assert "Perlu disambung semula" in {badge.accessibleName() for badge in page.findChildren(Badge)}


def button(root: QWidget, words: str) -> QPushButton:
    return next(one for one in root.findChildren(QPushButton) if words in (one.text(), one.accessibleName()))


def test_what_an_administrator_notes_is_read_again(station: Station) -> None:
    chosen = SignInSettings("x-id", "https://x.example", "51999", "g-id", "g-secret", "https://g.example")
    with station.seat.store.work(FARID) as work:
        sign_in_settings.save(work, chosen)
        assert sign_in_settings.load(work) == chosen
        work.set_setting("signin.x_callback_port", "99999")
        assert sign_in_settings.load(work).x_callback_port == ""
    assert "g-secret" not in repr(chosen)
