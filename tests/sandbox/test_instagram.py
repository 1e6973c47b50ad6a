"""Instagram through the sandbox: comments and replies of two levels, hiding, counts that tell more than is shown."""

import json
from datetime import timedelta
from typing import Any

import pytest

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.world import Item, Place
from tests.sandbox.conftest import Caller, me
from tests.sandbox.test_graph import error, every_page

ANSWER = "Terima kasih, lokasi telah dimaklumkan kepada JKR daerah."


def newest_media(instagram: Caller) -> str:
    return str(instagram.get(f"/{me(instagram)}/media", limit=1).json()["data"][0]["id"])


def comment(control: Control, text: str = "Lubang besar depan sekolah.", parent: str = "") -> Item:
    return control.inject(Channel.INSTAGRAM, "kkrmalaysia", "salmah.idris", text, parent=parent)


def test_the_account_is_found_through_its_page_and_its_own_token_opens_it_too(instagram: Caller) -> None:
    page = instagram.get("/me", fields="instagram_business_account{id,username}").json()
    account = page["instagram_business_account"]
    assert account == {"id": me(instagram), "username": "kkrmalaysia"}
    own = Caller(instagram.session, instagram.root, "kkrmalaysia")
    assert own.get(f"/{account['id']}", fields="username,media_count").json() == {
        "username": "kkrmalaysia", "media_count": 2, "id": account["id"],
    }  # fmt: skip


def test_a_page_without_an_account_has_none(instagram: Caller) -> None:
    alone = Caller(instagram.session, instagram.root, "LembagaLebuhraya")
    assert "instagram_business_account" not in alone.get("/me", fields="instagram_business_account").json()
    assert error(alone.get(f"/{me(instagram)}")) == (10, None)


def test_paging_brings_every_media_and_comment_once_newest_first(instagram: Caller) -> None:
    media = every_page(instagram, f"/{me(instagram)}/media", fields="id,timestamp", limit=1)
    assert [one["timestamp"] for one in media] == sorted((one["timestamp"] for one in media), reverse=True)
    path = f"/{media[0]['id']}/comments"
    whole = every_page(instagram, path, limit=50)
    assert every_page(instagram, path, limit=2) == whole
    assert [one["timestamp"] for one in whole] == sorted((one["timestamp"] for one in whole), reverse=True)
    assert set(whole[0]) == {"timestamp", "text", "id"}


def test_more_is_counted_than_shown(instagram: Caller) -> None:
    media = every_page(instagram, f"/{me(instagram)}/media", fields="id,comments_count")[-1]
    shown = every_page(instagram, f"/{media['id']}/comments", fields="id,replies{id}")
    nested = [reply for one in shown for reply in one.get("replies", {"data": []})["data"]]
    assert nested
    assert media["comments_count"] == len(shown) + len(nested) + 1


def test_a_page_of_comments_nobody_may_see_is_empty_and_has_a_next(instagram: Caller, control: Control) -> None:
    for item in (comment(control, f"Akaun tertutup {number}") for number in range(3)):
        item.unlisted = True
    page = instagram.get(f"/{newest_media(instagram)}/comments", limit=3).json()
    assert page["data"] == []
    assert "next" in page["paging"]
    after = page["paging"]["cursors"]["after"]
    assert instagram.get(f"/{newest_media(instagram)}/comments", after=after).json()["data"]


def test_a_reply_stands_under_its_comment_and_a_reply_to_it_does_too(instagram: Caller, control: Control) -> None:
    top = comment(control)
    first = instagram.reply(top.id, ANSWER).json()["id"]
    second = instagram.reply(first, "Makluman susulan.").json()["id"]
    replies = instagram.get(f"/{top.id}/replies", fields="id,parent_id,username,text").json()["data"]
    assert {(one["id"], one["parent_id"], one["username"]) for one in replies} == {
        (first, top.id, "kkrmalaysia"),
        (second, top.id, "kkrmalaysia"),
    }
    assert control.world.ledger.count("kkrmalaysia", top.id, ANSWER) == 1
    below = instagram.get(f"/{newest_media(instagram)}/comments", fields="id").json()["data"]
    assert not {first, second} & {one["id"] for one in below}


def test_a_reply_that_is_shown_late_is_counted_before_it_is_shown(instagram: Caller, control: Control) -> None:
    top = comment(control)
    counted = instagram.get(f"/{top.thread}", fields="comments_count").json()["comments_count"]
    control.fault("instagram.create", Kind.DELAYED_VISIBILITY, reads=1)
    sent = instagram.reply(top.id, ANSWER).json()["id"]
    assert instagram.get(f"/{top.thread}", fields="comments_count").json()["comments_count"] == counted + 1
    seen = [[one["id"] for one in instagram.get(f"/{top.id}/replies").json()["data"]] for _ in range(2)]
    assert seen == [[], [sent]]


def test_replies_sent_along_are_as_many_as_asked_for(instagram: Caller, control: Control) -> None:
    top = comment(control)
    written = {comment(control, f"Setuju {number}", top.id).id for number in range(4)}
    along = instagram.get(f"/{top.id}", fields="replies.limit(2){id}").json()["replies"]["data"]
    assert len(along) == 2
    assert {one["id"] for one in every_page(instagram, f"/{top.id}/replies", limit=2)} == written


def test_hiding_is_undone_and_a_hidden_comment_takes_no_reply(instagram: Caller, control: Control) -> None:
    top = comment(control, "KLIK PAUTAN INI")
    assert instagram.post(f"/{top.id}", data={"hide": "true"}).json() == {"success": True}
    assert instagram.get(f"/{top.id}", fields="hidden").json()["hidden"] is True
    assert error(instagram.reply(top.id, ANSWER)) == (100, None)
    instagram.post(f"/{top.id}", data={"hide": "false"})
    assert instagram.reply(top.id, ANSWER).ok
    assert [(act.verb, act.id) for act in control.world.ledger.acts] == [("hide", top.id), ("unhide", top.id)]


def test_own_comments_are_not_hidden_but_deleted(instagram: Caller, control: Control) -> None:
    own = instagram.post(f"/{newest_media(instagram)}/comments", data={"message": "Hebahan."}).json()["id"]
    assert error(instagram.post(f"/{own}", data={"hide": "true"})) == (200, None)
    for item in (own, comment(control).id):
        assert instagram.delete(f"/{item}").json() == {"success": True}
        assert error(instagram.get(f"/{item}")) == (100, 33)
        assert error(instagram.reply(item, ANSWER)) == (100, 33)


def test_media_that_takes_no_comments_refuses(instagram: Caller, control: Control) -> None:
    top = comment(control)
    instagram.post(f"/{top.thread}", data={"comment_enabled": "false"})
    assert instagram.get(f"/{top.thread}", fields="is_comment_enabled").json()["is_comment_enabled"] is False
    assert error(instagram.reply(top.id, ANSWER)) == (10, None)


def test_tags_are_media_of_others(instagram: Caller, control: Control) -> None:
    tagged = control.inject(
        Channel.INSTAGRAM, "kkrmalaysia", "warga.klang", "Tengok jalan ni @kkrmalaysia", place=Place.TAGGED
    )
    tags = every_page(instagram, f"/{me(instagram)}/tags", fields="id,username,caption")
    assert tags[0] == {"id": tagged.id, "username": "warga.klang", "caption": tagged.text}
    assert tagged.id not in {one["id"] for one in every_page(instagram, f"/{me(instagram)}/media")}


def test_another_account_is_not_opened(instagram: Caller) -> None:
    other = Caller(instagram.session, instagram.root, "CIDBMalaysia")
    for path in (f"/{me(instagram)}", f"/{newest_media(instagram)}/comments"):
        assert error(other.get(path)) == (100, 33)


def test_usage_is_told_for_the_account_and_over_the_limit_answers_80002(instagram: Caller, control: Control) -> None:
    account = me(instagram)
    control.use_up_calls("kkrmalaysia", Channel.INSTAGRAM)
    over = instagram.get(f"/{account}")
    assert error(over) == (80002, None)
    usage = json.loads(over.headers["X-Business-Use-Case-Usage"])
    assert usage[account][0]["type"] == "instagram"
    assert instagram.get("/me").ok
    control.clock(advance=timedelta(hours=25))
    assert instagram.get(f"/{account}").ok


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("", {"fields": "colour"}),
        ("/media", {"limit": "0"}),
        ("/insights", {"metric": "impressions"}),
        ("/insights", {}),
    ],
)
def test_malformed_calls_answer_100(instagram: Caller, path: str, params: dict[str, Any]) -> None:
    assert error(instagram.get(f"/{me(instagram)}{path}", **params)) == (100, None)


def test_insights_of_the_account_and_of_a_media(instagram: Caller) -> None:
    asked = {"metric": "reach,views", "period": "day", "metric_type": "total_value"}
    reach, views = instagram.get(f"/{me(instagram)}/insights", **asked).json()["data"]
    assert (reach["name"], views["name"]) == ("reach", "views")
    assert views["total_value"]["value"] > 0
    saved = instagram.get(f"/{newest_media(instagram)}/insights", metric="saved").json()["data"][0]
    assert saved["values"][0]["value"] > 0


def test_a_fault_on_instagram_leaves_facebook_alone(instagram: Caller, graph: Caller, control: Control) -> None:
    account, media = me(instagram), newest_media(instagram)
    control.fault("instagram.*", Kind.STATUS_500, times=None)
    assert error(instagram.get(f"/{account}")) == error(instagram.get(f"/{media}/comments")) == (2, None)
    assert graph.get("/me").ok
    control.clear_faults()
    instagram.get(f"/{media}/comments")
    calls = control.world.ledger.calls
    assert (calls["instagram.comments"], calls["facebook.comments"]) == (1, 0)
