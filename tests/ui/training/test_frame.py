"""The frame of Mod Latihan: every window wears it, says so in its title, and can be used as before."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.ui.training.frame import AMBER, BLACK, MARK, Banner, TrainingFrame, edge_of


@pytest.fixture
def frame(qapp: QApplication) -> Iterator[TrainingFrame]:
    made = TrainingFrame(qapp)
    yield made
    made.end()


def opened(qtbot: QtBot, window: QWidget, title: str = "Peti masuk") -> QWidget:
    qtbot.addWidget(window)
    window.setWindowTitle(title)
    window.resize(400, 300)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def colours_at_the_edge(window: QWidget) -> set[str]:
    picture = window.grab().toImage()
    return {picture.pixelColor(2, y).name() for y in range(20, picture.height() - 20)}


def test_a_window_that_is_open_already_gets_the_frame(qapp: QApplication, qtbot: QtBot) -> None:
    window = opened(qtbot, QMainWindow())
    frame = TrainingFrame(qapp)
    assert edge_of(window) is not None
    assert window.windowTitle() == "LATIHAN – Peti masuk"
    frame.end()


def test_a_dialog_that_opens_later_gets_it_too(frame: TrainingFrame, qtbot: QtBot) -> None:
    dialog = opened(qtbot, QDialog(), "Daftar aduan")
    qtbot.waitUntil(lambda: edge_of(dialog) is not None)
    assert dialog.windowTitle() == "LATIHAN – Daftar aduan"


def test_the_edges_are_striped(frame: TrainingFrame, qtbot: QtBot) -> None:
    window = opened(qtbot, QMainWindow())
    qtbot.waitUntil(lambda: edge_of(window) is not None)
    assert {AMBER.name(), BLACK.name()} <= colours_at_the_edge(window)


def test_another_title_keeps_the_mark_once(frame: TrainingFrame, qtbot: QtBot) -> None:
    window = opened(qtbot, QMainWindow())
    qtbot.waitUntil(lambda: edge_of(window) is not None)
    window.setWindowTitle("Kelulusan")
    window.setWindowTitle(window.windowTitle())
    assert window.windowTitle() == "LATIHAN – Kelulusan"


def test_the_frame_follows_the_size_of_the_window(frame: TrainingFrame, qtbot: QtBot) -> None:
    window = opened(qtbot, QMainWindow())
    qtbot.waitUntil(lambda: edge_of(window) is not None)
    window.resize(500, 420)
    qtbot.waitUntil(lambda: edge_of(window).size() == window.size())  # type: ignore[union-attr]


def test_the_mouse_goes_through_the_frame(frame: TrainingFrame, qtbot: QtBot) -> None:
    window = QDialog()
    button = QPushButton("Batal", window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(button)
    opened(qtbot, window)
    qtbot.waitUntil(lambda: edge_of(window) is not None)
    with qtbot.waitSignal(button.clicked):
        at = window.windowHandle()
        qtbot.mouseClick(at, Qt.MouseButton.LeftButton, pos=QPoint(2, window.height() // 2))


def test_when_training_ends_windows_are_as_they_were(qapp: QApplication, qtbot: QtBot) -> None:
    window = opened(qtbot, QMainWindow())
    frame = TrainingFrame(qapp)
    frame.end()
    assert window.windowTitle() == "Peti masuk"
    assert not edge_of(window).isVisible()  # type: ignore[union-attr]


def test_the_banner_says_that_nothing_reaches_the_public(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    assert "Tiada apa-apa sampai kepada orang awam" in banner.words
    assert MARK == "LATIHAN"
