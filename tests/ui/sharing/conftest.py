"""A window at a seat of a shared register."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from pmsdesk.domain.staff import Staff
from pmsdesk.ui.preferences import Preferences
from tests.console import Console
from tests.screen import Screen
from tests.ui.sharing.shared_screen import SharedScreen


@pytest.fixture
def shared_screen(screen: Screen) -> SharedScreen:
    """The seat of six citizens, joined; none of what is done there is answered until the test does."""
    return SharedScreen(screen)


@pytest.fixture
def asked() -> list[str]:
    """A word each time the register was to be tried at once."""
    return []


@pytest.fixture
def open_shared(
    shared_screen: SharedScreen, preferences: Preferences, asked: list[str], qtbot: QtBot
) -> Callable[[Staff], Console]:
    """Opens the whole window of a person."""

    def open_it(staff: Staff) -> Console:
        screen = shared_screen.screen
        console = Console(screen, staff, preferences, lambda: asked.append("now"), shared_screen.presence)
        qtbot.addWidget(console.window)
        with qtbot.waitExposed(console.window):
            console.window.show()
        screen.settle()
        return console

    return open_it
