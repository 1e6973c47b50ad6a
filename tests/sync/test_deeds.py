"""What colleagues do is in the history of every seat that holds the conversation: once, with name and time."""

from datetime import UTC, datetime
from typing import Any

from pmsdesk.domain.complaint import ComplaintState
from pmsdesk.services import approving, complaining, triaging
from tests.postgres import SharedRegister
from tests.sync.seats import RUDE, Backup, Open, Seat, both_have_complaint, both_have_talk


def done(seat: Seat, talk: str) -> list[tuple[str, str]]:
    """The history of a conversation and its complaint as the seat shows it."""
    history = seat.store.read().conversation(talk, seat.user).history
    return [(item.actor, item.operation) for item in history if item.actor]


def done_to(seat: Seat, complaint: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [(item.actor, item.operation, item.facts) for item in seat.store.read().complaint(complaint).history]


def test_forwarding_by_one_is_in_the_other_ones_history(seat: Open) -> None:
    siti, kumar, talk, complaint = both_have_complaint(seat)
    siti.do(complaining.change_state, complaint, ComplaintState.INVESTIGATING, "")
    siti.do(complaining.forward, complaint, "jkr_selangor", "Untuk tindakan tuan")
    siti.sync()
    kumar.sync()
    number = kumar.store.read().complaint(complaint).complaint.number
    assert done_to(kumar, complaint) == [
        ("Siti", "complaint.registered", {"number": number}),
        ("Siti", "complaint.moved", {"from": "didaftar", "to": "dalam_siasatan", "closing_code": ""}),
        ("Siti", "complaint.forwarded", {"to": "jkr_selangor"}),
    ]
    assert done(kumar, talk) == [(who, what) for who, what, _ in done_to(kumar, complaint)]


def test_an_answer_its_approval_and_an_assignment_are_told_with_their_people(seat: Open) -> None:
    siti, rahman = seat("siti"), seat("rahman")
    siti.sync()
    rahman.sync()
    talk = siti.hear("1001")
    siti.do(triaging.assign, talk, "siti")
    reply = siti.submit(talk, "1001", RUDE)
    siti.sync()
    rahman.sync()
    sha = rahman.store.read().approval(reply).reply.head.sha
    rahman.do(approving.approve, reply, sha)
    rahman.sync()
    siti.sync()
    both = [("Siti", "conversation.assigned"), ("Siti", "reply.submitted"), ("Rahman", "reply.approved")]
    assert done(siti, talk) == both
    assert done(rahman, talk) == both
    history = rahman.store.read().approval(reply).history
    assert [(item.actor, item.operation) for item in history] == both[1:]


def test_when_it_was_done_is_the_same_on_every_seat(seat: Open) -> None:
    siti, kumar, talk = both_have_talk(seat)
    siti.now = datetime.now(UTC)
    siti.do(triaging.label, talk, ["jalan"])
    siti.sync()
    kumar.sync()
    here, there = (s.store.read().conversation(talk, s.user).history[-1] for s in (siti, kumar))
    assert (here.operation, here.at) == (there.operation, there.at)


def test_loading_anew_brings_the_same_once_more_and_nothing_twice(seat: Open) -> None:
    siti, kumar, talk = both_have_talk(seat)
    siti.do(triaging.label, talk, ["jalan"])
    kumar.do(triaging.prioritise, talk, True)
    for _ in range(2):
        siti.sync()
        kumar.sync()
    before = [done(s, talk) for s in (siti, kumar)]
    assert sorted(before[0]) == sorted(before[1]) == [
        ("Kumar", "conversation.prioritised"),
        ("Siti", "conversation.labelled"),
    ]  # fmt: skip
    for one in (siti, kumar):
        one.store.remember("ident", "some other server:1")
        one.sync()
    assert [done(s, talk) for s in (siti, kumar)] == before


def test_a_new_computer_has_the_persons_own_past_and_that_of_others(seat: Open) -> None:
    siti, kumar, talk = both_have_talk(seat)
    siti.do(triaging.label, talk, ["jalan"])
    kumar.do(triaging.prioritise, talk, True)
    siti.sync()
    kumar.sync()
    new = seat("siti")
    new.sync()
    assert sorted(done(new, talk)) == [("Kumar", "conversation.prioritised"), ("Siti", "conversation.labelled")]


def test_a_seat_that_forgot_a_conversation_has_its_deeds_again_with_it(seat: Open) -> None:
    siti, kumar, talk = both_have_talk(seat)
    siti.do(triaging.label, talk, ["lama"])
    siti.do(triaging.finish, talk, "Dijawab melalui telefon")
    siti.sync()
    kumar.sync()
    before = done(kumar, talk)
    kumar.pass_time(days=100)
    assert kumar.store.replica.prune() == 1
    assert kumar.rows("SELECT count(*) FROM deed") == [(0,)]
    kumar.pass_time(days=-100)
    siti.hear("1002", "Masalah yang sama berulang.")
    siti.sync()
    kumar.sync()
    assert done(kumar, talk) == before == [("Siti", "conversation.labelled"), ("Siti", "conversation.finished")]


def test_what_a_restored_register_lost_is_told_again_by_who_did_it(seat: Open, shared: SharedRegister) -> None:
    siti, kumar, talk = both_have_talk(seat)
    backup = Backup(shared, siti, kumar)
    siti.do(triaging.label, talk, ["jalan"])
    siti.sync()
    kumar.sync()
    backup.restore(siti, kumar)
    assert shared.one("SELECT count(*) FROM app.deed") == 0
    kumar.sync()
    assert done(kumar, talk) == [], "nor has the register the label"
    siti.sync()
    kumar.sync()
    assert shared.all("SELECT actor_id, kind FROM app.deed") == [("siti", "conversation.labelled")]
    assert done(kumar, talk) == [("Siti", "conversation.labelled")]
