"""Reading X through the sandbox: mentions, timelines, look-ups and search behave as X's do."""

from typing import Any

import pytest

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.control import Control
from tests.sandbox.conftest import Caller, me


def every_page(x: Caller, path: str, **params: Any) -> list[dict[str, Any]]:
    """All pages of a list, in the order they came."""
    found, token = [], None
    while True:
        page = x.get(path, **params, **({"pagination_token": token} if token else {})).json()
        found += page.get("data", [])
        token = page["meta"].get("next_token")
        if token is None:
            return found


def test_paging_brings_every_mention_once_newest_first(x: Caller) -> None:
    path = f"/users/{me(x)}/mentions"
    ids = [int(post["id"]) for post in every_page(x, path, max_results=7)]
    assert len(ids) > 100
    assert ids == sorted(set(ids), reverse=True)
    assert ids == [int(post["id"]) for post in every_page(x, path, max_results=100)]


def test_a_page_tells_its_newest_oldest_and_size(x: Caller) -> None:
    page = x.get(f"/users/{me(x)}/mentions", max_results=5).json()
    ids = [post["id"] for post in page["data"]]
    assert page["meta"] | {"next_token": ""} == {
        "newest_id": ids[0],
        "oldest_id": ids[-1],
        "result_count": 5,
        "next_token": "",
    }


def test_since_id_brings_only_what_is_newer(x: Caller, control: Control) -> None:
    path = f"/users/{me(x)}/mentions"
    newest = x.get(path).json()["meta"]["newest_id"]
    assert x.get(path, since_id=newest).json() == {"meta": {"result_count": 0}}
    new = control.inject(Channel.X, "MOWorks", "azlan_b", "Lubang baharu di FT1 KM 380, Bidor.")
    assert [post["id"] for post in x.get(path, since_id=newest).json()["data"]] == [new.id]


def test_new_mentions_while_paging_neither_repeat_nor_hide_older_ones(x: Caller, control: Control) -> None:
    path = f"/users/{me(x)}/mentions"
    whole = {post["id"] for post in every_page(x, path, max_results=100)}
    first = x.get(path, max_results=50).json()
    control.inject(Channel.X, "MOWorks", "azlan_b", "Baru sahaja berlaku.")
    rest = every_page(x, path, max_results=100, until_id=first["meta"]["oldest_id"])
    assert {post["id"] for post in first["data"] + rest} == whole


def test_start_time_cuts_by_time(x: Caller) -> None:
    params = {"start_time": "2026-11-23T00:00:00Z", "tweet.fields": "created_at", "max_results": 100}
    times = [post["created_at"] for post in every_page(x, f"/users/{me(x)}/mentions", **params)]
    assert times
    assert min(times) >= "2026-11-23T00:00:00.000Z"


@pytest.mark.parametrize(
    ("fields", "expansion", "references", "included", "reposts"),
    [
        ("tweet.fields", "referenced_tweets.id", "referenced_tweets", "tweets", "retweet_count"),
        ("post.fields", "referenced_posts", "referenced_posts", "posts", "repost_count"),
    ],
)
def test_both_dialects_tell_the_same_under_their_own_names(
    x: Caller, fields: str, expansion: str, references: str, included: str, reposts: str
) -> None:
    params = {fields: "conversation_id,public_metrics", "expansions": f"author_id,{expansion}", "max_results": 100}
    page = x.get(f"/users/{me(x)}/mentions", **params).json()
    replies = [post for post in page["data"] if references in post]
    assert replies
    standing = {post["id"] for post in page["includes"][included]}
    deleted = {error["resource_id"] for error in page["errors"]}
    assert {post[references][0]["id"] for post in replies} == standing | deleted
    assert all(reposts in post["public_metrics"] for post in page["data"])
    assert {post["author_id"] for post in page["data"]} <= {user["id"] for user in page["includes"]["users"]}


def test_a_dialect_does_not_take_the_names_of_the_other(x: Caller) -> None:
    answer = x.get(f"/users/{me(x)}/mentions", **{"post.fields": "created_at", "tweet.fields": "created_at"})
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/problems/invalid-request")
    assert "tweet.fields" in answer.json()["errors"][0]["message"]
    assert x.get(f"/users/{me(x)}/mentions", post__fields="author_id").status_code == 400


@pytest.mark.parametrize(
    "params",
    [{"max_results": 4}, {"max_results": 101}, {"since_id": "abc"}, {"pagination_token": "!"}, {"colour": "1"}],
)
def test_what_the_api_document_forbids_is_refused(x: Caller, params: dict[str, Any]) -> None:
    answer = x.get(f"/users/{me(x)}/mentions", **params)
    assert (answer.status_code, answer.json()["title"]) == (400, "Invalid Request")


def test_nothing_but_id_text_and_history_comes_unasked(x: Caller) -> None:
    post = x.get(f"/users/{me(x)}/mentions").json()["data"][0]
    assert set(post) == {"id", "text", "edit_history_tweet_ids"}


def test_a_long_text_is_cut_and_stands_whole_in_its_note(x: Caller) -> None:
    params = {"tweet.fields": "note_tweet,display_text_range", "max_results": 100}
    notes = [post for post in every_page(x, f"/users/{me(x)}/mentions", **params) if "note_tweet" in post]
    longest = max(notes, key=lambda post: len(post["note_tweet"]["text"]))
    assert len(longest["note_tweet"]["text"]) > 1000
    assert longest["note_tweet"]["text"].startswith(longest["text"])
    assert longest["display_text_range"] == [0, len(longest["text"])]
    assert len(longest["text"]) <= 280


def test_links_are_wrapped_and_markup_is_escaped_with_entities_that_point_at_the_text(
    x: Caller, control: Control
) -> None:
    text = "Sila rujuk kkr.gov.my/aduan & https://jalan.example/peta?a=1&b=2 <segera> #JalanRosak 🚧 @JKRMalaysia"
    item = control.inject(Channel.X, "MOWorks", "azlan_b", text)
    post = x.get(f"/tweets/{item.id}", tweet__fields="entities").json()["data"]
    shown, entities = post["text"], post["entities"]
    assert "&amp; https://t.co/" in shown
    assert "&lt;segera&gt;" in shown
    assert [link["expanded_url"] for link in entities["urls"]] == [
        "http://kkr.gov.my/aduan",
        "https://jalan.example/peta?a=1&b=2",
    ]
    for link in entities["urls"]:
        assert shown[link["start"] : link["end"]] == link["url"]
    assert [shown[tag["start"] : tag["end"]] for tag in entities["hashtags"]] == ["#JalanRosak"]
    assert [shown[one["start"] : one["end"]] for one in entities["mentions"]] == ["@MOWorks", "@JKRMalaysia"]


def test_a_reply_starts_with_names_outside_its_display_range(x: Caller, control: Control) -> None:
    post = x.get(f"/users/{me(x)}/tweets", max_results=5).json()["data"][0]
    item = control.inject(Channel.X, "MOWorks", "azlan_b", "bila nak siap?", parent=post["id"])
    seen = x.get(f"/tweets/{item.id}", tweet__fields="display_text_range").json()["data"]
    start, end = seen["display_text_range"]
    assert seen["text"].startswith("@MOWorks ")
    assert seen["text"][start:end] == "bila nak siap?"


def test_mentions_hold_our_own_posts_and_replies_that_never_typed_the_name(x: Caller) -> None:
    params = {"tweet.fields": "author_id,display_text_range", "expansions": "author_id", "max_results": 100}
    posts = every_page(x, f"/users/{me(x)}/mentions", **params)
    jkr = Caller(x.session, x.root, "JKRMalaysia")
    assert {me(x), me(jkr)} <= {post["author_id"] for post in posts}
    untyped = [post for post in posts if "@MOWorks" not in post["text"][post["display_text_range"][0] :]]
    assert untyped


def test_a_deleted_parent_is_an_error_beside_the_data(x: Caller) -> None:
    params = {"expansions": "referenced_tweets.id", "max_results": 100}
    page = x.get(f"/users/{me(x)}/mentions", **params).json()
    assert page["data"]
    assert {(error["parameter"], error["title"]) for error in page["errors"]} == {
        ("referenced_tweets.id", "Not Found Error")
    }


def test_look_ups_answer_200_with_errors_for_what_is_gone(x: Caller) -> None:
    known = x.get(f"/users/{me(x)}/mentions").json()["data"][0]["id"]
    both = x.get("/tweets", ids=f"{known},20").json()
    assert [post["id"] for post in both["data"]] == [known]
    assert [error["resource_id"] for error in both["errors"]] == ["20"]
    gone = x.get("/tweets/20")
    assert gone.status_code == 200
    assert gone.json()["errors"][0]["type"].endswith("/problems/resource-not-found")
    assert x.get("/users/20/mentions").json()["errors"][0]["resource_type"] == "user"


def test_search_finds_a_whole_conversation_and_mentions_do_not(x: Caller, control: Control) -> None:
    root = control.inject(Channel.X, "MOWorks", "azlan_b", "@MOWorks jambatan FT23 retak.")
    aside = control.inject(Channel.X, "MOWorks", "jiran_b", "setuju, saya pun nampak", parent=root.id)
    found = every_page(x, "/tweets/search/recent", query=f"conversation_id:{root.id}", max_results=10)
    assert [post["id"] for post in found] == [aside.id, root.id]
    only = x.get("/tweets/search/recent", query=f"conversation_id:{root.id} -from:azlan_b is:reply").json()["data"]
    assert [post["id"] for post in only] == [aside.id]
    assert x.get("/tweets/search/recent", query="bogus:1").status_code == 400


def test_the_timeline_leaves_out_reposts_and_replies_on_demand(x: Caller) -> None:
    path, mine = f"/users/{me(x)}/tweets", {"tweet.fields": "referenced_tweets", "max_results": 100}
    kinds = [post.get("referenced_tweets", [{}])[0].get("type") for post in every_page(x, path, **mine)]
    assert {"retweeted", "replied_to", None} == set(kinds)
    without = every_page(x, path, exclude="retweets,replies", **mine)
    assert without
    assert not any("referenced_tweets" in post for post in without)
