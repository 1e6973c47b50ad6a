"""The project as a thing that is built and shipped: wheel, commands, pins, and the Qt version that aborts."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

TOP = Path(__file__).parents[1]


@pytest.mark.usefixtures("qtbot")
def test_qt_calls_take_no_reference_off_none() -> None:
    """PySide6 6.12.0 does on Python before 3.12, and aborts after some thousand calls."""
    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("a")
    assert abs(sys.getrefcount(None) - before) < 500


def test_the_wheel_carries_the_data_files_and_the_words(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=TOP,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, needed in (("resources", "*"), ("i18n", "*.qm")):
        shipped = {
            f"pmsdesk/{path.relative_to(TOP).as_posix()}"
            for path in (TOP / folder).rglob(needed)
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert shipped
        assert {name for name in names if name.startswith(f"pmsdesk/{folder}/")} == shipped
    assert "pmsdesk/domain/reply.py" in names
    sql = {path.relative_to(TOP).as_posix() for path in (TOP / "pmsdesk" / "sync" / "shared" / "sql").glob("*.sql")}
    assert sql
    assert sql <= names


def test_ci_runs_exactly_the_test_command_of_the_readme() -> None:
    readme = (TOP / "README.md").read_text("utf-8")
    (command,) = re.findall(r"^(make test)\b.*runs all tests", readme, re.MULTILINE)
    assert (TOP / ".ci" / "run").read_text("utf-8").splitlines()[-1] == f"exec {command}"


def test_every_dependency_is_pinned_without_a_host() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lines = (TOP / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower() for line in lines if "==" in line}
    names = {re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", entry)[0]).lower() for entry in wanted}  # type: ignore[index]
    assert names <= pinned
    assert not [line for line in lines if "://" in line or "@" in line]


def test_the_aborting_qt_is_excluded() -> None:
    text = (TOP / "pyproject.toml").read_text("utf-8")
    assert '"PySide6-Essentials>=6.8,!=6.12.0"' in text
    assert "PySide6_Essentials==6.12.0" not in (TOP / "constraints.txt").read_text("utf-8")
