"""An administrator is told fourteen days, seven days and one day before a connection ends."""

from datetime import UTC, datetime, timedelta

import pytest

from pmsdesk.domain.connection import Connection

NOW = datetime(2026, 12, 1, tzinfo=UTC)


NOTICES = [(337, None), (336, 14), (169, 14), (168, 7), (25, 7), (24, 1), (0, 0), (-5, 0)]


@pytest.mark.parametrize(("hours", "days"), NOTICES)
def test_the_tightest_notice_that_is_reached_counts(hours: int, days: int | None) -> None:
    notice = Connection(NOW + timedelta(hours=hours)).notice(NOW)
    assert notice == (None if days is None else timedelta(days=days))


def test_what_has_no_end_needs_none_and_what_is_over_is_over() -> None:
    assert Connection().notice(NOW) is None
    assert Connection(NOW + timedelta(days=99), is_over=True).notice(NOW) == timedelta(0)
