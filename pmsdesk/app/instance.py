"""One console a folder: a lock file decides, a local socket only brings the running one to the front."""

import errno
import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject

if TYPE_CHECKING:
    from pmsdesk.app.summons import Summons

SUMMONS = "pmsdesk.app.summons"


class Instance(QObject):
    """Holds the seat's folder while the console runs."""

    def __init__(self, lock: Path) -> None:
        super().__init__()
        self._path = lock
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)
        self._summons: Summons | None = None

    def acquire(self) -> bool:
        """Whether this is the only console on the folder; if not, the other one is asked to come to the front.

        Raises `OSError` where no lock can be made.
        """
        alone = self._lock.tryLock(0)
        if not alone and self._lock.error() is not QLockFile.LockError.LockFailedError:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(self._path))
        if not alone:
            importlib.import_module(SUMMONS).call(self._path)
        return alone

    def listen(self, come_forward: Callable[[], None]) -> None:
        """Call *come_forward* when another console is started on the folder."""
        self._summons = importlib.import_module(SUMMONS).Summons(self._path, come_forward, self)

    def release(self) -> None:
        """Let another console take the folder."""
        if self._summons is not None:
            self._summons.close()
        self._lock.unlock()
