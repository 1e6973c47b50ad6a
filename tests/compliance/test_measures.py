"""How well the check does on labelled texts in ../shared (not part of the project): no figure reached may get worse."""

import statistics

import pytest

from tests.judge import measures
from tests.judge.measures import GIVE, MADE, blocked, flagged, held, on_topic, texts

pytestmark = pytest.mark.skipif(not GIVE.exists(), reason="the shared labelled texts are not here")


def test_official_headlines_pass() -> None:
    headlines = texts("ms_bernama_headlines")
    stopped = flagged(headlines, held)
    assert len(stopped) <= 0.001 * len(headlines), stopped
    assert not [found for _, found in stopped if blocked(found)]


def test_place_names_pass() -> None:
    places = texts("ms_place_names")
    named = flagged(places, on_topic)
    assert len(named) <= 0.001 * len(places), named
    assert not [found for _, found in named if held(found)]


def test_quotations_of_politicians_are_seldom_held() -> None:
    quotations = texts("ms_sent_news")
    assert len(flagged(quotations, held)) <= 0.02 * len(quotations)


def test_hard_negatives_raise_nothing_they_must_not() -> None:
    assert measures.wrongly_flagged() == []


def test_hard_positives_are_found_and_most_spans_are_exact() -> None:
    recall = measures.recall(MADE)
    assert recall.found == recall.expected
    assert recall.exact >= 0.9 * recall.expected


def test_evasions_are_seen_through() -> None:
    tricks = measures.evasions()
    assert measures.summed(tricks.values()).rate >= 0.94, tricks
    assert all(share.hits == share.total for kind, share in tricks.items() if kind != "vowelless"), tricks


def test_no_road_number_is_taken_for_personal_data() -> None:
    codes = measures.road_codes()
    assert len(codes) > 280
    assert [text for code in codes for text in measures.taken_for_personal_data(code)] == []


def test_hostility_to_people_is_told_from_counter_speech_and_from_news() -> None:
    assert measures.hostility_auc(measures.hostility) >= 0.72
    headlines = [measures.hostility(text) for text in texts("ms_bernama_headlines")]
    assert statistics.fmean(headlines) <= 0.06
    assert sum(score > 0.5 for score in headlines) <= 0.005 * len(headlines)
