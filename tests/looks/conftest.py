"""What the pictures of the screen start from: the same seat as the tests of the screen, and a camera."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.ui import theme
from pmsdesk.ui.theme import Look
from tests.ui.conftest import (
    _light,
    actions,
    console,
    desk,
    kept,
    open_console,
    preferences,
    references,
    screen,
    settle,
    supervisor_desk,
    theme_cache,
)

__all__ = [
    "_light",
    "actions",
    "console",
    "desk",
    "kept",
    "open_console",
    "preferences",
    "references",
    "screen",
    "settle",
    "supervisor_desk",
    "theme_cache",
]

ALBUM = Path(__file__).parents[2] / "build" / "looks"


@pytest.fixture
def look(qapp: QApplication, theme_cache: Path, qtbot: QtBot) -> Callable[[QWidget, str], dict[Look, QImage]]:
    """Shows a widget in light and dark, keeps both pictures as ``build/looks/<name>-<look>.png`` and returns them."""

    def render(widget: QWidget, name: str) -> dict[Look, QImage]:
        ALBUM.mkdir(parents=True, exist_ok=True)
        pictures = {}
        if not widget.isVisible():
            with qtbot.waitExposed(widget):
                widget.show()
        for wanted in (Look.LIGHT, Look.DARK):
            theme.apply(qapp, wanted, theme_cache)
            qapp.processEvents()
            picture = widget.grab()
            assert picture.save(str(ALBUM / f"{name}-{wanted}.png"))
            pictures[wanted] = picture.toImage()
        return pictures

    return render
