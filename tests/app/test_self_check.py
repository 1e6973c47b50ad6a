"""What `pmsdesk self-check` says of a machine, above all what is missing and how to mend it."""

import ctypes
import importlib
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from pmsdesk.app import references, self_check
from pmsdesk.app.self_check import Line
from pmsdesk.compliance.lexicon import Lexicon
from pmsdesk.domain.errors import BadDataFile
from pmsdesk.domain.finding import Severity

Break = Callable[[str, str], None]


@pytest.fixture
def cannot_import(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Lets the import of a module fail with the given words."""
    real = importlib.import_module

    def break_it(module: str, words: str) -> None:
        def import_module(name: str, package: str | None = None) -> ModuleType:
            if name == module:
                raise ImportError(words)
            return real(name, package)

        monkeypatch.setattr(self_check.importlib, "import_module", import_module)

    return break_it


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(self_check.self_check, list(words))
    return done.exit_code, done.output


def test_a_good_machine_has_a_line_for_everything() -> None:
    status, said = run()
    assert status == 0
    for what in ("Python", "PySide6.QtWidgets", "SQLite", "penyulitan", "fail data", "saluran", "fon Jawi"):
        assert what in said
    assert "29 akaun" in said
    assert "facebook, instagram, x, youtube" in said


def test_quietly_nothing_is_said_of_a_good_machine() -> None:
    assert run("--quiet") == (0, "")


@pytest.mark.parametrize(
    ("words", "package"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "libegl1"),
        ("libGL.so.1: cannot open shared object file: No such file or directory", "libgl1"),
        ("libxkbcommon.so.0: cannot open shared object file: No such file or directory", "libxkbcommon0"),
        ("libglib-2.0.so.0: cannot open shared object file: No such file or directory", "libglib2.0-0"),
        ("libasing.so.7: cannot open shared object file: No such file or directory", "libasing.so.7"),
        ("No module named 'PySide6'", "PySide6.QtWidgets"),
    ],
)
def test_a_missing_library_is_named_with_its_package(cannot_import: Break, words: str, package: str) -> None:
    cannot_import("PySide6.QtWidgets", words)
    status, said = run("--quiet")
    assert status == 1
    assert said == f"{'PySide6.QtWidgets':20} {words} – pasang pakej {package}\n"


def test_where_nothing_can_be_encrypted_it_is_told_why(cannot_import: Break) -> None:
    cannot_import("sqlcipher3.dbapi2", "No module named 'sqlcipher3'")
    status, said = run("--quiet")
    assert status == 1
    assert "data tidak dapat disulitkan: perlu Windows 64-bit, atau Linux dengan glibc 2.28 ke atas" in said


@pytest.mark.parametrize(("display", "status"), [(":0", 1), ("", 0)])
def test_what_x11_lacks_is_told_and_stops_whoever_needs_it(
    monkeypatch: pytest.MonkeyPatch, display: str, status: int
) -> None:
    def missing(path: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(ctypes, "CDLL", missing)
    monkeypatch.setattr(Path, "exists", lambda path: True)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    found, said = run()
    assert found == status
    assert "pasang pakej libxcb-cursor0" in said


def test_a_broken_data_file_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise BadDataFile(file="agencies.yaml", line=12, what="'name' is a required property")

    monkeypatch.setattr(references, "load_all", broken)
    status, said = run("--quiet")
    assert status == 1
    assert "agencies.yaml, baris 12" in said
    assert "pasang semula pmsdesk" in said


def test_a_lexicon_that_forbids_our_own_answers_is_told_but_keeps_nobody_from_working(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    insult = next(term for term in Lexicon.load().terms if term.severity is Severity.BLOCK)
    lexicon = Lexicon("2026.12.1", [replace(insult, text="siasatan", exceptions=())])
    monkeypatch.setattr(Lexicon, "load", lambda folder=None: lexicon)
    told = next(line for line in self_check.lines() if line.what == "leksikon")
    assert told.found == lexicon.label
    assert "“siasatan” (R11) melarang teks rasmi “Terima kasih. Aduan {{sapaan}} telah diterima" in told.advice
    assert not told.fatal


def test_a_copy_without_channels_is_not_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmsdesk.channels.CHANNELS", {})
    status, said = run("--quiet")
    assert status == 1
    assert "tiada saluran" in said


@pytest.mark.parametrize(
    ("finder", "listed", "line"),
    [
        (None, "", Line("fon Tamil", "tidak disemak")),
        ("/usr/bin/fc-list", "NotoSansTamil.ttf\n", Line("fon Tamil", "ada")),
        ("/usr/bin/fc-list", "", Line("fon Tamil", "tiada", "pasang fonts-noto-core")),
    ],
)
def test_a_missing_script_is_told_but_keeps_nobody_from_working(
    monkeypatch: pytest.MonkeyPatch, finder: str | None, listed: str, line: Line
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: finder)
    monkeypatch.setattr(
        subprocess, "run", lambda command, **how: subprocess.CompletedProcess(command, 0, stdout=listed, stderr="")
    )
    assert line in list(self_check.lines())
    assert not line.fatal


def test_all_that_x11_lacks_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    real = ctypes.CDLL

    def missing(path: str) -> object:
        if path.endswith(("libqxcb.so", "libxcb-cursor.so.0", "libxcb-icccm.so.4")):
            raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")
        return real(None)

    monkeypatch.setattr(ctypes, "CDLL", missing)
    monkeypatch.setattr(Path, "exists", lambda path: True)
    _status, said = run()
    assert "pasang pakej libxcb-cursor0 libxcb-icccm4\n" in said
