"""The server itself: many at once, outages, and paths it does not know."""

import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor  # noqa: TID251 (a test of many clients at once)

import pytest
import requests

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from tests.sandbox.conftest import NOW, Caller


def test_of_many_equal_replies_at_once_x_takes_one(x: Caller, control: Control) -> None:
    post = control.inject(Channel.X, "MOWorks", "azlan_b", "@MOWorks lampu padam.").id

    def send(_: int) -> int:
        with requests.Session() as own:
            return Caller(own, x.root, x.handle).reply(post, "Terima kasih.").status_code

    with ThreadPoolExecutor(8) as seats:
        statuses = list(seats.map(send, range(16)))
    assert sorted(statuses) == [201] + [403] * 15
    assert control.ledger()["max"] == 1


def test_a_stopped_sandbox_refuses_connections_and_comes_back_as_it_was(session: requests.Session) -> None:
    sandbox = Sandbox(now=NOW).start()
    x = Caller(session, f"{sandbox.x_root}/2", "MOWorks")
    with sandbox.control() as control:
        post = control.inject(Channel.X, "MOWorks", "azlan_b", "@MOWorks ada orang?").id
    url = sandbox.url
    sandbox.stop()
    with pytest.raises(requests.ConnectionError, match="refused"):
        x.get("/users/me")
    with sandbox:
        assert sandbox.url == url
        assert x.get(f"/tweets/{post}").json()["data"]["id"] == post


def test_stopping_does_not_wait_for_a_hanging_call(session: requests.Session) -> None:
    with Sandbox(now=NOW) as sandbox, ThreadPoolExecutor(1) as seat:
        with sandbox.control() as control:
            control.fault("x.me", Kind.COMMIT_THEN_TIMEOUT, seconds=30)
        hanging = seat.submit(Caller(session, f"{sandbox.x_root}/2", "MOWorks").get, "/users/me")
        while not control.world.ledger.calls["x.me"]:
            time.sleep(0.001)
        sandbox.stop()
        with pytest.raises(requests.ConnectionError):
            hanging.result(timeout=60)


def test_a_slow_call_does_not_hold_up_the_others(x: Caller, control: Control) -> None:
    order = control.fault("x.me", Kind.SLOW, seconds=3600, account="JKRJohor")
    with ThreadPoolExecutor(1) as seat, requests.Session() as own:
        slow = seat.submit(Caller(own, x.root, "JKRJohor", patience=1.0).get, "/users/me")
        while not order.calls:
            time.sleep(0.001)
        assert x.get("/users/me").ok
        with pytest.raises(requests.ReadTimeout):
            slow.result(timeout=60)


def test_a_taken_port_is_an_error_and_not_the_end_of_the_program(sandbox: Sandbox) -> None:
    taken = int(sandbox.url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        Sandbox(taken).start()


def test_the_command_serves_until_it_is_interrupted(session: requests.Session) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    interruptible = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # unlike a shell's `&`
    program = f"{interruptible}; from pmsdesk.sandbox.server import Sandbox; Sandbox({port}).serve()"
    serving = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE)
    x = Caller(session, f"http://127.0.0.1:{port}/x/2", "MOWorks")
    deadline = time.monotonic() + 90
    while True:
        try:
            assert x.get("/users/me").ok
            break
        except requests.ConnectionError:
            assert serving.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
    serving.send_signal(signal.SIGINT)
    _, complaints = serving.communicate(timeout=60)
    assert (serving.returncode, complaints) == (0, b"")


def test_unknown_paths_are_refused_in_the_networks_words(sandbox: Sandbox, x: Caller, graph: Caller) -> None:
    assert x.get("/nothing").json()["status"] == 404
    assert graph.get("/me/nothing/at/all").json()["error"]["code"] == 2500
    assert requests.get(f"{sandbox.url}/fb/v3.0/me", timeout=60).json()["error"]["code"] == 2500
    assert requests.get(f"{sandbox.url}/", timeout=60).status_code == 404
