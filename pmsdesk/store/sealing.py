"""Puts one whole file in the place of another: an encrypted copy for a plain file, a back-up for what was there."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from pmsdesk.domain.errors import StoreCorrupt, StoreError
from pmsdesk.store import driver, versions
from pmsdesk.store.attachments import sync_folder
from pmsdesk.store.engine import known_error
from pmsdesk.store.file_key import FileKey

LOGS = ("-wal", "-shm", "-journal")
"""What SQLite lays beside a file while it is open."""


def seal_all(path: Path, key: FileKey, patience_s: float) -> None:
    """Encrypt under *key* the database at *path* and the copies made before migrations, where they are plain.

    A plain file is there whole until the encrypted one, verified, takes its name at one stroke; then nothing plain is
    left. Raises `StoreCorrupt`, `StoreLocked` while another program has the file open, `DiskFull`, `StoreError`.
    """
    for file in (path, *versions.copies(path)):
        _aside(file).unlink(missing_ok=True) if _opens(file, key) else None
        if driver.is_plain(file):
            _seal(file, key, patience_s)


def _seal(path: Path, key: FileKey, patience_s: float) -> None:
    partial, aside = path.with_name(path.name + ".sealing"), _aside(path)
    fold(path, None, patience_s)
    export(path, None, partial, key, patience_s)
    keep(path, aside)
    put_in_place(partial, path)
    if not _opens(path, key):
        raise StoreCorrupt("the encrypted file does not open", path=path)
    aside.unlink()


def _aside(path: Path) -> Path:
    return path.with_name(path.name + ".plain")


def _opens(path: Path, key: FileKey) -> bool:
    """Whether an encrypted file is there and *key* opens it."""
    if not path.exists() or path.stat().st_size == 0 or driver.is_plain(path):
        return False
    with contextlib.suppress(Exception), contextlib.closing(driver.connect(path, "ro", key, 0)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return True
    return False


def fold(path: Path, key: FileKey | None, patience_s: float) -> None:
    """Fold the write-ahead log into the file and remove it: left beside another file, it would be played into that."""
    with _known(path), contextlib.closing(driver.connect(path, "rw", key, patience_s)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()


def export(source: Path, under: FileKey | None, target: Path, key: FileKey, patience_s: float) -> None:
    """Write the database at *source* (opened with *under*) to *target*, encrypted with *key*, and verify the copy."""
    with _known(source):
        target.unlink(missing_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        uri = f"{target.absolute().as_uri()}?key=x%27{key.text()}%27"
        with contextlib.closing(_cipher_connection(source, under, key, patience_s)) as connection:
            try:
                connection.execute("VACUUM INTO ?", (uri,))
            except driver.module(key).Error as error:
                raise _without_key(error, key, target) from None  # the driver's words quote the address and its key
            expected = _census(connection)
        with contextlib.closing(driver.connect(target, "ro", key, patience_s)) as copy:
            found = [row[0] for row in copy.execute("PRAGMA cipher_integrity_check")]
            found += [row[0] for row in copy.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
            if found or _census(copy) != expected:
                raise StoreCorrupt(str(found[:1] or "the copy differs"), path=source)
        with target.open("rb+") as file:
            os.fsync(file.fileno())


def _cipher_connection(path: Path, under: FileKey | None, key: FileKey, patience_s: float) -> sqlite3.Connection:
    """A connection of SQLCipher's driver, which alone can write an encrypted copy, also to a plain file."""
    if under is not None:
        return driver.connect(path, "rw", under, patience_s)
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection: sqlite3.Connection = driver.module(key).connect(uri, uri=True, timeout=patience_s, isolation_level=None)
    return connection


def _without_key(error: Exception, key: FileKey, path: Path) -> StoreError:
    known = known_error(error, path) or StoreError(str(error), path=path)
    return type(known)(str(error).replace(key.text(), "…"), path=path)


def _census(connection: sqlite3.Connection) -> tuple[object, ...]:
    """What a copy must have as well: the version, every statement of the schema, the number of rows of every table."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    schema = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
    tables = [name for kind, name, _ in schema if kind == "table" and not name.startswith("sqlite_")]
    counts = [connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables]
    return (version, tuple(schema), tuple(counts))


def keep(path: Path, aside: Path) -> None:
    """Let the file at *path* be known as *aside* too, while it stays where it is."""
    with _known(path):
        aside.unlink(missing_ok=True)
        try:
            os.link(path, aside)
        except OSError:  # not every file system has a second name for one file
            shutil.copy2(path, aside)


def put_in_place(partial: Path, path: Path) -> None:
    """Give *partial* the name *path* at one stroke, durably."""
    with _known(path):
        for log in LOGS:
            path.with_name(path.name + log).unlink(missing_ok=True)
        partial.replace(path)
        sync_folder(path.parent)


@contextlib.contextmanager
def _known(path: Path) -> Iterator[None]:
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        raise known_error(error, path) or error from error
