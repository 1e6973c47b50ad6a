"""What hangs on a conversation is listed once on the register, and every place of register and seat knows all of it."""

from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from pmsdesk.store import baseline
from pmsdesk.store.holding import together
from pmsdesk.store.wire import KINDS
from pmsdesk.sync.checking import BEGINNING, END
from tests.postgres import (
    SharedRegister,
    Station,
    Talk,
    arrive,
    complaint_row,
    decision,
    request,
    submission,
    this_year,
    written,
)
from tests.sync.seats import Seat

ALONE = {"staff", "account", "conflict", "audit_seal"}
"""Kinds that belong to no conversation."""

TOLD_AS_DEEDS = {"publish_attempt"}
"""Tables that hang on a conversation of which seats are not told as they are."""

Rows = set[tuple[str, str]]


def row(station: Station, talk: Talk, kind: str, entity: str, **values: Any) -> None:
    """Let *station* append a row by an operation of *kind*."""
    written_ = {"t": entity, "row": {"id": str(uuid4()), "created_at": "now", "author_id": station.user, **values}}
    verdict = station.act(kind, talk.id, {}, written_)
    assert verdict["verdict"] == "applied", verdict


@pytest.fixture
def talk(shared: SharedRegister) -> Talk:
    """A conversation with a row of every kind, beside one with a few."""
    siti, rahman, publisher = (shared.station(name) for name in ("siti", "rahman", "penerbit1"))
    arrive(siti)
    talk = arrive(siti)
    complaint = complaint_row(talk, f"KKR/{this_year()}/{siti.lease()[0]:06d}")
    siti.act("complaint.registered", complaint["id"], {}, {"t": "complaint", "row": complaint})
    row(siti, talk, "note.added", "note", conversation_id=talk.id, text="Sudah telefon")
    row(siti, talk, "complaint.followed_up", "follow_up", complaint_id=complaint["id"], text="Disiasat", state="")
    photo = {"evidence": "sebelum", "sha": "a" * 64, "name": "a.jpg", "media_type": "image/jpeg", "size": 1}
    row(siti, talk, "complaint.photo_added", "attachment", complaint_id=complaint["id"], added_at="now", **photo)
    siti.push(request(siti, talk))
    approved, checked = submission(siti, talk, "Terima kasih."), submission(siti, talk, "Ya.", "check", way="private")
    siti.push(approved)
    siti.push(checked)
    rahman.push(decision(rahman, talk, written(approved)))
    edited = {"id": str(uuid4()), "message_id": talk.message_id, "change": "edited", "text": "KM 13", "seen_at": "now"}
    siti.call("ingest", siti.device, {"amendments": [edited]})
    publisher.call("attest", written(checked)["id"], written(checked)["sha"], "2026.1", True, [])
    return talk


def hanging(shared: SharedRegister, talk: Talk) -> Rows:
    return set(shared.all("SELECT kind, id FROM sync.hanging WHERE conversation_id = %s", talk.id))


def test_every_table_that_refers_to_a_conversation_is_in_the_list(shared: SharedRegister, talk: Talk) -> None:
    referring = shared.all(
        "WITH RECURSIVE hung AS (SELECT 'app.conversation'::regclass::oid AS id UNION"
        " SELECT c.conrelid FROM pg_constraint AS c JOIN hung AS h ON c.confrelid = h.id WHERE c.contype = 'f')"
        " SELECT c.relname FROM hung AS h JOIN pg_class AS c ON c.oid = h.id"
    )
    kinds = {kind for kind, _ in hanging(shared, talk)}
    assert kinds == {name for (name,) in referring} - TOLD_AS_DEEDS | {"contact"}
    assert kinds | ALONE == {kind for (kind,) in shared.all("SELECT kind FROM sync.kind")}


def test_every_kind_is_told_of_when_it_changes_comes_in_a_first_load_and_has_its_views(
    shared: SharedRegister, talk: Talk
) -> None:
    kumar = shared.station("kumar")
    kinds = {kind for (kind,) in shared.all("SELECT kind FROM sync.kind")}
    triggers = shared.all(
        "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname IN ('feed_insert', 'feed_update')"
    )
    assert sorted(name for (name,) in triggers) == sorted(f"app.{kind}" for kind in kinds for _ in range(2))
    loaded = {(kind, found["id"]) for kind in kinds for found in kumar.rows("baseline", kind, "", 100)}
    assert hanging(shared, talk) <= loaded
    rows = shared.all("SELECT kind, id FROM sync.every_row")
    assert set(rows) == loaded
    assert len(rows) == len(loaded), "each row is found once"
    for kind in {kind for kind, _ in loaded} - {"audit_seal"}:
        first, *rest = (found["id"] for found in kumar.rows("baseline", kind, "", 100))
        assert [found["id"] for found in kumar.rows("baseline", kind, first, 100)] == rest, kind


def test_the_whole_conversation_comes_in_the_order_in_which_it_may_be_written(
    shared: SharedRegister, talk: Talk
) -> None:
    whole = shared.station("kumar").rows("whole", talk.id)
    assert {(found["kind"], found["id"]) for found in whole} == hanging(shared, talk)
    assert all(found["row"] for found in whole)
    order = [kind for kind in baseline.ORDER if kind in {found["kind"] for found in whole}]
    assert list(dict.fromkeys(found["kind"] for found in whole)) == order


def test_whatever_of_it_changes_its_conversation_moves(shared: SharedRegister, talk: Talk) -> None:
    for kind, row_id in hanging(shared, talk):
        with shared.administrator.transaction(force_rollback=True):
            shared.administrator.execute("DELETE FROM sync.feed")
            seen = shared.one("SELECT pg_current_snapshot()::text")
            shared.administrator.execute("INSERT INTO sync.feed (epoch, kind, id) VALUES (1, %s, %s)", [kind, row_id])
            assert shared.one("SELECT sync.moving(%s::pg_snapshot, 1)", seen) == [talk.id], (kind, row_id)


def test_a_seat_holds_all_of_it_against_the_register(shared: SharedRegister, talk: Talk, tmp_path: Path) -> None:
    with closing(Seat(shared, tmp_path, "kumar")) as seat:
        seat.sync()
        held = seat.store.replica.hold(BEGINNING, END, -1)
        assert held is not None
        assert set(held.lines[talk.id]) == hanging(shared, talk)
        place = (held.place.prev, held.place.epoch)
        told = seat.api.digest(place, held.since, ("-infinity", "infinity"), (), singly=True)
    assert together(held.lines[talk.id].values()) == told.digests[talk.id]


def test_the_seats_own_lists_name_every_kind(shared: SharedRegister) -> None:
    kinds = {kind for (kind,) in shared.all("SELECT kind FROM sync.kind")}
    assert set(baseline.ORDER) == kinds
    assert set(KINDS) == kinds - {"attestation", "audit_seal"}
