"""Fields that are missing, null or of another type are read as nothing; texts reach us as they can be stored."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.channels.fields import clean, moment_of, number_of, object_of, objects_of, text_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_no_value_a_network_may_send_breaks_the_reading(value: object) -> None:
    item = {"a": value}
    assert isinstance(text_of(item, "a", "b"), str)
    assert number_of(item, "a") is None or isinstance(number_of(item, "a"), int)
    assert isinstance(object_of(item, "a", "b"), dict)
    assert all(isinstance(row, dict) for row in objects_of(item, "b", "a"))
    told = moment_of(item, "a")
    assert told is None or told.tzinfo is UTC


@given(st.text())
def test_every_text_can_be_stored_and_a_good_one_stays_as_it_is(text: str) -> None:
    assert clean(text) == text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def test_half_a_surrogate_pair_and_nul_are_shown_as_replacement_characters() -> None:
    assert clean("jalan \ud83d rosak\0") == "jalan \ufffd rosak\ufffd"
    assert clean("\ud83d\ude4f") == "🙏"


@pytest.mark.parametrize(
    "written",
    ["2026-11-23T01:02:03.000Z", "2026-11-23T01:02:03+0000", "2026-11-23T09:02:03+08:00", "2026-11-23T01:02:03"],
)
def test_the_networks_ways_to_write_a_time_are_read(written: str) -> None:
    assert moment_of({"at": written}, "at") == datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize("written", ["", "semalam", "2026-13-40T00:00:00Z", "0001-01-01T00:00:00+14:00", 12])
def test_what_is_no_time_is_none(written: object) -> None:
    assert moment_of({"at": written}, "at") is None


@pytest.mark.parametrize(
    ("value", "read"), [(33, 33), ("33", 33), ("", None), ("tiga", None), (True, None), (3.5, None)]
)
def test_numbers_are_read_also_when_sent_as_digits(value: object, read: int | None) -> None:
    assert number_of({"code": value}, "code") == read
