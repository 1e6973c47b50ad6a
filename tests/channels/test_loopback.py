"""The door on 127.0.0.1 takes one answer, from the person who was asked, and shuts."""

import socket
import threading  # noqa: TID251 (the browser)
from collections.abc import Callable

import pytest
import requests

from pmsdesk.channels.loopback import Loopback
from pmsdesk.domain.sign_in_errors import PortBusy, SignInCancelled, SignInTimedOut

STATE = "rahsia"


def never() -> bool:
    return False


def browse(*addresses: str) -> tuple[threading.Thread, list[requests.Response]]:
    """Open *addresses* one after the other, elsewhere."""
    seen: list[requests.Response] = []
    thread = threading.Thread(target=lambda: seen.extend(requests.get(one, timeout=60) for one in addresses))
    thread.start()
    return thread, seen


def test_it_takes_the_answer_with_the_expected_state_and_path_only() -> None:
    with Loopback() as door:
        root = door.address.removesuffix("/callback")
        thread, seen = browse(
            f"{door.address}?code=palsu&state=lain",
            f"{root}/favicon.ico?state={STATE}",
            f"{door.address}?code=betul&state={STATE}",
        )
        came_back = door.wait(STATE, never)
        thread.join()
    assert came_back == f"{door.address}?code=betul&state={STATE}"
    assert [answer.status_code for answer in seen] == [404, 404, 200]
    assert "Jawapan diterima" in seen[-1].text
    assert seen[-1].headers["Referrer-Policy"] == "no-referrer"


def test_a_browser_that_connects_and_says_nothing_does_not_hold_it_up() -> None:
    with Loopback() as door, socket.create_connection(("127.0.0.1", int(door.address.split(":")[2].split("/")[0]))):
        thread, _ = browse(f"{door.address}?code=c&state={STATE}")
        assert "code=c" in door.wait(STATE, never)
        thread.join()


def test_a_person_may_give_up() -> None:
    looks = iter([False, False, True])
    with Loopback() as door, pytest.raises(SignInCancelled):
        door.wait(STATE, lambda: next(looks))


def test_it_does_not_wait_for_ever() -> None:
    with Loopback() as door, pytest.raises(SignInTimedOut):
        door.wait(STATE, never, seconds=0)


def test_it_is_open_to_this_computer_only_and_shut_afterwards() -> None:
    with Loopback() as door:
        assert door.address.startswith("http://127.0.0.1:")
    with pytest.raises(requests.ConnectionError):
        requests.get(door.address, timeout=60)


def test_a_port_that_is_taken_is_told() -> None:
    with Loopback() as door:
        port = int(door.address.rpartition(":")[2].partition("/")[0])
        with pytest.raises(PortBusy) as error:
            Loopback(port)
    assert str(port) in str(error.value)


def test_a_wait_leaves_by_its_own_error(caplog: pytest.LogCaptureFixture) -> None:
    def breaks() -> bool:
        raise RuntimeError("lane closed")

    ask: Callable[[], bool] = breaks
    with Loopback() as door, pytest.raises(RuntimeError, match="lane closed"):
        door.wait(STATE, ask)
    assert caplog.text == ""
