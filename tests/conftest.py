"""What every test starts from: no screen, no network settings, no folder of the user, and nothing that must hurry."""

import gc
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from pmsdesk.services import staffing

settings.register_profile("searching", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("searching"), derandomize=True, database=None)
settings.load_profile("same")
"""The same examples in every run; ``--hypothesis-profile searching`` looks for new ones."""

PATIENCE_MS = 60_000
"""How long a test waits for what must come; when it comes, it costs nothing."""

for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitActive):
    assert wait.__kwdefaults__ is not None
    wait.__kwdefaults__["timeout"] = PATIENCE_MS

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

SLOW_HASHER, staffing._hasher = staffing._hasher, PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""The product's, and one for the tests: hashing is slow on purpose, and much is signed in to here."""


@pytest.fixture(autouse=True)
def _own_seat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMSDESK_HOME", str(tmp_path / "pmsdesk-home"))


OLD_EVERY = 50
"""After how many tests the old generation is looked through, too."""
_tests = itertools.count(1)


def pytest_collection_finish() -> None:
    """Garbage is collected between the tests, on their thread; a test's lanes and servers never come upon widgets."""
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    yield
    gc.collect(2 if next(_tests) % OLD_EVERY == 0 else 1)
