"""How a photo is encrypted on disk: AES-256-GCM, one file or piece at a time, bound to its name."""

import secrets

from pmsdesk.store.file_key import FileKey

MAGIC = b"PMSG\x01"
"""How an encrypted photo begins; a nonce and the ciphertext with its tag follow. No picture format begins so."""

_NONCE_BYTES, _TAG_BYTES = 12, 16
_BEGIN = len(MAGIC) + _NONCE_BYTES

OVERHEAD = _BEGIN + _TAG_BYTES
"""How many bytes longer the encrypted form is."""


class PhotoCipher:
    """Encrypts and decrypts under the photos' key."""

    def __init__(self, key: FileKey) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 (a plain seat does without)

        self._aead = AESGCM(key.of_photos())

    def encrypt(self, name: str, content: bytes) -> bytes:
        """*content* as it lies on disk under *name*."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return MAGIC + nonce + self._aead.encrypt(nonce, content, name.encode())

    def decrypt(self, name: str, stored: bytes) -> bytes:
        """The content; b"" when key, name or bytes are not those it was encrypted with: no photo is empty."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415

        try:
            return self._aead.decrypt(stored[len(MAGIC) : _BEGIN], stored[_BEGIN:], name.encode())
        except (InvalidTag, ValueError):
            return b""
