"""What the networks' headers say of the calls we have left, whatever stands in them."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.channels.budget import LONGEST_WAIT, META_WINDOW, X_WINDOW, meta_budget, meta_wait, x_budget, x_wait

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def x_headers(remaining: int, reset: datetime, server: datetime = NOW, window: str = "x-rate-limit") -> dict[str, str]:
    return {
        "Date": format_datetime(server, usegmt=True),
        f"{window}-limit": "300",
        f"{window}-remaining": str(remaining),
        f"{window}-reset": str(int(reset.timestamp())),
    }


def meta_headers(percent: int, minutes: int = 0) -> dict[str, str]:
    usage = {"type": "pages", "call_count": percent, "total_cputime": 3, "total_time": 4}
    business = {"698730214653933": [usage | {"estimated_time_to_regain_access": minutes}]}
    return {"X-App-Usage": json.dumps({"call_count": 12}), "X-Business-Use-Case-Usage": json.dumps(business)}


def test_x_tells_calls_left_and_when_they_renew() -> None:
    budget = x_budget(x_headers(75, NOW + timedelta(minutes=10)), NOW)
    assert budget is not None
    assert (budget.used, budget.remaining, budget.renews_at) == (0.75, 75, NOW + timedelta(minutes=10))


def test_of_several_windows_the_tightest_counts() -> None:
    day = x_headers(3, NOW + timedelta(hours=9), window="x-user-limit-24hour")
    budget = x_budget(x_headers(290, NOW + timedelta(minutes=10)) | day, NOW)
    assert budget is not None
    assert budget.remaining == 3


def test_a_clock_that_is_a_day_wrong_does_not_change_the_wait() -> None:
    """The reset is told in the network's time; ours may be anything."""
    server = NOW + timedelta(hours=24)
    assert x_wait(x_headers(0, server + timedelta(minutes=7), server), NOW) == timedelta(minutes=7)


def test_a_wait_lasts_until_every_used_up_window_renews() -> None:
    day = x_headers(0, NOW + timedelta(hours=9), window="x-user-limit-24hour")
    assert x_wait(x_headers(0, NOW + timedelta(minutes=10)) | day, NOW) == timedelta(hours=9)


def test_without_x_headers_retry_after_counts_then_the_usual_window() -> None:
    assert x_wait({"Retry-After": "120"}, NOW) == timedelta(minutes=2)
    assert x_wait({}, NOW) == X_WINDOW


def test_meta_tells_the_fullest_counter() -> None:
    budget = meta_budget(meta_headers(87), NOW)
    assert budget is not None
    assert (budget.used, budget.remaining, budget.renews_at) == (0.87, None, None)


def test_metas_estimate_is_in_minutes() -> None:
    assert meta_wait(meta_headers(104, minutes=17), NOW) == timedelta(minutes=17)
    assert meta_wait(meta_headers(104), NOW) == META_WINDOW


@pytest.mark.parametrize(
    "value", ["", "{", "[]", "[1]", '{"a": 1}', '{"a": [1, null]}', '{"call_count": "banyak"}', "[" * 9999]
)
def test_unreadable_meta_headers_tell_nothing(value: str) -> None:
    headers = {"X-App-Usage": value, "X-Business-Use-Case-Usage": value}
    assert meta_budget(headers, NOW) is None
    assert meta_wait(headers, NOW) == META_WINDOW


@given(st.fixed_dictionaries({}, optional={
    name: st.text() | st.integers().map(str)
    for name in ("Date", "Retry-After", "x-rate-limit-limit", "x-rate-limit-remaining", "x-rate-limit-reset")
}))  # fmt: skip
def test_no_header_makes_us_wait_more_than_a_day_or_not_at_all(headers: dict[str, str]) -> None:
    assert timedelta(seconds=1) <= x_wait(headers, NOW) <= LONGEST_WAIT


@given(st.integers(), st.integers() | st.floats(allow_nan=True) | st.text())
def test_no_estimate_of_meta_makes_us_wait_more_than_a_day_or_not_at_all(percent: int, minutes: object) -> None:
    usage = [{"call_count": percent, "estimated_time_to_regain_access": minutes}]
    headers = {"X-Business-Use-Case-Usage": json.dumps({"1": usage})}
    assert timedelta(seconds=1) <= meta_wait(headers, NOW) <= LONGEST_WAIT
