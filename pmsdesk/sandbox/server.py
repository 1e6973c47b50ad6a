"""Serves the sandbox on 127.0.0.1: in the background for a demo or a test, or in the foreground for the command line.

This module is the sandbox's one exception to the rule that threads live in ``ui/tasks``: Werkzeug's threaded server
gives every connection its own thread, so one lock guards the world, and `Sandbox.start` serves from a background
thread. None of them ever touches Qt.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.http import http_date
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from pmsdesk.sandbox import graph_errors, striking, x_problems, youtube_errors
from pmsdesk.sandbox.control import Control, ControlPlane
from pmsdesk.sandbox.graph_routes import ROOT, VERSION, GraphApi
from pmsdesk.sandbox.instagram_routes import InstagramApi, InstagramId
from pmsdesk.sandbox.instagram_talks import InstagramTalk
from pmsdesk.sandbox.oauth_routes import OAuthApi
from pmsdesk.sandbox.roots import HOST, Roots
from pmsdesk.sandbox.world import World
from pmsdesk.sandbox.x_routes import XApi
from pmsdesk.sandbox.youtube_routes import YouTubeApi

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class _App(Flask):
    """Holds the world's lock around every handler, but not while a fault makes the client wait."""

    def __init__(self, world: World, lock: threading.RLock) -> None:
        super().__init__("pmsdesk.sandbox", static_folder=None)
        self.world = world
        self.lock = lock
        self.config["PROPAGATE_EXCEPTIONS"] = True
        self.json.sort_keys = False  # type: ignore[attr-defined]
        self.json.ensure_ascii = False  # type: ignore[attr-defined]

    def dispatch_request(self) -> ResponseReturnValue:
        """Count the call in the ledger, then handle it, alone."""
        with self.lock:
            if request.blueprint != "sandbox" and request.endpoint is not None:
                self.world.ledger.calls[request.endpoint] += 1
            return super().dispatch_request()


class _Handler(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing of single requests: the ledger counts them."""
        del code, size

    def make_environ(self) -> "WSGIEnvironment":
        """The request, with the one header of Meta's uploads whose name Werkzeug holds for a forged one."""
        return super().make_environ() | {"HTTP_FILE_SIZE": self.headers.get("file_size", "")}

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The ``Date`` of every answer, by the sandbox's clock."""
        app = self.server.app
        return http_date(app.world.now() if isinstance(app, _App) else timestamp)

    def connection_dropped(self, error: BaseException, environ: "WSGIEnvironment | None" = None) -> None:
        """Read no further from a connection that the client, or a fault, has closed."""
        del error, environ
        self.close_connection = True


class Sandbox(Roots):
    """The networks in one process. `start` and `stop` may alternate: the world and the port stay, as in an outage.

    `now` lets the sandbox's clock stand at that moment from the beginning; `port` 0 takes a free one.
    """

    def __init__(self, port: int = 0, now: datetime | None = None) -> None:
        super().__init__(port)
        self._lock = threading.RLock()
        self._stopping = threading.Event()
        self._world = World()
        self._control = Control(self._world)
        self._control.reset(now=now)
        self._app = self._build()
        self._server: BaseWSGIServer | None = None
        self._thread: threading.Thread | None = None

    @contextmanager
    def control(self) -> Iterator[Control]:
        """The control plane, with the world held still meanwhile."""
        with self._lock:
            yield self._control

    def start(self) -> Self:
        """Serve in the background; returns once the port is open, raises `OSError` where it is taken."""
        server = self._serve_at()
        self._thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="sandbox", daemon=True)
        self._thread.start()
        return self

    def serve(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serve in the foreground until interrupted; *ready* is called once the port is open."""
        server = self._serve_at()
        ready()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            self._stopping.set()
            server.server_close()

    def stop(self) -> None:
        """Close the port and let waiting faults go; connections are refused from now on."""
        self._stopping.set()
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
        self._server = self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _serve_at(self) -> BaseWSGIServer:
        """Open the port; an `OSError` where it is taken (by itself Werkzeug would end the program)."""
        self._stopping.clear()
        with socket.create_server((HOST, self.port)) as listening:
            self.port = listening.getsockname()[1]
            server = make_server(
                HOST, self.port, self._app, threaded=True, request_handler=_Handler, fd=listening.fileno()
            )
        self._server = server
        return server

    def _build(self) -> Flask:
        app = _App(self._world, self._lock)
        app.register_blueprint(XApi(self._world).blueprint())
        app.url_map.converters |= {"instagram": InstagramId, "instagram_talk": InstagramTalk}
        app.register_blueprint(InstagramApi(self._world).blueprint(ROOT, VERSION))
        app.register_blueprint(GraphApi(self._world).blueprint())
        app.register_blueprint(YouTubeApi(self._world).blueprint())
        app.register_blueprint(OAuthApi(self._world).blueprint())
        app.register_blueprint(ControlPlane(self._control, self._world).blueprint())
        app.before_request(self._before)
        app.after_request(self._after)
        app.register_error_handler(HTTPException, _no_such_call)
        return app

    def _before(self) -> Response | None:
        if request.blueprint in (None, "sandbox"):
            return None
        return striking.before(self._world, self._lock, self._stopping.wait)

    def _after(self, response: Response) -> Response:
        return striking.after(response, self._stopping.wait)


def _no_such_call(error: HTTPException) -> Response:
    """A path or method the sandbox does not know, in the words of the network it was meant for."""
    status = error.code or 500
    if request.path.startswith("/x/"):
        return x_problems.Problem(status, error.name, error.description or error.name).response()
    if request.path.startswith("/fb/"):
        return graph_errors.unknown_path(request.path).response()
    if request.path.startswith("/yt/"):
        return youtube_errors.GoogleError(status, "notFound", error.description or error.name, "global").response()
    return Response(f"{error.name}\n", status, content_type="text/plain; charset=utf-8")
