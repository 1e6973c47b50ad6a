"""What the tests of the screen start from: a dressed application, and a seat on which six citizens have written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmsdesk.domain.staff import Staff
from pmsdesk.ui import theme
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.preferences import Choices, Preferences
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Look
from tests import screen as seats
from tests.console import Console
from tests.screen import AISYAH, FARID, ROSNAH, TOLD, Screen


@pytest.fixture(scope="session")
def theme_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the style sheets' files are generated, once a run."""
    return tmp_path_factory.mktemp("theme")


@pytest.fixture(autouse=True)
def _light(qapp: QApplication, theme_cache: Path) -> Iterator[None]:
    """Each test begins, and leaves the next one, in light."""
    if theme.tokens().look is not Look.LIGHT or not qapp.styleSheet():
        theme.apply(qapp, Look.LIGHT, theme_cache)
    yield
    if theme.tokens().look is not Look.LIGHT:
        theme.apply(qapp, Look.LIGHT, theme_cache)


@pytest.fixture
def screen(tmp_path: Path, qtbot: QtBot) -> Iterator[Screen]:
    """A seat with people, accounts and six conversations."""
    made = Screen(tmp_path / "seat")
    made.arrive(*TOLD)
    yield made
    made.close()


@pytest.fixture
def desk(screen: Screen) -> Desk:
    """The desk of Nur Aisyah, an officer."""
    return screen.desk(AISYAH)


@pytest.fixture
def supervisor_desk(screen: Screen) -> Desk:
    """The desk of Rosnah Kassim, a supervisor."""
    return screen.desk(ROSNAH)


@pytest.fixture
def administrator_desk(screen: Screen) -> Desk:
    """The desk of Farid Salleh, an administrator."""
    return screen.desk(FARID)


@pytest.fixture
def settle(screen: Screen) -> Callable[[], None]:
    """Wait until every lane is done and every answer was delivered."""
    return screen.settle


@pytest.fixture
def actions(qtbot: QtBot) -> Actions:
    """No command yet."""
    return Actions()


@pytest.fixture
def references() -> References:
    """What the program itself looks things up in."""
    return seats.references()


@pytest.fixture
def kept() -> list[Choices]:
    """What `preferences` gave to be kept, oldest first."""
    return []


@pytest.fixture
def preferences(qapp: QApplication, theme_cache: Path, kept: list[Choices]) -> Iterator[Preferences]:
    """Malay, light, standard size."""
    made = Preferences(qapp, theme_cache, Choices(), kept.append)
    yield made
    made.choose_language(Choices().language)
    made.choose_points(Choices().points)


@pytest.fixture
def open_console(screen: Screen, preferences: Preferences, qtbot: QtBot) -> Callable[[Staff], Console]:
    """Opens the whole window of a person and waits until it stands."""

    def open_it(staff: Staff) -> Console:
        console = Console(screen, staff, preferences)
        qtbot.addWidget(console.window)
        with qtbot.waitExposed(console.window):
            console.window.show()
        console.window.activateWindow()
        qtbot.waitUntil(console.window.isActiveWindow)
        screen.settle()
        return console

    return open_it


@pytest.fixture
def console(open_console: Callable[[Staff], Console]) -> Console:
    """The window of Nur Aisyah, an officer."""
    return open_console(AISYAH)
