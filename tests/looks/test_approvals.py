"""How the approvals page looks: every state in its colours and words, in every look."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmsdesk.domain.events import ReplySubmitted
from pmsdesk.services import drafting
from pmsdesk.ui import theme
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.approvals.page import ApprovalsPage
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Look, Tone, tokens
from pmsdesk.ui.widgets.marked_text import MarkedText, Run, Style
from tests.screen import AISYAH, FAIZAL, HAKIM, Screen

FIRST = "Terima kasih tuan. UMNO gagal menyelia kontraktor Syarikat Maju Bina; kerja menampal bermula 25 November."
SECOND = "Terima kasih tuan. UMNO gagal menyelia kontraktor yang dilantik; kerja menampal bermula 25 November."


def colours(picture: QImage, step: int = 1) -> set[str]:
    return {
        QColor(picture.pixel(x, y)).name()
        for y in range(0, picture.height(), step)
        for x in range(0, picture.width(), step)
    }


def nearest(wanted: QColor, found: set[str]) -> int:
    """How far the colour of *found* next to *wanted* is from it: lines one pixel thin are blended with their ground."""
    return min(
        sum(abs(a - b) for a, b in zip(wanted.getRgb()[:3], QColor(name).getRgb()[:3], strict=True)) for name in found
    )


@pytest.mark.parametrize("look", list(Look))
def test_a_review_shows_flags_removals_and_additions_in_the_colours_of_the_look(
    look: Look,
    qapp: QApplication,
    theme_cache: Path,
    qtbot: QtBot,
    screen: Screen,
    supervisor_desk: Desk,
    actions: Actions,
    references: References,
    settle: Callable[[], None],
    tmp_path: Path,
) -> None:
    for staff, text in ((AISYAH, FIRST), (HAKIM, SECOND)):
        events = screen.act(
            staff,
            lambda work, t=text: drafting.submit(
                work, FAIZAL.conversation_id, FAIZAL.remote_id, t, references.checker.check
            ),
        )
    reply = next(event.reply_id for event in events if isinstance(event, ReplySubmitted))
    page = ApprovalsPage(supervisor_desk, actions, references)
    qtbot.addWidget(page)
    page.resize(1252, 828)
    page.show()
    page.shown()
    page.open(reply)
    settle()
    theme.apply(qapp, look, theme_cache)
    settle()
    assert page.grab().save(str(tmp_path / f"approvals-{look}.png"))
    flagged = colours(page.review.exact_text.grab().toImage())
    assert nearest(tokens().strong(Tone.BAD), flagged) < 100
    changed = colours(page.review.diff_text.grab().toImage())
    assert all(nearest(tokens().strong(tone), changed) < 100 for tone in (Tone.BAD, Tone.GOOD))
    assert tokens().soft(Tone.PRIMARY).name() in colours(page.list.grab().toImage(), step=3)


def test_a_text_is_as_tall_as_its_width_asks_and_breaks_words_without_end(qtbot: QtBot) -> None:
    text = MarkedText()
    qtbot.addWidget(text)
    text.show_runs([Run("jalan" * 120, Style.GRAVE)])
    text.resize(600, 40)
    text.show()
    wide = text.height()
    text.resize(200, 40)
    assert text.height() > 2 * wide
    assert text.document().size().height() <= text.height()
    assert text.document().size().width() <= 200


def test_jawi_runs_from_the_right_and_direction_tricks_are_dropped(qtbot: QtBot) -> None:
    text = MarkedText()
    qtbot.addWidget(text)
    text.show_text("جالن روسق\u202etxt.exe")
    assert text.document().defaultTextOption().textDirection().name == "RightToLeft"
    assert text.toPlainText() == "جالن روسقtxt.exe"
