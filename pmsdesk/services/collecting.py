"""Reading the networks for a shared register: one seat an account, decided by leases that must be renewed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from pmsdesk.domain.events import Event
from pmsdesk.domain.register_errors import RegisterUnreachable
from pmsdesk.services.ingest import Read, accept
from pmsdesk.services.ports import ChannelPort, Work
from pmsdesk.services.register_ports import SharedAccounts

LEASE = timedelta(seconds=90)
RENEWAL = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Leases:
    """The accounts that are this seat's to poll: `until` seconds of a clock that only runs on.

    While the register cannot be reached (`cut_off`) it gives the accounts to nobody else, so whoever had one last goes
    on: citizens are still heard. Two who poll one account for a while store the same rows under the same ids.
    """

    until: Mapping[str, float] = field(default_factory=dict)
    cut_off: bool = False

    def may_poll(self, account_id: str, now: float) -> bool:
        """Whether this seat polls the account."""
        return account_id in self.until and (self.cut_off or now < self.until[account_id])

    def without_register(self) -> "Leases":
        """The same while the register cannot be reached; to be renewed as soon as it can."""
        return replace(self, cut_off=True)


def renew(register: SharedAccounts, leases: Leases, account_ids: Iterable[str], clock_s: Callable[[], float]) -> Leases:
    """Ask for every one of *account_ids*, those held and those not; the others are given up by not asking.

    A lease counts from before it was asked for, so that it never ends later here than on the register.
    """
    until: dict[str, float] = {}
    for account_id in account_ids:
        asked_at = clock_s()
        try:
            held = register.lease_account(account_id, LEASE)
        except RegisterUnreachable:
            return leases.without_register()
        if held:
            until[account_id] = asked_at + LEASE.total_seconds()
    return Leases(until)


def give_up(register: SharedAccounts, leases: Leases) -> Leases:
    """Let others poll what this seat polled, at once; what cannot be told ends by itself."""
    for account_id in leases.until:
        try:
            register.release_account(account_id)
        except RegisterUnreachable:
            break
    return Leases()


def collect(
    open_work: Callable[[], Work], channel: ChannelPort, account_id: str, triage: Read
) -> tuple[tuple[Event, ...], bool]:
    """Fetch once and store what came with the cursor; what happened, and whether more waits to be fetched at once.

    No unit of work is open while the network is asked. Raises a `ChannelError`, or what the store does.
    """
    with open_work() as work:
        cursor = work.accounts.cursor(account_id)
    batch = channel.fetch(cursor)
    with open_work() as work:
        events = accept(work, account_id, batch, triage)
        work.commit()
    return events, batch.more
