"""How the register looks: nothing that matters is cut, states are badges in the colours of the look."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services import complaining
from pmsdesk.services.complaining import Registration
from pmsdesk.services.reading import ComplaintFilter
from pmsdesk.ui import theme
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.complaints.grid import LEFT_OUT, PADDING
from pmsdesk.ui.complaints.page import ComplaintsPage
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.models.complaint_model import Field
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Look, Tone, tokens
from pmsdesk.ui.widgets.thumbnail import PICTURE, Thumbnail
from tests.screen import AISYAH, FAIZAL, Screen


@pytest.fixture
def page(
    qtbot: QtBot,
    screen: Screen,
    desk: Desk,
    actions: Actions,
    references: References,
    settle: Callable[[], None],
) -> ComplaintsPage:
    """The register with one forwarded complaint."""
    form = Registration(
        "Faizal Z.", "", FAIZAL.text, "pothole", Jurisdiction.FEDERAL, ("jkr_selangor",), "FT5", "Sabak Bernam"
    )
    screen.act(AISYAH, lambda work: complaining.register(work, FAIZAL.conversation_id, form))
    (case,) = screen.store.read().complaint_ids(ComplaintFilter(), screen.clock())
    screen.act(AISYAH, lambda work: complaining.forward(work, case, "jkr_selangor"))
    made = ComplaintsPage(desk, actions, references)
    qtbot.addWidget(made)
    made.resize(1252, 828)
    made.show()
    made.shown()
    settle()
    made.setProperty("case", case)
    return made


def cell_picture(page: ComplaintsPage, field: Field) -> QImage:
    box = page.grid.visualRect(page.model.index(0, field))
    return page.grid.viewport().grab(box).toImage()


def colours(picture: QImage) -> set[str]:
    return {QColor(picture.pixel(x, y)).name() for y in range(picture.height()) for x in range(picture.width())}


@pytest.mark.parametrize("look", list(Look))
def test_a_state_is_a_badge_in_the_colours_of_the_look(
    look: Look, page: ComplaintsPage, qapp: QApplication, theme_cache: Path, settle: Callable[[], None], tmp_path: Path
) -> None:
    theme.apply(qapp, look, theme_cache)
    settle()
    assert page.grab().save(str(tmp_path / f"complaints-{look}.png"))
    assert tokens().soft(Tone.PRIMARY).name() in colours(cell_picture(page, Field.STATE))
    assert tokens().soft(Tone.BAD).name() in colours(cell_picture(page, Field.FIRST_REPLY))


def room(page: ComplaintsPage, field: Field) -> float:
    return page.grid.columnWidth(field) - 2 * PADDING


def test_the_number_is_never_cut_and_no_column_is_left_out_where_there_is_room(page: ComplaintsPage) -> None:
    bold = QFont(page.grid.font())
    bold.setWeight(QFont.Weight.DemiBold)
    assert QFontMetricsF(bold).horizontalAdvance("KKR/2026/000001") <= room(page, Field.NUMBER)
    assert not any(page.grid.isColumnHidden(field) for field in Field)


def test_beside_an_open_case_the_columns_it_repeats_make_room(page: ComplaintsPage, settle: Callable[[], None]) -> None:
    page.open(str(page.property("case")))
    settle()
    bold = QFont(page.grid.font())
    bold.setWeight(QFont.Weight.DemiBold)
    hidden = {field for field in Field if page.grid.isColumnHidden(field)}
    assert hidden
    assert hidden <= set(LEFT_OUT)
    assert QFontMetricsF(bold).horizontalAdvance("KKR/2026/000001") <= room(page, Field.NUMBER)
    assert not page.grid.horizontalScrollBar().isVisible()


def test_a_picture_fills_its_frame_without_being_distorted(qtbot: QtBot) -> None:
    thumbnail = Thumbnail("Sebelum")
    qtbot.addWidget(thumbnail)
    thumbnail.resize(thumbnail.sizeHint())
    tall = QImage(100, 1000, QImage.Format.Format_RGB32)
    tall.fill(QColor("#00ff00"))
    for y in (*range(400), *range(600, 1000)):
        for x in range(100):
            tall.setPixelColor(x, y, QColor("#ff0000"))
    thumbnail.show_picture(tall)
    middle = thumbnail.grab().toImage().pixelColor(PICTURE.width() // 2, PICTURE.height() // 2)
    assert middle == QColor("#00ff00")
