"""Drives two consoles over a shared register, with pictures of what only they show."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pmsdesk.app.demo import pictures
from pmsdesk.app.demo.embedded import EmbeddedPostgres, NoServer
from pmsdesk.app.demo.office import Office, Workstation
from pmsdesk.app.demo.shared_walk import SharedWalk
from pmsdesk.app.demo.walk import Facts, Step, attempt

MOMENTS: dict[str, tuple[str, Callable[[SharedWalk], Workstation]]] = {
    "work_apart": ("register_lost", SharedWalk.look_at_outage),
    "regain_register": ("conflicts", SharedWalk.look_at_conflict),
}
"""After which step a picture is taken, its name, and what is put on which screen for it."""


def drive_shared(application: QApplication, home: Path, out: Path, note: Callable[[Step], None]) -> None:
    """Walk through a register of its own below *home*; where no server can run, that is the only step."""
    try:
        server = EmbeddedPostgres()
    except NoServer as why:
        note(Step("skip_shared_register", True, 0.0, {"why": str(why)}))
        return
    signal.signal(signal.SIGTERM, lambda *_: _end_at_once(server))
    office = Office(application, home, server)
    try:
        walk = SharedWalk(office)
        for step in walk.steps():
            note(step)
            if step.ok and step.name in MOMENTS:
                note(attempt("picture", lambda name=step.name: _picture(walk, out, *MOMENTS[name])))  # type: ignore[misc]
            if not step.ok:
                _keep_failure(office, out)
    finally:
        office.end()
        application.processEvents()


def _end_at_once(server: EmbeddedPostgres) -> None:
    """Leave no server behind when told to end; an exception would be lost in whatever slot of Qt is running."""
    server.remove()
    os._exit(128 + signal.SIGTERM)


def _picture(walk: SharedWalk, out: Path, name: str, look: Callable[[SharedWalk], Workstation]) -> Facts:
    station = look(walk)
    return {"files": pictures.take(station.console, station.run.tasks, station.run.preferences, out, name)}


def _keep_failure(office: Office, out: Path) -> None:
    for username, station in office.stations.items():
        if station.run.console is not None:
            station.run.console.window.grab().save(str(out / f"failed-{username}.png"))
