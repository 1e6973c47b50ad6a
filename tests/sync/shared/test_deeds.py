"""What everybody is told of an operation: who did what and when, and of what it says only what its kind tells."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

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
from tests.sync.registers import wrong_in


def told(shared: SharedRegister) -> list[tuple[Any, ...]]:
    return shared.all("SELECT kind, actor_id, facts FROM app.deed ORDER BY at, id")


def labelled(talk: Talk, before: list[str], after: list[str]) -> dict[str, Any]:
    return {"t": "conversation", "id": talk.id, "set": {"labels": [before, after]}}


def registered(station: Station, talk: Talk) -> dict[str, Any]:
    row = complaint_row(talk, f"KKR/{this_year()}/{station.lease()[0]:06d}")
    facts = {"number": row["number"], "complainant": row["complainant"], "photos": []}
    assert station.act("complaint.registered", row["id"], facts, {"t": "complaint", "row": row})["verdict"] == "applied"
    return row


def test_a_deed_has_the_person_of_the_session_the_time_and_the_facts_of_its_kind(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    row = registered(siti, arrive(siti))
    assert told(shared) == [("complaint.registered", "siti", {"number": row["number"]})]
    ((subject, talk, ago),) = shared.all("SELECT subject, conversation_id, sync.now() - at FROM app.deed")
    assert (subject, talk) == (row["id"], row["conversation_id"])
    assert timedelta(0) <= ago < timedelta(minutes=5)


def test_where_a_photo_was_taken_and_what_a_note_says_is_not_told(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    row = registered(siti, talk := arrive(siti))
    photo = {"id": str(uuid4()), "complaint_id": row["id"], "evidence": "sebelum", "sha": "0" * 64, "name": "a.jpg"}
    photo |= {"media_type": "image/jpeg", "size": 9, "added_by": "siti", "added_at": iso(datetime.now(UTC))}
    siti.act("complaint.photo_added", row["id"], {"evidence": "sebelum", "place": [3.1, 101.7]},
             {"t": "attachment", "row": photo})  # fmt: skip
    note = {"id": str(uuid4()), "conversation_id": talk.id, "text": "Sulit", "created_at": iso(datetime.now(UTC))}
    siti.act("note.added", talk.id, {"text": "Sulit"}, {"t": "note", "row": note})
    assert told(shared)[1:] == [
        ("complaint.photo_added", "siti", {"evidence": "sebelum"}),
        ("note.added", "siti", {}),
    ]


def test_who_was_assigned_is_called_as_the_register_knows_him(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    talk = arrive(siti)
    change = {"t": "conversation", "id": talk.id, "set": {"assignee_id": ["", "kumar"]}}
    siti.act("conversation.assigned", talk.id, {"from": "", "to": "kumar", "name": "Menteri"}, change)
    assert told(shared) == [("conversation.assigned", "siti", {"to": "kumar", "name": "Kumar"})]


def test_what_was_not_carried_out_is_not_told(shared: SharedRegister) -> None:
    siti, kumar, rahman = (shared.station(name) for name in ("siti", "kumar", "rahman"))
    talk = arrive(siti)
    siti.act("conversation.labelled", talk.id, {"to": ["a"]}, labelled(talk, [], ["a"]))
    lost = kumar.act("conversation.labelled", talk.id, {"to": ["b"]}, labelled(talk, [], ["b"]))
    refused = siti.act("reply.approved", talk.id, {})
    put_off = kumar.act("reply.withdrawn", talk.id, {"reply": "not here"})
    unsaid = rahman.act("reply.approved", talk.id, {"version": "x"})
    assert [one["verdict"] for one in (lost, refused, put_off, unsaid)] == [
        *("conflict", "rejected", "deferred", "rejected")
    ]
    assert told(shared) == [("conversation.labelled", "siti", {"to": ["a"]})]


def test_of_an_edit_only_the_fields_that_were_set_are_told(shared: SharedRegister) -> None:
    siti, kumar = shared.station("siti"), shared.station("kumar")
    case = registered(siti, arrive(siti))["id"]
    siti.act("complaint.edited", case, {"road": {"from": "FT1", "to": "FT2"}},
             {"t": "complaint", "id": case, "set": {"road": ["FT1", "FT2"]}})  # fmt: skip
    facts = {"road": {"from": "FT1", "to": "FT5"}, "location": {"from": "KM 12", "to": "KM 14"}}
    change = {"t": "complaint", "id": case, "set": {"road": ["FT1", "FT5"], "location": ["KM 12", "KM 14"]}}
    assert kumar.act("complaint.edited", case, facts, change)["verdict"] == "conflict"
    assert told(shared)[-1] == ("complaint.edited", "kumar", {"location": {"from": "KM 12", "to": "KM 14"}})


def test_what_became_of_an_answer_is_told_in_the_publishers_name(shared: SharedRegister) -> None:
    siti, rahman, publisher = (shared.station(name) for name in ("siti", "rahman", "penerbit1"))
    talk = arrive(siti)
    answer = submission(siti, talk, "Aduan puan telah diterima dan sedang disiasat.")
    version = written(answer)
    siti.push(answer)
    rahman.push(decision(rahman, talk, version))
    shared.tick(11)
    claim = publisher.call("claim", version["id"], publisher.device, 60)
    publisher.call("begin_send", version["id"], claim["token"], version["sha"], "")
    publisher.call("finish_send", version["id"], claim["token"], "1899", "", version["id"])
    reply = version["reply_id"]
    assert told(shared) == [
        ("reply.submitted", "siti", {"reply": reply, "number": 1, "ground": "", "way": "public"}),
        ("reply.approved", "rahman", {"reply": reply}),
        ("reply.sent", "penerbit1", {"reply": reply}),
    ]
    assert wrong_in(shared) == []


def test_a_time_that_was_claimed_is_moved_to_between_the_enrolment_and_now(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    talk = arrive(siti)
    for at in ("2020-01-01T00:00:00+00:00", "2090-01-01T00:00:00+00:00"):
        siti.act("contact.revealed", talk.id, at=at)
    query = (
        "SELECT bool_and(d.at BETWEEN v.enrolled_at AND sync.now()), count(*) FROM app.deed AS d, app.device AS v "
        "WHERE v.id = %s"
    )
    assert shared.all(query, siti.device) == [(True, 2)]


def test_the_first_load_and_a_conversation_fetched_whole_bring_the_deeds(shared: SharedRegister) -> None:
    siti, kumar = shared.station("siti"), shared.station("kumar")
    open_, done = arrive(siti), arrive(siti, at=datetime.now(UTC) - timedelta(days=200), state="done")
    for talk in (open_, done):
        siti.act("contact.revealed", talk.id)
    loaded = kumar.rows("baseline", "deed", "", 100)
    assert [line["row"]["conversation_id"] for line in loaded] == [open_.id], "the other is not kept by a seat"
    assert set(loaded[0]["row"]) == {"id", "conversation_id", "subject", "kind", "actor_id", "facts", "at"}
    assert [line["kind"] for line in kumar.rows("whole", done.id)][-1] == "deed"


def test_nobody_tells_a_deed_in_anothers_name(shared: SharedRegister) -> None:
    """Whatever an officer says in an operation of who did it: the name in the history is that of his login."""
    siti = shared.station("siti")
    talk = arrive(siti)
    claims = {"actor": "rahman", "actor_id": "rahman", "name": "Rahman", "at": "2020-01-01"}
    assert siti.act("contact.revealed", talk.id, claims, actor="rahman")["detail"] == {
        "why": "body of another operation"
    }
    assert siti.act("contact.revealed", talk.id, claims)["verdict"] == "applied"
    assert siti.act("reply.sent", talk.id, claims)["verdict"] == "applied", "recorded, but not told"
    assert told(shared) == [("contact.revealed", "siti", {})]
