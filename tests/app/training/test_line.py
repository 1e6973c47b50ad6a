"""The line that brings marks home: what is said arrives, and an end that says nonsense is hung up on."""

from collections.abc import Iterator
from dataclasses import asdict, replace

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from pmsdesk.app.training.line import RecordKeeper, RecordLine
from pmsdesk.domain.exercise import Attainment
from pmsdesk.services.training import read_attainment

DONE = Attainment("maki", "Maki hamun sahaja – ‘tiada isi’", 3, 100, True, False, ("noted",), "2026.1", "0.1")


@pytest.fixture
def keeper(qtbot: QtBot) -> Iterator[RecordKeeper]:
    made = RecordKeeper()
    assert made.listening
    yield made
    made.close()


@pytest.fixture
def line(keeper: RecordKeeper, qtbot: QtBot) -> RecordLine:
    with qtbot.waitSignal(keeper.connected):
        return RecordLine(keeper.name)


def test_a_line_of_the_record_arrives_as_it_was_handed_in(keeper: RecordKeeper, line: RecordLine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(keeper.handed_in) as heard:
        line.hand_in(DONE)
    assert heard.args == [1, DONE]


def test_the_console_answers_whether_it_was_recorded(keeper: RecordKeeper, line: RecordLine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(line.answered) as heard:
        keeper.answer(1, kept=False)
    assert heard.args == [False]


def test_the_console_says_whose_record_it_is_and_what_was_reached(
    keeper: RecordKeeper, line: RecordLine, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(line.welcomed) as heard:
        keeper.welcome("Nur Aisyah", {"terima": (90, True)})
    assert heard.args == ["Nur Aisyah", {"terima": (90, True)}]


def test_the_practice_console_is_called_to_the_front(keeper: RecordKeeper, line: RecordLine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(line.called):
        keeper.call_forward()


def test_it_ends_with_the_console_it_belongs_to(keeper: RecordKeeper, line: RecordLine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(line.ended):
        keeper.close()


def test_it_ends_when_there_is_no_such_console(qtbot: QtBot) -> None:
    made = RecordLine("pmsdesk-latihan-tiada")
    with qtbot.waitSignal(made.ended):
        pass


def test_no_second_console_can_report(keeper: RecordKeeper, line: RecordLine, qtbot: QtBot) -> None:
    other = QLocalSocket()
    other.connectToServer(keeper.name)
    assert not other.waitForConnected(100)


@pytest.mark.parametrize(
    "said", [b"bukan json\n", b'["senarai"]\n', b"x" * 70_000], ids=["no JSON", "no object", "no end"]
)
def test_nonsense_is_hung_up_on(keeper: RecordKeeper, qtbot: QtBot, said: bytes) -> None:
    socket = QLocalSocket()
    with qtbot.waitSignal(keeper.connected):
        socket.connectToServer(keeper.name)
    with qtbot.waitSignal(keeper.left):
        socket.write(said)
        socket.flush()


@pytest.mark.parametrize(
    "changes",
    [{"points": "100"}, {"passed": 1}, {"missed": "noted"}, {"title": None}, {"lebih": 1}],
    ids=["points", "passed", "missed", "title", "another field"],
)
def test_what_is_no_line_of_the_record_is_not_one(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no line"):
        read_attainment({**asdict(DONE), **changes})
    assert read_attainment(asdict(replace(DONE, points=1))) == replace(DONE, points=1)
