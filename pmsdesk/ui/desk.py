"""The one object the screens see: `ask` to read, `now` to read a page, `do` to act, `happened` to hear."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from pmsdesk.domain.events import Event
from pmsdesk.domain.polling import Polling
from pmsdesk.domain.staff import Staff
from pmsdesk.services.ports import Work
from pmsdesk.services.reading import Read, SyncStatus
from pmsdesk.ui import tasks
from pmsdesk.ui.tasks import Tasks

T = TypeVar("T")

Flow = Callable[[Work], tuple[Event, ...]]


@dataclass(frozen=True, slots=True)
class Standing:
    """How this seat stands with its shared register; `synced_at` is when it was last of one mind with it.

    `publishes` tells that replies go out from this very seat; None while nobody knows.
    """

    status: SyncStatus
    synced_at: datetime | None = None
    publishes: bool | None = None


class Desk(QObject):
    """What a screen may do. Its five signals are the only app-wide ones.

    `happened` carries a tuple of events, `failed` an exception, `online` whether the networks can be reached, `stood` a
    `Standing`; `standing` is the last one, None at a seat that shares no register. `polled` carries the id of an
    account, of which `polling` says how reading it goes.
    """

    happened = Signal(tuple)
    failed = Signal(object)
    online = Signal(bool)
    stood = Signal(object)
    polled = Signal(str)

    def __init__(
        self,
        runner: Tasks,
        open_work: Callable[[Staff], Work],
        open_read: Callable[[], Read],
        clock: Callable[[], datetime],
        staff: Staff,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = runner
        self._open_work = open_work
        self._open_read = open_read
        self._page_read: Read | None = None
        self.clock = clock
        self.staff = staff
        self.standing: Standing | None = None
        self._polling: dict[str, Polling] = {}
        runner.failed.connect(self.failed)

    def stand(self, standing: Standing) -> None:
        """Tell how the seat stands with its register."""
        self.standing = standing
        self.stood.emit(standing)

    def polling(self, account_id: str) -> Polling:
        """How reading the account goes at this seat."""
        return self._polling.get(account_id, Polling())

    def tell_polling(self, account_id: str, polling: Polling) -> None:
        """Tell how reading the account goes."""
        if polling != self.polling(account_id):
            self._polling[account_id] = polling
            self.polled.emit(account_id)

    def ask(
        self,
        query: Callable[[Read], T],
        then: Callable[[T], None],
        owner: QObject,
        catch: Callable[[Exception], None] | None = None,
    ) -> None:
        """Answer *query* on the read lane; *then* is called on the GUI thread unless *owner* is gone."""
        self._tasks.run(tasks.READ, lambda: query(self._open_read()), owner=owner, then=then, catch=catch)

    def now(self, query: Callable[[Read], T]) -> T:
        """Answer a *page* query (under 5 ms) at once on the GUI thread."""
        if self._page_read is None:
            self._page_read = self._open_read()
        return query(self._page_read)

    def do(
        self,
        flow: Flow,
        *,
        staff: Staff | None = None,
        owner: QObject | None = None,
        then: Callable[[tuple[Event, ...]], None] | None = None,
        catch: Callable[[Exception], None] | None = None,
    ) -> None:
        """Act: run *flow* in one unit of work on the write lane, commit, tell what happened.

        It acts for the signed-in person; the program itself passes `domain.staff.SYSTEM` as *staff*.
        """
        actor = staff or self.staff

        def act() -> tuple[Event, ...]:
            with self._open_work(actor) as work:
                events = flow(work)
                work.commit()
            return events

        def tell(events: tuple[Event, ...]) -> None:
            if then is not None:
                then(events)
            if events:
                self.happened.emit(events)

        self._tasks.run(tasks.WRITE, act, owner=owner, then=tell, catch=catch)
