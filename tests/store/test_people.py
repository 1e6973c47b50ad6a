"""Staff and their credentials."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pmsdesk.domain.errors import NotFound
from pmsdesk.services.ports import Credential
from pmsdesk.store import Store
from tests.store.conftest import AISYAH, HAKIM, NOW, ROSNAH

LOCKED_UNTIL = NOW.replace(microsecond=0) + timedelta(minutes=15)


def test_a_person_is_found_by_id_and_by_user_name_in_any_case(store: Store) -> None:
    with store.work(HAKIM) as work:
        assert work.people.get(AISYAH.id) == AISYAH
        assert work.people.credential("AISYAH") == Credential(AISYAH, "$argon2id$", 0)
        assert work.people.credential("tiada") is None
        with pytest.raises(NotFound):
            work.people.get("tiada")
    assert store.read().staff() == [HAKIM, AISYAH, ROSNAH]


def test_a_change_keeps_the_password_unless_one_is_given(store: Store) -> None:
    with store.work(HAKIM) as work:
        work.people.put(replace(AISYAH, active=False))
        kept = work.people.credential("aisyah")
        work.people.put(AISYAH, "$baharu$")
        changed = work.people.credential("aisyah")
    assert kept == Credential(replace(AISYAH, active=False), "$argon2id$", 0)
    assert changed == Credential(AISYAH, "$baharu$", 0)


def test_failures_and_a_lock_are_remembered(store: Store) -> None:
    with store.work(HAKIM) as work:
        work.people.set_failures(AISYAH.id, 5, LOCKED_UNTIL)
        locked = work.people.credential("aisyah")
        work.people.set_failures(AISYAH.id, 0, None)
        unlocked = work.people.credential("aisyah")
    assert locked == Credential(replace(AISYAH, locked_until=LOCKED_UNTIL), "$argon2id$", 5)
    assert unlocked == Credential(AISYAH, "$argon2id$", 0)
