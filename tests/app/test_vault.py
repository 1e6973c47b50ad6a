"""Tokens lie in the system's keyring or in this run's memory, and nowhere else."""

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from pmsdesk.app.vault import SERVICE, KeyringVault, MemoryVault, system_keyring
from pmsdesk.domain.errors import NoKeyring

TOKEN = "EAAB-token-halaman-kkr"


class Drawer(KeyringBackend):
    """A keyring that keeps secrets in a dictionary."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("No such password!")
        del self.kept[service, username]


class Locked(Drawer):
    """A keyring whose owner pressed Cancel."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("Failed to unlock the collection!")

    set_password = delete_password = get_password  # type: ignore[assignment]


class Broken(Drawer):
    """A keyring whose service died: what it raises is no `KeyringError`."""

    def get_password(self, service: str, username: str) -> str | None:
        raise ConnectionRefusedError("D-Bus")

    set_password = delete_password = get_password  # type: ignore[assignment]


def test_a_secret_is_kept_under_the_programs_name_and_found_again() -> None:
    drawer = Drawer()
    vault = KeyringVault(drawer)
    vault.put("x:kkr", TOKEN)
    assert vault.get("x:kkr") == TOKEN
    assert drawer.kept == {(SERVICE, "x:kkr"): TOKEN}


def test_a_secret_that_was_never_kept_is_empty() -> None:
    assert KeyringVault(Drawer()).get("x:kkr") == ""


def test_forgetting_removes_and_may_be_repeated() -> None:
    vault = KeyringVault(Drawer())
    vault.put("x:kkr", TOKEN)
    vault.forget("x:kkr")
    vault.forget("x:kkr")
    assert vault.get("x:kkr") == ""


@pytest.mark.parametrize("vault", [KeyringVault(Drawer()), MemoryVault()])
@pytest.mark.parametrize("empty", ["", "  \n"])
def test_an_empty_secret_never_replaces_a_good_one(vault: KeyringVault | MemoryVault, empty: str) -> None:
    vault.put("x:kkr", TOKEN)
    with pytest.raises(ValueError, match="empty"):
        vault.put("x:kkr", empty)
    assert vault.get("x:kkr") == TOKEN


@pytest.mark.parametrize("backend", [Locked(), Broken()])
def test_a_keyring_that_does_not_open_asks_for_the_token_instead(backend: KeyringBackend) -> None:
    vault = KeyringVault(backend)
    with pytest.raises(NoKeyring):
        vault.get("x:kkr")
    with pytest.raises(NoKeyring):
        vault.put("x:kkr", TOKEN)
    with pytest.raises(NoKeyring):
        vault.forget("x:kkr")


def _plain_text_keyring() -> KeyringBackend:
    """What keyrings.alt registers where it is installed."""
    kind = type("PlaintextKeyring", (Drawer,), {"__module__": "keyrings.alt.file"})
    return kind()


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring(), _plain_text_keyring()])
def test_a_keyring_that_keeps_nothing_or_keeps_plain_text_is_refused(
    backend: KeyringBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    with pytest.raises(NoKeyring):
        system_keyring()
    with pytest.raises(NoKeyring):
        KeyringVault().put("x:kkr", TOKEN)


def test_of_several_keyrings_the_safe_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    safe = type("Keyring", (Drawer,), {"__module__": "keyring.backends.SecretService"})()
    monkeypatch.setattr(ChainerBackend, "backends", [_plain_text_keyring(), safe])
    monkeypatch.setattr(keyring, "get_keyring", ChainerBackend)
    assert system_keyring() is safe


def test_what_was_typed_lasts_for_this_run_and_is_not_shown() -> None:
    vault = MemoryVault()
    with pytest.raises(NoKeyring):
        vault.get("x:kkr")
    vault.put("x:kkr", TOKEN)
    assert vault.get("x:kkr") == TOKEN
    assert TOKEN not in repr(vault)
    vault.forget("x:kkr")
    with pytest.raises(NoKeyring):
        vault.get("x:kkr")
