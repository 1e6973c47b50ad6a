"""Where tokens are kept: the system's keyring, else only this run's memory; never a plain file."""

import logging
from collections.abc import Iterable

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import PasswordDeleteError

from pmsdesk.app import parted
from pmsdesk.domain.errors import NoKeyring

SERVICE = "pmsdesk"

# The stores that come with operating systems and desktops. Others (keyrings.alt above all) may write plain files, and
# `keyring.backends.null` forgets what it is given.
_SAFE_MODULES = frozenset(
    f"keyring.backends.{name}" for name in ("Windows", "macOS", "SecretService", "libsecret", "kwallet")
)

log = logging.getLogger(__name__)


def system_keyring() -> KeyringBackend:
    """The best safe keyring of this computer. Raises `NoKeyring` where there is none."""
    chosen = keyring.get_keyring()
    candidates: Iterable[KeyringBackend] = chosen.backends if isinstance(chosen, ChainerBackend) else (chosen,)
    for backend in candidates:
        if type(backend).__module__ in _SAFE_MODULES:
            return backend
    log.info("%s is no safe place for tokens", type(chosen).__module__)
    raise NoKeyring()


def of_this_computer() -> "KeyringVault | MemoryVault":
    """The keyring where there is a safe one, else this run's memory: the tokens are then asked for at each start."""
    try:
        return KeyringVault(system_keyring())
    except NoKeyring:
        return MemoryVault()


class KeyringVault:
    """Satisfies `services.ports.Vault` over the system's keyring, under the service name ``pmsdesk``.

    A keyring that is locked, refuses or has gone raises `NoKeyring`; the caller then asks for the token and keeps it
    in a `MemoryVault`. *backend* is for a caller who has chosen one; by default the system's is looked up once.
    """

    lasting = True

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._backend = backend

    def get(self, name: str) -> str:
        """The secret, or "" when there is none."""
        backend = self._open()
        try:
            return parted.get(backend, SERVICE, name)
        except Exception as error:  # noqa: BLE001 (each platform raises errors of its own: D-Bus, pywin32, macOS)
            raise _unusable("read", error) from None

    def put(self, name: str, secret: str) -> None:
        """Keep *secret*; an empty one would wipe a good one and is refused with `ValueError`."""
        _require_secret(secret)
        backend = self._open()
        try:
            parted.put(backend, SERVICE, name, secret)
        except Exception as error:  # noqa: BLE001 (as above)
            raise _unusable("write", error) from None

    def forget(self, name: str) -> None:
        """Remove the secret if it is there."""
        backend = self._open()
        try:
            parted.forget(backend, SERVICE, name)
        except PasswordDeleteError:
            log.debug("there was no secret to forget")
        except Exception as error:  # noqa: BLE001 (as above)
            raise _unusable("delete", error) from None

    def _open(self) -> KeyringBackend:
        if self._backend is None:
            self._backend = system_keyring()
        return self._backend


class MemoryVault:
    """Satisfies `services.ports.Vault` for this run only: what was typed in where the computer has no keyring."""

    lasting = False

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"<MemoryVault of {len(self._secrets)}>"

    def get(self, name: str) -> str:
        """The secret typed in this run. Raises `NoKeyring` when none was, so that the caller asks for it."""
        if name not in self._secrets:
            raise NoKeyring()
        return self._secrets[name]

    def put(self, name: str, secret: str) -> None:
        """Keep *secret* until the program ends; an empty one is refused with `ValueError`."""
        _require_secret(secret)
        self._secrets[name] = secret

    def forget(self, name: str) -> None:
        """Remove the secret if it is there."""
        self._secrets.pop(name, None)


def _require_secret(secret: str) -> None:
    if not secret.strip():
        raise ValueError("an empty secret is never kept")


def _unusable(what: str, error: Exception) -> NoKeyring:
    log.warning("the keyring cannot %s: %s", what, type(error).__name__)
    return NoKeyring()
