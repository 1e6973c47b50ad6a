"""A back-up takes the place of the file only when everything about it is right; what was there is kept."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmsdesk.domain.errors import StoreCorrupt, StoreError, StoreLocked, StoreNewer, WrongKey
from pmsdesk.store import Store, driver, restoring, sealing
from pmsdesk.store.file_key import FileKey
from pmsdesk.store.versions import SCHEMA_MAJOR
from tests.store.conftest import AISYAH

KEY, OTHER = FileKey(bytes(range(32))), FileKey(bytes(32))
AT = datetime(2026, 11, 23, 8, 14, 5, tzinfo=UTC)


def open_store(folder: Path, key: FileKey | None = KEY) -> Store:
    return Store(folder / "pmsdesk.db", folder / "photos", "WS-07", patience_s=0.1, key=key)


def say(store: Store, value: str) -> None:
    with store.work(AISYAH) as work:
        work.set_setting("kata", value)
        work.record("setting.changed", "kata", {"value": value})
        work.commit()


def said(folder: Path, name: str = "pmsdesk.db", key: FileKey = KEY) -> str:
    store = Store(folder / name, folder / "photos", "WS-07", patience_s=0.1, key=key)
    with store.work(AISYAH) as work:
        found = work.setting("kata")
    store.close()
    return found


def back(folder: Path, file: Path, key: FileKey = KEY, other: FileKey | None = None) -> restoring.Restored:
    return restoring.restore(folder / "pmsdesk.db", file, key, AT, other=other, patience_s=0.1)


@pytest.fixture
def seat(tmp_path: Path) -> Path:
    """A seat that says "selepas", whose back-up says "sebelum"."""
    store = open_store(tmp_path)
    say(store, "sebelum")
    restoring.back_up(store.path, KEY, tmp_path / "salinan.bak")
    say(store, "selepas")
    store.close()
    return tmp_path


def test_the_back_up_is_there_again_and_what_was_there_is_kept(seat: Path) -> None:
    done = back(seat, seat / "salinan.bak")
    assert done == restoring.Restored(1, seat / "pmsdesk.db.replaced-20261123-081405")
    assert said(seat) == "sebelum"
    assert said(seat, "pmsdesk.db.replaced-20261123-081405") == "selepas"
    assert {path.name for path in seat.glob("pmsdesk.db.rest*")} == set()
    assert b"SQLite format 3" not in (seat / "pmsdesk.db").read_bytes()


def test_onto_an_empty_seat(seat: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "baharu"
    fresh.mkdir()
    assert back(fresh, seat / "salinan.bak").kept is None
    assert said(fresh) == "sebelum"


def test_a_plain_back_up_of_earlier_days_comes_back_encrypted(tmp_path: Path) -> None:
    store = open_store(tmp_path, key=None)
    say(store, "sebelum")
    store.backup(tmp_path / "salinan.bak")
    store.close()
    kept = back(tmp_path, tmp_path / "salinan.bak").kept
    assert said(tmp_path) == "sebelum"
    assert kept is not None
    assert not driver.is_plain(tmp_path / "pmsdesk.db")
    assert not driver.is_plain(kept), "what was there before is not left plain either"


def test_a_back_up_of_another_computer_needs_its_key_and_gets_ours(seat: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "baharu"
    fresh.mkdir()
    with pytest.raises(WrongKey):
        back(fresh, seat / "salinan.bak", OTHER)
    assert list(fresh.iterdir()) == []
    back(fresh, seat / "salinan.bak", OTHER, other=KEY)
    assert said(fresh, key=OTHER) == "sebelum"


def test_a_copy_taken_while_a_console_worked_brings_its_log(seat: Path, tmp_path: Path) -> None:
    store = open_store(seat)
    say(store, "dalam log")
    taken = tmp_path / "salinan"
    taken.mkdir()
    for name in ("pmsdesk.db", "pmsdesk.db-wal"):
        shutil.copy(seat / name, taken)
    store.close()
    back(seat, taken / "pmsdesk.db")
    assert said(seat) == "dalam log"
    assert {path.name for path in taken.iterdir()} == {"pmsdesk.db", "pmsdesk.db-wal"}


def _garbage(file: Path) -> None:
    file.write_bytes(b"ini bukan pangkalan data" * 400)


def _torn(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: 4096 * 9])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-100] ^= 1
    file.write_bytes(content)


def _newer(file: Path) -> None:
    connection = driver.connect(file, "rw", KEY, 0)
    connection.execute(f"PRAGMA user_version={(SCHEMA_MAJOR + 1) << 16}")
    connection.close()


def _forged(file: Path) -> None:
    connection = driver.connect(file, "rw", KEY, 0)
    guards = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'operation'"
    for (name,) in connection.execute(guards).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE operation SET body = CAST(replace(body, 'sebelum', 'palsu') AS BLOB)")
    connection.close()


@pytest.mark.parametrize(
    ("harm", "kinds"),
    [
        (_garbage, (WrongKey,)),
        (_torn, (StoreCorrupt,)),
        (_empty, (StoreCorrupt,)),
        (_damaged, (StoreCorrupt, WrongKey)),
        (_newer, (StoreNewer,)),
        (_forged, (StoreCorrupt,)),
    ],
)
def test_a_back_up_that_is_not_right_is_refused_and_nothing_is_changed(
    seat: Path, harm: Callable[[Path], None], kinds: tuple[type[StoreError], ...]
) -> None:
    harm(seat / "salinan.bak")
    before = {path: path.read_bytes() for path in seat.iterdir() if path.is_file()}
    with pytest.raises(kinds):
        back(seat, seat / "salinan.bak")
    assert {path: path.read_bytes() for path in seat.iterdir() if path.is_file()} == before
    assert said(seat) == "selepas"


def test_a_file_in_use_is_left_alone(seat: Path) -> None:
    store = open_store(seat)
    with store.work(AISYAH), pytest.raises(StoreLocked):
        back(seat, seat / "salinan.bak")
    store.close()
    assert said(seat) == "selepas"


def test_a_damaged_file_is_replaced_and_kept_with_its_log(seat: Path) -> None:
    (seat / "pmsdesk.db").write_bytes(b"\x07" * 9000)
    (seat / "pmsdesk.db-wal").write_bytes(b"log")
    done = back(seat, seat / "salinan.bak")
    assert said(seat) == "sebelum"
    assert done.kept is not None
    assert done.kept.read_bytes() == b"\x07" * 9000
    assert done.kept.with_name(done.kept.name + "-wal").read_bytes() == b"log"


class PowerCut(Exception):
    pass


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", ["fold", "export", "keep", "put_in_place"])
def test_a_failure_at_any_step_leaves_one_whole_file(
    seat: Path, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    real: Callable[..., object] = getattr(sealing, step)

    def fail(*words: object) -> None:
        if after:
            real(*words)
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(sealing, step, fail)
        with pytest.raises(PowerCut):
            back(seat, seat / "salinan.bak")
    assert said(seat) == ("sebelum" if (step, after) == ("put_in_place", True) else "selepas")
    assert back(seat, seat / "salinan.bak").operations == 1
    assert said(seat) == "sebelum"


def test_a_back_up_while_a_console_works_is_whole(seat: Path) -> None:
    store = open_store(seat)
    with store.work(AISYAH) as work:
        work.set_setting("kata", "belum disimpan")
        restoring.back_up(store.path, KEY, seat / "kedua.bak")
    store.close()
    assert said(seat, "kedua.bak") == "selepas"


def test_the_file_made_by_another_program_is_not_a_seat(seat: Path, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "lain.db")
    other.execute("CREATE TABLE gambar (n)")
    other.commit()
    other.close()
    with pytest.raises(StoreError):
        back(seat, tmp_path / "lain.db")
    assert said(seat) == "selepas"
