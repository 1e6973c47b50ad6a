"""``kill -9`` of a collector while citizens write and its line is reset: another follows, every message is there once.

``PMSDESK_KILLS`` makes it longer.
"""

import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services.collecting import LEASE
from tests.postgres import Cluster, SharedRegister, cluster, shared
from tests.processes.resets import BreakingLine
from tests.processes.station import PATIENCE_S, Station

__all__ = ["cluster", "shared"]

KILLS = int(os.environ.get("PMSDESK_KILLS", "3"))


@dataclass
class Scene:
    """Two stations, citizens, one register."""

    shared: SharedRegister
    sandbox: Sandbox
    stations: tuple[Station, Station]
    line: BreakingLine
    written: set[str] = field(default_factory=set)

    def write(self, count: int) -> None:
        with self.sandbox.control() as control:
            for number in range(count):
                author = f"warga_{len(self.written)}"
                self.written.add(control.inject(Channel.X, "MOWorks", author, f"Lubang {number} di FT5 km 12").id)

    @property
    def registered(self) -> list[str]:
        return [id_ for (id_,) in self.shared.all("SELECT remote_id FROM app.message")]

    def wait_for_all(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while missing := self.written.difference(self.registered):
            assert time.monotonic() < deadline, f"{len(missing)} of {len(self.written)} are missing"
            time.sleep(0.1)


@pytest.fixture
def scene(cluster: Cluster, shared: SharedRegister, tmp_path: Path) -> Iterator[Scene]:
    with Sandbox() as sandbox, BreakingLine(cluster) as line:
        with sandbox.control() as control:
            control.reset(seeded=False)
        first, second = (Station(tmp_path / u, u, shared, sandbox, line) for u in ("penerbit1", "penerbit2"))
        yield Scene(shared, sandbox, (first, second), line)
        first.end()
        second.end()


@pytest.mark.timeout(PATIENCE_S * (KILLS + 1))
def test_a_collector_that_is_killed_is_followed_and_every_message_is_there_once(scene: Scene) -> None:
    chance = random.Random(5)
    for number in range(KILLS):
        working = scene.stations[number % 2]
        process = working.start("collector")
        scene.write(20)
        time.sleep(chance.uniform(0.0, 1.5))
        scene.write(5)
        process.kill()
        process.wait(timeout=60)
        scene.shared.tick(LEASE.total_seconds() + 1)
    last = scene.stations[KILLS % 2].start("collector")
    scene.wait_for_all()
    scene.line.broken = False
    scene.write(1)
    scene.wait_for_all()
    last.terminate()
    assert last.wait(timeout=60) == 0
    assert len(scene.registered) == len(scene.written)
    assert scene.shared.one("SELECT count(*) FROM app.account_lease") == 0
    for station in scene.stations:
        assert "Lubang" not in station.log()
        store = station.store()
        store.verify()
        store.close()
