"""What a failed call says of the text that was sent: certainly not published, or not known."""

import gzip
import logging
import socket
import time
from collections.abc import Callable

import pytest

from pmsdesk.channels import http
from pmsdesk.channels.budget import x_budget
from pmsdesk.channels.http import Refusal, Verdict, Wire, path_of
from pmsdesk.channels.witness import departed
from pmsdesk.domain.errors import (
    BadAnswer,
    ChannelError,
    NoNetwork,
    OutcomeUnknown,
    RateLimited,
    TextRefused,
    TokenExpired,
)

from .conftest import Behave, read_request, reset

TOKEN = "EAAB-token-rahsia-halaman-kkr"
Start = Callable[[Behave], str]


def judge(refusal: Refusal) -> Verdict | None:
    """A network whose statuses speak for themselves."""
    kinds: dict[int, type[ChannelError]] = {401: TokenExpired, 403: TextRefused, 429: RateLimited}
    kind = kinds.get(refusal.status)
    return Verdict(kind, str(refusal.data.get("detail", ""))) if kind else None


def wire(root: str, read_seconds: float = 5.0) -> Wire:
    return Wire(root, TOKEN, judge, x_budget, {"channel": "X", "account": "KKR"}, timeouts=(2.0, read_seconds))


def answer(body: bytes, status: str = "200 OK", length: int | None = None, more: str = "") -> Behave:
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\nContent-Length: {size}\r\nConnection: close\r\n{more}\r\n"

    def behave(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(head.encode() + body)

    return behave


def silent(connection: socket.socket) -> None:
    read_request(connection)
    time.sleep(0.6)


def reset_after_the_request(connection: socket.socket) -> None:
    read_request(connection)
    reset(connection)


def close_after_the_request(connection: socket.socket) -> None:
    read_request(connection)


def reset_in_the_body(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(b'HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{"data": {"id"')
    time.sleep(0.1)
    reset(connection)


def says(raw: bytes) -> Behave:
    """Answers with exactly these bytes, then closes."""

    def behave(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(raw)

    return behave


WIRE_FAULTS: list[Behave] = [
    silent,
    reset_after_the_request,
    close_after_the_request,
    reset_in_the_body,
    answer(b'{"data": {"id": "1"}', length=400),
    answer(b"", length=10),
    says(b"bukan HTTP\r\n\r\n"),
    says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"),
    says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{}"),
    says(b"HTTP/1.1 200 OK\r\n" + b"X-A: 1\r\n" * 500 + b"\r\n{}"),
    says(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 100_000 + b"\r\n\r\n{}"),
]
UNREADABLE: list[Behave] = [
    answer(b'{"data": {"id": "18604'),
    answer(b"<!DOCTYPE html><html><body>Sila log masuk ke Wi-Fi</body></html>"),
    answer(b""),
    answer(b"[1, 2, 3]"),
    answer(b"null"),
    answer(b"[" * 200_000),
    answer(b'{"a": ' + b"9" * 10_000 + b"}"),
    answer(b"\xff\xfe\xfa{"),
    answer(b"<html>Forbidden</html>", "403 Forbidden"),
    answer(b"<html>Bad gateway</html>", "502 Bad Gateway"),
    answer(b'{"title": "Internal Server Error"}', "500 Internal Server Error"),
    answer(b'{"title": "Unavailable"}', "503 Service Unavailable"),
    answer(b'{"title": "Timeout"}', "408 Request Timeout"),
    answer(b"{}", "302 Found", more="Location: http://127.0.0.1:9/\r\n"),
    answer(b"not gzip", more="Content-Encoding: gzip\r\n"),
]


@pytest.mark.parametrize("behave", WIRE_FAULTS)
def test_a_line_that_breaks_leaves_a_post_in_doubt_and_a_read_without_network(
    behave: Behave, misbehaving: Start
) -> None:
    line = wire(misbehaving(behave), read_seconds=0.3)
    with pytest.raises(OutcomeUnknown) as doubt:
        line.post("tweets", body={"text": "Aduan tuan telah diterima."})
    assert not doubt.value.certain
    with pytest.raises(NoNetwork):
        line.get("users/1/mentions")


@pytest.mark.parametrize("behave", UNREADABLE)
def test_an_answer_that_says_nothing_leaves_a_post_in_doubt_and_a_read_to_be_repeated(
    behave: Behave, misbehaving: Start
) -> None:
    line = wire(misbehaving(behave))
    with pytest.raises(OutcomeUnknown):
        line.post("tweets", body={"text": "Aduan tuan telah diterima."})
    with pytest.raises((BadAnswer, TextRefused, NoNetwork)):
        line.get("users/1/mentions")


def test_a_connection_reset_at_once_is_certain_only_if_it_was_reset_before_the_first_byte(misbehaving: Start) -> None:
    line = wire(misbehaving(reset))
    with pytest.raises((NoNetwork, OutcomeUnknown)) as error:
        line.post("tweets", body={"text": "Terima kasih."})
    assert error.value.certain is not departed()


def _refused_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_refused_connection_is_certain() -> None:
    with pytest.raises(NoNetwork) as error:
        wire(_refused_port()).post("tweets", body={"text": "Terima kasih."})
    assert error.value.certain


def test_a_name_that_does_not_resolve_is_certain() -> None:
    with pytest.raises(NoNetwork):
        wire("https://api.tiada.invalid").post("tweets", body={"text": "Terima kasih."})


def test_a_failed_tls_handshake_is_certain(misbehaving: Start) -> None:
    root = misbehaving(answer(b"{}")).replace("http://", "https://")
    with pytest.raises(NoNetwork):
        wire(root).post("tweets", body={"text": "Terima kasih."})


def test_a_connection_that_is_never_taken_is_certain() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        line = Wire(
            f"http://127.0.0.1:{port}", TOKEN, judge, x_budget, {"channel": "X", "account": "KKR"}, timeouts=(0.3, 0.3)
        )
        with pytest.raises(NoNetwork):
            line.post("tweets", body={"text": "Terima kasih."})
        for one in waiting:
            one.close()


def test_a_proxy_that_refuses_the_tunnel_is_certain(misbehaving: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = misbehaving(answer(b"", "407 Proxy Authentication Required"))
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("https_proxy", proxy)
    with pytest.raises(NoNetwork):
        wire("https://api.x.com/2").post("tweets", body={"text": "Terima kasih."})


def test_after_a_good_call_the_next_failure_is_still_judged_by_its_own_bytes(misbehaving: Start) -> None:
    """A kept connection on which the second request dies: its bytes left, so nothing is certain."""
    seen = []

    def once_good(connection: socket.socket) -> None:
        seen.append(read_request(connection))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        seen.append(read_request(connection))
        reset(connection)

    line = wire(misbehaving(once_good))
    line.get("users/me")
    with pytest.raises(OutcomeUnknown):
        line.post("tweets", body={"text": "Terima kasih."})
    assert len(seen) == 2


def test_a_post_is_sent_once_whatever_happens(misbehaving: Start) -> None:
    requests: list[bytes] = []

    def count_then_reset(connection: socket.socket) -> None:
        requests.append(read_request(connection))
        reset(connection)

    with pytest.raises(OutcomeUnknown):
        wire(misbehaving(count_then_reset)).post("tweets", body={"text": "Terima kasih."})
    time.sleep(0.2)
    assert len(requests) == 1


def test_a_redirect_is_never_followed(misbehaving: Start) -> None:
    visited: list[bool] = []

    def elsewhere(connection: socket.socket) -> None:
        visited.append(True)
        answer(b'{"data": {"id": "1"}}')(connection)

    trap = misbehaving(elsewhere)
    line = wire(misbehaving(answer(b"{}", "307 Temporary Redirect", more=f"Location: {trap}/\r\n")))
    with pytest.raises(OutcomeUnknown):
        line.post("tweets", body={"text": "Terima kasih."})
    with pytest.raises(BadAnswer):
        line.get("users/me")
    assert not visited


@pytest.mark.parametrize(
    ("status", "kind"),
    [("401 Unauthorized", TokenExpired), ("403 Forbidden", TextRefused), ("429 Too Many Requests", RateLimited)],
)
def test_a_refusal_in_the_networks_own_format_is_certain(
    status: str, kind: type[ChannelError], misbehaving: Start
) -> None:
    line = wire(misbehaving(answer(b'{"detail": "Tidak dibenarkan"}', status)))
    with pytest.raises(kind) as error:
        line.post("tweets", body={"text": "Terima kasih."})
    assert error.value.certain
    assert error.value.platform_words == "Tidak dibenarkan"


@pytest.mark.parametrize("status", ["401 Unauthorized", "429 Too Many Requests"])
def test_some_statuses_are_plain_without_a_readable_body(status: str, misbehaving: Start) -> None:
    with pytest.raises((TokenExpired, RateLimited)):
        wire(misbehaving(answer(b"<html>", status))).post("tweets", body={"text": "Terima kasih."})


def test_an_endless_answer_is_cut_off(misbehaving: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LARGEST_ANSWER_BYTES", 1_000_000)
    body = b'{"data": "' + b"a" * 2_000_000 + b'"}'
    line = wire(misbehaving(answer(body)))
    with pytest.raises(BadAnswer) as error:
        line.get("users/me")
    assert error.value.platform_words == "more than 1000000 bytes"
    with pytest.raises(OutcomeUnknown):
        line.post("tweets", body={"text": "Terima kasih."})


def test_a_small_answer_that_unpacks_to_a_huge_one_is_cut_off(
    misbehaving: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "LARGEST_ANSWER_BYTES", 1_000_000)
    packed = gzip.compress(b'{"data": "' + b"a" * 50_000_000 + b'"}')
    assert len(packed) < 100_000
    with pytest.raises(BadAnswer) as error:
        wire(misbehaving(answer(packed, more="Content-Encoding: gzip\r\n"))).get("users/me")
    assert error.value.platform_words == "more than 1000000 bytes"


def test_an_answer_that_drips_is_cut_off(misbehaving: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LONGEST_ANSWER_SECONDS", 0.3)

    def drip(connection: socket.socket) -> None:
        """A good answer, for who has the patience."""
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 62\r\n\r\n")
        for _ in range(50):
            connection.sendall(b" ")
            time.sleep(0.05)
        connection.sendall(b'{"data": []}')

    with pytest.raises(BadAnswer):
        wire(misbehaving(drip)).get("users/me")


def test_an_answer_in_chunks_is_read_whole(misbehaving: Start) -> None:
    chunked = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"data": \r\n3\r\n[]}\r\n0\r\n\r\n'
    assert wire(misbehaving(says(chunked))).get("users/me").data == {"data": []}


def test_a_good_answer_comes_with_the_networks_clock_and_budget(misbehaving: Start) -> None:
    headers = (
        "Date: Mon, 23 Nov 2026 02:00:00 GMT\r\nx-rate-limit-limit: 300\r\nx-rate-limit-remaining: 150\r\n"
        "x-rate-limit-reset: 1795399500\r\n"
    )
    good = wire(misbehaving(answer(gzip.compress(b'{"data": []}'), more=f"Content-Encoding: gzip\r\n{headers}"))).get(
        "a"
    )
    assert good.data == {"data": []}
    assert good.server_time is not None
    assert good.server_time.isoformat() == "2026-11-23T02:00:00+00:00"
    assert good.budget is not None
    assert (good.budget.used, good.budget.remaining) == (0.5, 150)


def test_the_token_travels_in_the_header_only_and_is_shown_nowhere(
    misbehaving: Start, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    requests: list[bytes] = []

    def echo_the_token(connection: socket.socket) -> None:
        requests.append(read_request(connection))
        connection.sendall(
            b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n"
            + b'{"detail": "token ' + TOKEN.encode() + b' access_token=EAABlain tidak sah"}'
        )  # fmt: skip

    line = wire(misbehaving(echo_the_token))
    with pytest.raises(TextRefused) as error:
        line.post("me/comments", form={"message": "Terima kasih."})
    first_line, _, rest = requests[0].partition(b"\r\n")
    assert TOKEN.encode() not in first_line
    assert f"Authorization: Bearer {TOKEN}".encode() in rest
    shown = f"{error.value!r} {error.value} {error.value.platform_words} {line!r} {vars(line)['_session'].auth!r}"
    assert "tidak sah" in shown
    assert TOKEN not in shown + caplog.text
    assert "EAABlain" not in shown


def test_an_error_does_not_carry_the_request_and_its_token_along() -> None:
    with pytest.raises(NoNetwork) as error:
        wire(_refused_port()).get("users/me")
    assert error.value.__cause__ is None
    assert error.value.__context__ is None


def test_a_netrc_of_the_user_does_not_replace_the_token(
    misbehaving: Start, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    netrc = tmp_path_factory.mktemp("rumah") / "netrc"
    netrc.write_text("default login orang password lain\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    requests: list[bytes] = []

    def keep(connection: socket.socket) -> None:
        requests.append(read_request(connection))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    wire(misbehaving(keep)).get("users/me")
    assert f"Bearer {TOKEN}".encode() in requests[0]


def test_no_cookie_is_kept(misbehaving: Start) -> None:
    requests: list[bytes] = []

    def give_a_cookie(connection: socket.socket) -> None:
        requests.append(read_request(connection))
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nSet-Cookie: jejak=1\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
        )

    line = wire(misbehaving(give_a_cookie))
    line.get("a")
    line.get("b")
    assert b"jejak" not in requests[1]


@pytest.mark.parametrize(
    "root", ["http://api.x.com/2", "ftp://127.0.0.1", "api.x.com", "http://127.0.0.1.evil.example"]
)
def test_a_token_never_travels_in_the_clear(root: str) -> None:
    with pytest.raises(ValueError, match="https"):
        wire(root)


@pytest.mark.parametrize("token", ["", "   ", "dua perkataan", "baris\nbaharu", "tokén"])
def test_what_cannot_be_a_token_is_told_at_once(token: str) -> None:
    with pytest.raises(TokenExpired):
        Wire("https://api.x.com/2", token, judge, x_budget, {"channel": "X", "account": "KKR"})


def test_an_id_cannot_lead_elsewhere() -> None:
    assert path_of("users", "../me?x=1#", "mentions") == "users/..%2Fme%3Fx%3D1%23/mentions"
