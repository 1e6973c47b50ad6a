"""Flags stand where the checker saw them, whatever Qt counts in; typing moves them; undoing is the writer's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from pytestqt.qtbot import QtBot

from pmsdesk.ui.theme import Tone, tokens
from pmsdesk.ui.widgets.flagged_edit import FlaggedEdit, Mark, code_point_offset, utf16_offset

EMOJI = "👍🏽 Salam 🙏🏽, nombor 012-345 4471 ya"


@pytest.fixture
def edit(qtbot: QtBot) -> FlaggedEdit:
    made = FlaggedEdit()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(("code_points", "utf16"), [(0, 0), (1, 2), (2, 4), (3, 5), (9, 11), (11, 15)])
def test_an_emoji_with_a_skin_colour_counts_four_in_qt_and_two_in_python(code_points: int, utf16: int) -> None:
    assert utf16_offset(EMOJI, code_points) == utf16
    assert code_point_offset(EMOJI, utf16) == code_points


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.data())
def test_converting_there_and_back_changes_nothing(text: str, data: st.DataObject) -> None:
    here = data.draw(st.integers(0, len(text)))
    assert code_point_offset(text, utf16_offset(text, here)) == here


def test_an_offset_inside_a_pair_counts_as_before_it() -> None:
    assert code_point_offset("a🙏b", 2) == 1


def test_a_mark_selects_its_word_behind_emoji(edit: FlaggedEdit) -> None:
    edit.put_text(EMOJI)
    start = EMOJI.index("012")
    edit.show_marks([Mark(start, start + 12, Tone.BAD, "J.16")])
    (selection,) = edit.extraSelections()
    assert selection.cursor.selectedText() == "012-345 4471"
    assert selection.format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline
    assert selection.format.underlineColor() == tokens().strong(Tone.BAD)


def test_typing_before_a_mark_moves_it(edit: FlaggedEdit, qtbot: QtBot) -> None:
    edit.put_text("kerja bodoh")
    edit.show_marks([Mark(6, 11, Tone.BAD)])
    edit.select(0, 0)
    edit.insertPlainText("🙏🏽 ")
    ((_, start, end),) = edit.marks()
    assert edit.text()[start:end] == "bodoh"


def test_marks_leave_the_undo_history_alone(edit: FlaggedEdit) -> None:
    edit.put_text("")
    edit.insertPlainText("kerja bodoh")
    edit.show_marks([Mark(6, 11, Tone.BAD)])
    edit.undo()
    assert edit.text() == ""


def test_a_rewrite_is_one_step_of_undo(edit: FlaggedEdit) -> None:
    edit.put_text(EMOJI)
    start = EMOJI.index("012")
    edit.replace(start, start + 12, "03-8000 8000")
    assert edit.text() == "👍🏽 Salam 🙏🏽, nombor 03-8000 8000 ya"
    edit.undo()
    assert edit.text() == EMOJI


def test_inserting_goes_behind_a_selection_and_never_over_it(edit: FlaggedEdit) -> None:
    edit.put_text("🙏🏽 Salam")
    edit.selectAll()
    start = edit.insert("Terima kasih.")
    assert edit.text() == "🙏🏽 Salam Terima kasih."
    assert edit.text()[start:] == "Terima kasih."


def test_the_cursor_is_told_in_code_points(edit: FlaggedEdit) -> None:
    edit.put_text("🙏🏽ab")
    assert edit.position() == 4


def test_a_slash_asks_for_canned_replies_only_in_the_empty_field(edit: FlaggedEdit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(edit.slash):
        qtbot.keyClick(edit, "/")
    assert edit.text() == ""
    qtbot.keyClicks(edit, "1/2")
    assert edit.text() == "1/2"


def test_tab_is_offered_before_the_focus_moves(edit: FlaggedEdit, qtbot: QtBot) -> None:
    taken: list[str] = []

    def take() -> bool:
        taken.append("tab")
        return True

    edit.on_tab = take
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert taken == ["tab"]
    assert edit.text() == ""


def test_jawi_runs_from_the_right_and_malay_from_the_left_again(edit: FlaggedEdit) -> None:
    edit.put_text("جالن روسق")
    assert edit.document().defaultTextOption().textDirection() == Qt.LayoutDirection.RightToLeft
    edit.put_text("jalan rosak")
    assert edit.document().defaultTextOption().textDirection() == Qt.LayoutDirection.LeftToRight
