"""The checker: spans in code points, channels, slots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.compliance.checker import Checker
from pmsdesk.compliance.templates import load_canned
from pmsdesk.domain.account import Channel
from pmsdesk.domain.canned import fill
from pmsdesk.domain.finding import Verdict

CHECKER = Checker.default()
VALUES = {
    "sapaan": "tuan/puan",
    "unit": "Unit Aduan",
    "saluran": "pro@kkr.gov.my",
    "no_aduan": "KKR/2026/000001",
    "agensi": "Majlis Bandaraya Shah Alam",
}


@pytest.mark.parametrize("reply", load_canned(), ids=lambda reply: reply.code)
def test_every_standard_answer_passes_once_filled(reply: object) -> None:
    text = fill(reply.text, VALUES)  # type: ignore[attr-defined]
    assert CHECKER.check(text).verdict is Verdict.CLEAR


def test_an_open_slot_blocks_unless_it_may_still_be_open() -> None:
    text = "Aduan {{sapaan}} telah didaftarkan (no. aduan {{no_aduan}})."
    assert CHECKER.check(text).verdict is Verdict.BLOCK
    assert CHECKER.check(text, open_slots_allowed=True).verdict is Verdict.CLEAR
    assert CHECKER.check(f"{text} xxxx", open_slots_allowed=True).verdict is Verdict.BLOCK


def test_positions_are_code_points_of_the_text_as_given() -> None:
    text = "🙏🏽👨‍👩‍👧 Terima kasih\u202e, dasar b\u200bo\u0301doh 道路"
    finding = next(f for f in CHECKER.check(text).findings if f.rule == "R11")
    assert text[finding.start : finding.end] == "b\u200bo\u0301doh"
    assert finding.disguised is False


def test_a_disguise_is_told() -> None:
    (finding,) = CHECKER.check("Jawapan b0d0h").findings
    assert finding.disguised


def test_the_limit_is_that_of_the_channel() -> None:
    text = "Kerja menurap sedang dijalankan. " * 12
    on_x, on_facebook = CHECKER.check(text, Channel.X), CHECKER.check(text, Channel.FACEBOOK)
    assert (on_x.verdict, on_x.length, on_x.limit) == (Verdict.BLOCK, len(text), 280)
    assert (on_facebook.verdict, on_facebook.limit) == (Verdict.CLEAR, 8000)


def test_findings_come_by_position_and_name_the_lexicon() -> None:
    assessment = CHECKER.check("Hubungi 012-345 6789, bodoh. Aduan xxxx diterima.")
    assert [f.rule for f in assessment.findings] == ["R08", "R11", "R26"]
    assert assessment.lexicon == CHECKER.lexicon.label
    version, digest = assessment.lexicon.rsplit("-", 1)
    assert version
    assert len(digest) == 8


def test_one_statement_is_flagged_once_and_tightly() -> None:
    text = "Kerajaan PN lebih baik membina jalan."
    assert [text[f.start : f.end] for f in CHECKER.check(text).findings] == ["PN lebih baik"]


def test_an_empty_text_is_clear() -> None:
    assert CHECKER.check("").verdict is Verdict.CLEAR


@given(st.text(max_size=120), st.sampled_from(Channel))
def test_any_text_gets_an_answer_with_sound_spans(text: str, channel: Channel) -> None:
    for finding in CHECKER.check(text, channel).findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.message
        assert finding.clause


@given(st.text(alphabet="abodhi0134@$!*.- \u200báо", max_size=40))
def test_checking_twice_gives_the_same(text: str) -> None:
    assert CHECKER.check(text) == CHECKER.check(text)
