"""A photo that comes in piece by piece: the pieces lie in one file, each encrypted on its own, until it is whole."""

import contextlib
import os
from pathlib import Path

from pmsdesk.domain.errors import StoreCorrupt
from pmsdesk.store.engine import known_error
from pmsdesk.store.photo_cipher import OVERHEAD, PhotoCipher

CHUNK_BYTES = 256 * 1024
"""Every piece but the last has this size."""


class Parts:
    """The pieces of one photo at *path*; a piece that was cut off by a crash does not count."""

    def __init__(self, path: Path, sha: str, cipher: PhotoCipher | None) -> None:
        self.path = path
        self._sha = sha
        self._cipher = cipher
        self._record = CHUNK_BYTES if cipher is None else CHUNK_BYTES + OVERHEAD

    def count(self) -> int:
        """How many whole pieces of full size are here."""
        return self.path.stat().st_size // self._record if self.path.exists() else 0

    def append(self, chunk: bytes) -> None:
        """Keep the next piece behind the whole ones. Raises `DiskFull`, `StoreError`."""
        number = self.count()
        stored = chunk if self._cipher is None else self._cipher.encrypt(self._name(number), chunk)
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600), "r+b") as file:
                file.seek(number * self._record)
                file.truncate()
                file.write(stored)
        except OSError as error:
            raise known_error(error, self.path) or error from error

    def joined(self) -> bytes:
        """All pieces together. Raises `StoreCorrupt` when one is not what was kept."""
        try:
            stored = self.path.read_bytes()
        except OSError as error:
            raise known_error(error, self.path) or error from error
        pieces = [stored[at : at + self._record] for at in range(0, len(stored), self._record)]
        if self._cipher is None:
            return b"".join(pieces)
        opened = [self._cipher.decrypt(self._name(number), piece) for number, piece in enumerate(pieces)]
        if not all(opened):
            raise StoreCorrupt("a piece was changed", path=self.path)
        return b"".join(opened)

    def drop(self) -> None:
        """Throw away what is here."""
        with contextlib.suppress(OSError):
            self.path.unlink()

    def _name(self, number: int) -> str:
        return f"{self._sha}/{number}"
