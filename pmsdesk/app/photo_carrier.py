"""When photos travel: on a lane and a line of their own, while no operation waits for the register."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from pmsdesk.app.background import Job
from pmsdesk.app.troubles import Troubles
from pmsdesk.domain.errors import NotAllowed
from pmsdesk.domain.events import Event
from pmsdesk.domain.register_errors import RegisterError
from pmsdesk.ui.desk import Desk, Standing
from pmsdesk.ui.tasks import Tasks

PHOTOS = "photos"
# A line that is bad is told in the status line; who may have no photos (a publisher) gets none.
NOT_TOLD = (RegisterError, NotAllowed)


class PhotoCarrier(QObject):
    """Runs *carry* after each round that left nothing waiting; what is broken off goes on after the next."""

    def __init__(
        self, desk: Desk, tasks: Tasks, carry: Callable[[], tuple[Event, ...]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._carry = desk, tasks, carry
        self._carrying = Job(PHOTOS, Troubles(desk.failed.emit), NOT_TOLD)
        self._running = True
        desk.stood.connect(self._stood)

    def stop(self) -> None:
        """Move nothing more."""
        self._running = False

    def may_go(self) -> bool:
        """Whether the next piece may be moved; asked on the lane."""
        standing = self._desk.standing
        return self._running and standing is not None and standing.status.online and not standing.status.waiting

    def _stood(self, standing: Standing) -> None:
        del standing
        if self.may_go() and self._carrying.begin():
            self._tasks.run(PHOTOS, self._carry, owner=self, then=self._carried, catch=self._carrying.failed)

    def _carried(self, events: tuple[Event, ...]) -> None:
        self._carrying.done()
        if events:
            self._desk.happened.emit(events)
