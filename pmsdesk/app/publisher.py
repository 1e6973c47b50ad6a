"""When to send and when to look up: hands what is due to its account's lane, and tells what became of it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from pmsdesk.app.background import Background, Errands, Job
from pmsdesk.app.lines import Lines, NotConnected, not_connected
from pmsdesk.domain.account import Account
from pmsdesk.domain.events import Event
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.services import publishing
from pmsdesk.services.ports import ChannelPort, Work
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import WRITE, Tasks, network_lane

LOOK_MS = 1000

Errand = tuple[Publication, Account, str]


class Publisher(Background):
    """Delivers and looks up publications while it runs. Everything that waits is on disk.

    It begins with what an earlier run left in the middle.
    """

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        lines: Lines,
        open_work: Callable[[Staff], Work],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(desk, tasks, LOOK_MS, parent)
        self._lines = lines
        self._open_work = open_work
        self._recovered = False
        self._looking = Job("looking", self._troubles)
        self._errands = Errands(desk.clock)

    def look(self) -> None:
        """See what is due now, and begin it; nothing unless it runs, nor while it is looking already."""
        if self.running and self._looking.begin():
            self._tasks.run(WRITE, self._due, owner=self, then=self._seen, catch=self._looking.failed)

    # ---- what is due ------------------------------------------------------------------------------------------------

    def _due(self) -> tuple[tuple[Event, ...], tuple[Errand, ...]]:
        """On the write lane: recover once, before anything else; then what is due."""
        with self._open_work(SYSTEM) as work:
            events = () if self._recovered else publishing.recover(work)
            waiting = (*publishing.due(work), *publishing.to_look_up(work))
            errands = tuple((p, work.accounts.get(p.account_id), work.new_id()) for p in waiting)
            work.commit()
        self._recovered = True
        return events, errands

    def _seen(self, found: tuple[tuple[Event, ...], tuple[Errand, ...]]) -> None:
        self._looking.done()
        events, errands = found
        for publication, account, token in errands:
            if self.running and not self._errands.holds(publication.reply_id):
                self._begin(publication, account, token)
        self._tell(events)

    # ---- one errand -------------------------------------------------------------------------------------------------

    def _begin(self, publication: Publication, account: Account, token: str) -> None:
        self._errands.begin(publication.reply_id)
        self._tasks.run(
            network_lane(account.id),
            lambda: self._run(publication, account, token),
            owner=self,
            then=lambda events: self._done(publication, events),
            catch=lambda error: self._failed(publication, error),
        )

    def _run(self, publication: Publication, account: Account, token: str) -> tuple[Event, ...]:
        unsure = publication.state is PublicationState.UNSURE
        try:
            line = self._line(account)
        except NotConnected as error:
            if unsure:
                raise
            return publishing.put_off(self._work, publication.reply_id, token, error)
        if unsure:
            return publishing.reconcile(self._work, line, publication.reply_id)
        return publishing.deliver(self._work, line, publication.reply_id, token)

    def _line(self, account: Account) -> ChannelPort:
        """The line of *account*; none once it is disconnected, though another program may have done that."""
        if not account.connected:
            raise not_connected(account)
        return self._lines.of(account)

    def _work(self) -> Work:
        return self._open_work(SYSTEM)

    def _done(self, publication: Publication, events: tuple[Event, ...]) -> None:
        self._errands.done(publication.reply_id)
        self._troubles.over(publication.account_id)
        self._tell(events)

    def _failed(self, publication: Publication, error: Exception) -> None:
        self._errands.failed(publication.reply_id)
        self._troubles.tell(publication.account_id, error)
