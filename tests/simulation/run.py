"""Runs simulations by their seeds, adds up what happened inside, and says what was found."""

import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.postgres import Cluster
from tests.simulation import faults
from tests.simulation.controls import BUGS, Bug, plant, planted
from tests.simulation.faults import Weather
from tests.simulation.invariants import broken
from tests.simulation.world import World

WEATHERS = tuple(Weather(rollback, restore, moderating=True) for restore in (False, True) for rollback in (False, True))
"""Every combination of the great misfortunes; seeds take turns."""


@dataclass
class Run:
    """One simulation: what it broke, and a digest of all that happened in it."""

    seed: int
    trace: str
    broken: list[str]
    seen: Counter[str]
    steps: int
    rounds: int | None

    def breaks(self, promise: str) -> bool:
        """Whether the promise of this number is among those that were broken."""
        return _among(promise, self.broken)


@dataclass
class Batch:
    """Several simulations."""

    runs: list[Run] = field(default_factory=list)
    weathers: set[tuple[bool, bool]] = field(default_factory=set)

    @property
    def seen(self) -> Counter[str]:
        return sum((run.seen for run in self.runs), Counter())

    @property
    def failing(self) -> list[Run]:
        return [run for run in self.runs if run.broken]

    def unseen(self, *, large: bool) -> list[str]:
        """Dangerous states that never occurred: such a batch proves nothing."""
        seen = self.seen
        return [state for state in faults.dangerous(self.weathers, large=large) if not seen[state]]


def simulate(cluster: Cluster, seed: int, steps: int, weather: Weather, bug: Bug | None = None) -> Run:
    """One run. An error nobody expected is a broken promise too; one with a bug ends when the bug is found out."""
    with planted(bug), World(cluster, seed, weather) as world:
        if bug is not None:
            plant(bug, world.register)
        rounds: int | None = None
        try:
            while world.steps < steps:
                world.step()
                if bug is not None and _among(bug.promise, world.ledger.faults):
                    return Run(seed, world.trace, world.ledger.faults, world.seen, world.steps, None)
            rounds = world.drain()
            found = broken(world, rounds)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is reported with its place)
            place = "".join(traceback.format_exception(error)[-4:])
            found = [f"error {type(error).__name__}: {error}\n{place}"]
        return Run(seed, world.trace, found, world.seen, world.steps, rounds)


def _among(promise: str, faults: Iterable[str]) -> bool:
    return any(fault.startswith(f"{promise} ") for fault in faults)


def weather_of(seed: int, chosen: Weather | None) -> Weather:
    return chosen or WEATHERS[seed % len(WEATHERS)]


def batch(cluster: Cluster, seeds: Iterable[int], steps: int, weather: Weather | None = None) -> Batch:
    """The program as it is, seed after seed."""
    done = Batch()
    for seed in seeds:
        now = weather_of(seed, weather)
        done.weathers.add((now.rollback, now.restore))
        done.runs.append(simulate(cluster, seed, steps, now))
    return done


def found_out(cluster: Cluster, name: str, seeds: Iterable[int] = (), steps: int = 0) -> Run | None:
    """The first run in which the bug *name* breaks its promise: where it is pinned, then with one of *seeds*."""
    bug = BUGS[name]
    places = [*([bug.found_at] if bug.found_at else []), *((seed, steps) for seed in seeds)]
    runs = (simulate(cluster, seed, steps, bug.weather, bug) for seed, steps in places)
    return next((run for run in runs if run.breaks(bug.promise)), None)


def batch_alone(share: tuple[Iterable[int], int, Weather | None]) -> Batch:
    """`batch` on a cluster of its own."""
    with _own_cluster() as cluster:
        return batch(cluster, *share)


def found_out_alone(share: tuple[str, Iterable[int], int]) -> Run | None:
    """`found_out` on a cluster of its own."""
    with _own_cluster() as cluster:
        return found_out(cluster, *share)


@contextmanager
def _own_cluster() -> Iterator[Cluster]:
    cluster = Cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop()
