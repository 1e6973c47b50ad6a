"""Every rule flags its own wrong examples, where it should, and leaves its right ones alone."""

import pytest

from pmsdesk.compliance.checker import Checker
from pmsdesk.compliance.rule import Rule, Wrong
from pmsdesk.compliance.rules import all_rules
from pmsdesk.domain.finding import Severity

CHECKER = Checker.default()
RULES = all_rules()
WRONG = [(rule, case) for rule in RULES for case in rule.wrong]
RIGHT = [(rule, text) for rule in RULES for text in rule.right]


def test_the_rules_of_this_issue_are_all_here() -> None:
    assert {"R01", "R02", "R03", "R08", "R11", "R17", "R26"} <= {rule.id for rule in RULES}


def test_no_two_rules_share_an_id() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_where_it_comes_from_and_shows_both_sides(rule: Rule) -> None:
    assert rule.clause[0] in "EFGHJK"
    assert rule.title
    assert rule.wrong
    assert rule.right


@pytest.mark.parametrize(("rule", "case"), WRONG, ids=lambda x: getattr(x, "id", None) or getattr(x, "text", "")[:40])
def test_wrong_examples_are_flagged(rule: Rule, case: Wrong) -> None:
    found = [finding for finding in CHECKER.check(case.text).findings if finding.rule == rule.id]
    assert found, "nothing found"
    assert max(finding.severity.rank for finding in found) == case.severity.rank
    if case.span:
        assert case.span in {case.text[finding.start : finding.end] for finding in found}


@pytest.mark.parametrize(("rule", "text"), RIGHT, ids=lambda x: getattr(x, "id", None) or str(x)[:40])
def test_right_examples_pass(rule: Rule, text: str) -> None:
    assert [finding for finding in CHECKER.check(text).findings if finding.rule == rule.id] == []


def test_a_private_line_is_replaced_by_the_official_one() -> None:
    text = "Hubungi kami di 012-345 6789 atau ali@gmail.com."
    for finding in reversed(CHECKER.check(text).findings):
        text = text[: finding.start] + finding.suggestion + text[finding.end :]
    assert text == "Hubungi kami di 03-8000 8000 atau pro@kkr.gov.my."
    assert CHECKER.check(text).findings == ()


def test_repeating_what_the_citizen_wrote_is_no_excuse() -> None:
    finding = CHECKER.check("Kami akan hubungi 0123456789.", incoming="call saya 012-345 6789").findings[0]
    assert finding.severity is Severity.BLOCK
    assert "pengadu" in finding.message


@pytest.mark.parametrize(
    "number", ["900230-14-5232", "901301-14-5232", "RM850101145232", "8501011452321", "2026/850101", "1-800-88-7752"]
)
def test_numbers_that_cannot_be_an_identity_card_pass(number: str) -> None:
    found = [f for f in CHECKER.check(f"Rujukan {number}.").findings if f.severity is Severity.BLOCK]
    assert found == []


@pytest.mark.parametrize(
    "text", ["Hubungi ٠١٢-٣٤٥ ٦٧٨٩.", "Hubungi ０１２-３４５ ６７８９.", "Hubungi 0\u200b12-345 6789."]
)
def test_digits_of_other_scripts_are_digits(text: str) -> None:
    assert [f.severity for f in CHECKER.check(text).findings] == [Severity.BLOCK]
