"""The pictures of a post where they are judged: large, each with its alt text, also when they come late."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmsdesk.domain.media import Attached, Medium
from pmsdesk.services import media_files
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.picture import Picture
from pmsdesk.ui.writing.gallery import Gallery
from tests.screen import AISYAH, Screen

ALT = "Jentera penggelek memadatkan turapan baharu."
VIDEO = Medium("jambatan.mp4", "video/mp4", b"\0\0\0\x10ftypisom\0\0\2\0")

Settle = Callable[[], None]


def keep(screen: Screen, medium: Medium, alt_text: str) -> Attached:
    screen.act(AISYAH, lambda work: media_files.keep(work, medium))
    return replace(media_files.attached(medium), alt_text=alt_text)


@pytest.fixture
def photo(screen: Screen) -> Attached:
    out = BytesIO()
    Image.new("RGB", (800, 600), "#4a7").save(out, "JPEG")
    return keep(screen, media_files.prepare("jalan.jpg", out.getvalue()), ALT)


@pytest.fixture
def gallery(qtbot: QtBot, desk: Desk) -> Gallery:
    made = Gallery(desk)
    qtbot.addWidget(made)
    made.resize(660, 700)
    made.show()
    return made


def test_a_picture_is_shown_whole_with_its_alt_text_and_opens_large(
    gallery: Gallery, photo: Attached, settle: Settle, qtbot: QtBot
) -> None:
    gallery.show_media([photo])
    assert not gallery.complete
    settle()
    assert gallery.complete
    assert gallery.alt_words() == [f"Teks alt: {ALT}"]
    QTest.keyClick(gallery.shots[0], Qt.Key.Key_Return)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Picture) and w.isVisible())
    assert ALT in dialog.picture.accessibleName()
    dialog.close()


def test_one_that_comes_later_from_another_seat_is_shown_as_soon_as_it_is_here(
    gallery: Gallery, photo: Attached, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    (file,) = (tmp_path / "seat" / "attachments").glob(f"??/{photo.sha}")
    away = file.rename(tmp_path / "away")
    gallery.show_media([photo])
    settle()
    assert not gallery.complete
    with qtbot.waitSignal(gallery.whole, timeout=60_000):
        away.rename(file)
    assert gallery.complete


def test_a_video_cannot_be_shown_here_and_is_saved_to_be_watched(
    gallery: Gallery, screen: Screen, settle: Settle, tmp_path: Path
) -> None:
    video = keep(screen, VIDEO, "")
    gallery.show_media([video])
    settle()
    assert gallery.complete
    assert gallery.alt_words() == ["Tanpa teks alt"]
    gallery.save_to(video, tmp_path / "tonton.mp4")
    settle()
    assert (tmp_path / "tonton.mp4").read_bytes() == VIDEO.data
