"""What docs/register.md tells an administrator to type can be typed."""

import re
from pathlib import Path

import click
import pytest

from pmsdesk.app.record_command import template
from pmsdesk.app.register_command import register
from pmsdesk.domain.register_errors import RegisterAddressUnsafe
from pmsdesk.sync.address import read_address
from tests.postgres import SharedRegister
from tests.sync.test_administration import DATABASE_ADMINISTRATOR

GUIDE = (Path(__file__).parents[2] / "docs" / "register.md").read_text("utf-8")
STATEMENTS = re.findall(r"^```sql\n(.+?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("statement", [text for text in STATEMENTS if "CREATE ROLE" not in text])
def test_every_statement_runs_on_a_register(worked: SharedRegister, statement: str) -> None:
    worked.administrator.execute(statement)


def test_the_daily_administrator_of_the_guide_is_the_one_that_is_tested() -> None:
    (told,) = [text for text in STATEMENTS if "CREATE ROLE" in text]
    assert words(told) == words(DATABASE_ADMINISTRATOR)


def test_every_command_of_the_guide_is_one_and_every_one_is_in_the_guide() -> None:
    told = set(re.findall(r"pmsdesk register ([a-z-]+)", GUIDE))
    assert told == set(register.commands)
    options = set(re.findall(r"(--[a-z]+)", GUIDE)) - {"--globals"}
    commands = [*register.commands.values(), *template.commands.values()]
    known = {name for command in commands for parameter in command.params for name in parameter.opts}
    assert options - known == set()
    assert isinstance(register, click.Group)


def test_the_address_of_the_guide_is_strict_and_cannot_be_weakened() -> None:
    (told,) = set(re.findall(r"postgresql://db1[^\s\"]+", GUIDE))
    address, _ = read_address(told)
    assert address.strict
    assert len(address.hosts) == 2
    with pytest.raises(RegisterAddressUnsafe):
        read_address(f"{told}&sslmode=require")
