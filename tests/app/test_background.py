"""What all that works in the background shares: one thing at a time, faults told once, a rest after each."""

from datetime import timedelta

import pytest

from pmsdesk.app.background import PAUSE_AFTER_FAILURE, Errands, Job
from pmsdesk.app.troubles import Troubles
from pmsdesk.domain.errors import DiskFull, KnownError, StoreLocked
from tests.screen import Clock


@pytest.fixture
def said() -> list[KnownError]:
    return []


@pytest.fixture
def job(said: list[KnownError]) -> Job:
    return Job("reading", Troubles(said.append), known_elsewhere=(StoreLocked,))


def test_what_is_under_way_is_not_begun_a_second_time(job: Job) -> None:
    assert [job.begin(), job.begin()] == [True, False]
    job.done()
    assert job.begin()
    job.failed(DiskFull())
    assert job.begin()


def test_a_fault_is_told_once_until_it_worked_again(job: Job, said: list[KnownError]) -> None:
    for error in (DiskFull(), DiskFull()):
        job.failed(error)
    assert len(said) == 1
    job.done()
    job.failed(DiskFull())
    assert len(said) == 2


def test_what_is_shown_elsewhere_is_not_told_and_ends_no_other_trouble(job: Job, said: list[KnownError]) -> None:
    job.failed(DiskFull())
    job.failed(StoreLocked())
    job.failed(DiskFull())
    assert [type(error) for error in said] == [DiskFull]


def test_a_bug_is_raised_and_the_job_is_free_again(job: Job) -> None:
    assert job.begin()
    with pytest.raises(ZeroDivisionError):
        job.failed(ZeroDivisionError())
    assert job.begin()


def test_an_errand_is_held_while_it_is_under_way_and_for_a_moment_after_it_failed() -> None:
    clock = Clock()
    errands = Errands(clock)
    errands.begin("reply-1")
    assert errands.holds("reply-1")
    assert not errands.holds("reply-2")
    errands.failed("reply-1")
    clock.now += PAUSE_AFTER_FAILURE - timedelta(seconds=1)
    assert errands.holds("reply-1")
    clock.now += timedelta(seconds=1)
    assert not errands.holds("reply-1")


def test_an_errand_that_worked_may_be_run_again_at_once() -> None:
    errands = Errands(Clock())
    errands.begin("reply-1")
    errands.failed("reply-1")
    errands.done("reply-1")
    assert not errands.holds("reply-1")


def test_a_clock_that_was_set_back_holds_no_errand_longer() -> None:
    clock = Clock()
    errands = Errands(clock)
    errands.failed("reply-1")
    clock.forward(hours=-1)
    assert not errands.holds("reply-1")
