"""How long the register needs to take in what a hundred seats did while it could not be reached: 1,000 acts each."""

import threading  # noqa: TID251 (a hundred people at once)
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from pytest_benchmark.fixture import BenchmarkFixture

from pmsdesk.sync.outbox import BATCH
from tests.benchmarks.budgets import say
from tests.postgres import SharedRegister, Station, arrive, cluster, complaint_row, iso, shared, this_year

__all__ = ["cluster", "shared"]

SEATS, ACTS = 100, 1000
FEW_SEATS, FEW_ACTS = 6, 20
COMPLAINTS = 25
"""So many a person works on: each is corrected twenty times."""
DRAINED_WITHIN_S = 60
NOTE = "Sudah hubungi JKR Batu Pahat; pasukan ke lokasi pagi esok, papan tanda dipasang. "

Operation = dict[str, Any]


def done_alone(station: Station, acts: int) -> list[Operation]:
    """What one person did without the register: notes on conversations and corrections of their complaints by turns."""
    begun = []
    for number in station.lease(COMPLAINTS):
        talk = arrive(station)
        begun.append((talk, row := complaint_row(talk, f"KKR/{this_year()}/{number:06d}")))
        station.act("complaint.registered", row["id"], {}, {"t": "complaint", "row": row})
    told: list[Operation] = []
    for n in range(acts):
        talk, row = begun[n // 2 % COMPLAINTS]
        if n % 2:
            change = {"location": [row["location"], f"KM {n}"]}
            row["location"] = f"KM {n}"
            write: dict[str, Any] = {"t": "complaint", "id": row["id"], "set": change}
            told.append(station.operation("complaint.edited", row["id"], {}, [write]))
        else:
            note = {"id": str(uuid4()), "conversation_id": talk.id, "author_id": station.user, "text": f"{NOTE}{n}"}
            write = {"t": "note", "row": note | {"created_at": iso(datetime.now(UTC))}}
            told.append(station.operation("note.added", talk.id, {"note": note["id"], "text": note["text"]}, [write]))
    return told


def all_come_back(outboxes: list[tuple[Station, list[Operation]]]) -> None:
    """Every seat sends its operations over a connection of its own, in batches as a seat does; nobody fails."""
    failures: list[BaseException] = []

    def send(station: Station, waiting: list[Operation]) -> None:
        try:
            for begin in range(0, len(waiting), BATCH):
                verdicts = station.push(*waiting[begin : begin + BATCH], epoch=1)
                assert {verdict["verdict"] for verdict in verdicts} == {"applied"}
        except BaseException as failure:  # noqa: BLE001 (told below, outside the thread)
            failures.append(failure)

    threads = [threading.Thread(target=send, args=outbox) for outbox in outboxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_hundred_seats_come_back_after_an_outage(benchmark: BenchmarkFixture, shared: SharedRegister) -> None:
    seats, acts = (SEATS, ACTS) if benchmark.enabled else (FEW_SEATS, FEW_ACTS)
    shared.administrator.execute("ALTER ROLE siti CONNECTION LIMIT -1")
    outboxes = [(station, done_alone(station, acts)) for station in (shared.station("siti") for _ in range(seats))]
    before = shared.one("SELECT count(*) FROM app.operation")
    benchmark.pedantic(all_come_back, (outboxes,), rounds=1)
    assert shared.one("SELECT count(*) FROM app.operation WHERE verdict = 'applied'") == before + seats * acts
    assert shared.all("SELECT DISTINCT last_sequence FROM app.stream WHERE actor = 'siti'") == [(acts + COMPLAINTS,)]
    if benchmark.enabled:
        taken_s = benchmark.stats.stats.max
        say(benchmark, drained_s=taken_s, operations_per_second=seats * acts / taken_s)
        assert taken_s <= DRAINED_WITHIN_S
