"""Facebook through the sandbox: posts, comments with real cursors, answers, and refusals with Facebook's numbers."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.world import Place
from tests.sandbox.conftest import NOW, Caller, me

ANSWER = "Terima kasih, aduan telah diterima & siasatan akan dijalankan."


def every_page(graph: Caller, path: str, **params: Any) -> list[dict[str, Any]]:
    """All pages of a list, in the order they came, by the cursor of each ``next``."""
    found, after = [], None
    while True:
        page = graph.get(path, **params, **({"after": after} if after else {})).json()
        found += page["data"]
        if "next" not in page.get("paging", {}):
            return found
        after = page["paging"]["cursors"]["after"]


def busiest_post(graph: Caller) -> str:
    """The page's post with the most comments."""
    posts = graph.get("/me/published_posts", fields="comments.limit(0).filter(stream).summary(true)").json()["data"]
    return str(max(posts, key=lambda post: post["comments"]["summary"]["total_count"])["id"])


def error(answer: requests.Response) -> tuple[int, int | None]:
    body = answer.json()["error"]
    return body["code"], body.get("error_subcode")


def test_the_page_of_the_token(graph: Caller) -> None:
    page = graph.get("/me", fields="id,name,username,about").json()
    assert (page["name"], page["username"]) == ("Kementerian Kerja Raya Malaysia", "KKRMalaysia")
    assert graph.get(f"/{page['id']}").json() == {"name": page["name"], "id": page["id"]}


@pytest.mark.parametrize("order", ["chronological", "reverse_chronological"])
def test_paging_brings_every_comment_once_in_order(graph: Caller, order: str) -> None:
    path = f"/{busiest_post(graph)}/comments"
    asked = {"filter": "stream", "order": order, "fields": "id,created_time"}
    whole = every_page(graph, path, limit=100, **asked)
    assert len(whole) > 8
    assert every_page(graph, path, limit=2, **asked) == whole
    times = [comment["created_time"] for comment in whole]
    assert times == sorted(times, reverse=order == "reverse_chronological")


def test_ids_and_times_have_facebooks_shapes(graph: Caller) -> None:
    post = busiest_post(graph)
    comment = graph.get(f"/{post}/comments", fields="id,created_time,permalink_url,object{id}").json()["data"][0]
    page, _, number = post.partition("_")
    assert page == me(graph)
    assert comment["id"].startswith(f"{number}_")
    assert comment["created_time"].endswith("+0000")
    assert comment["object"] == {"id": post}
    assert comment["permalink_url"].endswith(f"comment_id={comment['id'].partition('_')[2]}")


def test_toplevel_leaves_out_the_answers_that_stream_shows(graph: Caller) -> None:
    path = f"/{busiest_post(graph)}/comments"
    top = every_page(graph, path, fields="id,parent{id}")
    stream = every_page(graph, path, filter="stream", fields="id,parent{id}")
    assert not any("parent" in comment for comment in top)
    below = [comment for comment in stream if "parent" in comment]
    assert below
    assert {comment["id"] for comment in stream} == {comment["id"] for comment in top + below}


def test_since_cuts_by_time(graph: Caller) -> None:
    path = f"/{busiest_post(graph)}/comments"
    since = int((NOW - timedelta(hours=12)).timestamp())
    recent = every_page(graph, path, filter="stream", since=since, fields="created_time")
    whole = every_page(graph, path, filter="stream", fields="created_time")
    assert recent == [one for one in whole if one["created_time"] >= "2026-11-22T14:00:00+0000"]
    assert 0 < len(recent) < len(whole)


def test_the_next_address_carries_the_token_as_facebooks_does(graph: Caller) -> None:
    page = graph.get(f"/{busiest_post(graph)}/comments", limit=2, fields="id").json()
    query = parse_qs(urlsplit(page["paging"]["next"]).query)
    assert query["access_token"] == ["sandbox-KKRMalaysia"]
    assert query["after"] == [page["paging"]["cursors"]["after"]]
    assert requests.get(page["paging"]["next"], timeout=60).json()["data"]


def test_a_cursor_survives_the_deletion_of_the_comment_it_names(graph: Caller, control: Control) -> None:
    path = f"/{busiest_post(graph)}/comments"
    whole = every_page(graph, path, fields="id")
    first = graph.get(path, limit=3, fields="id").json()
    control.delete(Channel.FACEBOOK, first["data"][-1]["id"])
    rest = graph.get(path, fields="id", after=first["paging"]["cursors"]["after"]).json()["data"]
    assert first["data"] + rest == whole


def test_visitors_posts_and_tags_have_their_own_edges(graph: Caller, control: Control) -> None:
    mine = control.inject(Channel.FACEBOOK, "KKRMalaysia", "Salmah Idris", "Longkang runtuh.", place=Place.VISITOR)
    tagged = control.inject(Channel.FACEBOOK, "KKRMalaysia", "Warta Kampung", "Tolong KKR.", place=Place.TAGGED)
    edges = {
        edge: {post["id"] for post in every_page(graph, f"/me/{edge}")}
        for edge in ("visitor_posts", "tagged", "published_posts", "feed")
    }
    assert mine.id in edges["visitor_posts"] & edges["feed"]
    assert tagged.id in edges["tagged"]
    assert not edges["published_posts"] & (edges["visitor_posts"] | edges["tagged"])


def test_a_new_comment_moves_its_post_updated_time(graph: Caller, control: Control) -> None:
    post = busiest_post(graph)
    control.inject(Channel.FACEBOOK, "KKRMalaysia", "Salmah Idris", "Terkini?", parent=post)
    assert graph.get(f"/{post}", fields="updated_time").json()["updated_time"] == "2026-11-23T02:00:00+0000"


def test_fields_nest_and_an_unknown_one_is_refused(graph: Caller) -> None:
    fields = "id,message,comments.limit(2).filter(stream){id,from{name},parent{id,from}}"
    post = graph.get(f"/{busiest_post(graph)}", fields=fields).json()
    assert len(post["comments"]["data"]) == 2
    refused = graph.get(f"/{post['id']}", fields="id,colour")
    assert error(refused) == (100, None)
    assert (
        refused.json()["error"]["message"]
        == "(#100) Tried accessing nonexisting field (colour) on node type (PagePost)"
    )
    assert error(graph.get(f"/{post['id']}", fields="id,from{")) == (100, None)


def test_an_answer_stands_under_its_comment_and_facebook_takes_it_twice(graph: Caller, control: Control) -> None:
    comment = control.inject(Channel.FACEBOOK, "KKRMalaysia", "Salmah Idris", "Bila nak siap?")
    first, second = graph.reply(comment.id, ANSWER).json()["id"], graph.reply(comment.id, ANSWER).json()["id"]
    listed = graph.get(f"/{comment.id}/comments", fields="id,from,message,parent{id}").json()["data"]
    assert {one["id"] for one in listed} == {first, second}
    assert {(one["from"]["id"], one["message"], one["parent"]["id"]) for one in listed} == {
        (me(graph), ANSWER, comment.id)
    }
    assert control.ledger()["max"] == 2


def test_a_post_of_the_page_is_refused_the_second_time(graph: Caller) -> None:
    assert graph.post("/me/feed", data={"message": "Hebahan trafik."}).json()["id"].startswith(me(graph))
    again = graph.post("/me/feed", data={"message": "Hebahan trafik."})
    assert (again.status_code, *error(again)) == (400, 506, 1455006)


def test_what_is_gone_answers_100_with_subcode_33(graph: Caller, control: Control) -> None:
    comment = control.inject(Channel.FACEBOOK, "KKRMalaysia", "Salmah Idris", "Tersilap.")
    control.delete(Channel.FACEBOOK, comment.id)
    for answer in (graph.reply(comment.id, ANSWER), graph.get(f"/{comment.id}"), graph.get("/1_2/comments")):
        assert (answer.status_code, *error(answer)) == (400, 100, 33)
    assert control.ledger()["entries"] == []


def test_tokens_missing_wrong_and_of_another_page(graph: Caller) -> None:
    assert error(requests.get(f"{graph.root}/me", timeout=60)) == (104, None)
    wrong = Caller(graph.session, graph.root, "tiada").get("/me")
    assert error(wrong) == (190, None)
    assert "invalid_token" in wrong.headers["WWW-Authenticate"]
    other = Caller(graph.session, graph.root, "CIDBMalaysia")
    assert error(other.get(f"/{me(graph)}/published_posts")) == (100, 33)
    assert (
        requests.get(f"{graph.root}/me", params={"access_token": "sandbox-KKRMalaysia"}, timeout=60).status_code == 200
    )


def test_usage_is_told_in_headers_and_over_the_limit_answers_80001(graph: Caller, control: Control) -> None:
    told = graph.get("/me")
    assert json.loads(told.headers["X-App-Usage"]) == {"call_count": 0, "total_cputime": 0, "total_time": 0}
    control.use_up_calls("KKRMalaysia")
    over = graph.get("/me")
    assert (over.status_code, *error(over)) == (400, 80001, None)
    business = json.loads(over.headers["X-Business-Use-Case-Usage"])
    (page,) = business.values()
    assert (page[0]["type"], page[0]["estimated_time_to_regain_access"]) == ("pages", 60)
    control.clock(advance=timedelta(hours=25))
    assert graph.get("/me").status_code == 200


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/me/published_posts", {"limit": "x"}),
        ("/me/published_posts", {"after": "%%%"}),
        ("/me/published_posts", {"since": "semalam"}),
    ],
)
def test_malformed_parameters_answer_100(graph: Caller, path: str, params: dict[str, str]) -> None:
    assert error(graph.get(path, **params)) == (100, None)


def test_an_empty_message_is_refused(graph: Caller) -> None:
    assert error(graph.post(f"/{busiest_post(graph)}/comments", data={"message": "  "})) == (100, None)
    assert error(graph.get("/me/nothing/here")) == (2500, None)
