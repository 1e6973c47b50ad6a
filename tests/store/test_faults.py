"""What goes wrong around the file: killed, torn, garbage, newer, locked, full; nothing committed is lost."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from pmsdesk.domain.errors import DiskFull, StoreCorrupt, StoreError, StoreLocked, StoreNewer
from pmsdesk.store import Store
from pmsdesk.store.versions import SCHEMA_MAJOR, SCHEMA_MINOR
from tests.store.conftest import AISYAH, Writer

posix_only = pytest.mark.skipif(os.name != "posix", reason="file modes and signals of POSIX")


def settings(store: Store) -> list[str]:
    with store.work(AISYAH) as work:
        return [value for n in range(100) if (value := work.setting(f"n{n}"))]


# ---- opening ----------------------------------------------------------------------------------------------------


@posix_only
def test_the_file_and_its_folder_are_for_their_owner_alone(store: Store) -> None:
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(store.path.with_name("pmsdesk.db-wal").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content", [b"ini bukan pangkalan data", b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_refused_and_kept(
    tmp_path: Path, open_store: Callable[[], Store], content: bytes
) -> None:
    path = tmp_path / "seat" / "pmsdesk.db"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreCorrupt) as refusal:
        open_store()
    assert path.read_bytes() == content
    assert str(path) in str(refusal.value)


def test_a_torn_file_is_refused_and_kept(open_store: Callable[[], Store], writer: Writer) -> None:
    for _ in range(20):
        writer.talk()
    path = writer.store.path
    writer.store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreCorrupt):
        open_store()
    assert path.read_bytes() == whole[: len(whole) // 2]


def test_damage_inside_is_found_by_verifying(open_store: Callable[[], Store], writer: Writer) -> None:
    for _ in range(20):
        writer.talk()
    path = writer.store.path
    writer.store.close()
    whole = bytearray(path.read_bytes())
    for page in range(4096 * 8, len(whole), 4096 * 3):
        whole[page : page + 64] = os.urandom(64)
    path.write_bytes(whole)
    with pytest.raises(StoreCorrupt):
        open_store().verify()


def test_a_file_of_a_newer_program_is_refused_unchanged(open_store: Callable[[], Store], store: Store) -> None:
    path = store.path
    store.close()
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version={(SCHEMA_MAJOR + 1) << 16}")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreNewer):
        open_store()
    assert path.read_bytes() == before


def test_a_file_with_a_newer_minor_version_is_still_read(open_store: Callable[[], Store], writer: Writer) -> None:
    talk = writer.talk()
    writer.store.close()
    raw = sqlite3.connect(writer.store.path)
    raw.execute(f"PRAGMA user_version={SCHEMA_MAJOR << 16 | SCHEMA_MINOR + 1}")
    raw.close()
    reopened = open_store()
    assert reopened.read().conversation(talk.id, AISYAH.id).conversation == talk
    assert reopened.copied_to is None


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "seat").write_text("sebuah fail")
    with pytest.raises(StoreError):
        Store(tmp_path / "seat" / "pmsdesk.db", tmp_path / "photos", "WS-07", key=None)


def test_the_seat_keeps_its_name(tmp_path: Path, store: Store) -> None:
    store.close()
    again = Store(store.path, tmp_path / "photos", "WS-99", key=None)
    assert (store.device, again.device) == ("WS-07", "WS-07")
    again.close()


# ---- another program --------------------------------------------------------------------------------------------

HOLD = """
    import sqlite3, sys
    connection = sqlite3.connect(sys.argv[1], isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_program_that_writes_is_waited_for_and_then_told(store: Store) -> None:
    command = [sys.executable, "-c", textwrap.dedent(HOLD), str(store.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreLocked), store.work(AISYAH):
            pass
        assert store.read().staff()
        other.communicate("")
    with store.work(AISYAH) as work:
        work.set_setting("n1", "selepas")
        work.commit()
    assert settings(store) == ["selepas"]


# ---- no room ----------------------------------------------------------------------------------------------------


def test_a_full_disk_is_told_and_the_transaction_leaves_no_trace(store: Store) -> None:
    with store.work(AISYAH) as work:
        work.set_setting("n1", "sebelum")
        work.commit()
    with store.work(AISYAH) as work:
        connection = work._connection
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
        work.set_setting("n2", "hilang")
        with pytest.raises(DiskFull):
            work.set_setting("n3", "x" * 100_000)
    with store.work(AISYAH) as work:
        work._connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        work.set_setting("n4", "selepas")
        work.commit()
    assert settings(store) == ["sebelum", "selepas"]


# ---- killed -----------------------------------------------------------------------------------------------------

WRITE_AND_DIE = """
    import os, signal, sys
    from pathlib import Path
    from pmsdesk.domain.staff import Role, Staff
    from pmsdesk.store import Store

    store = Store(Path(sys.argv[1]), Path(sys.argv[2]), "WS-07", key=None)
    who = Staff("s-aisyah", "aisyah", "Nur Aisyah", Role.OFFICER)
    for n in range(5):
        with store.work(who) as work:
            work.set_setting(f"n{n}", f"nilai {n}")
            work.record("setting.changed", f"n{n}", {"value": n})
            work.commit()
    with store.work(who) as work:
        for n in range(5, 90):
            work.set_setting(f"n{n}", "x" * 20_000)
        work.record("setting.changed", "n5", {})
        os.kill(os.getpid(), signal.SIGKILL)
"""


@posix_only
def test_a_kill_in_the_middle_loses_nothing_that_was_committed(tmp_path: Path, open_store: Callable[[], Store]) -> None:
    path = tmp_path / "seat" / "pmsdesk.db"
    command = [sys.executable, "-c", textwrap.dedent(WRITE_AND_DIE), str(path), str(tmp_path / "photos")]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    store = open_store()
    assert settings(store) == [f"nilai {n}" for n in range(5)]
    assert store.verify() == 5


def test_a_write_ahead_log_cut_anywhere_yields_a_whole_earlier_state(
    tmp_path: Path, open_store: Callable[[], Store]
) -> None:
    store = open_store()
    for n in range(8):
        with store.work(AISYAH) as work:
            work.set_setting(f"n{n}", f"nilai {n}")
            work.record("setting.changed", f"n{n}", {})
            work.commit()
    log = store.path.with_name("pmsdesk.db-wal").read_bytes()
    base = store.path.read_bytes()
    for place, cut in enumerate(range(0, len(log), len(log) // 25)):
        copy = tmp_path / f"cut{place}" / "pmsdesk.db"
        copy.parent.mkdir()
        copy.write_bytes(base)
        copy.with_name("pmsdesk.db-wal").write_bytes(log[:cut])
        reopened = Store(copy, tmp_path / "photos", "WS-07", key=None)
        found = settings(reopened)
        assert found == [f"nilai {n}" for n in range(len(found))]
        assert reopened.verify() == len(found)
        reopened.close()
        shutil.rmtree(copy.parent)
