"""Four eyes through the services, and every way round them that a colleague might try."""

from dataclasses import replace

import pytest

from pmsdesk.domain.account import Policy
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.errors import IllegalTransition, NotAllowed, OwnReply, ReasonMissing, TextChanged
from pmsdesk.domain.events import ReplyApproved, ReplyReturned
from pmsdesk.domain.publication import UNDO_WINDOW, PublicationState
from pmsdesk.domain.reply import ReplyState
from pmsdesk.domain.staff import Role
from pmsdesk.services import accounting, approving, drafting, publishing, staffing
from tests.services.seat import ADMIN, AINA, BADRUL, CHONG, DEVI, MINISTRY, RUDE, Seat


def pending(seat: Seat, author: object = AINA, text: str = RUDE) -> tuple[str, str, str]:
    """A flagged reply that waits: conversation, reply and sha."""
    talk = seat.complain()
    reply = seat.submit(author, talk, text)  # type: ignore[arg-type]
    return talk, reply, sha_of(seat, reply)


def sha_of(seat: Seat, reply: str) -> str:
    with seat.look() as work:
        return work.replies.get(reply).head.sha


def test_an_approved_reply_is_ready_and_can_still_be_taken_back_for_the_undo_window(seat: Seat) -> None:
    talk, reply, sha = pending(seat)
    seat.clock.on(minutes=20)
    assert seat.do(CHONG, approving.approve, reply, sha) == (ReplyApproved(reply, talk),)
    publication = seat.view(talk).publication
    assert publication is not None
    assert (publication.state, publication.sha) == (PublicationState.READY, sha)
    assert publication.not_before == seat.clock.now + UNDO_WINDOW
    decided = seat.store.read().approval(reply).approvals
    assert [(a.approver_id, a.sha) for a in decided] == [(CHONG.id, sha)]


def test_a_returned_reply_comes_back_as_its_authors_draft_with_the_reason(seat: Seat) -> None:
    talk, reply, sha = pending(seat)
    events = seat.do(CHONG, approving.give_back, reply, sha, " Gunakan bahasa yang sopan.\x00 ")
    assert events[0] == ReplyReturned(reply, talk, "Gunakan bahasa yang sopan.")
    shown = seat.view(talk, AINA)
    assert shown.draft == RUDE
    assert shown.return_reason == "Gunakan bahasa yang sopan."
    assert shown.conversation.state is ConversationState.OPEN
    assert seat.view(talk, BADRUL).draft == ""


def test_returning_needs_a_reason(seat: Seat) -> None:
    _, reply, sha = pending(seat)
    with pytest.raises(ReasonMissing):
        seat.do(CHONG, approving.give_back, reply, sha, "  ")


@pytest.mark.parametrize("approver", [AINA, BADRUL, ADMIN])
def test_only_a_supervisor_decides(seat: Seat, approver: object) -> None:
    _, reply, sha = pending(seat)
    for flow, more in ((approving.approve, ()), (approving.give_back, ("Sebab",))):
        with pytest.raises(NotAllowed):
            seat.do(approver, flow, reply, sha, *more)  # type: ignore[arg-type]


def test_a_supervisor_does_not_approve_a_text_of_his_own(seat: Seat) -> None:
    _, reply, sha = pending(seat, CHONG)
    with pytest.raises(OwnReply):
        seat.do(CHONG, approving.approve, reply, sha)
    seat.do(DEVI, approving.approve, reply, sha)


def test_nor_one_he_wrote_an_earlier_version_of(seat: Seat) -> None:
    talk, reply, _ = pending(seat, CHONG)
    seat.submit(AINA, talk, RUDE + " Sekian.")
    with pytest.raises(OwnReply):
        seat.do(CHONG, approving.approve, reply, sha_of(seat, reply))


@pytest.mark.parametrize("way", ["withdrawn", "returned"])
def test_nor_one_he_wrote_before_it_was_withdrawn_or_returned_and_sent_in_by_another(seat: Seat, way: str) -> None:
    talk, reply, sha = pending(seat, CHONG)
    if way == "withdrawn":
        seat.do(CHONG, drafting.withdraw, reply)
    else:
        seat.do(DEVI, approving.give_back, reply, sha, "Lembutkan nada.")
    again = seat.submit(AINA, talk, RUDE)
    with pytest.raises(OwnReply):
        seat.do(CHONG, approving.approve, again, sha_of(seat, again))


def test_a_promoted_author_is_still_an_author(seat: Seat) -> None:
    _, reply, sha = pending(seat, AINA)
    promoted = replace(AINA, role=Role.SUPERVISOR)
    with seat.look() as work:
        work.people.put(promoted)
        work.commit()
    with pytest.raises(OwnReply):
        seat.do(promoted, approving.approve, reply, sha)


def test_a_session_that_outlives_its_rights_approves_nothing(seat: Seat) -> None:
    _, reply, sha = pending(seat)
    seat.do(ADMIN, staffing.set_active, CHONG.id, False)
    with pytest.raises(NotAllowed):
        seat.do(CHONG, approving.approve, reply, sha)


def test_a_session_that_claims_a_role_it_does_not_have_approves_nothing(seat: Seat) -> None:
    _, reply, sha = pending(seat)
    with pytest.raises(NotAllowed):
        seat.do(replace(BADRUL, role=Role.SUPERVISOR), approving.approve, reply, sha)
    with pytest.raises(NotAllowed):
        seat.do(replace(CHONG, id="s-ghost"), approving.approve, reply, sha)


def test_an_edit_between_reading_and_approving_voids_the_approval(seat: Seat) -> None:
    talk, reply, seen = pending(seat)
    seat.submit(AINA, talk, RUDE + " Memang bodoh.")
    with pytest.raises(TextChanged):
        seat.do(CHONG, approving.approve, reply, seen)
    seat.do(CHONG, approving.approve, reply, sha_of(seat, reply))


def test_an_edit_after_approval_needs_a_new_approval(seat: Seat) -> None:
    talk, reply, sha = pending(seat)
    seat.do(CHONG, approving.approve, reply, sha)
    seat.do(AINA, publishing.undo, reply)
    again = seat.submit(AINA, talk, RUDE + " Sekian.")
    with seat.look() as work:
        assert work.replies.get(again).state is ReplyState.PENDING
        assert publishing.due(work) == ()
    seat.clock.on(hours=1)
    with seat.look() as work:
        assert publishing.due(work) == ()


def test_taking_an_approved_text_back_and_sending_it_in_unchanged_needs_a_new_approval_too(seat: Seat) -> None:
    talk, reply, sha = pending(seat)
    seat.do(CHONG, approving.approve, reply, sha)
    seat.do(AINA, publishing.undo, reply)
    again = seat.submit(AINA, talk, RUDE)
    with seat.look() as work:
        assert work.replies.get(again).state is ReplyState.PENDING


def test_a_reply_is_decided_once(seat: Seat) -> None:
    _, reply, sha = pending(seat)
    seat.do(CHONG, approving.approve, reply, sha)
    for flow, more in ((approving.approve, ()), (approving.give_back, ("Terlambat",))):
        with pytest.raises(IllegalTransition):
            seat.do(DEVI, flow, reply, sha, *more)  # type: ignore[arg-type]


def test_when_the_account_is_put_under_four_eyes_what_nobody_approved_leaves_the_outbox(seat: Seat) -> None:
    talk = seat.complain()
    clear = seat.submit(AINA, talk)
    seat.do(ADMIN, accounting.set_policy, MINISTRY.id, Policy.ALL)
    shown = seat.view(talk)
    assert shown.publication is not None
    assert shown.publication.state is PublicationState.WITHDRAWN
    assert shown.draft, "the author has the text back"
    seat.submit(AINA, talk, shown.draft)
    seat.do(CHONG, approving.approve, clear, sha_of(seat, clear))
    publication = seat.view(talk).publication
    assert publication is not None
    assert publication.state is PublicationState.READY


def test_and_what_a_supervisor_approved_stays(seat: Seat) -> None:
    talk, reply, sha = pending(seat)
    seat.do(CHONG, approving.approve, reply, sha)
    seat.do(ADMIN, accounting.set_policy, MINISTRY.id, Policy.ALL)
    publication = seat.view(talk).publication
    assert publication is not None
    assert publication.state is PublicationState.READY
