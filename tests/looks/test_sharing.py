"""How the pages of a shared register look: an outage with all it tells, conflicts and notices, joining."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.domain.presence import Companion, Doing
from pmsdesk.services import complaining
from pmsdesk.services.reading import Loading, SyncStatus
from pmsdesk.ui.desk import Standing
from pmsdesk.ui.dialogs.join_register import JoinRegister
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.theme import Look
from tests.console import Console
from tests.looks.test_shell import require_dressed
from tests.screen import AISYAH, FAIZAL, NOW, ROSNAH, Screen
from tests.ui.sharing.shared_screen import OFFLINE, SharedScreen, registration

Camera = Callable[[QWidget, str], dict[Look, QImage]]


@pytest.fixture
def shared_screen(screen: Screen) -> SharedScreen:
    return SharedScreen(screen)


@pytest.fixture
def shared_console(shared_screen: SharedScreen, preferences: Preferences, qtbot: QtBot) -> Console:
    console = Console(shared_screen.screen, AISYAH, preferences, presence=shared_screen.presence)
    qtbot.addWidget(console.window)
    with qtbot.waitExposed(console.window):
        console.window.show()
    return console


def test_an_outage_with_all_it_tells(
    shared_screen: SharedScreen, shared_console: Console, look: Camera, settle: Callable[[], None]
) -> None:
    shared_screen.wait_for_register()
    shared_console.desk.stand(Standing(OFFLINE, NOW - timedelta(minutes=12), publishes=False))
    shared_console.window.go("outage")
    settle()
    require_dressed(look(shared_console.window, "window-outage"))


def test_a_first_load_with_a_wrong_clock(shared_console: Console, look: Camera, settle: Callable[[], None]) -> None:
    status = SyncStatus(
        joined=True, online_since=NOW - timedelta(minutes=2), loading=Loading("message", 5, 16, 12_300), skew_s=-840.0
    )
    shared_console.desk.stand(Standing(status, NOW))
    shared_console.window.go("outage")
    settle()
    require_dressed(look(shared_console.window, "window-first-load"))


def test_everything_in_sync(shared_console: Console, look: Camera, settle: Callable[[], None]) -> None:
    status = SyncStatus(joined=True, online_since=NOW - timedelta(hours=2))
    shared_console.desk.stand(Standing(status, NOW - timedelta(seconds=4), publishes=True))
    shared_console.window.go("outage")
    settle()
    require_dressed(look(shared_console.window, "window-in-sync"))


def test_conflicts_and_notices(
    shared_screen: SharedScreen, shared_console: Console, look: Camera, settle: Callable[[], None]
) -> None:
    shared_screen.fill_conflicts()
    status = SyncStatus(joined=True, online_since=NOW, conflicts=3, news=3)
    shared_console.desk.stand(Standing(status, NOW - timedelta(seconds=4), publishes=False))
    shared_console.window.go("conflicts")
    settle()
    require_dressed(look(shared_console.window, "window-conflicts"))


def test_colleagues_at_a_conversation_and_a_draft_without_a_number(
    shared_screen: SharedScreen, shared_console: Console, look: Camera, settle: Callable[[], None], qtbot: QtBot
) -> None:
    shared_screen.presence.companions_there = (
        Companion(FAIZAL.conversation_id, ROSNAH.id, ROSNAH.name, Doing.TYPING),
        Companion(FAIZAL.conversation_id, "s-hakim", "Hakim bin Osman", Doing.VIEWING),
    )
    shared_screen.screen.act(AISYAH, lambda work: complaining.register(work, FAIZAL.conversation_id, registration()))
    status = SyncStatus(joined=True, online_since=NOW)
    shared_console.desk.stand(Standing(status, NOW - timedelta(seconds=4)))
    shared_console.window.open("inbox", FAIZAL.conversation_id)
    settle()
    shared_console.inbox.use_canned("G6")
    qtbot.waitUntil(lambda: shared_console.inbox.composer.flags.isVisible())
    settle()
    require_dressed(look(shared_console.window, "window-companions"))


def test_joining(shared_console: Console, look: Camera, settle: Callable[[], None], qtbot: QtBot) -> None:
    dialog = JoinRegister(lambda *_typed: None)
    qtbot.addWidget(dialog)
    require_dressed(look(dialog, "join-register"))
    shared_console.window.open("settings", "register")
    settle()
    require_dressed(look(shared_console.window, "window-settings-register"))
