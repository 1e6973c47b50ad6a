"""When to fetch: each connected account in turn on its own lane, with back-off; what came goes to the write lane."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal

from pmsdesk.app.background import Background, Job
from pmsdesk.app.lines import Lines, NotConnected
from pmsdesk.app.turns import Turn, wait_after
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import ChannelError, NoKeyring, NoNetwork, TokenExpired
from pmsdesk.domain.events import AccountChanged, Event
from pmsdesk.domain.polling import Budget
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.domain.triage import Triage
from pmsdesk.services import ingest, triaging
from pmsdesk.services.ports import Batch, Work
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import Tasks, network_lane

FETCHES_A_ROUND = 20
FAILURES_TO_TELL = 3
LOOK_MS = 1000


class Poller(Background):
    """Polls every connected account in use. One that fails waits longer each time and never holds up the others.

    `may_poll` tells of an account's id whether it is this seat's to poll; a seat of a shared register asks its leases.
    `offline_since` is when no network could be reached any more, None while one can. Without any network it is tried
    each minute: that costs nobody anything, and the line may be back. How each account fares is told to the desk.
    `rested` carries an `Account` of which all that was new has been read.
    """

    rested = Signal(object)

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        lines: Lines,
        open_work: Callable[[Staff], Work],
        triage: Callable[[str, Account], Triage],
        interval: timedelta,
        parent: QObject | None = None,
        may_poll: Callable[[str], bool] = lambda _account_id: True,
    ) -> None:
        super().__init__(desk, tasks, LOOK_MS, parent)
        self._lines = lines
        self._open_work = open_work
        self._triage = triage
        self._interval = interval
        self.may_poll = may_poll
        self._turns: dict[str, Turn] = {}
        self._polled: set[str] = set()
        self._reading = Job("reading", self._troubles)
        self._waking = Job("waking", self._troubles)
        self.offline_since: datetime | None = None
        desk.happened.connect(self._heard)

    def poll_now(self) -> None:
        """Forget all waiting and poll every account at once."""
        for turn in self._turns.values():
            turn.since = None
        self.look()

    def look(self) -> None:
        """Begin a fetch for every connected account whose time has come, and wake what was snoozed until now."""
        if self._reading.begin():
            self._desk.ask(
                lambda read: (tuple(account for account, _ in read.accounts()), read.paused()),
                self._begin_due,
                self,
                self._reading.failed,
            )
        if self._waking.begin():
            self._desk.do(
                triaging.wake,
                staff=SYSTEM,
                owner=self,
                then=lambda _events: self._waking.done(),
                catch=self._waking.failed,
            )

    def _heard(self, events: tuple[Event, ...]) -> None:
        """An account that lacked a good token and was changed may have been connected anew: it need not wait."""
        changed = {event.account_id for event in events if isinstance(event, AccountChanged)}
        for account_id in changed & self._turns.keys():
            if isinstance(self._desk.polling(account_id).trouble, TokenExpired | NoKeyring):
                self._turns[account_id].since = None

    # ---- one round --------------------------------------------------------------------------------------------------

    def _begin_due(self, known: tuple[tuple[Account, ...], frozenset[str]]) -> None:
        self._reading.done()
        accounts, paused = known
        now = self._desk.clock()
        wanted = {account.id for account in accounts if account.connected and account.in_use(now)} - paused
        self._polled = {account_id for account_id in wanted if self.may_poll(account_id)}
        for account_id in wanted:
            self._note(account_id, elsewhere=account_id not in self._polled)
        self._tell_reach()
        for account in accounts:
            turn = self._turns.setdefault(account.id, Turn())
            if account.id in self._polled and turn.is_due(now) and self.running:
                turn.busy, turn.fetches = True, 0
                self._fetch(account)

    def _fetch(self, account: Account) -> None:
        def fetch() -> tuple[Batch, Budget | None]:
            with self._open_work(SYSTEM) as work:
                cursor = work.accounts.cursor(account.id)
            return self._lines.ask(account, lambda line: (line.fetch(cursor), line.budget))

        self._tasks.run(
            network_lane(account.id),
            fetch,
            owner=self,
            then=lambda came: self._store(account, *came),
            catch=lambda error: self._failed(account, error),
        )

    def _store(self, account: Account, batch: Batch, budget: Budget | None) -> None:
        self._note_reach(account, None)
        self._note(account.id, budget=budget)
        self._desk.do(
            lambda work: ingest.accept(work, account.id, batch, self._triage),
            staff=SYSTEM,
            owner=self,
            then=lambda _events: self._stored(account, batch.more),
            catch=lambda error: self._failed(account, error),
        )

    def _stored(self, account: Account, more: bool) -> None:
        turn = self._turns[account.id]
        turn.failures = 0
        turn.fetches += 1
        self._troubles.over(account.id)
        self._note(account.id, asked_at=self._desk.clock(), trouble=None, failures=0, failing_since=None)
        goes_on = self.running and account.id in self._polled and self.may_poll(account.id)
        if more and turn.fetches < FETCHES_A_ROUND and goes_on:
            self._fetch(account)
        else:
            turn.rest(self._desk.clock(), self._interval)
            if goes_on and not more:
                self.rested.emit(account)

    def _failed(self, account: Account, error: Exception) -> None:
        turn = self._turns[account.id]
        turn.failures += 1
        now = self._desk.clock()
        turn.rest(now, wait_after(error, turn.failures, self._interval, now))
        since = self._desk.polling(account.id).failing_since or now
        self._note(account.id, asked_at=now, trouble=error, failures=turn.failures, failing_since=since)
        self._note_reach(account, error)
        alone = turn.failures >= FAILURES_TO_TELL and self.offline_since is None
        if alone or not isinstance(error, NoNetwork):
            self._troubles.tell(account.id, error)

    def _note(self, account_id: str, **changed: Any) -> None:
        """Tell the desk what *changed* of the account's `Polling`."""
        self._desk.tell_polling(account_id, replace(self._desk.polling(account_id), **changed))

    # ---- whether there is a network ---------------------------------------------------------------------------------

    def _note_reach(self, account: Account, error: Exception | None) -> None:
        """What a fetch says of the network: that it answered, that it did not, or nothing."""
        turn = self._turns[account.id]
        if isinstance(error, NotConnected | NoKeyring):
            turn.has_line, turn.reached = False, None
        elif error is None or isinstance(error, ChannelError):
            turn.has_line, turn.reached = True, not isinstance(error, NoNetwork)
        self._tell_reach()

    def _tell_reach(self) -> None:
        turns = [turn for key, turn in self._turns.items() if key in self._polled and turn.has_line]
        offline = bool(turns) and all(turn.reached is False for turn in turns)
        if offline == (self.offline_since is None):
            self.offline_since = self._desk.clock() if offline else None
            self._desk.online.emit(not offline)
