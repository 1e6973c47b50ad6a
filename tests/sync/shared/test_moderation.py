"""Hiding and deleting comments by the register's own rules: four eyes, one at a time, told as often as one likes."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmsdesk.domain.account import Channel
from pmsdesk.domain.moderation import LEGAL, ArchivedCopy, ModerationState
from tests.postgres import SharedRegister, Station, Talk, arrive, request, ruling, written
from tests.sync.registers import wrong_in

WRITTEN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


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
    return arrive(siti, "Bodoh betul")


def verdict(station: Station, operation: dict[str, Any]) -> tuple[str, str]:
    (told,) = station.push(operation)
    return told["verdict"], told["detail"].get("why", "")


def asked(station: Station, talk: Talk, act: str = "hide", **changes: Any) -> dict[str, Any]:
    """Ask; the row."""
    operation = request(station, talk, act, **changes)
    assert verdict(station, operation) == ("applied", "")
    return written(operation, "moderation")


def cleared(siti: Station, rahman: Station, talk: Talk, act: str = "hide") -> dict[str, Any]:
    row = asked(siti, talk, act)
    assert verdict(rahman, ruling(rahman, talk, row)) == ("applied", "")
    return row


def state(shared: SharedRegister, row: dict[str, Any]) -> str:
    return str(shared.one("SELECT state FROM app.moderation WHERE id = %s", row["id"]))


def test_what_a_second_person_clears_goes_to_a_publisher_once_it_is_done_no_more(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    row = asked(siti, talk)
    assert publisher.rows("moderations", 10) == []
    assert verdict(rahman, ruling(rahman, talk, row)) == ("applied", "")
    ((due,),) = ((told["moderations"],) for told in publisher.rows("moderations", 10))
    assert (due["id"], due["remote_id"], due["act"], due["decided_by"]) == (row["id"], talk.target, "hide", "rahman")
    assert publisher.call("note_moderation", row["id"], "done", None, "") == "done"
    assert publisher.rows("moderations", 10) == []
    assert publisher.call("note_moderation", row["id"], "refused", None, "x") == "done", "told twice changes nothing"
    assert shared.one("SELECT words FROM app.moderation") == ""
    assert shared.one("SELECT text FROM app.message") == "Bodoh betul"


def test_who_asked_does_not_decide_supervisor_or_not(siti: Station, rahman: Station, talk: Talk) -> None:
    row = asked(rahman, talk)
    assert verdict(rahman, ruling(rahman, talk, row)) == ("rejected", "decider asked for it")
    assert verdict(rahman, ruling(rahman, talk, row, "declined")) == ("rejected", "decider asked for it")
    assert verdict(siti, ruling(siti, talk, row)) == ("rejected", "not allowed")


def test_a_ruling_is_about_exactly_this_comment_and_taken_once(
    shared: SharedRegister, siti: Station, rahman: Station, talk: Talk
) -> None:
    row, mei = asked(siti, talk), shared.station("mei")
    wrong = ("rejected", "not the comment of this request")
    assert verdict(rahman, ruling(rahman, talk, row, sha="0" * 64)) == wrong
    assert verdict(rahman, ruling(rahman, talk, row, "declined", reason=" ")) == ("rejected", "reason missing")
    assert verdict(rahman, ruling(rahman, talk, row, "declined")) == ("applied", "")
    assert verdict(mei, ruling(mei, talk, row)) == ("rejected", "request does not wait any more")
    assert shared.one("SELECT (state, decided_by, remark)::text FROM app.moderation") == "(declined,rahman,Biarkan.)"


def test_only_who_asked_takes_it_back(shared: SharedRegister, siti: Station, rahman: Station, talk: Talk) -> None:
    row = asked(siti, talk)
    kumar = shared.station("kumar")
    refusal = ("rejected", "a request is taken back by who made it")
    assert verdict(kumar, ruling(kumar, talk, row, "cancelled")) == refusal
    assert verdict(siti, ruling(siti, talk, row, "cancelled")) == ("applied", "")
    assert verdict(rahman, ruling(rahman, talk, row)) == ("rejected", "request does not wait any more")


@pytest.mark.parametrize("copy", [{"text": "Lain"}, {"author_name": "Lain"}, {"sent_at": "2020"}, {"remote_id": "1"}])
def test_a_request_carries_the_comment_as_it_stands_here(siti: Station, talk: Talk, copy: dict[str, str]) -> None:
    assert verdict(siti, request(siti, talk, copy=copy)) == ("rejected", "not the comment as it stands here")
    forged = request(siti, talk, sha="0" * 64)
    assert verdict(siti, forged) == ("rejected", "not the archived copy of this request")


@pytest.mark.parametrize("text", ["Bodoh betul", "Lagi bodoh"])
def test_a_request_may_be_about_any_wording_the_comment_had(siti: Station, talk: Talk, text: str) -> None:
    edited = {"id": "a", "message_id": talk.message_id, "change": "edited", "text": "Lagi bodoh", "seen_at": "now"}
    siti.call("ingest", siti.device, {"amendments": [edited]})
    assert verdict(siti, request(siti, talk, copy={"text": text})) == ("applied", "")


def test_a_later_act_waits_until_the_earlier_one_is_over(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    row = asked(siti, talk)
    assert verdict(siti, request(siti, talk, "delete")) == ("rejected", "asked already")
    assert verdict(rahman, ruling(rahman, talk, row)) == ("applied", "")
    assert verdict(siti, request(siti, talk, "delete")) == ("deferred", "an earlier request is being carried out")
    assert verdict(siti, request(siti, talk, "hide")) == ("rejected", "asked already")
    publisher.call("note_moderation", row["id"], "done", None, "")
    shown = cleared(siti, rahman, talk, "show")
    assert state(shared, shown) == "cleared"


def test_a_request_about_a_comment_that_is_not_here_yet_is_put_off(siti: Station, rahman: Station, talk: Talk) -> None:
    operation = request(siti, talk, message_id="later")
    assert verdict(siti, operation) == ("deferred", "message not here")
    nowhere = {"id": "later", "act": "hide", "sha": "x"}
    assert verdict(rahman, ruling(rahman, talk, nowhere)) == ("deferred", "request not here")


def test_one_to_be_tried_again_comes_out_again_when_its_time_has_come(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station, talk: Talk
) -> None:
    row = cleared(siti, rahman, talk)
    later = shared.one("SELECT sync.now() + interval '1 minute'")
    assert publisher.call("note_moderation", row["id"], "again", later, "masa tamat") == "cleared"
    assert publisher.rows("moderations", 10) == []
    shared.tick(61)
    assert len(publisher.rows("moderations", 10)) == 1
    assert publisher.call("note_moderation", row["id"], "refused", None, "tidak dibenarkan") == "refused"
    told = shared.all("SELECT kind, actor_id, facts FROM app.deed WHERE kind LIKE 'moderation.%%' ORDER BY at, id")
    assert {(kind, actor) for kind, actor, _ in told} == {
        ("moderation.asked", "siti"),
        ("moderation.cleared", "rahman"),
        ("moderation.refused", "penerbit1"),
    }
    assert told[-1][2]["words"] == "tidak dibenarkan"


def test_no_account_keeps_back_what_is_cleared_for_another(
    shared: SharedRegister, siti: Station, rahman: Station, publisher: Station
) -> None:
    first = arrive(siti, account="facebook-kkr")
    for talk in (first, arrive(siti, account="facebook-kkr"), arrive(siti)):
        cleared(siti, rahman, talk)
    found = [told["moderations"] for told in publisher.rows("moderations", 1)]
    assert [row["account_id"] for row in found] == ["facebook-kkr", "x-moworks"]
    assert found[0]["message_id"] == first.message_id


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE app.moderation SET decided_by = 'siti'",
        "UPDATE app.moderation SET decided_by = 'mei'",
        "UPDATE app.moderation SET state = 'done', decided_at = NULL",
        "UPDATE app.moderation SET sha = repeat('0', 64)",
        "UPDATE app.moderation SET asked_by = 'kumar'",
    ],
)
def test_what_was_changed_behind_the_guards_is_found(
    shared: SharedRegister, siti: Station, rahman: Station, talk: Talk, statement: str
) -> None:
    cleared(siti, rahman, talk)
    assert wrong_in(shared) == []
    shared.administrator.execute("ALTER TABLE app.moderation DISABLE TRIGGER USER")
    shared.administrator.execute(statement)
    shared.administrator.execute("ALTER TABLE app.moderation ENABLE TRIGGER USER")
    assert "moderation" in {finding.check for finding in wrong_in(shared)}


def test_the_register_goes_by_the_domains_steps(shared: SharedRegister) -> None:
    source = shared.one("SELECT prosrc FROM pg_proc WHERE proname = 'guard_moderation'")
    pairs = ((a.value, b.value) for a in ModerationState for b in ModerationState)
    told = {pair for pair in pairs if f"('{pair[0]}', '{pair[1]}')" in source}
    legal = {(before.value, after.value) for before, steps in LEGAL.items() for after in steps}
    assert told == legal | {("cleared", "cleared")}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WRITTEN, name=WRITTEN)
def test_the_seal_is_the_same_byte_for_byte(shared: SharedRegister, text: str, name: str) -> None:
    copy = ArchivedCopy(Channel.X, "1", "2", "ali", name, text, "2026-12-01T02:30:05.120+00:00", "https://x.com/1")
    fields = [getattr(copy, field) for field in copy.__slots__]
    assert shared.one("SELECT app.seal(VARIADIC %s::text[])", fields) == copy.sha
