"""The two drivers of the local file: Python's own for plain ones, SQLCipher's for encrypted ones."""

import sqlite3
from pathlib import Path
from typing import Any, cast

from pmsdesk.domain.errors import CipherMissing
from pmsdesk.store.file_key import FileKey

MAGIC = b"SQLite format 3\x00"
"""How a plain file begins; an encrypted one begins with random bytes."""


def module(key: FileKey | None) -> Any:
    """The DB-API module for files under *key*, None for plain ones. Raises `CipherMissing` where there is none."""
    if key is None:
        return sqlite3
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415 (a plain file must open where it cannot be loaded)
    except ImportError as error:
        raise CipherMissing(str(error)) from error
    return dbapi2


def connect(path: Path, mode: str, key: FileKey | None, patience_s: float) -> sqlite3.Connection:
    """A connection in autocommit, in *mode* ``ro``, ``rw`` or ``rwc``; whether *key* is right shows at the first read.

    The key is given here and never by SQLAlchemy, whose errors quote the statements.
    """
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = module(key).connect(
        uri, uri=True, timeout=patience_s, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    if key is not None:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.text()}'\"")
        connection.execute("PRAGMA temp_store=MEMORY")  # a large sort would be spilt to the disk unencrypted
    return cast("sqlite3.Connection", connection)


def is_plain(path: Path) -> bool:
    """Whether a plain SQLite file lies at *path*."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except FileNotFoundError:
        return False
