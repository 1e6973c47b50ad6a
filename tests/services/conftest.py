"""The seat on which every flow is tried."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import cluster, shared
from tests.services.seat import Seat

__all__ = ["cluster", "shared"]


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    """A fresh seat with the real store."""
    made = Seat(tmp_path)
    yield made
    made.close()
