"""The command line: help and version at once, and each sub-command with its own libraries only."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import pmsdesk
from pmsdesk.app.cli import COMMANDS, main

TELL_MODULES = """
import json, sys
from pmsdesk.app.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    print("\\n" + json.dumps([end.code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""
DEAR = {"PySide6", "sqlalchemy", "flask", "requests", "keyring", "qt_material"}


def loaded_by(*words: str) -> tuple[int, set[str]]:
    """Exit status, and the top-level modules that were imported."""
    done = subprocess.run(
        [sys.executable, "-c", TELL_MODULES, *words], capture_output=True, text=True, check=True, timeout=60
    )
    status, modules = json.loads(done.stdout.splitlines()[-1])
    return status, set(modules)


def test_help_names_every_command() -> None:
    shown = CliRunner().invoke(main, ["--help"])
    assert shown.exit_code == 0
    assert "Konsol moderasi" in shown.output
    for command in ("backup", "demo", "recovery-key", "restore", "sandbox", "self-check"):
        assert command in COMMANDS
        assert command in shown.output


def test_version() -> None:
    shown = CliRunner().invoke(main, ["--version"])
    assert (shown.exit_code, shown.output.split()) == (0, ["pmsdesk,", "version", pmsdesk.__version__])


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_can_be_loaded_and_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(main, [command, "--help"])
    assert shown.exit_code == 0
    assert len(shown.output.splitlines()) > 4


def test_an_unknown_command_is_refused() -> None:
    shown = CliRunner().invoke(main, ["terbang"])
    assert shown.exit_code == 2
    assert "terbang" in shown.output


def test_a_file_is_no_home(tmp_path: Path) -> None:
    (tmp_path / "fail").write_text("x")
    assert CliRunner().invoke(main, ["--home", str(tmp_path / "fail")]).exit_code == 2


def test_the_version_loads_nothing_dear() -> None:
    status, modules = loaded_by("--version")
    assert status == 0
    assert not modules & DEAR


def test_the_sandbox_needs_no_screen_and_no_database() -> None:
    status, modules = loaded_by("sandbox", "--help")
    assert status == 0
    assert "flask" in modules
    assert not modules & (DEAR - {"flask"})


def test_the_check_needs_no_screen_no_database_and_no_network(tmp_path: Path) -> None:
    (tmp_path / "teks.jsonl").write_text('{"id": 1, "text": "Terima kasih."}\n', "utf-8")
    status, modules = loaded_by("check", "--jsonl", str(tmp_path / "teks.jsonl"))
    assert status == 0
    assert "ahocorasick" in modules
    assert not modules & DEAR
