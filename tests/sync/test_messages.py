"""Messages this seat read from the networks: offered in batches, once, and one bad one holds up no other."""

from datetime import timedelta
from decimal import Decimal

from pmsdesk.domain.amendment import Change
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.sync.checking import BEGINNING, Checked
from pmsdesk.sync.messages import send_messages
from tests.postgres import SharedRegister
from tests.sync.seats import Open, both_have_talk
from tests.sync.test_checking import check


def test_they_go_in_batches(seat: Open, shared: SharedRegister) -> None:
    siti = seat("siti")
    siti.sync()
    for n in range(7):
        siti.hear(f"1{n}", author=f"70{n}", thread=f"t{n}")
    steps = list(send_messages(siti.store, siti.api, siti.store.shared_device, most=3))
    assert sum(steps) == 7
    assert len(steps) > 1
    assert shared.one("SELECT count(*) FROM app.message") == 7
    assert list(send_messages(siti.store, siti.api, siti.store.shared_device)) == []


def test_one_the_register_cannot_take_stays_here_and_is_told(seat: Open, shared: SharedRegister) -> None:
    siti = seat("siti")
    siti.sync()
    for n in range(6):
        siti.hear(f"1{n}", author=f"70{n}", thread=f"t{n}")
    with siti.store._writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO applying VALUES (1)")
        connection.exec_driver_sql("UPDATE message SET id = 'bukan uuid' WHERE remote_id = '13'")
        connection.exec_driver_sql("UPDATE unsent SET id = 'bukan uuid' WHERE id NOT IN (SELECT id FROM message)")
        connection.exec_driver_sql("DELETE FROM applying")
    siti.sync()
    assert shared.one("SELECT count(*) FROM app.message") == 5
    (notice,) = siti.store.read().notices()
    assert (notice.kind, notice.subject) == ("message.refused", "bukan uuid")
    assert siti.sync().status.waiting == 0
    assert len(siti.rows("SELECT id FROM message")) == 6


def test_what_may_be_done_with_a_message_is_known_at_every_seat(seat: Open) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    kumar.sync()
    closes = siti.now.replace(microsecond=0) + timedelta(days=7)
    may = Capability(WhyNot.NOT_NAMED, hide=WhyNot.ELSEWHERE, window_closes_at=closes, cost_cents=Decimal("1.5"))
    talk = siti.hear("1001", capability=may)
    siti.sync()
    kumar.sync()
    for one in (siti, kumar):
        (message,) = one.store.read().conversation(talk, one.user).messages
        assert message.capability == may


def test_an_answer_that_is_lost_changes_nothing(seat: Open, shared: SharedRegister) -> None:
    siti = seat("siti")
    siti.sync()
    siti.hear("1001")
    siti.line.lose = lambda statement: "ingest" in statement
    assert siti.sync().status.waiting == 1
    siti.line.lose = lambda _: False
    assert siti.sync().status.waiting == 0
    assert shared.one("SELECT count(*) FROM app.message") == 1


def test_a_new_message_opens_again_what_a_colleague_had_finished(seat: Open, shared: SharedRegister) -> None:
    from pmsdesk.services import triaging

    siti, kumar, talk = both_have_talk(seat)
    kumar.do(triaging.finish, talk, "Dijawab melalui telefon")
    siti.pass_time(minutes=1)
    siti.hear("1002", "Masih berlubang hari ini.")
    kumar.sync()
    siti.sync()
    kumar.sync()
    for one in (siti, kumar):
        assert one.store.read().conversation(talk, one.user).conversation.state == "open"


def test_what_became_of_a_message_is_known_at_every_seat(seat: Open, shared: SharedRegister) -> None:
    siti, kumar, talk = both_have_talk(seat)
    siti.pass_time(minutes=1)
    siti.hear("1002", "Sudah dibaiki.", replaces=("1001",))
    assert siti.sync().status.waiting == 0
    kumar.sync()
    for one in (siti, kumar):
        told = [[a.change for a in m.amendments] for m in one.store.read().conversation(talk, one.user).messages]
        assert told == [[Change.REPLACED], []]
    assert shared.one("SELECT count(*) FROM app.amendment") == 1


def test_two_seats_that_saw_the_same_change_tell_it_once(seat: Open, shared: SharedRegister) -> None:
    siti, kumar, talk = both_have_talk(seat)
    for one in (siti, kumar):
        one.pass_time(minutes=1)
        one.hear("1002", "Sudah dibaiki.", replaces=("1001",))
    for one in (siti, kumar, siti, kumar):
        assert one.sync().status.waiting == 0
    assert shared.one("SELECT count(*) FROM app.amendment") == 1
    for one in (siti, kumar):
        assert check(one) == Checked(1, 0, BEGINNING)
        assert len(one.store.read().conversation(talk, one.user).messages[0].amendments) == 1
