"""Posts on Instagram: files become containers, a container is published once, and it tells whether it was."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pmsdesk.channels import connect
from pmsdesk.channels.instagram import InstagramChannel
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.errors import (
    ChannelError,
    DuplicateText,
    NoNetwork,
    OutcomeUnknown,
    RateLimited,
    TextRefused,
    TokenExpired,
)
from pmsdesk.domain.media import Medium, Upload
from pmsdesk.domain.media_errors import (
    AltTextNotTaken,
    MediumRefused,
    PictureMissing,
    PublishLimit,
    StillProcessing,
    UploadSpent,
)
from pmsdesk.domain.publication import Found, Outgoing
from pmsdesk.sandbox import instagram_publishing
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services.ports import PreparesPosts, TakesMedia

TEXT = "FT5 Batu Pahat telah dibaiki & dibuka semula. Butiran: kkr.gov.my/ft5"
PICTURE = Medium("ft5.jpg", "image/jpeg", b"\xff\xd8\xff\xe0" + b"j" * 2500, "Jalan FT5 selepas dibaiki.", TEXT)
VIDEO = Medium("ft5.mp4", "video/mp4", b"\x00\x00\x00\x18ftypmp42" + b"v" * 2500, caption=TEXT)
LOST = (Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_RESET, Kind.COMMIT_THEN_TIMEOUT, Kind.TRUNCATED, Kind.DROP_BEFORE_COMMIT)
STEPS = {
    PICTURE.name: ["facebook.photo", "instagram.container"],
    VIDEO.name: ["instagram.container", "instagram.upload"],
}
BOTH = [PICTURE, VIDEO]
LINES = [(medium, route) for medium in BOTH for route in STEPS[medium.name]]

each = pytest.mark.parametrize("medium", BOTH, ids=[medium.name for medium in BOTH])


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    world = Sandbox()
    with world.control() as control:
        control.reset(seeded=False)
    with world:
        yield world


@pytest.fixture
def channel(sandbox: Sandbox) -> InstagramChannel:
    return channel_of(sandbox)


def channel_of(sandbox: Sandbox) -> InstagramChannel:
    account = Account("ig-kkr", Channel.INSTAGRAM, "kkrmalaysia", "KKR", "kkr")
    channel = connect(account, "sandbox-kkrmalaysia", base_url=sandbox.facebook_root)
    assert isinstance(channel, InstagramChannel)
    return channel


def uploaded(channel: InstagramChannel, medium: Medium, kept: list[Upload] | None = None) -> str:
    """The id of *medium*'s upload, gone on with from what was kept as often as Instagram asks to wait."""
    steps = [Upload()] if kept is None else kept
    for _ in range(5):
        try:
            return channel.uploads.upload(medium, steps[-1], steps.append).remote_id
        except StillProcessing:
            continue
    raise AssertionError("Instagram never finishes")


def prepared(channel: InstagramChannel, *media: Medium) -> Outgoing:
    alone = len(media) == 1
    ids = [uploaded(channel, medium if alone else replace(medium, caption=None)) for medium in media]
    return channel.prepare(Outgoing("ig-kkr", "", "", TEXT, tuple(ids)))


def ready(channel: InstagramChannel, *media: Medium) -> Outgoing:
    """What is to be published, its container finished: an album's is looked at until it is."""
    outgoing = prepared(channel, *media)
    channel.read_back(outgoing, datetime.now(UTC), "")
    return outgoing


def posts(sandbox: Sandbox) -> list[tuple[str, list[tuple[str, str]]]]:
    """What our posts say, and of what kind each file is and how it is described."""
    with sandbox.control() as control:
        items = [control.world.items[Channel.INSTAGRAM, entry.id] for entry in control.world.ledger.entries]
        return [(item.text, [(medium.kind, medium.alt_text) for medium in item.media]) for item in items]


def order(sandbox: Sandbox, route: str, kind: Kind, **options: Any) -> None:
    with sandbox.control() as control:
        control.fault(route, kind, **options)


def test_it_says_that_it_takes_files_and_prepares_posts(channel: InstagramChannel) -> None:
    assert isinstance(channel, TakesMedia)
    assert isinstance(channel, PreparesPosts)


@each
def test_a_post_carries_its_file_and_is_found_again(
    sandbox: Sandbox, channel: InstagramChannel, medium: Medium
) -> None:
    outgoing = prepared(channel, medium)
    since = datetime.now(UTC)
    assert channel.read_back(outgoing, since, "").found is Found.ABSENT
    published = channel.publish(outgoing)
    assert published.permalink.startswith("https://www.instagram.com/")
    found = channel.read_back(outgoing, since, "")
    assert (found.found, found.remote_id) == (Found.PRESENT, published.remote_id)
    kind = "VIDEO" if medium.is_video else "IMAGE"
    assert posts(sandbox) == [(TEXT, [(kind, medium.alt_text)])]


def test_several_files_become_one_post_with_a_text_for_each_picture(
    sandbox: Sandbox, channel: InstagramChannel
) -> None:
    outgoing = ready(channel, PICTURE, replace(PICTURE, alt_text="Papan tanda."), VIDEO)
    assert len(outgoing.media) == 1
    published = channel.publish(outgoing)
    assert channel.read_back(outgoing, datetime.now(UTC), "").remote_id == published.remote_id
    assert posts(sandbox) == [(TEXT, [("IMAGE", PICTURE.alt_text), ("IMAGE", "Papan tanda."), ("VIDEO", "")])]


def test_an_album_that_nobody_prepared_is_prepared_when_it_is_published(
    sandbox: Sandbox, channel: InstagramChannel
) -> None:
    ids = tuple(uploaded(channel, replace(PICTURE, caption=None)) for _ in range(2))
    outgoing = Outgoing("ig-kkr", "", "", TEXT, ids)
    with pytest.raises(StillProcessing):
        channel.publish(outgoing)
    assert posts(sandbox) == []
    assert channel.read_back(outgoing, datetime.now(UTC), "").found is Found.UNSEEN


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("media", [[PICTURE], [VIDEO], [PICTURE, VIDEO]], ids=["picture", "video", "album"])
def test_a_post_whose_answer_is_lost_stands_once_at_most_and_its_container_tells(
    sandbox: Sandbox, channel: InstagramChannel, kind: Kind, media: list[Medium]
) -> None:
    outgoing = ready(channel, *media)
    order(sandbox, "instagram.publish", kind, seconds=0.1)
    since = datetime.now(UTC)
    with pytest.raises(OutcomeUnknown):
        channel.publish(outgoing)
    stands = bool(posts(sandbox))
    assert stands is (kind is not Kind.DROP_BEFORE_COMMIT)
    again = channel_of(sandbox)
    assert again.read_back(outgoing, since, "").found is (Found.PRESENT if stands else Found.ABSENT)
    if stands:
        with pytest.raises(DuplicateText):
            again.publish(outgoing)
    else:
        again.publish(outgoing)
    assert len(posts(sandbox)) == 1


def test_an_older_post_with_the_same_words_is_not_taken_for_one_that_is_not_ready(
    sandbox: Sandbox, channel: InstagramChannel
) -> None:
    channel.publish(ready(channel, PICTURE))
    album = prepared(channel, PICTURE, PICTURE)
    found = [channel.read_back(album, datetime.now(UTC), "").found for _ in range(2)]
    assert found == [Found.INCOMPLETE, Found.ABSENT]


def test_a_post_that_is_not_listed_yet_is_not_called_absent(sandbox: Sandbox, channel: InstagramChannel) -> None:
    outgoing = ready(channel, PICTURE)
    order(sandbox, "instagram.publish", Kind.DELAYED_VISIBILITY, reads=1)
    published = channel.publish(outgoing)
    since = datetime.now(UTC)
    assert channel.read_back(outgoing, since, "").found is Found.INCOMPLETE
    assert channel.read_back(outgoing, since, "").remote_id == published.remote_id


@pytest.mark.parametrize(
    ("kind", "error"),
    [(Kind.STATUS_401, TokenExpired), (Kind.STATUS_429, RateLimited), (Kind.STATUS_403, ChannelError)],
)
def test_what_instagram_refuses_to_publish_certainly_does_not_stand(
    sandbox: Sandbox, channel: InstagramChannel, kind: Kind, error: type[ChannelError]
) -> None:
    outgoing = ready(channel, PICTURE)
    order(sandbox, "instagram.publish", kind)
    with pytest.raises(error) as raised:
        channel.publish(outgoing)
    assert raised.value.certain
    assert posts(sandbox) == []


@pytest.mark.parametrize(("medium", "route"), LINES, ids=[f"{medium.name} {route}" for medium, route in LINES])
@pytest.mark.parametrize("kind", LOST)
def test_an_upload_goes_on_from_what_was_kept(
    sandbox: Sandbox, channel: InstagramChannel, medium: Medium, route: str, kind: Kind
) -> None:
    order(sandbox, route, kind, seconds=0.1)
    kept = [Upload()]
    with pytest.raises(OutcomeUnknown):
        channel.uploads.upload(medium, kept[-1], kept.append)
    remote_id = uploaded(channel_of(sandbox), medium, kept)
    assert kept[-1].is_ready
    channel.publish(Outgoing("ig-kkr", "", "", TEXT, (remote_id,)))
    assert len(posts(sandbox)) == 1


def test_the_container_is_kept_before_a_video_is_sent_and_bytes_that_arrived_are_not_sent_again(
    sandbox: Sandbox, channel: InstagramChannel
) -> None:
    kept = [Upload()]
    order(sandbox, "instagram.upload", Kind.COMMIT_THEN_RESET)
    with pytest.raises(OutcomeUnknown):
        channel.uploads.upload(VIDEO, kept[-1], kept.append)
    (_, begun) = kept
    assert begun.remote_id
    assert begun.sent == 0
    order(sandbox, "instagram.upload", Kind.STATUS_500, times=None)
    uploaded(channel_of(sandbox), VIDEO, kept)
    assert {step.remote_id for step in kept[1:]} == {begun.remote_id}


def test_a_video_goes_on_with_the_first_byte_that_is_lacking(sandbox: Sandbox, channel: InstagramChannel) -> None:
    kept = [Upload()]
    order(sandbox, "instagram.upload", Kind.DROP_BEFORE_COMMIT)
    with pytest.raises(OutcomeUnknown):
        channel.uploads.upload(VIDEO, kept[-1], kept.append)
    with sandbox.control() as control:
        (container,) = control.world.containers.values()
        container.received = 1000
    channel.publish(Outgoing("ig-kkr", "", "", TEXT, (uploaded(channel, VIDEO, kept),)))
    with sandbox.control() as control:
        assert container.received == len(VIDEO.data)


def test_of_two_who_publish_the_same_container_one_does(
    sandbox: Sandbox, channel: InstagramChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    outgoing, other = ready(channel, PICTURE), channel_of(sandbox)
    monkeypatch.setattr(channel._posting, "_require_room", lambda: other.publish(outgoing))
    with pytest.raises(DuplicateText) as raised:
        channel.publish(outgoing)
    assert not raised.value.certain
    assert channel.read_back(outgoing, datetime.now(UTC), "").found is Found.PRESENT
    assert len(posts(sandbox)) == 1


@pytest.mark.parametrize(
    ("code", "subcode", "kind"),
    [(9007, 2207027, StillProcessing), (9, 2207042, RateLimited), (24, 2207008, UploadSpent)],
)
def test_what_instagram_says_of_a_container_at_the_last_moment_is_understood(
    sandbox: Sandbox, channel: InstagramChannel, code: int, subcode: int, kind: type[ChannelError]
) -> None:
    outgoing = ready(channel, PICTURE)
    order(sandbox, "instagram.publish", Kind.GRAPH_ERROR, code=code, subcode=subcode)
    with pytest.raises(kind) as raised:
        channel.publish(outgoing)
    assert raised.value.certain
    channel.publish(outgoing)
    assert len(posts(sandbox)) == 1


def test_a_container_that_expired_is_made_anew(sandbox: Sandbox, channel: InstagramChannel) -> None:
    kept = [Upload()]
    with pytest.raises(StillProcessing):
        channel.uploads.upload(PICTURE, kept[-1], kept.append)
    old = kept[-1].remote_id
    with sandbox.control() as control:
        control.clock(advance=timedelta(hours=24))
    assert uploaded(channel, PICTURE, kept) != old


def test_a_post_whose_container_expired_asks_for_a_new_upload(sandbox: Sandbox, channel: InstagramChannel) -> None:
    outgoing = ready(channel, PICTURE)
    with sandbox.control() as control:
        control.clock(advance=timedelta(hours=24))
    with pytest.raises(UploadSpent) as raised:
        channel.publish(outgoing)
    assert raised.value.certain
    assert channel.read_back(outgoing, datetime.now(UTC), "").found is Found.ABSENT


@pytest.mark.parametrize("words", ["Teks lain.", ""])
def test_a_container_made_with_other_words_is_not_published(
    sandbox: Sandbox, channel: InstagramChannel, words: str
) -> None:
    with pytest.raises(UploadSpent):
        channel.publish(replace(ready(channel, PICTURE), text=words))
    assert posts(sandbox) == []


def test_a_part_of_an_album_is_not_published_alone(sandbox: Sandbox, channel: InstagramChannel) -> None:
    part = uploaded(channel, replace(PICTURE, caption=None))
    with pytest.raises(UploadSpent):
        channel.publish(Outgoing("ig-kkr", "", "", TEXT, (part,)))
    assert posts(sandbox) == []


def test_a_post_without_a_file_is_refused_before_anything_is_asked(sandbox: Sandbox, channel: InstagramChannel) -> None:
    sandbox.stop()
    with pytest.raises(PictureMissing, match="Instagram"):
        channel.publish(Outgoing("ig-kkr", "", "", TEXT))


def test_the_limit_of_a_day_is_told_in_numbers(
    sandbox: Sandbox, channel: InstagramChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instagram_publishing, "QUOTA", 1)
    channel.publish(ready(channel, PICTURE))
    with pytest.raises(PublishLimit, match="1 siaran dalam 24 jam") as raised:
        channel.publish(ready(channel, PICTURE))
    assert raised.value.certain
    assert len(posts(sandbox)) == 1


def test_a_limit_that_cannot_be_read_stops_nobody(sandbox: Sandbox, channel: InstagramChannel) -> None:
    order(sandbox, "instagram.publishing_limit", Kind.STATUS_403)
    channel.publish(ready(channel, PICTURE))
    assert len(posts(sandbox)) == 1


@pytest.mark.parametrize(
    "bad",
    [replace(PICTURE, data=b"\x89PNG\r\n\x1a\n" + b"p" * 99), replace(VIDEO, data=b"bukan video" * 9)],
    ids=["png", "not a video"],
)
def test_a_file_instagram_does_not_take_is_named(channel: InstagramChannel, bad: Medium) -> None:
    with pytest.raises(MediumRefused, match=re.escape(bad.name)):
        uploaded(channel, bad)


def test_a_text_for_a_video_is_refused_and_not_dropped(channel: InstagramChannel) -> None:
    with pytest.raises(AltTextNotTaken, match=re.escape(VIDEO.name)):
        uploaded(channel, replace(VIDEO, alt_text="Jalan FT5."))


def test_pictures_without_words_are_told_apart_or_not_at_all(sandbox: Sandbox, channel: InstagramChannel) -> None:
    silent = replace(PICTURE, caption="")
    one, two = (Outgoing("ig-kkr", "", "", "", (uploaded(channel, silent),)) for _ in range(2))
    first = channel.publish(one)
    assert channel.read_back(one, datetime.now(UTC), "").remote_id == first.remote_id
    second = channel.publish(two)
    assert channel.read_back(two, datetime.now(UTC), "").found is Found.INCOMPLETE
    assert channel.read_back(two, datetime.now(UTC), "", (first.remote_id,)).remote_id == second.remote_id


US, CONTAINER = "17841400000000001", "17960000000000001"


@pytest.fixture
def odd(httpserver: HTTPServer) -> InstagramChannel:
    """The adapter before a server that each test lets answer oddly."""
    account = Account("ig-kkr", Channel.INSTAGRAM, "kkrmalaysia", "KKR", "kkr", remote_id=US)
    channel = connect(account, "token", base_url=httpserver.url_for("").rstrip("/"))
    assert isinstance(channel, InstagramChannel)
    return channel


@pytest.mark.parametrize(
    "told",
    [
        {"id": CONTAINER},
        {"id": CONTAINER, "status_code": None},
        {"id": CONTAINER, "status_code": "REVIEWING", "status": 7, "future": {}},
        {"id": CONTAINER, "video_status": [], "status_code": "IN_PROGRESS"},
    ],
)
def test_a_container_that_tells_nothing_known_is_waited_for(
    odd: InstagramChannel, httpserver: HTTPServer, told: dict[str, Any]
) -> None:
    httpserver.expect_request(f"/v26.0/{CONTAINER}").respond_with_json(told)
    with pytest.raises(StillProcessing):
        odd.uploads.upload(PICTURE, Upload(CONTAINER, len(PICTURE.data)), lambda _step: None)


@pytest.mark.parametrize("answer", [{}, {"id": ""}, {"id": 7}, {"id": "../me"}, {"future": True}])
def test_a_container_without_an_id_is_no_container(
    odd: InstagramChannel, httpserver: HTTPServer, answer: dict[str, Any]
) -> None:
    httpserver.expect_request(f"/v26.0/{US}/media", method="POST").respond_with_json(answer)
    with pytest.raises(OutcomeUnknown):
        odd.uploads.upload(VIDEO, Upload(), lambda _step: None)
    with pytest.raises(OutcomeUnknown):
        odd.prepare(Outgoing("ig-kkr", "", "", TEXT, ("1", "2")))
    with pytest.raises(NoNetwork):
        odd.publish(Outgoing("ig-kkr", "", "", TEXT, ("1", "2")))


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (Response('{"debug_info": {"type": "NotAuthorizedError", "message": "no"}}', 400), TokenExpired),
        (Response('{"debug_info": {"type": "ParameterValidationError", "message": "no"}}', 400), MediumRefused),
        (Response('{"debug_info": {"retriable": true, "message": "busy"}}', 400), OutcomeUnknown),
        (Response('{"debug_info": {"retriable": true}}', 503), OutcomeUnknown),
        (Response('{"success": false}', 200), OutcomeUnknown),
        (Response("", 200), OutcomeUnknown),
        (Response("<html>", 400), OutcomeUnknown),
    ],
)
def test_the_server_of_uploads_is_understood(
    odd: InstagramChannel, httpserver: HTTPServer, response: Response, kind: type[ChannelError]
) -> None:
    httpserver.expect_request(f"/v26.0/{CONTAINER}").respond_with_json({"id": CONTAINER, "status_code": "IN_PROGRESS"})
    asked: list[Request] = []

    def answer(request: Request) -> Response:
        asked.append(request)
        return response

    httpserver.expect_request(f"/ig-api-upload/v26.0/{CONTAINER}", method="POST").respond_with_handler(answer)
    with pytest.raises(kind):
        odd.uploads.upload(VIDEO, Upload(CONTAINER), lambda _step: None)
    (request,) = asked
    assert (request.headers["Authorization"], request.headers["offset"]) == ("OAuth token", "0")
    assert request.data == VIDEO.data


@pytest.mark.parametrize("limit", [{}, {"data": []}, {"data": [{}]}, {"data": [{"quota_usage": "x", "config": []}]}])
def test_a_limit_without_numbers_stops_nobody(
    odd: InstagramChannel, httpserver: HTTPServer, limit: dict[str, Any]
) -> None:
    outgoing = Outgoing("ig-kkr", "", "", "", (f"{CONTAINER}~e3b0c44298fc1c14",))
    httpserver.expect_request(f"/v26.0/{CONTAINER}").respond_with_json({"status_code": "FINISHED"})
    httpserver.expect_request(f"/v26.0/{US}/content_publishing_limit").respond_with_json(limit)
    httpserver.expect_request(f"/v26.0/{US}/media_publish").respond_with_json({"id": "17910000000000001"})
    httpserver.expect_request("/v26.0/17910000000000001").respond_with_json({})
    assert odd.publish(outgoing).remote_id == "17910000000000001"


def test_a_container_that_failed_is_refused_for_good(odd: InstagramChannel, httpserver: HTTPServer) -> None:
    told = {"status_code": "ERROR", "status": "Error: Media upload has failed with error code 2207009"}
    httpserver.expect_request(f"/v26.0/{CONTAINER}").respond_with_json(told)
    with pytest.raises(TextRefused, match="Instagram") as raised:
        odd.publish(Outgoing("ig-kkr", "", "", "", (f"{CONTAINER}~e3b0c44298fc1c14",)))
    assert "2207009" in raised.value.platform_words
