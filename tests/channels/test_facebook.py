"""Facebook as it answers: posts and comments, what is missing or malformed, refusals, and what became of a reply."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pmsdesk.channels import connect
from pmsdesk.channels.facebook import FacebookChannel
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import (
    BadAnswer,
    ChannelError,
    ParentGone,
    ReadRefused,
)
from pmsdesk.domain.publication import Found, Outgoing
from tests.channels.refusals import graph_error as error

PAGE = "698730214653933"
POST = f"{PAGE}_1001"
ROOT = f"/v26.0/{PAGE}"
COMMENTS = f"/v26.0/{POST}/comments"
NOW = datetime.now(UTC).replace(microsecond=0)
REPLY = Outgoing("fb-kkr", f"{POST}_7", POST, "Terima kasih puan. Lapor di kkr.gov.my/aduan.")

Json = dict[str, Any]


def at(minutes_ago: float) -> str:
    return (NOW - timedelta(minutes=minutes_ago)).strftime("%Y-%m-%dT%H:%M:%S+0000")


def post(post_id: str = POST, count: int | None = 1, **more: Any) -> Json:
    item: Json = {
        "id": post_id,
        "from": {"id": PAGE, "name": "Kementerian Kerja Raya"},
        "message": "Kerja baik pulih FT5 bermula esok.",
        "created_time": at(90),
        "updated_time": at(5),
    }
    if count is not None:
        item["comments"] = {"data": [], "summary": {"total_count": count}}
    return item | more


def comment(number: int, text: str = "Bila nak siap?", minutes_ago: float = 5, **more: Any) -> Json:
    writer = {"id": "100200", "name": "Aminah binti Kassim"}
    return {"id": f"{POST}_{number}", "from": writer, "message": text, "created_time": at(minutes_ago)} | more


def ours(number: int, parent: str, text: str = REPLY.text, minutes_ago: float = 0) -> Json:
    return comment(number, text, minutes_ago, **{"from": {"id": PAGE, "name": "KKR"}, "parent": {"id": parent}})


def listing(*items: Any, next_query: str = "", after: str = "") -> Json:
    paging: Json = {"cursors": {"before": "a", "after": after}} if after else {}
    if next_query or after:
        paging["next"] = (
            f"https://graph.facebook.com/v26.0/x?access_token=EAABrahsia&limit=25&{next_query or f'after={after}'}"
        )
    return {"data": list(items)} | ({"paging": paging} if paging else {})


@pytest.fixture
def channel(httpserver: HTTPServer, kkr_facebook: Account) -> FacebookChannel:
    adapter = connect(kkr_facebook, "token", base_url=httpserver.url_for("").rstrip("/"))
    assert isinstance(adapter, FacebookChannel)
    return adapter


@pytest.fixture
def page(httpserver: HTTPServer) -> HTTPServer:
    """A page whose visitors and taggers are silent."""
    for edge in ("visitor_posts", "tagged"):
        httpserver.expect_request(f"{ROOT}/{edge}").respond_with_json(listing())
    return httpserver


def asked_of(server: HTTPServer, path: str) -> list[Request]:
    return [request for request, _ in server.log if request.path == path]


# ---- reading --------------------------------------------------------------------------------------------------------


def test_a_comment_becomes_a_message_with_its_post_as_parent(channel: FacebookChannel, page: HTTPServer) -> None:
    picture = {"media": {"image": {"src": "https://scontent.example/lubang.jpg"}}, "type": "photo"}
    first = comment(7, "Jalan FT5 berlubang 😡 & licin", permalink_url="https://fb.example/7", attachment=picture)
    answer = comment(8, "Betul tu", 3, parent={"id": f"{POST}_7"}, can_comment=False)
    page.expect_request(f"{ROOT}/published_posts").respond_with_json(listing(post(count=2)))
    page.expect_request(COMMENTS).respond_with_json(listing(answer, first))
    batch = channel.fetch("")
    one, two = batch.messages
    assert (one.text, one.thread, one.parent) == ("Jalan FT5 berlubang 😡 & licin", POST, POST)
    assert (one.author.remote_id, one.author.name) == ("100200", "Aminah binti Kassim")
    assert (one.permalink, one.picture_urls) == ("https://fb.example/7", ("https://scontent.example/lubang.jpg",))
    assert (two.parent, two.capability.can_reply, one.capability.can_reply) == (one.remote_id, False, True)
    assert [(p.remote_id, p.own) for p in batch.parents] == [(POST, True)]
    assert batch.server_time is not None
    assert not batch.more


def test_posts_of_visitors_are_messages_too(channel: FacebookChannel, httpserver: HTTPServer) -> None:
    visitor = {"id": "100200", "name": "Aminah"}
    wall = post(f"{PAGE}_2001", 0, message="Lampu jalan rosak di KM 12", **{"from": visitor})
    tagged = post("5555_3001", 0, message="Tahniah @KKR", **{"from": {"id": "5555", "name": "JKR Kedah"}})
    httpserver.expect_request(f"{ROOT}/published_posts").respond_with_json(listing())
    httpserver.expect_request(f"{ROOT}/visitor_posts").respond_with_json(listing(wall))
    httpserver.expect_request(f"{ROOT}/tagged").respond_with_json(listing(tagged, wall))
    batch = channel.fetch("")
    assert {m.text for m in batch.messages} == {"Lampu jalan rosak di KM 12", "Tahniah @KKR"}
    assert all(m.parent == "" and m.thread == m.remote_id and not m.own for m in batch.messages)
    assert channel.fetch(batch.cursor).messages == ()


def test_our_own_comments_are_marked(channel: FacebookChannel, page: HTTPServer) -> None:
    page.expect_request(f"{ROOT}/published_posts").respond_with_json(listing(post()))
    page.expect_request(COMMENTS).respond_with_json(listing(ours(9, f"{POST}_7")))
    assert [m.own for m in channel.fetch("").messages] == [True]


def test_only_posts_that_may_have_changed_are_read(channel: FacebookChannel, page: HTTPServer) -> None:
    still = post(f"{PAGE}_1002", 0)
    page.expect_oneshot_request(f"{ROOT}/published_posts").respond_with_json(listing(post(), still))
    page.expect_oneshot_request(COMMENTS).respond_with_json(listing(comment(7)))
    channel.fetch("")
    assert [r.path for r, _ in page.log if r.path.endswith("/comments")] == [COMMENTS]


def test_a_post_is_read_again_from_before_its_newest_comment(channel: FacebookChannel, page: HTTPServer) -> None:
    page.expect_oneshot_request(f"{ROOT}/published_posts").respond_with_json(listing(post()))
    page.expect_oneshot_request(f"{ROOT}/published_posts").respond_with_json(listing(post(count=2)))
    page.expect_request(COMMENTS).respond_with_json(listing(comment(7, minutes_ago=5)))
    channel.fetch(channel.fetch("").cursor)
    first, second = asked_of(page, COMMENTS)
    assert "since" not in first.args
    newest = int((NOW - timedelta(minutes=5)).timestamp())
    assert int(second.args["since"]) == newest - 6 * 3600
    assert second.args["filter"] == "stream"


def test_an_empty_page_with_next_is_not_the_end(channel: FacebookChannel, page: HTTPServer) -> None:
    page.expect_oneshot_request(f"{ROOT}/published_posts").respond_with_json(listing(after="p2"))
    page.expect_oneshot_request(f"{ROOT}/published_posts").respond_with_json(listing(post()))
    page.expect_oneshot_request(COMMENTS).respond_with_json(listing(after="c2"))
    page.expect_oneshot_request(COMMENTS).respond_with_json(listing(comment(7)))
    assert len(channel.fetch("").messages) == 1
    assert asked_of(page, COMMENTS)[1].args["after"] == "c2"


def test_pages_cut_by_time_are_followed_without_their_token(channel: FacebookChannel, page: HTTPServer) -> None:
    page.expect_oneshot_request(f"{ROOT}/published_posts").respond_with_json(
        listing(post(), next_query="until=1795399500&since=&__paging_token=enc_AbC")
    )
    page.expect_oneshot_request(f"{ROOT}/published_posts").respond_with_json(listing(post(f"{PAGE}_1002", 0)))
    page.expect_request(COMMENTS).respond_with_json(listing(comment(7)))
    batch = channel.fetch("")
    second = asked_of(page, f"{ROOT}/published_posts")[1]
    assert (second.args["until"], second.args["__paging_token"]) == ("1795399500", "enc_AbC")
    assert "access_token" not in second.args
    assert f"{PAGE}_1002" in batch.cursor
    assert "EAABrahsia" not in batch.cursor


def test_old_posts_are_not_watched(channel: FacebookChannel, page: HTTPServer) -> None:
    old = post(f"{PAGE}_1", 500, created_time=at(60 * 24 * 31))
    page.expect_request(f"{ROOT}/published_posts").respond_with_json(listing(post(), old, after="lagi"))
    page.expect_request(COMMENTS).respond_with_json(listing(comment(7)))
    channel.fetch("")
    assert len(asked_of(page, f"{ROOT}/published_posts")) == 1
    assert not asked_of(page, f"/v26.0/{PAGE}_1/comments")


@pytest.mark.parametrize(
    "broken",
    ["bukan objek", None, {}, {"id": f"{POST}_9"}, {"id": "../me", "created_time": at(1)}, {"created_time": at(1)}],
)
def test_a_malformed_comment_is_left_out_and_the_rest_is_read(
    broken: Any, channel: FacebookChannel, page: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    page.expect_request(f"{ROOT}/published_posts").respond_with_json(listing(post()))
    page.expect_request(COMMENTS).respond_with_json(listing(comment(8), broken, comment(7, minutes_ago=9)))
    assert [m.remote_id[-1] for m in channel.fetch("").messages] == ["7", "8"]
    assert "1 malformed entries of Facebook" in caplog.text


def test_a_hidden_author_and_unknown_fields_do_not_matter(channel: FacebookChannel, page: HTTPServer) -> None:
    nameless = comment(7, rahsia={"a": [1]}, **{"from": None})
    page.expect_request(f"{ROOT}/published_posts").respond_with_json(listing(post(count=None, updated_time=None)))
    page.expect_request(COMMENTS).respond_with_json(listing(nameless) | {"masa_depan": True})
    message = channel.fetch("").messages[0]
    assert (message.author.remote_id, message.author.name, message.own) == ("", "", False)


def test_a_sticker_without_text_is_still_a_message(channel: FacebookChannel, page: HTTPServer) -> None:
    sticker = comment(7)
    del sticker["message"]
    page.expect_request(f"{ROOT}/published_posts").respond_with_json(listing(post()))
    page.expect_request(COMMENTS).respond_with_json(listing(sticker))
    assert [m.text for m in channel.fetch("").messages] == [""]


def test_an_edge_we_may_not_read_does_not_stop_the_others(channel: FacebookChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{ROOT}/published_posts").respond_with_json(listing(post()))
    httpserver.expect_request(f"{ROOT}/visitor_posts").respond_with_response(error(10))
    httpserver.expect_request(f"{ROOT}/tagged").respond_with_response(error(200, 403))
    httpserver.expect_request(COMMENTS).respond_with_json(listing(comment(7)))
    assert len(channel.fetch("").messages) == 1


def test_a_post_that_was_deleted_meanwhile_does_not_stop_the_others(channel: FacebookChannel, page: HTTPServer) -> None:
    page.expect_request(f"{ROOT}/published_posts").respond_with_json(listing(post(f"{PAGE}_1002"), post()))
    page.expect_request(f"/v26.0/{PAGE}_1002/comments").respond_with_response(error(100, subcode=33))
    page.expect_request(COMMENTS).respond_with_json(listing(comment(7)))
    assert len(channel.fetch("").messages) == 1


@pytest.mark.parametrize("response", [error(2, 500), Response("<html>", 200), Response('{"data": [', 200)])
def test_a_post_that_cannot_be_read_now_is_read_next_time_and_keeps_no_other_waiting(
    response: Response, channel: FacebookChannel, page: HTTPServer
) -> None:
    troubled = f"/v26.0/{PAGE}_1002/comments"
    page.expect_request(f"{ROOT}/published_posts").respond_with_json(listing(post(f"{PAGE}_1002"), post()))
    page.expect_oneshot_request(troubled).respond_with_response(response)
    page.expect_request(troubled).respond_with_json(listing(comment(11)))
    page.expect_request(COMMENTS).respond_with_json(listing(comment(7)))
    batch = channel.fetch("")
    assert [m.remote_id for m in batch.messages] == [f"{POST}_7"]
    assert f"{POST}_11" in {m.remote_id for m in channel.fetch(batch.cursor).messages}


# ---- refusals -------------------------------------------------------------------------------------------------------


GONE = "Unsupported post request. Object with ID 'x' does not exist"


def test_a_comment_counts_as_deleted_when_its_post_is_still_seen(
    channel: FacebookChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(f"/v26.0/{REPLY.target}/comments").respond_with_response(error(100, 400, 33, GONE))
    httpserver.expect_request(f"/v26.0/{POST}").respond_with_json({"id": POST})
    with pytest.raises(ParentGone) as raised:
        channel.publish(REPLY)
    assert raised.value.platform_words == GONE


def test_a_deleted_post_takes_its_comments_along(channel: FacebookChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"/v26.0/{REPLY.target}/comments").respond_with_response(error(100, 400, 33))
    httpserver.expect_request(f"/v26.0/{POST}").respond_with_response(error(100, 400, 33))
    httpserver.expect_request(f"{ROOT}/published_posts").respond_with_json(listing())
    with pytest.raises(ParentGone):
        channel.publish(REPLY)


def test_when_nothing_is_seen_it_is_the_permission_that_is_gone(
    channel: FacebookChannel, httpserver: HTTPServer
) -> None:
    for path in (f"/v26.0/{REPLY.target}/comments", f"/v26.0/{POST}", f"{ROOT}/published_posts"):
        httpserver.expect_request(path).respond_with_response(error(100, 400, 33))
    with pytest.raises(ReadRefused) as raised:
        channel.publish(REPLY)
    assert raised.value.certain


# ---- publishing and reading back ------------------------------------------------------------------------------------


def test_a_reply_is_a_comment_under_its_target(channel: FacebookChannel, httpserver: HTTPServer) -> None:
    sent: list[Json] = []

    def create(request: Request) -> Response:
        sent.append(request.form.to_dict())
        return Response(json.dumps({"id": f"{POST}_900"}), 200)

    httpserver.expect_request(f"/v26.0/{REPLY.target}/comments", method="POST").respond_with_handler(create)
    published = channel.publish(REPLY)
    assert sent == [{"message": REPLY.text}]
    assert (published.remote_id, published.permalink) == (f"{POST}_900", f"https://www.facebook.com/{POST}_900")
    assert channel.newest_own() == ""


@pytest.fixture
def under(httpserver: HTTPServer) -> Any:
    """Lets comments stand under the target, and under the comment it answers, if it answers one."""

    def stand(direct: Json, above: Json | None = None) -> None:
        httpserver.expect_request(f"/v26.0/{REPLY.target}/comments").respond_with_json(direct)
        parent = {"parent": {"id": f"{POST}_3"}} if above else {}
        httpserver.expect_request(f"/v26.0/{REPLY.target}").respond_with_json({"id": REPLY.target} | parent)
        if above:
            httpserver.expect_request(f"/v26.0/{POST}_3/comments").respond_with_json(above)

    return stand


def test_our_reply_is_found_under_its_target(channel: FacebookChannel, under: Any) -> None:
    text = REPLY.text.replace("kkr.gov.my", "https://kkr.gov.my") + " "
    under(listing(comment(8), ours(9, REPLY.target, text)))
    found = channel.read_back(REPLY, NOW, "")
    assert (found.found, found.remote_id) == (Found.PRESENT, f"{POST}_9")


@pytest.mark.parametrize("hours_wrong", [-24, 24])
def test_a_clock_that_is_a_day_wrong_does_not_hide_our_reply(
    hours_wrong: int, channel: FacebookChannel, under: Any
) -> None:
    under(listing(ours(9, REPLY.target)))
    assert channel.read_back(REPLY, NOW + timedelta(hours=hours_wrong), "").found is Found.PRESENT


@pytest.mark.parametrize(
    "other",
    [
        comment(9, REPLY.text, parent={"id": REPLY.target}),
        ours(9, REPLY.target, "Terima kasih puan."),
        ours(9, REPLY.target, minutes_ago=60 * 48),
        ours(9, f"{POST}_6"),
    ],
)
def test_another_writer_text_time_or_parent_is_not_our_reply(other: Json, channel: FacebookChannel, under: Any) -> None:
    under(listing(other))
    assert channel.read_back(REPLY, NOW, "").found is Found.ABSENT


def test_another_reply_of_ours_that_says_the_same_is_not_this_one(channel: FacebookChannel, under: Any) -> None:
    under(listing(ours(9, REPLY.target)), above=listing(ours(10, f"{POST}_3")))
    assert channel.read_back(REPLY, NOW, "", {f"{POST}_9"}).remote_id == f"{POST}_10"
    assert channel.read_back(REPLY, NOW, "", {f"{POST}_9", f"{POST}_10"}).found is Found.ABSENT


@pytest.mark.parametrize(("seen", "kind"), [({"id": POST}, ParentGone), (error(100, 400, 33), ReadRefused)])
def test_a_target_that_was_deleted_is_told_if_its_post_is_seen(
    seen: Json | Response, kind: type[ChannelError], channel: FacebookChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(f"/v26.0/{REPLY.target}/comments").respond_with_response(error(100, 400, 33))
    expected = httpserver.expect_request(f"/v26.0/{REPLY.thread}")
    expected.respond_with_response(seen) if isinstance(seen, Response) else expected.respond_with_json(seen)
    httpserver.expect_request(f"{ROOT}/published_posts").respond_with_response(error(100, 400, 33))
    with pytest.raises(kind):
        channel.read_back(REPLY, NOW, "")


def test_the_same_text_by_a_hidden_writer_leaves_the_question_open(channel: FacebookChannel, under: Any) -> None:
    under(listing(comment(9, REPLY.text, 0, parent={"id": REPLY.target}, **{"from": None})))
    assert channel.read_back(REPLY, NOW, "").found is Found.INCOMPLETE


def test_a_malformed_comment_leaves_the_question_open(channel: FacebookChannel, under: Any) -> None:
    under(listing({"id": f"{POST}_9"}))
    assert channel.read_back(REPLY, NOW, "").found is Found.INCOMPLETE


@pytest.mark.parametrize(
    ("minutes_ago", "found"), [(0, Found.PRESENT), (300, Found.INCOMPLETE), (60 * 48, Found.ABSENT)]
)
def test_a_reply_that_facebook_hung_one_level_higher_is_taken_for_ours_only_if_its_time_fits(
    minutes_ago: int, found: Found, channel: FacebookChannel, under: Any
) -> None:
    under(listing(), above=listing(ours(9, f"{POST}_3", minutes_ago=minutes_ago)))
    assert channel.read_back(REPLY, NOW, "").found is found


def test_a_page_that_fails_leaves_the_question_open(channel: FacebookChannel, httpserver: HTTPServer) -> None:
    path = f"/v26.0/{REPLY.target}/comments"
    httpserver.expect_ordered_request(path).respond_with_json(listing(comment(8), after="c2"))
    httpserver.expect_ordered_request(path).respond_with_response(error(2, 500))
    with pytest.raises(BadAnswer):
        channel.read_back(REPLY, NOW, "")


def test_pages_without_end_leave_the_question_open(channel: FacebookChannel, under: Any) -> None:
    under(listing(comment(8), after="c2"))
    assert channel.read_back(REPLY, NOW, "").found is Found.INCOMPLETE


def test_the_page_behind_a_token_is_told(channel: FacebookChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_ordered_request("/v26.0/me").respond_with_json(
        {"id": PAGE, "name": "KKR", "username": "KKRMalaysia"}
    )
    httpserver.expect_ordered_request("/v26.0/me").respond_with_json({"name": "tiada id"})
    assert channel.whoami() == (PAGE, "KKRMalaysia")
    with pytest.raises(BadAnswer):
        channel.whoami()


def test_the_graph_version_is_a_setting(httpserver: HTTPServer, kkr_facebook: Account) -> None:
    httpserver.expect_request("/v27.0/me").respond_with_json({"id": PAGE})
    channel = connect(kkr_facebook, "token", base_url=httpserver.url_for(""), graph_version="v27.0")
    assert channel.whoami()[0] == PAGE
