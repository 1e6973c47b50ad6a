"""A computer whose clock is wrong: the person is told calmly, once, what it says and what the networks say."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from pmsdesk.app.clock_watch import ClockWatch
from pmsdesk.app.poller import Poller
from pmsdesk.domain.errors import ClockWrong
from tests.app.conftest import Station


@pytest.fixture
def poller(station: Station) -> Iterator[Poller]:
    seat, desk = station.seat, station.desk()
    watch = ClockWatch(desk)
    made = Poller(
        desk, station.tasks, seat.lines, seat.store.work, seat.triager.triage, timedelta(minutes=1), parent=watch
    )
    station.connect("x-moworks", "facebook-kkr")
    yield made
    made.stop()


def round_of(station: Station, poller: Poller) -> list[str]:
    """Poll a minute later; all that was told so far, in words."""
    station.jump(minutes=1)
    poller.start()
    station.settle()
    return [str(error) for error in station.told]


@pytest.mark.parametrize("minutes", [0, 4, -4])
def test_a_few_minutes_are_nobodys_business(station: Station, poller: Poller, minutes: int) -> None:
    station.off = timedelta(minutes=minutes)
    assert round_of(station, poller) == []


@pytest.mark.parametrize(
    ("off", "here", "apart"),
    [
        (timedelta(hours=24), "24/11/2026 10:15", "24 jam 0 minit"),
        (timedelta(hours=-24), "22/11/2026 10:15", "24 jam 0 minit"),
        (timedelta(minutes=-7), "23/11/2026 10:08", "0 jam 7 minit"),
    ],
)
def test_more_than_that_is_told_once_with_both_times(
    station: Station, poller: Poller, off: timedelta, here: str, apart: str
) -> None:
    station.off = off
    for _ in range(3):
        (told,) = round_of(station, poller)
    assert f"Jam komputer ini menunjukkan {here}, tetapi waktu" in told
    assert "ialah 23/11/2026 10:15" in told
    assert apart in told
    assert isinstance(station.told[0], ClockWrong)


def test_it_is_told_again_only_after_the_clock_was_right(station: Station, poller: Poller) -> None:
    station.off = timedelta(hours=1)
    assert len(round_of(station, poller)) == 1
    station.off = timedelta(0)
    assert len(round_of(station, poller)) == 1
    station.off = timedelta(hours=-1)
    assert len(round_of(station, poller)) == 2
