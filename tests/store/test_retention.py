"""What a seat forgets, and above all what it does not: nothing that anybody here works on or that was not sent."""

from datetime import timedelta
from typing import Any

import pytest

from pmsdesk.domain.reply import DraftMode
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.services import staffing, triaging
from pmsdesk.store import Store
from pmsdesk.store.wire import KINDS
from tests.store.conftest import AISYAH, HAKIM, NOW, Clock, Writer
from tests.store.shared import Register, empty_cut, rows_of
from tests.store.test_replica import complaint_row

LONG_AGO = "2026-05-01T00:00:00+00:00"


def do(store: Store, who: Staff, flow: Any, *args: object) -> None:
    with store.work(who) as work:
        flow(work, *args)
        work.commit()


@pytest.fixture
def old(register: Register, talks: list[str]) -> str:
    """A conversation that was finished long ago; the other one is of today."""
    register.tell(register.row("conversation", talks[0], state="done", due_at=None, last_at=LONG_AGO))
    return talks[0]


def forgotten(store: Store, talk: str) -> bool:
    store.replica.prune()
    return rows_of(store, "SELECT 1 FROM conversation WHERE id = ?", talk) == []


def test_what_is_old_and_finished_is_forgotten_with_all_that_hangs_on_it(
    joined: Store, register: Register, old: str, talks: list[str]
) -> None:
    contact = rows_of(joined, "SELECT contact_id FROM conversation WHERE id = ?", old)[0][0]
    register.tell(
        complaint_row(old, contact, registered_at=LONG_AGO, state="ditutup", registered_by="orang-lain"),
        (
            "note",
            "n1",
            {"id": "n1", "conversation_id": old, "author_id": HAKIM.id, "text": "x", "created_at": LONG_AGO},
        ),
    )
    assert joined.replica.prune() == 1
    assert rows_of(joined, "SELECT id FROM conversation") == [(talks[1],)]
    for table in ("note", "complaint"):
        assert rows_of(joined, f"SELECT * FROM {table}") == []
    for table in ("message", "contact"):
        assert len(rows_of(joined, f"SELECT * FROM {table}")) == 1
    assert rows_of(joined, "SELECT kind FROM base WHERE id IN (?, ?)", old, contact) == []
    assert joined.read().search("lubang") == []
    assert joined.read().counts(AISYAH.id, NOW).open == 1
    assert joined.verify() == 0
    assert joined.replica.prune() == 0


def test_what_is_not_ninety_days_old_stays(joined: Store, register: Register, talks: list[str]) -> None:
    at = (NOW - timedelta(days=89)).isoformat()
    register.tell(register.row("conversation", talks[0], state="done", due_at=None, last_at=at))
    assert not forgotten(joined, talks[0])


def test_what_is_open_stays(joined: Store, register: Register, talks: list[str]) -> None:
    register.tell(register.row("conversation", talks[0], last_at=LONG_AGO))
    assert not forgotten(joined, talks[0])


def test_the_own_stays(joined: Store, register: Register, old: str) -> None:
    with joined.work(SYSTEM) as work:
        work.people.put(HAKIM, "")
        staffing.remember_password(work, AISYAH.username, "kata laluan panjang")
        work.commit()
    register.tell(register.row("conversation", old, assignee_id=AISYAH.id))
    assert not forgotten(joined, old)
    register.tell(register.row("conversation", old, assignee_id="orang-lain"))
    assert forgotten(joined, old)


@pytest.mark.parametrize(
    "act",
    [
        lambda work, talk: triaging.note(work, talk, "Rujuk semula."),
        lambda work, talk: triaging.label(work, talk, ["semak"]),
        lambda work, talk: triaging.reveal(work, talk),
    ],
)
def test_what_an_operation_that_waits_hangs_on_stays(joined: Store, register: Register, old: str, act: Any) -> None:
    do(joined, AISYAH, act, old)
    assert not forgotten(joined, old)
    register.answer(joined.outbox.waiting(AISYAH.id)[0], "applied")
    empty_cut(joined, "900:900:")
    assert forgotten(joined, old)


def test_a_message_that_was_not_sent_stays(joined: Store, writer: Writer, old: str) -> None:
    with joined.work(SYSTEM) as work:
        talk = work.conversations.get(old)
        work.conversations.add_messages([writer.message(talk, "m50", "Lama dahulu.", talk.last_at)])
        work.commit()
    assert not forgotten(joined, old)


def test_a_text_that_was_begun_stays(joined: Store, old: str) -> None:
    with joined.work(AISYAH) as work:
        work.conversations.save_draft(old, AISYAH.id, DraftMode.REPLY, "Terima kasih kerana", work.now())
        work.commit()
    assert not forgotten(joined, old)


def test_an_open_complaint_or_conflict_stays(joined: Store, register: Register, old: str) -> None:
    contact = rows_of(joined, "SELECT contact_id FROM conversation WHERE id = ?", old)[0][0]
    register.tell(complaint_row(old, contact, registered_at=LONG_AGO, state="tindakan", registered_by="orang-lain"))
    assert not forgotten(joined, old)
    conflict = {"id": "f1", "entity": "complaint", "subject": "k-1", "field": "road", "operation": "o", "actor": "x"}
    conflict |= {"mine": "FT5", "theirs": "FT50", "base": "", "at": LONG_AGO, "resolved_by": "", "resolved_at": None}
    register.tell(
        complaint_row(old, contact, registered_at=LONG_AGO, state="ditutup", registered_by="orang-lain"),
        ("conflict", "f1", conflict),
    )
    assert not forgotten(joined, old)
    register.tell(("conflict", "f1", conflict | {"resolved_by": "x", "resolved_at": LONG_AGO}))
    assert forgotten(joined, old)


def test_nothing_is_forgotten_in_the_middle_of_a_cut(joined: Store, register: Register, old: str) -> None:
    cut = joined.replica.begin("950:950:")
    joined.replica.apply(cut, [register.row("conversation", old)], ("949", 1))
    assert not forgotten(joined, old)


def test_what_comes_back_after_it_was_forgotten_is_to_be_fetched_whole(
    joined: Store, register: Register, old: str, clock: Clock
) -> None:
    told = register.row("conversation", old, state="open", answered_at=LONG_AGO)
    whole = [register.row("contact", str(told[2]["contact_id"])), told]  # type: ignore[index]
    whole += [register.row("message", i) for (i,) in rows_of(joined, "SELECT id FROM message WHERE remote_id = 'm1'")]
    assert forgotten(joined, old)
    register.tell(told)
    assert joined.replica.to_fetch() == (old,)
    joined.replica.add_whole(old, whole)
    assert joined.replica.to_fetch() == ()
    assert len(joined.read().conversation(old, AISYAH.id).messages) == 1


@pytest.mark.parametrize(
    ("state", "kept"), [("pending", True), ("cleared", True), ("done", False), ("declined", False), ("refused", False)]
)
def test_a_comment_somebody_asked_to_hide_stays_until_it_is_over(
    joined: Store, register: Register, old: str, state: str, kept: bool
) -> None:
    ((message, account),) = rows_of(
        joined,
        "SELECT m.id, c.account_id FROM message AS m JOIN conversation AS c ON c.key = m.conversation WHERE c.id = ?",
        old,
    )
    row = {name: "" for name in KINDS["moderation"].names} | {"decided_at": None, "not_before": None, "done_at": None}
    row |= {"id": "d1", "conversation_id": old, "message_id": message, "account_id": account, "act": "hide"}
    register.tell(("moderation", "d1", row | {"asked_at": LONG_AGO, "state": state}))
    assert forgotten(joined, old) is not kept
    for table in ("moderation", "base"):
        assert bool(rows_of(joined, f"SELECT id FROM {table} WHERE id = 'd1'")) is kept
