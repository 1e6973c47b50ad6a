"""What a round of the poller costs: the seed's 25 accounts over HTTP, beside its requests made bare (issue 4)."""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
import urllib3
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from pmsdesk.app.bootstrap import Seat, open_seat
from pmsdesk.app.lines import token_name
from pmsdesk.app.paths import seat
from pmsdesk.app.poller import Poller
from pmsdesk.app.practice import networks_of
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.events import AccountPolled, Event, MessagesArrived
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from pmsdesk.services import accounting
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import Tasks
from tests.benchmarks.budgets import say
from tests.benchmarks.conftest import NOW
from tests.benchmarks.replay import HANDLES, empty_world
from tests.lanes import settle
from tests.screen import FARID

ACCOUNTS, ROUND_S = 25, 2.0
ROUNDS, FEW_ROUNDS = 15, 2
FAR = timedelta(days=1)
PAGES = {
    "facebook-jkr": "JabatanKerjaRaya",
    "facebook-llm": "LembagaLebuhraya",
    "facebook-cidb": "CIDBMalaysia",
}
"""What the sandbox calls the pages whose names the seed leaves blank, the ministry's apart."""


@dataclass
class Station:
    """A poller of the accounts that are in use, before networks where each of them has a post; `told` are failures."""

    sandbox: Sandbox
    seat: Seat
    tasks: Tasks
    handles: dict[Account, str]
    poller: Poller
    happened: list[Event] = field(default_factory=list)
    told: list[Exception] = field(default_factory=list)

    def write(self) -> None:
        """Let a citizen write to every account."""
        with self.sandbox.control() as control:
            for account, handle in self.handles.items():
                control.inject(account.channel, handle, "Aminah", "Lubang besar di FT5 Sabak Bernam, bila nak tampal?")
        self.happened.clear()

    def round(self) -> None:
        """Poll every account, and wait until all is stored."""
        self.poller.poll_now()
        settle(self.tasks)

    def accounts_that(self, kind: type[AccountPolled] | type[MessagesArrived]) -> set[str]:
        """Of which accounts that happened since somebody wrote."""
        return {event.account_id for event in self.happened if isinstance(event, kind)}


def in_use(made: Seat) -> dict[Account, str]:
    """The seed's accounts that have a name and are in use, with what the sandbox calls them."""
    accounts = [account for account, _ in made.store.read().accounts() if account.valid_to is None]
    blank = {account.id: PAGES.get(account.id, HANDLES[account.channel]) for account in accounts}
    named = [account for account in accounts if account.handle or account.channel is not Channel.X]
    return {account: account.handle or blank[account.id] for account in named}


@pytest.fixture
def station(tmp_path: Path, qtbot: QtBot) -> Iterator[Station]:
    """The seat's accounts are connected, and all that stood before was read."""
    sandbox, vault, tasks = Sandbox().start(), MemoryVault(), Tasks()
    empty_world(sandbox)
    made = open_seat(seat(tmp_path / "seat"), vault, lambda: NOW, networks_of(sandbox), key=None)
    with made.store.work(SYSTEM) as work:
        work.people.put(FARID, "")
        work.commit()
    handles = in_use(made)
    with sandbox.control() as control:
        for account, handle in handles.items():
            if account.channel is not Channel.X:
                control.inject(account.channel, handle, handle, "Makluman\nFT5 dibaiki esok.", place=Place.POST)
    for account, handle in handles.items():
        remote_id, found = made.lines.test(account, token_for(handle))
        vault.put(token_name(account), token_for(handle))
        with made.store.work(FARID) as work:
            accounting.connect_account(work, account.id, remote_id, found)
            work.commit()
    desk = Desk(tasks, made.store.work, made.store.read, made.clock, FARID)
    poller = Poller(desk, tasks, made.lines, made.store.work, made.triager.triage, FAR)
    station = Station(sandbox, made, tasks, handles, poller)
    desk.happened.connect(station.happened.extend)
    desk.failed.connect(station.told.append)
    poller.start()
    settle(tasks)
    yield station
    poller.stop()
    tasks.close()
    sandbox.stop()
    made.close()


Requests = Sequence[Sequence[requests.PreparedRequest]]
"""The requests of one round, each account's in its order."""


def bare_seconds(tasks: Tasks, asked: Requests) -> float:
    """How long *asked* takes by nothing but `urllib3`, a lane and a kept connection an account, unread and unstored."""
    pools = [urllib3.PoolManager() for _ in asked]
    sizes: list[int] = []

    def all_requests() -> float:
        before = time.perf_counter()
        for number, (pool, lane) in enumerate(zip(pools, asked, strict=True)):
            tasks.run(f"bare {number}", partial(_bare, pool, lane), then=sizes.append)
        settle(tasks)
        return time.perf_counter() - before

    all_requests()
    seconds = all_requests()
    assert len(sizes) == 2 * len(asked)
    for pool in pools:
        pool.clear()
    return seconds


def _bare(pool: urllib3.PoolManager, asked: Sequence[requests.PreparedRequest]) -> int:
    answers = [pool.request("GET", str(one.url), headers=dict(one.headers)) for one in asked]
    assert {answer.status for answer in answers} == {200}
    return sum(len(answer.data) for answer in answers)


@contextmanager
def overheard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Requests]]:
    """What is asked meanwhile, told at the end; an account has a session of its own."""
    lanes: dict[requests.Session, list[requests.PreparedRequest]] = defaultdict(list)
    send = requests.Session.send

    def overhear(session: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        lanes[session].append(request)
        return send(session, request, **options)

    told: list[Requests] = []
    with monkeypatch.context() as patched:
        patched.setattr(requests.Session, "send", overhear)
        yield told
    told.append(tuple(lanes.values()))


def test_a_round_of_the_seeds_accounts(
    benchmark: BenchmarkFixture, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each account on its own lane, a new message on each of them, read, triaged and stored."""
    assert len(station.handles) == ACCOUNTS
    station.write()
    with overheard(monkeypatch) as told:
        station.round()
    (asked,) = told
    assert len(asked) == ACCOUNTS
    rounds = ROUNDS if benchmark.enabled else FEW_ROUNDS
    bare_s = [bare_seconds(station.tasks, asked) for _ in range(rounds)]
    benchmark.pedantic(station.round, setup=station.write, rounds=rounds)
    assert station.told == []
    polled = {account.id for account in station.handles}
    assert station.accounts_that(AccountPolled) == station.accounts_that(MessagesArrived) == polled
    if benchmark.enabled:
        bare = statistics.median(bare_s)
        say(benchmark, requests=sum(map(len, asked)), bare_ms=1000 * bare)
        say(benchmark, ratio=benchmark.stats.stats.median / bare)
        assert benchmark.stats.stats.median <= ROUND_S
