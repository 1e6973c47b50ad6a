"""What it costs to compare a thousand conversations by digests, beside sending the same rows down to compare them.

The register holds years of finished conversations besides what seats keep; nothing of them may be paid for.
"""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pmsdesk.store.columns import EPOCH
from pmsdesk.sync.checking import AT_ONCE, BEGINNING, END, Checker
from tests.benchmarks.budgets import say
from tests.postgres import SharedRegister, cluster, every_cluster, shared
from tests.sync.seats import Seat

__all__ = ["cluster", "every_cluster", "shared"]

KEPT, MESSAGES_EACH = 1_500, 5
FINISHED = min(int(os.environ.get("PMSDESK_BENCH_MESSAGES", "5000")) // MESSAGES_EACH, 50_000)
CHECK_S = 1.0

FILL = f"""
INSERT INTO app.contact (id, channel, remote_id, handle, name, first_seen_at)
SELECT 'p' || n, 'x', 'r' || n, 'warga' || n, 'Warga ' || n, sync.now()
FROM generate_series(1, {KEPT + FINISHED}) AS n;
INSERT INTO app.conversation (id, account_id, contact_id, thread, state, last_at, urgent, kind, jurisdiction, category,
    road, place, confidence, triaged_urgent)
SELECT 'c' || n, 'x-moworks', 'p' || n, 't' || n, CASE WHEN n <= {KEPT} THEN 'open' ELSE 'done' END,
    sync.now() - n * interval '1 hour' - CASE WHEN n <= {KEPT} THEN interval '0' ELSE interval '1 year' END,
    false, 'complaint', 'federal', '', 'FT5', '', 0.8, false FROM generate_series(1, {KEPT + FINISHED}) AS n;
INSERT INTO app.message (id, conversation_id, channel, remote_id, parent, direction, author_remote_id, author_handle,
    author_name, text, sent_at, received_at)
SELECT 'm' || n || '-' || k, 'c' || n, 'x', 'm' || n || '-' || k, 't', 'in', 'r', 'warga', 'Warga',
    'Lubang besar di FT5 kilometer ' || n || ' berhampiran simpang, motosikal saya hampir terbabas semalam.',
    sync.now() - n * interval '1 hour', sync.now()
FROM generate_series(1, {KEPT + FINISHED}) AS n, generate_series(1, {MESSAGES_EACH}) AS k;
ANALYZE app.contact, app.conversation, app.message;
"""


@pytest.fixture
def seat(shared: SharedRegister, tmp_path: Path) -> Iterator[Seat]:
    shared.administrator.execute(FILL)
    made = Seat(shared, tmp_path / "seat", "siti")
    made.sync()
    assert made.rows("SELECT count(*) FROM conversation") == [(KEPT,)]
    yield made
    made.close()


def sent_down(seat: Seat) -> int:
    """As many conversations with their messages as one check compares, as a first load sends them."""
    rows = list(seat.api.baseline("conversation", "", AT_ONCE)) + list(seat.api.baseline("contact", "", AT_ONCE))
    before = ""
    for _ in range(MESSAGES_EACH):
        page = seat.api.baseline("message", before, AT_ONCE)
        before = page[-1].id
        rows += page
    return len(rows)


def test_a_check_of_a_thousand_conversations(benchmark: BenchmarkFixture, seat: Seat) -> None:
    checker = Checker(seat.store.replica, seat.api, seat.rounds._puller)
    held = seat.store.replica.hold(BEGINNING, END, AT_ONCE)
    assert held is not None
    newest = (EPOCH + timedelta(milliseconds=max(held.talks.values()))).isoformat()
    place, spent = (held.place.prev, held.place.epoch), {"check": 9.0, "register": 9.0, "sent_down": 9.0}

    def timed(what: str, begun: float) -> None:
        spent[what] = min(spent[what], time.perf_counter() - begun)

    def both() -> None:
        begun = time.perf_counter()
        assert list(checker.check(BEGINNING, seat.now)) == []
        timed("check", begun)
        begun = time.perf_counter()
        seat.api.digest(place, held.since, ("-infinity", newest), (), singly=False)
        timed("register", begun)
        begun = time.perf_counter()
        assert sent_down(seat) == AT_ONCE * (2 + MESSAGES_EACH)
        timed("sent_down", begun)

    benchmark.pedantic(both, rounds=5 if benchmark.enabled else 1)
    assert checker.last is not None
    assert (checker.last.compared, checker.last.healed) == (AT_ONCE, 0)
    say(benchmark, **{f"{what}_ms": taken * 1000 for what, taken in spent.items()})
    if benchmark.enabled:
        assert spent["check"] <= CHECK_S
        assert spent["register"] <= spent["sent_down"]
