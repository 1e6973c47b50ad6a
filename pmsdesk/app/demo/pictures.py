"""Takes a picture of every page, in light and in dark."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest

from pmsdesk.app.bootstrap import Console
from pmsdesk.app.demo.hands import until
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.tasks import Tasks
from pmsdesk.ui.theme import Look

SETTLE_MS = 400


def rest(tasks: Tasks) -> None:
    """Wait until nothing is under way and every layout, count and delayed refresh has followed."""
    for _ in range(2):
        QTest.qWait(SETTLE_MS)
        until(lambda: tasks.pending == 0, "the page is at rest")


def take(console: Console, tasks: Tasks, preferences: Preferences, folder: Path, name: str) -> list[str]:
    """Pictures of the page in front as ``<name>-<look>.png`` below *folder*; returns their file names."""
    before = preferences.choices.look
    taken = []
    for look in (Look.LIGHT, Look.DARK):
        preferences.choose_look(look)
        rest(tasks)
        path = folder / f"{name}-{look}.png"
        if not console.window.grab().save(str(path)):
            raise OSError(f"cannot write {path.name}")
        taken.append(path.name)
    preferences.choose_look(before)
    return taken


def take_all(
    console: Console, tasks: Tasks, preferences: Preferences, folder: Path, ready: Callable[[str], None]
) -> list[str]:
    """Pictures of all pages; *ready* puts a page (by key) into the state worth seeing."""
    taken = []
    for page in console.pages:
        console.window.go(page.key)
        ready(page.key)
        taken += take(console, tasks, preferences, folder, page.key)
    return taken
