"""A file of the first release, with work in it, joins a register: what it did alone stays, what follows goes up."""

import sqlite3
from pathlib import Path

import pytest

from pmsdesk.services import triaging
from pmsdesk.store import Store
from tests.postgres import SharedRegister
from tests.store.first_release import TALK, make_first_release
from tests.sync.seats import Seat


@pytest.fixture
def old(tmp_path: Path) -> Path:
    make_first_release(tmp_path / "lama" / "pmsdesk.db")
    return tmp_path / "lama"


def test_the_file_opens_with_all_it_had(old: Path) -> None:
    store = Store(old / "pmsdesk.db", old / "photos", "baru", key=None)
    assert store.copied_to is not None
    assert (store.device, store.verify()) == ("WS-07", 2)
    people = {person.username: person.role for person in store.read().staff()}
    assert people == {"siti": "pegawai", "hakim": "penyelia"}
    assert store.read().approval("r1").approvals[0].approver_id == "s-2"
    assert store.read().search("lubang")
    assert not store.joined
    store.close()
    raw = sqlite3.connect(old / "pmsdesk.db")
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    assert raw.execute("SELECT count(*) FROM staff").fetchone() == (2,)
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute("INSERT INTO applying VALUES (1)")
    for guarded in ("UPDATE operation SET kind = ''", "DELETE FROM staff", "UPDATE reply SET id = 'x'"):
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(guarded)
    raw.close()


def test_it_joins_and_what_follows_goes_up(old: Path, shared: SharedRegister) -> None:
    siti = Seat(shared, old, "siti")
    siti.sync()
    siti.do(triaging.note, TALK, "Sambung kerja di daftar bersama.")
    status = siti.sync().status
    assert (status.online, status.waiting) == (True, 0)
    assert shared.all("SELECT kind FROM app.operation") == [("note.added",)]
    assert shared.all("SELECT id FROM app.conversation") == [(TALK,)]
    assert shared.all("SELECT text FROM app.note") == [("Sambung kerja di daftar bersama.",)]
    people = {person.id: person for person in siti.store.read().staff()}
    assert (people["siti"].name, people["s-1"].name, people["s-1"].active) == ("Siti", "Siti lama", False)
    assert siti.store.verify() == 3
    siti.close()
