"""The store as the composition root opens it: one file, one folder of photos, units of work and reads over them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from pmsdesk.domain.errors import StoreCorrupt
from pmsdesk.domain.staff import Staff
from pmsdesk.services.ports import Vault
from pmsdesk.store import engine, operations, sealing, versions
from pmsdesk.store.attachments import AttachmentFolder
from pmsdesk.store.blocks import Blocks
from pmsdesk.store.columns import millis
from pmsdesk.store.file_key import FileKey
from pmsdesk.store.marks import NumberMarks
from pmsdesk.store.outbox import Outbox
from pmsdesk.store.overlay import applying
from pmsdesk.store.reading import SqliteRead
from pmsdesk.store.replica import Replica
from pmsdesk.store.retention import KEPT_FOR
from pmsdesk.store.state import State
from pmsdesk.store.transfers import Transfers
from pmsdesk.store.work import (
    FIRST_DEVICE,
    REGISTER_DEVICE,
    SqliteWork,
    first_device,
    fresh_id,
    read_setting,
    write_setting,
)

DEVICE_SETTING = "device"
PHOTOS_SEALED = "photos.sealed"
"""The setting that tells that no photo lies there plain from before the file was encrypted."""


def _system_clock() -> datetime:
    return datetime.now(UTC)


class Store:
    """One open store. Opening it makes the file if need be and brings it to this program's schema.

    *device* names this seat the first time; afterwards the file's own name for it counts, so that its chains go on.
    File and photos are encrypted under *key*, and what is plain yet is encrypted now; None is for demo and tests, whose
    people are invented. `copied_to` is the copy made before a migration, None when none was due. Raises `WrongKey` and
    `StoreCorrupt` (the file is kept), `StoreNewer` (nothing is changed), `CipherMissing`, `StoreLocked`, `DiskFull`,
    `StoreError`.
    """

    def __init__(
        self,
        path: Path,
        attachments_folder: Path,
        device: str,
        clock: Callable[[], datetime] = _system_clock,
        patience_s: float = engine.PATIENCE_S,
        new_id: Callable[[], str] = fresh_id,
        vault: Vault | None = None,
        *,
        key: FileKey | None,
    ) -> None:
        if key is not None:
            sealing.seal_all(path, key, patience_s)
        engine.prepare_file(path, key)
        self.path = path
        self._clock = clock
        self._new_id = new_id
        self._vault = vault
        self._folder = AttachmentFolder(attachments_folder, key)
        self._writer = engine.open_writer(path, key, patience_s)
        self._reader = engine.open_reader(path, key, patience_s)
        try:
            self.copied_to = versions.migrate(self._writer, path)
            self.device = self._name_device(device)
            if key is not None:
                self._seal_photos()
        except BaseException:
            self.close()
            raise

    def _seal_photos(self) -> None:
        with self._reader.connect() as connection:
            sealed = read_setting(connection, PHOTOS_SEALED)
        if not sealed:
            self._folder.seal()
            with self._writer.begin() as connection:
                write_setting(connection, PHOTOS_SEALED, "1")

    def _name_device(self, device: str) -> str:
        with self._reader.connect() as connection:
            known = read_setting(connection, DEVICE_SETTING)
        if not known:
            with self._writer.begin() as connection:
                write_setting(connection, DEVICE_SETTING, device)
        return known or device

    def work(self, staff: Staff) -> SqliteWork:
        """A unit of work by *staff*, to be entered with ``with``."""
        return SqliteWork(self._writer, self._folder, self.device, staff, self._clock, self._new_id, self._vault)

    def read(self) -> SqliteRead:
        """The read side; may be kept and shared."""
        return SqliteRead(self._reader, self._folder)

    @property
    def shared_device(self) -> str:
        """This seat's name (a UUID) on the shared register it joined, "" for none."""
        with self._reader.connect() as connection:
            return read_setting(connection, REGISTER_DEVICE)

    @property
    def joined(self) -> bool:
        """Whether this seat shares a register, which then decides what is published."""
        return bool(self.shared_device)

    @property
    def vault(self) -> Vault | None:
        """Where marks are kept outside the file."""
        return self._vault

    def join(self, device: str) -> None:
        """Share a register from now on, as *device* (a UUID). What was done here before stays this seat's own.

        The messages of what is open or not 90 days old are offered to the register, so that work on them goes on; the
        numbers the seat leased from itself are no longer given.
        """
        with self._writer.begin() as connection:
            write_setting(connection, REGISTER_DEVICE, device)
            with applying(connection):
                connection.exec_driver_sql("DELETE FROM number_block")
            since = (millis(self._clock() - KEPT_FOR),)
            for offered in (
                "SELECT m.id FROM message AS m JOIN conversation AS c ON c.key = m.conversation",
                "SELECT a.id FROM amendment AS a JOIN conversation AS c ON c.id = a.conversation_id",
            ):
                connection.exec_driver_sql(
                    f"INSERT OR IGNORE INTO unsent {offered} WHERE c.state <> 'done' OR c.last_at > ?", since
                )

    def rename_device(self, device: str) -> None:
        """Be *device* on the register from now on."""
        with self._writer.begin() as connection:
            write_setting(connection, FIRST_DEVICE, first_device(connection))
            write_setting(connection, REGISTER_DEVICE, device)

    def recall(self, name: str) -> str:
        """A small fact about the sharing of the register, "" for none."""
        with self._reader.connect() as connection:
            return State(connection)[name]

    def remember(self, name: str, value: str) -> None:
        """Keep a small fact about the sharing of the register."""
        self.remember_all({name: value})

    def remember_all(self, facts: Mapping[str, str]) -> None:
        """Keep small facts about the sharing of the register, all or none."""
        with self._writer.begin() as connection:
            for name, value in facts.items():
                State(connection)[name] = value

    @property
    def blocks(self) -> Blocks:
        """The leased complaint numbers."""
        with self._reader.connect() as connection:
            marks = NumberMarks(self._vault, first_device(connection))
        return Blocks(self._writer, self._clock, marks)

    @property
    def outbox(self) -> Outbox:
        """The operations that wait for the register."""
        return Outbox(self._writer, self._clock, self._new_id)

    @property
    def replica(self) -> Replica:
        """The seat's copy of the register."""
        return Replica(self._writer, self._reader, self._clock)

    @property
    def transfers(self) -> Transfers:
        """The photos on their way to and from the register."""
        return Transfers(self._writer, self._folder)

    def backup(self, target: Path) -> None:
        """Write a whole, compact copy of the file to *target* while work goes on."""
        versions.backup(self._writer, target)

    def verify(self) -> int:
        """Read the whole file and every chain, which takes seconds; return how many operations stand.

        Raises `StoreCorrupt`.
        """
        with self._reader.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
            if found != "ok":
                raise StoreCorrupt(str(found), path=self.path)
            return operations.verify_chain(connection)

    def close(self) -> None:
        """Close every connection that is not in use; the last one folds the write-ahead log into the file."""
        self._reader.dispose()
        self._writer.dispose()
