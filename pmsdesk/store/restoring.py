"""Puts a back-up in the place of the local file, after every check, and keeps what was there."""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pmsdesk.domain.errors import StoreCorrupt, StoreError, StoreLocked
from pmsdesk.store import driver, engine, operations, sealing, versions
from pmsdesk.store.file_key import FileKey


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place: how many `operations` stand in it, and where what was there before is `kept`."""

    operations: int
    kept: Path | None


def back_up(path: Path, key: FileKey | None, target: Path) -> None:
    """Write a whole copy of the file at *path* to *target*, under the same key, while a console may work on it."""
    engine.prepare_file(path, key)
    writer = engine.open_writer(path, key)
    try:
        versions.backup(writer, target)
    finally:
        writer.dispose()


def restore(
    path: Path,
    file: Path,
    key: FileKey,
    at: datetime,
    *,
    other: FileKey | None = None,
    patience_s: float = engine.PATIENCE_S,
) -> Restored:
    """Put a copy of the back-up *file* at *path*, encrypted under *key*; *at* names what was there before.

    No console may be open on *path*. The back-up is plain, or under *other* (another computer's), or under *key*.
    Raises, with everything as it was, `StoreError` when *file* cannot be read, `WrongKey`, `StoreCorrupt` (pages, rows
    or a chain of operations), `StoreNewer`, `DiskFull`, `StoreLocked`.
    """
    partial = path.with_name(path.name + ".restoring")
    with _cleared(partial):
        _copy(file, partial)
        under = None if driver.is_plain(partial) else other or key
        engine.prepare_file(partial, under)
        sealing.fold(partial, under, patience_s)
        whole = path.with_name(path.name + ".restored")
        with _cleared(whole):
            sealing.export(partial, under, whole, key, patience_s)
            count = _inspect(whole, key)
            kept = _keep_current(path, key, f"{path.name}.replaced-{at:%Y%m%d-%H%M%S}", patience_s)
            sealing.put_in_place(whole, path)
    return Restored(count, kept)


def _copy(file: Path, partial: Path) -> None:
    """The back-up, and the log that lies beside it if it was copied while a console worked."""
    try:
        for log in ("", "-wal"):
            source, target = file.with_name(file.name + log), partial.with_name(partial.name + log)
            if not log or source.exists():
                target.touch(mode=0o600)
                shutil.copyfile(source, target)
    except OSError as error:
        raise engine.known_error(error, file) or error from error
    if partial.stat().st_size == 0:
        raise StoreCorrupt("the file is empty", path=file)


def _inspect(path: Path, key: FileKey) -> int:
    """How many operations stand in the copy. Raises `StoreNewer`, `StoreCorrupt`."""
    reader = engine.open_reader(path, key)
    try:
        with reader.connect() as connection:
            if versions.require_known(connection, path) == 0:
                raise StoreCorrupt("no program of ours wrote this file", path=path)
            return operations.verify_chain(connection)
    finally:
        reader.dispose()


def _keep_current(path: Path, key: FileKey, name: str, patience_s: float) -> Path | None:
    """Keep what lies at *path* under *name*, encrypted; what cannot be opened is kept with its log, as it is."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    aside = path.with_name(name)
    try:
        sealing.seal_all(path, key, patience_s)
        engine.prepare_file(path, key)
        sealing.fold(path, key, patience_s)
    except StoreLocked:
        raise
    except StoreError:
        log = path.with_name(path.name + "-wal")
        if log.exists():
            log.replace(aside.with_name(name + "-wal"))
    sealing.keep(path, aside)
    return aside


@contextlib.contextmanager
def _cleared(path: Path) -> Iterator[None]:
    """Nothing lies at *path* before and after."""

    def clear() -> None:
        for log in ("", *sealing.LOGS):
            path.with_name(path.name + log).unlink(missing_ok=True)

    clear()
    try:
        yield
    finally:
        clear()
