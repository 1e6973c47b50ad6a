"""The loop of a program without a screen: it backs off, it ends between two rounds, and a bug ends it."""

import logging
import os
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from pmsdesk.app.rounds import Ending, go
from pmsdesk.domain.register_errors import RegisterUnreachable

NOW = timedelta(0)


class Waiting(Ending):
    """Does not wait, but notes for how long it should, and ends the program after *rounds* of them."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self._rounds = rounds
        self.waited: list[float] = []

    def wait(self, time_: timedelta) -> None:
        self.waited.append(time_.total_seconds())
        self.asked = len(self.waited) >= self._rounds


@pytest.fixture
def signals() -> Iterator[None]:
    """Put the handlers back as they were."""
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    yield
    for name, handler in before.items():
        signal.signal(name, handler)


def failing(*outcomes: Exception | timedelta) -> Callable[[], timedelta]:
    left = iter(outcomes)

    def one_round() -> timedelta:
        outcome = next(left)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return one_round


def test_a_failed_round_is_tried_again_later_and_later_until_one_succeeds() -> None:
    ending = Waiting(8)
    lost = [RegisterUnreachable() for _ in range(4)]
    rounds = failing(*lost, timedelta(seconds=3), RegisterUnreachable(), RegisterUnreachable(), timedelta(seconds=3))
    assert go(rounds, ending, chance=lambda: 1.0) == 0
    assert ending.waited == [1, 2, 4, 8, 3, 1, 2, 3]


def test_the_back_off_is_spread_over_its_whole_length() -> None:
    ending = Waiting(2)
    shares = iter((0.0, 0.5))
    go(failing(RegisterUnreachable(), RegisterUnreachable()), ending, chance=lambda: next(shares))
    assert ending.waited == [0.0, 1.0]


@pytest.mark.parametrize(("outcome", "status"), [(timedelta(hours=1), 0), (RegisterUnreachable(), 1)])
def test_once_is_one_round_whose_outcome_is_told(outcome: Exception | timedelta, status: int) -> None:
    assert go(failing(outcome), Ending(), once=True) == status


def test_a_bug_ends_the_program() -> None:
    with pytest.raises(ZeroDivisionError):
        go(failing(ZeroDivisionError()), Waiting(1))


def test_the_log_names_the_failure_and_none_of_its_words(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        go(failing(RegisterUnreachable("host 10.1.2.3 said something"), NOW), Waiting(2))
    assert [record.getMessage() for record in caplog.records] == ["round failed (1 in a row): RegisterUnreachable"]


@pytest.mark.usefixtures("signals")
@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_after_the_step_that_runs_and_cuts_the_waiting_short(name: signal.Signals) -> None:
    ending = Ending()
    ending.listen()
    finished = []

    def one_round() -> timedelta:
        os.kill(os.getpid(), name)
        finished.append(True)
        return timedelta(days=1)

    assert go(one_round, ending) == 0
    assert finished == [True]
