"""Asks the shared register for what this seat does not keep, on a lane of its own, one question at a time."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.events import Event
from pmsdesk.services.reading import SearchHit
from pmsdesk.services.register_ports import SharedSearch
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import Tasks

SEARCH = "search"


class SharedFinder(QObject):
    """`answered` carries what was typed and the hits, None for the hits while the register is out of reach.

    What is typed while a question is under way waits, and only the last of it is asked. `fetching` is the conversation
    that is being brought here, "" when there is none.
    """

    answered = Signal(str, object)

    def __init__(self, desk: Desk, tasks: Tasks, search: SharedSearch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._search = desk, tasks, search
        self._next: tuple[str, int] | None = None
        self._busy = False
        self.fetching = ""

    @property
    def reachable(self) -> bool:
        """Whether the register answered the last round; while there was none, it may."""
        standing = self._desk.standing
        return standing is None or standing.status.offline_since is None

    def ask(self, typed: str, most: int) -> None:
        """Look for *typed*; `answered` tells."""
        self._next = (typed, most)
        if not self._busy:
            self._ask_next()

    def fetch(self, hit: SearchHit, then: Callable[[], None], catch: Callable[[Exception], None]) -> None:
        """Bring the conversation of *hit* here; of several only the last goes on to *then*."""
        wanted = self.fetching = hit.conversation_id

        def done(events: tuple[Event, ...]) -> None:
            if events:
                self._desk.happened.emit(events)
            if self.fetching == wanted:
                then()
                self.fetching = ""

        def fail(error: Exception) -> None:
            if self.fetching == wanted:
                self.fetching = ""
            catch(error)

        self._tasks.run(SEARCH, lambda: self._search.fetch(wanted), owner=self, then=done, catch=fail)

    def _ask_next(self) -> None:
        if self._next is None:
            return
        (typed, most), self._next = self._next, None
        self._busy = True
        self._tasks.run(
            SEARCH,
            lambda: self._search.search(typed, most),
            owner=self,
            then=lambda hits: self._tell(typed, hits),
            catch=lambda error: self._fail(typed, error),
        )

    def _tell(self, typed: str, hits: Sequence[SearchHit] | None) -> None:
        self._busy = False
        self.answered.emit(typed, hits)
        self._ask_next()

    def _fail(self, typed: str, error: Exception) -> None:
        """Out of reach is told where the hits would stand; a bug is told as one."""
        if not isinstance(error, KnownError):
            self._desk.failed.emit(error)
        self._tell(typed, None)
