"""The practice console: the usual one over the training scene, in its frame, with the panel of exercises beside it."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from pmsdesk.app import appearance
from pmsdesk.app.bootstrap import Console
from pmsdesk.app.console import make_application
from pmsdesk.app.training.line import RecordLine
from pmsdesk.app.training.scene import Scene, set_up
from pmsdesk.app.training.session import Session
from pmsdesk.services.exercises import load_course
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.tasks import Tasks
from pmsdesk.ui.training.frame import EDGE, Banner, TrainingFrame
from pmsdesk.ui.training.panel import TrainingPanel


class Practice(QObject):
    """One practice console over *scene*. *line* leads to the console that records, None where nobody does.

    `ended` when the officer leaves, or when the console this training belongs to is gone.
    """

    ended = Signal()

    def __init__(self, application: QApplication, scene: Scene, line: RecordLine | None) -> None:
        super().__init__()
        self._scene, self._line = scene, line
        preferences = Preferences(
            application,
            scene.paths.theme_cache,
            appearance.load(scene.paths.appearance),
            lambda choices: appearance.save(scene.paths.appearance, choices),
        )
        course = load_course()
        self.tasks = Tasks(self)
        self.frame = TrainingFrame(application)
        self.console = Console(scene.seat, self.tasks, scene.entry, preferences, practice=True)
        window = self.console.window
        self.banner, self.panel = Banner(window), TrainingPanel(course, window)
        window.setMenuWidget(self.banner)
        window.setContentsMargins(EDGE, 0, EDGE, EDGE)
        dock = QDockWidget(window)
        dock.setObjectName("training")
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        dock.setTitleBarWidget(QWidget(dock))
        dock.setWidget(self.panel)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self.session = Session(scene, self.console, self.tasks, course, self.panel)
        self.console.signed_out.connect(self.ended)
        if line is not None:
            line.welcomed.connect(self._welcome)
            line.answered.connect(self._answer)
            line.called.connect(self.come_forward)
            line.ended.connect(self.ended)
            self.session.handed_in.connect(line.hand_in)

    def start(self) -> None:
        """Fill the screen, for the panel takes room, and begin to poll and publish as the usual console does."""
        self.tasks.garbage.begin()
        self.console.start()
        self.console.window.showMaximized()

    def come_forward(self) -> None:
        """Bring the window to the front."""
        window = self.console.window
        window.show()
        window.raise_()
        window.activateWindow()

    def end(self) -> None:
        """Close the window, and let it go while all it refers to is still there. The scene is its maker's to end."""
        self.frame.end()
        self.console.close()
        self.tasks.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _welcome(self, name: str, best: dict[str, tuple[int, bool]]) -> None:
        self.panel.show_recording(name)
        self.panel.show_best(best)

    def _answer(self, kept: bool) -> None:
        self.panel.show_kept(kept=kept)


def run(name: str, line_name: str) -> int:
    """Run a practice console for *name* until it is left, then throw away all it made. Returns the exit status."""
    application = make_application()
    line = RecordLine(line_name) if line_name else None
    with tempfile.TemporaryDirectory(prefix="pmsdesk-latihan-") as home:
        scene = set_up(Path(home), name)
        practice = Practice(application, scene, line)
        practice.ended.connect(application.quit)
        practice.start()
        status = application.exec()
        practice.end()
        scene.end()
    return status
