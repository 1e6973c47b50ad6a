"""The record of training done: lines of the audit trail that nobody can change, each with who did it."""

from dataclasses import replace
from datetime import timedelta

from pmsdesk.domain.exercise import Attainment
from pmsdesk.domain.operation import CARRIES
from pmsdesk.domain.staff import Staff
from pmsdesk.services import training
from pmsdesk.store import Store
from tests.store.conftest import AISYAH, HAKIM, NOW, Clock

DONE = Attainment("terima", "Aduan yang jelas", 1, 90, True, True, ("clean",), "2026.1", "0.1")


def keep(store: Store, staff: Staff, attainment: Attainment) -> None:
    with store.work(staff) as work:
        training.keep(work, attainment)
        work.commit()


def test_a_line_says_who_did_which_exercise_when_and_how_well(store: Store) -> None:
    keep(store, AISYAH, DONE)
    (row,) = store.read().training()
    assert (row.staff_id, row.name, row.at) == (AISYAH.id, AISYAH.name, NOW)
    assert row.attainment == DONE


def test_the_newest_line_comes_first_and_none_replaces_another(store: Store, clock: Clock) -> None:
    keep(store, AISYAH, replace(DONE, points=40, passed=False))
    clock.now += timedelta(minutes=5)
    keep(store, AISYAH, DONE)
    assert [row.attainment.points for row in store.read().training()] == [90, 40]


def test_a_person_can_be_asked_for_alone(store: Store) -> None:
    keep(store, AISYAH, DONE)
    keep(store, HAKIM, replace(DONE, exercise_id="maki"))
    assert [row.attainment.exercise_id for row in store.read().training(HAKIM.id)] == ["maki"]
    assert len(store.read().training()) == 2


def test_the_record_is_part_of_the_chain_and_goes_up_without_any_row(store: Store) -> None:
    before = store.verify()
    keep(store, AISYAH, DONE)
    assert store.verify() == before + 1
    assert CARRIES[training.KIND] == frozenset()
