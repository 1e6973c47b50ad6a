"""Opens the local SQLite file for one writer and many readers, and turns its failures into words."""

import errno
import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import QueuePool

from pmsdesk.domain.errors import DiskFull, StoreCorrupt, StoreError, StoreLocked, WrongKey
from pmsdesk.store import driver
from pmsdesk.store.file_key import FileKey

PATIENCE_S = 5.0
"""How long a statement waits for another program's lock before `StoreLocked`."""

_WRITER_CACHE_KIB = 32_768
_READER_CACHE_KIB = 8_192
_HEADER_BYTES = 100

_ERRORS: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_BUSY: StoreLocked,
    sqlite3.SQLITE_LOCKED: StoreLocked,
    sqlite3.SQLITE_CORRUPT: StoreCorrupt,
    sqlite3.SQLITE_NOTADB: StoreCorrupt,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_CANTOPEN: StoreError,
    sqlite3.SQLITE_IOERR: StoreError,
    sqlite3.SQLITE_PERM: StoreError,
    sqlite3.SQLITE_READONLY: StoreError,
}


def known_error(error: BaseException | None, path: Path) -> StoreError | None:
    """The `StoreError` behind an *error* of a driver or the file system, or None when it is a bug.

    Codes: https://sqlite.org/rescode.html; the primary one is the low byte. Both drivers tell them alike.
    """
    if isinstance(error, OSError):
        return (DiskFull if error.errno == errno.ENOSPC else StoreError)(str(error), path=path)
    code = getattr(error, "sqlite_errorcode", None)
    kind = _ERRORS.get(code & 0xFF) if isinstance(code, int) else None
    return kind(str(error), path=path) if kind else None


def prepare_file(path: Path, key: FileKey | None) -> None:
    """Make *path* an empty file only its owner may read, in a folder only its owner may enter, unless it exists.

    Raises `StoreCorrupt` when a file is there that is no SQLite database or is shorter than its header says, `WrongKey`
    when *key* does not open it, and `StoreError` when the place cannot be written. The file itself is never changed.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
        size = path.stat().st_size
        replayed = path.with_name(path.name + "-wal")
        has_log = replayed.exists() and replayed.stat().st_size > 0
    except OSError as error:
        raise known_error(error, path) or error from error
    if not header:
        return
    if key is not None:
        promised = _size_under(path, key)
    elif len(header) < _HEADER_BYTES or not header.startswith(driver.MAGIC):
        raise StoreCorrupt("file is not a database", path=path)
    else:
        promised = _promised_size(header)
    if not has_log and size < promised:
        raise StoreCorrupt(f"file is torn: {size} bytes of {promised}", path=path)


def _size_under(path: Path, key: FileKey) -> int:
    """The bytes an encrypted file must have. Raises `WrongKey` unless *key* opens it.

    Whoever only reads folds no write-ahead log, so the file is not changed.
    """
    connection = driver.connect(path, "ro", key, PATIENCE_S)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        (pages,), (page,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
        return int(pages) * int(page)
    except Exception as error:
        known = known_error(error, path)
        raise (WrongKey(str(error), path=path) if is_not_ours(error) else known or error) from error
    finally:
        connection.close()


def is_not_ours(error: BaseException) -> bool:
    """Whether a driver's *error* says that the file is no database, or one under another key: it cannot tell which."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB


def _promised_size(header: bytes) -> int:
    """The bytes a checkpointed file must have (https://sqlite.org/fileformat2.html §1.3)."""
    page = int.from_bytes(header[16:18], "big")
    return (65_536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def open_writer(path: Path, key: FileKey | None, patience_s: float = PATIENCE_S) -> Engine:
    """An engine whose every transaction takes the write lock when it begins; *key* None for a plain file."""
    return _engine(path, key, "rw", "BEGIN IMMEDIATE", patience_s, _WRITER_CACHE_KIB)


def open_reader(path: Path, key: FileKey | None, patience_s: float = PATIENCE_S) -> Engine:
    """An engine that cannot write; each transaction sees one state of the file."""
    return _engine(path, key, "ro", "BEGIN", patience_s, _READER_CACHE_KIB)


def _engine(path: Path, key: FileKey | None, mode: str, begin: str, patience_s: float, cache_kib: int) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = driver.connect(path, mode, key, patience_s)
        if mode == "rw":
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
        else:
            connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA cache_size=-{cache_kib}")
        return connection

    engine = create_engine("sqlite://", module=driver.module(key), creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "handle_error")
    def _translate(context: ExceptionContext) -> None:
        error = known_error(context.original_exception, path)
        if error is not None:
            raise error from context.original_exception

    return engine
