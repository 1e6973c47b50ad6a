"""Shuts out every other program of this computer while an account's tokens are renewed."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pmsdesk.domain.account import Account
from pmsdesk.domain.sign_in_errors import TokensBusy

PATIENCE_SECONDS = 60.0


@contextmanager
def renewing(folder: Path, account: Account, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the lock of *account* in *folder*; the system lets it go where the program dies. Raises `TokensBusy`.

    A token call ends within half of *patience* (seconds), so only a program that hangs holds it longer.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = hashlib.sha256(f"{account.channel}:{account.id}".encode()).hexdigest()[:16]
    lock = FileLock(folder / f"{name}.lock", timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise TokensBusy(account=account.name) from None
    try:
        yield
    finally:
        lock.release()
