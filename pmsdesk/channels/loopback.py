"""The door on 127.0.0.1 through which a browser brings back the answer of a sign-in; open only while one is asked."""

import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from pmsdesk import __version__
from pmsdesk.domain.sign_in_errors import PortBusy, SignInCancelled, SignInTimedOut

HOST = "127.0.0.1"
PATIENCE_SECONDS = 300.0
LOOK_SECONDS = 0.2
IDLE_SECONDS = 2.0
_PAGE = """<!DOCTYPE html><html lang="ms"><head><meta charset="utf-8"><title>pmsdesk</title></head>
<body><h1>{head}</h1><p>{words}</p></body></html>"""
_TAKEN = _PAGE.format(
    head="Jawapan diterima", words="Anda boleh menutup tab ini. Hasilnya dipaparkan dalam tetingkap pmsdesk."
)
_STRANGE = _PAGE.format(head="Alamat ini tidak dikenali", words="Kembali ke pmsdesk dan tekan Sambung sekali lagi.")

Cancelled = Callable[[], bool]


class _Handler(BaseHTTPRequestHandler):
    """Takes one GET of the expected path and state; whatever else knocks is sent away and changes nothing."""

    timeout = IDLE_SECONDS
    server_version = f"pmsdesk/{__version__}"
    sys_version = ""
    server: "_Door"

    def do_GET(self) -> None:
        """Note the answer if it is the expected one."""
        asked = urlsplit(self.path)
        is_ours = asked.path == self.server.path and parse_qs(asked.query).get("state") == [self.server.state]
        if is_ours:
            self.server.answer = asked.query
        page = (_TAKEN if is_ours else _STRANGE).encode()
        self.send_response(200 if is_ours else 404)
        for name, value in {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(page)),
            "Content-Security-Policy": "default-src 'none'",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "Connection": "close",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the address holds the code."""
        del format, args


class _Door(HTTPServer):
    allow_reuse_address = False
    timeout = LOOK_SECONDS
    path = ""
    state = ""
    answer = ""

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away while it is spoken to is no error of ours."""
        del request, client_address


class Loopback:
    """Listens on 127.0.0.1 while it is open, on *port* (0: a free one). Raises `PortBusy`."""

    def __init__(self, port: int = 0, path: str = "/callback") -> None:
        try:
            self._door = _Door((HOST, port), _Handler)
        except OSError:
            raise PortBusy(port=port) from None
        self._door.path = path

    @property
    def address(self) -> str:
        """Where the browser is to come back to."""
        return f"http://{HOST}:{self._door.server_port}{self._door.path}"

    def wait(self, state: str, cancelled: Cancelled, seconds: float = PATIENCE_SECONDS) -> str:
        """The address the browser came back with. Raises `SignInCancelled` and, after *seconds*, `SignInTimedOut`."""
        self._door.state = state
        deadline = time.monotonic() + seconds
        while not self._door.answer:
            if cancelled():
                raise SignInCancelled()
            if time.monotonic() >= deadline:
                raise SignInTimedOut(minutes=round(seconds / 60))
            self._door.handle_request()
        return f"{self.address}?{self._door.answer}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._door.server_close()
