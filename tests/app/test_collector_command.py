"""The collector without a screen: real stores, a real register, the practice networks, and a second one that waits."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from pmsdesk import channels
from pmsdesk.app.collector_command import CollectorRounds, now_utc
from pmsdesk.app.headless import OwnLines
from pmsdesk.app.lines import Lines, token_name
from pmsdesk.app.rounds import Ending
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.register_errors import RegisterUnreachable
from pmsdesk.domain.staff import Role, Staff
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services.collecting import LEASE
from pmsdesk.services.ports import Batch, ChannelPort
from pmsdesk.store import Store
from pmsdesk.store.work import fresh_id
from pmsdesk.sync.accounts import RegisterAccounts
from pmsdesk.sync.address import Login
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import Link
from pmsdesk.sync.round import Round
from tests.app.conftest import triager
from tests.postgres import SharedRegister, cluster, shared
from tests.services.office import MOWORKS, ROOTS, address_of

__all__ = ["cluster", "shared"]

JKR = Account("x-jkrmalaysia", Channel.X, "JKRMalaysia", "JKR Malaysia", "jkr")
LEASE_S = LEASE.total_seconds()


@dataclass
class Town:
    """Citizens who write, and the register."""

    shared: SharedRegister
    sandbox: Sandbox
    now: float = 1000.0
    written: list[str] = field(default_factory=list)

    def write(self, count: int = 1, to: str = "MOWorks") -> None:
        with self.sandbox.control() as control:
            for _ in range(count):
                author = f"warga_{len(self.written)}"
                text = "Lubang besar di FT5 km 12, bila nak tampal?"
                self.written.append(control.inject(Channel.X, to, author, text).id)

    @property
    def registered(self) -> list[str]:
        return [id_ for (id_,) in self.shared.all("SELECT remote_id FROM app.message ORDER BY sent_at, remote_id")]

    @property
    def calls(self) -> int:
        """How often the account was read."""
        with self.sandbox.control() as control:
            return int(control.ledger()["calls"].get("x.mentions", 0))  # type: ignore[attr-defined]

    def on(self, seconds: float) -> None:
        """Let time pass for the register and the collectors' own running clocks."""
        self.shared.tick(seconds)
        self.now += seconds


class Collector:
    """One collector's program in this process."""

    def __init__(self, town: Town, folder: Path, user: str) -> None:
        self.town = town
        self.store = Store(folder / "pmsdesk.db", folder / "attachments", user, key=None)
        self.store.join(str(uuid4()))
        self.link = Link(address_of(town.shared), Login(user))
        api = RegisterApi(self.link)
        self.vault = MemoryVault()
        self.vault.put(token_name(MOWORKS), token_for("MOWorks"))
        self.fetch_s = 0.0
        exchange = Round(self.store, api, Staff(user, user, "", Role.PUBLISHER), user, fresh_id)
        self.ending = Ending()
        self.wall = now_utc()
        self.rounds = CollectorRounds(
            self.store,
            lambda: exchange.run(now_utc),
            RegisterAccounts(api, self.store.shared_device),
            OwnLines(Lines(self.vault, self.connect)),
            triager().triage,
            self.ending,
            interval=timedelta(seconds=60),
            pause=timedelta(seconds=3),
            clock=lambda: self.wall + timedelta(seconds=town.now),
            clock_s=lambda: town.now,
        )

    def connect(self, account: Account, token: str) -> ChannelPort:
        """A line over which the sandbox is read; each fetch takes `fetch_s` seconds."""
        channel = channels.connect(account, token, base_url=f"{self.town.sandbox.url}/{ROOTS[account.channel]}")
        fetch = channel.fetch

        def slowly(cursor: str) -> Batch:
            if self.fetch_s:
                self.town.on(self.fetch_s)
            return fetch(cursor)

        channel.fetch = slowly  # type: ignore[method-assign]
        return channel

    def round(self) -> timedelta:
        return self.rounds.round()

    def close(self) -> None:
        self.link.close()
        self.store.close()


@pytest.fixture
def town(shared: SharedRegister) -> Iterator[Town]:
    with Sandbox() as sandbox:
        with sandbox.control() as control:
            control.reset(seeded=False)
        yield Town(shared, sandbox)


@pytest.fixture
def first(town: Town, tmp_path: Path) -> Iterator[Collector]:
    made = Collector(town, tmp_path / "first", "penerbit1")
    yield made
    made.close()


@pytest.fixture
def second(town: Town, tmp_path: Path) -> Iterator[Collector]:
    made = Collector(town, tmp_path / "second", "penerbit2")
    yield made
    made.close()


def test_what_citizens_write_is_on_the_register_after_one_round_and_each_once(town: Town, first: Collector) -> None:
    town.write(3)
    assert first.round() == timedelta(seconds=3)
    assert town.registered == sorted(town.written)
    town.write()
    town.on(60)
    first.round()
    first.round()
    assert sorted(town.registered) == sorted(town.written)
    assert town.shared.one("SELECT count(*) FROM app.conversation WHERE due_at IS NOT NULL") == 4


def test_an_account_is_read_in_its_turn_and_not_each_round(town: Town, first: Collector) -> None:
    first.round()
    before = town.calls
    for _ in range(3):
        town.on(15)
        first.round()
    assert town.calls == before
    town.on(15)
    first.round()
    assert town.calls == before + 1


def test_the_second_leaves_the_account_to_the_first_and_follows_it_when_it_dies(
    town: Town, first: Collector, second: Collector
) -> None:
    first.round()
    calls = town.calls
    second.round()
    assert town.calls == calls
    town.write(2)
    town.on(LEASE_S + 1)
    second.round()
    assert sorted(town.registered) == sorted(town.written)
    calls = town.calls
    town.on(31)
    first.round()
    assert town.calls == calls


def test_who_ends_in_good_order_is_followed_at_once(town: Town, first: Collector, second: Collector) -> None:
    first.round()
    first.rounds.close()
    town.write()
    second.round()
    assert town.registered == town.written


def test_an_account_that_is_paused_here_is_left_to_others_and_a_name_that_fits_none_is_told(
    town: Town, first: Collector, second: Collector, caplog: pytest.LogCaptureFixture
) -> None:
    first.rounds._paused = frozenset({MOWORKS.id, "x-mowork"})
    town.write()
    with caplog.at_level(logging.WARNING):
        first.round()
        first.round()
    assert town.calls == 0
    assert caplog.messages == ["no account is called x-mowork: nothing is paused by that"]
    second.round()
    assert town.registered == town.written


def test_an_account_whose_time_is_over_is_not_read(town: Town, first: Collector) -> None:
    admin = town.shared.station("admin1")
    change = {"t": "account", "id": MOWORKS.id, "set": {"valid_to": [None, "2020-01-31"]}}
    assert admin.act("account.edited", MOWORKS.id, {}, change)["verdict"] == "applied"
    town.write()
    first.round()
    assert town.calls == 0


def test_one_that_stopped_for_longer_than_its_lease_reads_nothing_before_it_has_asked_again(
    town: Town, first: Collector, second: Collector
) -> None:
    first.round()
    town.on(LEASE_S + 1)
    second.round()
    calls = town.calls
    first.rounds._renew_at = float("inf")
    first.round()
    assert town.calls == calls


def test_during_an_outage_of_the_register_the_citizens_are_still_heard_and_nothing_is_lost(
    town: Town, first: Collector, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first.round()

    def away(*_: object) -> None:
        raise RegisterUnreachable()

    with monkeypatch.context() as outage, caplog.at_level(logging.WARNING):
        outage.setattr(Link, "rows", away)
        for _ in range(4):
            town.write()
            town.on(120)
            first.round()
        assert first.rounds.away
        assert "the register is away (4 in a row)" in caplog.messages
    assert town.registered == []
    town.on(120)
    first.round()
    assert not first.rounds.away
    assert sorted(town.registered) == sorted(town.written)


def test_while_the_register_is_away_it_is_not_asked_in_every_round(
    town: Town, first: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    first.round()
    asked = []

    def away(*_: object) -> None:
        asked.append(1)
        raise RegisterUnreachable()

    monkeypatch.setattr("pmsdesk.app.collector_command.pause_s", lambda failures: 2.0**failures)
    first.rounds._renew_at = float("inf")
    monkeypatch.setattr(Link, "rows", away)
    for _ in range(20):
        first.round()
        town.now += 1
    assert len(asked) == 4


def test_a_network_that_fails_is_left_alone_for_longer_and_longer(town: Town, first: Collector) -> None:
    first.round()
    with town.sandbox.control() as control:
        order = control.fault("x.mentions", Kind.STATUS_500, times=None)
    for wait in (60, 60, 120):
        town.on(wait)
        first.round()
    assert order.calls == 3
    town.on(200)
    first.round()
    assert order.calls == 3


def test_an_account_with_a_backlog_does_not_starve_the_others(
    town: Town, first: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmsdesk.channels.x.PAGES_A_FETCH", 1)
    monkeypatch.setattr("pmsdesk.app.collector_command.FETCHES_A_ROUND", 2)
    first.vault.put(token_name(JKR), token_for("JKRMalaysia"))
    first.fetch_s = LEASE_S * 0.6
    town.write(301)
    town.write(to="JKRMalaysia")
    first.round()
    assert town.written[-1] in town.registered
    for _ in range(2):
        town.on(60)
        first.round()
    assert sorted(town.registered) == sorted(town.written)


def test_a_post_that_names_accounts_of_two_seats_is_one_matter_although_both_read_it_at_once(
    town: Town, first: Collector, second: Collector
) -> None:
    second.vault.forget(token_name(MOWORKS))
    second.vault.put(token_name(JKR), token_for("JKRMalaysia"))
    first.round()
    second.round()
    with town.sandbox.control() as control:
        control.inject(Channel.X, "MOWorks", "aminah_kk", "@MOWorks @JKRMalaysia lubang besar di FT5 km 12")
    town.on(60)
    for collector in (first, second):
        collector.rounds._exchange_at = float("inf")
        collector.round()
        collector.rounds._exchange_at = float("-inf")
    for collector in (first, second, first, second):
        town.on(60)
        collector.round()
    owed = town.shared.all("SELECT account_id FROM app.conversation WHERE state = 'open' OR due_at IS NOT NULL")
    assert owed == [("x-moworks",)]
    assert [collector.store.read().counts("", now_utc()).open for collector in (first, second)] == [1, 1]


def test_told_to_end_it_reads_nothing_more(town: Town, first: Collector) -> None:
    first.ending.asked = True
    first.round()
    assert town.calls == 0


def test_the_log_has_numbers_and_no_texts(town: Town, first: Collector, caplog: pytest.LogCaptureFixture) -> None:
    town.write(2)
    with caplog.at_level(logging.INFO):
        first.round()
    assert "x-moworks: 2 conversations, 2 new" in caplog.messages
    assert "Lubang" not in caplog.text
