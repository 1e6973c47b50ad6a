"""Pulling in small pages, broken off anywhere, while others commit late: nothing is lost and nothing comes half."""

from itertools import islice

import pytest

from pmsdesk.services import complaining, triaging
from pmsdesk.store.wire import KINDS
from pmsdesk.sync.pulling import Puller
from tests.postgres import SharedRegister, arrive, delivery
from tests.sync.seats import FORM, Open, Seat

COMPARED = (
    "conversation",
    "complaint",
    "note",
    "follow_up",
    "reply",
    "reply_version",
    "approval",
    "publication",
    "moderation",
    "deed",
)


def drain(puller: Puller) -> None:
    for _ in puller.pull():
        pass


def same_as_the_register(seat: Seat, shared: SharedRegister) -> bool:
    """Whether every row of the kinds compared is here as it is there."""
    for name in COMPARED:
        kind = KINDS[name]
        there = {
            row[kind.identity]: kind.stored(row) for (row,) in shared.all(f"SELECT to_jsonb(r) FROM sync.{name} r")
        }
        here = {
            row[kind.names.index(kind.identity)]: row
            for row in seat.rows(f"SELECT {', '.join(kind.names)} FROM {name}")
        }
        if here != there:
            return False
    return True


def test_what_commits_late_is_not_passed_over(seat: Open, shared: SharedRegister) -> None:
    """Siti pulls twice while Kumar's transaction is open, with later ones committed: his row comes when it is there."""
    siti = seat("siti")
    siti.sync()
    station = shared.station("kumar")
    late, rows = delivery("Lambat sampai, tetapi tidak hilang.")
    with station.connection.transaction():
        station.call("ingest", station.device, rows)
        soon = arrive(shared.station("mei"), "Sampai dahulu.")
        siti.sync()
        arrive(shared.station("rahman"), "Sampai kedua.")
        siti.sync()
        assert siti.rows("SELECT id FROM conversation WHERE id = ?", late.id) == []
        assert siti.rows("SELECT id FROM conversation WHERE id = ?", soon.id) == [(soon.id,)]
    siti.sync()
    assert siti.rows("SELECT id FROM conversation WHERE id = ?", late.id) == [(late.id,)]
    assert same_as_the_register(siti, shared)


@pytest.mark.parametrize("page", [1, 2, 7])
def test_small_pages_make_the_same_whole(seat: Open, shared: SharedRegister, page: int) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    kumar.sync()
    for n in range(4):
        talk = siti.hear(f"1{n}", author=f"70{n}", thread=f"t{n}")
        siti.do(complaining.register, talk, FORM)
        siti.do(triaging.note, talk, f"Nota {n}")
        siti.submit(talk, f"1{n}")
    siti.sync()
    siti.sync()
    drain(Puller(kumar.store.replica, kumar.api, page=page))
    assert same_as_the_register(kumar, shared)
    assert same_as_the_register(siti, shared)
    assert kumar.rows("SELECT * FROM parked") == []


def test_a_pull_broken_off_after_any_page_goes_on(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    kumar.sync()
    talks = [siti.hear(f"1{n}", author=f"70{n}", thread=f"t{n}") for n in range(3)]
    siti.sync()
    for stop in range(1, 30):
        for talk in talks:
            siti.do(triaging.label, talk, [f"pusingan {stop}"])
        siti.sync()
        puller = Puller(kumar.store.replica, kumar.api, page=1)
        taken = len(list(islice(puller.pull(), stop % 4)))
        assert taken <= stop % 4
    for _ in ("the cut that was broken off", "what came since"):
        drain(Puller(kumar.store.replica, kumar.api, page=1))
    assert same_as_the_register(kumar, shared)


def test_a_first_load_broken_off_after_every_page_ends_whole(seat: Open, shared: SharedRegister) -> None:
    siti = seat("siti")
    siti.sync()
    for n in range(5):
        siti.do(triaging.note, siti.hear(f"1{n}", author=f"70{n}", thread=f"t{n}"), f"Nota {n}")
    siti.sync()
    kumar = seat("kumar")
    steps = 0
    while kumar.store.replica.position().loading or not kumar.store.replica.position().epoch:
        next(Puller(kumar.store.replica, kumar.api, load_page=2).pull())
        steps += 1
    drain(Puller(kumar.store.replica, kumar.api))
    assert steps > 16
    assert same_as_the_register(kumar, shared)
    assert len(kumar.rows("SELECT id FROM message")) == 5


def test_a_server_that_is_another_means_loading_anew(seat: Open, shared: SharedRegister) -> None:
    """A promoted standby may lack the last commits of the old one, and gives their transaction numbers again."""
    siti = seat("siti")
    siti.sync()
    talk = siti.hear("1001")
    siti.sync()
    siti.store.remember("ident", "some other server:1")
    siti.do(triaging.note, talk, "Selepas bertukar pelayan.")
    assert siti.sync().status.waiting == 0
    assert siti.store.replica.position().ident != "some other server:1"
    assert shared.one("SELECT count(*) FROM app.note") == 1
    assert siti.store.read().notices() == []


def test_a_conversation_that_was_forgotten_comes_back_whole(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    talk = siti.hear("1001")
    siti.do(triaging.note, talk, "Nota lama.")
    siti.do(triaging.label, talk, ["lama"])
    siti.do(triaging.finish, talk, "Dijawab melalui telefon")
    siti.sync()
    siti.sync()
    kumar.sync()
    with kumar.system() as work:
        work.set_setting("hari", "kemudian")
    kumar.pass_time(days=100)
    assert kumar.store.replica.prune() == 1
    kumar.pass_time(days=-100)
    siti.hear("1002", "Masalah yang sama berulang.")
    siti.sync()
    kumar.sync()
    view = kumar.store.read().conversation(talk, "kumar")
    assert [message.remote_id for message in view.messages] == ["1001", "1002"]
    assert [item.text for item in view.items if item.kind == "note"] == ["Nota lama."]
