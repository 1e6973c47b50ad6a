"""Carries out a fault on the request in hand, down to resetting its TCP connection."""

import socket
import struct
from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Response, g, request

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox import graph_errors, graph_meter, oauth_errors, x_meter, x_problems, youtube_errors
from pmsdesk.sandbox.calling import GRAPH, bearer_token
from pmsdesk.sandbox.faults import Fault, Kind
from pmsdesk.sandbox.world import World

HTML = (
    "<!DOCTYPE html><html><head><title>503 Service Unavailable</title></head>"
    "<body><h1>Perkhidmatan tidak tersedia</h1><p>Sila cuba sebentar lagi.</p></body></html>"
)
X_STATUSES = {
    Kind.STATUS_401: x_problems.unauthorized,
    Kind.STATUS_403: x_problems.not_permitted,
    Kind.STATUS_429: x_problems.too_many,
    Kind.STATUS_500: x_problems.broken,
}
GRAPH_STATUSES = {
    Kind.STATUS_401: (190, 463),
    Kind.STATUS_403: (10, 0),
    Kind.STATUS_429: (80001, 0),
    Kind.STATUS_500: (2, 0),
}
GOOGLE_STATUSES = {
    Kind.STATUS_401: youtube_errors.unauthorized,
    Kind.STATUS_403: youtube_errors.quota_exceeded,
    Kind.STATUS_429: youtube_errors.too_many,
    Kind.STATUS_500: youtube_errors.broken,
}
OAUTH_STATUSES = {
    Kind.STATUS_401: oauth_errors.unauthorized,
    Kind.STATUS_429: oauth_errors.too_many,
    Kind.STATUS_500: oauth_errors.broken,
}
Refused = x_problems.Problem | graph_errors.GraphError | youtube_errors.GoogleError | oauth_errors.OAuthError
BROKEN: dict[str, Callable[[], Refused]] = {
    "x": x_problems.broken,
    "facebook": lambda: graph_errors.known(2),
    "instagram": lambda: graph_errors.known(2),
    "youtube": youtube_errors.broken,
    "oauth": oauth_errors.broken,
}
Wait = Callable[[float], object]


class ConnectionReset(ConnectionResetError):
    """The sandbox reset the client's connection; the server has nothing more to write."""


def before(world: World, lock: AbstractContextManager[object], wait: Wait) -> Response | None:
    """Take the fault for this request and do what it does before the call reaches its handler.

    The *lock* is held only while the fault is looked up, so that a slow call does not stop the others.
    """
    route = request.endpoint or ""
    with lock:
        g.fault = fault = world.faults.take(route, world.grants.name_of(bearer_token()))
    if fault is None:
        return None
    if fault.kind is Kind.SLOW:
        wait(fault.seconds)
    elif fault.kind is Kind.DROP_BEFORE_COMMIT:
        reset_connection()
    elif fault.kind is Kind.HTML:
        return Response(HTML, 200, content_type="text/html; charset=utf-8")
    return _status(world, fault, route)


def after(response: Response, wait: Wait) -> Response:
    """Spoil the answer of a call that was carried out."""
    fault: Fault | None = g.get("fault")
    if fault is None:
        return response
    if fault.kind is Kind.COMMIT_THEN_RESET:
        reset_connection()
    if fault.kind is Kind.COMMIT_THEN_TIMEOUT:
        wait(fault.seconds)
        reset_connection()
    if fault.kind is Kind.COMMIT_THEN_500:
        return BROKEN[str(request.blueprint)]().response()
    if fault.kind in (Kind.TRUNCATED, Kind.CUT_BODY):
        whole = response.get_data()
        response.set_data(whole[: len(whole) // 2])
        if fault.kind is Kind.CUT_BODY:
            response.headers["Content-Length"] = str(len(whole))
            response.automatically_set_content_length = False
    return response


def reset_connection() -> None:
    """Send a TCP reset and leave the handler; raises `ConnectionReset` always."""
    connection: socket.socket = request.environ["werkzeug.socket"]
    raw = socket.socket(fileno=connection.detach())
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raw.close()
    raise ConnectionReset


def _status(world: World, fault: Fault, route: str) -> Response | None:
    """The refusal a ``status_…`` or ``graph_error`` fault asks for, in the words of the network that is called."""
    if request.blueprint == "x":
        return _x_status(world, fault, route)
    if request.blueprint in GRAPH:
        return _graph_status(world, fault)
    if request.blueprint == "oauth":
        refused = OAUTH_STATUSES.get(fault.kind)
        return refused().response() if refused else None
    status = GOOGLE_STATUSES.get(fault.kind)
    return status().response() if status else None


def _graph_status(world: World, fault: Fault) -> Response | None:
    account = world.account_of(Channel.FACEBOOK, bearer_token())
    is_instagram = request.blueprint == "instagram"
    if fault.kind is Kind.GRAPH_ERROR:
        error = graph_errors.known(fault.code, fault.subcode)
    elif fault.kind is Kind.STATUS_429 and is_instagram:
        error = graph_errors.known(80002)
    elif fault.kind in GRAPH_STATUSES:
        error = graph_errors.known(*GRAPH_STATUSES[fault.kind])
    else:
        return None
    response = error.response()
    if fault.kind is Kind.STATUS_429 or error.code in (4, 17, 32, 613, 80001, 80002):
        kind = "instagram" if is_instagram else "pages"
        response.headers.update(graph_meter.headers(account.id if account else "0", 100, 12, kind))
    return response


def _x_status(world: World, fault: Fault, route: str) -> Response | None:
    if fault.kind is Kind.STATUS_402:
        return x_problems.no_credits("sandbox").response()
    if fault.kind not in X_STATUSES:
        return None
    response = X_STATUSES[fault.kind]().response()
    if fault.kind is Kind.STATUS_429:
        began = world.now()
        used_up = x_meter.Window(began, used=x_meter.LIMITS[route])
        response.headers.update(x_meter.headers(route, used_up))
    return response
