"""Lanes: one thread each, in order, every answer back on the GUI thread, and nothing of it destroyed elsewhere."""

import threading  # noqa: TID251 (this is what is tested)
import time
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, QThread  # noqa: TID251 (this is what is tested)
from pytestqt.qtbot import QtBot

from pmsdesk.ui.tasks import READ, WRITE, Tasks, network_lane


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def wait(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: tasks.pending == 0)


def test_the_job_runs_elsewhere_and_the_answer_comes_back_here(tasks: Tasks, qtbot: QtBot) -> None:
    answers: list[tuple[str, bool]] = []
    here = QThread.currentThread()
    tasks.run(
        READ,
        lambda: threading.current_thread().name,
        then=lambda name: answers.append((name, QThread.currentThread() is here)),
    )
    wait(qtbot, tasks)
    assert answers == [("read_0", True)]


def test_one_lane_keeps_the_order(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(50):
        tasks.run(WRITE, lambda n=number: done.append(n))
    wait(qtbot, tasks)
    assert done == list(range(50))


def test_a_slow_network_does_not_hold_up_another_account_or_the_store(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    done: list[str] = []
    tasks.run(network_lane("x-moworks"), gate.wait, then=lambda _set: done.append("x"))
    tasks.run(network_lane("facebook-kkr"), lambda: None, then=lambda _none: done.append("facebook"))
    tasks.run(READ, lambda: None, then=lambda _none: done.append("read"))
    qtbot.waitUntil(lambda: len(done) == 2)
    gate.set()
    wait(qtbot, tasks)
    assert sorted(done[:2]) == ["facebook", "read"]
    assert done[2] == "x"


def test_an_error_goes_to_whoever_catches_it_else_to_everyone(tasks: Tasks, qtbot: QtBot) -> None:
    caught: list[str] = []
    told: list[str] = []
    tasks.failed.connect(lambda error: told.append(str(error)))

    def fail(words: str) -> None:
        raise OSError(words)

    tasks.run(READ, lambda: fail("satu"), catch=lambda error: caught.append(str(error)))
    tasks.run(READ, lambda: fail("dua"))
    wait(qtbot, tasks)
    assert (caught, told) == (["satu"], ["dua"])


def test_an_answer_whose_owner_is_gone_is_dropped_with_its_error(tasks: Tasks, qtbot: QtBot) -> None:
    owner = QObject()
    answers: list[object] = []
    told: list[object] = []
    tasks.failed.connect(told.append)
    tasks.run(READ, lambda: 1, owner=owner, then=answers.append)
    tasks.run(READ, lambda: 1 // 0, owner=owner)
    shiboken6.delete(owner)
    wait(qtbot, tasks)
    assert (answers, told) == ([], [])


@pytest.mark.parametrize(("lane", "expected"), [(READ, ["runs"]), (WRITE, ["runs", "waits"])])
def test_closing_waits_for_what_runs_and_drops_what_has_not_begun_but_writes(
    qtbot: QtBot, lane: str, expected: list[str]
) -> None:
    tasks = Tasks()
    done: list[str] = []
    begun = threading.Event()

    def slow() -> None:
        begun.set()
        time.sleep(0.05)
        done.append("runs")

    tasks.run(lane, slow)
    tasks.run(lane, lambda: done.append("waits"))
    assert begun.wait(60)
    tasks.close()
    tasks.run(lane, lambda: done.append("late"))
    assert done == expected


class Cell(QObject):
    """One that is held by itself alone, as a widget is by the lambda it connected to."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


class Grave:
    """Writes down on which thread it was dropped."""

    def __init__(self, dropped_on: list[str]) -> None:
        self.dropped_on = dropped_on

    def job(self) -> None:
        """What is run on a lane."""

    def fail(self) -> None:
        raise OSError

    def __del__(self) -> None:
        self.dropped_on.append(threading.current_thread().name)


@pytest.mark.parametrize("job", [Grave.job, Grave.fail])
def test_who_was_held_by_his_job_alone_dies_on_the_gui_thread(
    tasks: Tasks, qtbot: QtBot, job: Callable[[Grave], None]
) -> None:
    dropped_on: list[str] = []
    for _ in range(200):
        tasks.run(READ, job.__get__(Grave(dropped_on)), catch=lambda _error: None)
    wait(qtbot, tasks)
    assert dropped_on == [threading.main_thread().name] * 200


def test_a_lane_that_makes_much_garbage_does_not_collect_the_widgets(tasks: Tasks, qtbot: QtBot) -> None:
    gone: list[bool] = []
    here = QThread.currentThread()
    cell = Cell()
    cell.destroyed.connect(lambda: gone.append(QThread.currentThread() is here), Qt.ConnectionType.DirectConnection)
    del cell

    def litter() -> None:
        for _ in range(50_000):
            cycle: list[object] = []
            cycle.append(cycle)

    tasks.run(READ, litter)
    wait(qtbot, tasks)
    assert gone == []
    tasks.garbage.begin()
    qtbot.waitUntil(lambda: gone == [True])
