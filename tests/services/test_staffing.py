"""Signing in, and what keeps a stranger, a guesser and a dismissed colleague out."""

from dataclasses import replace

import argon2
import pytest

from pmsdesk.domain.errors import (
    EmptyText,
    LastAdministrator,
    LockedOut,
    NameTaken,
    NotAllowed,
    SignInFailed,
    WeakPassword,
)
from pmsdesk.domain.events import StaffChanged
from pmsdesk.domain.staff import SYSTEM, Role, Staff
from pmsdesk.services import staffing, triaging
from tests.conftest import SLOW_HASHER
from tests.services.seat import ADMIN, AINA, BADRUL, Seat

PASSWORD = "hujan-lebat-petang"


@pytest.fixture
def nora(seat: Seat) -> str:
    """An officer with a password; her id."""
    (event,) = seat.do(ADMIN, staffing.add, "Nora", "Nora Ismail", Role.OFFICER, PASSWORD)
    assert isinstance(event, StaffChanged)
    return event.staff_id


def sign_in(seat: Seat, password: str = PASSWORD, name: str = "nora") -> Staff:
    with seat.look(SYSTEM) as work:
        staff = staffing.sign_in(work, name, password)
        work.commit()
    return staff


def fail(seat: Seat, times: int) -> None:
    for _ in range(times):
        with pytest.raises(SignInFailed):
            sign_in(seat, "salah-sama-sekali")


@pytest.mark.parametrize("typed", ["nora", " NORA ", "Ｎｏｒａ"])
def test_the_right_password_signs_in_whatever_the_case_of_the_name(seat: Seat, nora: str, typed: str) -> None:
    staff = sign_in(seat, name=typed)
    assert (staff.id, staff.role) == (nora, Role.OFFICER)


@pytest.mark.parametrize(("name", "password"), [("nora", "salah-sama-sekali"), ("tiada", PASSWORD), ("aina", "")])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(seat: Seat, nora: str, name: str, password: str) -> None:
    with pytest.raises(SignInFailed, match="Nama pengguna atau kata laluan"):
        sign_in(seat, password, name)


def test_five_failures_lock_for_fifteen_minutes_even_for_the_right_password(seat: Seat, nora: str) -> None:
    fail(seat, 5)
    with pytest.raises(LockedOut, match="09:15"):
        sign_in(seat)
    seat.clock.on(minutes=14, seconds=59)
    with pytest.raises(LockedOut):
        sign_in(seat)
    seat.clock.on(seconds=1)
    assert sign_in(seat).id == nora


def test_after_a_lock_there_are_five_tries_again(seat: Seat, nora: str) -> None:
    fail(seat, 5)
    seat.clock.on(minutes=15)
    fail(seat, 4)
    assert sign_in(seat).locked_until is None


def test_a_success_forgets_the_failures(seat: Seat, nora: str) -> None:
    fail(seat, 4)
    sign_in(seat)
    fail(seat, 4)
    sign_in(seat)


def test_an_administrator_unlocks(seat: Seat, nora: str) -> None:
    fail(seat, 5)
    with pytest.raises(NotAllowed):
        seat.do(AINA, staffing.unlock, nora)
    seat.do(ADMIN, staffing.unlock, nora)
    assert sign_in(seat).id == nora


def test_a_console_left_open_by_a_dismissed_colleague_can_do_nothing_more(seat: Seat) -> None:
    talk = seat.complain()
    seat.do(ADMIN, staffing.set_active, AINA.id, False)
    with pytest.raises(NotAllowed):
        seat.submit(AINA, talk)
    with pytest.raises(NotAllowed):
        seat.do(AINA, triaging.take, talk)


def test_a_name_nobody_has_can_do_nothing(seat: Seat) -> None:
    talk = seat.complain()
    for forged in (Role.OFFICER, Role.SUPERVISOR):
        with pytest.raises(NotAllowed):
            seat.submit(Staff("s-tiada", "tiada", "Tiada", forged), talk)


def test_a_dismissed_colleague_is_told_no_more_than_a_stranger(seat: Seat, nora: str) -> None:
    seat.do(ADMIN, staffing.set_active, nora, False)
    with pytest.raises(SignInFailed):
        sign_in(seat)
    seat.do(ADMIN, staffing.set_active, nora, True)
    assert sign_in(seat).id == nora


def test_a_weak_password_a_taken_name_and_no_name_are_refused(seat: Seat, nora: str) -> None:
    for name, password, error in (
        ("zul", "pendek", WeakPassword),
        ("NORA", PASSWORD, NameTaken),
        ("  ", PASSWORD, EmptyText),
    ):
        with pytest.raises(error):
            seat.do(ADMIN, staffing.add, name, "Nama", Role.OFFICER, password)


def test_only_an_administrator_adds_people_once_there_are_any(seat: Seat) -> None:
    for role in Role:
        with pytest.raises(NotAllowed):
            seat.do(SYSTEM, staffing.add, "baru", "Orang Baharu", role, PASSWORD)


def test_one_changes_ones_own_password_with_the_old_one(seat: Seat, nora: str) -> None:
    me = sign_in(seat)
    with pytest.raises(SignInFailed):
        seat.do(me, staffing.change_password, nora, "kata-laluan-baharu", "salah-sama-sekali")
    seat.do(me, staffing.change_password, nora, "kata-laluan-baharu", PASSWORD)
    assert sign_in(seat, "kata-laluan-baharu").id == nora


def test_another_persons_only_as_administrator(seat: Seat, nora: str) -> None:
    with pytest.raises(NotAllowed):
        seat.do(BADRUL, staffing.change_password, nora, "kata-laluan-baharu")
    seat.do(ADMIN, staffing.change_password, nora, "kata-laluan-baharu")
    assert sign_in(seat, "kata-laluan-baharu").id == nora


def test_the_last_administrator_stays(seat: Seat) -> None:
    with pytest.raises(LastAdministrator):
        seat.do(ADMIN, staffing.set_active, ADMIN.id, False)
    seat.do(ADMIN, staffing.add, "hana", "Hana Yusof", Role.ADMINISTRATOR, PASSWORD)
    seat.do(ADMIN, staffing.set_active, ADMIN.id, False)


def test_a_password_is_kept_only_as_an_argon2_hash(seat: Seat, nora: str) -> None:
    with seat.look() as work:
        credential = work.people.credential("nora")
    assert credential is not None
    assert credential.password_hash.startswith("$argon2id$")
    seat.store.close()
    assert PASSWORD.encode() not in seat.store.path.read_bytes()


def test_hashing_costs_whoever_guesses_as_much_as_rfc_9106_asks() -> None:
    least = argon2.profiles.RFC_9106_LOW_MEMORY
    assert SLOW_HASHER.type is least.type
    assert (SLOW_HASHER.time_cost, SLOW_HASHER.memory_cost) >= (least.time_cost, least.memory_cost)


# ---- signing in while the shared register is out of reach -----------------------------------------------------------


def test_a_password_the_register_accepted_works_without_it(seat: Seat) -> None:
    with seat.store.work(SYSTEM) as work:
        staffing.remember_password(work, "AINA", "kata laluan daftar")
        work.commit()
    with seat.store.work(SYSTEM) as work:
        assert staffing.sign_in(work, "aina", "kata laluan daftar").id == AINA.id
        with pytest.raises(SignInFailed):
            staffing.sign_in(work, "aina", "kata laluan lama")


def test_a_remembered_password_ends_a_lock(seat: Seat) -> None:
    with seat.store.work(SYSTEM) as work:
        staffing.remember_password(work, "aina", "kata laluan daftar")
        work.people.set_failures(AINA.id, 5, work.now() + staffing.LOCK)
        staffing.remember_password(work, "aina", "kata laluan daftar")
        work.commit()
    with seat.store.work(SYSTEM) as work:
        assert staffing.sign_in(work, "aina", "kata laluan daftar").id == AINA.id


def test_nobody_unknown_or_switched_off_is_remembered(seat: Seat) -> None:
    with seat.store.work(SYSTEM) as work:
        with pytest.raises(SignInFailed):
            staffing.remember_password(work, "tiada", "kata laluan daftar")
        work.people.put(replace(AINA, active=False))
        with pytest.raises(SignInFailed):
            staffing.remember_password(work, "aina", "kata laluan daftar")
