"""Secrets of a program without a screen: systemd's, the keyring's, or asked for; never kept in a file of ours."""

from pathlib import Path

import pytest

from pmsdesk.app.credentials import CredentialsVault, headless_vault, secret
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.errors import NoKeyring


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "token-x-x-moworks").write_text("AAAA-token\n")
    return tmp_path


def test_what_systemd_passes_is_found_under_a_name_without_colons(folder: Path) -> None:
    vault = headless_vault({"CREDENTIALS_DIRECTORY": str(folder)})
    assert vault.get("token:x:x-moworks") == "AAAA-token"
    assert vault.get("token:facebook:facebook-kkr") == ""


def test_nothing_is_written_there(folder: Path) -> None:
    vault = CredentialsVault(folder)
    with pytest.raises(NoKeyring):
        vault.put("token:x:x-moworks", "BBBB")
    vault.forget("token:x:x-moworks")
    assert vault.get("token:x:x-moworks") == "AAAA-token"
    assert [path.name for path in folder.iterdir()] == ["token-x-x-moworks"]


def test_without_a_keyring_the_person_at_the_terminal_is_asked_once_a_run() -> None:
    vault, asked = headless_vault({}), []

    def ask(what: str) -> str:
        asked.append(what)
        return " AAAA-token "

    assert isinstance(vault, MemoryVault)
    assert [secret(vault, "register", "Kata laluan daftar", ask) for _ in range(2)] == ["AAAA-token", "AAAA-token"]
    assert asked == ["Kata laluan daftar"]


def test_without_anyone_to_ask_there_is_no_secret() -> None:
    assert secret(MemoryVault(), "register", "Kata laluan daftar", lambda _what: "") == ""


def test_a_service_is_never_asked(folder: Path) -> None:
    assert secret(CredentialsVault(folder), "register", "Kata laluan daftar", lambda _what: "typed") == ""
