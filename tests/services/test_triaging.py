"""What an officer does with a conversation, and what the promise of an answer does not allow."""

from datetime import timedelta

import pytest

from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.errors import CannotSnooze, EmptyText, IllegalTransition, NotAllowed, NotFound, ReasonMissing
from pmsdesk.domain.events import ConversationChanged
from pmsdesk.domain.reply import DraftMode
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services import drafting, triaging
from pmsdesk.services.reading import ItemKind
from tests.services.seat import ADMIN, AINA, BADRUL, START, Seat, message


def test_taking_and_assigning_are_recorded_with_whom_it_was_taken_from(seat: Seat) -> None:
    talk = seat.complain()
    assert seat.do(AINA, triaging.take, talk) == (ConversationChanged(talk),)
    seat.do(BADRUL, triaging.take, talk)
    shown = seat.view(talk)
    assert shown.assignee_name == BADRUL.name
    facts = [h.facts for h in shown.history if h.operation == "conversation.assigned"]
    assert facts == [
        {"from": "", "to": AINA.id, "name": AINA.name},
        {"from": AINA.id, "to": BADRUL.id, "name": BADRUL.name},
    ]


def test_a_conversation_goes_only_to_someone_who_may_write(seat: Seat) -> None:
    talk = seat.complain()
    with pytest.raises(NotAllowed):
        seat.do(AINA, triaging.assign, talk, ADMIN.id)
    with pytest.raises(NotFound):
        seat.do(AINA, triaging.assign, talk, "s-nobody")
    seat.do(AINA, triaging.assign, talk, "")
    assert seat.view(talk).conversation.assignee_id == ""


def test_a_complaint_nobody_answered_is_finished_only_with_a_reason(seat: Seat) -> None:
    talk = seat.complain()
    for nothing in ("", "   "):
        with pytest.raises(ReasonMissing):
            seat.do(AINA, triaging.finish, talk, nothing)
    seat.do(AINA, triaging.finish, talk, "pendua")
    conversation = seat.view(talk).conversation
    assert (conversation.state, conversation.due_at) == (ConversationState.DONE, None)


def test_praise_is_finished_without_one(seat: Seat) -> None:
    talk = seat.complain(text="Terima kasih KKR")
    seat.do(AINA, triaging.finish, talk)
    assert seat.view(talk).conversation.state is ConversationState.DONE


def test_reopening_brings_the_old_promise_back(seat: Seat) -> None:
    talk = seat.complain()
    seat.do(AINA, triaging.finish, talk, "pendua")
    seat.clock.on(hours=30)
    seat.do(AINA, triaging.reopen, talk)
    conversation = seat.view(talk).conversation
    assert (conversation.state, conversation.due_at) == (ConversationState.OPEN, START + timedelta(hours=24))


def test_a_snooze_ends_with_the_promise_at_the_latest(seat: Seat) -> None:
    talk = seat.complain()
    seat.do(AINA, triaging.snooze, talk, START + timedelta(days=3))
    assert seat.view(talk).conversation.snoozed_until == START + timedelta(hours=24)
    seat.clock.on(hours=23, minutes=59)
    assert seat.do(SYSTEM, triaging.wake) == ()
    seat.clock.on(minutes=1)
    assert seat.do(SYSTEM, triaging.wake) == (ConversationChanged(talk),)
    assert seat.view(talk).conversation.state is ConversationState.OPEN


def test_what_is_late_cannot_be_put_away(seat: Seat) -> None:
    talk = seat.complain()
    with pytest.raises(CannotSnooze):
        seat.do(AINA, triaging.snooze, talk, START)
    seat.clock.on(hours=25)
    with pytest.raises(CannotSnooze):
        seat.do(AINA, triaging.snooze, talk, seat.clock.now + timedelta(hours=1))


def test_a_finished_conversation_cannot_be_snoozed(seat: Seat) -> None:
    talk = seat.complain()
    seat.do(AINA, triaging.finish, talk, "pendua")
    with pytest.raises(IllegalTransition):
        seat.do(AINA, triaging.snooze, talk, START + timedelta(hours=2))


def test_labels_are_clean_and_each_there_once(seat: Seat) -> None:
    talk = seat.complain()
    seat.do(AINA, triaging.label, talk, [" VIP ", "banjir\n kilat", "VIP", "  "])
    assert seat.view(talk).conversation.labels == ("VIP", "banjir kilat")
    assert list(seat.store.read().labels()) == ["VIP", "banjir kilat"]


def test_priority_is_given_and_taken(seat: Seat) -> None:
    talk = seat.complain()
    seat.do(AINA, triaging.prioritise, talk, True)
    assert seat.view(talk).conversation.urgent
    seat.do(AINA, triaging.prioritise, talk, False)
    assert not seat.view(talk).conversation.urgent


def test_a_note_is_internal_and_takes_its_draft_with_it(seat: Seat) -> None:
    talk = seat.complain()
    seat.do(AINA, drafting.save_draft, talk, DraftMode.NOTE, "Sudah hubungi JKR daer")
    seat.do(AINA, triaging.note, talk, "Sudah hubungi JKR daerah.\x00")
    shown = seat.view(talk)
    assert [i.text for i in shown.items if i.kind is ItemKind.NOTE] == ["Sudah hubungi JKR daerah."]
    assert shown.note_draft == ""
    with pytest.raises(EmptyText):
        seat.do(AINA, triaging.note, talk, " \n ")


def test_a_correction_is_recorded_as_a_wrong_door_with_what_was_read(seat: Seat) -> None:
    talk = seat.complain()
    seat.do(AINA, triaging.correct, talk, Jurisdiction.STATE, ["jkr-selangor"])
    shown = seat.view(talk)
    assert shown.conversation.triage.agencies == ("jkr-selangor",)
    facts = next(h.facts for h in shown.history if h.operation == "conversation.wrong_door")
    assert facts["from"] == {"jurisdiction": "federal", "agencies": ["kkr", "jkr"], "confidence": 0.8}
    assert facts["to"] == {"jurisdiction": "state", "agencies": ["jkr-selangor"]}


def test_an_administrator_keeps_accounts_and_does_not_handle_conversations(seat: Seat) -> None:
    talk = seat.complain()
    for flow, *args in (
        (triaging.take, talk),
        (triaging.finish, talk, "pendua"),
        (triaging.note, talk, "Nota"),
        (triaging.correct, talk, Jurisdiction.STATE, ()),
    ):
        with pytest.raises(NotAllowed):
            seat.do(ADMIN, flow, *args)  # type: ignore[arg-type]


def test_a_refused_action_leaves_no_trace(seat: Seat) -> None:
    talk = seat.complain()
    before = seat.store.verify()
    with pytest.raises(ReasonMissing):
        seat.do(AINA, triaging.finish, talk)
    assert seat.store.verify() == before
    seat.arrive(message("1002", START, text="Ada orang di sini?"))
    assert seat.view(talk).conversation.state is ConversationState.OPEN
