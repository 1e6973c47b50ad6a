"""The demo's own PostgreSQL: it stops as in an outage, comes back with what it had, and leaves nothing behind."""

import importlib.util
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from pmsdesk.app.demo.embedded import EmbeddedPostgres, NoServer
from pmsdesk.domain.register_errors import RegisterRefused, RegisterUnreachable
from pmsdesk.sync.address import Login
from pmsdesk.sync.administration import Administration

KEPT_WAITING = """
import signal, sys, time
from pmsdesk.app.demo.embedded import EmbeddedPostgres
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
print(EmbeddedPostgres().folder, flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedPostgres]:
    made = EmbeddedPostgres()
    yield made
    made.remove()
    assert not made.folder.exists()


def reach(server: EmbeddedPostgres, login: Login | None = None) -> str:
    with Administration(server.address("postgres"), login or server.login) as administration:
        ((version,),) = administration.connection.execute("SHOW server_version").fetchall()
    return str(version)


def test_it_is_reached_with_its_password_only(server: EmbeddedPostgres) -> None:
    assert int(reach(server).split(".")[0]) >= 15
    with pytest.raises(RegisterRefused):
        reach(server, Login(server.login.user, "lubang-di-jalan"))


def test_it_comes_back_after_an_outage_with_what_it_had(server: EmbeddedPostgres) -> None:
    with Administration(server.address("postgres"), server.login) as administration:
        administration.connection.execute("CREATE DATABASE kept")
    server.stop()
    with pytest.raises(RegisterUnreachable):
        reach(server)
    server.start()
    with Administration(server.address("kept"), server.login) as administration:
        assert administration.revision() == ""


def test_a_computer_without_the_wheel_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(NoServer, match="not installed"):
        EmbeddedPostgres()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
def test_it_goes_with_a_demo_that_is_told_to_end() -> None:
    with subprocess.Popen([sys.executable, "-c", KEPT_WAITING], stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        folder = Path(demo.stdout.readline().strip())
        assert (folder / "data" / "postmaster.pid").exists()
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(30) == 143
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_it_goes_with_a_demo_that_is_killed_outright() -> None:
    with subprocess.Popen([sys.executable, "-c", KEPT_WAITING], stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        folder = Path(demo.stdout.readline().strip())
        server = psutil.Process(int((folder / "data" / "postmaster.pid").read_text().split()[0]))
        demo.kill()
        assert demo.stdout.read() == ""  # closes when the last process that holds it has ended
    assert not folder.exists()
    _gone, left = psutil.wait_procs([server], timeout=30)
    assert [one for one in left if one.status() != psutil.STATUS_ZOMBIE] == []
