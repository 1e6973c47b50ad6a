"""``python -m tests.simulation``: run a batch, or look for one deliberate bug, and print what happened."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from typing import Any

from tests.simulation.controls import BUGS
from tests.simulation.faults import Weather
from tests.simulation.run import Batch, batch_alone, found_out_alone

LARGE = 20
"""From so many runs on, the rare states must have occurred too."""


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    asked.add_argument("--seeds", type=int, default=20, help="how many runs")
    asked.add_argument("--first", type=int, default=0, help="the first seed")
    asked.add_argument("--steps", type=int, default=400, help="steps of each run")
    asked.add_argument("--rollback", action="store_true", help="disks go back in every run")
    asked.add_argument("--restore", action="store_true", help="the register is restored in every run")
    asked.add_argument("--jobs", type=int, default=1, help="processes, each with a register of its own")
    asked.add_argument("--bug", choices=sorted(BUGS), help="put in a deliberate bug and look for it")
    asked.add_argument("--controls", action="store_true", help="look for every deliberate bug")
    told = asked.parse_args()
    seeds = range(told.first, told.first + told.seeds)
    if told.bug or told.controls:
        return _controls([told.bug] if told.bug else list(BUGS), seeds, told.steps, told.jobs)
    weather = Weather(told.rollback, told.restore, moderating=True) if told.rollback or told.restore else None
    begun = time.monotonic()
    shares = [(seeds[n :: told.jobs], told.steps, weather) for n in range(told.jobs)]
    done = Batch()
    for share in _each(batch_alone, shares, told.jobs):
        done.runs += share.runs
        done.weathers |= share.weathers
    done.runs.sort(key=lambda run: run.seed)
    return _tell(done, time.monotonic() - begun)


def _each(work: Callable[[Any], Any], shares: Sequence[Any], jobs: int) -> Iterator[Any]:
    """*work* on each of *shares*, in order, in as many processes."""
    if jobs == 1:
        yield from map(work, shares)
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(work, shares)


def _tell(done: Batch, seconds: float) -> int:
    seen, failing, unseen = done.seen, done.failing, done.unseen(large=len(done.runs) >= LARGE)
    steps = sum(run.steps for run in done.runs)
    _say(f"{len(done.runs)} runs, {steps} steps, {seconds:.0f} s ({steps / seconds:.0f} steps/s)")
    _say(f"violations: {sum(len(run.broken) for run in done.runs)} in {len(failing)} runs")
    for run in failing[:20]:
        _say(f"  seed {run.seed}")
        for fault in run.broken[:4]:
            _say(f"    {fault}")
    _say("what happened inside:")
    for state, count in sorted(seen.items()):
        _say(f"  {count:8} {state}")
    for state in unseen:
        _say(f"  NEVER    {state}: this batch proves nothing about it")
    return 1 if failing or unseen else 0


def _controls(names: list[str], seeds: range, steps: int, jobs: int) -> int:
    """A table: each deliberate bug, the promise it breaks, where it is pinned, and where it was found out now."""
    missed = 0
    _say(f"  {'bug':25} {'breaks':6} {'pinned at':12} {'found at':10}")
    runs = _each(found_out_alone, [(name, seeds, steps) for name in names], jobs)
    for name, run in zip(names, runs, strict=True):
        missed += run is None
        bug = BUGS[name]
        pinned = "seed {} / {}".format(*bug.found_at) if bug.found_at else "-"
        found = f"seed {run.seed}" if run else "NEVER"
        told = next(fault for fault in run.broken if fault.startswith(f"{bug.promise} ")) if run else bug.says
        _say(f"  {name:25} {bug.promise:6} {pinned:12} {found:10} {told.splitlines()[0][:80]}")
    _say(f"controls detected: {len(names) - missed}/{len(names)}")
    return 1 if missed else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
