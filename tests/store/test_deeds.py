"""What the register tells of colleagues' work stands in the history here, beside what was done on this seat."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from pmsdesk.domain.events import ComplaintChanged, ConversationChanged
from pmsdesk.services import triaging
from pmsdesk.store import Store
from pmsdesk.store.arrivals import Row
from tests.store.conftest import AISYAH, ROSNAH
from tests.store.shared import Register, rows_of
from tests.store.test_replica import do


def deed(talk: str, deed_id: str = "d1", **changes: Any) -> Row:
    told = {
        "id": deed_id,
        "conversation_id": talk,
        "subject": talk,
        "kind": "conversation.prioritised",
        "actor_id": ROSNAH.id,
        "facts": {"urgent": True},
        "at": "2026-11-23T00:20:00+00:00",
    } | changes
    return "deed", deed_id, told


def history(store: Store, talk: str) -> list[tuple[str, str, dict[str, object]]]:
    items = store.read().conversation(talk, AISYAH.id).history
    return [(item.actor, item.operation, item.facts) for item in items if item.operation.startswith("conversation.")]


def test_a_colleagues_deed_is_shown_with_her_name(joined: Store, register: Register, talks: list[str]) -> None:
    events = register.tell(deed(talks[0]))
    assert history(joined, talks[0]) == [("Rosnah Kassim", "conversation.prioritised", {"urgent": True})]
    assert history(joined, talks[1]) == []
    assert events == (ConversationChanged(talks[0]),)
    lines = [item for item in joined.read().conversation(talks[0], AISYAH.id).items if item.operation]
    assert [(line.author, line.operation) for line in lines] == [("Rosnah Kassim", "conversation.prioritised")]


def test_one_whom_this_seat_does_not_know_is_shown_by_his_id(
    joined: Store, register: Register, talks: list[str]
) -> None:
    register.tell(deed(talks[0], actor_id="zaid"))
    assert history(joined, talks[0]) == [("zaid", "conversation.prioritised", {"urgent": True})]


def test_the_same_page_twice_tells_a_deed_once(joined: Store, register: Register, talks: list[str]) -> None:
    register.tell(deed(talks[0]))
    register.tell(deed(talks[0]))
    assert len(history(joined, talks[0])) == 1


def test_what_was_done_here_is_not_shown_twice(joined: Store, register: Register, talks: list[str]) -> None:
    do(joined, AISYAH, triaging.prioritise, talks[0], True)
    ((own,),) = rows_of(joined, "SELECT id FROM operation WHERE kind = 'conversation.prioritised'")
    register.tell(deed(talks[0], own, actor_id=AISYAH.id))
    assert history(joined, talks[0]) == [("Nur Aisyah", "conversation.prioritised", {"urgent": True})]


def test_deeds_here_and_elsewhere_stand_in_the_order_of_their_times(
    joined: Store, register: Register, talks: list[str]
) -> None:
    do(joined, AISYAH, triaging.prioritise, talks[0], True)
    register.tell(deed(talks[0], "d2", at="2026-11-24T00:00:00+00:00"), deed(talks[0], at="2026-11-20T00:00:00+00:00"))
    assert [who for who, _, _ in history(joined, talks[0])] == ["Rosnah Kassim", "Nur Aisyah", "Rosnah Kassim"]


def test_a_deed_of_a_conversation_that_is_not_here_waits_and_is_forgotten(
    joined: Store, register: Register, talks: list[str]
) -> None:
    register.tell(deed("elsewhere"))
    assert rows_of(joined, "SELECT count(*) FROM deed") == [(0,)]
    assert rows_of(joined, "SELECT kind, id FROM parked") == [("deed", "d1")]
    joined.replica.prune()
    assert rows_of(joined, "SELECT count(*) FROM parked") == [(0,)]


def test_a_deed_about_a_complaint_is_told_to_its_screen(joined: Store, register: Register, talks: list[str]) -> None:
    ((contact,),) = rows_of(joined, "SELECT contact_id FROM conversation WHERE id = ?", talks[0])
    complaint = {"id": "k1", "number": "KKR/2026/000007", "conversation_id": talks[0], "contact_id": contact}
    complaint |= {"jurisdiction": "federal", "state": "didaftar", "registered_at": "2026-11-23T00:10:00+00:00"}
    register.tell(("complaint", "k1", complaint))
    events = register.tell(deed(talks[0], subject="k1", kind="complaint.forwarded", facts={"to": "jkr"}))
    assert ComplaintChanged("k1", talks[0], "KKR/2026/000007") in events
    (line,) = joined.read().complaint("k1").history
    assert (line.actor, line.operation, line.facts) == ("Rosnah Kassim", "complaint.forwarded", {"to": "jkr"})


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO deed SELECT 'd9', conversation_id, subject, kind, 's-hakim', facts, at FROM deed",
        "UPDATE deed SET actor_id = 's-hakim'",
        "DELETE FROM deed",
    ],
)
def test_only_the_register_tells_deeds(joined: Store, register: Register, talks: list[str], statement: str) -> None:
    register.tell(deed(talks[0]))
    with pytest.raises(IntegrityError, match="the register tells what was done"), joined._writer.begin() as connection:
        connection.exec_driver_sql(statement)
