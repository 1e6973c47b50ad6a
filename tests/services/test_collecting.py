"""One seat polls an account: a lease that is lost stops it, a seat that dies is followed, an outage deafens nobody."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from pmsdesk.domain.events import AccountPolled, MessagesArrived
from pmsdesk.domain.register_errors import AnswerLost, RegisterUnreachable
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services.collecting import LEASE, Leases, collect, give_up, renew
from pmsdesk.services.ports import Batch
from tests.services.network import Network
from tests.services.seat import MINISTER, MINISTRY, Seat, message, triage

LEASE_S = LEASE.total_seconds()
ACCOUNTS = (MINISTRY.id, MINISTER.id)


@dataclass
class Register:
    """The register's leases in memory, with a clock that the seats share."""

    now: float = 1000.0
    held: dict[str, tuple[str, float]] = field(default_factory=dict)
    line: Exception | None = None


@dataclass
class Desk:
    """One seat before that register."""

    register: Register
    name: str
    leases: Leases = field(default_factory=Leases)

    def lease_account(self, account_id: str, time: timedelta) -> bool:
        self._speak()
        holder, until = self.register.held.get(account_id, ("", 0.0))
        if holder not in ("", self.name) and self.register.now < until:
            return False
        self.register.held[account_id] = self.name, self.register.now + time.total_seconds()
        return True

    def release_account(self, account_id: str) -> None:
        self._speak()
        if self.register.held.get(account_id, ("", 0))[0] == self.name:
            del self.register.held[account_id]

    def _speak(self) -> None:
        if self.register.line is not None:
            raise self.register.line

    def renew(self, *accounts: str) -> None:
        self.leases = renew(self, self.leases, accounts or ACCOUNTS, lambda: self.register.now)

    @property
    def polls(self) -> set[str]:
        return {account_id for account_id in ACCOUNTS if self.leases.may_poll(account_id, self.register.now)}


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def first(register: Register) -> Desk:
    return Desk(register, "first")


@pytest.fixture
def second(register: Register) -> Desk:
    return Desk(register, "second")


def test_each_account_is_polled_by_one_seat(first: Desk, second: Desk) -> None:
    second.renew(MINISTER.id)
    first.renew()
    second.renew()
    assert (first.polls, second.polls) == ({MINISTRY.id}, {MINISTER.id})


def test_a_lease_that_was_not_renewed_in_time_stops_the_polling(first: Desk, register: Register) -> None:
    first.renew()
    register.now += LEASE_S - 0.1
    assert first.polls == set(ACCOUNTS)
    register.now += 0.1
    assert first.polls == set()


def test_when_the_first_dies_the_second_takes_over_after_the_lease_and_the_first_stays_out(
    first: Desk, second: Desk, register: Register
) -> None:
    first.renew()
    register.now += LEASE_S / 2
    second.renew()
    assert second.polls == set()
    register.now += LEASE_S
    second.renew()
    first.renew()
    assert (first.polls, second.polls) == (set(), set(ACCOUNTS))


def test_who_ends_in_good_order_is_followed_at_once(first: Desk, second: Desk) -> None:
    first.renew()
    first.leases = give_up(first, first.leases)
    second.renew()
    assert (first.polls, second.polls) == (set(), set(ACCOUNTS))


@pytest.mark.parametrize("trouble", [RegisterUnreachable(), AnswerLost()])
def test_during_an_outage_whoever_had_an_account_goes_on_and_no_other_begins(
    first: Desk, second: Desk, register: Register, trouble: RegisterUnreachable
) -> None:
    first.renew()
    second.renew()
    register.line = trouble
    register.now += 10 * LEASE_S
    first.renew()
    second.renew()
    assert (first.polls, second.polls) == (set(ACCOUNTS), set())
    assert give_up(first, first.leases) == Leases()
    register.line = None
    second.renew()
    first.renew()
    assert (first.polls, second.polls) == (set(), set(ACCOUNTS))


# ---- what is fetched --------------------------------------------------------------------------------------------


def test_what_a_fetch_brings_is_stored_with_its_cursor(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    network, asked = Network(), []
    batches = iter((Batch((message("1001", seat.clock.now),), "c1", more=True), Batch((), "c2")))

    def fetch(cursor: str) -> Batch:
        asked.append(cursor)
        with seat.store.work(SYSTEM) as other:  # would wait for the lock if a unit of work were open
            other.commit()
        return next(batches)

    monkeypatch.setattr(network, "fetch", fetch)
    events, more = collect(lambda: seat.store.work(SYSTEM), network, MINISTRY.id, triage)
    assert [type(event) for event in events] == [AccountPolled, MessagesArrived]
    assert more
    assert collect(lambda: seat.store.work(SYSTEM), network, MINISTRY.id, triage)[1] is False
    assert asked == ["", "c1"]
