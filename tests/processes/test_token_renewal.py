"""Several programs of one computer, and one that is killed at any step, spend no refresh token of X twice."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmsdesk.channels.tokens import Tokens
from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.grants import CALLBACK, Request
from pmsdesk.sandbox.server import Sandbox

TOP = Path(__file__).parents[2]
PROBE, SAVE = 1, 2
"""The keeper's writes: the old pair, to see whether the keyring takes anything, and the new one."""


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, sandbox: Sandbox) -> Path:
    """Where the tokens of @MOWorks lie, whose access token has ended."""
    with sandbox.control() as control:
        world = control.world
        asked = Request(Channel.X, "pmsdesk", CALLBACK, "tweet.read offline.access")
        grant = world.grants.give(asked, "MOWorks", world.now())
        tokens = Tokens(world.grants.new_access(grant, world.now()), grant.refresh, datetime(2026, 1, 1, tzinfo=UTC))
    (tmp_path / "keyring").write_text(tokens.as_secret(), "utf-8")
    return tmp_path


def begin(folder: Path, sandbox: Sandbox, killed_at: int = 0) -> "subprocess.Popen[str]":
    program = [sys.executable, "-m", "tests.processes.renewing", str(folder), sandbox.x_root, str(killed_at)]
    return subprocess.Popen(program, cwd=TOP, stdout=subprocess.PIPE, text=True)


def said(program: "subprocess.Popen[str]") -> str:
    words, _ = program.communicate(timeout=100)
    return words


def calls(sandbox: Sandbox) -> int:
    with sandbox.control() as control:
        return control.world.ledger.calls["oauth.x_token"]


def speaks(sandbox: Sandbox, token: str) -> bool:
    with sandbox.control() as control:
        return control.world.account_of(Channel.X, token) is not None


def test_four_programs_at_once_renew_once(folder: Path, sandbox: Sandbox) -> None:
    programs = [begin(folder, sandbox) for _ in range(4)]
    (token,) = {said(program) for program in programs}
    assert speaks(sandbox, token)
    assert calls(sandbox) == 1


def test_a_program_killed_before_the_call_costs_nothing(folder: Path, sandbox: Sandbox) -> None:
    assert said(begin(folder, sandbox, killed_at=PROBE)) == ""
    assert calls(sandbox) == 0
    assert speaks(sandbox, said(begin(folder, sandbox)))


def test_a_program_killed_between_answer_and_keyring_is_signed_in_again_and_asks_no_more(
    folder: Path, sandbox: Sandbox
) -> None:
    assert said(begin(folder, sandbox, killed_at=SAVE)) == ""
    assert calls(sandbox) == 1
    assert [said(begin(folder, sandbox)) for _ in range(3)] == ["sign in again"] * 3
    assert calls(sandbox) == 2
    assert Tokens.from_secret((folder / "keyring").read_text("utf-8")).refused
