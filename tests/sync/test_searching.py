"""The search in the shared register from a seat: what is not here, nothing twice, and what is fetched stays."""

from datetime import timedelta
from uuid import uuid4

import pytest

from pmsdesk.domain.complaint import ClosingCode, ComplaintState
from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.register_errors import RegisterBusy, RegisterUnreachable
from pmsdesk.services import complaining, triaging
from pmsdesk.sync.searching import LONGEST, RegisterSearch
from tests.postgres import SharedRegister
from tests.sync.seats import FORM, POTHOLE, Open, Seat

BRIDGE = "Jambatan Sungai Buaya retak, sudah lapor tahun lepas"
LATER = 100


def search_of(seat: Seat) -> RegisterSearch:
    return RegisterSearch(seat.api, seat.store.replica, seat.clock)


@pytest.fixture
def kumar(seat: Open, shared: SharedRegister) -> Seat:
    """A hundred days later, at a seat that has forgotten the bridge of then, and knows the pothole of today."""
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    old = siti.hear("1001", BRIDGE, author="7001", thread="t1")
    siti.do(complaining.register, old, FORM)
    siti.do(triaging.note, old, "Sudah telefon JKR.")
    ((complaint,),) = siti.rows("SELECT id FROM complaint")
    siti.do(complaining.change_state, complaint, ComplaintState.CLOSED, "Tiada retak", ClosingCode.UNFOUNDED)
    siti.do(triaging.finish, old, "Dijawab melalui telefon")
    siti.sync()
    kumar.sync()
    assert is_here(kumar, old)
    shared.tick(LATER * 86_400)
    for one in (siti, kumar):
        one.pass_time(days=LATER)
    siti.hear("1002", POTHOLE, author="7002", thread="t2")
    siti.sync()
    kumar.sync()
    assert not is_here(kumar, old)
    return kumar


@pytest.fixture
def old(kumar: Seat, shared: SharedRegister) -> str:
    return str(shared.one("SELECT conversation_id FROM app.message WHERE remote_id = '1001'"))


def is_here(seat: Seat, talk: str) -> bool:
    return not seat.store.replica.lacking([talk])


def test_what_this_seat_forgot_is_found_by_its_words_its_number_and_its_citizen(
    kumar: Seat, old: str, shared: SharedRegister
) -> None:
    search = search_of(kumar)
    assert kumar.store.read().search("buaya") == []
    (said,) = search.search("sungai BUAYA", 20)
    assert (said.what, said.id, said.conversation_id, said.excerpt) == ("message", old, old, BRIDGE)
    (complaint,) = search.search(str(shared.one("SELECT number FROM app.complaint")), 20)
    assert (complaint.what, complaint.conversation_id, complaint.excerpt) == ("complaint", old, FORM.summary)
    (citizen,) = search.search("warga7001", 20)
    assert (citizen.what, citizen.id, citizen.excerpt) == ("contact", old, "warga7001")


def test_what_is_on_this_seat_is_not_found_twice(kumar: Seat) -> None:
    (here,) = kumar.store.read().search("berlubang")
    assert here.excerpt == POTHOLE
    assert search_of(kumar).search("berlubang", 20) == ()
    assert [hit.excerpt for hit in search_of(kumar).search("Ali Rahman", 20)] == [FORM.summary]


def test_the_newest_do_not_crowd_out_what_is_old(seat: Open, kumar: Seat, old: str) -> None:
    siti = seat("siti")
    siti.pass_time(days=LATER)
    siti.sync()
    for n in range(210):
        siti.hear(f"2{n:03}", "Jambatan lain pula retak", author="7002", thread="t2")
    siti.sync()
    assert [hit.conversation_id for hit in search_of(kumar).search("jambatan retak", 20)] == [old]


def test_at_most_what_was_asked_for_newest_first(kumar: Seat) -> None:
    search = search_of(kumar)
    assert len(search.search("ali", 20)) == 1
    assert search.search("buaya", 0) == ()


@pytest.mark.parametrize(
    "typed",
    [
        *("%", "_", "*", "'", '"', "\\", "''; DROP TABLE app.message; --", "buaya' OR '1'='1", "a:* & !b | (c"),
        *("%s %(x)s", "<-> <2>", "\x00", "\ud800", "\u202e", "🛣️", "KKR" * 2000, "q " * 500_000, "x" * 1_000_000),
        *('"' * 1_000_000, "%" * 1_000_000, "&|!():*" * 100_000, "\x00" * 1_000_000, "橋" * 300_000),
    ],
    ids=lambda typed: ascii(typed[:12]),
)
def test_hostile_words_find_nothing_and_break_nothing(kumar: Seat, shared: SharedRegister, typed: str) -> None:
    assert search_of(kumar).search(typed, 20) == ()
    assert shared.one("SELECT count(*) FROM app.message") == 2


def test_a_hostile_word_does_not_hide_an_honest_one(kumar: Seat) -> None:
    assert [hit.excerpt for hit in search_of(kumar).search("\x00'%\" buaya \ud800;", 20)] == [BRIDGE]
    assert len(search_of(kumar).search("buaya" + " " * LONGEST + "tiada", 20)) == 1


@pytest.mark.parametrize("typed", ["x" * 1_000_000, "jambatan " * 110_000, "& " * 500_000])
def test_the_register_itself_takes_a_megabyte(kumar: Seat, typed: str) -> None:
    assert len(kumar.api.search(typed)) in {0, 3}


def test_a_fetched_conversation_is_here_with_all_that_hangs_on_it(kumar: Seat, old: str) -> None:
    events = search_of(kumar).fetch(old)
    assert events
    view = kumar.store.read().conversation(old, "kumar")
    assert [item.text for item in view.items if item.kind in {"message", "note"}][:2] == [BRIDGE, "Sudah telefon JKR."]
    assert view.complaint is not None
    assert [hit.excerpt for hit in kumar.store.read().search("buaya")] == [BRIDGE]
    assert search_of(kumar).search("buaya", 20) == ()
    assert kumar.rows("SELECT * FROM parked") == []
    assert kumar.store.verify() >= 0


def test_it_stays_while_it_is_shown_and_until_the_next_pruning(kumar: Seat, old: str) -> None:
    search_of(kumar).fetch(old)
    kumar.sync()
    assert is_here(kumar, old), "a seat prunes once a day"
    assert kumar.store.replica.prune([old]) == 0
    assert is_here(kumar, old)
    assert kumar.store.replica.prune(["another"]) == 1


def test_what_is_on_the_screen_is_asked_for_at_each_pruning(kumar: Seat, old: str) -> None:
    shown = {old}
    kumar.shown = lambda: shown
    kumar.begin_rounds()
    search_of(kumar).fetch(old)
    kumar.sync()
    assert is_here(kumar, old)
    shown.clear()
    kumar.pass_time(days=1)
    kumar.sync()
    assert not is_here(kumar, old)


def test_it_stays_while_work_on_it_waits(kumar: Seat, old: str, shared: SharedRegister) -> None:
    search_of(kumar).fetch(old)
    kumar.do(triaging.note, old, "Warga bertanya semula.")
    assert kumar.store.replica.prune() == 0
    kumar.sync()
    kumar.sync()
    assert kumar.store.replica.prune() == 1
    assert shared.one("SELECT count(*) FROM app.note") == 2


def test_what_a_round_brought_meanwhile_is_not_written_over(
    kumar: Seat, old: str, shared: SharedRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is of before a colleague's change, and the change is taken over before the answer is."""
    rahman = shared.station("rahman")
    whole, asked = kumar.api.whole, []

    def slow(talk: str) -> object:
        answer = whole(talk)
        asked.append(talk)
        if len(asked) == 1:
            change = {"t": "conversation", "id": old, "set": {"labels": [[], ["x"]]}}
            rahman.act("conversation.labelled", old, {}, change)
            kumar.sync()
        return answer

    monkeypatch.setattr(kumar.api, "whole", slow)
    search_of(kumar).fetch(old)
    assert kumar.store.read().conversation(old, "kumar").conversation.labels == ("x",)
    assert len(asked) > 1


def test_a_copy_that_never_rests_is_told_as_busy_and_nothing_is_written(
    kumar: Seat, old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, replica = kumar.api.whole, kumar.store.replica

    def slower(talk: str) -> object:
        answer = whole(talk)
        snapshot = kumar.api.horizon().snapshot
        replica.finish(replica.begin(f"{int(snapshot.split(':')[0]) + len(asked)}:9999999:"))
        asked.append(talk)
        return answer

    asked: list[str] = []
    monkeypatch.setattr(kumar.api, "whole", slower)
    with pytest.raises(RegisterBusy):
        search_of(kumar).fetch(old)
    assert not is_here(kumar, old)


def test_no_transaction_of_the_seat_is_open_while_the_register_is_asked(
    kumar: Seat, old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = kumar.api.whole

    def asked(talk: str) -> object:
        kumar.do(triaging.note, kumar.rows("SELECT id FROM conversation")[0][0], "Sementara menunggu.")
        return whole(talk)

    monkeypatch.setattr(kumar.api, "whole", asked)
    search_of(kumar).fetch(old)
    assert is_here(kumar, old)


def test_what_the_register_does_not_have_is_not_found_and_out_of_reach_is_told(kumar: Seat, old: str) -> None:
    with pytest.raises(NotFound):
        search_of(kumar).fetch(str(uuid4()))
    kumar.line.cut = True
    for ask in (lambda: search_of(kumar).search("buaya", 20), lambda: search_of(kumar).fetch(old)):
        with pytest.raises(RegisterUnreachable):
            ask()
    assert not is_here(kumar, old)


def test_before_its_first_load_a_seat_finds_what_is_new_too(seat: Open, kumar: Seat) -> None:
    rahman = seat("rahman")
    rahman.now = kumar.now + timedelta(days=1)
    assert [hit.excerpt for hit in search_of(rahman).search("berlubang", 20)] == [POTHOLE]
