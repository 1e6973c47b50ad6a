"""The ``pmsdesk publisher`` command: sends and moderates over the shared register what may be, without a screen."""

import logging
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import click

from pmsdesk.app import headless
from pmsdesk.app.headless import OwnLines
from pmsdesk.app.post_media import media_of
from pmsdesk.app.rounds import Ending, go
from pmsdesk.compliance.checker import Checker
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import KnownError, NotAllowed
from pmsdesk.domain.events import Event, ModerationChanged, PublicationChanged
from pmsdesk.domain.media import Attached
from pmsdesk.domain.register_errors import RegisterError
from pmsdesk.services import shared_moderating
from pmsdesk.services.moderation_ports import ClearedMeasure
from pmsdesk.services.ports import ChannelPort
from pmsdesk.services.register_ports import Delivery
from pmsdesk.services.shared_publishing import SharedPublishing, not_here
from pmsdesk.sync.accounts import RegisterAccounts
from pmsdesk.sync.moderations import RegisterMeasures
from pmsdesk.sync.publications import RegisterPublications

SEAL_EVERY_S = 15 * 60.0
ACCOUNTS_EVERY_S = 5 * 60.0
PAUSE_AFTER_FAILURE_S = 60.0

Step = Callable[[ChannelPort, Delivery], tuple[Event, ...]]
Act = Callable[[ChannelPort], tuple[Event, ...]]
log = logging.getLogger(__name__)


class PublisherRounds:
    """What the publisher does in a round: tell what it owes, moderate, look for what is unsure, send, seal."""

    def __init__(
        self,
        register: RegisterPublications,
        measures: RegisterMeasures,
        accounts: Callable[[], Sequence[Account]],
        lines: OwnLines,
        checker: Checker,
        seal: Callable[[], object],
        ending: Ending,
        pause: timedelta,
        clock_s: Callable[[], float] = time.monotonic,
        medium: Callable[[Attached], bytes] = not_here,
    ) -> None:
        self._register, self._measures = register, measures
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
        for cleared in self._measures.due():
            self._do(
                cleared.measure.id,
                cleared.measure.account_id,
                partial(_moderate, self._measures, cleared),
            )
        self._go_through(self._register.unsettled(), self._publishing.reconcile)
        self._go_through(self._register.claimable(), self._publishing.deliver)
        if self._is_due("seal", SEAL_EVERY_S):
            try:
                self._seal()
            except NotAllowed:
                log.warning("this login may not seal")
        return max(self._pause, timedelta(seconds=hello.retry_after))

    def _go_through(self, deliveries: Sequence[Delivery], step: Step) -> None:
        for delivery in deliveries:
            publication = delivery.publication
            self._do(publication.version_id, publication.account_id, partial(_on, step, delivery))

    def _do(self, key: str, account_id: str, act: Act) -> None:
        """Do one thing if its account's token is here; one that fails rests and does not hold up the others."""
        account = self._mine.get(account_id)
        if self._ending.asked or account is None or self._clock_s() < self._failed.get(key, float("-inf")):
            return
        try:
            _tell(act(self._lines.of(account)))
        except RegisterError:
            raise
        except KnownError as error:
            self._hold(key)
            log.warning("%s: %s", account.id, type(error).__name__)
        except Exception as error:  # noqa: BLE001 (a bug in one reply must not hold up all the others)
            self._hold(key)
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("%s: a bug: %s at %s:%s", account.id, type(error).__name__, place.filename, place.lineno)

    def _hold(self, key: str) -> None:
        self._failed[key] = self._clock_s() + PAUSE_AFTER_FAILURE_S

    def _is_due(self, what: str, every_s: float) -> bool:
        due = self._clock_s() >= self._due[what]
        if due:
            self._due[what] = self._clock_s() + every_s
        return due


def _on(step: Step, delivery: Delivery, line: ChannelPort) -> tuple[Event, ...]:
    return step(line, delivery)


def _moderate(measures: RegisterMeasures, cleared: ClearedMeasure, line: ChannelPort) -> tuple[Event, ...]:
    return shared_moderating.carry_out(measures, line, cleared)


def _tell(events: Sequence[Event]) -> None:
    for event in events:
        if isinstance(event, PublicationChanged):
            log.info("reply %s is %s", event.reply_id, event.state)
        elif isinstance(event, ModerationChanged):
            log.info("request %s is %s", event.measure_id, event.state)


@click.command()
@headless.options
@click.pass_context
def publisher(context: click.Context, url: str, every: float, once: bool) -> None:
    """Publish over the shared register without a screen, until told to end (docs/headless.md)."""
    with headless.running(context, url, "publisher") as program:
        accounts = RegisterAccounts(program.api, program.device)
        program.ask_for_tokens(accounts.all)
        register = RegisterPublications(program.api, program.device)
        rounds = PublisherRounds(
            register,
            RegisterMeasures(program.api, register.now),
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
