"""The register of a test, and seats on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.postgres import SharedRegister, cluster, every_cluster, shared
from tests.sync.registers import administration, worked
from tests.sync.seats import Seat

__all__ = ["administration", "cluster", "every_cluster", "seat", "shared", "worked"]


@pytest.fixture
def seat(shared: SharedRegister, tmp_path: Path) -> Iterator[Callable[..., Seat]]:
    """Opens seats by the name of their person."""
    opened: list[Seat] = []

    def open_seat(user: str, **more: object) -> Seat:
        opened.append(Seat(shared, tmp_path / f"{user}{len(opened)}", user, **more))  # type: ignore[arg-type]
        return opened[-1]

    yield open_seat
    for one in opened:
        one.close()
