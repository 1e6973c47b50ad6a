"""Texts are counted as each network counts them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twitter_text import parse_tweet

from pmsdesk.domain.account import Channel
from pmsdesk.language.length import limit, weighted_length

CONFORMANCE = Path(__file__).parents[3] / "shared/data/compliance/give/twitter_length_conformance.jsonl"
EMOJI_COUNTED_BY_CODE_POINT = {"tt-WeightedTwee-12", "tt-WeightedTwee-14"}
"""Cases written for the configuration before v3, in which an emoji sequence was not yet one."""


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Aduan tuan telah diterima.", 26),
        ("Sila layari https://www.kkr.gov.my/ms/maklumat-jalan-persekutuan untuk maklumat lanjut.", 12 + 23 + 23),
        ("www.kkr.gov.my", 23),
        ("Baik.Terima kasih", 17),
        ("Terima kasih 🙏🏽", 15),
        ("👨‍👩‍👧", 2),
        ("道路维修", 8),
        ("சாலை", 4),
        ("baris satu\r\nbaris dua", 20),
        ("", 0),
    ],
)
def test_x_counts_links_as_23_and_heavy_letters_and_emoji_as_2(text: str, length: int) -> None:
    assert weighted_length(text, Channel.X) == length


def test_a_decomposed_letter_counts_as_one() -> None:
    assert weighted_length("cafe\u0301", Channel.X) == weighted_length("cafe\u0301", Channel.FACEBOOK) == 4


@pytest.mark.parametrize("channel", [Channel.FACEBOOK, Channel.INSTAGRAM, Channel.YOUTUBE])
def test_the_others_count_code_points(channel: Channel) -> None:
    assert weighted_length("Terima kasih 🙏🏽 www.kkr.gov.my", channel) == 30


def test_every_channel_has_a_limit() -> None:
    assert [limit(channel) for channel in Channel] == [280, 8000, 2200, 10000]


def test_a_megabyte_is_counted_at_once() -> None:
    assert weighted_length("a.b道" * 250_000, Channel.X) == 1_250_000


def test_a_megabyte_of_marks_is_counted_at_once() -> None:
    assert weighted_length("\u0315\u0316" * 250_000, Channel.X) == 500_000
    assert weighted_length(("e" + "\u0316\u0301" * 100) * 2_000, Channel.FACEBOOK) == 2_000 * 200


def test_the_parser_is_not_loaded_before_it_is_needed() -> None:
    code = (
        "import sys; from pmsdesk.language.length import *; from pmsdesk.domain.account import Channel; "
        "weighted_length('Aduan tuan telah diterima. Terima kasih.', Channel.X); "
        "assert 'twitter_text' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("aé.道路சா🙏👍⚠‼ \n—")), max_size=40))
def test_what_is_counted_without_the_parser_agrees_with_it(text: str) -> None:
    assert weighted_length(text, Channel.X) == parse_tweet(text).weightedLength


@pytest.mark.skipif(not CONFORMANCE.exists(), reason="the shared conformance cases are not here")
def test_it_conforms_to_twitter_text() -> None:
    for line in CONFORMANCE.read_text("utf-8").splitlines():
        case = json.loads(line)
        if case["id"] not in EMOJI_COUNTED_BY_CODE_POINT:
            assert weighted_length(case["text"], Channel.X) == case["labels"]["weightedLength"], case
