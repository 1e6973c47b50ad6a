"""YouTube as it answers: threads, replies, what is held, missing or malformed, refusals, and what became of a reply."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import parse_qs

import pytest
from pytest_httpserver import HTTPServer
from pytest_httpserver.httpserver import QueryMatcher
from werkzeug import Request, Response

from pmsdesk.channels import connect
from pmsdesk.channels.youtube import YouTubeChannel
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import (
    BadAnswer,
    ChannelError,
    OutcomeUnknown,
    ParentGone,
    RateLimited,
    TextRefused,
)
from pmsdesk.domain.publication import Found, Outgoing
from tests.channels.refusals import google_error as error

ME = "UCkkr0000000000000000001"
VIDEO = "vidFT5jalan"
TOP = "UgxAduanJalan7"
ROOT = "/youtube/v3"
THREADS, COMMENTS, VIDEOS = f"{ROOT}/commentThreads", f"{ROOT}/comments", f"{ROOT}/videos"
NOW = datetime.now(UTC).replace(microsecond=0)
REPLY = Outgoing("yt-kkr", TOP, TOP, "Terima kasih puan. Lapor di kkr.gov.my/aduan.")
PROJECTS = count()

Json = dict[str, Any]


def at(minutes_ago: float) -> str:
    return (NOW - timedelta(minutes=minutes_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")


def comment(
    comment_id: str, text: str = "Bila nak siap?", minutes_ago: float = 5, by: str = "UCawam", **more: Any
) -> Json:
    snippet = {
        "authorChannelId": {"value": by},
        "authorDisplayName": "@aminah.kassim",
        "textDisplay": text,
        "publishedAt": at(minutes_ago),
        "updatedAt": at(minutes_ago),
        "videoId": VIDEO,
    }
    return {"kind": "youtube#comment", "etag": "e", "id": comment_id, "snippet": snippet | more}


def ours(comment_id: str, text: str = REPLY.text, minutes_ago: float = 0, **more: Any) -> Json:
    return comment(comment_id, text, minutes_ago, ME, parentId=TOP, **more)


def thread(top: Json | None = None, *replies: Json, total: int | None = None, **more: Any) -> Json:
    top = top or comment(TOP)
    snippet: Json = {"videoId": VIDEO, "topLevelComment": top, "canReply": True, "isPublic": True}
    snippet["totalReplyCount"] = len(replies) if total is None else total
    item: Json = {"kind": "youtube#commentThread", "id": top.get("id"), "snippet": snippet | more}
    return item | ({"replies": {"comments": list(replies)}} if replies else {})


def listing(*items: Any, after: str = "") -> Json:
    return {"items": list(items), "pageInfo": {}} | ({"nextPageToken": after} if after else {})


@pytest.fixture
def channel(httpserver: HTTPServer, kkr_youtube: Account) -> YouTubeChannel:
    root = httpserver.url_for("").rstrip("/")
    adapter = connect(kkr_youtube, "token", base_url=root, project=f"ujian-{next(PROJECTS)}")
    assert isinstance(adapter, YouTubeChannel)
    return adapter


def shows(server: HTTPServer, *threads: Any, held: tuple[Any, ...] = (), spam: tuple[Any, ...] = ()) -> None:
    """Let *server* list these threads, and the video they stand under."""
    for status, items in (("heldForReview", held), ("likelySpam", spam)):
        server.expect_request(THREADS, query_string=Asks(moderationStatus=status)).respond_with_json(listing(*items))
    server.expect_request(THREADS, query_string=Asks(moderationStatus=None)).respond_with_json(listing(*threads))
    snippet = {"title": "Kerja baik pulih FT5", "channelId": ME, "channelTitle": "KKR", "publishedAt": at(90)}
    server.expect_request(VIDEOS).respond_with_json(listing({"id": VIDEO, "snippet": snippet}))


class Asks(QueryMatcher):
    """Matches a query by some of its parameters; None for one that must be missing."""

    def __init__(self, **wanted: str | None) -> None:
        self._wanted = {name: None if value is None else [value] for name, value in wanted.items()}

    def get_comparing_values(self, request_query_string: bytes) -> tuple[Any, Any]:
        asked = parse_qs(request_query_string.decode())
        return {name: asked.get(name) for name in self._wanted}, self._wanted


def asked_of(server: HTTPServer, path: str) -> list[Request]:
    return [request for request, _ in server.log if request.path == path]


# ---- reading --------------------------------------------------------------------------------------------------------


def test_a_comment_becomes_a_message_with_its_video_as_parent(channel: YouTubeChannel, httpserver: HTTPServer) -> None:
    first = comment(TOP, "Jalan FT5 berlubang 😡 & licin", imageUrl="https://yt3.example/lubang.png")
    answer = comment(f"{TOP}.1", "Betul tu", 3, "UCjiran", parentId=TOP)
    shows(httpserver, thread(first, answer))
    batch = channel.fetch("")
    one, two = batch.messages
    assert (one.text, one.thread, one.parent) == ("Jalan FT5 berlubang 😡 & licin", TOP, VIDEO)
    assert (one.author.remote_id, one.author.handle) == ("UCawam", "aminah.kassim")
    assert one.permalink == f"https://www.youtube.com/watch?v={VIDEO}&lc={TOP}"
    assert one.picture_urls == ("https://yt3.example/lubang.png",)
    assert (two.thread, two.parent, two.own, two.capability.can_reply) == (TOP, TOP, False, True)
    assert {(p.remote_id, p.own, p.text) for p in batch.parents} >= {(VIDEO, True, "Kerja baik pulih FT5")}
    assert batch.server_time is not None
    assert not batch.more
    first_asked = asked_of(httpserver, THREADS)[0].args
    assert (first_asked["allThreadsRelatedToChannelId"], first_asked["order"]) == (ME, "time")
    assert first_asked["textFormat"] == "plainText"


def test_our_own_replies_are_marked_and_a_closed_thread_cannot_be_replied_to(
    channel: YouTubeChannel, httpserver: HTTPServer
) -> None:
    shows(httpserver, thread(None, ours(f"{TOP}.2"), canReply=False))
    assert {(m.own, m.capability.can_reply) for m in channel.fetch("").messages} == {(False, False), (True, False)}


def test_held_and_spam_comments_are_read_now_and_then(channel: YouTubeChannel, httpserver: HTTPServer) -> None:
    shows(httpserver, held=(thread(comment("UgHeld")),), spam=(thread(comment("UgSpam")),))
    batch = channel.fetch("")
    assert {m.remote_id for m in batch.messages} == {"UgHeld", "UgSpam"}
    before = len(asked_of(httpserver, THREADS))
    channel.fetch(batch.cursor)
    assert len(asked_of(httpserver, THREADS)) == before + 1


def test_who_may_not_see_what_is_held_reads_the_rest(channel: YouTubeChannel, httpserver: HTTPServer) -> None:
    for status in ("heldForReview", "likelySpam"):
        query = Asks(moderationStatus=status)
        httpserver.expect_request(THREADS, query_string=query).respond_with_response(error("forbidden", 403))
    httpserver.expect_request(THREADS, query_string=Asks(moderationStatus=None)).respond_with_json(listing(thread()))
    httpserver.expect_request(VIDEOS).respond_with_response(error("forbidden", 403))
    assert len(channel.fetch("").messages) == 1


def test_replies_that_are_counted_and_not_sent_along_are_asked_for(
    channel: YouTubeChannel, httpserver: HTTPServer
) -> None:
    sent_along = comment(f"{TOP}.5", parentId=TOP)
    rest = [comment(f"{TOP}.{n}", parentId=TOP) for n in range(6)]
    shows(httpserver, thread(None, sent_along, total=6))
    httpserver.expect_request(COMMENTS, query_string=Asks(pageToken=None)).respond_with_json(
        listing(*rest[:4], after="h2")
    )
    httpserver.expect_request(COMMENTS, query_string=Asks(pageToken="h2")).respond_with_json(listing(*rest[4:]))
    batch = channel.fetch("")
    assert {m.remote_id for m in batch.messages} == {TOP, *(reply["id"] for reply in rest)}
    assert asked_of(httpserver, COMMENTS)[0].args["parentId"] == TOP
    channel.fetch(batch.cursor)
    assert len(asked_of(httpserver, COMMENTS)) == 2


def test_replies_that_are_counted_and_not_shown_are_told_and_prove_nothing(
    channel: YouTubeChannel, httpserver: HTTPServer
) -> None:
    shows(httpserver, thread(None, total=3), thread(comment("Ugz2"), comment("Ugz2.1", parentId="Ugz2")))
    httpserver.expect_request(COMMENTS).respond_with_json(listing(comment(f"{TOP}.1", parentId=TOP)))
    batch = channel.fetch("")
    assert batch.unlisted == {TOP: 2, "Ugz2": 0}
    tops, threads = batch.whole
    assert (tops.roots, tops.tops) == (frozenset(), True)
    assert threads.roots == {"Ugz2"}


def test_a_round_in_which_something_cannot_be_read_shows_nothing_whole(
    channel: YouTubeChannel, httpserver: HTTPServer
) -> None:
    shows(httpserver, thread(), {"id": "rosak"})
    assert channel.fetch("").whole == ()


def test_an_empty_page_with_a_next_is_not_the_end(channel: YouTubeChannel, httpserver: HTTPServer) -> None:
    query = Asks(moderationStatus=None, pageToken=None)
    httpserver.expect_request(THREADS, query_string=query).respond_with_json(listing(after="h2"))
    httpserver.expect_request(THREADS, query_string=Asks(pageToken="h2")).respond_with_json(listing(thread()))
    shows(httpserver)
    assert [m.remote_id for m in channel.fetch("").messages] == [TOP]


def test_the_video_is_asked_for_once(channel: YouTubeChannel, httpserver: HTTPServer) -> None:
    shows(httpserver, thread())
    channel.fetch(channel.fetch("").cursor)
    assert len(asked_of(httpserver, VIDEOS)) == 1


@pytest.mark.parametrize(
    "broken",
    [
        "bukan objek",
        None,
        {},
        {"id": "UgX", "snippet": None},
        thread({"id": "UgX", "snippet": {}}),
        thread(comment("../me")),
        thread(comment("UgX", publishedAt="semalam")),
    ],
)
def test_a_malformed_thread_is_left_out_and_the_rest_is_read(
    broken: Any, channel: YouTubeChannel, httpserver: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    shows(httpserver, thread(), broken, thread(comment("UgLain", minutes_ago=9)))
    assert [m.remote_id for m in channel.fetch("").messages] == ["UgLain", TOP]
    assert "1 malformed items" in caplog.text


def test_missing_and_unknown_fields_do_not_matter(channel: YouTubeChannel, httpserver: HTTPServer) -> None:
    nameless = comment(TOP, authorChannelId=None, authorDisplayName=None, textDisplay=None, rahsia={"a": [1]})
    item = thread(nameless, totalReplyCount="banyak", replies=5)
    shows(httpserver, item | {"replies": None, "masa_depan": True})
    message = channel.fetch("").messages[0]
    assert (message.author.remote_id, message.author.name, message.text, message.own) == ("", "", "", False)


def test_a_comment_on_no_video_has_no_address(channel: YouTubeChannel, httpserver: HTTPServer) -> None:
    shows(httpserver, thread(comment(TOP, videoId=None), videoId=None))
    message = channel.fetch("").messages[0]
    assert (message.parent, message.permalink) == ("", "")
    assert not asked_of(httpserver, VIDEOS)


# ---- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "response",
    [
        error("quotaExceeded", 403, 'You have exceeded your <a href="/quota">quota</a>.'),
        error("RATE_LIMIT_EXCEEDED", 429, newer=True, limit="defaultPerDayPerProject"),
    ],
)
def test_units_used_up_wait_for_midnight_in_california(
    response: Response, channel: YouTubeChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_oneshot_request(THREADS).respond_with_response(response)
    with pytest.raises(RateLimited) as raised:
        channel.fetch("")
    assert raised.value.until.minute == 0
    assert raised.value.until.hour in (7, 8)
    assert "<a" not in raised.value.platform_words
    shows(httpserver, thread())
    assert channel.fetch("").messages


def test_a_short_limit_waits_a_minute(channel: YouTubeChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request(THREADS).respond_with_response(error("rateLimitExceeded", 403))
    with pytest.raises(RateLimited) as raised:
        channel.fetch("")
    assert raised.value.until - datetime.now(UTC) < timedelta(minutes=2)


@pytest.mark.parametrize(
    ("reason", "status", "still_there", "kind"),
    [
        ("parentCommentNotFound", 404, False, ParentGone),
        ("parentCommentNotFound", 404, True, TextRefused),
        ("processingFailure", 400, False, ParentGone),
        ("processingFailure", 400, True, OutcomeUnknown),
    ],
)
def test_a_comment_counts_as_deleted_only_when_it_is_not_listed_either(
    reason: str,
    status: int,
    still_there: bool,
    kind: type[ChannelError],
    channel: YouTubeChannel,
    httpserver: HTTPServer,
) -> None:
    httpserver.expect_request(COMMENTS, method="POST").respond_with_response(error(reason, status, "Tiada komen"))
    listed = listing({"id": TOP}) if still_there else listing()
    httpserver.expect_request(COMMENTS, method="GET", query_string=Asks(id=TOP)).respond_with_json(listed)
    with pytest.raises(kind) as raised:
        channel.publish(REPLY)
    assert raised.value.platform_words == "Tiada komen"
    assert raised.value.certain is (kind is not OutcomeUnknown)


def test_what_failed_without_a_second_look_stays_unknown(channel: YouTubeChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request(COMMENTS, method="POST").respond_with_response(error("processingFailure"))
    httpserver.expect_request(COMMENTS, method="GET").respond_with_response(error("quotaExceeded", 403))
    with pytest.raises(OutcomeUnknown):
        channel.publish(REPLY)


# ---- publishing and reading back ------------------------------------------------------------------------------------


def test_a_reply_to_a_reply_goes_under_the_comment_above_in_the_words_approved(
    channel: YouTubeChannel, httpserver: HTTPServer
) -> None:
    sent: list[Any] = []

    def create(request: Request) -> Response:
        sent.append((request.args.to_dict(), request.json))
        return Response(json.dumps(ours(f"{TOP}.9")), 200)

    httpserver.expect_request(COMMENTS, method="POST").respond_with_handler(create)
    published = channel.publish(Outgoing("yt-kkr", f"{TOP}.1", TOP, "@aminah.kassim Terima kasih."))
    body = {"snippet": {"parentId": TOP, "textOriginal": "@aminah.kassim Terima kasih."}}
    assert sent == [({"part": "snippet"}, body)]
    assert published.remote_id == f"{TOP}.9"
    assert published.permalink.endswith(f"{VIDEO}&lc={TOP}.9")
    assert channel.newest_own() == ""
    assert channel.budget is not None
    assert channel.budget.remaining == 10_000 - 50


@pytest.fixture
def under(httpserver: HTTPServer) -> Any:
    """Lets replies stand under the comment, and hangs others in the review queue."""

    def stand(*replies: Any, held: tuple[Any, ...] = (), after: str = "") -> None:
        httpserver.expect_request(COMMENTS, method="GET").respond_with_json(listing(*replies, after=after))
        shows(httpserver, held=held)

    return stand


def test_our_reply_is_found_in_its_thread(channel: YouTubeChannel, under: Any) -> None:
    under(comment(f"{TOP}.8"), ours(f"{TOP}.9", REPLY.text.replace("kkr.gov.my", "https://kkr.gov.my") + " "))
    found = channel.read_back(REPLY, NOW, "")
    assert (found.found, found.remote_id) == (Found.PRESENT, f"{TOP}.9")


def test_a_reply_that_is_held_stands(channel: YouTubeChannel, under: Any) -> None:
    under(held=(thread(None, ours(f"{TOP}.9", moderationStatus="heldForReview")),))
    assert channel.read_back(REPLY, NOW, "").remote_id == f"{TOP}.9"


@pytest.mark.parametrize(
    "other",
    [
        comment(f"{TOP}.9", REPLY.text, parentId=TOP),
        ours(f"{TOP}.9", "Terima kasih puan."),
        ours(f"{TOP}.9", minutes_ago=60 * 48),
    ],
)
def test_what_is_not_seen_is_never_called_absent(other: Json, channel: YouTubeChannel, under: Any) -> None:
    under(other)
    assert channel.read_back(REPLY, NOW, "").found is Found.UNSEEN


def test_another_reply_of_ours_that_says_the_same_is_not_this_one(channel: YouTubeChannel, under: Any) -> None:
    under(ours(f"{TOP}.9"), ours(f"{TOP}.10"))
    assert channel.read_back(REPLY, NOW, "", {f"{TOP}.9"}).remote_id == f"{TOP}.10"
    assert channel.read_back(REPLY, NOW, "", {f"{TOP}.9", f"{TOP}.10"}).found is Found.UNSEEN


@pytest.mark.parametrize("hours_wrong", [-24, 24])
def test_a_clock_that_is_a_day_wrong_does_not_hide_our_reply(
    hours_wrong: int, channel: YouTubeChannel, under: Any
) -> None:
    under(ours(f"{TOP}.9"))
    assert channel.read_back(REPLY, NOW + timedelta(hours=hours_wrong), "").found is Found.PRESENT


def test_a_malformed_reply_leaves_the_question_open(channel: YouTubeChannel, under: Any) -> None:
    under({"id": f"{TOP}.9"})
    assert channel.read_back(REPLY, NOW, "").found is Found.INCOMPLETE


def test_pages_without_end_leave_the_question_open(channel: YouTubeChannel, under: Any) -> None:
    under(comment(f"{TOP}.8"), after="h2")
    assert channel.read_back(REPLY, NOW, "").found is Found.INCOMPLETE


def test_a_deleted_thread_is_told(channel: YouTubeChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request(COMMENTS).respond_with_response(error("commentNotFound", 404))
    with pytest.raises(ParentGone):
        channel.read_back(REPLY, NOW, "")


def test_the_channel_behind_a_token_is_told(channel: YouTubeChannel, httpserver: HTTPServer) -> None:
    path = f"{ROOT}/channels"
    for snippet in ({"title": "KKR", "customUrl": "@kkr.malaysia"}, {"title": "KKR"}):
        httpserver.expect_ordered_request(path).respond_with_json(listing({"id": ME, "snippet": snippet}))
    httpserver.expect_ordered_request(path).respond_with_json({"kind": "youtube#channelListResponse"})
    assert channel.whoami() == (ME, "kkr.malaysia")
    assert channel.whoami() == (ME, "KKR")
    with pytest.raises(BadAnswer):
        channel.whoami()
    assert asked_of(httpserver, path)[0].args["mine"] == "true"
