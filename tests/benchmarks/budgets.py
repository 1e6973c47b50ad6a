"""What is asked of a measured run, and how its figures are told; of a run that does not measure no time is asked."""

import sys
from collections.abc import Callable
from typing import Any

from pytest_benchmark.fixture import BenchmarkFixture


def limited(
    benchmark: BenchmarkFixture,
    limit_s: float,
    work: Callable[..., Any],
    *given: object,
    rounds: int | None = None,
    setup: Callable[[], None] | None = None,
) -> Any:
    """Measure *work* on *given* and require its best round, the one nothing else disturbed, to be within *limit_s*.

    *rounds* are as many as a second holds unless told; *setup* goes before each and is not measured.
    """
    if rounds is None:
        answer = benchmark(work, *given)
    else:
        answer = benchmark.pedantic(work, given, setup=setup, rounds=rounds, warmup_rounds=min(rounds, 2))
    if benchmark.enabled:
        assert benchmark.stats.stats.min <= limit_s
    return answer


def say(benchmark: BenchmarkFixture, **figures: float) -> None:
    """Put *figures* into the benchmark's record and on the screen."""
    benchmark.extra_info.update({name: round(figure, 2) for name, figure in figures.items()})
    told = ", ".join(f"{name} {figure:,.2f}" for name, figure in figures.items())
    sys.stderr.write(f"\n{told}\n")
