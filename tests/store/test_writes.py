"""What an operation carries: exactly the rows its unit of work wrote, and only on a seat that shares a register."""

import json
from datetime import timedelta
from typing import Any

import pytest

from pmsdesk.domain.complaint import ComplaintState
from pmsdesk.domain.operation import CARRIES, Operation
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services import complaining, triaging
from pmsdesk.services.complaining import Registration
from pmsdesk.store import Store
from tests.store.conftest import AISYAH, HAKIM, NOW, Clock, Writer
from tests.store.shared import DEVICE, Register, rows_of

FORM = Registration("Faizal Z.", "awam", "Lubang di FT5", "jalan_berlubang", Jurisdiction.FEDERAL, ("jkr",), "FT5")


def do(store: Store, who: Staff, flow: Any, *args: object, **more: object) -> None:
    with store.work(who) as work:
        flow(work, *args, **more)
        work.commit()


def bodies(store: Store, who: Staff = AISYAH) -> list[dict[str, Any]]:
    return [json.loads(operation.body) for operation in store.outbox.waiting(who.id)]


def only(store: Store, who: Staff = AISYAH) -> Operation:
    (operation,) = store.outbox.waiting(who.id)
    return operation


def test_a_seat_alone_carries_nothing(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    do(store, AISYAH, triaging.take, talk.id)
    ((device, body),) = rows_of(store, "SELECT device, body FROM operation")
    assert device == "WS-07"
    assert "writes" not in json.loads(body)
    assert store.outbox.waiting(AISYAH.id) == ()
    assert not store.joined


def test_a_change_carries_what_was_seen_and_what_is_wanted(joined: Store, talks: list[str]) -> None:
    do(joined, AISYAH, triaging.label, talks[0], ["Selangor", "segera"])
    assert only(joined).device == DEVICE
    (write,) = bodies(joined)[0]["writes"]
    assert write == {
        "t": "conversation",
        "id": talks[0],
        "set": {"labels": [[], ["Selangor", "segera"]]},
        "seen": (NOW - timedelta(minutes=1)).isoformat(timespec="milliseconds"),
    }


def test_a_note_goes_whole(joined: Store, talks: list[str]) -> None:
    do(joined, AISYAH, triaging.note, talks[0], "Sudah telefon JKR Selangor.")
    (body,) = bodies(joined)
    (write,) = body["writes"]
    assert write["t"] == "note"
    assert write["row"] == {
        "id": body["facts"]["note"],
        "conversation_id": talks[0],
        "author_id": AISYAH.id,
        "text": "Sudah telefon JKR Selangor.",
        "created_at": "2026-11-23T00:14:05.123+00:00",
    }


def test_several_writes_to_one_row_are_one_change(joined: Store, talks: list[str]) -> None:
    with joined.work(AISYAH) as work:
        triaging.label(work, talks[0], ["Klang"])
        triaging.label(work, talks[0], ["FT5"])
        work.commit()
    first, second = bodies(joined)
    assert first["writes"][0]["set"] == {"labels": [[], ["FT5"]]}
    assert second["writes"] == []


def test_a_complaint_goes_with_its_log(joined: Store, talks: list[str]) -> None:
    with joined.work(SYSTEM) as work:
        work.complaints.add_number_block(2026, 33, 64)
        work.commit()
    joined._vault.put(f"numbers:{DEVICE}", json.dumps({"2026/33": 40}))  # type: ignore[union-attr]
    do(joined, AISYAH, complaining.register, talks[0], FORM)
    ((complaint_id, number),) = rows_of(joined, "SELECT id, number FROM complaint")
    assert number == "KKR/2026/000040"
    do(joined, AISYAH, complaining.change_state, complaint_id, ComplaintState.INVESTIGATING, "Juruukur ke tapak.")
    registered, moved = bodies(joined)
    assert [write["t"] for write in registered["writes"]] == ["complaint"]
    assert registered["writes"][0]["row"]["agencies"] == ["jkr"]
    change, log = moved["writes"]
    assert change["set"] == {"state": ["didaftar", "dalam_siasatan"]}
    assert log["row"]["text"] == "Juruukur ke tapak."


def test_what_the_program_does_by_itself_stays_here(joined: Store, talks: list[str], clock: Clock) -> None:
    do(joined, AISYAH, triaging.snooze, talks[0], NOW + timedelta(hours=1))
    clock.now += timedelta(hours=2)
    do(joined, SYSTEM, triaging.wake)
    assert [body["kind"] for body in bodies(joined)] == ["conversation.snoozed"]
    assert bodies(joined, SYSTEM) == []


def test_a_snooze_that_ended_by_itself_is_not_held_against_the_officer(
    joined: Store, register: Register, talks: list[str], clock: Clock
) -> None:
    """The register still has the conversation asleep; the seat woke it, and the officer finishes it."""
    until = NOW + timedelta(hours=1)
    register.tell(register.row("conversation", talks[0], state="waiting", snoozed_until=until.isoformat()))
    clock.now += timedelta(hours=2)
    do(joined, SYSTEM, triaging.wake)
    do(joined, AISYAH, triaging.finish, talks[0], "Dijawab melalui telefon")
    changed = bodies(joined)[0]["writes"][0]["set"]
    assert changed["state"] == ["waiting", "done"]
    assert changed["snoozed_until"] == [until.isoformat(timespec="milliseconds"), None]


def test_kinds_the_register_does_not_know_have_a_chain_of_their_own(joined: Store) -> None:
    with joined.work(AISYAH) as work:
        work.record("reply.sent", "c1", {})
        work.record("contact.revealed", "c1", {"contact": "p1"})
        work.commit()
    assert rows_of(joined, "SELECT device, kind, sequence FROM operation ORDER BY key") == [
        ("WS-07", "reply.sent", 1),
        (DEVICE, "contact.revealed", 1),
    ]
    assert joined.verify() == 2


@pytest.mark.parametrize("kind", sorted(CARRIES))
def test_every_kind_names_tables_that_travel(kind: str) -> None:
    from pmsdesk.store.wire import KINDS

    assert CARRIES[kind] <= set(KINDS)


def test_a_write_that_no_operation_may_carry_is_left_to_the_register(joined: Store, talks: list[str]) -> None:
    with joined.work(HAKIM) as work:
        triaging.label(work, talks[1], ["lama"])
        work.commit()
    with joined.work(AISYAH) as work:
        work.conversations.put(work.conversations.get(talks[0]))
        work.complaints.add_number_block(2027, 1, 9)
        work.conversations.add_note("n1", talks[0], AISYAH.id, "Nota", work.now())
        work.record("account.policy_set", "a-mow", {})
        work.commit()
    assert bodies(joined)[0]["writes"] == []
    assert ("note", "n1") in rows_of(joined, "SELECT kind, id FROM settling")
