"""Everything that can have the focus has a name, and every painted row can be read aloud."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmsdesk.domain.account import Channel
from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.staff import Staff
from pmsdesk.ui.dialogs.about import About
from pmsdesk.ui.dialogs.add_person import AddPerson
from pmsdesk.ui.dialogs.ask_moderation import AskModeration
from pmsdesk.ui.dialogs.browser_sign_in import BrowserSignIn
from pmsdesk.ui.dialogs.change_password import ChangePassword
from pmsdesk.ui.dialogs.crash import Crash
from pmsdesk.ui.dialogs.decide import Decide
from pmsdesk.ui.dialogs.join_register import JoinRegister
from pmsdesk.ui.dialogs.shortcuts import Shortcuts
from pmsdesk.ui.dialogs.sign_in import FirstStart, SignIn
from pmsdesk.ui.dialogs.token import AskToken
from tests.console import Console
from tests.screen import AISYAH, FAIZAL, FARID, NOW, ROSNAH, TOLD, Screen, references


def focusable(root: QWidget) -> Iterator[QWidget]:
    """What Tab reaches on the screen below *root*, without the inner parts of Qt's own controls and views."""
    for widget in root.findChildren(QWidget):
        by_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        if by_tab and widget.isVisible() and not inside(widget, QAbstractItemView, QComboBox, QAbstractSpinBox):
            yield widget


def inside(widget: QWidget, *kinds: type[QWidget]) -> bool:
    """Whether *widget* is a part of a control that speaks for it."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, kinds):
            return True
        above = above.parentWidget()
    return False


def nameless(root: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in focusable(root)
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]


@pytest.mark.parametrize("staff", [AISYAH, ROSNAH, FARID], ids=lambda staff: staff.role.value)
def test_whatever_takes_the_focus_in_the_window_has_a_name(
    open_console: Callable[[Staff], Console], settle: Callable[[], None], staff: Staff
) -> None:
    console = open_console(staff)
    found = {}
    for page in console.pages:
        console.window.go(page.key)
        settle()
        assert list(focusable(page)), page.key
        found[page.key] = nameless(console.window)
    for tab in ("shortcuts", "people", "register"):
        console.window.open("settings", tab)
        settle()
        found[tab] = nameless(console.window)
    console.window.open("inbox", FAIZAL.conversation_id)
    settle()
    found["conversation"] = nameless(console.window)
    assert {where: names for where, names in found.items() if names} == {}


def test_every_row_can_be_read_aloud(console: Console, settle: Callable[[], None]) -> None:
    silent, spoken = [], 0
    for page in console.pages:
        console.window.go(page.key)
        settle()
        for view in page.findChildren(QAbstractItemView):
            model = view.model()
            if isinstance(view, QHeaderView | QTableWidget) or model is None or inside(view, QComboBox):
                continue
            for row in range(min(model.rowCount(), 20)):
                if model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole):
                    spoken += 1
                else:
                    silent.append(f"{page.key}: {type(model).__name__} row {row}")
    assert silent == []
    assert spoken >= len(TOLD)


def dialogs(console: Console, screen: Screen) -> list[QDialog]:
    unsure = Publication(
        "r1", "v1", "0" * 64, "x-moworks", Channel.X, "1801", "1801", "Terima kasih.", PublicationState.UNSURE, NOW
    )
    return [
        SignIn(screen.tasks, lambda _name, _password: AISYAH),
        FirstStart(screen.tasks, lambda *_typed: None),
        ChangePassword(console.desk),
        AddPerson(console.desk),
        JoinRegister(lambda *_typed: None),
        AskToken(screen.account("x-moworks"), True, lambda _token, _done: None),
        BrowserSignIn(screen.account("x-moworks"), True, lambda *_typed: lambda: None, lambda: None),
        Decide(console.desk, unsure),
        AskModeration(console.desk, references(), FAIZAL.channel, "c1", "m1", FAIZAL.text, Moderation.DELETE),
        Shortcuts(console.actions, {"app": lambda: "Di mana-mana"}),
        About(),
        Crash("laporan"),
    ]


def test_whatever_takes_the_focus_in_a_dialog_has_a_name_and_escape_closes_it(
    console: Console, screen: Screen, qtbot: QtBot
) -> None:
    for dialog in dialogs(console, screen):
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.windowTitle()
        assert nameless(dialog) == []
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible(), type(dialog).__name__


def test_the_keyboard_reaches_every_entry_of_the_rail(console: Console, qtbot: QtBot) -> None:
    from pmsdesk.ui.widgets.rail_button import RailButton

    buttons = console.window.findChildren(RailButton)
    buttons[0].setFocus()
    reached = set()
    for _ in range(400):
        focus = console.window.focusWidget()
        if isinstance(focus, RailButton):
            reached.add(focus.text())
        qtbot.keyClick(focus or console.window, Qt.Key.Key_Tab)
        if len(reached) == len(buttons):
            break
    assert reached == {button.text() for button in buttons}
