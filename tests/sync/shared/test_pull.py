"""State comes down: snapshot differences lose nothing that commits late, and a first load is newest first."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest

from pmsdesk.routing.registry import load_accounts
from tests.postgres import SharedRegister, Station, arrive, delivery

MILLISECOND = timedelta(milliseconds=1)


class Reader:
    """A seat's cursor, as research/sync.md 2.4 moves it."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self.prev = self.station.rows("horizon")[0]["snapshot"]

    def pull(self, most: int = 2000) -> list[tuple[str, str]]:
        upto = self.station.rows("horizon")[0]["snapshot"]
        place, told = ("0", 0), []
        while page := self.station.rows("pull", self.prev, upto, self.station.shared.epoch, *place, most):
            told += [(line["kind"], line["id"]) for line in page]
            place = (page[-1]["xid"], page[-1]["seq"])
        self.prev = upto
        return told


def test_hello_tells_who_is_there_and_which_versions_fit(shared: SharedRegister) -> None:
    mei, before = shared.station("mei"), datetime.now(UTC)
    told = mei.call("hello", 1)
    assert (told["user"], told["name"], sorted(told["roles"])) == ("mei", "Mei", ["penerbit", "penyelia"])
    assert (told["epoch"], told["min_client"], told["max_client"], told["retry_after"]) == (1, 1, 1, 0)
    assert before - MILLISECOND < datetime.fromisoformat(told["server_time"]) <= datetime.now(UTC)


def test_what_commits_late_is_pulled_late_and_never_lost(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    reader = Reader(shared.station("kumar"))
    slow = shared.open("siti", connect_timeout=5)
    slow.autocommit = False
    late, rows = delivery("Lampu jalan tidak menyala")
    slow.execute("SELECT api_v1.ingest(%s, %s)", [siti.device, psycopg.types.json.Jsonb(rows)])
    early = arrive(siti)
    pulled = reader.pull()
    assert ("message", early.message_id) in pulled
    assert ("message", late.message_id) not in pulled
    assert reader.pull() == []
    slow.commit()
    assert {("contact", late.contact_id), ("conversation", late.id), ("message", late.message_id)} <= set(reader.pull())
    assert reader.pull() == []


def test_pages_give_the_same_as_one_pull(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    one, paged = Reader(siti), Reader(siti)
    for _ in range(7):
        arrive(siti)
    assert one.pull() == paged.pull(most=3)


def test_rows_carry_the_seats_own_columns(shared: SharedRegister) -> None:
    from pmsdesk.store import schema

    siti = shared.station("siti")
    reader = Reader(siti)
    talk = arrive(siti)
    upto = siti.rows("horizon")[0]["snapshot"]
    rows = {r["kind"]: r["row"] for r in siti.rows("pull", reader.prev, upto, 1, "0", 0, 100)}
    for kind in ("contact", "conversation"):
        local = {c.name for c in schema.metadata.tables[kind].c} - {"key", "due_order"}
        assert set(rows[kind]) == local
    assert set(rows["message"]) == {c.name for c in schema.message.c} - {"key", "conversation", "han"} | {
        "conversation_id"
    }
    assert rows["conversation"]["evidence"] == [[0, 4, "jalan"]]
    assert rows["conversation"]["last_at"].endswith("+00:00")
    assert rows["message"]["conversation_id"] == talk.id


def test_another_epoch_and_a_forgotten_past_ask_for_a_new_beginning(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    reader = Reader(siti)
    arrive(siti)
    with pytest.raises(psycopg.Error) as refused:
        siti.rows("pull", reader.prev, reader.prev, 2, "0", 0, 10)
    assert refused.value.sqlstate == "PM020"
    assert shared.one("SELECT sync.prune_feed(interval '1 hour')") == 0
    shared.tick(7200)
    assert shared.one("SELECT sync.prune_feed(interval '1 hour')") > 0
    with pytest.raises(psycopg.Error) as refused:
        reader.pull()
    assert refused.value.sqlstate == "PM020"
    fresh = Reader(siti)
    later = arrive(siti)
    assert ("message", later.message_id) in fresh.pull()


def test_the_first_load_is_newest_first_and_holds_what_a_seat_keeps(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    now = datetime.now(UTC)
    open_old = arrive(siti, at=now - timedelta(days=200))
    done_old = arrive(siti, at=now - timedelta(days=201), state="done")
    done_new = arrive(siti, at=now - timedelta(days=20), state="done")
    newest = arrive(siti, at=now)
    pages, before = [], ""
    while page := siti.rows("baseline", "message", before, 2):
        pages += [line["id"] for line in page]
        before = page[-1]["id"]
    assert pages == [newest.message_id, done_new.message_id, open_old.message_id]
    conversations = [line["id"] for line in siti.rows("baseline", "conversation", "", 100)]
    assert conversations == [newest.id, done_new.id, open_old.id]
    assert done_old.contact_id not in {line["id"] for line in siti.rows("baseline", "contact", "", 100)}
    assert {line["id"] for line in siti.rows("baseline", "staff", "", 100)} >= {"siti", "rahman", "penerbit1"}
    for kind in ("account", "note", "complaint", "follow_up", "attachment", "reply", "reply_version", "approval",
                 "attestation", "publication", "conflict", "deed", "audit_seal"):  # fmt: skip
        assert len(siti.rows("baseline", kind, "", 100)) == (len(load_accounts()) if kind == "account" else 0)
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        siti.rows("baseline", "operation", "", 10)


def test_the_same_message_from_two_seats_is_one_row_and_moves_its_conversation_once(shared: SharedRegister) -> None:
    siti, kumar = shared.station("siti"), shared.station("kumar")
    talk, rows = delivery("Jambatan rosak")
    assert siti.call("ingest", siti.device, rows) == {"messages": 1, "conversations": [talk.id]}
    shared.administrator.execute("UPDATE app.conversation SET state = 'waiting'")
    assert kumar.call("ingest", kumar.device, rows) == {"messages": 0, "conversations": []}
    assert shared.one("SELECT state FROM app.conversation") == "waiting"
    more = {**rows["messages"][0], "remote_id": "77", "text": "Ada kemalangan"}
    more["id"] = shared.one("SELECT app.message_id('x', '77')")
    surer = {**rows["conversations"][0], "state": "open", "confidence": 0.9, "kind": "question"}
    assert kumar.call("ingest", kumar.device, {"conversations": [surer], "messages": [more]})["messages"] == 1
    assert shared.all("SELECT state, kind, confidence FROM app.conversation") == [("open", "question", 0.9)]


def test_a_message_dated_ahead_is_moved_to_now(shared: SharedRegister) -> None:
    siti = shared.station("siti")
    arrive(siti, at=datetime.now(UTC) + timedelta(days=3))
    assert shared.one("SELECT bool_and(sent_at <= now()) FROM app.message") is True
    assert shared.one("SELECT bool_and(last_at <= now()) FROM app.conversation") is True


def test_the_register_computes_the_id_that_every_seat_gives_a_message(shared: SharedRegister) -> None:
    from pmsdesk.domain.account import Channel
    from pmsdesk.domain.message import message_id

    for remote_id in ("1800000000001", "", "ä" * 70, str(uuid4()) * 5, *("x" * n for n in range(50, 70))):
        assert shared.one("SELECT app.message_id('x', %s)", remote_id) == message_id(Channel.X, remote_id)
