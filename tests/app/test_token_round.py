"""Where the computer has no keyring, whoever signs in is asked for the tokens of the connected accounts."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.app.connector import AccountConnector
from pmsdesk.app.lines import token_name
from pmsdesk.app.token_round import TokenRound
from pmsdesk.domain.errors import OtherAccount
from pmsdesk.sandbox.ids import token_for
from tests.app.conftest import Station
from tests.screen import AISYAH


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    return shown


@pytest.fixture
def connector(station: Station) -> AccountConnector:
    return AccountConnector(station.desk(AISYAH), station.tasks, station.seat.lines, station.seat.sign_ins)


@pytest.fixture
def questions(station: Station, connector: AccountConnector, window: QWidget) -> Iterator[TokenRound]:
    """The morning after: two accounts are connected, the computer has forgotten their tokens."""
    station.connect("x-moworks", "x-jkrmalaysia")
    for account_id in ("x-moworks", "x-jkrmalaysia"):
        station.vault.forget(token_name(station.account(account_id)))
    made = TokenRound(station.desk(AISYAH), station.seat.lines, connector, window)
    yield made
    station.settle()


def give(station: Station, questions: TokenRound, token: str) -> None:
    dialog = questions.dialog
    assert dialog is not None
    dialog.token.setText(token)
    dialog.submit()
    station.settle()


def test_every_account_is_asked_for_in_turn_and_works_again(station: Station, questions: TokenRound) -> None:
    ended: list[bool] = []
    questions.ended.connect(lambda: ended.append(True))
    questions.start()
    station.settle()
    titles = []
    while questions.dialog is not None:
        titles.append(questions.dialog.windowTitle())
        handle = "MOWorks" if "MOWorks" in titles[-1] else "JKRMalaysia"
        give(station, questions, token_for(handle))
    assert len(titles) == 2
    assert ended == [True]
    for account_id in ("x-moworks", "x-jkrmalaysia"):
        assert not station.seat.lines.lacks_token(station.account(account_id))


def test_a_token_of_another_account_is_refused_and_the_question_stays(station: Station, questions: TokenRound) -> None:
    questions.start()
    station.settle()
    first = questions.dialog
    give(station, questions, token_for("JKRPerak"))
    assert questions.dialog is first
    assert station.seat.lines.lacks_token(station.account("x-moworks"))
    assert station.seat.lines.lacks_token(station.account("x-jkrmalaysia"))


def test_saying_no_ends_the_questions(station: Station, questions: TokenRound) -> None:
    ended: list[bool] = []
    questions.ended.connect(lambda: ended.append(True))
    questions.start()
    station.settle()
    assert questions.dialog is not None
    questions.dialog.reject()
    station.settle()
    assert questions.dialog is None
    assert ended == []


def test_nobody_is_asked_while_tokens_are_known(station: Station, connector: AccountConnector, window: QWidget) -> None:
    station.connect("x-moworks")
    questions = TokenRound(station.desk(AISYAH), station.seat.lines, connector, window)
    questions.start()
    station.settle()
    assert questions.dialog is None


def test_an_account_that_nobody_connected_takes_no_token_this_way(
    station: Station, connector: AccountConnector
) -> None:
    answers: list[Exception | None] = []
    connector.supply(station.account("x-moworks"), token_for("MOWorks"), answers.append)
    station.settle()
    (error,) = answers
    assert isinstance(error, OtherAccount)
