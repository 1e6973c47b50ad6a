"""Instagram as it answers: media, comments and replies, what is missing, refusals, and what became of a reply."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pmsdesk.channels import connect
from pmsdesk.channels.instagram import PAGES_A_READ_BACK, InstagramChannel
from pmsdesk.channels.instagram_media import REPLIES_ALONG
from pmsdesk.domain.account import Account
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.errors import (
    ChannelError,
    NoLinkedAccount,
    ParentGone,
    ReadRefused,
)
from pmsdesk.domain.publication import Found, Outgoing
from tests.channels.refusals import graph_error as error

US = "17841400000000001"
MEDIA = "17910000000000001"
TOP = "17850000000000007"
ROOT = f"/v26.0/{US}"
COMMENTS = f"/v26.0/{MEDIA}/comments"
REPLIES = f"/v26.0/{TOP}/replies"
LINK = "https://www.instagram.com/p/C1abcdefghi/"
NOW = datetime.now(UTC).replace(microsecond=0)
REPLY = Outgoing("ig-kkr", TOP, TOP, "Terima kasih puan. Lapor di kkr.gov.my/aduan.")
TO_A_REPLY = Outgoing("ig-kkr", "17850000000000008", TOP, REPLY.text)

Json = dict[str, Any]


def at(minutes_ago: float) -> str:
    return (NOW - timedelta(minutes=minutes_ago)).strftime("%Y-%m-%dT%H:%M:%S+0000")


def media(media_id: str = MEDIA, count: int | None = 1, **more: Any) -> Json:
    item: Json = {
        "id": media_id,
        "caption": "Pan Borneo kini 98% siap",
        "timestamp": at(90),
        "username": "kkr_malaysia",
        "permalink": LINK,
        "media_url": "https://scontent.cdninstagram.com/v/1_n.jpg",
        "is_comment_enabled": True,
    }
    return item | ({} if count is None else {"comments_count": count}) | more


def comment(comment_id: str = TOP, text: str = "Bila nak siap?", minutes_ago: float = 5, **more: Any) -> Json:
    writer = {"id": "99001", "username": "farah.adilah"}
    told: Json = {"id": comment_id, "text": text, "timestamp": at(minutes_ago), "username": "farah.adilah"}
    return told | {"from": writer, "hidden": False} | more


def ours(number: int, text: str = REPLY.text, minutes_ago: float = 0, **more: Any) -> Json:
    """A reply of ours; Instagram gives another id of us here than the account's own."""
    named: Json = {"username": "kkr_malaysia", "from": {"id": "55555", "username": "kkr_malaysia"}}
    return comment(f"1785000000000{number:04d}", text, minutes_ago, **(named | more))


def listing(*items: Any, after: str = "") -> Json:
    if not after:
        return {"data": list(items)}
    link = f"https://graph.facebook.com/v26.0/x?access_token=EAABrahsia&after={after}"
    return {"data": list(items), "paging": {"cursors": {"before": "a", "after": after}, "next": link}}


@pytest.fixture
def channel(httpserver: HTTPServer, kkr_instagram: Account) -> InstagramChannel:
    httpserver.expect_request(ROOT).respond_with_json({"id": US, "username": "kkr_malaysia"})
    adapter = connect(kkr_instagram, "token", base_url=httpserver.url_for("").rstrip("/"))
    assert isinstance(adapter, InstagramChannel)
    return adapter


@pytest.fixture
def page(httpserver: HTTPServer) -> HTTPServer:
    """An account that nobody tags."""
    httpserver.expect_request(f"{ROOT}/tags").respond_with_json(listing())
    return httpserver


def shows(server: HTTPServer, *comments: Any, **more: Any) -> None:
    """Let *server* list one media with these *comments*; *more* are fields of the media."""
    server.expect_request(f"{ROOT}/media").respond_with_json(listing(media(**more)))
    server.expect_request(COMMENTS).respond_with_json(listing(*comments))


def asked_of(server: HTTPServer, path: str) -> list[Request]:
    return [request for request, _ in server.log if request.path == path]


# ---- reading --------------------------------------------------------------------------------------------------------


def test_a_comment_and_its_replies_become_a_thread_under_their_media(
    channel: InstagramChannel, page: HTTPServer
) -> None:
    answer = comment("17850000000000008", "Betul tu", 3, username="jugah")
    shows(page, comment(replies=listing(answer, ours(9, minutes_ago=1))), count=3)
    batch = channel.fetch("")
    top, reply, own = batch.messages
    assert (top.text, top.thread, top.parent, top.permalink) == ("Bila nak siap?", TOP, MEDIA, LINK)
    assert (top.author.remote_id, top.author.handle) == ("99001", "farah.adilah")
    assert [(m.thread, m.parent) for m in (reply, own)] == [(TOP, TOP)] * 2
    assert [m.own for m in batch.messages] == [False, False, True]
    assert all(m.capability.can_reply for m in batch.messages)
    post = next(parent for parent in batch.parents if parent.remote_id == MEDIA)
    assert (post.own, post.text, post.picture_urls) == (
        True, "Pan Borneo kini 98% siap", ("https://scontent.cdninstagram.com/v/1_n.jpg",),
    )  # fmt: skip
    assert TOP in {parent.remote_id for parent in batch.parents}
    assert batch.server_time is not None
    assert not batch.more


def test_media_of_others_that_tag_us_are_told_once_and_answered_on_the_platform(
    channel: InstagramChannel, httpserver: HTTPServer
) -> None:
    tagged = {"id": "17910000000000099", "caption": "Jalan apa ni @kkr_malaysia", "timestamp": at(20)}
    httpserver.expect_request(f"{ROOT}/media").respond_with_json(listing())
    httpserver.expect_request(f"{ROOT}/tags").respond_with_json(listing(tagged | {"username": "warga.klang"}))
    batch = channel.fetch("")
    (message,) = batch.messages
    assert (message.author.handle, message.parent, message.own) == ("warga.klang", "", False)
    assert message.capability == Capability.nothing(WhyNot.ELSEWHERE)
    assert channel.fetch(batch.cursor).messages == ()
    assert not asked_of(httpserver, "/v26.0/17910000000000099/comments")


def test_a_new_tag_behind_an_old_one_is_told(channel: InstagramChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{ROOT}/media").respond_with_json(listing())
    tagged = [{"id": f"1791000000000009{n}", "timestamp": at(age)} for n, age in enumerate((20, 60 * 24 * 40, 30))]
    httpserver.expect_oneshot_request(f"{ROOT}/tags").respond_with_json(listing(*tagged[:2], after="t2"))
    httpserver.expect_oneshot_request(f"{ROOT}/tags").respond_with_json(listing(tagged[2]))
    assert {m.remote_id for m in channel.fetch("").messages} == {tagged[0]["id"], tagged[2]["id"]}


def test_replies_that_did_not_come_along_are_asked_for(channel: InstagramChannel, page: HTTPServer) -> None:
    along = listing(comment("17850000000000101"), after="r2")
    rest = [comment(f"178500000000001{n:02d}", f"Balasan {n}") for n in range(1, 4)]
    shows(page, comment(replies=along), count=4)
    page.expect_oneshot_request(REPLIES).respond_with_json(listing(*rest[:2], after="r3"))
    page.expect_oneshot_request(REPLIES).respond_with_json(listing(rest[2]))
    assert len(channel.fetch("").messages) == 4
    assert asked_of(page, REPLIES)[1].args["after"] == "r3"


def test_a_full_list_of_replies_without_a_next_is_not_taken_for_all(
    channel: InstagramChannel, page: HTTPServer
) -> None:
    along = [comment(f"178500000000001{n:02d}") for n in range(REPLIES_ALONG)]
    shows(page, comment(replies=listing(*along)), count=60)
    page.expect_request(REPLIES).respond_with_json(listing(*along, comment("17850000000000200")))
    assert "17850000000000200" in {m.remote_id for m in channel.fetch("").messages}


@pytest.mark.parametrize("response", [error(100, subcode=33), error(2, 500), Response('{"data": [', 200)])
def test_replies_that_cannot_be_read_keep_no_comment_from_coming(
    response: Response, channel: InstagramChannel, page: HTTPServer
) -> None:
    shows(page, comment(replies=listing(comment("17850000000000101"), after="r2")), comment("17850000000000300"))
    page.expect_request(REPLIES).respond_with_response(response)
    assert len(channel.fetch("").messages) == 3


def test_media_that_count_more_than_they_show_end(channel: InstagramChannel, page: HTTPServer) -> None:
    shows(page, count=5)
    batch = channel.fetch("")
    assert (batch.messages, batch.more) == ((), False)


def test_a_hidden_comment_and_a_closed_media_cannot_be_replied_to(channel: InstagramChannel, page: HTTPServer) -> None:
    page.expect_request(f"{ROOT}/media").respond_with_json(
        listing(media(), media("17910000000000002", is_comment_enabled=False))
    )
    hidden = comment(hidden=True, replies=listing(comment("17850000000000101")))
    page.expect_request(COMMENTS).respond_with_json(listing(hidden))
    page.expect_request("/v26.0/17910000000000002/comments").respond_with_json(listing(comment("17850000000000300")))
    assert [m.capability.can_reply for m in channel.fetch("").messages] == [False, False, False]


def test_empty_pages_with_next_are_not_the_end(channel: InstagramChannel, page: HTTPServer) -> None:
    page.expect_oneshot_request(f"{ROOT}/media").respond_with_json(listing(after="m2"))
    page.expect_oneshot_request(f"{ROOT}/media").respond_with_json(listing(media()))
    page.expect_oneshot_request(COMMENTS).respond_with_json(listing(after="c2"))
    page.expect_oneshot_request(COMMENTS).respond_with_json(listing(comment()))
    batch = channel.fetch("")
    assert len(batch.messages) == 1
    assert asked_of(page, COMMENTS)[1].args["after"] == "c2"
    assert "EAABrahsia" not in batch.cursor


def test_old_media_are_not_watched(channel: InstagramChannel, page: HTTPServer) -> None:
    old = media("17910000000000003", 500, timestamp=at(60 * 24 * 31))
    page.expect_request(f"{ROOT}/media").respond_with_json(listing(media(), old, after="lagi"))
    page.expect_request(COMMENTS).respond_with_json(listing(comment()))
    channel.fetch("")
    assert len(asked_of(page, f"{ROOT}/media")) == 1
    assert not asked_of(page, "/v26.0/17910000000000003/comments")


@pytest.mark.parametrize(
    "broken", ["bukan objek", None, {}, {"id": TOP}, {"id": "../me", "timestamp": at(1)}, {"timestamp": at(1)}]
)
def test_a_malformed_comment_is_left_out_and_the_rest_is_read(
    broken: Any, channel: InstagramChannel, page: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    shows(page, comment(), broken, count=2)
    assert [m.remote_id for m in channel.fetch("").messages] == [TOP]
    assert "1 malformed entries of Instagram" in caplog.text


def test_missing_and_unknown_fields_do_not_matter(channel: InstagramChannel, page: HTTPServer) -> None:
    bare = {"id": TOP, "timestamp": at(1), "rahsia": {"a": [1]}, "replies": None, "from": None}
    bare_media = {"id": MEDIA, "timestamp": at(9), "masa_depan": True}
    page.expect_request(f"{ROOT}/media").respond_with_json(listing(bare_media))
    page.expect_request(COMMENTS).respond_with_json(listing(bare) | {"lain": 1})
    (message,) = channel.fetch("").messages
    assert (message.author.remote_id, message.author.handle, message.text, message.own) == ("", "", "", False)
    assert message.permalink == ""


def test_our_own_comment_is_known_by_what_instagram_tells_the_owner_only(
    channel: InstagramChannel, page: HTTPServer
) -> None:
    shows(page, comment(username=None, user={"id": US}, **{"from": None}))
    assert [m.own for m in channel.fetch("").messages] == [True]


def test_tags_we_may_not_read_do_not_stop_the_comments(channel: InstagramChannel, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{ROOT}/tags").respond_with_response(error(10, 403))
    shows(httpserver, comment())
    assert len(channel.fetch("").messages) == 1


# ---- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("thread_seen", "media_seen", "kind"),
    [(True, False, ParentGone), (False, True, ParentGone), (False, False, ReadRefused)],
)
def test_a_comment_counts_as_deleted_only_when_what_is_around_it_is_seen(
    thread_seen: bool, media_seen: bool, kind: type[ChannelError], channel: InstagramChannel, httpserver: HTTPServer
) -> None:
    gone = error(100, 400, 33, "Object does not exist")
    httpserver.expect_request(f"/v26.0/{TO_A_REPLY.target}/replies", method="POST").respond_with_response(gone)
    for path, seen in ((f"/v26.0/{TOP}", thread_seen), (f"{ROOT}/media", media_seen)):
        expected = httpserver.expect_request(path)
        expected.respond_with_json({"id": "1", "data": []}) if seen else expected.respond_with_response(gone)
    with pytest.raises(kind) as raised:
        channel.publish(TO_A_REPLY)
    assert raised.value.certain
    assert len(asked_of(httpserver, f"/v26.0/{TO_A_REPLY.target}/replies")) == 1


# ---- publishing and reading back ------------------------------------------------------------------------------------


def test_a_reply_goes_to_its_target_in_the_words_approved(channel: InstagramChannel, httpserver: HTTPServer) -> None:
    sent: list[Json] = []

    def create(request: Request) -> Response:
        sent.append(request.form.to_dict())
        return Response(json.dumps({"id": "17850000000000900"}), 200)

    httpserver.expect_request(f"/v26.0/{TO_A_REPLY.target}/replies", method="POST").respond_with_handler(create)
    assert channel.publish(TO_A_REPLY).remote_id == "17850000000000900"
    assert sent == [{"message": REPLY.text}]
    assert channel.newest_own() == ""


@pytest.mark.parametrize("outgoing", [REPLY, TO_A_REPLY])
def test_our_reply_is_found_under_the_comment_of_its_thread(
    outgoing: Outgoing, channel: InstagramChannel, httpserver: HTTPServer
) -> None:
    text = "@farah.adilah " + REPLY.text.replace("kkr.gov.my", "https://kkr.gov.my") + " "
    httpserver.expect_oneshot_request(REPLIES).respond_with_json(listing(comment("1"), after="r2"))
    httpserver.expect_oneshot_request(REPLIES).respond_with_json(listing(ours(9, REPLY.text), ours(8, text + "?")))
    found = channel.read_back(outgoing, NOW, "")
    assert (found.found, found.remote_id) == (Found.PRESENT, "17850000000000009")


def test_our_reply_is_found_after_our_user_name_was_changed(httpserver: HTTPServer, kkr_instagram: Account) -> None:
    httpserver.expect_request(ROOT).respond_with_json({"id": US, "username": "kerjaraya.rasmi"})
    httpserver.expect_request(REPLIES).respond_with_json(listing(ours(9, username="kerjaraya.rasmi")))
    channel = connect(kkr_instagram, "token", base_url=httpserver.url_for(""))
    assert channel.read_back(REPLY, NOW, "").found is Found.PRESENT


@pytest.mark.parametrize("hours_wrong", [-24, 24])
def test_a_clock_that_is_a_day_wrong_does_not_hide_our_reply(
    hours_wrong: int, channel: InstagramChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(REPLIES).respond_with_json(listing(ours(9)))
    assert channel.read_back(REPLY, NOW + timedelta(hours=hours_wrong), "").found is Found.PRESENT


@pytest.mark.parametrize(
    "other", [comment("1", REPLY.text), ours(9, "Terima kasih puan."), ours(9, minutes_ago=60 * 48)]
)
def test_what_is_not_seen_is_never_called_absent(
    other: Json, channel: InstagramChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(REPLIES).respond_with_json(listing(other))
    assert channel.read_back(REPLY, NOW, "").found is Found.UNSEEN


def test_another_reply_of_ours_that_says_the_same_is_not_this_one(
    channel: InstagramChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(REPLIES).respond_with_json(listing(ours(9), ours(10)))
    assert channel.read_back(REPLY, NOW, "", {"17850000000000009"}).remote_id == "17850000000000010"
    both = {"17850000000000009", "17850000000000010"}
    assert channel.read_back(REPLY, NOW, "", both).found is Found.UNSEEN


@pytest.mark.parametrize(
    "answer",
    [
        listing({"id": "17850000000000009"}),
        listing(comment("1", REPLY.text, 0, username=None, **{"from": None})),
        listing(comment("1"), after="lagi"),
    ],
)
def test_what_cannot_be_read_whole_or_named_leaves_the_question_open(
    answer: Json, channel: InstagramChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(REPLIES).respond_with_json(answer)
    assert channel.read_back(REPLY, NOW, "").found is Found.INCOMPLETE
    assert len(asked_of(httpserver, REPLIES)) <= PAGES_A_READ_BACK


@pytest.mark.parametrize(("seen", "kind"), [(True, ParentGone), (False, ReadRefused)])
def test_a_thread_that_was_deleted_is_told_if_our_media_are_seen(
    seen: bool, kind: type[ChannelError], channel: InstagramChannel, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(REPLIES).respond_with_response(error(100, 400, 33))
    expected = httpserver.expect_request(f"{ROOT}/media")
    expected.respond_with_json(listing()) if seen else expected.respond_with_response(error(100, 400, 33))
    with pytest.raises(kind):
        channel.read_back(REPLY, NOW, "")


def test_the_account_linked_to_the_page_of_a_token_is_told(channel: InstagramChannel, httpserver: HTTPServer) -> None:
    linked = {"id": "698", "instagram_business_account": {"id": US, "username": "kkr_malaysia"}}
    httpserver.expect_ordered_request("/v26.0/me").respond_with_json(linked)
    httpserver.expect_ordered_request("/v26.0/me").respond_with_json({"id": "698"})
    assert channel.whoami() == (US, "kkr_malaysia")
    with pytest.raises(NoLinkedAccount):
        channel.whoami()
