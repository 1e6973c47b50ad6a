"""When a conversation should come back, in the words an officer types."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.services.snoozing import FURTHEST, parse_when

MONDAY_10_00 = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("1 jam", "23 11:00"),
        ("sejam", "23 11:00"),
        ("setengah jam", "23 10:30"),
        ("1 jam setengah", "23 11:30"),
        ("30 minit lagi", "23 10:30"),
        ("dua jam", "23 12:00"),
        ("3 hari", "26 10:00"),
        ("seminggu", "30 10:00"),
        ("petang ini", "23 15:00"),
        ("malam nanti", "23 20:00"),
        ("Esok", "24 08:00"),
        ("esok pagi", "24 08:00"),
        ("esok 9 pagi", "24 09:00"),
        ("esok, pukul 9.30 pagi", "24 09:30"),
        ("esok 12 tengah hari", "24 12:00"),
        ("esok 1 tengah hari", "24 13:00"),
        ("esok 12 malam", "25 00:00"),
        ("lusa 2 ptg", "25 14:00"),
        ("lusa 2", "25 14:00"),
        ("tulat", "26 08:00"),
        ("isnin", "30 08:00"),
        ("isnin 8 pagi", "30 08:00"),
        ("isnin 2 petang", "23 14:00"),
        ("isnin depan 2 petang", "30 14:00"),
        ("hari jumaat 5 ptg", "27 17:00"),
        ("ahad", "29 08:00"),
        ("9 malam", "23 21:00"),
        ("9 pagi", "24 09:00"),
        ("jam 5", "23 17:00"),
        ("14:30", "23 14:30"),
        ("06:15", "24 06:15"),
        ("29/11", "29 08:00"),
        ("29-11-2026 4 ptg", "29 16:00"),
    ],
)
def test_what_officers_type(typed: str, when: str) -> None:
    parsed = parse_when(typed, MONDAY_10_00)
    assert parsed is not None
    assert parsed.astimezone(KUALA_LUMPUR).strftime("%d %H:%M") == when


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "nanti",
        "hari ini 8 pagi",
        "pagi ini",
        "0 jam",
        "31/2",
        "32/1",
        "esok 25",
        "esok 14 pagi",
        "9:75",
        "1/1/2026",
    ],
)
def test_what_names_no_moment_ahead(typed: str) -> None:
    assert parse_when(typed, MONDAY_10_00) is None


def test_a_day_and_month_that_have_passed_are_next_years() -> None:
    parsed = parse_when("1/3", MONDAY_10_00)
    assert parsed is not None
    assert parsed.astimezone(KUALA_LUMPUR).isoformat() == "2027-03-01T08:00:00+08:00"


VOCABULARY = (
    "esok lusa isnin ahad petang pagi malam tengah hari ini nanti depan jam pukul minit minggu se dua 1 2 9 12 31 999 "
    "14:30 9.15 25/12 29/2 ptg lagi setengah"
)
words = st.sampled_from(VOCABULARY.split())


@given(
    st.one_of(st.text(max_size=30), st.lists(words, max_size=5).map(" ".join)),
    st.integers(0, 2**33).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
)
def test_whatever_is_typed_gives_a_moment_ahead_or_none(typed: str, now: datetime) -> None:
    parsed = parse_when(typed, now)
    assert parsed is None or timedelta(0) < parsed - now <= FURTHEST
