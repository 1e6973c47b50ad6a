"""Words and sentences are found where a reader sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.language.words import sentences, words


def pieces(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_compounds_are_one_word() -> None:
    text = "R&R Tapah: jalan-jalan tak'kan siap, FT5!"
    assert pieces(text, list(words(text))) == ["R&R", "Tapah", "jalan-jalan", "tak'kan", "siap", "FT5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aduan diterima. Siasatan dijalankan!", ["Aduan diterima.", "Siasatan dijalankan!"]),
        ("Jln. Sg. Besi ditutup. Terima kasih.", ["Jln. Sg. Besi ditutup.", "Terima kasih."]),
        ("Kontraktor Maju Sdn. Bhd. telah dimaklumkan.", ["Kontraktor Maju Sdn. Bhd. telah dimaklumkan."]),
        ("No. aduan KKR/2026/000001\nTerima kasih", ["No. aduan KKR/2026/000001", "Terima kasih"]),
        ("道路关闭。请绕道。", ["道路关闭。", "请绕道。"]),
        ("Layari www.kkr.gov.my hari ini", ["Layari www.kkr.gov.my hari ini"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_they_should(text: str, expected: list[str]) -> None:
    assert pieces(text, sentences(text)) == expected


@given(st.text(max_size=80))
def test_sentences_are_in_order_and_hold_every_word(text: str) -> None:
    spans = sentences(text)
    assert spans == sorted(spans)
    assert all(any(low <= start and end <= high for low, high in spans) for start, end in words(text))
