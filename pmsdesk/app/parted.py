"""Secrets that are too long for one entry of a keyring, in parts; Windows takes 2,560 bytes of UTF-16 an entry."""

import re
import uuid

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

LARGEST_BYTES = 2560
LETTERS = LARGEST_BYTES // 4  # a letter may take two units of UTF-16
_HEAD = re.compile(r"pmsdesk parts ([0-9a-f]{32}) (\d{1,4})")


def get(backend: KeyringBackend, service: str, name: str) -> str:
    """The secret, "" where there is none or one of its parts is missing and no other program is changing it."""
    head, seen = backend.get_password(service, name) or "", None
    while head != seen:
        names = _part_names(name, head)
        if not names:
            return head
        parts = [backend.get_password(service, part) for part in names]
        if None not in parts:
            return "".join(filter(None, parts))
        head, seen = backend.get_password(service, name) or "", head
    return ""


def put(backend: KeyringBackend, service: str, name: str, secret: str) -> None:
    """Keep *secret*. The old one is whole until the new one is: its entry is written last, old parts go after it."""
    before = _part_names(name, backend.get_password(service, name) or "")
    head = secret
    if len(secret) > LETTERS:
        pieces = [secret[at : at + LETTERS] for at in range(0, len(secret), LETTERS)]
        head = f"pmsdesk parts {uuid.uuid4().hex} {len(pieces)}"
        for part, piece in zip(_part_names(name, head), pieces, strict=True):
            backend.set_password(service, part, piece)
    backend.set_password(service, name, head)
    _remove(backend, service, before)


def forget(backend: KeyringBackend, service: str, name: str) -> None:
    """Remove the secret; raises `PasswordDeleteError` where there was none."""
    parts = _part_names(name, backend.get_password(service, name) or "")
    backend.delete_password(service, name)
    _remove(backend, service, parts)


def _part_names(name: str, head: str) -> list[str]:
    """Under which names the parts lie that *head* tells of; none where it is the secret itself."""
    match = _HEAD.fullmatch(head)
    return [f"{name}#{match[1]}.{number}" for number in range(int(match[2]))] if match else []


def _remove(backend: KeyringBackend, service: str, parts: list[str]) -> None:
    for part in parts:
        try:
            backend.delete_password(service, part)
        except PasswordDeleteError:
            continue
