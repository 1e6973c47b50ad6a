"""Who may publish what, and publishing once (SYNC)."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from tests.postgres import (
    SharedRegister,
    Station,
    Talk,
    arrive,
    complaint_row,
    decision,
    iso,
    submission,
    this_year,
    written,
)

TEXT = 'Terima kasih, puan.\nPasukan kami ke "KM 12" esok pagi — 8.00. 🙏\t\\o/ مرحبا'


def state(shared: SharedRegister) -> tuple[str, str]:
    return (
        shared.one("SELECT state FROM app.reply"),
        shared.one("SELECT state FROM app.publication WHERE state <> 'withdrawn'") or "",
    )


def claimed(shared: SharedRegister, publisher: Station, version: str) -> dict[str, Any]:
    shared.tick(11)
    return publisher.call("claim", version, publisher.device, 120)


@pytest.fixture
def siti(shared: SharedRegister) -> Station:
    return shared.station("siti")


@pytest.fixture
def rahman(shared: SharedRegister) -> Station:
    return shared.station("rahman")


@pytest.fixture
def publisher(shared: SharedRegister) -> Station:
    return shared.station("penerbit1")


@pytest.fixture
def talk(siti: Station) -> Talk:
    return arrive(siti)


def cleared(siti: Station, talk: Talk) -> dict[str, Any]:
    operation = submission(siti, talk, TEXT, ground="check")
    assert siti.push(operation)[0]["verdict"] == "applied"
    return written(operation)


def approved(siti: Station, rahman: Station, talk: Talk) -> dict[str, Any]:
    operation = submission(siti, talk, TEXT)
    assert siti.push(operation)[0]["verdict"] == "applied"
    assert rahman.push(decision(rahman, talk, written(operation)))[0]["verdict"] == "applied"
    return written(operation)


def test_an_approved_reply_is_published_and_answers_the_conversation(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    operation = submission(siti, talk, TEXT)
    assert siti.push(operation)[0]["verdict"] == "applied"
    assert state(shared) == ("pending", "")
    version = written(operation)
    assert rahman.push(decision(rahman, talk, version))[0]["verdict"] == "applied"
    assert state(shared) == ("cleared", "ready")
    assert publisher.call("claim", version["id"], publisher.device, 120) is None, "the undo window is open"
    shared.tick(11)
    (offered,) = publisher.rows("claimable", 10)
    assert offered["claimable"]["ground"] == "approval"
    held = publisher.call("claim", version["id"], publisher.device, 120)
    assert (held["token"], held["text"], held["conversation_id"], held["others"]) == (1, TEXT, talk.id, [])
    assert [v["id"] for v in held["versions"]] == [version["id"]]
    assert publisher.call("begin_send", version["id"], 1, version["sha"], "900") is True
    assert publisher.call("finish_send", version["id"], 1, "901", "https://x.com/i/901", version["id"]) is True
    assert publisher.call("finish_send", version["id"], 1, "901", "https://x.com/i/901", version["id"]) is True
    assert publisher.call("finish_send", version["id"], 1, "902", "", version["id"]) is False
    assert state(shared) == ("cleared", "sent")
    ours = "SELECT remote_id, parent, text, author_handle, can_reply FROM app.message WHERE direction = 'out'"
    assert shared.all(ours) == [("901", talk.target, TEXT, "MOWorks", False)]
    assert shared.all("SELECT answered_at IS NOT NULL, due_at FROM app.conversation") == [(True, None)]
    events = shared.all("SELECT event, token, actor FROM app.publish_attempt ORDER BY place")
    assert events == [("claimed", 1, "penerbit1"), ("sending", 1, "penerbit1"), ("sent", 1, "penerbit1")]


def test_what_waits_for_a_check_does_not_keep_back_what_was_approved(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    waiting = cleared(siti, talk), cleared(siti, arrive(siti))
    ready = approved(siti, rahman, arrive(siti))
    shared.tick(11)
    offered = [row["claimable"] for row in publisher.rows("claimable", 1)]
    assert {row["version_id"]: row["ground"] for row in offered} == {waiting[0]["id"]: "", ready["id"]: "approval"}
    assert len(publisher.rows("claimable", 2)) == 3


def test_the_four_eyes_rule(shared: SharedRegister, siti: Station, rahman: Station, talk: Talk) -> None:
    own = submission(rahman, talk, TEXT)
    assert rahman.push(own)[0]["verdict"] == "applied"
    first = written(own)
    verdict = rahman.push(decision(rahman, talk, first))[0]
    assert verdict["detail"] == {"why": "approver wrote part of this reply"}
    assert siti.push(decision(siti, talk, first))[0]["detail"] == {"why": "not allowed"}
    second = submission(siti, talk, TEXT + "!", reply_id=first["reply_id"], number=2)
    assert siti.push(second)[0]["verdict"] == "applied"
    newest = written(second)
    assert rahman.push(decision(rahman, talk, newest))[0]["detail"] == {"why": "approver wrote part of this reply"}
    mei = shared.station("mei")
    assert mei.push(decision(mei, talk, first))[0]["detail"] == {"why": "not the newest version"}
    forged = mei.push(decision(mei, talk, {**newest, "sha": first["sha"]}))[0]
    assert forged["detail"] == {"why": "not the text of this version"}
    assert mei.push(decision(mei, talk, newest))[0]["verdict"] == "applied"
    assert mei.push(decision(mei, talk, newest))[0]["detail"] == {"why": "reply does not wait any more"}


def test_a_text_whose_sha_is_not_its_fingerprint_is_refused(siti: Station, talk: Talk) -> None:
    assert siti.push(submission(siti, talk, TEXT, sha="0" * 64))[0]["verdict"] == "rejected"
    uncanonical = submission(siti, talk, "dua  \nbaris \n")
    assert siti.push(uncanonical)[0]["detail"] == {"why": "sha is not the fingerprint of the text"}


def test_a_returned_version_is_never_published_and_a_new_one_waits_again(
    shared: SharedRegister, siti: Station, rahman: Station, talk: Talk
) -> None:
    first = submission(siti, talk, TEXT)
    siti.push(first)
    assert rahman.push(decision(rahman, talk, written(first), "returned"))[0]["verdict"] == "applied"
    assert state(shared) == ("returned", "")
    second = submission(siti, talk, "Lebih pendek.", reply_id=written(first)["reply_id"], number=2)
    assert siti.push(second)[0]["verdict"] == "applied"
    assert state(shared) == ("pending", "")
    stale = submission(shared.station("kumar"), talk, "Lain.", reply_id=written(first)["reply_id"], number=2)
    kumar = shared.station("kumar")
    stale = submission(kumar, talk, "Lain.", reply_id=written(first)["reply_id"], number=2)
    assert kumar.push(stale)[0]["detail"] == {"why": "another version came first"}
    ahead = submission(kumar, talk, "Lain.", reply_id=written(first)["reply_id"], number=9)
    assert kumar.push(ahead)[0]["verdict"] == "deferred"


def test_what_the_seat_found_clear_needs_a_publishers_own_check(
    shared: SharedRegister, siti: Station, publisher: Station, talk: Talk
) -> None:
    version = cleared(siti, talk)
    assert state(shared) == ("cleared", "ready")
    assert claimed(shared, publisher, version["id"]) is None
    (offered,) = publisher.rows("claimable", 10)
    assert (offered["claimable"]["ground"], offered["claimable"]["policy"]) == ("", "flagged")
    assert publisher.call("attest", version["id"], "0" * 64, "2026.1", True, []) is False, "another text"
    assert publisher.call("attest", version["id"], version["sha"], "2026.1", True, []) is True
    assert publisher.call("claim", version["id"], publisher.device, 120)["ground"] == "check"


def test_a_text_the_publisher_finds_flagged_waits_for_a_supervisor(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    version = cleared(siti, talk)
    finding = ["R04", "approval", 0, 5, "Janji", "J.14", "", False]
    assert publisher.call("attest", version["id"], version["sha"], "2026.1", False, [finding]) is True
    assert state(shared) == ("pending", "")
    assert rahman.push(decision(rahman, talk, version))[0]["verdict"] == "applied"
    assert state(shared) == ("cleared", "ready")
    assert claimed(shared, publisher, version["id"])["ground"] == "approval"


def test_an_attestation_counts_with_the_lexicon_in_force_only(
    shared: SharedRegister, siti: Station, publisher: Station, talk: Talk
) -> None:
    version = cleared(siti, talk)
    shared.administrator.execute("UPDATE sync.meta SET lexicon = '2026.2'")
    publisher.call("attest", version["id"], version["sha"], "2026.1", True, [])
    assert claimed(shared, publisher, version["id"]) is None
    publisher.call("attest", version["id"], version["sha"], "2026.2", True, [])
    assert publisher.call("claim", version["id"], publisher.device, 120) is not None


def test_under_policy_all_only_approval_or_a_template_publishes(
    shared: SharedRegister, siti: Station, publisher: Station, talk: Talk
) -> None:
    version = cleared(siti, talk)
    publisher.call("attest", version["id"], version["sha"], "2026.1", True, [])
    admin = shared.station("admin1")
    policy = {"t": "account", "id": talk.account_id, "set": {"policy": ["flagged", "all"]}}
    assert admin.act("account.policy_set", talk.account_id, {}, policy)["verdict"] == "applied"
    assert state(shared) == ("withdrawn", "")
    assert claimed(shared, publisher, version["id"]) is None
    ministers = arrive(siti, account="x-petrajayamp")
    operation = submission(siti, ministers, TEXT, ground="check")
    assert siti.push(operation)[0]["verdict"] == "applied"
    assert shared.one("SELECT state FROM app.reply WHERE id = %s", written(operation)["reply_id"]) == "pending"


def test_an_unaltered_template_with_the_registers_own_data_is_ready_at_once(
    shared: SharedRegister, siti: Station, publisher: Station
) -> None:
    talk = arrive(siti, account="x-petrajayamp")
    number = f"KKR/{this_year()}/{siti.lease()[0]:06d}"
    registered = "Terima kasih. Aduan puan telah diterima dan didaftarkan (no. aduan {})."
    before = submission(siti, talk, registered.format(number))
    assert siti.push(before)[0]["verdict"] == "applied"
    assert state(shared) == ("pending", ""), "the register does not know that number yet"
    row = complaint_row(talk, number)
    assert siti.act("complaint.registered", row["id"], {}, {"t": "complaint", "row": row})["verdict"] == "applied"
    for n, text in enumerate(
        (
            registered.format(f"KKR/{this_year()}/999999"),
            registered.format("{{no_aduan}}"),
            registered.format(number) + " ",
            "Terima kasih. Aduan puan telah disalurkan kepada Unit Aduan untuk tindakan selanjutnya.",
            "Terima kasih. Aduan bos telah diterima dan siasatan akan dijalankan.",
        ),
        2,
    ):
        operation = submission(siti, talk, text, reply_id=written(before)["reply_id"], number=n)
        siti.push(operation)
        assert state(shared) == ("pending", ""), text
        before = (
            operation
            if written(operation)["number"] == shared.one("SELECT max(number) FROM app.reply_version")
            else before
        )
    newest = shared.one("SELECT max(number) FROM app.reply_version")
    good = submission(siti, talk, registered.format(number), reply_id=written(before)["reply_id"], number=newest + 1)
    assert siti.push(good)[0]["verdict"] == "applied"
    assert state(shared) == ("cleared", "ready")
    assert claimed(shared, publisher, written(good)["id"])["ground"] == "template"


def test_a_second_answer_to_a_message_waits_while_the_first_is_under_way(
    shared: SharedRegister, siti: Station, talk: Talk
) -> None:
    cleared(siti, talk)
    kumar = shared.station("kumar")
    other = submission(kumar, talk, "Jawapan kedua.", ground="check")
    assert kumar.push(other)[0]["verdict"] == "applied"
    assert shared.one("SELECT state FROM app.reply WHERE id = %s", written(other)["reply_id"]) == "pending"
    assert shared.one("SELECT count(*) FROM app.publication") == 1


def test_an_author_takes_back_what_nobody_has_begun_to_send(
    shared: SharedRegister, siti: Station, publisher: Station, talk: Talk
) -> None:
    version = cleared(siti, talk)
    kumar = shared.station("kumar")
    facts = {"reply": version["reply_id"]}
    assert kumar.act("reply.withdrawn", talk.id, facts)["detail"] == {"why": "not an author"}
    assert siti.act("reply.withdrawn", talk.id, facts)["verdict"] == "applied"
    assert state(shared) == ("withdrawn", "")
    publisher.call("attest", version["id"], version["sha"], "2026.1", True, [])
    assert claimed(shared, publisher, version["id"]) is None
    again = submission(siti, talk, "Baharu.", ground="check", reply_id=version["reply_id"], number=2)
    assert siti.push(again)[0]["verdict"] == "applied"
    newest = written(again)
    publisher.call("attest", newest["id"], newest["sha"], "2026.1", True, [])
    assert claimed(shared, publisher, newest["id"])
    assert siti.act("reply.withdrawn", talk.id, facts)["detail"] == {"why": "reply is on its way or published"}
    edited = submission(siti, talk, "Terlambat.", reply_id=version["reply_id"], number=3)
    assert siti.push(edited)[0]["detail"] == {"why": "reply is on its way or published"}


def test_a_lease_that_ran_out_frees_only_what_was_not_being_sent(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    version = approved(siti, rahman, talk)
    other = shared.station("penerbit2")
    assert claimed(shared, publisher, version["id"])["token"] == 1
    assert other.call("claim", version["id"], other.device, 120) is None
    shared.tick(121)
    assert publisher.call("begin_send", version["id"], 1, version["sha"], "") is False, "the lease is over"
    assert other.call("claim", version["id"], other.device, 120)["token"] == 2
    assert publisher.call("begin_send", version["id"], 1, version["sha"], "") is False
    assert publisher.call("begin_send", version["id"], 2, version["sha"], "") is False, "claimed by another"
    assert other.call("begin_send", version["id"], 2, version["sha"], "") is True
    shared.tick(3600)
    assert publisher.call("claim", version["id"], publisher.device, 120) is None
    assert [p["unsettled"]["version_id"] for p in publisher.rows("unsettled")] == [version["id"]]


def test_a_refused_text_goes_back_and_the_conversation_opens(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    version = approved(siti, rahman, talk)
    shared.administrator.execute("UPDATE app.conversation SET state = 'waiting'")
    claimed(shared, publisher, version["id"])
    publisher.call("begin_send", version["id"], 1, version["sha"], "")
    assert publisher.call("reject_send", version["id"], 1, "Mesej asal dipadam") is True
    assert shared.all("SELECT state, words FROM app.publication") == [("rejected", "Mesej asal dipadam")]
    assert shared.one("SELECT state FROM app.conversation") == "open"


def test_what_certainly_was_not_published_waits_and_is_tried_again(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    version = approved(siti, rahman, talk)
    claimed(shared, publisher, version["id"])
    publisher.call("begin_send", version["id"], 1, version["sha"], "880")
    later = datetime.now(UTC) + timedelta(hours=2)
    assert publisher.call("release_send", version["id"], 1, later, "429") is True
    assert publisher.call("finish_send", version["id"], 1, "9", "", "") is False
    assert publisher.call("claim", version["id"], publisher.device, 120) is None
    assert siti.act("reply.resumed", talk.id, {"reply": version["reply_id"]})["verdict"] == "applied"
    held = publisher.call("claim", version["id"], publisher.device, 120)
    assert (held["attempts"], held["newest_own"], held["token"]) == (1, "880", 3)
    assert publisher.call("finish_send", version["id"], 3, "881", "", version["id"]) is True, "found by listing first"


def unsure(shared: SharedRegister, publisher: Station, version: dict[str, Any]) -> None:
    token = claimed(shared, publisher, version["id"])["token"]
    assert publisher.call("begin_send", version["id"], token, version["sha"], "")
    assert publisher.call("doubt_send", version["id"], token, "masa tamat") is True


def test_an_unsure_one_is_found_or_proven_absent_but_never_resent_unread(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    version = approved(siti, rahman, talk)
    unsure(shared, publisher, version)
    for _ in range(5):
        shared.tick(21)
        assert publisher.call("reconcile", version["id"], "absent", "", "") == "unsure", "the settle time is not over"
    assert publisher.call("reconcile", version["id"], "incomplete", "", "") == "unsure"
    shared.tick(3600)
    assert publisher.call("reconcile", version["id"], "absent", "", "") == "ready"
    unsure(shared, publisher, version)
    assert publisher.call("reconcile", version["id"], "present", "555", version["id"]) == "sent"
    assert shared.one("SELECT remote_id FROM app.publication") == "555"
    assert shared.one("SELECT count(*) FROM app.message WHERE direction = 'out'") == 1


def test_after_three_attempts_a_supervisor_decides(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    version = approved(siti, rahman, talk)
    shared.administrator.execute("UPDATE sync.meta SET settle = interval '0'")
    for attempt in (1, 2, 3):
        unsure(shared, publisher, version)
        answers = [publisher.call("reconcile", version["id"], "absent", "", "") for _ in range(3)]
        assert answers == ["unsure", "unsure", "unsure" if attempt == 3 else "ready"]
    assert publisher.rows("unsettled") == [], "it waits for a person"
    facts = {"reply": version["reply_id"], "sent": False, "again": False, "reason": "Tiada di X", "remote_id": ""}
    assert siti.act("reply.decided", talk.id, facts)["detail"] == {"why": "not allowed"}
    assert rahman.act("reply.decided", talk.id, {**facts, "reason": " "})["detail"] == {"why": "reason missing"}
    assert rahman.act("reply.decided", talk.id, facts)["verdict"] == "applied"
    assert shared.one("SELECT state FROM app.publication") == "rejected"
    assert rahman.act("reply.decided", talk.id, facts)["verdict"] == "deferred"


def test_a_supervisor_finds_it_on_the_network_himself(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    version = approved(siti, rahman, talk)
    unsure(shared, publisher, version)
    facts = {"reply": version["reply_id"], "sent": True, "again": True, "reason": "Ada di X", "remote_id": talk.target}
    assert rahman.act("reply.decided", talk.id, facts)["detail"] == {"why": "id of another post"}
    now = iso(shared.one("SELECT sync.now()"))
    answered = {"t": "conversation", "id": talk.id, "set": {"answered_at": [None, now]}}
    verdict = rahman.act("reply.decided", talk.id, {**facts, "remote_id": "777"}, answered)
    assert verdict["verdict"] == "applied", json.dumps(verdict)
    assert state(shared) == ("cleared", "sent")
    assert shared.one("SELECT answered_at IS NOT NULL FROM app.conversation") is True


def test_one_remote_id_belongs_to_one_reply(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    first, second = approved(siti, rahman, talk), approved(siti, rahman, arrive(siti))
    shared.tick(11)
    for version in (first, second):
        assert publisher.call("claim", version["id"], publisher.device, 120)
        assert publisher.call("begin_send", version["id"], 1, version["sha"], "")
    assert publisher.call("finish_send", first["id"], 1, "1", "", first["id"])
    with pytest.raises(psycopg.errors.InvalidParameterValue, match="id of another post"):
        publisher.call("finish_send", second["id"], 1, "1", "", second["id"])


def test_after_a_restore_what_was_on_its_way_is_looked_for_before_it_is_sent(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    version = approved(siti, rahman, talk)
    other = arrive(siti)
    forgotten = submission(siti, other, TEXT)
    shared.administrator.execute("SELECT sync.begin_epoch(100)")
    siti.push(forgotten)
    rahman.push(decision(rahman, other, written(forgotten)))
    fresh = approved(siti, rahman, arrive(siti))
    assert claimed(shared, publisher, version["id"]) is None, "the settle time is not over"
    assert publisher.call("claim", fresh["id"], publisher.device, 60)["attempts"] == 0
    shared.tick(600)
    for old in (version, written(forgotten)):
        held = publisher.call("claim", old["id"], publisher.device, 60)
        assert held["attempts"] == 1
        assert held["sending_at"] is not None
        assert publisher.call(
            "finish_send", old["id"], held["token"], f"9{held['token']}{old['id'][:4]}", "", old["id"]
        )


def test_two_answers_to_one_message_are_never_both_ready(shared: SharedRegister, siti: Station, talk: Talk) -> None:
    """Also when they come at the same moment: the second waits for the first."""
    kumar = shared.station("kumar")
    first, second = (submission(station, talk, TEXT, ground="check") for station in (siti, kumar))
    with siti.connection.transaction():
        siti.push(first, epoch=1)
        kumar.connection.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            kumar.push(second)
    assert kumar.push(second)[0]["verdict"] == "applied"
    assert sorted(shared.all("SELECT state FROM app.reply")) == [("cleared",), ("pending",)]
