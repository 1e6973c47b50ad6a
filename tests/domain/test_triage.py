"""Why words decided: a code with its facts, told in Malay or another language, and what other versions kept."""

import string

import pytest

from pmsdesk.domain.reason import REASONS, Reason
from pmsdesk.domain.triage import Evidence


def places(wording: str) -> set[str]:
    """The facts that *wording* has room for."""
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name is not None}


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_worded_and_its_facts_are_counted_from_nought(reason: Reason) -> None:
    named = places(REASONS[reason])
    assert named == {str(number) for number in range(len(named))}


def test_it_says_what_was_read_and_what_it_means() -> None:
    evidence = Evidence(41, 44, Reason.TOLL_ROUTE, "E1", ("Lebuhraya Utara–Selatan", "E1"))
    assert evidence.why == "“E1” = Lebuhraya Utara–Selatan (E1): LLM"


def test_words_of_the_post_above_are_told_as_its_context() -> None:
    assert Evidence(0, 0, Reason.POLICY, "harga tol").why == "konteks “harga tol” = dasar kerajaan: KKR"


def test_it_is_told_in_another_language() -> None:
    english = {
        REASONS[Reason.FEDERAL_ROUTE]: "Federal Route {0}",
        "“{words}” = {meaning}": "“{words}” means {meaning}",
    }
    evidence = Evidence(41, 44, Reason.FEDERAL_ROUTE, "FT5", ("5",))
    assert evidence.told(english.__getitem__) == "“FT5” means Federal Route 5"


def test_a_sentence_kept_by_the_first_versions_is_told_as_it_stands() -> None:
    assert Evidence(41, 44, "", "“FT5” = Laluan Persekutuan 5").why == "“FT5” = Laluan Persekutuan 5"


@pytest.mark.parametrize("evidence", [Evidence(1, 3, "of_tomorrow", "B11"), Evidence(1, 3, Reason.TOLL_ROUTE, "B11")])
def test_of_a_code_or_facts_that_cannot_be_worded_the_words_remain(evidence: Evidence) -> None:
    assert evidence.why == "“B11”"


def test_braces_of_a_citizen_are_only_words() -> None:
    assert Evidence(1, 3, Reason.TOLL_PLAZA, "{0}", ("{words}",)).why == "“{0}” = plaza tol {words}: LLM"
