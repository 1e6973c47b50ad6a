"""Photos of complaints: files named by their sha256 under one folder, encrypted, checked each time they are read."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from pmsdesk.domain.errors import NotFound, StoreCorrupt
from pmsdesk.store.engine import known_error
from pmsdesk.store.file_key import FileKey
from pmsdesk.store.parts import Parts
from pmsdesk.store.photo_cipher import MAGIC, PhotoCipher


class AttachmentFolder:
    """A content-addressed folder; the same photo is stored once, and what is stored never changes.

    With a *key* each file is encrypted on its own, bound to its name; one that lies there plain is still read.
    """

    def __init__(self, folder: Path, key: FileKey | None) -> None:
        self._folder = folder
        self._cipher = None if key is None else PhotoCipher(key)

    def path(self, sha: str) -> Path:
        """Where the photo with *sha* (64 hex digits) lies; raises `ValueError` for anything else."""
        if len(sha) != 64 or not set(sha) <= set("0123456789abcdef"):
            raise ValueError(f"no sha256: {sha!r}")
        return self._folder / sha[:2] / sha

    def has(self, sha: str) -> bool:
        """Whether a file for *sha* is there, without reading it."""
        return self.path(sha).exists()

    def write(self, content: bytes) -> str:
        """Keep *content* durably, readable by its owner only, and return its sha256.

        The file appears whole or not at all. Raises `DiskFull` or `StoreError`.
        """
        sha = hashlib.sha256(content).hexdigest()
        with contextlib.suppress(NotFound, StoreCorrupt):
            self.read(sha)
            return sha
        self._put(sha, content if self._cipher is None else self._cipher.encrypt(sha, content))
        return sha

    def read(self, sha: str) -> bytes:
        """The photo with *sha*; raises `NotFound`, or `StoreCorrupt` when it is no longer the one that was stored."""
        path = self.path(sha)
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise NotFound(what=sha) from error
        except OSError as error:
            raise known_error(error, path) or error from error
        if self._cipher is not None and content.startswith(MAGIC):
            content = self._cipher.decrypt(sha, content)
        if hashlib.sha256(content).hexdigest() != sha:
            raise StoreCorrupt("sha256 differs", path=path)
        return content

    def parts(self, sha: str) -> Parts:
        """What came in of the photo with *sha* so far."""
        return Parts(self.path(sha).with_name(sha + ".down"), sha, self._cipher)

    def seal(self) -> int:
        """Encrypt every photo that lies there plain; return how many. One that is damaged is left as it is."""
        if self._cipher is None:
            return 0
        sealed = 0
        for sha in self.shas():
            with self.path(sha).open("rb") as file:
                plain = file.read(len(MAGIC)) != MAGIC
            with contextlib.suppress(StoreCorrupt):
                if plain:
                    self._put(sha, self._cipher.encrypt(sha, self.read(sha)))
                    sealed += 1
        return sealed

    def shas(self) -> Iterator[str]:
        """The photos that lie there."""
        for path in self._folder.glob("??/*"):
            with contextlib.suppress(ValueError):
                if self.path(path.name) == path:
                    yield path.name

    def take_from(self, other: "AttachmentFolder") -> tuple[int, int]:
        """Keep the photos of *other* here, too; how many are here now, and how many were not what they had been."""
        kept = damaged = 0
        for sha in other.shas():
            try:
                self.write(other.read(sha))
                kept += 1
            except StoreCorrupt:
                damaged += 1
        return kept, damaged

    def _put(self, sha: str, stored: bytes) -> None:
        path = self.path(sha)
        partial = path.with_name(sha + ".part")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
                file.write(stored)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
            sync_folder(path.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                partial.unlink()
            raise known_error(error, path) or error from error


def sync_folder(folder: Path) -> None:
    """Make a new name in *folder* durable; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
