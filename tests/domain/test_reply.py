"""A reply's fingerprint binds text, media, account and target, and nothing a network would change by itself."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.domain.errors import IllegalTransition
from pmsdesk.domain.reply import LEGAL, ReplyState, canonical, fingerprint, require_transition

TEXT = "Terima kasih. Aduan tuan telah didaftarkan (no. aduan KKR/2026/000001)."
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(texts)
def test_the_canonical_form_is_stable_and_normalised(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once


@given(texts)
def test_a_windows_line_end_or_trailing_space_changes_no_fingerprint(text: str) -> None:
    typed = text.replace("\r", "")
    typed_on_windows = "\r\n".join(line + "  " for line in typed.split("\n"))
    assert fingerprint(typed, (), "x-kkr", "1") == fingerprint(typed_on_windows, (), "x-kkr", "1")


def test_composed_and_decomposed_letters_are_the_same_text() -> None:
    assert fingerprint("Café di R&R", (), "x-kkr", "1") == fingerprint("Cafe\u0301 di R&R", (), "x-kkr", "1")


@pytest.mark.parametrize(
    ("text", "media", "account", "target"),
    [
        (TEXT + "!", (), "x-kkr", "1"),
        (TEXT.lower(), (), "x-kkr", "1"),
        (TEXT.replace("Aduan", "A\u200bduan"), (), "x-kkr", "1"),
        (TEXT, ("a" * 64,), "x-kkr", "1"),
        (TEXT, (), "fb-kkr", "1"),
        (TEXT, (), "x-kkr", "2"),
    ],
)
def test_any_change_of_text_media_account_or_target_is_another_fingerprint(
    text: str, media: tuple[str, ...], account: str, target: str
) -> None:
    assert fingerprint(text, media, account, target) != fingerprint(TEXT, (), "x-kkr", "1")


@given(texts, texts, texts, texts)
def test_no_two_fields_can_be_shifted_into_each_other(text: str, account: str, target: str, shift: str) -> None:
    if canonical(text) != canonical(text + shift):
        assert fingerprint(text + shift, (), account, target) != fingerprint(text, (), shift + account, target)


def test_the_order_of_pictures_is_part_of_what_was_approved() -> None:
    assert fingerprint(TEXT, ("a", "b"), "x", "1") != fingerprint(TEXT, ("b", "a"), "x", "1")


@given(st.sampled_from(ReplyState), st.sampled_from(ReplyState))
def test_only_legal_steps_are_taken(old: ReplyState, new: ReplyState) -> None:
    if new in LEGAL[old]:
        require_transition(old, new)
    else:
        with pytest.raises(IllegalTransition):
            require_transition(old, new)


def test_what_was_returned_or_withdrawn_is_not_returned_again() -> None:
    assert ReplyState.RETURNED not in LEGAL[ReplyState.RETURNED] | LEGAL[ReplyState.WITHDRAWN]
