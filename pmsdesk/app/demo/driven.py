"""Drives the console offscreen through the whole job, with a transcript and pictures."""

import logging
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from pmsdesk.app import log
from pmsdesk.app.console import Run, make_application
from pmsdesk.app.demo import pictures
from pmsdesk.app.demo.hands import press, tidy, until, write
from pmsdesk.app.demo.scene import set_up
from pmsdesk.app.demo.shared_driven import drive_shared
from pmsdesk.app.demo.stage import Stage
from pmsdesk.app.demo.walk import POST, Facts, Step, Walk, attempt
from pmsdesk.domain.message import Direction

CRITICISM = "Ok terima kasih @MOWorks. Tapi kontraktor tu memang pemalas, semua orang tahu sebab orang politik."
DRAFT = (
    "Terima kasih atas maklumat tuan. Pasukan JKR Selangor akan menampal jalan tersebut. Kontraktor kereta WXY 1234 "
    "telah diberi amaran. Ini bukan soal UMNO."
)
WORTH_SEEING = "Nadia Kamarudin"
MOMENTS: dict[str, tuple[str, Callable[[Stage], object]]] = {
    "triage": ("arrived", lambda stage: stage.look_at("faizalz")),
    "hold_flagged": ("held", lambda stage: stage.choose_waiting()),
    "lose_the_line": ("outage", lambda stage: stage.look_at(WORTH_SEEING)),
    "work_offline": ("offline", lambda stage: stage.look_at("siti_lailatul")),
}
"""After which step a picture is taken, its name, and what is put on the screen for it."""


def drive(home: Path, out: Path, tell: Callable[[dict[str, Any]], None]) -> list[dict[str, Any]]:
    """Walk through the job at *home*, on one seat and then over a shared register; pictures go to *out*.

    Returns the steps as plain data.
    """
    log.install(out / "demo.log", terminal=logging.ERROR)  # the outages are meant
    qInstallMessageHandler(_note_qt)
    application = make_application()
    scene = set_up(home)
    run = Run(application, scene.paths, lambda _passphrase: scene.seat)
    run.begin()
    stage = Stage(scene, run)
    steps: list[dict[str, Any]] = []

    def note(step: Step) -> None:
        steps.append(asdict(step))
        tell(steps[-1])

    for step in Walk(stage, out).steps():
        note(step)
        if step.ok and step.name in MOMENTS:
            note(attempt("picture", lambda name=step.name: _picture(stage, run, out, *MOMENTS[name])))  # type: ignore[misc]
    if all(step["ok"] for step in steps):
        note(attempt("pictures", lambda: _every_page(stage, run, out)))
    if not steps[-1]["ok"] and run.console is not None:
        run.console.window.grab().save(str(out / "failed.png"))
    run.end()
    scene.sandbox.stop()
    tidy()
    application.processEvents()
    if all(step["ok"] for step in steps):
        drive_shared(application, home / "shared", out, note)
    return steps


def _note_qt(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """What Qt says goes to the log: the offscreen platform complains that it has no window manager."""
    logging.getLogger("qt").info(words)


def _picture(stage: Stage, run: Run, out: Path, name: str, look: Callable[[Stage], object]) -> Facts:
    """The moment after a step, with what is worth seeing on the screen."""
    look(stage)
    return {"files": pictures.take(stage.console, run.tasks, run.preferences, out, name)}


def _every_page(stage: Stage, run: Run, out: Path) -> Facts:
    """The officer's inbox while a reply is written, then every page as the supervisor sees it."""
    answered = [one for one in stage.find("faizalz").messages if one.direction is Direction.OUT]
    stage.arrives("faizalz", "Faizal Z.", CRITICISM, parent=answered[-1].remote_id)
    stage.look_at("faizalz")
    stage.begin_reply()
    write(stage.inbox.composer.edit, DRAFT)
    until(lambda: stage.inbox.composer.flags.isVisible(), "the flags are under the text")
    files = pictures.take(stage.console, run.tasks, run.preferences, out, "writing")
    stage.submit()
    stage.leave()
    stage.enter("hakim")

    def ready(key: str) -> None:
        if key == "inbox":
            stage.look_at(WORTH_SEEING)
        elif key == "approvals":
            stage.choose_waiting()
        elif key == "posts":
            stage.look_at_post(POST)
        elif key == "complaints":
            until(lambda: stage.complaints.model.rowCount() == 2, "the register is listed")
            press(stage.complaints.grid, "J")
            until(lambda: stage.complaints.panel.isVisible(), "a case is on the screen")

    files += pictures.take_all(stage.console, run.tasks, run.preferences, out, ready)
    return {"files": files}
