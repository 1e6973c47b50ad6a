"""The systemd units start commands that exist, name secrets that are looked for, and give the programs no power."""

from pathlib import Path

import pytest

from pmsdesk.app.cli import COMMANDS
from pmsdesk.app.credentials import file_name
from pmsdesk.app.headless import PASSPHRASE, password_name
from pmsdesk.app.lines import token_name
from pmsdesk.routing.registry import load_accounts
from pmsdesk.sync.address import read_address

FOLDER = Path(__file__).parents[2] / "docs" / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))


def settings(unit: Path) -> dict[str, list[str]]:
    """All values of each setting, in order."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text("utf-8").splitlines():
        name, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def test_there_is_one_for_each_program() -> None:
    assert [unit.stem for unit in UNITS] == ["pmsdesk-collector", "pmsdesk-publisher"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_a_command_with_an_address_without_a_password(unit: Path) -> None:
    found = settings(unit)
    (start,), (environment,) = found["ExecStart"], found["Environment"]
    program = start.split()[-1]
    assert program in COMMANDS
    assert unit.stem == f"pmsdesk-{program}"
    name, _, url = environment.partition("=")
    assert name == "PMSDESK_REGISTER_URL"
    address, login = read_address(url)
    assert address.strict
    assert login.user
    assert not login.password


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_its_credentials_are_the_ones_that_are_looked_for(unit: Path) -> None:
    found = settings(unit)
    passed = {value.split(":")[0] for value in found["LoadCredentialEncrypted"]}
    _, login = read_address(found["Environment"][0].partition("=")[2])
    known = {file_name(token_name(account)) for account in load_accounts()}
    assert {PASSPHRASE, file_name(password_name(login))} <= passed
    tokens = passed - {PASSPHRASE, file_name(password_name(login))}
    assert tokens
    assert tokens <= known


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_it_may_do_nothing_that_it_need_not(unit: Path) -> None:
    found = settings(unit)
    for name, value in {
        "DynamicUser": "yes",
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateDevices": "yes",
        "MemoryDenyWriteExecute": "yes",
        "CapabilityBoundingSet": "",
        "Restart": "on-failure",
        "LimitCORE": "0",
    }.items():
        assert found[name] == [value], name
