"""The three ways of a text: in public, to one person in private, and as a post; fixed before anybody decides on it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from tests.postgres import SharedRegister, Station, Talk, arrive, decision, delivery, submission, written
from tests.posts import LINE, POST, post_talk, posting

TEXT = "Sila beri kami nombor telefon puan."


@pytest.fixture
def siti(shared: SharedRegister) -> Station:
    return shared.station("siti")


@pytest.fixture
def rahman(shared: SharedRegister) -> Station:
    return shared.station("rahman")


@pytest.fixture
def publisher(shared: SharedRegister) -> Station:
    return shared.station("penerbit1")


def applied(station: Station, operation: dict[str, Any]) -> dict[str, Any]:
    """Push *operation*; the version it wrote."""
    (verdict,) = station.push(operation)
    assert verdict["verdict"] == "applied", verdict
    return written(operation)


def approved(rahman: Station, talk: Talk, version: dict[str, Any]) -> dict[str, Any]:
    (verdict,) = rahman.push(decision(rahman, talk, version))
    assert verdict["verdict"] == "applied", verdict
    return version


def sent(shared: SharedRegister, publisher: Station, version: dict[str, Any], remote_id: str) -> None:
    shared.tick(11)
    token = publisher.call("claim", version["id"], publisher.device, 60)["token"]
    assert publisher.call("begin_send", version["id"], token, version["sha"], "")
    assert publisher.call("finish_send", version["id"], token, remote_id, "", version["id"])


def why(verdict: list[dict[str, Any]]) -> str:
    return str(verdict[0]["detail"].get("why", verdict[0]["verdict"]))


# ---- in private ----


def test_a_private_reply_goes_to_who_wrote_and_answers_him(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station
) -> None:
    talk = arrive(siti)
    version = approved(rahman, talk, applied(siti, submission(siti, talk, TEXT, way="private")))
    citizen = shared.one("SELECT remote_id FROM app.contact WHERE id = %s", talk.contact_id)
    shared.tick(11)
    (offered,) = publisher.rows("claimable", 10)
    assert (offered["claimable"]["way"], offered["claimable"]["person"]) == ("private", citizen)
    sent(shared, publisher, version, "m_901")
    assert shared.all("SELECT remote_id, parent, text FROM app.message WHERE direction = 'out'") == [
        ("m_901", talk.target, TEXT)
    ]
    assert shared.one("SELECT answered_at IS NOT NULL FROM app.conversation") is True


def test_a_private_and_a_public_reply_to_one_message_do_not_wait_for_each_other(
    shared: SharedRegister, siti: Station
) -> None:
    talk = arrive(siti)
    for way in ("public", "private"):
        applied(siti, submission(siti, talk, TEXT, ground="check", way=way))
        applied(siti, submission(siti, talk, TEXT + " Sekali lagi.", ground="check", way=way))
    found = shared.all("SELECT way, array_agg(state ORDER BY state) FROM app.reply GROUP BY way ORDER BY way")
    assert found == [("private", ["cleared", "pending"]), ("public", ["cleared", "pending"])]


def test_what_was_said_to_a_person_in_another_talk_is_not_taken_for_this_one(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station
) -> None:
    talk, other = arrive(siti), delivery("Bila dibaiki?")
    _, rows = other
    rows["contacts"] = []
    rows["conversations"][0]["contact_id"] = talk.contact_id
    author = shared.one("SELECT remote_id FROM app.contact WHERE id = %s", talk.contact_id)
    rows["messages"][0]["author_remote_id"] = author
    assert siti.call("ingest", siti.device, rows)["messages"] == 1
    second = Talk(other[0].id, talk.account_id, talk.contact_id, other[0].target, other[0].message_id)
    for at, remote_id in ((talk, "m_1"), (arrive(siti), "m_2")):
        version = approved(rahman, at, applied(siti, submission(siti, at, TEXT, way="private")))
        sent(shared, publisher, version, remote_id)
    public = approved(rahman, talk, applied(siti, submission(siti, talk, "Di sini juga.")))
    private = approved(rahman, second, applied(siti, submission(siti, second, TEXT, way="private")))
    shared.tick(11)
    told = {row["claimable"]["version_id"]: row["claimable"]["others"] for row in publisher.rows("claimable", 10)}
    assert told == {public["id"]: [], private["id"]: ["m_1"]}


def test_a_reply_has_its_way_for_good(shared: SharedRegister, siti: Station) -> None:
    talk = arrive(siti)
    version = applied(siti, submission(siti, talk, TEXT, ground="check", way="private"))
    begun = {"id": version["reply_id"], "conversation_id": talk.id, "account_id": talk.account_id, "way": "public"}
    again = {"t": "reply", "row": {**begun, "target": talk.target}}
    assert "duplicate key" in siti.act("reply.submitted", talk.id, {}, again)["detail"]["why"]
    change = {"t": "reply", "id": version["reply_id"], "set": {"way": ["private", "public"]}}
    assert siti.act("reply.submitted", talk.id, {}, change)["detail"] == {"why": "not a change of this kind"}
    for table, value in (("reply", "way = 'public'"), ("reply", "due_at = now()"), ("publication", "way = 'public'")):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="keeps its"):
            shared.administrator.execute(f"UPDATE app.{table} SET {value}")


# ---- posts ----


def test_a_post_waits_for_a_supervisor_is_published_and_its_talk_is_done(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station
) -> None:
    talk, operation = posting(siti, media=(LINE,))
    version = applied(siti, operation)
    assert shared.all("SELECT kind, state, due_at, thread = %s FROM app.conversation", version["reply_id"]) == [
        ("post", "waiting", None, True)
    ]
    assert shared.one("SELECT count(*) FROM app.publication") == 0
    approved(rahman, talk, version)
    held = None
    shared.tick(11)
    (offered,) = publisher.rows("claimable", 10)
    held = offered["claimable"]
    assert (held["way"], held["media"], held["uploads"], held["target"]) == ("post", [LINE], [], "")
    sent(shared, publisher, version, "901")
    assert shared.all("SELECT state, answered_at IS NOT NULL, due_at FROM app.conversation") == [("done", True, None)]
    assert shared.all("SELECT remote_id, parent, text FROM app.message") == [("901", "", POST)]
    assert shared.all("SELECT kind, facts ->> 'way' FROM app.deed ORDER BY at, kind") == [
        ("post.submitted", "post"),
        ("reply.approved", None),
        ("reply.sent", None),
    ]


def test_a_post_is_not_published_before_it_is_due_whatever_is_asked(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station
) -> None:
    due_at = datetime.now(UTC) + timedelta(hours=3)
    talk, operation = posting(siti, due_at=due_at)
    version = approved(rahman, talk, applied(siti, operation))
    assert siti.act("reply.resumed", talk.id, {"reply": version["reply_id"]})["verdict"] == "applied"
    shared.tick(3600)
    assert publisher.rows("claimable", 10) == []
    assert publisher.call("claim", version["id"], publisher.device, 60) is None
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="not due yet"):
        shared.administrator.execute("UPDATE app.publication SET not_before = now()")
    shared.tick(7200)
    sent(shared, publisher, version, "901")


def test_a_post_that_failed_goes_out_again_not_before_it_is_due(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station
) -> None:
    due_at = datetime.now(UTC) + timedelta(seconds=5)
    talk, operation = posting(siti, due_at=due_at)
    version = approved(rahman, talk, applied(siti, operation))
    shared.tick(11)
    token = publisher.call("claim", version["id"], publisher.device, 60)["token"]
    assert publisher.call("release_send", version["id"], token, datetime(2020, 1, 1, tzinfo=UTC), "429") is True
    assert shared.one("SELECT not_before = date_trunc('milliseconds', %s) FROM app.publication", due_at) is True


def test_a_returned_post_comes_back_with_another_picture_under_the_same_way(
    shared: SharedRegister, siti: Station, rahman: Station
) -> None:
    talk, operation = posting(siti, media=(LINE,))
    first = applied(siti, operation)
    assert rahman.push(decision(rahman, talk, first, "returned"))[0]["verdict"] == "applied"
    described = LINE + " di KM 12"
    second = submission(siti, talk, POST, reply_id=first["reply_id"], number=2, media=[described], way="post")
    approved(rahman, talk, applied(siti, second))
    assert shared.all("SELECT way, media FROM app.publication") == [("post", [described])]


def test_what_the_account_may_post_without_a_supervisor_still_needs_a_publishers_check(
    shared: SharedRegister, siti: Station, publisher: Station
) -> None:
    _, operation = posting(siti, ground="check")
    version = applied(siti, operation)
    shared.tick(11)
    assert publisher.call("claim", version["id"], publisher.device, 60) is None
    assert publisher.call("attest", version["id"], version["sha"], "2026.1", True, []) is True
    assert publisher.call("claim", version["id"], publisher.device, 60)["ground"] == "check"


def test_an_approved_template_is_an_answer_and_no_post(shared: SharedRegister, siti: Station) -> None:
    without_slots = "replace(text, '{{sapaan}}', 'puan')"
    text = shared.one(f"SELECT {without_slots} FROM app.template WHERE position('{{{{' IN {without_slots}) = 0 LIMIT 1")
    applied(siti, submission(siti, arrive(siti), text))
    applied(siti, posting(siti, text)[1])
    assert shared.all("SELECT way, state FROM app.reply ORDER BY way DESC") == [
        ("public", "cleared"),
        ("post", "pending"),
    ]


def test_our_other_posts_are_not_taken_for_this_one(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station
) -> None:
    for n in (1, 2):
        talk, operation = posting(siti)
        sent(shared, publisher, approved(rahman, talk, applied(siti, operation)), f"90{n}")
    talk, operation = posting(siti)
    version = approved(rahman, talk, applied(siti, operation))
    shared.tick(11)
    assert sorted(publisher.call("claim", version["id"], publisher.device, 60)["others"]) == ["901", "902"]


def test_a_post_read_already_under_a_citizens_comment_becomes_ours(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station
) -> None:
    shared.administrator.execute("UPDATE app.account SET remote_id = '77' WHERE id = 'x-moworks'")
    talk, operation = posting(siti, own="77")
    version = approved(rahman, talk, applied(siti, operation))
    comment, rows = delivery("Terima kasih!")
    post = {**rows["messages"][0], "remote_id": "901", "author_remote_id": "77", "text": POST, "direction": "context"}
    post["id"] = shared.one("SELECT app.message_id('x', '901')")
    rows["messages"].append(post)
    siti.call("ingest", siti.device, rows)
    assert shared.one("SELECT conversation_id FROM app.message WHERE remote_id = '901'") == comment.id
    sent(shared, publisher, version, "901")
    found = shared.all("SELECT conversation_id, direction FROM app.message WHERE remote_id = '901'")
    assert found == [(talk.id, "out")]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"conversation": {"kind": "complaint"}}, "not the talk of this post"),
        ({"conversation": {"thread": "1"}}, "not the talk of this post"),
        ({"conversation": {"id": "of-another"}}, "not the id of this conversation"),
        ({"contact": {"id": "of-another"}}, "not the id of this contact"),
        ({"reply": {"way": "public"}}, "not the talk of this post"),
        ({"reply": {"account_id": "x-petrajayamp"}}, "not the account of this conversation"),
        ({"reply": {"due_at": "2099-01-01T00:00:00+00:00"}}, "due too late"),
        ({"reply_version": {"account_id": "x-petrajayamp"}}, "account or target differs from the reply"),
        ({"reply_version": {"number": 2}}, "earlier version not here"),
    ],
    ids=lambda value: str(value),
)
def test_a_post_that_is_none_is_refused(
    shared: SharedRegister, siti: Station, changes: dict[str, Any], told: str
) -> None:
    _, operation = posting(siti, **changes)
    assert why(siti.push(operation)) == told
    assert shared.one("SELECT count(*) FROM app.conversation") == 0


@pytest.mark.parametrize(
    "media",
    [
        ["a" * 64],
        ["A" * 64 + ":image/jpeg:x"],
        [f"{'a' * 64}:text/html:x"],
        [f"{'a' * 64}:image/jpeg:{'x' * 5000}"],
        [LINE] * 21,
        [7],
        [None],
    ],
    ids=lambda media: str(media)[:40],
)
def test_a_post_carries_only_pictures_and_videos_with_their_texts(siti: Station, media: list[Any]) -> None:
    _, operation = posting(siti, reply_version={"media": media})
    verdict = siti.push(operation)[0]
    assert verdict["verdict"] == "rejected"
    if all(isinstance(line, str) for line in media):
        _, right = posting(siti, media=tuple(media))
        assert why(siti.push(right)) == "not media of a post"


def test_a_reply_carries_no_media(siti: Station) -> None:
    talk = arrive(siti)
    for way in ("public", "private"):
        assert why(siti.push(submission(siti, talk, TEXT, way=way, media=[LINE]))) == "only a post carries media"


def test_no_citizen_is_shut_into_the_talk_of_a_post(shared: SharedRegister, siti: Station) -> None:
    talk, operation = posting(siti)
    version = applied(siti, operation)
    _, rows = delivery("Jalan berlubang")
    inside = {**rows["messages"][0], "conversation_id": talk.id}
    with pytest.raises(psycopg.errors.InvalidParameterValue, match="no citizen writes"):
        siti.call("ingest", siti.device, {**rows, "messages": [inside]})
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="not the contact"):
        siti.call("ingest", siti.device, {**rows, "conversations": [{**rows["conversations"][0], "kind": "post"}]})
    citizen = arrive(siti)
    for at, before, after in ((citizen, "complaint", "post"), (talk, "post", "complaint")):
        change = {"t": "conversation", "id": at.id, "set": {"kind": [before, after]}}
        assert siti.act("conversation.wrong_door", at.id, {}, change)["detail"] == {
            "why": "a post is no citizen's talk"
        }
    assert version["reply_id"]


def test_an_account_is_known_by_its_networks_id_or_ours_and_by_no_citizens(
    shared: SharedRegister, siti: Station
) -> None:
    shared.administrator.execute("UPDATE app.account SET remote_id = '77' WHERE id = 'x-moworks'")
    for own in ("77", ""):
        assert applied(siti, posting(siti, own=own)[1])
    citizen = arrive(siti)
    remote_id = shared.one("SELECT remote_id FROM app.contact WHERE id = %s", citizen.contact_id)
    _, operation = posting(siti, own=remote_id)
    assert why(siti.push(operation)) == "not the contact of this account"
    assert post_talk("x", own="77").contact_id != citizen.contact_id


def test_a_post_is_found_by_no_search_for_citizens(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station
) -> None:
    talk, operation = posting(siti, "Jambatan gantung dibuka semula.")
    version = approved(rahman, talk, applied(siti, operation))
    sent(shared, publisher, version, "901")
    found = [row["kind"] for words in ("jambatan", "MOWorks") for row in siti.rows("search", words, 10)]
    assert "conversation" not in found
    assert "message" not in found


# ---- uploads ----

STEP = {"remote_id": "", "sent": 0, "whole": False, "described": False}


def test_an_upload_is_kept_step_by_step_under_the_claim_and_the_next_claim_goes_on_from_it(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station
) -> None:
    talk, operation = posting(siti, media=(LINE,))
    version = approved(rahman, talk, applied(siti, operation))
    shared.tick(11)
    token = publisher.call("claim", version["id"], publisher.device, 60)["token"]
    steps = [STEP | {"remote_id": "m1", "sent": n, "whole": n == 2} for n in (0, 1, 2)]
    for step in steps:
        shared.tick(50)
        assert publisher.call("keep_uploads", version["id"], token, [step]) is True, "each step holds the claim"
    other = shared.station("penerbit2")
    assert other.call("claim", version["id"], other.device, 60) is None
    shared.tick(121)
    held = other.call("claim", version["id"], other.device, 60)
    assert held["uploads"] == [steps[-1]]
    assert publisher.call("keep_uploads", version["id"], token, [STEP]) is False, "the claim is another's now"
    assert other.call("begin_send", version["id"], held["token"], version["sha"], "")
    assert other.call("keep_uploads", version["id"], held["token"], [STEP | {"sent": 9}]) is True
    assert other.call("finish_send", version["id"], held["token"], "901", "", version["id"])
    assert other.call("keep_uploads", version["id"], held["token"], [STEP]) is False, "it is sent"
    assert shared.one("SELECT uploads FROM app.publication") == [STEP | {"sent": 9}]


@pytest.mark.parametrize(
    "uploads",
    [
        [STEP, STEP],
        {},
        None,
        [{}],
        [7],
        [STEP | {"sent": "7"}],
        [STEP | {"remote_id": "x" * 2000}],
    ],
    ids=lambda uploads: str(uploads)[:40],
)
def test_uploads_that_are_none_are_refused(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, uploads: Any
) -> None:
    talk, operation = posting(siti, media=(LINE,))
    version = approved(rahman, talk, applied(siti, operation))
    shared.tick(11)
    token = publisher.call("claim", version["id"], publisher.device, 60)["token"]
    with pytest.raises(psycopg.errors.InvalidParameterValue, match="not uploads of these media"):
        publisher.call("keep_uploads", version["id"], token, uploads)
