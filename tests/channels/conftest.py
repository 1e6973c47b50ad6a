"""A server that answers wrongly on purpose, and accounts to connect with."""

import socket
import struct
import threading  # noqa: TID251 (the other end of the wire)
from collections.abc import Callable, Iterator

import pytest

from pmsdesk.domain.account import Account, Channel

Behave = Callable[[socket.socket], None]


@pytest.fixture
def misbehaving() -> Iterator[Callable[[Behave], str]]:
    """Starts servers: give what to do with each accepted connection, get the root to call."""
    listeners: list[socket.socket] = []

    def start(behave: Behave) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threading.Thread(target=_serve, args=(listener, behave), daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _serve(listener: socket.socket, behave: Behave) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            try:
                behave(connection)
            except OSError:
                continue


def read_request(connection: socket.socket) -> bytes:
    """The whole request, head and body."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(connection)
    head, _, body = got.partition(b"\r\n\r\n")
    length = next((int(x.split(b":")[1]) for x in head.split(b"\r\n") if x.lower().startswith(b"content-length")), 0)
    while len(body) < length:
        body += _more(connection)
    return head + b"\r\n\r\n" + body


def _more(connection: socket.socket) -> bytes:
    """The next bytes; an error where the other end has closed, or its server would go on reading nothing for ever."""
    got = connection.recv(65536)
    if not got:
        raise ConnectionAbortedError
    return got


def reset(connection: socket.socket) -> None:
    """End *connection* with a TCP reset instead of an orderly close."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@pytest.fixture
def kkr_x() -> Account:
    return Account("x-kkr", Channel.X, "MOWorks", "Kementerian Kerja Raya", "kkr", remote_id="3172566249")


@pytest.fixture
def kkr_facebook() -> Account:
    return Account(
        "fb-kkr", Channel.FACEBOOK, "KKRMalaysia", "Kementerian Kerja Raya", "kkr", remote_id="698730214653933"
    )


@pytest.fixture
def kkr_youtube() -> Account:
    return Account("yt-kkr", Channel.YOUTUBE, "kkr.malaysia", "KKR", "kkr", remote_id="UCkkr0000000000000000001")


@pytest.fixture
def kkr_instagram() -> Account:
    return Account("ig-kkr", Channel.INSTAGRAM, "kkr_malaysia", "KKR", "kkr", remote_id="17841400000000001")
