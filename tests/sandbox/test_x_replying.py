"""Replying on X through the sandbox: who may, what it costs, and every refusal in X's words."""

import html
from decimal import Decimal

import pytest

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.control import Control
from tests.sandbox.conftest import NOW, Caller, me

ANSWER = "Terima kasih, aduan telah diterima & siasatan akan dijalankan"


@pytest.fixture
def complaint(control: Control) -> str:
    """The id of a post that names @MOWorks."""
    return control.inject(Channel.X, "MOWorks", "azlan_b", "@MOWorks lubang besar di FT5 KM 40.").id


def test_a_reply_stands_once_and_is_read_back_under_its_parent(x: Caller, control: Control, complaint: str) -> None:
    sent = x.reply(complaint, ANSWER)
    assert sent.status_code == 201
    mine = x.get(f"/users/{me(x)}/tweets", tweet__fields="referenced_tweets,display_text_range").json()["data"][0]
    start, end = mine["display_text_range"]
    assert mine["id"] == sent.json()["data"]["id"]
    assert html.unescape(mine["text"][start:end]) == ANSWER
    assert mine["text"].startswith("@azlan_b ")
    assert mine["referenced_tweets"] == [{"type": "replied_to", "id": complaint}]
    once = {"account": "MOWorks", "parent": complaint, "text": ANSWER, "private": False, "count": 1}
    assert control.ledger()["counts"] == [once]


def test_the_same_reply_again_is_refused_and_under_another_parent_is_not(
    x: Caller, control: Control, complaint: str
) -> None:
    other = control.inject(Channel.X, "MOWorks", "jiran_b", "@MOWorks di KM 41 pun ada.").id
    assert x.reply(complaint, ANSWER).status_code == 201
    again = x.reply(complaint, ANSWER)
    assert (again.status_code, again.json()["detail"]) == (
        403,
        "You are not allowed to create a Tweet with duplicate content.",
    )
    assert x.reply(other, ANSWER).status_code == 201
    assert control.ledger()["max"] == 1


def test_a_deleted_parent_cannot_be_answered(x: Caller, control: Control, complaint: str) -> None:
    control.delete(Channel.X, complaint)
    refused = x.reply(complaint, ANSWER)
    assert refused.status_code == 403
    assert "deleted or not visible" in refused.json()["detail"]
    assert control.ledger()["entries"] == []


def test_only_who_summoned_us_by_name_can_be_answered(x: Caller, control: Control) -> None:
    ours = x.get(f"/users/{me(x)}/tweets", max_results=5).json()["data"][0]["id"]
    silent = control.inject(Channel.X, "MOWorks", "azlan_b", "tak betul ni", parent=ours).id
    typed = control.inject(Channel.X, "MOWorks", "azlan_b", "@MOWorks mohon jawapan", parent=ours).id
    refused = x.reply(silent, ANSWER)
    assert refused.status_code == 403
    assert "not been mentioned or otherwise engaged" in refused.json()["detail"]
    assert x.reply(typed, ANSWER).status_code == 201
    assert x.reply(ours, "Sambungan hebahan.").status_code == 201


def test_the_limit_is_280_weighted_characters(x: Caller, complaint: str) -> None:
    assert x.reply(complaint, "a" * 280).status_code == 201
    long = x.reply(complaint, "a" * 281)
    assert (long.status_code, long.json()["title"]) == (400, "Invalid Request")
    assert "too long" in long.json()["errors"][0]["message"]
    assert x.reply(complaint, "路" * 141).status_code == 400
    assert x.reply(complaint, "ف" * 280).status_code == 201
    assert x.reply(complaint, "https://kkr.spab.gov.my/" + "a" * 300 + " " + "b" * 256).status_code == 201


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"text": " "}, 400),
        ({"text": "Salam", "reply": {}}, 400),
        ({"text": "Salam", "colour": "red"}, 400),
        ({"text": "Salam", "quote_tweet_id": "20"}, 403),
    ],
)
def test_malformed_bodies_are_refused(x: Caller, body: dict[str, object], status: int) -> None:
    assert x.post("/tweets", json=body).status_code == status


def test_a_wrong_token_is_refused_in_xs_words(x: Caller) -> None:
    stranger = Caller(x.session, x.root, "tiada")
    answer = stranger.get("/users/me")
    assert (answer.status_code, answer.json()["title"], answer.json()["type"]) == (401, "Unauthorized", "about:blank")


def test_a_reply_with_a_link_costs_twenty_times_a_summoned_one(x: Caller, control: Control, complaint: str) -> None:
    def cost(text: str) -> float:
        before = float(str(control.ledger()["spent"]))
        assert x.reply(complaint, text).status_code == 201
        return float(str(control.ledger()["spent"])) - before

    assert cost(ANSWER) == pytest.approx(0.010)
    assert cost("Sila adukan di https://kkr.spab.gov.my") == pytest.approx(0.200)


def test_reading_a_post_is_charged_once_a_day(x: Caller, control: Control, complaint: str) -> None:
    x.get(f"/tweets/{complaint}")
    once = control.ledger()["spent"]
    x.get(f"/tweets/{complaint}")
    assert control.ledger()["spent"] == once


def test_without_credits_every_call_answers_402(x: Caller, control: Control) -> None:
    control.reset(now=NOW, credits=Decimal(0))
    answer = x.get("/users/me")
    assert (answer.status_code, answer.json()["title"]) == (402, "CreditsDepleted")
    assert answer.json()["type"].endswith("/problems/credits")


def test_the_window_runs_down_answers_429_and_opens_again(x: Caller, control: Control) -> None:
    answers = [x.get("/users/me") for _ in range(76)]
    assert [answer.status_code for answer in answers] == [200] * 75 + [429]
    assert [answers[at].headers["x-rate-limit-remaining"] for at in (0, 74, 75)] == ["74", "0", "0"]
    reset = int(answers[-1].headers["x-rate-limit-reset"])
    assert reset == int(NOW.timestamp()) + 15 * 60
    control.clock(now=NOW.fromtimestamp(reset, NOW.tzinfo))
    assert x.get("/users/me").status_code == 200
