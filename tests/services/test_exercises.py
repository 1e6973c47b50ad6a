"""The exercises of Mod Latihan: they can be done, they cannot be passed by chance, and what they name exists."""

from pathlib import Path

import pytest

from pmsdesk.compliance.checker import Checker
from pmsdesk.compliance.templates import load_canned
from pmsdesk.data_files import load, resource_folder
from pmsdesk.domain.canned import fill
from pmsdesk.domain.errors import BadDataFile
from pmsdesk.domain.exercise import Check, Course, Exercise, Skill
from pmsdesk.domain.finding import Verdict
from pmsdesk.domain.triage import Jurisdiction, Kind
from pmsdesk.routing.registry import load_accounts, load_agencies
from pmsdesk.routing.triage import Triager
from pmsdesk.services.complaining import slot_values
from pmsdesk.services.exercises import load_course
from pmsdesk.services.scoring import Facts, score

COURSE = load_course()
ids = [exercise.id for exercise in COURSE.exercises]
STRAIGHT = [exercise for exercise in COURSE.exercises if exercise.skill is not Skill.TRAP]


def values_of(check: Check) -> set[str]:
    return {
        value
        for exercise in COURSE.exercises
        for expected in exercise.expectations
        if expected.check is check
        for value in expected.values
    }


@pytest.fixture(scope="module")
def triager() -> Triager:
    return Triager.default()


def test_there_are_at_least_twelve_and_they_go_from_easy_to_hard() -> None:
    levels = [exercise.level for exercise in COURSE.exercises]
    assert len(levels) >= 12
    assert levels == sorted(levels)
    assert set(levels) == {1, 2, 3}


def test_every_skill_is_trained() -> None:
    assert {exercise.skill for exercise in COURSE.exercises} == set(Skill)


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=ids)
def test_the_points_of_an_exercise_add_up_to_a_hundred(exercise: Exercise) -> None:
    assert sum(expected.points for expected in exercise.expectations) == 100


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=ids)
def test_whoever_does_nothing_passes_nothing(exercise: Exercise) -> None:
    assert not score(exercise, Facts()).passed


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=ids)
def test_no_expectation_contradicts_another(exercise: Exercise) -> None:
    checks = {expected.check for expected in exercise.expectations}
    assert not {Check.REGISTERED, Check.NOT_REGISTERED} <= checks
    assert not {Check.SILENT, Check.ANSWERED} <= checks


def test_what_is_expected_exists() -> None:
    categories = {category["id"] for category in load("taxonomy")["categories"]}
    assert values_of(Check.TEMPLATE) <= {reply.code for reply in load_canned()}
    assert values_of(Check.CATEGORY) <= categories
    assert values_of(Check.JURISDICTION) <= set(Jurisdiction)
    assert values_of(Check.ROUTED) <= set(load_agencies())
    assert {exercise.account_id for exercise in COURSE.exercises} <= {account.id for account in load_accounts()}


@pytest.mark.parametrize(
    "exercise", [one for one in COURSE.exercises if one.skill is not Skill.TRAP], ids=lambda e: e.id
)
def test_outside_the_traps_what_the_program_proposes_is_right(exercise: Exercise, triager: Triager) -> None:
    found = triager.triage(exercise.text)
    proposed = {
        Check.JURISDICTION: found.jurisdiction.value,
        Check.ROUTED: next(iter(found.agencies), ""),
        Check.CATEGORY: found.category,
        Check.ROAD: found.road,
    }
    for expected in exercise.expectations:
        if expected.check in proposed:
            assert proposed[expected.check] in expected.values, expected.check
        if expected.check is Check.URGENT:
            assert found.urgent


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=ids)
def test_the_canned_reply_that_is_asked_for_can_be_sent_and_says_what_it_must(
    exercise: Exercise, triager: Triager
) -> None:
    asked = [code for e in exercise.expectations if e.check is Check.TEMPLATE for code in e.values]
    texts = {reply.code: reply.text for reply in load_canned()}
    agencies = triager.triage(exercise.text).agencies
    values = slot_values(None, agencies=agencies) | {"agensi": next(iter(agencies), ""), "no_aduan": "KKR/2026/000001"}
    for code in asked:
        text = fill(texts[code], values)
        assert Checker.default().check(text).verdict is Verdict.CLEAR
        says = [e.values for e in exercise.expectations if e.check is Check.SAYS]
        assert all(any(value in text for value in wanted) for wanted in says)


def test_no_trap_is_disarmed_by_the_first_reading(triager: Triager) -> None:
    """The satire is read as praise and the abuse as abuse: the officer has to see what the program does not."""
    assert triager.triage(COURSE.exercise("sindiran").text).kind is Kind.PRAISE
    assert triager.triage(COURSE.exercise("maki").text).kind is Kind.ABUSE


def test_whoever_repeats_the_bait_is_held_back() -> None:
    checker = Checker.default()
    for exercise_id in ("maki", "umpan", "data-peribadi"):
        assert checker.check(COURSE.exercise(exercise_id).text).findings, exercise_id


def test_an_exercise_that_is_not_there_is_not_found() -> None:
    with pytest.raises(LookupError, match="tiada-ini"):
        Course("1", ()).exercise("tiada-ini")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("id: lokasi", "id: terima", "terima: dua kali"),
        ("{check: template, values: [G4], ", "{check: template, ", "terima: template: values"),
        ("{check: answered, points: 40", "{check: answered, values: [x], points: 40", "terima: answered: values"),
    ],
    ids=["twice", "without values", "with values it cannot have"],
)
def test_what_could_not_be_marked_is_refused(tmp_path: Path, old: str, new: str, what: str) -> None:
    text = (resource_folder() / "training" / "exercises.yaml").read_text("utf-8")
    (tmp_path / "exercises.yaml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadDataFile) as caught:
        load_course(tmp_path)
    assert caught.value.facts["what"] == what
