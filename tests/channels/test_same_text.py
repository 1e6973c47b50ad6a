"""What a network does to our text is forgiven; another text is not taken for ours."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pmsdesk.channels.same_text import same_text

OURS = "Terima kasih atas aduan tuan. Sila semak di kkr.gov.my/aduan untuk no. KKR/2026/000001."


@pytest.mark.parametrize(
    "theirs",
    [
        OURS,
        f"@aminah_kk {OURS}",
        f"@aminah_kk @JKRMalaysia {OURS}",
        OURS.replace("kkr.gov.my/aduan", "http://kkr.gov.my/aduan"),
        OURS.replace("kkr.gov.my/aduan", "https://www.kkr.gov.my/aduan/"),
        OURS.replace(". ", ".\n\n") + " \n",
        OURS.replace("aduan", "a\u200bduan"),
    ],
)
def test_links_spaces_and_leading_names_make_no_difference(theirs: str) -> None:
    assert same_text(OURS, theirs)


@pytest.mark.parametrize(
    "theirs",
    [
        OURS.replace("000001", "000002"),
        OURS.replace("tuan", "puan"),
        OURS.removesuffix("."),
        OURS + " @aminah_kk",
        OURS.replace("/aduan", "/bantuan"),
        "",
    ],
)
def test_other_words_are_another_text(theirs: str) -> None:
    assert not same_text(OURS, theirs)


@given(st.text(), st.text(alphabet=st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1))
def test_a_text_is_itself_in_any_normal_form_and_is_not_itself_with_more_words(text: str, more: str) -> None:
    assert same_text(text, unicodedata.normalize("NFD", text))
    assume(not text.endswith("/"))
    assert not same_text(text, f"{text} {more}")
