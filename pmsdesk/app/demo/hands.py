"""The hands of the driven demo: they press keys in the windows as a person would, and wait for what follows."""

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

W = TypeVar("W", bound=QWidget)

LOOK_MS = 20


class NotSeen(Exception):
    """What should have followed did not."""


def until(seen: Callable[[], object], what: str, seconds: float = 30) -> None:
    """Handle events until *seen* is true; raises `NotSeen` with *what* when it never is."""
    loop = QEventLoop()
    tick = QTimer(interval=LOOK_MS)
    tick.timeout.connect(loop.quit)
    tick.start()
    end = time.monotonic() + seconds
    while not seen():
        if time.monotonic() > end:
            raise NotSeen(what)
        loop.exec()


def expect(seen: object, what: str) -> None:
    """Raise `NotSeen` with *what* unless *seen* is true now."""
    if not seen:
        raise NotSeen(what)


def press(widget: QWidget, keys: str) -> None:
    """Press *keys* (portable text such as ``Ctrl+6``) with the focus in *widget*, whose window comes to the front."""
    window = widget.window()
    window.activateWindow()
    until(window.isActiveWindow, f"{window.windowTitle()} is in front")
    widget.setFocus()
    QTest.keySequence(widget, QKeySequence(keys))


def write(widget: QWidget, text: str) -> None:
    """Type *text*; what a plain keyboard cannot give comes as an input method would send it."""
    widget.setFocus()
    QTest.keyClicks(widget, text)


def click(button: QWidget) -> None:
    """Click in the middle of *button*."""
    expect(button.isVisible() and button.isEnabled(), f"{button.accessibleName() or button} cannot be clicked")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(kind: type[W]) -> W | None:
    """The visible top-level widget or dialog of *kind*, if there is one."""
    found = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())
    return next(found, None)


def wait_for(kind: type[W]) -> W:
    """The dialog of *kind*, as soon as it is on the screen."""
    until(lambda: shown(kind) is not None, f"{kind.__name__} did not open")
    found = shown(kind)
    if found is None:
        raise NotSeen(kind.__name__)
    return found


def tidy() -> None:
    """Let go of what was closed."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
