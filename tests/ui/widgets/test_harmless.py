"""A stranger's text is made safe to paint without losing what his script needs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.ui.widgets.harmless import harmless, one_line, right_to_left, shortened


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("satu\r\ndua\rtiga\u2028empat", "satu\ndua\ntiga\nempat"),
        ("a\u202eb\u2066c\u2069\u200f", "abc"),
        ("loceng\x07 kosong\x00", "loceng kosong"),
        ("👩\u200d🔧 தமிழ்", "👩\u200d🔧 தமிழ்"),
        ("z" + "\u0301" * 40, "z" + "\u0301" * 3),
        ("جالن روسق", "جالن روسق"),
    ],
)
def test_tricks_go_and_letters_stay(given_text: str, expected: str) -> None:
    assert harmless(given_text) == expected


@given(st.text())
def test_no_direction_or_control_character_ever_remains(text: str) -> None:
    for character in harmless(text):
        assert character in "\n\t" or unicodedata.category(character) != "Cc"
        assert unicodedata.bidirectional(character) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


@given(st.text())
def test_making_harmless_twice_changes_nothing_more(text: str) -> None:
    assert harmless(harmless(text)) == harmless(text)


def test_a_name_is_one_line() -> None:
    assert one_line("Faizal\n\n  Z.\u202e ") == "Faizal Z."


def test_a_long_text_is_shortened_and_says_so() -> None:
    assert shortened("jalan " * 10, 11) == ("jalan jalan …", True)
    assert shortened("jalan", 11) == ("jalan", False)


@pytest.mark.parametrize(("text", "expected"), [("123 جالن", True), ("FT5 جالن", False), ("", False), ("🙏", False)])
def test_the_first_letter_with_a_direction_decides(text: str, expected: bool) -> None:
    assert right_to_left(text) is expected
