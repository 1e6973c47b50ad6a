"""Steps of an upload over the wire: answers without a body, and a body that goes out piece by piece."""

import pytest
from pytest_httpserver import HTTPServer
from urllib3.connection import HTTPConnection
from werkzeug import Response

from pmsdesk.channels.http import Refusal, Verdict, Wire, no_budget
from pmsdesk.domain.errors import ChannelError, OutcomeUnknown, ParentGone, TextRefused

LARGEST_PIECE = 64 * 1024


def judge(refusal: Refusal) -> Verdict | None:
    kinds: dict[int, type[ChannelError]] = {403: TextRefused, 404: ParentGone}
    kind = kinds.get(refusal.status)
    return Verdict(kind) if kind else None


@pytest.fixture
def wire(httpserver: HTTPServer) -> Wire:
    return Wire(httpserver.url_for(""), "token", judge, no_budget, {"channel": "YouTube"})


@pytest.mark.parametrize("status", [200, 201, 308])
def test_a_step_may_be_answered_by_headers_alone(wire: Wire, httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/session").respond_with_response(Response("", status, {"Range": "bytes=0-9"}))
    answer = wire.send("PUT", "session", b"0123456789", {"Content-Range": "bytes 0-9/20"})
    assert (answer.data, answer.headers["Range"]) == ({}, "bytes=0-9")


@pytest.mark.parametrize("status", [200, 308])
def test_a_post_is_not(wire: Wire, httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/comments").respond_with_response(Response("", status))
    with pytest.raises(OutcomeUnknown):
        wire.post("comments", form={"message": "Salam"})


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (404, "", ParentGone),
        (404, "Not Found", ParentGone),
        (403, "{}", TextRefused),
        (403, "<html>", OutcomeUnknown),
        (500, "", OutcomeUnknown),
        (302, "", OutcomeUnknown),
        (200, "<html>", OutcomeUnknown),
    ],
)
def test_a_refused_step_is_named(
    wire: Wire, httpserver: HTTPServer, status: int, body: str, kind: type[ChannelError]
) -> None:
    httpserver.expect_request("/session").respond_with_data(body, status)
    with pytest.raises(kind):
        wire.send("PUT", "session", b"0", {})


def test_a_large_body_goes_out_in_pieces_each_with_its_own_time(
    wire: Wire, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    send = HTTPConnection.send

    def measured(connection: HTTPConnection, data: bytes) -> None:
        sizes.append(len(data))
        send(connection, data)

    monkeypatch.setattr(HTTPConnection, "send", measured)
    httpserver.expect_request("/photos").respond_with_json({"id": "1"})
    picture = bytes(3 * 1024 * 1024)
    answer = wire.post("photos", form={"published": "false"}, files={"source": ("a.jpg", picture, "image/jpeg")})
    assert answer.data == {"id": "1"}
    assert sum(sizes) > len(picture)
    assert max(sizes) <= LARGEST_PIECE
