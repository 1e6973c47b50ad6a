"""Starting Mod Latihan from the console: a second process that knows nothing of this seat, and marks that come home."""

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QProcessEnvironment
from pytestqt.qtbot import QtBot

from pmsdesk.app.training.line import RecordLine
from pmsdesk.app.training.starter import LINE, NAME, TrainingStarter, launch, practice_environment
from pmsdesk.domain.errors import TrainingNotStarted
from pmsdesk.domain.exercise import Attainment
from pmsdesk.services import training
from tests.app.conftest import Station
from tests.screen import AISYAH, ROSNAH

DONE = Attainment("terima", "Aduan yang jelas", 1, 100, True, False, (), "2026.1", "0.1")


class Practice:
    """Stands where the second process would: its end of the line, in this one."""

    def __init__(self) -> None:
        self.lines: list[RecordLine] = []
        self.environment = QProcessEnvironment()

    def launch(self, environment: QProcessEnvironment) -> bool:
        self.environment = environment
        self.lines.append(RecordLine(environment.value(LINE)))
        return True


@pytest.fixture
def practice() -> Practice:
    return Practice()


@pytest.fixture
def starter(station: Station, practice: Practice) -> Iterator[TrainingStarter]:
    made = TrainingStarter(station.desk(), start_process=practice.launch)
    yield made
    made.end()


def kept(station: Station) -> list[tuple[str, Attainment]]:
    return [(row.staff_id, row.attainment) for row in station.seat.store.read().training()]


def test_what_is_handed_in_is_recorded_for_the_signed_in_person(
    starter: TrainingStarter, practice: Practice, station: Station, qtbot: QtBot
) -> None:
    starter.start()
    (line,) = practice.lines
    with qtbot.waitSignal(line.welcomed) as welcomed:
        pass
    assert welcomed.args == [AISYAH.name, {}]
    with qtbot.waitSignal(line.answered) as answered:
        line.hand_in(DONE)
    assert answered.args == [True]
    assert kept(station) == [(AISYAH.id, DONE)]


def test_the_practice_console_hears_what_this_person_reached_before(
    starter: TrainingStarter, practice: Practice, station: Station, qtbot: QtBot
) -> None:
    for staff, points in ((AISYAH, 40), (AISYAH, 80), (ROSNAH, 100)):
        with station.seat.store.work(staff) as work:
            line = Attainment("terima", "Aduan", 1, points, points >= 70, False, (), "2026.1", "0.1")
            training.keep(work, line)
            work.commit()
    starter.start()
    with qtbot.waitSignal(practice.lines[0].welcomed) as welcomed:
        pass
    assert welcomed.args == [AISYAH.name, {"terima": (80, True)}]


def test_a_second_start_calls_the_open_one_to_the_front(
    starter: TrainingStarter, practice: Practice, qtbot: QtBot
) -> None:
    starter.start()
    with qtbot.waitSignal(practice.lines[0].welcomed):
        pass
    with qtbot.waitSignal(practice.lines[0].called):
        starter.start()
    assert len(practice.lines) == 1


def test_after_it_was_left_another_can_be_started(starter: TrainingStarter, practice: Practice, qtbot: QtBot) -> None:
    starter.start()
    with qtbot.waitSignal(practice.lines[0].welcomed):
        pass
    practice.lines.pop().close()
    qtbot.waitUntil(lambda: not starter.running)
    starter.start()
    with qtbot.waitSignal(practice.lines[0].welcomed):
        pass


def test_it_ends_with_the_console(starter: TrainingStarter, practice: Practice, qtbot: QtBot) -> None:
    starter.start()
    with qtbot.waitSignal(practice.lines[0].welcomed):
        pass
    with qtbot.waitSignal(practice.lines[0].ended):
        starter.end()
    assert not starter.running


def test_where_no_process_can_be_started_it_is_told(station: Station) -> None:
    starter = TrainingStarter(station.desk(), start_process=lambda _environment: False)
    starter.start()
    assert [type(error) for error in station.told] == [TrainingNotStarted]
    assert not starter.running


def test_the_second_process_is_told_nothing_of_this_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMSDESK_REGISTER_URL", "postgresql://aisyah@register/pms")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/run/credentials")
    environment = practice_environment("talian", "Nur Aisyah")
    ours = {key for key in environment.keys() if key.startswith(("PMSDESK", "CREDENTIALS"))}  # noqa: SIM118
    assert ours == {LINE, NAME}
    assert "PMSDESK_HOME" in os.environ


def test_the_program_itself_opens_as_a_second_process_and_ends_with_the_first(station: Station, qtbot: QtBot) -> None:
    starter = TrainingStarter(station.desk(), start_process=launch)
    starter.start()
    keeper = starter._keeper
    assert keeper is not None
    with qtbot.waitSignal(keeper.connected):
        pass
    starter.start()  # comes forward; it goes on
    keeper._say(end=True)
    qtbot.waitUntil(lambda: not starter.running)
