"""What became of a message lies beside it, is never rewritten, waits for it, and goes with its conversation."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from pmsdesk.domain.amendment import Change
from pmsdesk.domain.events import ConversationChanged
from pmsdesk.store import Store
from pmsdesk.store.arrivals import Row
from tests.store.conftest import AISYAH
from tests.store.shared import Register, rows_of
from tests.store.test_retention import LONG_AGO


def message_of(store: Store, talk: str) -> str:
    query = "SELECT m.id FROM message AS m JOIN conversation AS c ON c.key = m.conversation WHERE c.id = ?"
    ((message,),) = rows_of(store, query, talk)
    return str(message)


def amendment(message: str, talk: str, amendment_id: str = "a1", **changes: Any) -> Row:
    told = {
        "id": amendment_id,
        "message_id": message,
        "conversation_id": talk,
        "change": "edited",
        "text": "Sudah dibaiki.",
        "seen_at": "2026-11-23T00:20:00+00:00",
    } | changes
    return "amendment", amendment_id, told


def test_an_edit_that_a_colleagues_seat_saw_is_shown_here(joined: Store, register: Register, talks: list[str]) -> None:
    events = register.tell(amendment(message_of(joined, talks[0]), talks[0]))
    assert events == (ConversationChanged(talks[0]),)
    (item, *_) = joined.read().conversation(talks[0], AISYAH.id).items
    assert (item.text, item.change, len(item.earlier)) == ("Sudah dibaiki.", Change.EDITED, 1)
    assert rows_of(joined, "SELECT id FROM unsent WHERE id = 'a1'") == []


def test_one_whose_message_is_not_here_waits_for_it(joined: Store, register: Register, talks: list[str]) -> None:
    register.tell(amendment("belum-tiba", talks[0]))
    assert rows_of(joined, "SELECT id FROM amendment") == []
    assert rows_of(joined, "SELECT kind, id FROM parked") == [("amendment", "a1")]


@pytest.mark.parametrize("statement", ["UPDATE amendment SET text = 'x'", "DELETE FROM amendment"])
def test_it_is_never_rewritten(joined: Store, register: Register, talks: list[str], statement: str) -> None:
    register.tell(amendment(message_of(joined, talks[0]), talks[0]))
    with pytest.raises(IntegrityError, match="append-only"), joined._writer.begin() as connection:
        connection.exec_driver_sql(statement)


def test_it_is_forgotten_with_its_conversation_but_not_before_it_was_sent(
    joined: Store, register: Register, talks: list[str]
) -> None:
    talk = talks[0]
    register.tell(
        amendment(message_of(joined, talk), talk),
        register.row("conversation", talk, state="done", due_at=None, last_at=LONG_AGO),
    )
    with joined._writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO unsent VALUES ('a1')")
    assert joined.replica.prune() == 0
    joined.replica.sent(["a1"])
    assert joined.replica.prune() == 1
    assert rows_of(joined, "SELECT id FROM amendment") == []
