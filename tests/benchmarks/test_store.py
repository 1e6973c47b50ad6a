"""How fast the store answers and takes in; limits are those of issue 2, ratios are taken in the same run."""

import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pmsdesk.domain.account import Channel
from pmsdesk.domain.message import RemoteMessage
from pmsdesk.domain.triage import Jurisdiction, Kind, Triage
from pmsdesk.services import ingest
from pmsdesk.services.ports import Batch
from pmsdesk.services.reading import LATE_SOON_HOURS, InboxFilter, InboxTab
from pmsdesk.store import Store
from tests.benchmarks.bare_copy import BareCopy
from tests.benchmarks.budgets import limited, say
from tests.benchmarks.conftest import (
    ACCOUNTS,
    BUSY_MESSAGES,
    NOW,
    OFFICER,
    SIZE,
    Arrival,
    arrivals,
    batches,
    busy_conversation_id,
    fresh_store,
    take_in,
)

PAGE = 200
INGEST_MESSAGES = min(SIZE, 100_000)
FLOW_MESSAGES = min(SIZE // 10, 20_000)
READING = Triage(Kind.COMPLAINT, Jurisdiction.FEDERAL, ("jkr",), "jalan_berlubang", "FT5", "Sabak Bernam", 0.8)

TABS = {
    "open": InboxFilter(InboxTab.OPEN),
    "mine": InboxFilter(InboxTab.MINE, OFFICER.id),
    "waiting": InboxFilter(InboxTab.WAITING),
    "done": InboxFilter(InboxTab.DONE),
    "late soon": InboxFilter(late_within_hours=LATE_SOON_HOURS),
    "toll": InboxFilter(jurisdiction=Jurisdiction.TOLL),
    "outside": InboxFilter(jurisdiction=Jurisdiction.OUTSIDE),
    "account": InboxFilter(account_id=ACCOUNTS[1].id),
    "common words": InboxFilter(search="lubang besar"),
    "rare word": InboxFilter(search=str(SIZE - 1)),
}


@pytest.mark.parametrize("tab", TABS)
def test_first_page_of_a_tab_with_its_rows(benchmark: BenchmarkFixture, large_store: Store, tab: str) -> None:
    read = large_store.read()

    def first_page() -> Sequence[object]:
        return read.inbox_rows(read.inbox_first_page(TABS[tab], NOW, 20), OFFICER.id)

    assert limited(benchmark, 0.005, first_page)


def test_rows_of_a_page_anywhere(benchmark: BenchmarkFixture, large_store: Store) -> None:
    read = large_store.read()
    keys = read.inbox_keys(InboxFilter(), NOW)
    middle = list(keys[len(keys) // 2 :][:PAGE])
    rows = limited(benchmark, 0.005, lambda: read.inbox_rows(middle, OFFICER.id))
    assert len(rows) == PAGE


def test_all_keys_in_order(benchmark: BenchmarkFixture, large_store: Store) -> None:
    read = large_store.read()
    assert len(limited(benchmark, 1.0, lambda: read.inbox_keys(InboxFilter(), NOW))) > SIZE // 2


def test_counts_of_every_tab(benchmark: BenchmarkFixture, large_store: Store) -> None:
    read = large_store.read()
    assert limited(benchmark, 0.05, lambda: read.counts(OFFICER.id, NOW)).open > SIZE // 2


def test_a_long_conversation(benchmark: BenchmarkFixture, large_store: Store) -> None:
    read = large_store.read()
    view = limited(benchmark, 0.05, lambda: read.conversation(busy_conversation_id(), OFFICER.id))
    assert len(view.messages) == BUSY_MESSAGES


@pytest.mark.parametrize("words", ["lubang", "lampu isyarat malam", '"motor saya jatuh"', "seb", str(SIZE // 2)])
def test_newest_50_hits(benchmark: BenchmarkFixture, large_store: Store, words: str) -> None:
    read = large_store.read()
    assert limited(benchmark, 0.05, lambda: read.search(words, 50))


def test_taking_in_is_at_least_half_as_fast_as_bare_sqlite(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """The same rows into the same tables with the same triggers, in the same transactions; only the Python differs."""
    ours, theirs = fresh_store(tmp_path / "ours"), fresh_store(tmp_path / "bare")
    copy = BareCopy(ours.path, theirs.path)

    def both() -> tuple[float, float]:
        ours_s = bare_s = 0.0
        for batch in batches(INGEST_MESSAGES, busy=0):
            before = time.perf_counter()
            take_in(ours, batch)
            ours_s += time.perf_counter() - before
            bare_s += copy.seconds_for_new_rows()
        return ours_s, bare_s

    ours_s, bare_s = benchmark.pedantic(both)
    say(benchmark, ours=INGEST_MESSAGES / ours_s, executemany=INGEST_MESSAGES / bare_s, ratio=bare_s / ours_s)
    found = theirs.read().inbox_keys(InboxFilter(), NOW)
    assert found == ours.read().inbox_keys(InboxFilter(), NOW)
    copy.close()
    ours.close()
    theirs.close()
    if benchmark.enabled:
        assert bare_s / ours_s >= 0.5


@pytest.mark.parametrize("size", [100, 1000])
def test_the_whole_flow_of_arrival_beside_bare_sqlite(benchmark: BenchmarkFixture, tmp_path: Path, size: int) -> None:
    """What a network delivers, through `ingest.accept`; the reading of the texts is measured in `test_triage`."""
    ours, theirs = fresh_store(tmp_path / "ours"), fresh_store(tmp_path / "bare")
    copy, remote = BareCopy(ours.path, theirs.path), map(delivered, arrivals(FLOW_MESSAGES, busy=0))
    pairs: list[tuple[float, float]] = []

    def all_batches() -> None:
        while batch := tuple(islice(remote, size)):
            before = time.perf_counter()
            with ours.work(OFFICER) as work:
                ingest.accept(work, ACCOUNTS[0].id, Batch(batch, "cursor"), lambda _text, _account: READING)
                work.commit()
            pairs.append((time.perf_counter() - before, copy.seconds_for_new_rows()))

    benchmark.pedantic(all_batches)
    say(benchmark, ratio=sum(bare for _, bare in pairs) / sum(ours_s for ours_s, _ in pairs))
    assert theirs.read().inbox_keys(InboxFilter(), NOW) == ours.read().inbox_keys(InboxFilter(), NOW)
    copy.close()
    ours.close()
    theirs.close()


def delivered(arrival: Arrival) -> RemoteMessage:
    """The message of *arrival* as its network delivers it."""
    said = arrival.message
    return RemoteMessage(
        Channel.X, said.remote_id, said.parent, said.parent, said.author, said.text, said.sent_at, said.permalink
    )
