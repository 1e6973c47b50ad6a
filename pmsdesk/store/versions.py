"""Brings the local file to the schema of this program, after a copy of it was made; refuses a newer one."""

import contextlib
from pathlib import Path

from sqlalchemy import Connection, Engine

from pmsdesk.domain.errors import StoreNewer
from pmsdesk.store import migrations
from pmsdesk.store.engine import known_error
from pmsdesk.store.revisions import run_missing

SCHEMA_MAJOR = 1
SCHEMA_MINOR = 11
"""`PRAGMA user_version` is ``major << 16 | minor``: a larger major cannot be read, a larger minor can.

The minor is the number of the newest revision, so that a file without it is brought up to date.
"""

COPIES_KEPT = 5
"""How many copies made before migrations are kept."""

_OURS = SCHEMA_MAJOR << 16 | SCHEMA_MINOR


def copies(path: Path) -> list[Path]:
    """The copies of *path* that were made before migrations, newest first."""
    return sorted(path.parent.glob(f"{path.name}.v*.bak"), key=lambda copy: copy.stat().st_mtime_ns, reverse=True)


def migrate(engine: Engine, path: Path) -> Path | None:
    """Bring the file behind *engine* up to date; return the copy that was made of it before, None when none was due.

    Raises `StoreNewer` and changes nothing when a newer program with another major version wrote it.
    """
    with engine.connect() as connection:
        theirs = require_known(connection, path)
        empty = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one() == 0
    if theirs >= _OURS:
        return None
    copy = None if empty else path.with_name(f"{path.name}.v{theirs >> 16}-{theirs & 0xFFFF}.bak")
    if copy is not None:
        backup(engine, copy)
        for old in copies(path)[COPIES_KEPT:]:
            old.unlink()
    with engine.begin() as connection:
        _upgrade(connection)
        connection.exec_driver_sql(f"PRAGMA user_version={_OURS}")
    return copy


def require_known(connection: Connection, path: Path) -> int:
    """The file's `PRAGMA user_version`; raises `StoreNewer` when this program cannot read it."""
    theirs: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if theirs >> 16 > SCHEMA_MAJOR:
        raise StoreNewer(path=path, found=theirs >> 16, known=SCHEMA_MAJOR)
    return theirs


def backup(engine: Engine, target: Path) -> None:
    """Write a compact copy of the database to *target*, that appears only once it is whole.

    The copy of an encrypted file is encrypted under the same key.
    """
    partial = target.with_name(target.name + ".part")
    connection = engine.raw_connection()
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        connection.cursor().execute("VACUUM INTO ?", (str(partial),))
        partial.replace(target)
    except Exception as error:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise known_error(error, target) or error from error
    finally:
        connection.close()


def _upgrade(connection: Connection) -> None:
    run_missing(connection, migrations, "client")
