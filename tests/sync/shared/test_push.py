"""Operations come up: verdicts, chains, conflicts, and what each kind may write."""

import hashlib
import json
import random
import threading  # noqa: TID251 (people at the same time)
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest

from tests.postgres import SharedRegister, Station, arrive, complaint_row, iso, this_year
from tests.sync.registers import wrong_in


def note(
    station: Station, conversation: str, text: str = "Sudah hubungi JKR Batu Pahat", **row: object
) -> dict[str, object]:
    return {
        "t": "note",
        "row": {
            **{"id": str(uuid4()), "conversation_id": conversation, "author_id": station.user, "text": text},
            **{"created_at": iso(datetime.now(UTC))},
            **row,
        },
    }


def change(entity: str, identity: str, **fields: list[object]) -> dict[str, object]:
    return {"t": entity, "id": identity, "set": fields}


def test_an_operation_is_applied_once_and_a_repeat_returns_the_stored_verdict(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    talk = arrive(siti)
    operation = siti.operation("note.added", talk.id, {}, [note(siti, talk.id)])
    assert siti.push(operation) == [{"id": operation["id"], "verdict": "applied", "detail": {}, "dup": False}]
    assert siti.push(operation)[0] == {"id": operation["id"], "verdict": "applied", "detail": {}, "dup": True}
    assert shared.one("SELECT count(*) FROM app.note") == 1
    assert siti.call("stream_position", siti.device) == 1
    assert [r["verdict"] for r in siti.rows("receipts", [operation["id"]])] == ["applied"]


def test_a_bad_operation_is_recorded_and_never_blocks_the_next(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    talk = arrive(siti)
    bad = [
        siti.operation("nobody.knows", talk.id),
        siti.operation("note.added", talk.id, {}, [{"t": "staff", "row": {"id": "siti", "role": "penyelia"}}]),
        siti.operation("note.added", talk.id, {}, [change("conversation", talk.id, state=["open", "done"])]),
        siti.operation("note.added", talk.id, {}, [note(siti, talk.id, text="a\u0000b")]),
        siti.operation("conversation.labelled", talk.id, {}, [change("conversation", talk.id, account_id=["a", "b"])]),
        siti.chained(str(uuid4()), "this is not JSON"),
        siti.chained(str(uuid4()), "[" * 20_000),
        siti.operation("note.added", talk.id, {}, [note(siti, talk.id)], actor="kumar"),
        siti.operation("note.added", talk.id, {}, "no list"),  # type: ignore[arg-type]
        siti.operation("note.added", talk.id, {"text": "x" * 300_000}),
    ]
    good = siti.operation("note.added", talk.id, {}, [note(siti, talk.id)])
    verdicts = siti.push(*bad, good)
    assert [v["verdict"] for v in verdicts] == ["rejected"] * len(bad) + ["applied"]
    assert all(v["detail"]["why"] for v in verdicts[:-1])
    assert verdicts[0]["detail"]["why"] == "unknown kind"
    assert shared.one("SELECT count(*) FROM app.operation") == len(bad) + 1
    assert shared.one("SELECT count(*) FROM app.note") == 1


def test_nothing_of_an_operation_that_fails_half_way_remains(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    talk = arrive(siti)
    verdict = siti.act("note.added", talk.id, {}, note(siti, talk.id), note(siti, str(uuid4())))
    assert (verdict["verdict"], verdict["detail"]) == ("deferred", {"why": "parent not here"})
    assert shared.one("SELECT count(*) FROM app.note") == 0


def test_the_chain_has_no_gap_no_fork_and_no_false_hash(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    talk = arrive(siti)
    first, second, third = (siti.operation("contact.revealed", talk.id) for _ in range(3))
    for broken, code in (
        ([second], "PM001"),
        ([first, {**second, "prev_hash": "11" * 32}], "PM002"),
        ([first, {**second, "body": second["body"].replace("revealed", "exported")}], "PM003"),
    ):
        with pytest.raises(psycopg.Error) as refused:
            siti.push(*broken)
        assert refused.value.sqlstate == code
    assert shared.one("SELECT count(*) FROM app.operation") == 0, "a broken batch leaves nothing"
    assert [v["verdict"] for v in siti.push(first, second, third)] == ["applied"] * 3
    twin = Station(shared, "siti", siti.device)
    with pytest.raises(psycopg.Error) as refused:
        twin.push(twin.operation("contact.revealed", talk.id))
    assert refused.value.sqlstate == "PM011"


def test_two_people_on_one_workstation_have_a_chain_each(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    kumar = Station(shared, "kumar", siti.device).enroll()
    talk = arrive(siti)
    assert siti.act("contact.revealed", talk.id)["verdict"] == "applied"
    assert kumar.act("contact.revealed", talk.id)["verdict"] == "applied"
    assert shared.all("SELECT actor, last_sequence FROM app.stream ORDER BY 1") == [("kumar", 1), ("siti", 1)]


def test_an_old_epoch_a_stranger_and_a_revoked_device_are_refused(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    operation = siti.operation("register.exported", "x")
    with pytest.raises(psycopg.Error) as refused:
        siti.push(operation, epoch=7)
    assert refused.value.sqlstate == "PM020"
    with pytest.raises(psycopg.Error) as refused:
        Station(shared, "kumar", siti.device).push(operation)
    assert refused.value.sqlstate == "PM010"
    shared.administrator.execute("SELECT app.revoke_device(%s)", [siti.device])
    for attempt in (lambda: siti.push(operation), siti.enroll):
        with pytest.raises(psycopg.Error) as refused:
            attempt()
        assert refused.value.sqlstate == "PM012"


def test_the_second_to_change_a_field_gets_a_conflict_and_his_other_fields(shared: SharedRegister) -> None:
    siti, kumar = shared.station("siti"), shared.station("kumar")
    talk = arrive(siti)
    row = complaint_row(talk, f"KKR/{this_year()}/{siti.lease()[0]:06d}")
    assert siti.act("complaint.registered", row["id"], {}, {"t": "complaint", "row": row})["verdict"] == "applied"
    changed = change("complaint", row["id"], road=["FT1", "FT5"], location=["KM 12", "KM 14"])
    assert siti.act("complaint.edited", row["id"], {}, changed)["verdict"] == "applied"
    other = change(
        "complaint", row["id"], road=["FT1", "E2"], location=["KM 12", "KM 14"], summary=[row["summary"], "Lubang"]
    )
    verdict = kumar.act("complaint.edited", row["id"], {}, other)
    assert (verdict["verdict"], verdict["detail"]) == ("conflict", {"fields": ["road"]})
    assert shared.all("SELECT road, location, summary FROM app.complaint") == [("FT5", "KM 14", "Lubang")]
    kept = shared.all("SELECT entity, subject, field, actor, mine, theirs, base, resolved_at FROM app.conflict")
    assert kept == [("complaint", row["id"], "road", "kumar", "E2", "FT5", "FT1", None)]
    conflict = shared.one("SELECT id FROM app.conflict")
    mine = change("complaint", row["id"], road=["FT5", "E2"])
    assert kumar.act("conflict.resolved", row["id"], {"conflict": conflict}, mine)["verdict"] == "applied"
    assert shared.one("SELECT road FROM app.complaint") == "E2"
    assert shared.all("SELECT resolved_by, resolved_at IS NOT NULL FROM app.conflict") == [("kumar", True)]


def test_a_conversation_is_changed_field_by_field_whatever_its_types(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    talk = arrive(siti)
    until = iso(datetime.now(UTC) + timedelta(hours=3))
    seen = iso(shared.one("SELECT last_at FROM app.conversation"))
    due = iso(shared.one("SELECT due_at FROM app.conversation"))
    away = {"state": ["open", "waiting"], "snoozed_until": [None, until]}
    back = {"state": ["waiting", "open"], "snoozed_until": [until, None]}
    door = {"jurisdiction": ["federal", "state"], "agencies": [["jkr_johor"], []], "confidence": [0.8, 1.0]}
    for kind, fields in (
        ("conversation.assigned", {"assignee_id": ["", "siti"]}),
        ("conversation.labelled", {"labels": [[], ["banjir", "segera"]]}),
        ("conversation.prioritised", {"urgent": [False, True]}),
        ("conversation.snoozed", away),
        ("conversation.reopened", back),
        ("conversation.wrong_door", door),
        ("conversation.finished", {"state": ["open", "done"], "due_at": [due, None]}),
    ):
        verdict = siti.act(kind, talk.id, {}, {**change("conversation", talk.id, **fields), "seen": seen})
        assert (kind, verdict["verdict"], verdict["detail"]) == (kind, "applied", {})
    assert shared.all(
        "SELECT state, due_at, assignee_id, labels, urgent, jurisdiction, agencies, confidence, snoozed_until"
        " FROM app.conversation"
    ) == [("done", None, "siti", ["banjir", "segera"], True, "state", [], 1.0, None)]


def test_who_did_not_see_the_newest_message_cannot_finish_the_conversation(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    talk = arrive(siti)
    old = iso(datetime.now(UTC) - timedelta(hours=1))
    finished = {**change("conversation", talk.id, state=["open", "done"]), "seen": old}
    verdict = siti.act("conversation.finished", talk.id, {}, finished)
    assert (verdict["verdict"], verdict["detail"]) == ("conflict", {"fields": ["last_at"]})
    assert shared.one("SELECT state FROM app.conversation") == "open"


def test_a_complaint_moves_by_legal_steps_only(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    talk = arrive(siti)
    row = complaint_row(talk, f"KKR/{this_year()}/{siti.lease()[0]:06d}")
    siti.act("complaint.registered", row["id"], {}, {"t": "complaint", "row": row})

    def move(before: str, after: str, code: str = "") -> dict[str, object]:
        follow_up = {"id": str(uuid4()), "complaint_id": row["id"], "author_id": "siti", "text": "", "state": after}
        fields = {"state": [before, after], **({"closing_code": ["", code]} if code else {})}
        return siti.act(
            "complaint.moved",
            row["id"],
            {},
            change("complaint", row["id"], **fields),
            {"t": "follow_up", "row": {**follow_up, "created_at": iso(datetime.now(UTC))}},
        )

    assert move("didaftar", "menunggu_pengesahan")["detail"] == {"why": "illegal step"}
    assert move("didaftar", "dalam_siasatan")["verdict"] == "applied"
    assert move("didaftar", "ditutup", "selesai")["verdict"] == "conflict"
    assert shared.all("SELECT state, closing_code FROM app.complaint") == [("dalam_siasatan", "")]
    assert move("dalam_siasatan", "ditutup", "selesai")["verdict"] == "applied"
    assert shared.all("SELECT state, closing_code FROM app.complaint") == [("ditutup", "selesai")]


def test_only_an_administrator_sets_the_policy_of_an_account(shared: SharedRegister) -> None:
    siti, admin = shared.station("siti"), shared.station("admin1")
    set_all = change("account", "x-moworks", policy=["flagged", "all"])
    assert siti.act("account.policy_set", "x-moworks", {}, set_all)["detail"] == {"why": "not allowed"}
    assert admin.act("account.policy_set", "x-moworks", {}, set_all)["verdict"] == "applied"
    assert shared.one("SELECT policy FROM app.account WHERE id = 'x-moworks'") == "all"
    new = {"id": "instagram-jkr", "channel": "instagram", "handle": "jkrmalaysia", "name": "JKR", "agency": "jkr"}
    added = {"t": "account", "row": {**new, "remote_id": "", "policy": "all", "connected": False}}
    assert admin.act("account.added", "instagram-jkr", {}, added)["verdict"] == "applied"
    connected = change("account", "instagram-jkr", connected=[False, True], remote_id=["", "1784"])
    assert admin.act("account.connected", "instagram-jkr", {}, connected)["verdict"] == "applied"
    assert shared.all("SELECT connected, remote_id FROM app.account WHERE id = 'instagram-jkr'") == [(True, "1784")]


def test_the_chain_recomputes_from_what_is_stored(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    talk = arrive(siti)
    for text in ("Lubang besar 🕳", "حفرة", "坑洞"):
        siti.act("note.added", talk.id, {}, note(siti, talk.id, text))
    before = bytes(32)
    for body, prev_hash, stored in shared.all("SELECT body, prev_hash, hash FROM app.operation ORDER BY sequence"):
        assert json.loads(body)["kind"] == "note.added"
        assert prev_hash == before
        before = hashlib.sha256(before + body.encode()).digest()
        assert stored == before


def test_seats_that_change_the_same_rows_in_any_order_never_wait_for_each_other(shared: SharedRegister) -> None:
    """Batches take their rows in one order; each seat's own order would end in deadlocks, a second each."""
    seats = [shared.station("siti" if n % 2 else "kumar") for n in range(6)]
    talks = [arrive(seats[0]) for _ in range(4)]
    failures: list[BaseException] = []
    verdicts: list[str] = []

    def sit(seat: Station, order: random.Random) -> None:
        try:
            for n in range(12):
                wanted = [order.choice(talks) for _ in range(5)]
                batch = [
                    seat.operation(
                        "conversation.labelled",
                        t.id,
                        {},
                        [change("conversation", t.id, labels=[[], [f"{seat.device}-{n}-{k}"]])],
                    )
                    for k, t in enumerate(wanted)
                ]
                verdicts.extend(v["verdict"] for v in seat.push(*batch, epoch=1))
        except psycopg.Error as failure:
            failures.append(failure)

    threads = [threading.Thread(target=sit, args=(seat, random.Random(n))) for n, seat in enumerate(seats)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert verdicts.count("applied") == len(talks), "the first to label each"
    assert verdicts.count("conflict") == len(seats) * 12 * 5 - len(talks)
    assert wrong_in(shared) == []
