"""The day a sample belongs to."""

from datetime import UTC, date, datetime

import pytest

from pmsdesk.domain.metrics import AccountMetrics, AccountSample, Profile


@pytest.mark.parametrize(("hour", "day"), [(0, date(2026, 11, 23)), (15, date(2026, 11, 23)), (16, date(2026, 11, 24))])
def test_a_sample_is_of_the_day_it_is_in_kuala_lumpur(hour: int, day: date) -> None:
    assert AccountSample("a", datetime(2026, 11, 23, hour, tzinfo=UTC)).day == day


def test_of_an_account_that_was_not_asked_nothing_is_known() -> None:
    sample = AccountSample("a", datetime(2026, 11, 23, tzinfo=UTC))
    assert (sample.metrics, sample.profile) == (AccountMetrics(), Profile())
    assert sample.metrics.followers is None
    assert sample.profile.bio is None
