"""What lane `sync` does for one person: a round with the register, then the leases of the accounts he may poll."""

import logging
import platform
from collections.abc import Callable, Collection
from datetime import datetime

from pmsdesk.app.lines import Lines
from pmsdesk.app.syncer import Turn
from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.register_errors import RegisterRefused
from pmsdesk.domain.staff import Staff
from pmsdesk.services import collecting
from pmsdesk.services.collecting import Leases
from pmsdesk.store.store import Store
from pmsdesk.store.work import fresh_id
from pmsdesk.sync.accounts import RegisterAccounts
from pmsdesk.sync.address import Login, RegisterAddress
from pmsdesk.sync.answers import Hello
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import link_of
from pmsdesk.sync.publications import running_s
from pmsdesk.sync.round import READERS_OF_NETWORKS, Round

log = logging.getLogger(__name__)


def seat_label() -> str:
    """What colleagues call this computer."""
    return platform.node() or "seat"


class Doorway(RegisterApi):
    """The register's functions, with what the last greeting said: who this is, or that he is `refused`."""

    greeting: Hello | None = None
    refused = False

    def hello(self) -> Hello:
        """Greet, and remember the answer."""
        try:
            self.greeting = super().hello()
        except RegisterRefused:
            self.refused = True
            raise
        self.refused = False
        return self.greeting


class RegisterLane:
    """One connection of the signed-in person. All but `may_poll` is called on the lane."""

    def __init__(
        self,
        store: Store,
        address: RegisterAddress,
        login: Login,
        staff: Staff,
        lines: Lines,
        clock: Callable[[], datetime],
        shown: Callable[[], Collection[str]],
    ) -> None:
        self._store, self._lines, self._clock = store, lines, clock
        self.link = link_of(store, address, login)
        self._api = Doorway(self.link)
        self._round = Round(store, self._api, staff, seat_label(), fresh_id, shown)
        self._leases = Leases()
        self._renewed_at = float("-inf")

    def turn(self) -> Turn:
        """A round, and every half minute the leases; never raises what the register did."""
        outcome = self._round.run(self._clock)
        if not outcome.status.online:
            self._leases = self._leases.without_register()
        elif running_s() - self._renewed_at >= collecting.RENEWAL.total_seconds():
            self._renew()
        return Turn(outcome, self._api.refused)

    def may_poll(self, account_id: str) -> bool:
        """Whether the account is this seat's to poll; asked on the screen's thread."""
        return self._leases.may_poll(account_id, running_s())

    def leave(self) -> None:
        """Let others poll, and hang up."""
        try:
            if self.link.connected:
                collecting.give_up(RegisterAccounts(self._api, self._store.shared_device), self._leases)
        except KnownError as error:
            log.info("the leases run out by themselves: %s", type(error).__name__)
        self._leases = Leases()
        self.link.close()

    def _renew(self) -> None:
        """Ask for the accounts whose tokens are kept here, but not for those that were paused here."""
        greeting = self._api.greeting
        if greeting is None or not READERS_OF_NETWORKS & set(greeting.roles):
            return
        read, now = self._store.read(), self._clock()
        paused = read.paused()
        in_use = (account for account, _ in read.accounts() if account.connected and account.in_use(now))
        read_here = (account for account in in_use if account.id not in paused)
        ours = [account.id for account in read_here if not self._lines.lacks_token(account)]
        register = RegisterAccounts(self._api, self._store.shared_device)
        try:
            self._leases = collecting.renew(register, self._leases, ours, running_s)
        except KnownError as error:
            log.warning("accounts are not leased: %s", type(error).__name__)
        self._renewed_at = running_s()
