"""The control plane over HTTP: reset, clock, tick, inject, delete, fault and ledger."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from pmsdesk.sandbox.server import Sandbox
from tests.sandbox.conftest import Caller, me

Order = Callable[..., Any]


@pytest.fixture
def order(sandbox: Sandbox, session: requests.Session) -> Order:
    """Calls one verb; GET without a body, POST with one."""

    def call(verb: str, **body: Any) -> Any:
        method = "POST" if body else "GET"
        answer = session.request(method, f"{sandbox.url}/__sandbox__/{verb}", json=body or None, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    return call


def test_the_clock_stands_jumps_and_shows_in_every_answer(order: Order, x: Caller) -> None:
    assert order("clock")["now"] == "2026-11-23T02:00:00+00:00"
    assert order("clock", advance_seconds=3600)["now"] == "2026-11-23T03:00:00+00:00"
    assert x.get("/users/me").headers["Date"] == "Mon, 23 Nov 2026 03:00:00 GMT"
    order("clock", now="2026-11-24T02:00:00+08:00", run=True)
    assert order("clock")["now"].startswith("2026-11-23T18:00:0")


def test_an_injected_message_arrives_at_its_account_and_nowhere_else(order: Order, x: Caller) -> None:
    body = {"channel": "x", "account": "JKRJohor", "author": "azlan_b", "name": "Azlan", "text": "Jalan J7 berlubang."}
    item = order("inject", **body)
    johor = Caller(x.session, x.root, "JKRJohor")
    newest = johor.get(f"/users/{me(johor)}/mentions", expansions="author_id").json()
    assert (newest["data"][0]["id"], newest["data"][0]["text"]) == (item["id"], "@JKRJohor Jalan J7 berlubang.")
    assert {"Azlan"} <= {user["name"] for user in newest["includes"]["users"]}
    assert x.get(f"/users/{me(x)}/mentions").json()["data"][0]["id"] != item["id"]


def test_an_injected_comment_lands_under_the_newest_post(order: Order, graph: Caller) -> None:
    order("inject", channel="facebook", account="KKRMalaysia", author="Salmah Idris", text="Pukul berapa mula?")
    newest = graph.get("/me/published_posts", limit=1).json()["data"][0]["id"]
    assert "Pukul berapa mula?" in graph.get(f"/{newest}/comments", order="reverse_chronological").text


def test_a_hidden_item_appears_after_its_reads(order: Order, x: Caller) -> None:
    item = order("inject", channel="x", account="MOWorks", author="azlan_b", text="@MOWorks ujian", hidden_reads=1)
    path = f"/users/{me(x)}/mentions"
    assert [item["id"] in x.get(path).text for _ in range(2)] == [False, True]


def test_ticks_let_waiting_citizens_write_until_none_is_left(order: Order) -> None:
    state = order("reset", now="2026-11-23T02:00:00+00:00")
    first = order("tick", messages=1, advance_seconds=60)["ids"]
    rest = order("tick", messages=500)["ids"]
    assert len(first) == 1
    assert len(first + rest) == state["waiting"] == len(set(first + rest))
    assert order("tick", messages=1)["ids"] == []


def test_a_deleted_item_is_gone(order: Order, x: Caller) -> None:
    item = order("inject", channel="x", account="MOWorks", author="azlan_b", text="@MOWorks silap")
    order("delete", channel="x", id=item["id"])
    assert "errors" in x.get(f"/tweets/{item['id']}").json()


def test_an_edited_post_has_another_id_and_tells_the_one_it_had(order: Order, x: Caller) -> None:
    item = order("inject", channel="x", account="MOWorks", author="azlan_b", text="@MOWorks silap")
    edited = order("edit", channel="x", id=item["id"], text="@MOWorks betul")
    shown = x.get(f"/users/{me(x)}/mentions").json()["data"]
    told = {post["id"]: (post["text"], post["edit_history_tweet_ids"]) for post in shown}
    assert told[edited["id"]] == ("@MOWorks betul", [item["id"], edited["id"]])
    assert item["id"] not in told


def test_an_edited_comment_has_other_words_under_its_id(order: Order) -> None:
    order("inject", channel="facebook", account="KKRMalaysia", author="KKRMalaysia", text="Hari ini", place="post")
    item = order("inject", channel="facebook", account="KKRMalaysia", author="Aminah Kassim", text="silap")
    assert order("edit", channel="facebook", id=item["id"], text="betul")["id"] == item["id"]


def test_reset_forgets_everything_and_seed_brings_it_back(order: Order, x: Caller) -> None:
    item = order("inject", channel="x", account="MOWorks", author="azlan_b", text="@MOWorks lubang")
    x.reply(item["id"], "Boleh nyatakan lokasi dengan lebih tepat?")
    order("fault", route="x.*", kind="status_500", times=None)
    assert order("ledger")["max"] == 1
    empty = order("reset", seeded=False)
    assert empty["items"] == 0
    assert order("fault") == {"faults": []}
    assert order("ledger") | {"calls": {}} == {
        "entries": [], "acts": [], "counts": [], "max": 0, "calls": {}, "credits": "100", "spent": "0",
    }  # fmt: skip
    assert order("seed", again=True)["items"] > 300


def test_the_ledger_counts_calls_that_were_refused_too(order: Order, x: Caller) -> None:
    x.reply("20", "Balasan kepada yang tiada")
    ledger = order("ledger")
    assert ledger["entries"] == []
    assert ledger["calls"]["x.create"] == 1


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("inject", {"channel": "x", "account": "tiada", "author": "a", "text": "t"}),
        ("inject", {"channel": "telegram", "account": "MOWorks", "author": "a", "text": "t"}),
        ("inject", {"channel": "x", "account": "MOWorks", "author": "a", "text": "t", "parent": "20"}),
        ("fault", {"route": "x.me", "kind": "gempa"}),
        ("fault", {"route": "x.me", "kind": "slow", "colour": 1}),
        ("fault", {"kind": "slow"}),
        ("delete", {"channel": "x", "id": "20"}),
        ("clock", {"now": "esok"}),
    ],
)
def test_an_impossible_order_is_refused_with_its_reason(sandbox: Sandbox, verb: str, body: dict[str, Any]) -> None:
    answer = requests.post(f"{sandbox.url}/__sandbox__/{verb}", json=body, timeout=60)
    assert answer.status_code == 400
    assert ":" in answer.json()["error"]
