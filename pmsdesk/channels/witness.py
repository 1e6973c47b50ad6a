"""Knows whether a byte of the last request left this machine: what makes "certainly not published" certain."""

from contextvars import ContextVar
from functools import cache
from io import BytesIO
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import ConnectionPool

_departed: ContextVar[bool] = ContextVar("departed", default=False)


def forget_departure() -> None:
    """Say that nothing has left yet; called before each request (of this thread)."""
    _departed.set(False)


def departed() -> bool:
    """Whether a byte of this thread's last request may have reached the network's server."""
    return _departed.get()


class _Witness(HTTPConnection):
    """A connection that notes the moment its first byte leaves.

    What a connection itself needs (a proxy's CONNECT, the TLS handshake) is no byte of the request.
    """

    def connect(self) -> None:
        try:
            super().connect()
        finally:
            _departed.set(False)

    def send(self, data: Any) -> None:
        if self.sock is None and self.auto_open:
            self.connect()
        _departed.set(True)
        super().send(data)


@cache
def _witnessing(kind: type[HTTPConnection]) -> type[HTTPConnection]:
    return kind if issubclass(kind, _Witness) else type(f"Witnessing{kind.__name__}", (_Witness, kind), {})


class WitnessAdapter(HTTPAdapter):
    """Sends through witnessing connections, direct or through a proxy, and never repeats a request by itself."""

    def __init__(self) -> None:
        super().__init__(max_retries=0)

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send a body piece by piece: the time a socket is given is for one piece, not for a whole video."""
        if isinstance(request.body, bytes):
            request.body = BytesIO(request.body)  # type: ignore[assignment]
        return super().send(request, *args, **kwargs)

    def get_connection_with_tls_context(
        self, request: PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> ConnectionPool:
        """The pool for *request*, with its connections witnessed."""
        pool = super().get_connection_with_tls_context(request, verify, proxies, cert)
        if isinstance(pool, HTTPConnectionPool):
            pool.ConnectionCls = _witnessing(pool.ConnectionCls)
        return pool
