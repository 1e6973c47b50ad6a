"""Videos on YouTube: brought in pieces that survive broken connections, shown once under their words, found again."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pmsdesk.channels import connect, youtube_uploads
from pmsdesk.channels.youtube import YouTubeChannel
from pmsdesk.channels.youtube_units import UPLOADS_A_DAY, WRITE
from pmsdesk.channels.youtube_uploads import working_title
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import BadAnswer, ChannelError, OutcomeUnknown, RateLimited, TextRefused, TokenExpired
from pmsdesk.domain.media import Medium, Upload
from pmsdesk.domain.media_errors import (
    AltTextNotTaken,
    MediumRefused,
    PublishLimit,
    StaysPrivate,
    StillProcessing,
    UploadSpent,
    VideoMissing,
)
from pmsdesk.domain.publication import Found, Outgoing
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services.ports import TakesMedia

TITLE, DESCRIPTION = "Laporan Kemajuan FT5", "Kerja baik pulih siap & jalan dibuka semula. Butiran: kkr.gov.my/ft5"
TEXT = f"{TITLE}\n{DESCRIPTION}"
PIECE = 256 * 1024
VIDEO = Medium("ft5.mp4", "video/mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(2 * PIECE + 1000))
LOST = (Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_RESET, Kind.COMMIT_THEN_TIMEOUT, Kind.TRUNCATED, Kind.DROP_BEFORE_COMMIT)
STEPS = [("upload", 1), ("upload_part", 1), ("upload_part", 2), ("upload_part", 3)]
WITH_A_BODY = ("upload_part", 3)
LOST_AT = {step: LOST if step == WITH_A_BODY else [one for one in LOST if one is not Kind.TRUNCATED] for step in STEPS}
"""What can befall each step: only the answer to the last piece has a body that can be cut."""
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(youtube_uploads, "PIECE_BYTES", PIECE)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    world = Sandbox()
    with world.control() as control:
        control.reset(seeded=False)
    with world:
        yield world


@pytest.fixture
def channel(sandbox: Sandbox) -> YouTubeChannel:
    return channel_of(sandbox)


def channel_of(sandbox: Sandbox) -> YouTubeChannel:
    account = Account("yt-kkr", Channel.YOUTUBE, "kkrmalaysia", "KKR", "kkr")
    channel = connect(account, "sandbox-kkrmalaysia", base_url=sandbox.youtube_root)
    assert isinstance(channel, YouTubeChannel)
    return channel


def uploaded(channel: YouTubeChannel, medium: Medium = VIDEO) -> str:
    return channel.uploads.upload(medium, Upload(), lambda _step: None).remote_id


def post(video: str, text: str = TEXT, due: datetime | None = None) -> Outgoing:
    return Outgoing("yt-kkr", "", "", text, (video,), due)


def order(sandbox: Sandbox, route: str, kind: Kind, **options: Any) -> None:
    with sandbox.control() as control:
        control.fault(route, kind, **options)


def told(sandbox: Sandbox) -> list[str]:
    """What the public is told, by the sandbox's ledger."""
    with sandbox.control() as control:
        return [entry.text for entry in control.world.ledger.entries]


def videos(sandbox: Sandbox) -> list[str]:
    """The ids of the videos that are there, seen by the public or not."""
    with sandbox.control() as control:
        return [number for network, number in control.world.items if network is Channel.YOUTUBE]


def test_a_video_is_private_until_a_post_shows_it(sandbox: Sandbox, channel: YouTubeChannel) -> None:
    assert isinstance(channel, TakesMedia)
    video = uploaded(channel)
    assert told(sandbox) == []
    assert channel.read_back(post(video), NOW, "").found is Found.ABSENT
    published = channel.publish(post(video))
    assert (published.remote_id, published.permalink) == (video, f"https://www.youtube.com/watch?v={video}")
    found = channel.read_back(post(video), NOW, "")
    assert (found.found, found.remote_id) == (Found.PRESENT, video)
    assert channel.read_back(post(video, "Tajuk lain"), NOW, "").found is Found.ABSENT
    assert told(sandbox) == [TEXT]
    with sandbox.control() as control:
        item = control.world.items[Channel.YOUTUBE, video]
        assert (item.title, item.text, item.privacy) == (TITLE, DESCRIPTION, "public")


@pytest.mark.parametrize("kind", LOST)
def test_a_post_whose_answer_is_lost_is_found_and_to_show_it_again_is_harmless(
    sandbox: Sandbox, channel: YouTubeChannel, kind: Kind
) -> None:
    outgoing = post(uploaded(channel))
    order(sandbox, "youtube.update", kind, seconds=0.1)
    with pytest.raises(OutcomeUnknown):
        channel.publish(outgoing)
    stands = bool(told(sandbox))
    assert stands is (kind is not Kind.DROP_BEFORE_COMMIT)
    again = channel_of(sandbox)
    assert again.read_back(outgoing, NOW, "").found is (Found.PRESENT if stands else Found.ABSENT)
    again.publish(outgoing)
    assert told(sandbox) == [TEXT]


@pytest.mark.parametrize(
    ("kind", "error"),
    [(Kind.STATUS_401, TokenExpired), (Kind.STATUS_403, RateLimited), (Kind.STATUS_429, RateLimited)],
)
@pytest.mark.parametrize("route", ["youtube.update", "youtube.upload"])
def test_what_youtube_refuses_certainly_does_not_stand(
    sandbox: Sandbox, channel: YouTubeChannel, route: str, kind: Kind, error: type[ChannelError]
) -> None:
    order(sandbox, route, kind)
    with pytest.raises(error) as raised:
        channel.publish(post(uploaded(channel)))
    assert raised.value.certain
    assert told(sandbox) == []


@pytest.mark.parametrize(("route", "nth", "kind"), [(*step, kind) for step in STEPS for kind in LOST_AT[step]])
def test_an_upload_goes_on_from_what_was_kept_and_makes_one_video(
    sandbox: Sandbox, channel: YouTubeChannel, route: str, nth: int, kind: Kind
) -> None:
    order(sandbox, f"youtube.{route}", kind, nth=nth, seconds=0.1)
    kept = [Upload()]
    with pytest.raises(OutcomeUnknown):
        channel.uploads.upload(VIDEO, kept[-1], kept.append)
    done = channel_of(sandbox).uploads.upload(VIDEO, kept[-1], kept.append)
    assert kept[-1] == done
    assert videos(sandbox) == [done.remote_id]
    channel.publish(post(done.remote_id))
    assert told(sandbox) == [TEXT]


def test_every_piece_is_kept_and_none_is_sent_twice(sandbox: Sandbox, channel: YouTubeChannel) -> None:
    kept = [Upload()]
    order(sandbox, "youtube.upload_part", Kind.COMMIT_THEN_RESET, nth=2)
    with pytest.raises(OutcomeUnknown):
        channel.uploads.upload(VIDEO, kept[-1], kept.append)
    assert [step.sent for step in kept] == [0, 0, PIECE]
    again = len(kept)
    done = channel.uploads.upload(VIDEO, kept[-1], kept.append)
    assert [step.sent for step in kept[again:]] == [len(VIDEO.data), len(VIDEO.data)]
    assert len({step.remote_id for step in kept[1:-1]}) == 1
    assert done.remote_id == kept[-1].remote_id


def test_a_session_that_ended_is_begun_anew(sandbox: Sandbox, channel: YouTubeChannel) -> None:
    kept = [Upload()]
    order(sandbox, "youtube.upload_part", Kind.DROP_BEFORE_COMMIT)
    with pytest.raises(OutcomeUnknown):
        channel.uploads.upload(VIDEO, kept[-1], kept.append)
    with sandbox.control() as control:
        control.clock(advance=timedelta(days=7))
    done = channel.uploads.upload(VIDEO, kept[-1], kept.append)
    assert videos(sandbox) == [done.remote_id]


def test_a_video_whose_session_ended_is_found_among_our_uploads_and_not_sent_again(
    sandbox: Sandbox, channel: YouTubeChannel
) -> None:
    channel.publish(post(uploaded(channel), "Video yang sama, sudah terbit"))
    kept = [Upload()]
    order(sandbox, "youtube.upload_part", Kind.COMMIT_THEN_RESET, nth=3)
    with pytest.raises(OutcomeUnknown):
        channel.uploads.upload(VIDEO, kept[-1], kept.append)
    with sandbox.control() as control:
        control.clock(advance=timedelta(days=7))
    done = channel.uploads.upload(VIDEO, kept[-1], kept.append)
    assert videos(sandbox)[1:] == [done.remote_id]


def test_a_post_for_later_is_kept_by_youtube_itself(sandbox: Sandbox, channel: YouTubeChannel) -> None:
    outgoing = post(uploaded(channel), due=NOW + timedelta(hours=2))
    published = channel.publish(outgoing)
    assert channel.read_back(outgoing, NOW, "").remote_id == published.remote_id
    with sandbox.control() as control:
        item = control.world.items[Channel.YOUTUBE, published.remote_id]
        assert item.due == outgoing.due.replace(microsecond=0)  # type: ignore[union-attr]


def test_a_post_whose_time_has_come_is_shown_at_once(sandbox: Sandbox, channel: YouTubeChannel) -> None:
    published = channel.publish(post(uploaded(channel), due=NOW - timedelta(minutes=1)))
    with sandbox.control() as control:
        item = control.world.items[Channel.YOUTUBE, published.remote_id]
        assert (item.privacy, item.due) == ("public", None)


def test_a_post_without_a_video_is_refused_with_a_reason_before_anything_is_asked(
    sandbox: Sandbox, channel: YouTubeChannel
) -> None:
    sandbox.stop()
    with pytest.raises(VideoMissing, match="hantaran komuniti") as raised:
        channel.publish(Outgoing("yt-kkr", "", "", TEXT))
    assert raised.value.certain
    with pytest.raises(TextRefused):
        channel.publish(Outgoing("yt-kkr", "", "", TEXT, ("a", "b")))


@pytest.mark.parametrize("text", ["", "a" * 101, "Tajuk <b>"])
def test_a_title_youtube_does_not_take_is_refused(sandbox: Sandbox, channel: YouTubeChannel, text: str) -> None:
    with pytest.raises(TextRefused):
        channel.publish(post(uploaded(channel), text))
    assert told(sandbox) == []


def test_a_video_that_was_deleted_asks_for_a_new_upload(sandbox: Sandbox, channel: YouTubeChannel) -> None:
    outgoing = post(uploaded(channel))
    with sandbox.control() as control:
        control.delete(Channel.YOUTUBE, outgoing.media[0])
    with pytest.raises(UploadSpent):
        channel.publish(outgoing)
    assert channel.read_back(outgoing, NOW, "").found is Found.ABSENT


@pytest.mark.parametrize(
    ("medium", "error"),
    [
        (replace(VIDEO, alt_text="Jalan FT5 selepas dibaiki."), AltTextNotTaken),
        (Medium("ft5.jpg", "image/jpeg", b"\xff\xd8\xff"), MediumRefused),
        (Medium("kosong.mp4", "video/mp4", b""), MediumRefused),
    ],
)
def test_what_youtube_has_no_place_for_is_refused_and_not_dropped(
    sandbox: Sandbox, channel: YouTubeChannel, medium: Medium, error: type[ChannelError]
) -> None:
    sandbox.stop()
    with pytest.raises(error, match=re.escape(medium.name)):
        uploaded(channel, medium)


def test_an_upload_costs_no_units_and_showing_it_fifty(channel: YouTubeChannel) -> None:
    video = uploaded(channel)
    assert channel.budget is None
    channel.publish(post(video))
    budget = channel.budget
    assert budget is not None
    assert budget.remaining == 10_000 - WRITE


def test_the_uploads_of_a_day_end_for_all_accounts_of_a_project(httpserver: HTTPServer) -> None:
    root = httpserver.url_for("").rstrip("/")
    one, two = (
        connect(Account(name, Channel.YOUTUBE, name, name, "kkr"), "t", base_url=root, project="hari") for name in "ab"
    )
    httpserver.expect_request("/upload/youtube/v3/videos").respond_with_data("", 500)
    assert isinstance(one, YouTubeChannel)
    assert isinstance(two, YouTubeChannel)
    for _ in range(UPLOADS_A_DAY):
        with pytest.raises(OutcomeUnknown):
            uploaded(one)
    with pytest.raises(PublishLimit, match="100 siaran dalam 24 jam"):
        uploaded(two)


@pytest.fixture
def odd(httpserver: HTTPServer) -> YouTubeChannel:
    """The adapter before a server that each test lets answer oddly."""
    account = Account("yt-kkr", Channel.YOUTUBE, "kkrmalaysia", "KKR", "kkr", remote_id="UCkkr")
    channel = connect(account, "token", base_url=httpserver.url_for("").rstrip("/"), project="odd")
    assert isinstance(channel, YouTubeChannel)
    return channel


SESSION = Upload("uploadType=resumable&upload_id=abc")


@pytest.mark.parametrize(
    "location", ["", "/", "https://elsewhere.example/?x=1", "https://elsewhere.example/upload_id=1"]
)
def test_a_session_without_an_id_is_none(odd: YouTubeChannel, httpserver: HTTPServer, location: str) -> None:
    httpserver.expect_request("/upload/youtube/v3/videos").respond_with_data("", headers={"Location": location})
    with pytest.raises(OutcomeUnknown):
        uploaded(odd)


def test_a_session_at_another_host_is_gone_on_with_at_ours(odd: YouTubeChannel, httpserver: HTTPServer) -> None:
    asked: list[Request] = []

    def answer(request: Request) -> Response:
        asked.append(request)
        if request.method == "POST":
            return Response("", 200, {"Location": "https://elsewhere.example/take/this?upload_id=abc"})
        return Response('{"id": "dQw4w9WgXcQ", "future": 1}', 201, content_type="application/json")

    httpserver.expect_request("/upload/youtube/v3/videos").respond_with_handler(answer)
    assert uploaded(odd) == "dQw4w9WgXcQ"
    assert asked[1].args["upload_id"] == "abc"
    assert asked[0].headers["X-Upload-Content-Length"] == str(len(VIDEO.data))
    assert asked[0].json == {
        "snippet": {"title": working_title(VIDEO)},
        "status": {"privacyStatus": "private", "selfDeclaredMadeForKids": False},
    }


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (Response("", 308), OutcomeUnknown),
        (Response("", 308, {"Range": "0-5"}), OutcomeUnknown),
        (Response("", 308, {"Range": f"bytes=0-{len(VIDEO.data) - 1}"}), StillProcessing),
        (Response("{}", 200), OutcomeUnknown),
        (Response('{"id": 7}', 200), OutcomeUnknown),
        (Response("<html>", 200), OutcomeUnknown),
        (Response("", 503), OutcomeUnknown),
        (Response('{"error": {"errors": [{"reason": "uploadLimitExceeded"}]}}', 400), RateLimited),
        (Response('{"error": {"errors": [{"reason": "mediaBodyRequired"}]}}', 400), MediumRefused),
        (Response('{"error": {"errors": [{"reason": "authError"}]}}', 401), TokenExpired),
    ],
)
def test_the_server_of_uploads_is_understood(
    odd: YouTubeChannel, httpserver: HTTPServer, response: Response, kind: type[ChannelError]
) -> None:
    httpserver.expect_request("/upload/youtube/v3/videos").respond_with_response(response)
    with pytest.raises(kind):
        odd.uploads.upload(VIDEO, SESSION, lambda _step: None)


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("body", ["", "Not Found", '{"error": {"code": 404}}'])
@pytest.mark.parametrize(
    "mine",
    [
        {},
        {"items": [{"contentDetails": None}]},
        {"items": [{"contentDetails": {"relatedPlaylists": {"uploads": "UUkkr"}}}]},
    ],
)
def test_a_session_that_is_gone_is_looked_for_among_our_uploads_before_a_new_one_begins(
    odd: YouTubeChannel, httpserver: HTTPServer, status: int, body: str, mine: dict[str, Any]
) -> None:
    strange = [{"snippet": None}, {"snippet": {"title": working_title(VIDEO)}}, {}, 7]
    httpserver.expect_request("/youtube/v3/channels").respond_with_json(mine)
    httpserver.expect_request("/youtube/v3/playlistItems").respond_with_json({"items": strange, "future": {}})
    httpserver.expect_request("/upload/youtube/v3/videos", method="PUT").respond_with_data(body, status)
    httpserver.expect_request("/upload/youtube/v3/videos", method="POST").respond_with_data("", 503)
    with pytest.raises(OutcomeUnknown):
        odd.uploads.upload(VIDEO, SESSION, lambda _step: None)
    assert [request.method for request, _ in httpserver.log if "upload" in request.path] == ["PUT", "POST"]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({}, OutcomeUnknown),
        ({"id": "other"}, OutcomeUnknown),
        ({"id": "v", "status": {"privacyStatus": "private"}}, StaysPrivate),
    ],
)
def test_what_became_of_a_post_is_read_from_the_answer(
    odd: YouTubeChannel, httpserver: HTTPServer, answer: dict[str, Any], kind: type[ChannelError]
) -> None:
    httpserver.expect_request("/youtube/v3/videos", method="PUT").respond_with_json(answer)
    with pytest.raises(kind):
        odd.publish(post("v"))


@pytest.mark.parametrize("status", [None, [], {}, {"privacyStatus": "unlisted"}, {"privacyStatus": "public", "new": 1}])
def test_a_post_with_fields_unknown_or_missing_is_read_back(
    odd: YouTubeChannel, httpserver: HTTPServer, status: Any
) -> None:
    item = {"id": "v", "snippet": {"title": TITLE, "description": DESCRIPTION, "new": {}}, "status": status}
    httpserver.expect_request("/youtube/v3/videos").respond_with_json({"items": [7, {}, item]})
    shown = isinstance(status, dict) and "privacyStatus" in status
    assert odd.read_back(post("v"), NOW, "").found is (Found.PRESENT if shown else Found.ABSENT)


def test_a_post_that_cannot_be_read_back_stays_in_doubt(odd: YouTubeChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/youtube/v3/videos").respond_with_data("<html>")
    with pytest.raises(BadAnswer):
        odd.read_back(post("v"), NOW, "")
