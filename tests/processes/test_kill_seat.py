"""``kill -9`` of seats at any moment while every line is reset: what a person saw saved is on the register, once.

``PMSDESK_KILLS`` makes it longer.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pmsdesk.sync.administration import Administration
from tests.postgres import Cluster, SharedRegister, cluster, shared
from tests.processes.resets import BreakingLine
from tests.processes.seat import LastingSeat, open_seat
from tests.processes.station import PATIENCE_S
from tests.sync.registers import administration

__all__ = ["administration", "cluster", "shared"]

KILLS = int(os.environ.get("PMSDESK_KILLS", "4"))
RESET_EVERY_S = (0.03, 0.25)
NUMBERED_BY_ITSELF = "complaint.numbered"
SURE_TO_REPEAT = 30
"""So many kills and resets that some answer must have been lost."""


@dataclass
class Place:
    """A computer: what outlives the processes that are killed there."""

    folder: Path
    user: str
    line: BreakingLine
    database: str
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def open(self) -> LastingSeat:
        return open_seat(self.folder, self.user, self.line.port, self.database)

    def start(self) -> None:
        words = (str(self.folder), self.user, str(self.line.port), self.database, f"{self.user}{len(self.processes)}")
        with (self.folder / "told").open("ab") as told, (self.folder / "errors").open("ab") as errors:
            self.processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.processes.seat", *words],
                    cwd=Path(__file__).parents[2], stdout=told, stderr=errors,
                )
            )  # fmt: skip

    def wait_for_work(self) -> None:
        """Until the process that runs has begun."""
        deadline = time.monotonic() + PATIENCE_S
        while str(self.processes[-1].pid) not in self.told("begun"):
            assert self.processes[-1].poll() is None, (self.folder / "errors").read_text()[-2000:]
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def kill(self) -> None:
        """As a power cut does; nothing else may have ended the process before."""
        self.processes[-1].kill()
        assert self.processes[-1].wait() == -signal.SIGKILL, (self.folder / "errors").read_text()[-2000:]

    def told(self, what: str) -> list[str]:
        lines = (self.folder / "told").read_text().splitlines()
        return [line.split()[1] for line in lines if line.startswith(f"{what} ")]


@pytest.fixture
def places(cluster: Cluster, shared: SharedRegister, tmp_path: Path) -> Iterator[tuple[Place, ...]]:
    """An officer's and a supervisor's computer that joined the register and have loaded it."""
    with BreakingLine(cluster, every_s=RESET_EVERY_S) as line:
        line.broken = False
        made = tuple(Place(tmp_path / user, user, line, shared.name) for user in ("siti", "rahman"))
        for place in made:
            seat = place.open()
            assert seat.sync().status.online
            seat.close()
        yield made
        for process in (process for place in made for process in place.processes):
            process.kill()
            process.wait()


def kill_by_turns(places: tuple[Place, ...]) -> None:
    """Both work all the time; one of them is killed, most often at work, sometimes while it opens its file."""
    chance = random.Random(20261125)
    for place in places:
        place.start()
    for number in range(KILLS):
        doomed = places[number % len(places)]
        if chance.random() < 0.8:
            doomed.wait_for_work()
        time.sleep(chance.uniform(0.1, 2.0))
        doomed.kill()
        doomed.start()
    for place in places:
        place.kill()


def drain(seats: list[LastingSeat]) -> None:
    """Rounds until nobody has anything to tell, and then one for each to hear of it."""
    deadline = time.monotonic() + PATIENCE_S
    while any(seat.rows("SELECT 1 FROM outbox WHERE state <> 'acknowledged' LIMIT 1") for seat in seats):
        assert time.monotonic() < deadline
        for seat in seats:
            assert seat.sync().status.online
    for seat in seats:
        seat.sync()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
@pytest.mark.timeout(PATIENCE_S * 2 + 20 * KILLS)
def test_what_was_shown_as_saved_is_on_the_register_once_whatever_is_killed_or_reset(
    places: tuple[Place, ...], shared: SharedRegister, administration: Administration
) -> None:
    line = places[0].line
    line.broken = True
    kill_by_turns(places)
    line.broken = False
    seats = [place.open() for place in places]
    drain(seats)

    saved = [operation for place in places for operation in place.told("saved")]
    recorded = [str(operation) for (operation,) in shared.all("SELECT id FROM app.operation")]
    assert len(saved) == len(set(saved)) > KILLS
    assert set(saved) <= set(recorded)
    own = [operation for seat in seats for (operation,) in seat.rows("SELECT id FROM outbox")]
    assert sorted(own) == sorted(recorded)
    for table, once in (
        ("note", "text"),
        ("complaint", "conversation_id"),
        ("complaint", "number"),
        ("reply", "target"),
    ):
        assert shared.one(f"SELECT count(*) - count(DISTINCT {once}) FROM app.{table}") == 0, once
    assert shared.all("SELECT DISTINCT verdict FROM app.operation") == [("applied",)]
    assert [finding for finding in administration.inspect() if finding.wrong] == []
    notes = sorted(shared.all("SELECT id, text FROM app.note"))
    for seat in seats:
        assert seat.store.verify() >= len(seat.rows("SELECT id FROM outbox"))
        assert sorted(seat.rows("SELECT id, text FROM note")) == notes
        seat.close()
    silent = shared.all(
        "SELECT kind, count(*) FROM app.operation WHERE NOT id::text = ANY(%s) GROUP BY kind ORDER BY kind", saved
    )
    by_kill = sum(count for kind, count in silent if kind != NUMBERED_BY_ITSELF)
    assert by_kill <= KILLS + len(places), silent
    repeated = {operation for place in places for operation in place.told("repeated")}
    sys.stderr.write(
        f"\n{KILLS} kills, {line.resets} lines reset, {len(saved)} actions shown as saved, {len(recorded)} recorded"
        f" (of the others: {silent}), {len(repeated)} sent again after a lost answer or a kill and recognised\n"
    )
    if KILLS >= SURE_TO_REPEAT:
        assert repeated
