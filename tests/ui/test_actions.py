"""Commands: one QAction each, with shortcuts that can be rebound and words in the language of the screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.ui.actions import Actions, all_keys_text, keys_text


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with two panes that can have the focus, and a text field."""
    made = QWidget()
    column = QVBoxLayout(made)
    for name in ("list", "thread"):
        pane = QWidget(made)
        pane.setObjectName(name)
        pane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(pane)
    field = QLineEdit(made)
    field.setObjectName("field")
    column.addWidget(field)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made).__enter__()
    return made


def part(window: QWidget, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert found is not None
    found.setFocus()
    return found


def test_a_shortcut_without_scope_works_in_the_whole_window(window: QWidget, done: list[str], qtbot: QtBot) -> None:
    actions = Actions(window)
    actions.add("app.look", lambda: "Tukar rupa", lambda: done.append("look"), shortcut="Ctrl+Shift+L")
    for name in ("list", "field"):
        qtbot.keyClick(
            part(window, name), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
    assert done == ["look", "look"]


def test_a_shortcut_with_scope_works_only_while_the_focus_is_there(
    window: QWidget, done: list[str], qtbot: QtBot
) -> None:
    actions = Actions(window)
    pane = part(window, "list")
    actions.add("inbox.done", lambda: "Selesai", lambda: done.append("done"), shortcut="E", scope=pane)
    qtbot.keyClick(part(window, "thread"), Qt.Key.Key_E)
    assert done == []
    qtbot.keyClick(part(window, "list"), Qt.Key.Key_E)
    assert done == ["done"]


def test_a_single_letter_is_typed_into_a_text_field_and_does_nothing_else(
    window: QWidget, done: list[str], qtbot: QtBot
) -> None:
    actions = Actions(window)
    actions.add("inbox.done", lambda: "Selesai", lambda: done.append("done"), shortcut="E")
    field = part(window, "field")
    qtbot.keyClick(field, Qt.Key.Key_E)
    assert isinstance(field, QLineEdit)
    assert (field.text(), done) == ("e", [])


def test_a_command_wins_over_the_keys_of_a_text_field(window: QWidget, done: list[str], qtbot: QtBot) -> None:
    actions = Actions(window)
    actions.add("app.palette", lambda: "Cari", lambda: done.append("palette"), shortcut="Ctrl+Backspace")
    field = part(window, "field")
    assert isinstance(field, QLineEdit)
    field.setText("Jalan FT5")
    qtbot.keyClick(field, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), done) == ("Jalan FT5", ["palette"])


def test_a_command_of_another_pane_leaves_a_text_field_its_keys(window: QWidget, done: list[str], qtbot: QtBot) -> None:
    actions = Actions(window)
    elsewhere = part(window, "list")
    actions.add("inbox.x", lambda: "X", lambda: done.append("x"), shortcut="Ctrl+Backspace", scope=elsewhere)
    field = part(window, "field")
    assert isinstance(field, QLineEdit)
    field.setText("Jalan FT5")
    qtbot.keyClick(field, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), done) == ("Jalan ", [])


def test_a_command_has_one_name() -> None:
    actions = Actions()
    actions.add("inbox.done", lambda: "Selesai", lambda: None)
    with pytest.raises(ValueError, match=r"inbox\.done"):
        actions.add("inbox.done", lambda: "Selesai", lambda: None)


def test_rebinding_replaces_the_shortcut_and_is_remembered_for_the_next_start(window: QWidget) -> None:
    actions = Actions(window)
    action = actions.add("inbox.done", lambda: "Selesai", lambda: None, shortcut="E")
    actions.rebind("inbox.done", "X")
    assert keys_text(action) == "X"
    again = Actions(window, actions.rebound)
    assert keys_text(again.add("inbox.done", lambda: "Selesai", lambda: None, shortcut="E")) == "X"


def test_rebinding_to_the_standard_leaves_nothing_to_remember(window: QWidget) -> None:
    actions = Actions(window)
    actions.add("inbox.done", lambda: "Selesai", lambda: None, shortcut="E")
    actions.rebind("inbox.done", "X")
    actions.rebind("inbox.done", "E")
    assert actions.rebound == {}


def test_a_conflict_is_found_where_two_commands_can_meet(window: QWidget) -> None:
    actions = Actions(window)
    here, there = part(window, "list"), part(window, "thread")
    done = actions.add("inbox.done", lambda: "Selesai", lambda: None, shortcut="E", scope=here)
    actions.add("thread.edit", lambda: "Ubah", lambda: None, shortcut="U", scope=there)
    actions.add("app.export", lambda: "Eksport", lambda: None, shortcut="Ctrl+E")
    assert actions.conflict("app.export", "E") is done
    assert actions.conflict("thread.edit", "E") is None
    assert actions.conflict("inbox.done", "E") is None


def test_words_are_asked_again_when_the_language_changes() -> None:
    words = {"text": "Selesai"}
    actions = Actions()
    action = actions.add("inbox.done", lambda: words["text"], lambda: None)
    words["text"] = "Done"
    actions.retranslate()
    assert action.text() == "Done"


def test_only_what_can_be_done_now_is_offered(window: QWidget) -> None:
    actions = Actions(window)
    pane = part(window, "list")
    inside = actions.add("inbox.done", lambda: "Selesai", lambda: None, scope=pane)
    disabled = actions.add("inbox.next", lambda: "Seterusnya", lambda: None)
    disabled.setEnabled(False)
    assert list(actions.usable()) == [inside]
    pane.hide()
    assert list(actions.usable()) == []


def test_resetting_gives_every_standard_shortcut_back(window: QWidget) -> None:
    actions = Actions(window)
    action = actions.add("app.shortcuts", lambda: "Pintasan", lambda: None, shortcut="F1; ?")
    actions.rebind("app.shortcuts", "")
    assert action.shortcuts() == []
    actions.reset()
    assert [keys.toString() for keys in action.shortcuts()] == ["F1", "?"]


def test_both_enter_keys_are_one_to_a_person() -> None:
    actions = Actions()
    action = actions.add("inbox.submit", lambda: "Hantar", lambda: None, shortcut="Ctrl+Return; Ctrl+Enter")
    assert keys_text(action) == "Ctrl+Enter"
    assert all_keys_text(action) == "Ctrl+Enter"


def test_a_window_that_goes_watches_no_field_any_more(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Actions, "eventFilter", lambda self, _watched, _event: bool(asked.append(self.objectName())))
    staying, leaving = Actions(), Actions()
    staying.setObjectName("staying")
    leaving.setObjectName("leaving")
    staying.attach(window)
    leaving.attach(window)
    field = part(window, "field")
    asked.clear()
    leaving.detach()
    part(window, "list")
    assert part(window, "field") is field
    QTest.keyClick(field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert set(asked) == {"staying"}
