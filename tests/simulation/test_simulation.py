"""A small simulation: no promise is broken, the same seed is the same story, and deliberate bugs are found."""

import pytest

from tests.postgres import Cluster, cluster
from tests.simulation.controls import BUGS
from tests.simulation.faults import Weather
from tests.simulation.run import batch, found_out, simulate

__all__ = ["cluster"]

SEEDS = range(8, 12)
STEPS = 190


def test_no_promise_is_broken_whatever_goes_wrong(cluster: Cluster) -> None:
    done = batch(cluster, SEEDS, STEPS)
    assert [(run.seed, run.broken) for run in done.failing] == []
    assert done.unseen(large=False) == []


def test_no_promise_is_broken_where_citizens_edit_what_they_wrote(cluster: Cluster) -> None:
    done = batch(cluster, range(2), STEPS, Weather(rollback=True, restore=True, edits=True))
    assert [(run.seed, run.broken) for run in done.failing] == []


def test_the_same_seed_tells_the_same_story(cluster: Cluster) -> None:
    first, again = (simulate(cluster, 7, 40, Weather()) for _ in range(2))
    other = simulate(cluster, 8, 40, Weather())
    assert first.trace == again.trace != other.trace


PINNED = [name for name, bug in BUGS.items() if bug.found_at]


@pytest.mark.parametrize("name", PINNED)
def test_a_deliberate_bug_breaks_its_promise(cluster: Cluster, name: str) -> None:
    """Where one is found out moves with the program: ``python -m tests.simulation --controls`` finds the new place."""
    assert found_out(cluster, name) is not None


def test_most_deliberate_bugs_are_pinned() -> None:
    assert len(PINNED) >= 11
