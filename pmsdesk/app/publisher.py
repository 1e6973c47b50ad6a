"""When to send, to look up and to moderate: hands what is due to its account's lane, and tells what became of it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from pmsdesk.app.background import Background, Errands, Job
from pmsdesk.app.lines import Lines, NotConnected, not_connected
from pmsdesk.domain.account import Account
from pmsdesk.domain.events import Event
from pmsdesk.domain.moderation import Measure
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.services import moderating, publishing
from pmsdesk.services.ports import ChannelPort, Work
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import WRITE, Tasks, network_lane

LOOK_MS = 1000


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to be done on an account's lane; `key` is the id of what it is about."""

    key: str
    account: Account
    run: Callable[[], tuple[Event, ...]]


class Publisher(Background):
    """Delivers and looks up publications, and carries moderation out, while it runs. Everything that waits is on disk.

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
            sending = [self._delivery(p, work.accounts.get(p.account_id), work.new_id()) for p in waiting]
            acting = [self._act(m, work.accounts.get(m.account_id)) for m in moderating.due(work)]
            work.commit()
        self._recovered = True
        return events, (*acting, *sending)

    def _seen(self, found: tuple[tuple[Event, ...], tuple[Errand, ...]]) -> None:
        self._looking.done()
        events, errands = found
        for errand in errands:
            if self.running and not self._errands.holds(errand.key):
                self._begin(errand)
        self._tell(events)

    # ---- one errand -------------------------------------------------------------------------------------------------

    def _begin(self, errand: Errand) -> None:
        self._errands.begin(errand.key)
        self._tasks.run(
            network_lane(errand.account.id),
            errand.run,
            owner=self,
            then=lambda events: self._done(errand, events),
            catch=lambda error: self._failed(errand, error),
        )

    def _delivery(self, publication: Publication, account: Account, token: str) -> Errand:
        return Errand(publication.reply_id, account, lambda: self._run(publication, account, token))

    def _act(self, measure: Measure, account: Account) -> Errand:
        return Errand(measure.id, account, lambda: self._moderate(measure, account))

    def _moderate(self, measure: Measure, account: Account) -> tuple[Event, ...]:
        try:
            line = self._line(account)
        except NotConnected as error:
            return moderating.put_off(self._work, measure.id, error)
        return moderating.carry_out(self._work, line, measure.id)

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

    def _done(self, errand: Errand, events: tuple[Event, ...]) -> None:
        self._errands.done(errand.key)
        self._troubles.over(errand.account.id)
        self._tell(events)

    def _failed(self, errand: Errand, error: Exception) -> None:
        self._errands.failed(errand.key)
        self._troubles.tell(errand.account.id, error)
