"""Marking an exercise: each check by the facts it looks at, the hint's cost, and the traps that no points outweigh."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pmsdesk.domain.complaint import Complaint, ComplaintState
from pmsdesk.domain.exercise import HINT_COST, PASS_MARK, Check, Exercise, Expectation, Score, Skill
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services.scoring import Facts, score

REGISTERED = Complaint(
    id="c1",
    number="KKR/2026/000001",
    conversation_id="p1",
    contact_id="o1",
    complainant="Hadi",
    customer_kind="orang_awam",
    summary="Lampu padam",
    category="street_light",
    jurisdiction=Jurisdiction.FEDERAL,
    agencies=("kkr", "jkr"),
    road="FT 1",
    location="Tapah",
    state=ComplaintState.REGISTERED,
    registered_by="s1",
    registered_at=datetime(2026, 11, 23, tzinfo=UTC),
)
CASE = Facts(complaint=REGISTERED, jurisdiction=Jurisdiction.FEDERAL, agencies=("kkr", "jkr"), number=REGISTERED.number)


def expected(check: Check, *values: str, points: int = 100, decisive: bool = False) -> Expectation:
    return Expectation(check, points, "sebab yang cukup", "F Teras 1", values, decisive)


def exercise(*expectations: Expectation) -> Exercise:
    return Exercise("x", "X", 1, Skill.ANSWER, "x-moworks", "a", "A", "teks", "buat", "cuba", "ingat", expectations)


def met(check: Check, facts: Facts, *values: str) -> bool:
    return score(exercise(expected(check, *values)), facts).marks[0].met


@pytest.mark.parametrize(
    ("check", "values", "good", "bad"),
    [
        (Check.ANSWERED, (), Facts(said=("Ya",)), Facts(waiting="Ya")),
        (Check.TEMPLATE, ("G4",), Facts(said=("…",), templates=frozenset({"G4"})), Facts(said=("…",))),
        (Check.SAYS, ("pro@kkr",), Facts(said=("Ke PRO@kkr.gov.my",)), Facts(waiting="pro@kkr.gov.my")),
        (Check.AVOIDS, ("parti",), Facts(said=("Terima kasih",)), Facts(waiting="Parti mana")),
        (Check.NUMBER, (), replace(CASE, said=("no. KKR/2026/000001",)), replace(CASE, said=("no. KKR/2026/000002",))),
        (Check.CLEAN, (), Facts(), Facts(held=True)),
        (Check.SILENT, (), Facts(), Facts(waiting="Awak lah")),
        (Check.JURISDICTION, ("federal",), CASE, Facts()),
        (Check.ROUTED, ("kkr",), CASE, replace(CASE, agencies=("jkr", "kkr"))),
        (Check.REGISTERED, (), CASE, Facts()),
        (Check.NOT_REGISTERED, (), Facts(), CASE),
        (Check.CATEGORY, ("street_light",), CASE, replace(CASE, complaint=replace(REGISTERED, category="pothole"))),
        (Check.ROAD, ("FT1",), CASE, replace(CASE, complaint=replace(REGISTERED, road="FT10"))),
        (
            Check.FORWARDED,
            (),
            replace(CASE, complaint=replace(REGISTERED, state=ComplaintState.FORWARDED)),
            CASE,
        ),
        (Check.FINISHED, (), Facts(done=True), Facts()),
        (Check.URGENT, (), Facts(urgent=True), Facts()),
        (Check.NOTED, (), Facts(notes=1), Facts()),
    ],
    ids=lambda value: value if isinstance(value, Check) else "",
)
def test_a_check_looks_at_its_fact(check: Check, values: tuple[str, ...], good: Facts, bad: Facts) -> None:
    assert met(check, good, *values)
    assert not met(check, bad, *values)


def test_every_check_is_marked() -> None:
    for check in Check:
        met(check, Facts(), "x")


def test_a_complaint_marked_as_a_duplicate_is_as_good_as_none() -> None:
    assert met(Check.NOT_REGISTERED, replace(CASE, complaint=replace(REGISTERED, state=ComplaintState.DUPLICATE)))


def test_nobody_is_told_a_number_that_is_not_known() -> None:
    assert not met(Check.NUMBER, Facts(said=("Terima kasih",)))


def test_points_are_the_share_of_what_was_met() -> None:
    two = exercise(expected(Check.ANSWERED, points=60), expected(Check.NOTED, points=40))
    assert score(two, Facts(said=("Ya",))).points == 60
    assert score(two, Facts(said=("Ya",), notes=1)).points == 100


def test_the_hint_costs_points_but_never_below_nothing() -> None:
    one = exercise(expected(Check.ANSWERED))
    assert score(one, Facts(said=("Ya",)), hinted=True).points == 100 - HINT_COST
    assert score(one, Facts(), hinted=True).points == 0


@pytest.mark.parametrize(("points", "passed"), [(PASS_MARK, True), (PASS_MARK - 1, False)])
def test_enough_points_pass(points: int, passed: bool) -> None:
    two = exercise(expected(Check.ANSWERED, points=points), expected(Check.NOTED, points=100 - points))
    assert score(two, Facts(said=("Ya",))).passed is passed


def test_no_points_outweigh_a_trap() -> None:
    trap = exercise(expected(Check.ANSWERED, points=99), expected(Check.AVOIDS, "parti", points=1, decisive=True))
    fell: Score = score(trap, Facts(said=("Parti mana pun sama",)))
    assert fell.points == 99
    assert fell.trapped
    assert not fell.passed
