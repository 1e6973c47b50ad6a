"""The inbox as a picture: in each look and size, with nothing cut off, and a PNG of each to be looked at.

``PMSDESK_LOOKS=folder`` keeps the pictures.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.domain.reply import DraftMode
from pmsdesk.ui import theme
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.theme import LOOKS, Look
from tests.screen import AISYAH, FAIZAL, TOLD, Screen, references

RAIL_AND_BARS = (188, 72)
SIZES = ((1440, 900), (1280, 720))
FLAGGED = "Terima kasih atas maklumat tuan. Kontraktor itu memang bodoh; hubungi beliau di 012-345 4471."


@pytest.fixture(params=list(Look))
def look(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Look]:
    theme.apply(qapp, request.param, tmp_path_factory.getbasetemp() / "theme")
    yield request.param
    theme.apply(qapp, Look.LIGHT, tmp_path_factory.getbasetemp() / "theme")


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[Screen]:
    made = Screen(tmp_path / "seat")
    made.arrive(*TOLD)
    yield made
    made.close()


@pytest.fixture
def page(look: Look, seat: Screen, qtbot: QtBot) -> InboxPage:
    made = InboxPage(seat.desk(AISYAH), Actions(), references())
    qtbot.addWidget(made)
    made.show()
    made.shown()
    made.open(FAIZAL.conversation_id)
    seat.settle()
    return made


def picture(page: InboxPage, name: str) -> QImage:
    image = page.grab().toImage()
    if folder := os.environ.get("PMSDESK_LOOKS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        image.save(str(Path(folder) / f"{name}.png"))
    return image


def share(image: QImage, colour: QColor) -> float:
    """The share of a coarse grid of points that has exactly *colour*."""
    points = [(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)]
    return sum(image.pixelColor(x, y).rgb() == colour.rgb() for x, y in points) / len(points)


@pytest.mark.parametrize("size", SIZES)
def test_a_flagged_reply(page: InboxPage, look: Look, size: tuple[int, int], qtbot: QtBot, seat: Screen) -> None:
    page.resize(size[0] - RAIL_AND_BARS[0], size[1] - RAIL_AND_BARS[1])
    page.composer.write(DraftMode.REPLY)
    page.composer.edit.insertPlainText(FLAGGED)
    qtbot.waitUntil(lambda: len(page.composer.flags.texts()) == 2)
    seat.settle()
    image = picture(page, f"inbox-{look}-{size[0]}")
    colours = LOOKS[look]
    assert share(image, QColor(colours.surface)) > 0.3
    assert share(image, QColor(colours.primary_soft)) > 0.01
    assert page.talk.list.height() >= 90
    for button in page.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), button.text()


def test_a_note_covers_the_composer_in_its_own_tint(page: InboxPage, look: Look, seat: Screen) -> None:
    page.resize(1252, 828)
    page.composer.write(DraftMode.NOTE)
    seat.settle()
    image = page.composer.grab().toImage()
    tint = QColor(LOOKS[look].warning_soft)
    assert share(image, tint) > 0.5
    picture(page, f"inbox-note-{look}")


def test_the_question_before_sending(page: InboxPage, look: Look, seat: Screen) -> None:
    page.resize(1252, 828)
    page.use_canned("G4")
    page.composer.submit()
    seat.settle()
    assert page.composer.strip.isVisible()
    picture(page, f"inbox-question-{look}")
