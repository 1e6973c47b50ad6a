"""Connecting an account against the practice networks: only a token of that very account is kept."""

from collections.abc import Iterator

import pytest

from pmsdesk.app.connector import AccountConnector
from pmsdesk.app.lines import NotConnected, token_name
from pmsdesk.channels.tokens import Tokens
from pmsdesk.domain.errors import NoKeyring, NoNetwork, NotAllowed, OtherAccount
from pmsdesk.domain.events import AccountChanged
from pmsdesk.domain.sign_in_errors import TokenRefused
from pmsdesk.sandbox.ids import token_for
from tests.app.conftest import HANDLES, Station
from tests.screen import AISYAH, FARID

Answers = list[Exception | None]


@pytest.fixture
def connector(station: Station) -> Iterator[AccountConnector]:
    """An administrator's."""
    yield AccountConnector(station.desk(FARID), station.tasks, station.seat.lines, station.seat.sign_ins)
    station.settle()


@pytest.fixture
def answers() -> Answers:
    return []


def kept(station: Station, account_id: str) -> str:
    try:
        return Tokens.from_secret(station.vault.get(token_name(station.account(account_id)))).access
    except NoKeyring:
        return ""


@pytest.mark.parametrize("account_id", list(HANDLES))
def test_a_token_that_the_network_knows_is_kept_and_the_account_connected(
    station: Station, connector: AccountConnector, answers: Answers, account_id: str
) -> None:
    connector.connect(station.account(account_id), token_for(HANDLES[account_id]), answers.append)
    station.settle()
    account = station.account(account_id)
    assert answers == [None]
    assert (account.connected, account.handle) == (True, HANDLES[account_id])
    assert account.remote_id
    assert kept(station, account_id) == token_for(HANDLES[account_id])
    assert AccountChanged(account_id) in station.happened
    connector.test(account, answers.append)
    station.settle()
    assert answers == [None, None]


@pytest.mark.parametrize("token", ["token-yang-tamat", "token\nrosak"])
def test_a_token_that_the_network_does_not_know_changes_nothing(
    station: Station, connector: AccountConnector, answers: Answers, token: str
) -> None:
    connector.connect(station.account("x-moworks"), token, answers.append)
    station.settle()
    (error,) = answers
    assert isinstance(error, TokenRefused)
    assert "tidak menerima token ini" in str(error)
    assert (station.account("x-moworks").connected, kept(station, "x-moworks")) == (False, "")


def test_the_token_of_another_account_is_refused_by_name(
    station: Station, connector: AccountConnector, answers: Answers
) -> None:
    connector.connect(station.account("x-moworks"), token_for("JKRMalaysia"), answers.append)
    station.settle()
    (error,) = answers
    assert isinstance(error, OtherAccount)
    assert "JKRMalaysia, bukan MOWorks" in str(error)
    assert (station.account("x-moworks").connected, kept(station, "x-moworks")) == (False, "")


def test_a_page_that_was_connected_is_not_connected_as_another_page(
    station: Station, connector: AccountConnector, answers: Answers
) -> None:
    station.connect("facebook-kkr")
    connector.connect(station.account("facebook-kkr"), token_for("JabatanKerjaRaya"), answers.append)
    station.settle()
    assert [type(error) for error in answers] == [OtherAccount]
    assert kept(station, "facebook-kkr") == token_for("KKRMalaysia")
    assert station.account("facebook-kkr").connected


def test_without_a_network_the_old_token_stays(station: Station, connector: AccountConnector, answers: Answers) -> None:
    station.connect("x-moworks")
    station.sandbox.stop()
    connector.connect(station.account("x-moworks"), "token-baharu", answers.append)
    connector.test(station.account("x-moworks"), answers.append)
    station.settle()
    assert [type(error) for error in answers] == [NoNetwork, NoNetwork]
    assert kept(station, "x-moworks") == token_for("MOWorks")


def test_a_disconnected_account_has_no_token_here_any_more(
    station: Station, connector: AccountConnector, answers: Answers
) -> None:
    station.connect("x-moworks")
    connector.disconnect(station.account("x-moworks"), answers.append)
    station.settle()
    assert answers == [None]
    assert (station.account("x-moworks").connected, kept(station, "x-moworks")) == (False, "")
    connector.test(station.account("x-moworks"), answers.append)
    station.settle()
    assert isinstance(answers[1], NotConnected | NoKeyring)


def test_an_officer_can_neither_connect_nor_disconnect_an_account(station: Station, answers: Answers) -> None:
    station.connect("x-moworks")
    connector = AccountConnector(station.desk(AISYAH), station.tasks, station.seat.lines, station.seat.sign_ins)
    connector.connect(station.account("x-jkrmalaysia"), token_for("JKRMalaysia"), answers.append)
    connector.disconnect(station.account("x-moworks"), answers.append)
    station.settle()
    assert [type(error) for error in answers] == [NotAllowed, NotAllowed]
    assert (station.account("x-jkrmalaysia").connected, kept(station, "x-jkrmalaysia")) == (False, "")
    assert (station.account("x-moworks").connected, kept(station, "x-moworks")) == (True, token_for("MOWorks"))
