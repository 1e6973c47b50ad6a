"""One lived-in register for all attempts: none of them may change it."""

from collections.abc import Iterator

import pytest

from tests.attacks.scene import Scene, stage
from tests.postgres import Cluster, cluster

__all__ = ["cluster"]


@pytest.fixture(scope="session")
def scene(cluster: Cluster) -> Iterator[Scene]:
    """The register that is attacked."""
    shared = cluster.register()
    yield stage(shared)
    shared.close()
