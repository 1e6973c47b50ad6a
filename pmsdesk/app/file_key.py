"""Where the key of this seat's files comes from: the keyring, or a passphrase that is asked for each time."""

import os
import uuid
from pathlib import Path

from pmsdesk.app.paths import Paths
from pmsdesk.domain.errors import KeyMissing, NoKeyring, PassphraseNeeded, StoreError
from pmsdesk.services.ports import Vault
from pmsdesk.store.driver import is_plain
from pmsdesk.store.file_key import SALT_BYTES, FileKey


def of_seat(seat: Paths, vault: Vault, passphrase: str = "") -> FileKey:
    """The key of the files at *seat*; a new one when nothing there is encrypted yet.

    Raises `PassphraseNeeded` when it comes from a passphrase and *passphrase* is empty, `KeyMissing` when the files
    were encrypted with a key that the keyring does not have (now), `StoreError` when the folder cannot be written.
    """
    sealed = is_sealed(seat)
    if by_passphrase(seat):
        return _of_passphrase(seat, passphrase, first=False)
    try:
        found = kept(seat, vault)
        if found is None and not sealed:
            found = FileKey.random()
            keep(seat, vault, found)
    except NoKeyring as error:
        if not sealed:
            return _of_passphrase(seat, passphrase, first=True)
        raise KeyMissing(error.platform_words, path=seat.database) from error
    if found is None:
        raise KeyMissing(path=seat.database)
    return found


def is_sealed(seat: Paths) -> bool:
    """Whether the database is there and encrypted."""
    file = seat.database
    return file.exists() and file.stat().st_size > 0 and not is_plain(file)


def by_passphrase(seat: Paths) -> bool:
    """Whether the files there were encrypted with a passphrase."""
    return is_sealed(seat) and seat.salt.exists()


def kept(seat: Paths, vault: Vault) -> FileKey | None:
    """The key in the keyring, None when it holds none. Raises `NoKeyring`."""
    text = _lasting(vault).get(_vault_name(seat))
    return FileKey.of_text(text) if text else None


def keep(seat: Paths, vault: Vault, key: FileKey) -> None:
    """Put *key* into the keyring, and see that it is there. Raises `NoKeyring`."""
    _lasting(vault).put(_vault_name(seat), key.text())
    if kept(seat, vault) != key:
        raise NoKeyring("the keyring did not keep the key")


def _lasting(vault: Vault) -> Vault:
    if not vault.lasting:
        raise NoKeyring()
    return vault


def _vault_name(seat: Paths) -> str:
    """The name of the folder's key; it lies in the folder, so that both may be moved."""
    return f"file-key:{_written_once(seat.identity, uuid.uuid4().hex)}"


def _of_passphrase(seat: Paths, passphrase: str, *, first: bool) -> FileKey:
    if not passphrase:
        raise PassphraseNeeded(first=first)
    return FileKey.of_passphrase(passphrase, bytes.fromhex(_written_once(seat.salt, os.urandom(SALT_BYTES).hex())))


def _written_once(path: Path, new: str) -> str:
    """What stands in *path*, for its owner only; *new* is written durably when nothing does."""
    try:
        if path.exists() and (known := path.read_text("ascii").strip()):
            return known
        partial = path.with_name(path.name + ".part")
        partial.unlink(missing_ok=True)
        with open(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(new + "\n")
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise StoreError(str(error), path=path) from error
    return new
