"""How well triage reads the labelled texts of the sandbox, on the half for tuning and on the half for measuring."""

from collections.abc import Callable

import pytest

from pmsdesk.domain.triage import Jurisdiction, Kind, Triage
from pmsdesk.routing.triage import Triager
from tests.routing.labelled import Labelled, citizens_texts, labelled_texts

TRIAGER = Triager.default()
ALL = tuple(labelled_texts())
HALVES = pytest.mark.parametrize("measuring", [False, True], ids=["tuning", "measuring"])


def read(measuring: bool) -> list[tuple[Labelled, Triage]]:
    return [(label, TRIAGER.triage(label.text, label.account)) for label in ALL if label.measuring is measuring]


def f1(pairs: list[tuple[Labelled, Triage]], kind: Kind) -> float:
    told = sum(triage.kind is kind for _, triage in pairs)
    meant = sum(label.kind is kind for label, _ in pairs)
    both = sum(label.kind is triage.kind is kind for label, triage in pairs)
    return 2 * both / (told + meant)


def share(pairs: list[tuple[Labelled, Triage]], holds: Callable[[Labelled, Triage], bool]) -> float:
    return sum(holds(label, triage) for label, triage in pairs) / len(pairs)


def test_every_text_of_the_sandbox_has_a_label_and_reaches_an_account() -> None:
    texts = citizens_texts()
    assert len(ALL) == len(texts) > 390
    assert all(account is not None for account in texts.values())
    assert {label.measuring for label in ALL} == {True, False}


@HALVES
def test_the_kind_is_right_seven_times_in_eight(measuring: bool) -> None:
    assert share(read(measuring), lambda label, triage: label.kind is triage.kind) >= 0.87


@HALVES
@pytest.mark.parametrize(
    ("kind", "least"),
    [
        (Kind.COMPLAINT, 0.90),
        (Kind.QUESTION, 0.72),
        (Kind.SUGGESTION, 0.85),
        (Kind.PRAISE, 0.91),
        (Kind.ABUSE, 0.80),
        (Kind.SPAM, 0.80),
    ],
)
def test_each_kind_is_told_from_the_others(measuring: bool, kind: Kind, least: float) -> None:
    assert f1(read(measuring), kind) >= least


@HALVES
def test_what_is_shown_as_a_complaint_is_one(measuring: bool) -> None:
    shown = [pair for pair in read(measuring) if pair[1].kind is Kind.COMPLAINT]
    assert share(shown, lambda label, _: label.kind is Kind.COMPLAINT) >= 0.94


@HALVES
def test_where_an_owner_is_proposed_it_is_the_right_one(measuring: bool) -> None:
    answered = [pair for pair in read(measuring) if pair[1].jurisdiction is not Jurisdiction.UNCLEAR]
    assert share(answered, lambda label, triage: label.jurisdiction is triage.jurisdiction) >= 0.90


@HALVES
def test_an_owner_is_proposed_where_the_text_tells_one(measuring: bool) -> None:
    clear = [pair for pair in read(measuring) if pair[0].jurisdiction is not Jurisdiction.UNCLEAR]
    assert share(clear, lambda label, triage: label.jurisdiction is triage.jurisdiction) >= 0.86
