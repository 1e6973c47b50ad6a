"""What is written and shown when something nobody expected happens."""

import logging
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from pmsdesk.app import crash


def test_a_clean_end_leaves_nothing_to_tell(tmp_path: Path) -> None:
    watch = crash.Watch(tmp_path / "crash.log", lambda report: None)
    watch.close()
    assert crash.last_words(tmp_path / "crash.log") == ""


def test_what_a_dying_program_wrote_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "crash.log"
    path.write_text("Fatal Python error: Segmentation fault")
    assert "Segmentation fault" in crash.last_words(path)
    assert crash.last_words(path) == ""


def test_a_bug_is_shown_without_what_a_citizen_wrote(tmp_path: Path) -> None:
    shown: list[str] = []
    watch = crash.Watch(tmp_path / "crash.log", shown.append)
    try:
        raise ValueError("Lubang di FT5, telefon saya 012-345 6789")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        watch.close()
    assert shown[0].startswith("ValueError\n")
    assert "test_crash.py" in shown[0]
    assert "012" not in shown[0]
    assert "FT5" not in shown[0]


def test_the_crash_file_is_for_its_owner_only(tmp_path: Path) -> None:
    watch = crash.Watch(tmp_path / "crash.log", lambda report: None)
    assert (tmp_path / "crash.log").stat().st_mode & 0o077 == 0
    watch.close()


@pytest.mark.qt_no_exception_capture
def test_words_of_qt_go_to_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    watch = crash.Watch(tmp_path / "crash.log", lambda report: None)
    with caplog.at_level(logging.WARNING):
        qWarning("sesuatu tentang tetingkap")
    watch.close()
    assert "sesuatu tentang tetingkap" in caplog.text
