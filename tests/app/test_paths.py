"""Where a seat keeps its things."""

import sys
from pathlib import Path

import pytest

from pmsdesk.app import paths


def test_a_seat_is_one_folder_for_its_owner_only(tmp_path: Path) -> None:
    seat = paths.seat(tmp_path / "seat")
    assert seat.database.parent == tmp_path / "seat"
    assert all(folder.stat().st_mode & 0o077 == 0 for folder in (seat.home, seat.attachments, seat.log.parent))


@pytest.mark.skipif(sys.platform != "linux", reason="the variable is one of Linux")
def test_without_a_name_it_is_in_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PMSDESK_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert paths.seat().home == tmp_path / "data" / "pmsdesk"


def test_the_environment_names_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMSDESK_HOME", str(tmp_path / "lain"))
    assert paths.seat().home == tmp_path / "lain"
