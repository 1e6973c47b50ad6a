"""How fast a seat takes the register's changes over, beside a bare loop over the same pages into the same tables.

And what its rounds cost when there is nothing to say, in time and in memory.
"""

import gc
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psutil
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pmsdesk.services import triaging
from pmsdesk.store.full_text import han
from pmsdesk.store.wire import KINDS
from pmsdesk.sync.pulling import PAGE
from tests.benchmarks.budgets import say
from tests.postgres import SharedRegister, cluster, every_cluster, shared
from tests.sync.seats import Seat

__all__ = ["cluster", "every_cluster", "shared"]

CHANGES = min(int(os.environ.get("PMSDESK_BENCH_MESSAGES", "5000")), 100_000)
TALKS = 1000
REPEATS = 3
ROUNDS, WARMING_UP, BUSY_EACH = 2000, 500, 5
FEW_ROUNDS, FEW_WARMING_UP = 40, 20
GROWTH_MIB = 4.0

FILL = """
INSERT INTO app.contact (id, channel, remote_id, handle, name, first_seen_at)
SELECT 'p' || n, 'x', 'r' || n, 'warga' || n, 'Warga ' || n, sync.now() FROM generate_series(1, {talks}) AS n;
INSERT INTO app.conversation (id, account_id, contact_id, thread, state, last_at, urgent, kind, jurisdiction, category,
    road, place, confidence, triaged_urgent)
SELECT 'c' || n, 'x-moworks', 'p' || n, 't' || n, 'open', sync.now(), false, 'complaint', 'federal', '', 'FT5', '', 0.8,
    false FROM generate_series(1, {talks}) AS n;
"""
MORE = """
INSERT INTO app.message (id, conversation_id, channel, remote_id, parent, direction, author_remote_id, author_handle,
    author_name, text, sent_at, received_at)
SELECT 'm' || n, 'c' || (1 + n % {talks}), 'x', 'm' || n, 't', 'in', 'r', 'warga', 'Warga',
    'Lubang besar di FT5 kilometer ' || n || ' berhampiran simpang, motosikal saya hampir terbabas semalam.',
    sync.now(), sync.now() FROM generate_series({first}, {last}) AS n;
"""


@pytest.fixture
def seat(shared: SharedRegister, tmp_path: Path) -> Iterator[Seat]:
    """A seat that loaded a register of a thousand conversations."""
    shared.administrator.execute(FILL.format(talks=TALKS))
    made = Seat(shared, tmp_path / "seat", "siti")
    made.sync()
    assert len(made.rows("SELECT id FROM conversation")) == TALKS
    yield made
    made.close()


class BareLoop:
    """The same pages, asked for alike, written with nothing but `sqlite3.executemany` into a copy of the file."""

    def __init__(self, seat: Seat, path: Path) -> None:
        seat.store.backup(path)
        self._seat = seat
        self._file = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-32768"):
            self._file.execute(f"PRAGMA {pragma}")
        self._keys = dict(self._file.execute("SELECT id, key FROM conversation"))
        names = (*KINDS["message"].names, "conversation", "han")
        marks = ", ".join("?" * len(names))
        self._insert = f"INSERT INTO message ({', '.join(names)}) VALUES ({marks})"

    def pull(self, prev: str, upto: str) -> float:
        """Seconds to fetch and write all messages between two snapshots."""
        before = time.perf_counter()
        stored, after = KINDS["message"].stored, ("0", 0)
        while page := self._seat.api.pull(prev, upto, 1, after, PAGE):
            after = (page[-1].xid, page[-1].seq)
            values = [self._values(stored, line.row) for line in page if line.kind == "message"]
            self._file.execute("BEGIN IMMEDIATE")
            self._file.execute("INSERT INTO applying VALUES (1)")
            self._file.executemany(self._insert, values)
            self._file.execute("DELETE FROM applying")
            self._file.execute("COMMIT")
        return time.perf_counter() - before

    def _values(self, stored: Any, row: Any) -> tuple[object, ...]:
        return (*stored(row), self._keys[row["conversation_id"]], han(row["text"]))

    def close(self) -> None:
        self._file.close()


def test_a_pull_costs_at_most_half_more_than_the_bare_loop(seat: Seat, shared: SharedRegister, tmp_path: Path) -> None:
    loop = BareLoop(seat, tmp_path / "bare.db")
    ours_s, bare_s, each = 0.0, 0.0, CHANGES // REPEATS
    for turn in range(REPEATS):
        shared.administrator.execute(MORE.format(talks=TALKS, first=turn * each + 1, last=(turn + 1) * each))
        prev, upto = seat.store.replica.position().prev, seat.api.horizon().snapshot
        if turn % 2:
            bare_s += loop.pull(prev, upto)
        before = time.perf_counter()
        for _ in seat.rounds.pull():
            pass
        ours_s += time.perf_counter() - before
        if not turn % 2:
            bare_s += loop.pull(prev, upto)
    rates = f"ours {each * REPEATS / ours_s:,.0f}/s, bare loop {each * REPEATS / bare_s:,.0f}/s"
    sys.stderr.write(f"\n{each * REPEATS:,} changes pulled: {rates}, ratio {ours_s / bare_s:.2f}\n")
    assert seat.rows("SELECT count(*) FROM message") == [(each * REPEATS,)]
    assert loop._file.execute("SELECT count(*) FROM message").fetchone() == (each * REPEATS,)
    loop.close()
    if CHANGES >= 50_000:
        assert ours_s / bare_s <= 1.5


def test_a_poll_that_brings_nothing(benchmark: BenchmarkFixture, seat: Seat) -> None:
    seat.sync()

    def poll() -> list[object]:
        return list(seat.rounds.pull())

    assert benchmark(poll) == []
    if benchmark.enabled:
        assert benchmark.stats.stats.min <= 0.005


def test_a_round_that_brings_nothing(benchmark: BenchmarkFixture, seat: Seat) -> None:
    seat.sync()
    outcome = benchmark(seat.sync)
    assert outcome.status.online
    assert outcome.events == ()
    if benchmark.enabled:
        assert benchmark.stats.stats.min <= 0.02


def resident_mib() -> float:
    gc.collect()
    resident: int = psutil.Process().memory_info().rss
    return resident / 2**20


def rounds_of(seat: Seat, other: Seat, first: int, last: int) -> None:
    """Rounds of *seat*; in one of five it has a note to tell, and one of another's comes down."""
    for number in range(first, last):
        if number % BUSY_EACH == 0:
            for who in (seat, other):
                who.do(triaging.note, f"c{1 + number % TALKS}", f"Nota {number} daripada {who.user}")
            other.sync()
        assert seat.sync().status.online


def work_for_long(shared: SharedRegister, folder: Path, warming_up: int, rounds: int) -> tuple[float, float, int]:
    """MiB of this process after *warming_up* rounds and after *rounds* more, and how many notes the seat has then."""
    seat, other = (Seat(shared, folder / user, user) for user in ("siti", "kumar"))
    seat.sync()
    other.sync()
    rounds_of(seat, other, 0, warming_up)
    before = resident_mib()
    rounds_of(seat, other, warming_up, warming_up + rounds)
    after = resident_mib()
    ((notes,),) = seat.rows("SELECT count(*) FROM note")
    for one in (seat, other):
        one.close()
    return before, after, notes


def test_the_memory_of_a_seat_stays_as_it_is(
    benchmark: BenchmarkFixture, shared: SharedRegister, tmp_path: Path
) -> None:
    """In a process of its own: what others left behind there would hide that it grows."""
    rounds, warming_up = (ROUNDS, WARMING_UP) if benchmark.enabled else (FEW_ROUNDS, FEW_WARMING_UP)
    shared.administrator.execute(FILL.format(talks=TALKS))
    seen_from_there = SharedRegister(shared.cluster, shared.name)
    with get_context("spawn").Pool(1) as process:
        work = (seen_from_there, tmp_path, warming_up, rounds)
        before, after, notes = benchmark.pedantic(process.apply, (work_for_long, work), rounds=1)
    assert notes == 2 * -(-(warming_up + rounds) // BUSY_EACH)
    if benchmark.enabled:
        say(benchmark, rounds=rounds, resident_mib=before, growth_mib=after - before)
    assert after - before <= GROWTH_MIB
