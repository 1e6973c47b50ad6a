"""The encrypted file: unreadable without its key, and under it as safe, searchable and honest as a plain one."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from pmsdesk.domain.errors import (
    CipherMissing,
    DiskFull,
    StoreCorrupt,
    StoreError,
    StoreLocked,
    WrongKey,
)
from pmsdesk.services.reading import InboxFilter
from pmsdesk.store import Store, driver, versions
from pmsdesk.store.engine import known_error
from pmsdesk.store.file_key import FileKey
from tests.store.conftest import AISYAH, Clock, Writer, staffed

KEY = FileKey(bytes(range(32)))
OTHER = FileKey(bytes(32))
MARK = "Sabak Bernam"

OpenSealed = Callable[..., Store]


@pytest.fixture
def open_sealed(tmp_path: Path, clock: Clock) -> Iterator[OpenSealed]:
    """Opens the test's one encrypted file, as often as asked."""
    opened: list[Store] = []

    def open_it(key: FileKey | None = KEY) -> Store:
        path = tmp_path / "seat" / "pmsdesk.db"
        opened.append(Store(path, tmp_path / "photos", "WS-07", clock, patience_s=0.1, key=key))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def sealed(open_sealed: OpenSealed) -> Store:
    return staffed(open_sealed())


@pytest.fixture
def sealed_writer(sealed: Store) -> Writer:
    return Writer(sealed)


def files(store: Store) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(store.path.parent.iterdir()) if path.is_file()}


def settings(store: Store) -> list[str]:
    with store.work(AISYAH) as work:
        return [value for n in range(100) if (value := work.setting(f"n{n}"))]


# ---- the key ----------------------------------------------------------------------------------------------------


def test_nothing_of_what_it_holds_can_be_read_without_the_key(sealed_writer: Writer) -> None:
    sealed_writer.talk()
    lying = files(sealed_writer.store)
    assert {"pmsdesk.db", "pmsdesk.db-wal"} <= set(lying)
    sealed_writer.store.close()
    lying |= files(sealed_writer.store)
    for name, content in lying.items():
        assert driver.MAGIC not in content, name
        assert MARK.encode() not in content, name
        assert b"CREATE TABLE" not in content, name


def test_what_was_written_is_there_again_and_can_be_searched(sealed_writer: Writer, open_sealed: OpenSealed) -> None:
    talk = sealed_writer.talk()
    sealed_writer.store.close()
    read = open_sealed().read()
    assert read.conversation(talk.id, AISYAH.id).conversation == talk
    assert list(read.inbox_keys(InboxFilter(search="lubang sabak"), talk.last_at)) == [talk.key]


def test_a_wrong_key_is_told_and_changes_nothing(sealed_writer: Writer, open_sealed: OpenSealed) -> None:
    sealed_writer.talk()
    sealed_writer.store.close()
    before = files(sealed_writer.store)
    with pytest.raises(WrongKey) as refusal:
        open_sealed(OTHER)
    assert str(sealed_writer.store.path) in str(refusal.value)
    assert files(sealed_writer.store) == before


def test_a_wrong_key_leaves_the_log_of_a_crash_alone(
    sealed_writer: Writer, open_sealed: OpenSealed, tmp_path: Path
) -> None:
    sealed_writer.talk()
    crashed = tmp_path / "crashed"
    shutil.copytree(sealed_writer.store.path.parent, crashed)
    (crashed / "pmsdesk.db-shm").unlink()
    before = {name: (crashed / name).read_bytes() for name in ("pmsdesk.db", "pmsdesk.db-wal")}
    with pytest.raises(WrongKey):
        Store(crashed / "pmsdesk.db", tmp_path / "photos", "WS-07", key=OTHER)
    assert {name: (crashed / name).read_bytes() for name in before} == before
    again = Store(crashed / "pmsdesk.db", tmp_path / "photos", "WS-07", key=KEY)
    assert again.read().counts(AISYAH.id, sealed_writer.talk().last_at).open == 1
    again.close()


def test_an_encrypted_file_is_never_taken_for_a_plain_one(sealed: Store, open_sealed: OpenSealed) -> None:
    sealed.close()
    before = files(sealed)
    with pytest.raises(StoreCorrupt):
        open_sealed(None)
    assert files(sealed) == before


def test_without_the_library_it_is_told_and_no_plain_file_is_made(
    tmp_path: Path, open_sealed: OpenSealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(CipherMissing):
        open_sealed()
    assert not list((tmp_path / "seat").iterdir()) or (tmp_path / "seat" / "pmsdesk.db").read_bytes() == b""


def test_a_key_does_not_show_itself() -> None:
    assert KEY.text() not in repr(KEY)
    assert FileKey.of_text(" ".join([KEY.text()[:32].upper(), KEY.text()[32:]])) == KEY
    assert FileKey.random() != FileKey.random()
    with pytest.raises(ValueError, match="32 bytes"):
        FileKey.of_text("00")


def test_a_passphrase_makes_one_key_with_one_salt() -> None:
    made = FileKey.of_passphrase("lebuh raya pantai timur", b"garam" * 4)
    assert made == FileKey.of_passphrase("lebuh raya pantai timur", b"garam" * 4)
    assert made != FileKey.of_passphrase("lebuh raya pantai timur", b"masin" * 4)
    assert made != FileKey.of_passphrase("lebuh raya pantai barat", b"garam" * 4)


def test_photos_have_a_key_of_their_own() -> None:
    assert KEY.of_photos() not in (KEY.root, OTHER.of_photos())


# ---- what goes wrong --------------------------------------------------------------------------------------------

CODES = {
    sqlite3.SQLITE_BUSY: StoreLocked,
    sqlite3.SQLITE_CORRUPT: StoreCorrupt,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: StoreError,
}


@pytest.mark.parametrize("error", [sqlite3.OperationalError, sqlcipher.OperationalError])
@pytest.mark.parametrize(("code", "kind"), CODES.items())
def test_both_drivers_errors_are_told_alike(error: type[Exception], code: int, kind: type[StoreError]) -> None:
    raised = error("words")
    raised.sqlite_errorcode = code | 1 << 8  # type: ignore[attr-defined]
    assert type(known_error(raised, Path("pmsdesk.db"))) is kind


@pytest.mark.parametrize("key", [None, KEY])
def test_both_drivers_give_the_code_of_an_error(tmp_path: Path, key: FileKey | None) -> None:
    with pytest.raises(driver.module(key).OperationalError) as refusal:
        driver.connect(tmp_path / "tiada.db", "rw", key, 0)
    assert refusal.value.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CANTOPEN


def test_a_torn_file_is_refused_and_kept(sealed_writer: Writer, open_sealed: OpenSealed) -> None:
    for _ in range(20):
        sealed_writer.talk()
    path = sealed_writer.store.path
    sealed_writer.store.close()
    whole = path.read_bytes()
    for length in (60, 4096 * 3, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises((StoreCorrupt, WrongKey)):
            open_sealed()
        assert path.read_bytes() == whole[:length]


def test_damage_inside_is_found_by_verifying(sealed_writer: Writer, open_sealed: OpenSealed) -> None:
    for _ in range(20):
        sealed_writer.talk()
    path = sealed_writer.store.path
    sealed_writer.store.close()
    whole = bytearray(path.read_bytes())
    whole[-5000] ^= 1
    path.write_bytes(whole)
    with pytest.raises(StoreCorrupt):
        open_sealed().verify()


def test_another_program_that_writes_is_waited_for_and_then_told(sealed: Store) -> None:
    other = driver.connect(sealed.path, "rw", KEY, 0)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreLocked), sealed.work(AISYAH):
        pass
    other.close()


def test_a_full_disk_is_told_and_the_transaction_leaves_no_trace(sealed: Store) -> None:
    with sealed.work(AISYAH) as work:
        work.set_setting("n1", "sebelum")
        work.commit()
    with sealed.work(AISYAH) as work:
        pages = work._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        work._connection.exec_driver_sql(f"PRAGMA max_page_count={int(pages) + 2}")
        with pytest.raises(DiskFull):
            work.set_setting("n3", "x" * 100_000)
    with sealed.work(AISYAH) as work:
        work._connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert settings(sealed) == ["sebelum"]


WRITE_AND_DIE = """
    import os, signal, sys
    from pathlib import Path
    from pmsdesk.domain.staff import Role, Staff
    from pmsdesk.store import Store
    from pmsdesk.store.file_key import FileKey

    store = Store(Path(sys.argv[1]), Path(sys.argv[2]), "WS-07", key=FileKey(bytes(range(32))))
    who = Staff("s-aisyah", "aisyah", "Nur Aisyah", Role.OFFICER)
    for n in range(5):
        with store.work(who) as work:
            work.set_setting(f"n{n}", f"nilai {n}")
            work.record("setting.changed", f"n{n}", {"value": n})
            work.commit()
    with store.work(who) as work:
        for n in range(5, 90):
            work.set_setting(f"n{n}", "x" * 20_000)
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_kill_in_the_middle_loses_nothing_that_was_committed(tmp_path: Path, open_sealed: OpenSealed) -> None:
    path = tmp_path / "seat" / "pmsdesk.db"
    command = [sys.executable, "-c", textwrap.dedent(WRITE_AND_DIE), str(path), str(tmp_path / "photos")]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    store = open_sealed()
    assert settings(store) == [f"nilai {n}" for n in range(5)]
    assert store.verify() == 5


# ---- copies -----------------------------------------------------------------------------------------------------


def test_a_backup_is_encrypted_under_the_same_key(tmp_path: Path, sealed_writer: Writer) -> None:
    talk = sealed_writer.talk()
    target = tmp_path / "salinan.db"
    sealed_writer.store.backup(target)
    assert MARK.encode() not in target.read_bytes()
    with pytest.raises(WrongKey):
        Store(target, tmp_path / "photos", "WS-07", key=OTHER)
    copy = Store(target, tmp_path / "photos", "WS-07", key=KEY)
    assert copy.read().conversation(talk.id, AISYAH.id).messages
    copy.close()


def test_the_copy_before_a_migration_is_encrypted_and_only_the_newest_are_kept(
    open_sealed: OpenSealed, sealed_writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed_writer.talk()
    path = sealed_writer.store.path
    sealed_writer.store.close()
    for age in range(1, 8):
        old = path.with_name(f"pmsdesk.db.v0-{age}.bak")
        shutil.copy(path, old)
        os.utime(old, (1_700_000_000 - age, 1_700_000_000 - age))
    monkeypatch.setattr(versions, "_OURS", (versions.SCHEMA_MAJOR << 16) + 99)
    made = open_sealed().copied_to
    assert made is not None
    assert MARK.encode() not in made.read_bytes()
    kept = [copy.name for copy in versions.copies(path)]
    assert kept == [made.name, *(f"pmsdesk.db.v0-{age}.bak" for age in range(1, versions.COPIES_KEPT))]
