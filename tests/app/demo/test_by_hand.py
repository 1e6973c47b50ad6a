"""The demo by hand: two consoles on one register, lines that a person cuts and mends, and nothing left behind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.app.demo.by_hand import ByHand
from pmsdesk.app.demo.embedded import EmbeddedPostgres
from pmsdesk.app.demo.office import Workstation
from pmsdesk.services import triaging

PATIENCE_MS = 60_000
OFFICER, SUPERVISOR = "aisyah", "hakim"
FIRST_CITIZEN = "faizalz"
NOTE = "JKR Selangor mengesahkan pasukan turun esok pagi."


@pytest.fixture
def demo(qapp: QApplication, tmp_path: Path) -> Iterator[ByHand]:
    """Both consoles open, their people signed in by themselves, and the first citizen's message at both."""
    server = EmbeddedPostgres()
    made = ByHand(qapp, tmp_path, server)
    made.begin()
    yield made
    made.end()
    made.panel.close()
    assert not server.folder.exists()


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], object]], None]:
    return lambda seen: qtbot.waitUntil(lambda: bool(seen()), timeout=PATIENCE_MS)


def keeping_it_going() -> list[QWidget]:
    """The windows of which Qt closes the last one before it ends the program."""
    quits = Qt.WidgetAttribute.WA_QuitOnClose
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.testAttribute(quits)]


def notes(station: Workstation) -> list[str]:
    return [item.text for item in station.find(FIRST_CITIZEN).items if item.text == NOTE]


def test_one_computer_is_cut_off_works_on_and_catches_up_when_its_line_is_mended(
    demo: ByHand, until: Callable[[Callable[[], object]], None], qtbot: QtBot
) -> None:
    officer, supervisor = (demo.office.stations[username] for username in (OFFICER, SUPERVISOR))
    stations = (officer, supervisor)
    until(lambda: all(one.run.console is not None and one.status.online for one in stations))
    assert [one.console.desk.staff.id for one in stations] == [OFFICER, SUPERVISOR]
    demo.panel.message.click()
    until(lambda: all(one.knows(FIRST_CITIZEN) for one in stations))

    line = demo.panel.lines[OFFICER]
    assert line.text() == "Putuskan talian"
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    until(lambda: officer.status.offline_since is not None)
    assert line.text() == "Pulihkan talian"
    assert demo.panel.badges[OFFICER].accessibleName() == "Talian terputus"
    talk = officer.find(FIRST_CITIZEN).conversation.id
    officer.do(lambda work: triaging.note(work, talk, NOTE))
    assert officer.status.waiting
    assert supervisor.status.online
    assert notes(supervisor) == []

    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    until(lambda: officer.status.online and not officer.status.waiting)
    until(lambda: notes(supervisor) == [NOTE])


def test_closing_both_consoles_ends_the_demo_though_the_panel_is_still_open(
    demo: ByHand, until: Callable[[Callable[[], object]], None]
) -> None:
    stations = demo.office.stations.values()
    until(lambda: all(one.run.console is not None for one in stations))
    first, second = (one.console.window for one in stations)
    first.close()
    assert keeping_it_going() == [second]
    second.close()
    assert keeping_it_going() == []
    assert demo.panel.isVisible()
