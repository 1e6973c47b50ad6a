"""Whether memory stays as it is over thousands of rounds that read four networks and take in what they bring.

Without HTTP: each round is answered what the sandbox once answered, a new message each time under ids of its own.
`PMSDESK_BENCH_ROUNDS` sets how many rounds are measured.
"""

import gc
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import psutil
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.message import RemoteMessage
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.routing.triage import Triager
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services import ingest
from pmsdesk.services.ports import ChannelPort
from pmsdesk.store import Store, engine
from tests.benchmarks.budgets import say
from tests.benchmarks.conftest import arrivals
from tests.benchmarks.replay import (
    Kept,
    account_on,
    batches_of,
    citizens_messages,
    empty_world,
    keep,
    let_hear,
    line_to,
    store_with_accounts,
    write,
)

ROUNDS = int(os.environ.get("PMSDESK_BENCH_ROUNDS", "2000"))
WARMING_UP = 500
FEW_ROUNDS, FEW_WARMING_UP = 20, 20
GROWTH_MIB = 4.0
CACHE_KIB = 512
BUSY_EACH = 5
NEVER = 10**9


@dataclass(frozen=True, slots=True)
class Standing:
    """At one moment: MiB resident in this process, MiB of the store's file, and how many messages the store has."""

    resident: float
    file: float
    messages: int


class Visits:
    """An account's line, and what it is answered at a visit that brings a message and at one that brings nothing."""

    def __init__(self, sandbox: Sandbox, channel: Channel) -> None:
        self.account: Account = account_on(channel)
        self.line: ChannelPort = line_to(sandbox, channel)
        before, new = arrivals(2, busy=0)
        write(sandbox, channel, [before])
        _, self._earlier = keep(self.line)
        write(sandbox, channel, [new])
        self._bringing, self._later = keep(self.line, self._earlier)
        self._nothing, _ = keep(self.line, self._later)
        let_hear(self.line, self._bringing)
        (batch,) = batches_of(self.line, self._earlier)
        self._message: RemoteMessage = next(m for m in batch.messages if m.text.endswith(new.message.text))

    def prepare(self, number: int, brings: bool) -> str:
        """Let the line be answered so at visit *number*; returns the cursor to ask it with."""
        let_hear(self.line, [self._renewed(kept, number) for kept in self._bringing] if brings else self._nothing)
        return self._earlier if brings else self._later

    def _renewed(self, kept: Kept, number: int) -> Kept:
        """*kept*, with another message of another person."""
        body = kept.body
        for old in (self._message.remote_id, self._message.author.remote_id):
            body = body.replace(old.encode(), f"{old[:-6]}{number:06}".encode())
        return replace(kept, body=body)


def standing(store: Store) -> Standing:
    gc.collect()
    messages, size = citizens_messages(store.path), store.path.stat().st_size
    return Standing(psutil.Process().memory_info().rss / 2**20, size / 2**20, messages)


def rounds_of(store: Store, visits: list[Visits], triager: Triager, numbers: Iterable[int], busy_each: int) -> None:
    """A round for each of *numbers*, as the poller goes it; every *busy_each* of them brings a message an account."""
    for number in numbers:
        brings = number % busy_each == busy_each - 1
        for visit in visits:
            cursor = visit.prepare(number, brings)
            for batch in batches_of(visit.line, cursor):
                with store.work(SYSTEM) as work:
                    ingest.accept(work, visit.account.id, batch, triager.triage)
                    work.commit()


def work_for_long(folder: Path, warming_up: int, rounds: int, busy_each: int) -> tuple[Standing, Standing]:
    """How it stands after *warming_up*, and after *rounds* more.

    SQLite's page cache fills with the file up to its bound; here it is small, or it would hide what the rounds keep.
    """
    engine._WRITER_CACHE_KIB = CACHE_KIB
    sandbox = Sandbox()
    empty_world(sandbox)
    with sandbox:
        visits = [Visits(sandbox, channel) for channel in Channel]
    store, triager = store_with_accounts(folder), Triager.default()
    rounds_of(store, visits, triager, range(warming_up), busy_each)
    before = standing(store)
    rounds_of(store, visits, triager, range(warming_up, warming_up + rounds), busy_each)
    after = standing(store)
    store.close()
    return before, after


@pytest.mark.parametrize("busy_each", [NEVER, BUSY_EACH], ids=["nothing new", "one of five with a message"])
def test_memory_stays_as_it_is(benchmark: BenchmarkFixture, tmp_path: Path, busy_each: int) -> None:
    """In a process of its own: what others left behind there would hide that it grows."""
    rounds, warming_up = (ROUNDS, WARMING_UP) if benchmark.enabled else (FEW_ROUNDS, FEW_WARMING_UP)
    with get_context("spawn").Pool(1) as process:
        given = (tmp_path, warming_up, rounds, busy_each)
        before, after = benchmark.pedantic(process.apply, (work_for_long, given), rounds=1)
    growth = after.resident - before.resident
    if benchmark.enabled:
        say(benchmark, rounds=rounds, resident_mib=before.resident, growth_mib=growth)
        say(benchmark, messages=after.messages - before.messages, growth_of_file_mib=after.file - before.file)
    assert after.messages - before.messages == len(Channel) * (rounds // busy_each)
    assert growth <= GROWTH_MIB
