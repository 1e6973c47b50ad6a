"""``kill -9`` of one of two competing publishers at each step, while every line is reset: each reply stands once.

``PMSDESK_KILLS`` makes it longer; the steps come in turn.
"""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import pytest

from pmsdesk.domain.publication import PublicationState
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox
from tests.postgres import Cluster, SharedRegister, cluster, shared
from tests.processes.resets import BreakingLine
from tests.processes.station import PATIENCE_S, Station
from tests.services.office import ANSWER, MOWORKS, Office

__all__ = ["cluster", "shared"]

S = PublicationState
ALIVE = ("none", "never")
KILLS = int(os.environ.get("PMSDESK_KILLS", "4"))
STEPS = (
    *(("begin_send", "after"), ("publish", "after"), ("claim", "after"), ("finish_send", "before")),
    *(("begin_send", "before"), ("publish", "before"), ("finish_send", "after"), ("attest", "after")),
    *(("claim", "before"), ("newest_own", "after"), ("read_back", "after"), ("attest", "before")),
)


@dataclass
class Scene:
    """Two stations before one register and the practice networks."""

    office: Office
    line: BreakingLine
    doomed: Station
    sound: Station


@pytest.fixture
def scene(cluster: Cluster, shared: SharedRegister, tmp_path: Path) -> Iterator[Scene]:
    with Sandbox() as sandbox, BreakingLine(cluster) as line:
        office = Office(shared, sandbox)
        doomed, sound = (
            Station(tmp_path / user, user, shared, sandbox, line, "tests.processes.shared_publisher")
            for user in ("penerbit1", "penerbit2")
        )
        yield Scene(office, line, doomed, sound)
        doomed.end()
        sound.end()
        office.close()


def wait_until_sent(office: Office, text: str) -> None:
    """Let the register's clock run a hundred times as fast until the reply has come to rest."""
    deadline = time.monotonic() + PATIENCE_S
    query = "SELECT state FROM app.publication WHERE text = %s"
    while office.shared.one(query, text) != S.SENT:
        assert time.monotonic() < deadline, (office.shared.one(query, text), office.attempts[-8:])
        time.sleep(0.2)
        office.shared.tick(20)


@pytest.mark.timeout(PATIENCE_S * (KILLS + 1))
def test_two_publishers_of_which_one_is_killed_at_a_step_publish_each_reply_once(scene: Scene) -> None:
    office, killed = scene.office, 0
    survivor = scene.sound.start("publisher", every=1.5, before=ALIVE)
    for number, (step, when) in enumerate(islice(cycle(STEPS), KILLS)):
        text = f"{ANSWER} Giliran {number + 1}."
        if number:
            office.hear(f"pengadu_{number}")
        doomed = scene.doomed.start("publisher", before=(step, when))
        office.submit(text)
        wait_until_sent(office, text)
        assert office.standing.count(text) == 1
        if doomed.poll() is None:
            doomed.terminate()
        killed += doomed.wait(timeout=60) == -signal.SIGKILL
    scene.line.broken = False
    survivor.terminate()
    assert survivor.wait(timeout=60) == 0
    assert len(office.standing) == len(set(office.standing)) == KILLS
    assert scene.line.resets > KILLS
    ours = office.shared.all("SELECT remote_id FROM app.message WHERE direction = 'out'")
    assert len(ours) == KILLS
    for station in (scene.doomed, scene.sound):
        assert ANSWER[:20] not in station.log()
        assert token_for(MOWORKS.handle) not in station.log()
    assert killed >= KILLS / 2


def test_told_to_end_it_ends_in_good_order_and_is_the_same_device_when_it_starts_again(scene: Scene) -> None:
    scene.line.broken = False
    for _ in range(2):
        process = scene.sound.start("publisher", before=ALIVE)
        process.terminate()
        assert process.wait(timeout=60) == 0
    assert scene.office.shared.one("SELECT count(*) FROM app.device WHERE label LIKE %s", "% publisher") == 1
