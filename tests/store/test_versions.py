"""Coming up to date: from nothing, from an older file after a copy, from an installed wheel; and the backup by hand."""

import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect

from pmsdesk.domain.errors import StoreError
from pmsdesk.store import Store, migrations, revisions, versions
from pmsdesk.store.engine import open_writer
from pmsdesk.store.register_schema import metadata
from tests.store.conftest import AISYAH, Writer


def test_the_minor_version_is_the_number_of_the_newest_revision() -> None:
    assert revisions.head_of(migrations, "client") == f"c{versions.SCHEMA_MINOR:04}"


def test_a_new_file_gets_the_schema_of_this_program_and_no_copy(store: Store) -> None:
    raw = sqlite3.connect(store.path)
    assert raw.execute("PRAGMA user_version").fetchone() == (versions.SCHEMA_MAJOR << 16 | versions.SCHEMA_MINOR,)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()
    assert store.copied_to is None


def test_the_tables_the_program_knows_are_those_the_migrations_make(store: Store) -> None:
    engine = open_writer(store.path, None)
    found = inspect(engine)
    for table in metadata.tables.values():
        if not table.name.endswith("_fts"):
            made = [column["name"] for column in found.get_columns(table.name)]
            assert made == [column.name for column in table.columns], table.name
    unknown = set(found.get_table_names()) - set(metadata.tables) - {"alembic_version"}
    assert not {name for name in unknown if "_fts" not in name}
    engine.dispose()


def test_an_older_file_is_copied_before_it_is_changed(
    open_store: Callable[[], Store], writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = writer.talk()
    writer.store.close()
    monkeypatch.setattr(versions, "_OURS", versions._OURS + 1)
    store = open_store()
    assert store.copied_to is not None
    assert store.copied_to.name == f"pmsdesk.db.v{versions.SCHEMA_MAJOR}-{versions.SCHEMA_MINOR}.bak"
    copy = sqlite3.connect(store.copied_to)
    assert copy.execute("SELECT id FROM conversation").fetchall() == [(talk.id,)]
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()


def test_a_migration_that_fails_changes_nothing(
    open_store: Callable[[], Store], writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = writer.talk()
    writer.store.close()

    def half_way(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half (n)")  # type: ignore[attr-defined]
        raise RuntimeError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(versions, "_OURS", versions._OURS + 1)
        patched.setattr(versions, "_upgrade", half_way)
        with pytest.raises(RuntimeError):
            open_store()
    raw = sqlite3.connect(writer.store.path)
    assert not raw.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchall()
    raw.close()
    assert open_store().read().conversation_key(talk.id) == talk.key


def test_a_backup_is_whole_while_work_goes_on(tmp_path: Path, writer: Writer) -> None:
    first = writer.talk()
    target = tmp_path / "salinan.db"
    target.write_text("salinan lama")
    writer.store.backup(target)
    writer.talk()
    copy = Store(target, tmp_path / "photos", "WS-07", key=None)
    assert copy.read().conversation(first.id, AISYAH.id).messages
    assert copy.read().counts(AISYAH.id, first.last_at).open == 1
    copy.close()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert not target.with_name("salinan.db.part").exists()


def test_a_backup_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, store: Store) -> None:
    target = tmp_path / "tiada" / "salinan.db"
    with pytest.raises(StoreError):
        store.backup(target)
