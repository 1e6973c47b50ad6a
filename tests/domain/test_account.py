"""When an official account is in use: whole days of Malaysia, without a beginning or an end where none is set."""

from datetime import UTC, date, datetime

import pytest

from pmsdesk.domain.account import Account, Channel


def account(valid_from: date | None = None, valid_to: date | None = None) -> Account:
    return Account("x", Channel.X, "MOWorks", "KKR", "kkr", valid_from=valid_from, valid_to=valid_to)


@pytest.mark.parametrize(
    ("at", "in_use", "ended"),
    [
        (datetime(2026, 3, 1, 15, 59, tzinfo=UTC), False, False),
        (datetime(2026, 3, 1, 16, 0, tzinfo=UTC), True, False),
        (datetime(2026, 11, 30, 15, 59, tzinfo=UTC), True, False),
        (datetime(2026, 11, 30, 16, 0, tzinfo=UTC), False, True),
    ],
)
def test_it_is_in_use_from_its_first_through_its_last_day_in_malaysia(at: datetime, in_use: bool, ended: bool) -> None:
    known = account(date(2026, 3, 2), date(2026, 11, 30))
    assert (known.in_use(at), known.has_ended(at)) == (in_use, ended)


def test_without_dates_it_is_always_in_use() -> None:
    assert account().in_use(datetime(2126, 1, 1, tzinfo=UTC))
    assert not account().has_ended(datetime(2126, 1, 1, tzinfo=UTC))
