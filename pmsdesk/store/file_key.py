"""The key of one seat's files: random, or made of a passphrase; the photos' key is derived from it."""

import secrets
from dataclasses import dataclass
from typing import Self

ROOT_BYTES = 32
SALT_BYTES = 16

_PHOTOS = b"pmsdesk attachments"
_PASSES, _MEMORY_KIB, _LANES = 3, 65_536, 4
"""The second recommended choice of RFC 9106 §4: 64 MiB, a quarter of a second."""


@dataclass(frozen=True, slots=True, repr=False)
class FileKey:
    """256 bits; `root` opens the database, as SQLCipher's raw key."""

    root: bytes

    def __post_init__(self) -> None:
        if len(self.root) != ROOT_BYTES:
            raise ValueError(f"a key has {ROOT_BYTES} bytes, not {len(self.root)}")

    def __repr__(self) -> str:
        return "<FileKey>"

    @classmethod
    def random(cls) -> Self:
        """A new one, from the operating system's source of randomness."""
        return cls(secrets.token_bytes(ROOT_BYTES))

    @classmethod
    def of_passphrase(cls, passphrase: str, salt: bytes) -> Self:
        """The one that *passphrase* makes with *salt*, by Argon2id; takes a quarter of a second."""
        from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 (only a seat without a keyring needs it)

        return cls(hash_secret_raw(passphrase.encode(), salt, _PASSES, _MEMORY_KIB, _LANES, ROOT_BYTES, Type.ID))

    @classmethod
    def of_text(cls, text: str) -> Self:
        """The one written as 64 hex digits, spaces and case aside; raises `ValueError` for anything else."""
        return cls(bytes.fromhex("".join(text.split())))

    def text(self) -> str:
        """As 64 hex digits."""
        return self.root.hex()

    def of_photos(self) -> bytes:
        """The 32 bytes that photos are encrypted with (HKDF-SHA256 of `root`)."""
        from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 (a plain seat does without)
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

        return HKDF(hashes.SHA256(), ROOT_BYTES, salt=None, info=_PHOTOS).derive(self.root)
