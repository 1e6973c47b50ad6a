"""Folding undoes spelling tricks and always knows where a letter stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.language.fold import disguises, fold, skeleton, spells

TRICKY = st.text(
    st.one_of(
        st.sampled_from("abodhiBODHáé0134@$!*.-_ \n\u200b\u200d\u202e\u0301\ufb01ß İ🙏🏽👨👩Ｂ𝐛جالنಕசா道о"),
        st.characters(),
    ),
    max_size=60,
)


def written(text: str, word: str) -> list[str]:
    """The pieces of *text* that hide *word*, as they stand in it."""
    view = fold(text)
    found = (text[slice(*view.span(p.start, p.end))] for p in disguises(view) if spells(p.written, word))
    return list(dict.fromkeys(found))


@given(TRICKY)
def test_every_letter_of_a_view_stands_inside_the_text(text: str) -> None:
    view = fold(text)
    assert len(view.text) == len(view.starts) == len(view.ends)
    places = list(zip(view.starts, view.ends, strict=True))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(TRICKY)
def test_disguises_lie_inside_the_text(text: str) -> None:
    view = fold(text)
    for piece in disguises(view):
        start, end = view.span(piece.start, piece.end)
        assert 0 <= start < end <= len(text)
        assert piece.written


@given(TRICKY)
def test_a_folded_text_holds_nothing_invisible(text: str) -> None:
    assert not set(fold(text).text) & set("\u200b\u200d\u202e\u00ad\ufeff\u2060")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("BODOH", "bodoh"),
        ("Ｂｏｄｏｈ", "bodoh"),
        ("bódôh", "bodoh"),
        ("bo\u0301doh", "bodoh"),
        ("b\u200bo\u2060d\u00adoh", "bodoh"),
        ("bоdоh", "bodoh"),
        ("Ьоԁοһ", "bodoh"),
        ("ﬁkir", "fikir"),
        ("٠١٢-٣٤٥", "012-345"),
        ("İstana", "istana"),
    ],
)
def test_tricks_on_latin_letters_are_undone(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize("text", ["جالن راي", "சாலை பழுது", "道路维修", "дорога", "ब्लॉक"])
def test_other_scripts_keep_their_letters_and_marks(text: str) -> None:
    assert fold(text).text == text


def test_a_span_covers_what_was_hidden_between_letters() -> None:
    text = "Memang si\u200bal 🙏🏽 betul"
    view = fold(text)
    start = view.text.index("sial")
    assert text[slice(*view.span(start, start + 4))] == "si\u200bal"


@pytest.mark.parametrize(
    "text",
    [
        "b0d0h",
        "b.o.d.o.h",
        "b-o-d-o-h",
        "bo.doh",
        "b o d o h",
        "boooodoh",
        "BOODOOOH",
        "bod*h",
        "b*d*h",
        "B.0.d.0.h",
    ],
)
def test_disguised_spellings_are_read(text: str) -> None:
    assert written(f"Jawapan {text} sekali", "bodoh") == [text]


def test_one_sign_may_stand_for_several_letters() -> None:
    assert written("1ancau", "lancau") == ["1ancau"]
    assert written("s1al", "sial") == ["s1al"]
    assert written("bab!", "babi") == ["bab!"]


@pytest.mark.parametrize(
    "text",
    [
        "FT5 dan B20 serta e1",
        "jalan2 sekitar",
        "orang2nya",
        "2026",
        "Aduan telah diterima",
        "Jalan S A T U",
        "Lorong a b c d",
        "Presint 1 2 3 4",
    ],
)
def test_ordinary_writing_is_no_disguise(text: str) -> None:
    assert [piece.written for piece in disguises(fold(text))] == []


@given(st.from_regex(r"[a-z]{4,10}", fullmatch=True), st.data())
def test_a_skeleton_survives_every_spelling(word: str, data: st.DataObject) -> None:
    signs = {"o": "0", "i": "1!", "l": "1|", "e": "3", "a": "4@*", "s": "5$", "t": "7", "b": "8", "g": "9"}
    spelt = "".join(
        data.draw(st.sampled_from(c + signs.get(c, ""))) * data.draw(st.integers(min_value=1, max_value=3))
        for c in word
    )
    assert skeleton(spelt) == skeleton(word)


def test_a_longer_word_is_not_spelt_by_a_shorter() -> None:
    assert not spells("b0d", "bodoh")
    assert not spells("b0d0hs", "bodoh")
    assert not spells("", "bodoh")
