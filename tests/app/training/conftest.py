"""What the tests of Mod Latihan start from: its scene with a clock that jumps, and the practice console over it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmsdesk.app.demo.clock import DemoClock
from pmsdesk.app.training.practice import Practice
from pmsdesk.app.training.scene import Scene, set_up
from pmsdesk.domain.exercise import Attainment
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.training.panel import Stage
from tests.lanes import settle

PATIENCE_MS = 60_000
NAME = "Nur Aisyah Ramli"


@pytest.fixture
def clock() -> DemoClock:
    return DemoClock()


@pytest.fixture
def scene(tmp_path: Path, clock: DemoClock) -> Iterator[Scene]:
    made = set_up(tmp_path / "latihan", NAME, clock)
    yield made
    made.end()


@dataclass
class Trainee:
    """An officer at the practice console."""

    practice: Practice
    scene: Scene
    clock: DemoClock
    qtbot: QtBot
    handed_in: list[Attainment]

    def until(self, seen: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(seen()), timeout=PATIENCE_MS)

    @property
    def inbox(self) -> InboxPage:
        page = self.practice.console.page("inbox")
        assert isinstance(page, InboxPage)
        return page

    def begin(self, exercise_id: str) -> str:
        """Begin the exercise; the conversation's id, which is on the screen then."""
        panel = self.practice.panel
        panel.choose(exercise_id)
        panel.begin_button.click()
        self.until(lambda: panel.stage is Stage.DOING)
        text = panel.exercise.text
        self.until(lambda: self.inbox.view is not None and text in self.inbox.view.messages[-1].text)
        self.settle()
        return self.inbox.view.conversation.id  # type: ignore[union-attr]

    def hand_in(self) -> Attainment:
        """Hand in, let the undo window pass where a reply waits, and wait for the marks."""
        panel, before = self.practice.panel, len(self.handed_in)
        panel.hand_in_button.click()
        self.jump(timedelta(seconds=20))
        self.until(lambda: panel.stage is Stage.MARKED)
        assert len(self.handed_in) == before + 1
        return self.handed_in[-1]

    def jump(self, span: timedelta) -> None:
        self.clock.jump(span)
        with self.scene.sandbox.control() as control:
            control.clock(advance=span)

    def settle(self) -> None:
        settle(self.practice.tasks)


@pytest.fixture
def trainee(scene: Scene, clock: DemoClock, qtbot: QtBot, qapp: QApplication) -> Iterator[Trainee]:
    look = qapp.styleSheet(), qapp.palette()
    practice = Practice(qapp, scene, None)
    handed_in: list[Attainment] = []
    practice.session.handed_in.connect(handed_in.append)
    with qtbot.waitExposed(practice.console.window):
        practice.start()
    yield Trainee(practice, scene, clock, qtbot, handed_in)
    practice.end()
    qapp.setStyleSheet(look[0])
    qapp.setPalette(look[1])
