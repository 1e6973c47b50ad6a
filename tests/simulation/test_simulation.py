"""A small simulation: no promise is broken, the same seed is the same story, and deliberate bugs are found."""

import pytest

from tests.postgres import Cluster, cluster
from tests.simulation.faults import Weather
from tests.simulation.run import batch, found_out, simulate

__all__ = ["cluster"]

SEEDS = range(12, 16)
STEPS = 170


def test_no_promise_is_broken_whatever_goes_wrong(cluster: Cluster) -> None:
    done = batch(cluster, SEEDS, STEPS)
    assert [(run.seed, run.broken) for run in done.failing] == []
    assert done.unseen(large=False) == []


def test_the_same_seed_tells_the_same_story(cluster: Cluster) -> None:
    first, again = (simulate(cluster, 7, 40, Weather()) for _ in range(2))
    other = simulate(cluster, 8, 40, Weather())
    assert first.trace == again.trace != other.trace


@pytest.mark.parametrize("name", ["saved-before-durable", "naive-cursor", "last-write-wins", "place-before-page"])
def test_a_deliberate_bug_is_found(cluster: Cluster, name: str) -> None:
    assert found_out(cluster, name, range(4), STEPS) is not None
