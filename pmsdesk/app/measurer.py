"""Takes the daily sample of an account that has just been read, where its network lets us ask for more."""

import logging
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from pmsdesk.app.lines import Lines
from pmsdesk.app.poller import Poller
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.metrics import day_of
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.services import measuring
from pmsdesk.services.measuring import Measurement
from pmsdesk.services.ports import Work
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import Tasks, network_lane

log = logging.getLogger(__name__)


class Measurer(QObject):
    """Follows *poller*: what is not read (paused, read elsewhere, failing) is not measured either.

    An account is asked at most once a day, whether that works or not, and not while its budget is short. What fails is
    noted in the log and tells nobody anything: the next sample comes tomorrow.
    """

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        lines: Lines,
        open_work: Callable[[Staff], Work],
        poller: Poller,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._lines, self._open_work = desk, tasks, lines, open_work
        self._asked: dict[str, date] = {}
        poller.rested.connect(self.measure)

    def measure(self, account: Account) -> None:
        """Measure *account* unless that was done or tried today, or its budget is short."""
        now = self._desk.clock()
        budget = self._desk.polling(account.id).budget
        if self._asked.get(account.id) == day_of(now) or (budget is not None and budget.is_short(now)):
            return
        self._asked[account.id] = day_of(now)

        def ask() -> Measurement | None:
            with self._open_work(SYSTEM) as work:
                posts = measuring.due(work, account.id)
            return None if posts is None else self._lines.ask(account, lambda line: measuring.measure(line, posts))

        self._tasks.run(
            network_lane(account.id), ask, owner=self, then=lambda told: self._keep(account, told), catch=self._failed
        )

    def _keep(self, account: Account, told: Measurement | None) -> None:
        if told is not None:
            self._desk.do(
                lambda work: measuring.keep(work, account.id, told), staff=SYSTEM, owner=self, catch=self._failed
            )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        log.warning("an account was not measured: %s: %s", type(error).__name__, error)
