"""The ``pmsdesk publisher`` command: sends over the shared register what may be sent, without a screen."""

import logging
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import timedelta

import click

from pmsdesk.app import headless
from pmsdesk.app.headless import OwnLines
from pmsdesk.app.post_media import media_of
from pmsdesk.app.rounds import Ending, go
from pmsdesk.compliance.checker import Checker
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import KnownError, NotAllowed
from pmsdesk.domain.events import Event, PublicationChanged
from pmsdesk.domain.media import Attached
from pmsdesk.domain.register_errors import RegisterError
from pmsdesk.services.ports import ChannelPort
from pmsdesk.services.register_ports import Delivery
from pmsdesk.services.shared_publishing import SharedPublishing, not_here
from pmsdesk.sync.accounts import RegisterAccounts
from pmsdesk.sync.publications import RegisterPublications

SEAL_EVERY_S = 15 * 60.0
ACCOUNTS_EVERY_S = 5 * 60.0
PAUSE_AFTER_FAILURE_S = 60.0

Step = Callable[[ChannelPort, Delivery], tuple[Event, ...]]
log = logging.getLogger(__name__)


class PublisherRounds:
    """What the publisher does in a round: tell what it owes, look for what is unsure, send what is due, seal."""

    def __init__(
        self,
        register: RegisterPublications,
        accounts: Callable[[], Sequence[Account]],
        lines: OwnLines,
        checker: Checker,
        seal: Callable[[], object],
        ending: Ending,
        pause: timedelta,
        clock_s: Callable[[], float] = time.monotonic,
        medium: Callable[[Attached], bytes] = not_here,
    ) -> None:
        self._register = register
        self._publishing = SharedPublishing(register, checker.check, medium)
        self._ask_accounts = accounts
        self._lines = lines
        self._lexicon = checker.lexicon.label
        self._seal = seal
        self._ending = ending
        self._pause = pause
        self._clock_s = clock_s
        self._mine: dict[str, Account] = {}
        self._failed: dict[str, float] = {}
        self._due = {"accounts": float("-inf"), "seal": float("-inf")}

    def round(self) -> timedelta:
        """One round; how long to wait for the next. Raises a `RegisterError` when the register cannot be asked."""
        hello = self._register.greet()
        if hello.lexicon not in ("", self._lexicon):
            log.warning("lexicon %s is in force, here is %s: nothing is attested", hello.lexicon, self._lexicon)
        if self._is_due("accounts", ACCOUNTS_EVERY_S):
            self._mine = {account.id: account for account in self._lines.mine(self._ask_accounts())}
            log.info("publishing for %s", ", ".join(sorted(self._mine)) or "no account: no token is here")
        _tell(self._publishing.settle())
        self._go_through(self._register.unsettled(), self._publishing.reconcile)
        self._go_through(self._register.claimable(), self._publishing.deliver)
        if self._is_due("seal", SEAL_EVERY_S):
            try:
                self._seal()
            except NotAllowed:
                log.warning("this login may not seal")
        return max(self._pause, timedelta(seconds=hello.retry_after))

    def _go_through(self, deliveries: Sequence[Delivery], step: Step) -> None:
        """One after the other, those of accounts whose tokens are here; one that fails does not hold up the others."""
        for delivery in deliveries:
            account = self._mine.get(delivery.publication.account_id)
            if self._ending.asked or account is None or self._is_held(delivery):
                continue
            try:
                _tell(step(self._lines.of(account), delivery))
            except RegisterError:
                raise
            except KnownError as error:
                self._hold(delivery)
                log.warning("%s: %s", account.id, type(error).__name__)
            except Exception as error:  # noqa: BLE001 (a bug in one reply must not hold up all the others)
                self._hold(delivery)
                place = traceback.extract_tb(error.__traceback__)[-1]
                log.error("%s: a bug: %s at %s:%s", account.id, type(error).__name__, place.filename, place.lineno)

    def _hold(self, delivery: Delivery) -> None:
        self._failed[delivery.publication.version_id] = self._clock_s() + PAUSE_AFTER_FAILURE_S

    def _is_held(self, delivery: Delivery) -> bool:
        return self._clock_s() < self._failed.get(delivery.publication.version_id, float("-inf"))

    def _is_due(self, what: str, every_s: float) -> bool:
        due = self._clock_s() >= self._due[what]
        if due:
            self._due[what] = self._clock_s() + every_s
        return due


def _tell(events: Sequence[Event]) -> None:
    for event in events:
        if isinstance(event, PublicationChanged):
            log.info("reply %s is %s", event.reply_id, event.state)


@click.command()
@headless.options
@click.pass_context
def publisher(context: click.Context, url: str, every: float, once: bool) -> None:
    """Publish over the shared register without a screen, until told to end (docs/headless.md)."""
    with headless.running(context, url, "publisher") as program:
        accounts = RegisterAccounts(program.api, program.device)
        program.ask_for_tokens(accounts.all)
        rounds = PublisherRounds(
            RegisterPublications(program.api, program.device),
            accounts.all,
            program.lines(),
            Checker.default(),
            program.api.seal,
            program.ending,
            timedelta(seconds=every),
            medium=media_of(program.store.read, program.api),
        )
        status = go(program.enrolled(rounds.round), program.ending, once=once)
    context.exit(status)
