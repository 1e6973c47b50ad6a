"""X as it answers: both dialects, what is missing or malformed, refusals, and what became of a reply."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pmsdesk.channels import connect, x_posts
from pmsdesk.channels.x import XChannel
from pmsdesk.domain.account import Account
from pmsdesk.domain.errors import (
    BadAnswer,
    ChannelError,
    ParentGone,
    ReadRefused,
    ReplyNotAllowed,
)
from pmsdesk.domain.message import RemoteMessage
from pmsdesk.domain.publication import Found, Outgoing
from tests.channels.refusals import x_problem as problem

ME = "3172566249"
MENTIONS = f"/2/users/{ME}/mentions"
OWN = f"/2/users/{ME}/tweets"
SINCE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
REPLY = Outgoing(
    "x-kkr", "1860000000000000100", "1860000000000000100", "Terima kasih. Lapor di kkr.gov.my/aduan & SISPAA."
)

Json = dict[str, Any]


def post(number: int, text: str = "@MOWorks jalan FT5 berlubang", **more: Any) -> Json:
    named = text.lower().find("@moworks")
    mentions = [{"start": named, "end": named + 8, "username": "MOWorks", "id": ME}] if named >= 0 else []
    return {
        "id": str(1860000000000000000 + number),
        "text": text,
        "author_id": "55",
        "conversation_id": str(1860000000000000000 + number),
        "created_at": "2026-11-23T01:00:00.000Z",
        "entities": {"mentions": mentions},
    } | more


def page(*posts: Any, next_token: str = "", **includes: list[Json]) -> Json:
    users = [{"id": "55", "username": "aminah_kk", "name": "Aminah"}, {"id": ME, "username": "MOWorks", "name": "KKR"}]
    meta: Json = {"result_count": len(posts)}
    if next_token:
        meta["next_token"] = next_token
    answer: Json = {"includes": {"users": users} | includes, "meta": meta}
    return answer | ({"data": list(posts)} if posts else {})


@pytest.fixture
def channel(httpserver: HTTPServer, kkr_x: Account) -> XChannel:
    adapter = connect(kkr_x, "token", base_url=httpserver.url_for("").rstrip("/"))
    assert isinstance(adapter, XChannel)
    return adapter


def only(messages: tuple[RemoteMessage, ...]) -> RemoteMessage:
    assert len(messages) == 1
    return messages[0]


# ---- reading ------------------------------------------------------------------------------------------------------


def test_a_mention_becomes_a_message(channel: XChannel, httpserver: HTTPServer) -> None:
    photo = {"media_key": "3_1", "type": "photo", "url": "https://pbs.twimg.com/media/lubang.jpg"}
    item = post(
        1, "@MOWorks lubang &amp; lopak &lt;besar&gt; 😡 https://t.co/abc", attachments={"media_keys": ["3_1", "3_9"]}
    )
    item["entities"]["urls"] = [{"url": "https://t.co/abc", "expanded_url": "https://maps.app.goo.gl/xyz"}]
    httpserver.expect_request(MENTIONS).respond_with_json(page(item, media=[photo]))
    message = only(channel.fetch("").messages)
    assert message.text == "@MOWorks lubang & lopak <besar> 😡 https://maps.app.goo.gl/xyz"
    assert (message.author.handle, message.author.name) == ("aminah_kk", "Aminah")
    assert message.sent_at == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    assert message.permalink == "https://x.com/aminah_kk/status/1860000000000000001"
    assert message.picture_urls == ("https://pbs.twimg.com/media/lubang.jpg",)
    assert not message.own


def test_both_dialects_are_read_alike(channel: XChannel, httpserver: HTTPServer) -> None:
    parent = post(1, "Kerja baik pulih FT5 bermula esok.", author_id=ME)
    reference = [{"type": "replied_to", "id": parent["id"]}]
    legacy = post(2, "Bila siap?", conversation_id=parent["id"], referenced_tweets=reference)
    legacy["note_tweet"] = {"text": "Bila siap? " + "Sudah lama. " * 30}
    renamed = {"referenced_tweets": "referenced_posts", "note_tweet": "note_post"}
    new = {renamed.get(name, name): value for name, value in legacy.items()}
    httpserver.expect_ordered_request(MENTIONS).respond_with_json(page(legacy, tweets=[parent]))
    httpserver.expect_ordered_request(MENTIONS).respond_with_json(page(new, posts=[parent]))
    one, two = channel.fetch(""), channel.fetch("")
    assert one.messages == two.messages
    assert one.parents == two.parents
    message = only(one.messages)
    assert (message.thread, message.parent) == (parent["id"], parent["id"])
    assert message.text.startswith("Bila siap? Sudah lama. Sudah lama.")
    assert only(one.parents).own


@pytest.mark.parametrize(("dialect", "asked"), [("legacy", "tweet.fields"), ("post", "post.fields")])
def test_the_dialect_asked_for_is_a_setting(dialect: str, asked: str, httpserver: HTTPServer, kkr_x: Account) -> None:
    httpserver.expect_request(MENTIONS).respond_with_json(page())
    connect(kkr_x, "token", base_url=httpserver.url_for(""), dialect=dialect).fetch("")
    request = httpserver.log[0][0]
    assert asked in request.args
    assert len([name for name in request.args if name in ("tweet.fields", "post.fields")]) == 1


def test_our_own_posts_are_marked(channel: XChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request(MENTIONS).respond_with_json(page(post(1, "@MOWorks makluman", author_id=ME)))
    assert only(channel.fetch("").messages).own


def test_a_repost_says_nothing_and_is_left_out(channel: XChannel, httpserver: HTTPServer) -> None:
    repost = post(1, "RT @MOWorks: makluman", referenced_tweets=[{"type": "retweeted", "id": "9"}])
    httpserver.expect_request(MENTIONS).respond_with_json(page(repost, post(2)))
    assert only(channel.fetch("").messages).remote_id.endswith("2")


@pytest.mark.parametrize(
    "broken",
    [
        "bukan objek",
        None,
        {},
        {"id": "bukan nombor", "text": "a", "created_at": "2026-11-23T01:00:00Z"},
        {"id": 1860000000000000009, "text": "a"},
        {"id": "../../me", "text": "a", "created_at": "2026-11-23T01:00:00Z"},
        {"id": "1860000000000000009"},
        {"id": "1860000000000000009", "text": {"en": "a"}},
    ],
)
def test_a_malformed_post_is_left_out_and_the_rest_is_read(
    broken: Any, channel: XChannel, httpserver: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    httpserver.expect_request(MENTIONS).respond_with_json(page(post(1), broken, post(2)))
    assert [m.remote_id[-1] for m in channel.fetch("").messages] == ["1", "2"]
    assert "1 malformed entries of X" in caplog.text


def test_missing_and_unknown_fields_do_not_matter(channel: XChannel, httpserver: HTTPServer) -> None:
    bare = {"id": "1860000000000000001", "text": "Bila siap?", "rahsia_baharu": {"a": [1]}, "entities": None}
    httpserver.expect_request(MENTIONS).respond_with_json({"data": [bare], "masa_depan": True, "meta": None})
    message = only(channel.fetch("").messages)
    assert (message.thread, message.parent, message.author.remote_id) == (bare["id"], "", "")
    assert message.sent_at.date().isoformat() == "2024-11-22"  # what the id itself tells


@pytest.mark.parametrize(
    "text",
    [
        "@MOWorks " + "jalan rosak " * 90_000,
        "@MOWorks \u202egnabul\u202c teruk\u0007\u001b[31m",
        "@MOWorks 👩🏽‍🔧🇲🇾 terima kasih",
        "@MOWorks جالن روسق ، சாலை பழுது، 道路坏了",
    ],
)
def test_any_text_arrives_whole(text: str, channel: XChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request(MENTIONS).respond_with_json(page(post(1, text)))
    assert only(channel.fetch("").messages).text == text


def test_halves_of_surrogate_pairs_and_nul_become_storable(channel: XChannel, httpserver: HTTPServer) -> None:
    body = json.dumps(page(post(1, "@MOWorks rosak X"))).replace("rosak X", "rosak \\ud83d\\u0000")
    httpserver.expect_request(MENTIONS).respond_with_data(body, content_type="application/json")
    text = only(channel.fetch("").messages).text
    assert text == "@MOWorks rosak \ufffd\ufffd"
    assert text.encode()


# ---- who may be answered (research/channels.md §0.1) ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"entities": {"mentions": [{"start": 0, "end": 9, "username": "moworks"}]}}, True),
        ({"entities": {}}, False),
        ({"entities": {"mentions": [{"start": 0, "end": 12, "username": "JKRMalaysia"}]}}, False),
        ({"display_text_range": [9, 28]}, False),
        ({"display_text_range": [0, 28]}, True),
        ({"entities": {}, "referenced_tweets": [{"type": "quoted", "id": "77"}]}, True),
        ({"entities": {}, "referenced_tweets": [{"type": "quoted", "id": "78"}]}, False),
    ],
)
def test_only_an_author_who_named_or_quoted_us_can_be_answered(
    more: Json, expected: bool, channel: XChannel, httpserver: HTTPServer
) -> None:
    quoted = [post(0, "makluman", id="77", author_id=ME), post(0, "lain", id="78", author_id="99")]
    httpserver.expect_request(MENTIONS).respond_with_json(page(post(1, **more), tweets=quoted))
    assert only(channel.fetch("").messages).capability.can_reply is expected


# ---- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("look", "kind"),
    [
        (Response('{"data": {"id": "1950", "text": "Bila nak siap?"}}', 200), ReplyNotAllowed),
        (problem(404, "Not Found"), ReadRefused),
        (problem(503, "Service Unavailable"), BadAnswer),
        (Response("<html>", 200), BadAnswer),
    ],
)
def test_a_post_counts_as_deleted_only_when_a_look_does_not_find_it_either(
    look: Response, kind: type[ChannelError], channel: XChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/2/tweets", method="POST").respond_with_response(problem(404, "Not Found"))
    httpserver.expect_request(f"/2/tweets/{REPLY.target}").respond_with_response(look)
    with pytest.raises(kind) as error:
        channel.publish(REPLY)
    assert type(error.value) is kind


def test_a_post_that_answers_nobody_needs_no_such_look(channel: XChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/2/tweets", method="POST").respond_with_response(problem(404, "Not Found"))
    with pytest.raises(ParentGone):
        channel.publish(replace(REPLY, target="", thread=""))
    assert len(httpserver.log) == 1


# ---- publishing and reading back ------------------------------------------------------------------------------------


def test_a_reply_names_its_parent_and_comes_back_with_its_address(channel: XChannel, httpserver: HTTPServer) -> None:
    sent: list[Json] = []

    def create(request: Request) -> Response:
        sent.append(request.get_json())
        return Response('{"data": {"id": "1860000000000000500", "text": "…"}}', 201)

    httpserver.expect_request("/2/tweets", method="POST").respond_with_handler(create)
    published = channel.publish(REPLY)
    assert sent == [{"text": REPLY.text, "reply": {"in_reply_to_tweet_id": REPLY.target}}]
    assert published.remote_id == "1860000000000000500"
    assert published.permalink == "https://x.com/MOWorks/status/1860000000000000500"


def as_shown(number: int, parent: str = REPLY.target, text: str = REPLY.text) -> Json:
    """Our reply as X lists it: an @name before it, ``&`` escaped, the bare domain wrapped."""
    shown = "@aminah_kk " + text.replace("&", "&amp;").replace("kkr.gov.my/aduan", "https://t.co/aBc")
    urls = [{"url": "https://t.co/aBc", "expanded_url": "http://kkr.gov.my/aduan", "display_url": "kkr.gov.my/aduan"}]
    reference = [{"type": "replied_to", "id": parent}]
    return post(number, shown, author_id=ME, referenced_tweets=reference, entities={"urls": urls})


def test_our_reply_is_found_however_x_rewrote_it(channel: XChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request(OWN).respond_with_json(page(post(700, "lain", author_id=ME), as_shown(600)))
    found = channel.read_back(REPLY, SINCE, "1860000000000000500")
    assert (found.found, found.remote_id) == (Found.PRESENT, "1860000000000000600")
    assert httpserver.log[0][0].args["since_id"] == "1860000000000000500"


def test_without_a_newer_bound_our_reply_is_looked_for_behind_what_it_answers(
    channel: XChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(OWN).respond_with_json(page(as_shown(600)))
    assert channel.read_back(REPLY, SINCE, "").found is Found.PRESENT
    assert httpserver.log[0][0].args["since_id"] == REPLY.target


@pytest.mark.parametrize(
    "other",
    [
        as_shown(600, parent="1860000000000000101"),
        as_shown(600, text="Terima kasih."),
        post(600, REPLY.text, author_id=ME),
    ],
)
def test_the_same_text_to_another_or_another_text_is_not_our_reply(
    other: Json, channel: XChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(OWN).respond_with_json(page(other))
    assert channel.read_back(REPLY, SINCE, "").found is Found.ABSENT


def test_our_reply_is_looked_for_on_every_page_even_behind_an_empty_one(
    channel: XChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_ordered_request(OWN).respond_with_json(page(post(700, "lain", author_id=ME), next_token="b"))
    httpserver.expect_ordered_request(OWN).respond_with_json(page(next_token="c"))
    httpserver.expect_ordered_request(OWN).respond_with_json(page(as_shown(600)))
    assert channel.read_back(REPLY, SINCE, "").found is Found.PRESENT
    assert [request.args.get("pagination_token") for request, _ in httpserver.log] == [None, "b", "c"]


def test_a_page_that_fails_or_cannot_be_read_leaves_the_question_open(
    channel: XChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_ordered_request(OWN).respond_with_json(page(post(700, "lain", author_id=ME), next_token="b"))
    httpserver.expect_ordered_request(OWN).respond_with_response(problem(503))
    with pytest.raises(BadAnswer):
        channel.read_back(REPLY, SINCE, "")
    httpserver.expect_ordered_request(OWN).respond_with_json(page(post(700, "lain", author_id=ME), {"id": "rosak"}))
    assert channel.read_back(REPLY, SINCE, "").found is Found.INCOMPLETE


def test_pages_without_end_leave_the_question_open(channel: XChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request(OWN).respond_with_json(page(post(700, "lain", author_id=ME), next_token="b"))
    assert channel.read_back(REPLY, SINCE, "").found is Found.INCOMPLETE


def test_the_newest_own_post_bounds_a_later_look(channel: XChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_ordered_request(OWN).respond_with_json(page(post(99, author_id=ME), post(100, author_id=ME)))
    httpserver.expect_ordered_request(OWN).respond_with_json({"meta": {"result_count": 0}})
    assert channel.newest_own() == "1860000000000000100"
    assert channel.newest_own() == ""


def test_an_account_that_was_never_connected_learns_who_it_is(httpserver: HTTPServer, kkr_x: Account) -> None:
    httpserver.expect_request("/2/users/me").respond_with_json({"data": {"id": ME, "username": "MOWorks"}})
    httpserver.expect_request(MENTIONS).respond_with_json(page(post(1, "@MOWorks makluman", author_id=ME)))
    fresh = Account(kkr_x.id, kkr_x.channel, "", kkr_x.name, kkr_x.agency)
    channel = connect(fresh, "token", base_url=httpserver.url_for(""))
    assert channel.whoami() == (ME, "MOWorks")
    assert only(channel.fetch("").messages).own


def test_the_link_x_puts_behind_a_picture_is_no_part_of_the_words() -> None:
    link = {"url": "https://t.co/a", "expanded_url": "https://kkr.gov.my/ft5"}
    old = {"url": "https://t.co/b", "expanded_url": "https://twitter.com/MOWorks/status/12/photo/1"}
    new = {"url": "https://t.co/b", "expanded_url": "https://example.com", "media_key": "3_1"}
    for picture in (old, new):
        item = {"text": "Siap. https://t.co/a https://t.co/b", "entities": {"urls": [link, picture]}}
        assert x_posts.full_text(item) == "Siap. https://kkr.gov.my/ft5"
