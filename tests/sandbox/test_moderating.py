"""On X and Facebook an account hides, deletes and writes in private as each network lets it, and the ledger counts."""

from datetime import timedelta
from typing import Any

import pytest
import requests

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.control import Control
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.world import Item
from tests.sandbox.conftest import Caller, me

TEXT = "Terima kasih. Sila beri nombor telefon tuan di sini."


@pytest.fixture
def comment(control: Control) -> Item:
    """A citizen's comment on the ministry's page."""
    return control.inject(Channel.FACEBOOK, "KKRMalaysia", "Aminah Kassim", "Jalan rosak, bodoh.")


@pytest.fixture
def answer(control: Control) -> Item:
    """A citizen's reply to the ministry's own post on X."""
    post = control.inject(Channel.X, "MOWorks", "MOWorks", "Makluman: FT5 ditutup malam ini.")
    return control.inject(Channel.X, "MOWorks", "azlan_b", "bodoh", parent=post.id)


def private_reply(graph: Caller, comment: str, text: str = TEXT, page: str = "me") -> requests.Response:
    return graph.post(f"/{page}/messages", json={"recipient": {"comment_id": comment}, "message": {"text": text}})


def code(answer: requests.Response) -> tuple[int, int]:
    error = answer.json()["error"]
    return error["code"], error.get("error_subcode", 0)


def acts(control: Control) -> list[tuple[str, str]]:
    return [(act.verb, act.id) for act in control.world.ledger.acts]


# ---- Facebook -------------------------------------------------------------------------------------------------------


def test_a_comment_is_hidden_and_shown_again_and_says_so(graph: Caller, control: Control, comment: Item) -> None:
    def hidden() -> Any:
        return graph.get(f"/{comment.id}", fields="is_hidden").json()["is_hidden"]

    assert hidden() is False
    assert graph.post(f"/{comment.id}", data={"is_hidden": "true"}).json() == {"success": True}
    assert hidden() is True
    assert graph.post(f"/{comment.id}", data={"is_hidden": "true"}).ok
    assert graph.post(f"/{comment.id}", data={"is_hidden": "false"}).ok
    assert hidden() is False
    assert acts(control) == [("hide", comment.id), ("hide", comment.id), ("unhide", comment.id)]


def test_a_deleted_comment_is_gone_and_deleting_it_again_says_so(
    graph: Caller, control: Control, comment: Item
) -> None:
    assert graph.delete(f"/{comment.id}").json() == {"success": True}
    assert code(graph.get(f"/{comment.id}")) == (100, 33)
    assert code(graph.delete(f"/{comment.id}")) == (100, 33)
    assert acts(control) == [("delete", comment.id)]


def test_a_page_does_not_touch_another_pages_comments_nor_hide_its_own(
    graph: Caller, control: Control, comment: Item
) -> None:
    other = Caller(graph.session, graph.root, "JabatanKerjaRaya")
    assert code(other.post(f"/{comment.id}", data={"is_hidden": "true"})) == (100, 33)
    assert code(other.delete(f"/{comment.id}")) == (100, 33)
    ours = graph.reply(comment.id, "Maaf.").json()["id"]
    assert code(graph.post(f"/{ours}", data={"is_hidden": "true"})) == (200, 0)
    assert code(graph.post(f"/{comment.id}", data={"message": "lain"})) == (200, 0)
    assert graph.post(f"/{ours}", data={"message": "Maaf, tuan."}).ok
    assert graph.get(f"/{ours}", fields="message").json()["message"] == "Maaf, tuan."
    assert acts(control) == [("edit", ours)]


def test_a_comment_is_answered_in_private_once(graph: Caller, control: Control, comment: Item) -> None:
    assert graph.get(f"/{comment.id}", fields="can_reply_privately").json()["can_reply_privately"] is True
    sent = private_reply(graph, comment.id).json()
    assert set(sent) == {"recipient_id", "message_id"}
    assert sent["recipient_id"] == comment.author.id
    told = graph.get(f"/{comment.id}", fields="can_reply_privately,private_reply_conversation{id,snippet}").json()
    assert told["can_reply_privately"] is False
    assert told["private_reply_conversation"]["snippet"] == TEXT
    assert code(private_reply(graph, comment.id, "Sekali lagi")) == (10900, 0)
    assert control.world.ledger.count("KKRMalaysia", comment.id, TEXT, private=True) == 1
    assert control.world.ledger.count("KKRMalaysia", comment.id, TEXT) == 0


def test_a_private_reply_may_also_come_as_a_form(graph: Caller, comment: Item) -> None:
    form = {"recipient": f'{{"comment_id": "{comment.id}"}}', "message": '{"text": "Salam"}'}
    assert graph.post("/me/messages", data=form).ok
    assert code(graph.post("/me/messages", data={"recipient": "x"})) == (100, 0)


def test_seven_days_later_it_is_too_late(graph: Caller, control: Control, comment: Item) -> None:
    control.clock(advance=timedelta(days=7) - timedelta(seconds=1))
    assert graph.get(f"/{comment.id}", fields="can_reply_privately").json()["can_reply_privately"] is True
    control.clock(advance=timedelta(seconds=1))
    assert graph.get(f"/{comment.id}", fields="can_reply_privately").json()["can_reply_privately"] is False
    assert code(private_reply(graph, comment.id)) == (10, 2018278)


def test_nobody_is_written_to_in_private_about_our_own_comment(graph: Caller, comment: Item) -> None:
    ours = graph.reply(comment.id, "Maaf.").json()["id"]
    assert code(private_reply(graph, ours)) == (200, 0)
    assert code(private_reply(graph, "1_2")) == (100, 33)


@pytest.mark.parametrize("kind", [Kind.COMMIT_THEN_500, Kind.COMMIT_THEN_RESET, Kind.DROP_BEFORE_COMMIT])
def test_faults_of_a_private_reply_are_told_apart_by_sending_it_again(
    graph: Caller, control: Control, comment: Item, kind: Kind
) -> None:
    control.fault("facebook.message", kind)
    try:
        private_reply(graph, comment.id)
    except requests.ConnectionError:
        assert kind is not Kind.COMMIT_THEN_500
    again = private_reply(graph, comment.id)
    assert again.ok is (kind is Kind.DROP_BEFORE_COMMIT)
    assert control.world.ledger.count("KKRMalaysia", comment.id, TEXT, private=True) == 1


# ---- X --------------------------------------------------------------------------------------------------------------


def hide(x: Caller, post: str, hidden: object = True) -> requests.Response:
    return x.put(f"/tweets/{post}/hidden", json={"hidden": hidden})


def test_a_reply_under_our_own_post_is_hidden_and_shown_again(x: Caller, control: Control, answer: Item) -> None:
    assert hide(x, answer.id).json() == {"data": {"hidden": True}}
    assert hide(x, answer.id).ok
    assert hide(x, answer.id, hidden=False).json() == {"data": {"hidden": False}}
    assert acts(control) == [("hide", answer.id), ("hide", answer.id), ("unhide", answer.id)]


def test_nothing_else_is_hidden(x: Caller, control: Control, answer: Item) -> None:
    stranger = control.inject(Channel.X, "MOWorks", "azlan_b", "@MOWorks bodoh")
    assert [hide(x, one).status_code for one in (stranger.id, answer.thread, "20")] == [403] * 3
    assert hide(x, answer.id, hidden="ya").status_code == 400
    assert acts(control) == []


def test_x_deletes_our_own_posts_and_nobody_elses(x: Caller, control: Control, answer: Item) -> None:
    ours = x.reply(control.inject(Channel.X, "MOWorks", "azlan_b", "@MOWorks hai").id, "Hai").json()["data"]["id"]
    assert x.delete(f"/tweets/{ours}").json() == {"data": {"deleted": True}}
    assert x.delete(f"/tweets/{ours}").json() == {"data": {"deleted": True}}
    assert x.delete(f"/tweets/{answer.id}").status_code == 403
    assert acts(control) == [("delete", ours)]


def test_a_direct_message_arrives_and_is_read_again(x: Caller, control: Control, answer: Item) -> None:
    person = answer.author.id
    sent = x.post(f"/dm_conversations/with/{person}/messages", json={"text": TEXT})
    assert sent.status_code == 201
    (event,) = x.get(
        f"/dm_conversations/with/{person}/dm_events",
        **{"dm_event.fields": "created_at,event_type,id,text", "expansions": "sender_id"},
    ).json()["data"]
    assert (event["id"], event["text"], event["sender_id"]) == (sent.json()["data"]["dm_event_id"], TEXT, me(x))
    assert control.world.ledger.count("MOWorks", person, TEXT, private=True) == 1
    assert control.ledger()["max"] == 1


def test_messages_come_newest_first_by_pages_and_late_ones_late(x: Caller, control: Control, answer: Item) -> None:
    path = f"/dm_conversations/with/{answer.author.id}"
    for number in range(5):
        x.post(f"{path}/messages", json={"text": f"{number}"})
    first = x.get(f"{path}/dm_events", max_results=3).json()
    rest = x.get(f"{path}/dm_events", max_results=3, pagination_token=first["meta"]["next_token"]).json()
    assert [one["text"] for one in first["data"] + rest["data"]] == ["4", "3", "2", "1", "0"]
    assert "next_token" not in rest["meta"]
    control.fault("x.message", Kind.DELAYED_VISIBILITY)
    x.post(f"{path}/messages", json={"text": "lewat"})
    assert ["lewat" in x.get(f"{path}/dm_events").text for _ in range(2)] == [False, True]


def test_who_takes_no_messages_gets_none(x: Caller, control: Control) -> None:
    shut = control.close_messages("tutup_pintu")
    answer = x.post(f"/dm_conversations/with/{shut.id}/messages", json={"text": TEXT})
    assert (answer.status_code, "permission to DM" in answer.text) == (403, True)
    mention = control.inject(Channel.X, "MOWorks", "tutup_pintu", "@MOWorks hai")
    users = x.get(f"/tweets/{mention.id}", expansions="author_id", **{"user.fields": "receives_your_dm"}).json()[
        "includes"
    ]["users"]
    assert users[0]["receives_your_dm"] is False
    assert x.post(f"/dm_conversations/with/{shut.id}/messages", json={"text": " "}).status_code == 400


def test_the_sixteenth_message_of_a_quarter_of_an_hour_waits(x: Caller, answer: Item) -> None:
    path = f"/dm_conversations/with/{answer.author.id}/messages"
    statuses = [x.post(path, json={"text": f"{number}"}).status_code for number in range(16)]
    assert statuses == [201] * 15 + [429]
