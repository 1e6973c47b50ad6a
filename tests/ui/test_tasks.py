"""Lanes: one thread each, in order, and every answer back on the GUI thread."""

import threading  # noqa: TID251 (this is what is tested)
import time
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread  # noqa: TID251 (this is what is tested)
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
