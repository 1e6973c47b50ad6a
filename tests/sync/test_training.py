"""The record of training over the register: each sees the own, whoever oversees sees everybody's, from every seat."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pmsdesk.domain.exercise import Attainment, TrainingRow
from pmsdesk.domain.register_errors import RegisterUnreachable
from pmsdesk.services import training
from pmsdesk.sync.training import RegisterTraining
from tests.postgres import SharedRegister
from tests.sync.seats import Open, Seat

FELL = Attainment("maki", "Maki hamun sahaja", 3, 40, False, True, ("silent",), "2026.1", "0.1")
PASSED = replace(FELL, points=100, passed=True, hinted=False, missed=())


def record(seat: Seat) -> list[TrainingRow]:
    return list(RegisterTraining(seat.line).rows())


def lines(seat: Seat) -> list[tuple[str, int]]:
    return [(row.name, row.attainment.points) for row in record(seat)]


def test_a_supervisor_and_an_administrator_see_who_has_done_which_exercise_and_officers_see_the_own(seat: Open) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.do(training.keep, FELL)
    siti.pass_time(minutes=5)
    siti.do(training.keep, PASSED)
    kumar.do(training.keep, FELL)
    for one in (siti, kumar):
        one.sync()
    everybody = [("Kumar", 40), ("Siti", 100), ("Siti", 40)]
    assert sorted(lines(seat("rahman"))) == sorted(lines(seat("admin1"))) == sorted(everybody)
    assert lines(siti) == [("Siti", 100), ("Siti", 40)]
    assert lines(kumar) == [("Kumar", 40)]
    assert lines(seat("penerbit1")) == []


def test_a_line_is_the_one_the_seat_has_so_that_both_together_show_it_once(seat: Open) -> None:
    siti = seat("siti")
    siti.now = datetime.now(UTC)
    siti.do(training.keep, FELL)
    assert siti.sync().status.waiting == 0
    here = siti.store.read().training("siti")
    told = record(siti)
    assert [(row.id, row.at, row.attainment) for row in told] == [(row.id, row.at, FELL) for row in here]
    assert training.all_known(here, told) == tuple(told)


def test_what_was_handed_in_at_another_computer_is_there_too_newest_first(seat: Open) -> None:
    office, home = seat("siti"), seat("siti")
    office.do(training.keep, FELL)
    home.pass_time(hours=1)
    home.do(training.keep, PASSED)
    for one in (office, home):
        one.sync()
    known = training.all_known(office.store.read().training("siti"), record(office))
    assert [row.attainment.points for row in known] == [100, 40]


def test_a_record_of_many_pages_comes_whole_and_other_versions_are_left_out(
    seat: Open, shared: SharedRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    siti, admin = seat("siti"), seat("admin1")
    for points in range(7):
        siti.do(training.keep, replace(FELL, points=points))
    siti.sync()
    shared.station("kumar").act("training.done", "kumar", {"exercise": "of a later pmsdesk"})
    reader = RegisterTraining(admin.line)
    ask = reader._api.training
    monkeypatch.setattr(reader._api, "training", lambda before: ask(before, 3))
    assert [row.attainment.points for row in reader.rows()] == [6, 5, 4, 3, 2, 1, 0]


def test_a_time_that_cannot_be_is_moved_to_between_enrolment_and_now(seat: Open, shared: SharedRegister) -> None:
    kumar = shared.station("kumar")
    for at in ("1999-01-01T00:00:00+00:00", "2999-01-01T00:00:00+00:00", "semalam"):
        facts = {**{name: getattr(FELL, name) for name in FELL.__slots__}, "missed": []}
        assert kumar.act("training.done", "kumar", facts, at=at)["verdict"] == "applied"
    begun, now = shared.all("SELECT enrolled_at, sync.now() FROM app.device WHERE enrolled_by = 'kumar'")[0]
    times = [row.at for row in record(seat("admin1"))]
    assert len(times) == 3
    assert all(begun <= at <= now for at in times)


def test_out_of_reach_is_told(seat: Open) -> None:
    siti = seat("siti")
    siti.line.cut = True
    with pytest.raises(RegisterUnreachable):
        record(siti)
