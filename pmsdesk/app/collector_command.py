"""The ``pmsdesk collector`` command: reads the networks for the shared register, without a screen."""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import click

from pmsdesk.app import headless
from pmsdesk.app.headless import OwnLines
from pmsdesk.app.rounds import Ending, go
from pmsdesk.app.turns import Turn, wait_after
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import ChannelError, NoKeyring
from pmsdesk.domain.events import Event, MessagesArrived
from pmsdesk.domain.staff import SYSTEM, Role, Staff
from pmsdesk.routing.triage import Triager
from pmsdesk.services.collecting import RENEWAL, Leases, collect, give_up, renew
from pmsdesk.services.ingest import Read
from pmsdesk.store import Store
from pmsdesk.store.work import fresh_id
from pmsdesk.sync.accounts import RegisterAccounts
from pmsdesk.sync.link import pause_s
from pmsdesk.sync.round import Outcome, Round

FETCHES_A_ROUND = 20

log = logging.getLogger(__name__)


def now_utc() -> datetime:
    """The time of this computer."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Fetched:
    """One fetch of an account: whether anything came, and whether more waits."""

    account: Account
    came: bool
    more: bool


class CollectorRounds:
    """What the collector does in a round: exchange with the register, keep its leases, read the accounts it holds.

    What was read is on this computer's disk before the register has it, so an outage of either side loses nothing.
    Accounts that are *paused* here are neither read nor leased, so that another seat may read them.
    """

    def __init__(
        self,
        store: Store,
        exchange: Callable[[], Outcome],
        register: RegisterAccounts,
        lines: OwnLines,
        triage: Read,
        ending: Ending,
        *,
        interval: timedelta,
        pause: timedelta,
        paused: Iterable[str] = (),
        clock: Callable[[], datetime] = now_utc,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._exchange = exchange
        self._register = register
        self._lines = lines
        self._triage = triage
        self._ending = ending
        self._interval = interval
        self._pause = pause
        self._paused = frozenset(paused)
        self._unknown: frozenset[str] = frozenset()
        self._clock = clock
        self._clock_s = clock_s
        self._turns: dict[str, Turn] = {}
        self._leases = Leases()
        self._renew_at = self._exchange_at = float("-inf")
        self._failures = 0

    @property
    def away(self) -> bool:
        """Whether the register could not be reached the last time."""
        return self._failures > 0

    def round(self) -> timedelta:
        """One round; how long to wait for the next. While the register is away the accounts held are still read."""
        asked = self._exchange_if_due()
        accounts = self._accounts()
        if not self.away and (self._leases.cut_off or self._clock_s() >= self._renew_at):
            self._renew(accounts)
        if self._read(accounts):
            asked = max(asked, self._exchange_if_due())
        return max(self._pause, asked)

    def close(self) -> None:
        """Let others read the accounts at once."""
        self._leases = give_up(self._register, self._leases)

    # ---- the register ----

    def _exchange_if_due(self) -> timedelta:
        """Speak with the register, unless it was away a moment ago; how long it asks to wait."""
        if self._clock_s() < self._exchange_at:
            return timedelta(0)
        outcome = self._exchange()
        if outcome.status.online:
            self._failures = 0
            return timedelta(seconds=outcome.retry_after)
        self._failures += 1
        self._leases = self._leases.without_register()
        self._exchange_at = self._clock_s() + pause_s(self._failures)
        log.warning("the register is away (%d in a row)", self._failures)
        return timedelta(0)

    def _renew(self, accounts: Iterable[Account]) -> None:
        self._renew_at = self._clock_s() + RENEWAL.total_seconds()
        before, self._leases = (
            self._leases,
            renew(self._register, self._leases, [account.id for account in accounts], self._clock_s),
        )
        if before.until.keys() != self._leases.until.keys():
            log.info(
                "reading %s", ", ".join(sorted(self._leases.until)) or "no account: others do, or no token is here"
            )

    def _accounts(self) -> Sequence[Account]:
        """Those that are in use, not paused here, and whose tokens are here."""
        known = [account for account, _ in self._store.read().accounts()]
        unknown = self._paused - {account.id for account in known} if known else frozenset()
        if unknown - self._unknown:
            log.warning("no account is called %s: nothing is paused by that", ", ".join(sorted(unknown)))
        self._unknown = unknown
        now = self._clock()
        return self._lines.mine(each for each in known if each.in_use(now) and each.id not in self._paused)

    # ---- the networks ----

    def _read(self, accounts: Sequence[Account]) -> bool:
        """Read whose turn it is, a fetch of each before the next of any: a backlog starves nobody. Whether any came."""
        came, behind = False, accounts
        for _ in range(FETCHES_A_ROUND):
            fetched = [self._fetch(account) for account in behind if self._may_read(account, accounts)]
            came = came or any(one.came for one in fetched)
            behind = [one.account for one in fetched if one.more]
        for account in behind:
            self._turns[account.id].rest(self._clock(), self._interval)
        return came

    def _fetch(self, account: Account) -> _Fetched:
        turn = self._turns[account.id]
        try:
            events, more = collect(lambda: self._store.work(SYSTEM), self._lines.of(account), account.id, self._triage)
        except (ChannelError, NoKeyring) as error:
            turn.failures += 1
            turn.rest(self._clock(), wait_after(error, turn.failures, self._interval, self._clock()))
            log.warning("%s: %s (%d in a row)", account.id, type(error).__name__, turn.failures)
            return _Fetched(account, came=False, more=False)
        turn.failures = 0
        if not more:
            turn.rest(self._clock(), self._interval)
        return _Fetched(account, _tell(events), more)

    def _may_read(self, account: Account, accounts: Sequence[Account]) -> bool:
        """Whether it is *account*'s turn and ours to read; the leases of all *accounts* are renewed in time."""
        if self._ending.asked or not self._turns.setdefault(account.id, Turn()).is_due(self._clock()):
            return False
        if not self._leases.cut_off and self._clock_s() >= self._renew_at:
            self._renew(accounts)
        return self._leases.may_poll(account.id, self._clock_s())


def _tell(events: Iterable[Event]) -> bool:
    """Log what arrived, as numbers; whether anything did."""
    arrived = [event for event in events if isinstance(event, MessagesArrived)]
    for event in arrived:
        log.info("%s: %d conversations, %d new", event.account_id, len(event.conversations), len(event.fresh))
    return bool(arrived)


@click.command()
@headless.options
@click.option(
    "--pause", "paused", multiple=True, metavar="ACCOUNT", help="Leave this account to others; may be repeated."
)
@click.pass_context
def collector(context: click.Context, url: str, every: float, once: bool, paused: tuple[str, ...]) -> None:
    """Read the networks for the shared register without a screen, until told to end (docs/headless.md)."""
    with headless.running(context, url, "collector") as program:
        register = RegisterAccounts(program.api, program.device)
        program.ask_for_tokens(register.all)
        user = program.link.user
        exchange = Round(program.store, program.api, Staff(user, user, "", Role.PUBLISHER), program.label, fresh_id)
        rounds = CollectorRounds(
            program.store,
            lambda: exchange.run(now_utc),
            register,
            program.lines(),
            Triager.default().triage,
            program.ending,
            interval=timedelta(seconds=program.kept.poll_seconds),
            pause=timedelta(seconds=every),
            paused=paused,
        )
        status = go(program.enrolled(rounds.round), program.ending, once=once)
        rounds.close()
        status = 1 if once and rounds.away else status
    context.exit(status)
