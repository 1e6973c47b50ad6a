"""The units of a Google project: days of California, replies kept in reserve, and no account starves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.channels.youtube_units import AHEAD, READ, WRITE, Units, pacific_day, renewal, units_of

MIDNIGHT = datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "day", "renews"),
    [
        ("2026-11-25T07:59:59+00:00", date(2026, 11, 24), "2026-11-25T08:00:00+00:00"),
        ("2026-11-25T08:00:00+00:00", date(2026, 11, 25), "2026-11-26T08:00:00+00:00"),
        ("2026-07-01T07:00:00+00:00", date(2026, 7, 1), "2026-07-02T07:00:00+00:00"),
        ("2026-07-01T14:59:00+08:00", date(2026, 6, 30), "2026-07-01T07:00:00+00:00"),
        # Summer time begins on 8 March and ends on 1 November 2026, each at two in the night.
        ("2026-03-08T12:00:00+00:00", date(2026, 3, 8), "2026-03-09T07:00:00+00:00"),
        ("2026-03-08T07:30:00+00:00", date(2026, 3, 7), "2026-03-08T08:00:00+00:00"),
        ("2026-11-01T12:00:00+00:00", date(2026, 11, 1), "2026-11-02T08:00:00+00:00"),
        ("2026-11-01T07:00:00+00:00", date(2026, 11, 1), "2026-11-02T08:00:00+00:00"),
    ],
)
def test_a_day_begins_at_midnight_in_california(now: str, day: date, renews: str) -> None:
    assert pacific_day(datetime.fromisoformat(now)) == day
    assert renewal(datetime.fromisoformat(now)) == datetime.fromisoformat(renews)


@given(st.integers(0, 15 * 366 * 24 * 3600))
def test_the_renewal_is_ahead_and_no_further_than_a_long_day(seconds: int) -> None:
    now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert now < renewal(now) <= now + timedelta(hours=25)
    assert pacific_day(renewal(now)) == pacific_day(now) + timedelta(days=1)


def test_the_budget_tells_what_all_accounts_spent_together() -> None:
    units = Units()
    units.spend("yt-kkr", WRITE, MIDNIGHT)
    units.spend("yt-jkr", READ, MIDNIGHT)
    budget = units.budget(MIDNIGHT)
    assert (budget.remaining, budget.renews_at) == (9_949, MIDNIGHT + timedelta(days=1))
    assert budget.used == pytest.approx(0.0051)
    assert units.budget(MIDNIGHT + timedelta(days=1)).remaining == 10_000


def test_what_others_used_up_is_believed_until_a_call_succeeds() -> None:
    units = Units()
    units.use_up(MIDNIGHT)
    assert (units.budget(MIDNIGHT).used, units.budget(MIDNIGHT).remaining) == (1, 0)
    units.spend("yt-kkr", READ, MIDNIGHT)
    assert units.budget(MIDNIGHT).remaining == 9_999


def test_the_accounts_of_one_project_share_its_units() -> None:
    assert units_of("https://a", "kkr", 10_000) is units_of("https://a", "kkr", 10_000)
    assert units_of("https://a", "kkr", 10_000) is not units_of("https://a", "llm", 10_000)


def read_a_day(units: Units, accounts: dict[str, int]) -> dict[str, list[datetime]]:
    """Who read when, if each account wants to spend so many units a minute, all day."""
    read: dict[str, list[datetime]] = {name: [] for name in accounts}
    for minute in range(24 * 60):
        now = MIDNIGHT + timedelta(minutes=minute)
        for name, wish in accounts.items():
            for _ in range(wish):
                if units.may_read(name, now):
                    units.spend(name, READ, now)
                    read[name].append(now)
    return read


def test_twenty_five_accounts_are_all_read_all_day_and_replies_stay_possible() -> None:
    units = Units()
    accounts = {f"yt-{n}": 3 for n in range(24)} | {"yt-backlog": 60}
    read = read_a_day(units, accounts)
    last = MIDNIGHT + timedelta(days=1)
    assert all(len(times) >= 300 for times in read.values())
    assert all(last - times[-1] < timedelta(hours=1) for times in read.values())
    assert units.budget(last - timedelta(seconds=1)).remaining >= 2_000


def test_one_account_alone_may_be_ahead_of_the_day_by_so_much() -> None:
    units = Units()
    spent = 0
    while units.may_read("yt-kkr", MIDNIGHT):
        units.spend("yt-kkr", READ, MIDNIGHT)
        spent += 1
    assert spent == AHEAD
    assert units.may_read("yt-kkr", MIDNIGHT + timedelta(minutes=10))
