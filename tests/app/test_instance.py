"""One console a folder."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pmsdesk.app.instance import Instance

pytestmark = pytest.mark.usefixtures("qtbot")


def test_the_second_console_on_a_folder_calls_the_first_to_the_front(tmp_path: Path, qtbot: QtBot) -> None:
    called: list[bool] = []
    first, second = Instance(tmp_path / "lock"), Instance(tmp_path / "lock")
    assert first.acquire()
    first.listen(lambda: called.append(True))
    assert not second.acquire()
    qtbot.waitUntil(lambda: called == [True])
    first.release()


def test_consoles_on_other_folders_do_not_meet(tmp_path: Path) -> None:
    first, second = Instance(tmp_path / "a"), Instance(tmp_path / "b")
    assert first.acquire()
    assert second.acquire()
    first.release()
    second.release()


def test_a_folder_is_free_again_after_its_console_ended(tmp_path: Path) -> None:
    first, second = Instance(tmp_path / "lock"), Instance(tmp_path / "lock")
    assert first.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_a_folder_that_cannot_be_held_is_not_taken_for_one_that_is_held(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="lock"):
        Instance(tmp_path / "tiada" / "lock").acquire()
