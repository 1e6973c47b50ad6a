"""The posts page as a picture: in each look and size, nothing cut off, and a PNG of each to be looked at."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.domain.media import Attached
from pmsdesk.services import media_files, posting
from pmsdesk.ui import theme
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.posts.page import PostsPage
from pmsdesk.ui.theme import LOOKS, Look, Tone, tokens
from tests.screen import AISYAH, HAKIM, NOW, Screen, references

RAIL_AND_BARS = (188, 72)
SIZES = ((1440, 900), (1280, 720))
LARGE_TEXT = 13
ALT = "Jentera penggelek memadatkan turapan baharu di tepi sawah padi."
GREEN, BROWN = "#44aa77", "#996633"
TEXT = "UMNO gagal menyelia kontraktor di tapak ini. Kerja menampal FT5 siap pada 25 November."


@pytest.fixture(params=[Look.LIGHT, Look.DARK])
def look(qapp: QApplication, theme_cache: Path, request: pytest.FixtureRequest) -> Iterator[Look]:
    theme.apply(qapp, request.param, theme_cache)
    yield request.param
    theme.apply(qapp, Look.LIGHT, theme_cache)


def kept(screen: Screen, colour: str, alt_text: str) -> Attached:
    out = BytesIO()
    Image.new("RGB", (1200, 800), colour).save(out, "JPEG", quality=100)
    medium = media_files.prepare("jalan.jpg", out.getvalue())
    screen.act(AISYAH, lambda work: media_files.keep(work, medium))
    return replace(media_files.attached(medium), alt_text=alt_text)


@pytest.fixture
def page(look: Look, screen: Screen, qtbot: QtBot, settle: Callable[[], None]) -> PostsPage:
    """A planned post, one that waits, and an editor with a flagged text, two pictures and one alt text."""
    check = references().checker.check
    media = [kept(screen, GREEN, ALT), kept(screen, BROWN, "")]
    screen.act(
        HAKIM,
        lambda work: posting.submit_post(
            work, "x-moworks", "Notis: laluan FT1 ditutup malam ini.", (), NOW + timedelta(days=1), check
        ),
    )
    screen.act(HAKIM, lambda work: posting.submit_post(work, "facebook-kkr", "Lawatan.", media, None, check))
    desk = screen.desk(AISYAH)
    made = PostsPage(desk, Actions(parent=desk), references())
    qtbot.addWidget(made)
    made.show()
    made.shown()
    settle()
    made.begin()
    made.editor.accounts.chip("x-moworks").click()
    made.editor.accounts.chip("facebook-kkr").click()
    made.editor.texts.edit.insertPlainText(TEXT)
    made.editor.media.show_media(media)
    settle()
    qtbot.waitUntil(lambda: made.editor.checked is not None)
    return made


def picture(page: PostsPage, name: str) -> QImage:
    image = page.grab().toImage()
    if folder := os.environ.get("PMSDESK_LOOKS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        image.save(str(Path(folder) / f"{name}.png"))
    return image


def share(image: QImage, colour: QColor) -> float:
    """The share of a coarse grid of points that has nearly *colour* (JPEG does not keep it exactly)."""
    points = [(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)]
    return sum(_near(image.pixelColor(x, y), colour) for x, y in points) / len(points)


def _near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) <= 6 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


@pytest.mark.parametrize("size", SIZES)
def test_a_post_being_written(page: PostsPage, look: Look, size: tuple[int, int], qtbot: QtBot, screen: Screen) -> None:
    page.resize(size[0] - RAIL_AND_BARS[0], size[1] - RAIL_AND_BARS[1])
    screen.settle()
    image = picture(page, f"posts-{look}-{size[0]}")
    assert share(image, QColor(LOOKS[look].surface)) > 0.15
    flagged = page.editor.texts.edit.grab().toImage()
    assert share(flagged, tokens().soft(Tone.BAD)) > 0.001
    cut = [
        button.text()
        for button in page.editor.findChildren(QPushButton)
        if button.isVisible() and button.width() + 1 < button.minimumSizeHint().width()
    ]
    assert cut == []
    assert page.editor.sheet.widget().width() <= page.editor.sheet.viewport().width()


def test_the_preview_stands_beside_the_text_where_there_is_room_and_below_it_where_there_is_none(
    page: PostsPage, screen: Screen, qtbot: QtBot
) -> None:
    for width, beside in ((1252, True), (1000, False)):
        page.resize(width, 820)
        qtbot.waitUntil(lambda beside=beside: (page.editor.previews.x() > page.editor.texts.width()) is beside)  # type: ignore[misc]
    assert share(page.editor.previews.grab().toImage(), QColor(GREEN)) > 0.05


def test_a_row_shows_the_first_picture_and_how_many_more(page: PostsPage) -> None:
    rows = page.listing.rows.grab().toImage()
    assert share(rows, QColor(GREEN)) > 0.001
    assert share(rows, tokens().soft(Tone.PRIMARY)) > 0.001


def test_large_text_cuts_nothing(page: PostsPage, look: Look, qapp: QApplication, theme_cache: Path) -> None:
    theme.apply(qapp, look, theme_cache, LARGE_TEXT)
    qapp.processEvents()
    page.resize(1092, 648)
    qapp.processEvents()
    picture(page, f"posts-large-{look}")
    cut = [
        button.text()
        for button in page.findChildren(QPushButton)
        if button.isVisible() and button.width() + 1 < button.minimumSizeHint().width()
    ]
    theme.apply(qapp, look, theme_cache)
    assert cut == []
