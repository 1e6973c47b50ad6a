"""How long the program takes to start beside an empty Qt window in the same run, and how much memory it then holds.

Both are processes of their own, started in turn, timed from the moment they are started; the first start of a seat,
which also draws the look's pictures and compiles what was only checked out, is not counted. Limits are those of
issue 2.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
from pytest_benchmark.fixture import BenchmarkFixture

from pmsdesk.store import Store
from tests.benchmarks.budgets import say
from tests.benchmarks.conftest import OFFICER, busy_conversation_id
from tests.screen import PASSWORD, password_hash

HERE = Path(__file__).parent
START_RATIO = 1.5
RESIDENT_BYTES = 250 * 2**20
ROUNDS = 9
PATIENCE_S = 120


@dataclass(frozen=True, slots=True)
class Stage:
    """When a process told that a stage stood: seconds since it was started, processor seconds of its own."""

    after_s: float
    busy_s: float


class Process:
    """One measured process, which is the import of a module beside this one, so that its bytecode is kept."""

    def __init__(self, module: str, *arguments: str, home: Path) -> None:
        environment = {
            **os.environ,
            "PMSDESK_HOME": str(home),
            "PYTHONPATH": os.pathsep.join((str(HERE.parents[1]), str(HERE))),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"import {module}", *arguments],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._watched = psutil.Process(self._process.pid)

    def stages(self, last: str) -> dict[str, Stage]:
        """Its stages up to *last*."""
        told: dict[str, Stage] = {}
        while last not in told:
            assert self._process.stdout is not None
            line = self._process.stdout.readline().split()
            assert line, self._errors()
            told[line[0]] = Stage(float(line[1]) - self.began, float(line[2]))
        return told

    @property
    def resident_bytes(self) -> int:
        return int(self._watched.memory_info().rss)

    def leave(self) -> None:
        """Let it end, and see that it ends well."""
        _, errors = self._process.communicate("\n", timeout=PATIENCE_S)
        assert self._process.returncode == 0, errors

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()

    def _errors(self) -> str:
        return self._process.communicate(timeout=PATIENCE_S)[1]


@contextmanager
def process(module: str, *arguments: str, home: Path) -> Iterator[Process]:
    made = Process(module, *arguments, home=home)
    try:
        yield made
    finally:
        made.kill()


def until_usable(module: str, *arguments: str, home: Path) -> Stage:
    """One whole run; when its window could be used."""
    with process(module, *arguments, home=home) as started:
        stage = started.stages("usable")["usable"]
        started.leave()
    return stage


def test_the_sign_in_stands_at_most_half_as_long_again_after_an_empty_window(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    empty: list[Stage] = []
    ours: list[Stage] = []

    def both() -> None:
        empty.append(until_usable("empty_window", home=tmp_path))
        ours.append(until_usable("console_user", OFFICER.username, home=tmp_path))

    both()
    empty.clear()
    ours.clear()
    benchmark.pedantic(both, rounds=ROUNDS)
    wall = median(s.after_s for s in ours) / median(s.after_s for s in empty)
    busy = median(s.busy_s for s in ours) / median(s.busy_s for s in empty)
    say(
        benchmark,
        empty_ms=1000 * median(s.after_s for s in empty),
        sign_in_ms=1000 * median(s.after_s for s in ours),
        ratio=wall,
        ratio_of_processor_time=busy,
    )
    if benchmark.enabled:
        assert wall <= START_RATIO


def test_a_morning_in_one_process(benchmark: BenchmarkFixture, large_store: Store) -> None:
    """Signing in, the whole list scrolled, a long conversation open and a search done: how fast and how large."""
    with large_store.work(OFFICER) as work:
        work.people.put(OFFICER, password_hash())
        work.commit()
    arguments = (OFFICER.username, PASSWORD, busy_conversation_id())

    def morning() -> tuple[dict[str, Stage], int]:
        with process("console_user", *arguments, home=large_store.path.parent) as started:
            stages = started.stages("worked")
            resident = started.resident_bytes
            started.leave()
        return stages, resident

    stages, resident = benchmark.pedantic(morning, rounds=3)
    say(
        benchmark,
        seat_open_ms=1000 * stages["opened"].after_s,
        longest_pause_while_opening_ms=1000 * (stages["pause"].after_s - stages["opened"].after_s),
        accepted_to_list_ms=1000 * (stages["listed"].after_s - stages["accepted"].after_s),
        accepted_to_whole_order_ms=1000 * (stages["complete"].after_s - stages["accepted"].after_s),
        resident_mib=resident / 2**20,
    )
    if benchmark.enabled:
        assert resident <= RESIDENT_BYTES
