"""The outbox: what goes up in which order, and what the seat does with each verdict."""

import json
from datetime import timedelta
from typing import Any

import pytest

from pmsdesk.domain.operation import Operation, chain_hash
from pmsdesk.domain.reply import Clearance, ReplyState
from pmsdesk.domain.staff import Staff
from pmsdesk.services import approving, triaging
from pmsdesk.store import Store
from pmsdesk.store.outbox import MOST_TRIES, pause
from pmsdesk.store.wire import KINDS
from tests.store.conftest import ACCOUNT, AISYAH, HAKIM, Clock, version
from tests.store.shared import DEVICE, Register, empty_cut, rows_of

OTHER_DEVICE = "0190b5a2-0000-7000-8000-00000000d002"
ANSWER = "Terima kasih. Aduan tuan telah disalurkan kepada JKR Selangor."


def do(store: Store, who: Staff, flow: Any, *args: object) -> None:
    with store.work(who) as work:
        flow(work, *args)
        work.commit()


def submit(store: Store, talk: str, reply_id: str = "r1") -> None:
    """Aisyah's reply, as the flow of drafting writes it, ready at once on this seat."""
    with store.work(AISYAH) as work:
        text = version(reply_id, ANSWER)
        work.replies.add(reply_id, talk, ACCOUNT.id, "m1", ReplyState.PENDING)
        work.replies.add_version(text)
        work.replies.add_clearance(text.id, text.sha, Clearance.CHECK, "2026.11.3", work.now())
        work.replies.set_state(reply_id, ReplyState.CLEARED)
        work.record("reply.submitted", talk, {"reply": reply_id, "version": text.id})
        work.commit()


def waiting(store: Store, who: Staff = AISYAH) -> list[Operation]:
    return list(store.outbox.waiting(who.id))


def notices(store: Store) -> list[tuple[Any, ...]]:
    return rows_of(store, "SELECT kind, why FROM notice ORDER BY id")


# ---- what goes up ---------------------------------------------------------------------------------------------------


def test_each_person_sends_the_own_chain_in_its_order(joined: Store, talks: list[str]) -> None:
    for word in ("a", "b", "c"):
        do(joined, AISYAH, triaging.label, talks[0], [word])
        do(joined, HAKIM, triaging.label, talks[1], [word])
    assert [o.sequence for o in waiting(joined)] == [1, 2, 3]
    assert {o.actor_id for o in waiting(joined, HAKIM)} == {HAKIM.id}


def test_a_batch_is_bounded_in_number_and_bytes_but_never_empty(joined: Store, talks: list[str]) -> None:
    for n in range(5):
        do(joined, AISYAH, triaging.note, talks[0], f"{n} " + "panjang " * 100)
    assert len(joined.outbox.waiting(AISYAH.id, most=3)) == 3
    assert len(joined.outbox.waiting(AISYAH.id, most_bytes=5000)) == 2
    assert len(joined.outbox.waiting(AISYAH.id, most_bytes=1)) == 1


# ---- applied --------------------------------------------------------------------------------------------------------


def test_what_was_applied_stays_and_settles_with_the_next_cut(
    joined: Store, register: Register, talks: list[str]
) -> None:
    do(joined, AISYAH, triaging.label, talks[0], ["FT5"])
    register.answer(waiting(joined)[0], "applied")
    assert waiting(joined) == []
    assert joined.read().conversation(talks[0], AISYAH.id).conversation.labels == ("FT5",)
    register.tell(register.row("conversation", talks[0], labels=["FT5"], urgent=True))
    shown = joined.read().conversation(talks[0], AISYAH.id).conversation
    assert (shown.labels, shown.urgent) == (("FT5",), True)
    assert rows_of(joined, "SELECT * FROM settling") == []


def test_an_answer_given_twice_counts_once(joined: Store, register: Register, talks: list[str]) -> None:
    do(joined, AISYAH, triaging.label, talks[0], ["FT5"])
    (operation,) = waiting(joined)
    register.answer(operation, "applied")
    register.answer(operation, "rejected", why="unknown kind")
    assert notices(joined) == []


# ---- rejected, conflict --------------------------------------------------------------------------------------------


def test_a_rejected_change_is_taken_back_and_told(joined: Store, register: Register, talks: list[str]) -> None:
    do(joined, AISYAH, triaging.label, talks[0], ["FT5"])
    do(joined, AISYAH, triaging.prioritise, talks[0], True)
    register.answer(waiting(joined)[0], "rejected", why="not allowed")
    shown = joined.read().conversation(talks[0], AISYAH.id).conversation
    assert (shown.labels, shown.urgent) == ((), True)
    assert notices(joined) == [("operation.rejected", "not allowed")]


def test_a_rejected_note_goes_and_its_text_stays_to_be_copied(
    joined: Store, register: Register, talks: list[str]
) -> None:
    do(joined, AISYAH, triaging.note, talks[0], "Sudah telefon JKR Selangor.")
    register.answer(waiting(joined)[0], "rejected", why="not allowed")
    view = joined.read().conversation(talks[0], AISYAH.id)
    assert len(view.items) == 1
    assert view.history == ()
    ((detail,),) = rows_of(joined, "SELECT detail FROM notice")
    assert json.loads(detail)["facts"]["text"] == "Sudah telefon JKR Selangor."


def test_a_rejected_reply_goes_with_all_that_hung_on_it(joined: Store, register: Register, talks: list[str]) -> None:
    submit(joined, talks[0])
    register.answer(waiting(joined)[0], "rejected", why="not the account of this conversation")
    for table in ("reply", "reply_version", "clearance", "publication"):
        assert rows_of(joined, f"SELECT * FROM {table}") == []
    assert joined.verify() == 1


def test_a_row_the_register_has_already_is_not_removed(joined: Store, register: Register, talks: list[str]) -> None:
    """After a restoration an operation and the one it was sent anew as may both arrive."""
    do(joined, AISYAH, triaging.note, talks[0], "Sudah telefon JKR Selangor.")
    why = 'duplicate key value violates unique constraint "note_pkey"'
    register.answer(waiting(joined)[0], "rejected", why=why)
    assert len(rows_of(joined, "SELECT * FROM note")) == 1
    assert notices(joined) == [], "what stands there was not lost"


def test_a_conflict_shows_theirs_and_is_told(joined: Store, register: Register, talks: list[str]) -> None:
    do(joined, AISYAH, triaging.label, talks[0], ["FT5"])
    (operation,) = waiting(joined)
    register.answer(operation, "conflict", fields=["labels"])
    assert joined.read().conversation(talks[0], AISYAH.id).conversation.labels == ()
    register.tell(register.row("conversation", talks[0], labels=["Klang"]))
    assert joined.read().conversation(talks[0], AISYAH.id).conversation.labels == ("Klang",)
    assert notices(joined) == [("operation.conflict", "labels")]


# ---- replies follow the register ------------------------------------------------------------------------------------


def test_a_reply_is_shown_as_the_register_has_it_once_it_answered(
    joined: Store, register: Register, talks: list[str]
) -> None:
    """The seat thought its text clear; the register holds it for a supervisor, so nothing lies in the outbox here."""
    submit(joined, talks[0])
    told = register.row("reply", "r1", state="pending")
    register.tell(told)
    assert joined.read().conversation(talks[0], AISYAH.id).reply.state is ReplyState.CLEARED  # type: ignore[union-attr]
    register.answer(waiting(joined)[0], "applied")
    empty_cut(joined, "700:700:")
    view = joined.read().conversation(talks[0], AISYAH.id)
    assert view.reply is not None
    assert (view.reply.state, view.publication) == (ReplyState.PENDING, None)


def test_an_own_version_moves_behind_the_one_that_came_first(
    joined: Store, register: Register, talks: list[str]
) -> None:
    submit(joined, talks[0])
    theirs = version("r1", "Pihak JKR akan ke tapak hari ini.", author=HAKIM, id="theirs")
    mine = register.row("reply_version", "r1-v1")[2]
    assert mine is not None
    register.tell(
        register.row("reply", "r1"),
        ("reply_version", "theirs", dict(mine) | {"id": "theirs", "text": theirs.text, "sha": theirs.sha}),
    )
    assert rows_of(joined, "SELECT id, number FROM reply_version ORDER BY number") == [("theirs", 1), ("r1-v1", 2)]
    register.answer(waiting(joined)[0], "rejected", why="another version came first")
    assert rows_of(joined, "SELECT id FROM reply_version") == [("theirs",)]


def test_an_own_version_moves_behind_all_of_a_page_in_whatever_order_they_come(
    joined: Store, register: Register, talks: list[str]
) -> None:
    submit(joined, talks[0])
    rows = []
    for number in (3, 1, 2):
        said = version("r1", f"Jawapan {number}", number, HAKIM, id=f"h{number}", findings=[], media=[])
        told = {name: getattr(said, name) for name in KINDS["reply_version"].names}
        rows.append(("reply_version", said.id, told | {"created_at": "2026-11-23T00:30:00+00:00"}))
    register.tell(*rows)
    assert rows_of(joined, "SELECT number, id FROM reply_version ORDER BY number") == [
        *((1, "h1"), (2, "h2"), (3, "h3"), (4, "r1-v1")),
    ]


def test_a_decision_waits_for_its_verdict(joined: Store, register: Register, talks: list[str]) -> None:
    submit(joined, talks[0])
    with joined.work(AISYAH) as work:
        work.replies.set_state("r1", ReplyState.PENDING)
        work.record("reply.resumed", talks[0], {"reply": "r1"})
        work.commit()
    sha = rows_of(joined, "SELECT sha FROM reply_version")[0][0]
    do(joined, HAKIM, approving.approve, "r1", sha)
    (decision,) = waiting(joined, HAKIM)
    for operation in waiting(joined):
        register.answer(operation, "applied")
    register.tell(register.row("reply", "r1", state="pending"))
    assert rows_of(joined, "SELECT state FROM reply") == [("cleared",)]
    register.answer(decision, "rejected", why="approver wrote part of this reply")
    assert rows_of(joined, "SELECT state FROM reply") == [("pending",)]
    assert rows_of(joined, "SELECT * FROM approval") == rows_of(joined, "SELECT * FROM publication") == []


# ---- deferred -------------------------------------------------------------------------------------------------------


def test_a_deferred_operation_is_sent_anew_under_another_id(
    joined: Store, register: Register, talks: list[str], clock: Clock
) -> None:
    do(joined, AISYAH, triaging.note, talks[0], "Sudah telefon JKR Selangor.")
    (first,) = waiting(joined)
    register.answer(first, "deferred", why="conversation not here")
    assert waiting(joined) == []
    assert joined.outbox.reissue() == 1
    (again,) = waiting(joined)
    was, now = json.loads(first.body), json.loads(again.body)
    assert was.pop("id") != now.pop("id")
    assert was == now
    assert (again.sequence, again.prev_hash) == (2, first.hash)
    assert len(joined.read().conversation(talks[0], AISYAH.id).history) == 1
    register.answer(again, "deferred", why="conversation not here")
    assert joined.outbox.reissue() == 0
    clock.now += timedelta(seconds=2)
    assert joined.outbox.reissue() == 1
    assert len(rows_of(joined, "SELECT * FROM note")) == 1


def test_what_was_deferred_keeps_its_order_whenever_its_time_comes(
    joined: Store, register: Register, talks: list[str], clock: Clock
) -> None:
    """The earlier of two on one conversation was tried more often, so its time comes later."""
    do(joined, AISYAH, triaging.label, talks[0], ["a"])
    do(joined, HAKIM, triaging.note, talks[0], "Milik orang lain.")
    register.answer(waiting(joined)[0], "deferred", why="conversation not here")
    do(joined, AISYAH, triaging.label, talks[0], ["b"])
    assert joined.outbox.reissue() == 0
    register.answer(waiting(joined)[0], "deferred", why="conversation not here")
    assert joined.outbox.reissue() == 2
    first, second = waiting(joined)
    for operation in (first, second):
        register.answer(operation, "deferred", why="conversation not here")
    do(joined, AISYAH, triaging.label, talks[0], ["c"])
    register.answer(waiting(joined)[0], "deferred", why="conversation not here")
    assert joined.outbox.reissue() == 0
    clock.now += timedelta(seconds=2)
    assert joined.outbox.reissue() == 3
    labels = [json.loads(operation.body)["writes"][0]["set"]["labels"][1] for operation in waiting(joined)]
    assert labels == [["a"], ["b"], ["c"]]


def test_a_clock_that_was_set_back_does_not_hold_what_was_deferred(
    joined: Store, register: Register, talks: list[str], clock: Clock
) -> None:
    clock.now += timedelta(days=1)
    do(joined, AISYAH, triaging.note, talks[0], "Sudah telefon JKR Selangor.")
    register.answer(waiting(joined)[0], "deferred", why="conversation not here")
    clock.now -= timedelta(days=1)
    assert joined.outbox.reissue() == 1


def test_what_is_deferred_for_ever_is_told_as_rejected(
    joined: Store, register: Register, talks: list[str], clock: Clock
) -> None:
    do(joined, AISYAH, triaging.note, talks[0], "Sudah telefon JKR Selangor.")
    for _ in range(MOST_TRIES):
        register.answer(waiting(joined)[0], "deferred", why="conversation not here")
        clock.now += timedelta(hours=1)
        joined.outbox.reissue()
    assert waiting(joined) == []
    assert notices(joined) == [("operation.rejected", "conversation not here")]
    assert rows_of(joined, "SELECT * FROM note") == []
    assert joined.verify() == MOST_TRIES


def test_pauses_grow_to_ten_minutes() -> None:
    pauses = [pause(tries) for tries in range(MOST_TRIES)]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(0)
    assert pauses[-1] == timedelta(minutes=10)


# ---- one of the two went back in time ------------------------------------------------------------------------------


def test_a_register_that_went_back_gets_the_same_operations_again(
    joined: Store, register: Register, talks: list[str]
) -> None:
    for word in ("a", "b", "c"):
        do(joined, AISYAH, triaging.label, talks[0], [word])
    sent = waiting(joined)
    for operation in sent:
        register.answer(operation, "applied")
    assert joined.outbox.acknowledged(DEVICE, AISYAH.id) == 3
    assert joined.outbox.replay(DEVICE, AISYAH.id, after=1) == 2
    assert waiting(joined) == sent[1:]
    assert joined.outbox.acknowledged(DEVICE, AISYAH.id) == 1


def test_what_the_register_forgot_is_shown_as_waiting_again(
    joined: Store, register: Register, talks: list[str]
) -> None:
    before = register.row("conversation", talks[0])
    do(joined, AISYAH, triaging.label, talks[0], ["Klang"])
    register.answer(waiting(joined)[0], "applied")
    register.tell(register.row("conversation", talks[0], labels=["Klang"]))
    register.tell(before)
    assert joined.read().conversation(talks[0], AISYAH.id).conversation.labels == ()
    joined.outbox.replay(DEVICE, AISYAH.id, after=0)
    assert joined.read().conversation(talks[0], AISYAH.id).conversation.labels == ("Klang",)


def test_what_was_sent_anew_once_is_not_sent_anew_again_after_a_restoration(
    joined: Store, register: Register, talks: list[str]
) -> None:
    do(joined, AISYAH, triaging.note, talks[0], "Sudah telefon JKR Selangor.")
    register.answer(waiting(joined)[0], "deferred", why="conversation not here")
    joined.outbox.reissue()
    register.answer(waiting(joined)[0], "applied")
    joined.outbox.replay(DEVICE, AISYAH.id, after=0)
    first, anew = waiting(joined)
    register.answer(first, "deferred", why="conversation not here")
    assert joined.outbox.reissue() == 0
    assert waiting(joined) == [anew]
    assert notices(joined) == []


def test_a_file_that_went_back_continues_on_another_chain(joined: Store, register: Register, talks: list[str]) -> None:
    for word in ("a", "b", "c"):
        do(joined, AISYAH, triaging.label, talks[0], [word])
    first, *rest = waiting(joined)
    register.answer(first, "applied")
    do(joined, HAKIM, triaging.label, talks[1], ["x"])
    assert joined.outbox.move(AISYAH.id, OTHER_DEVICE) == 2
    moved = waiting(joined)
    assert [(o.id, o.body) for o in moved] == [(o.id, o.body) for o in rest]
    assert [(o.device, o.sequence) for o in moved] == [(OTHER_DEVICE, 1), (OTHER_DEVICE, 2)]
    assert moved[1].hash == chain_hash(moved[0].hash, moved[1].body)
    assert {o.device for o in waiting(joined, HAKIM)} == {DEVICE}
    assert joined.verify() == 4


@pytest.mark.parametrize("statement", ["DELETE FROM operation", "UPDATE operation SET hash = prev_hash"])
def test_the_chain_stays_closed_to_everyone_else(joined: Store, talks: list[str], statement: str) -> None:
    do(joined, AISYAH, triaging.label, talks[0], ["FT5"])
    with pytest.raises(Exception, match=r"append-only|never deleted"), joined._writer.begin() as connection:
        connection.exec_driver_sql(statement)
