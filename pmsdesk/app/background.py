"""What works in the background: it looks again and again, does one thing at a time, and rests after a fault."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer

from pmsdesk.app.troubles import Troubles
from pmsdesk.domain.events import Event
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import Tasks

PAUSE_AFTER_FAILURE = timedelta(seconds=30)


class Background(QObject):
    """Calls `look` at the start and then every *every_ms* milliseconds until it is stopped."""

    def __init__(self, desk: Desk, tasks: Tasks, every_ms: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._troubles = Troubles(desk.failed.emit)
        self._timer = QTimer(self, interval=every_ms)
        self._timer.timeout.connect(self.look)

    @property
    def running(self) -> bool:
        """Whether anything new may be begun."""
        return self._timer.isActive()

    def start(self) -> None:
        """Look now, and go on until `stop`."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Begin nothing more; what is under way ends by itself."""
        self._timer.stop()

    def look(self) -> None:
        """See what is due, and begin it."""
        raise NotImplementedError

    def _tell(self, events: tuple[Event, ...]) -> None:
        if events:
            self._desk.happened.emit(events)


class Job:
    """Something that is done again and again, but never twice at once: what is slow must not be queued for.

    *known_elsewhere* are faults that need not be told, for they are shown in another place.
    """

    def __init__(self, name: str, troubles: Troubles, known_elsewhere: tuple[type[Exception], ...] = ()) -> None:
        self._name, self._troubles, self._known_elsewhere = name, troubles, known_elsewhere
        self._under_way = False

    def begin(self) -> bool:
        """Whether it may be begun now; then it is under way until `done` or `failed`."""
        free = not self._under_way
        self._under_way = True
        return free

    def done(self) -> None:
        """It worked."""
        self._under_way = False
        self._troubles.over(self._name)

    def failed(self, error: Exception) -> None:
        """It did not: a `KnownError` is told once, a bug is raised."""
        self._under_way = False
        if not isinstance(error, self._known_elsewhere):
            self._troubles.tell(self._name, error)


class Errands:
    """Which errands are under way or failed a moment ago, by the id of what they deliver."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._under_way: set[str] = set()
        self._failed_at: dict[str, datetime] = {}

    def holds(self, key: str) -> bool:
        """Whether it must wait; a clock that was set back since it failed does not hold it longer."""
        failed_at, now = self._failed_at.get(key), self._clock()
        failed = failed_at is not None and failed_at <= now < failed_at + PAUSE_AFTER_FAILURE
        return failed or key in self._under_way

    def begin(self, key: str) -> None:
        """It is under way until `done` or `failed`."""
        self._under_way.add(key)

    def done(self, key: str) -> None:
        """It worked."""
        self._under_way.discard(key)
        self._failed_at.pop(key, None)

    def failed(self, key: str) -> None:
        """It did not, and is left alone for `PAUSE_AFTER_FAILURE`."""
        self._under_way.discard(key)
        self._failed_at[key] = self._clock()
