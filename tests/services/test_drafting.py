"""From what is typed to a reply that waits or is ready: what holds it, what lets it pass, what is never lost."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from pmsdesk.compliance.templates import is_unaltered, load_canned
from pmsdesk.domain.account import Channel, Policy
from pmsdesk.domain.amendment import PROOFS_APART, Stretch
from pmsdesk.domain.canned import fill
from pmsdesk.domain.capability import Capability
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.errors import (
    AlreadyOnItsWay,
    BlockedByCheck,
    EmptyText,
    IllegalTransition,
    NewerMessage,
    NotAllowed,
    NotFound,
    ParentGone,
    ReplyNotAllowed,
    SameAnswer,
)
from pmsdesk.domain.events import ConversationChanged, ReplySubmitted
from pmsdesk.domain.message import Author, message_id
from pmsdesk.domain.publication import UNDO_WINDOW, PublicationState
from pmsdesk.domain.reply import DraftMode, ReplyState
from pmsdesk.services import accounting, drafting, publishing, triaging
from pmsdesk.services.complaining import slot_values
from tests.services.seat import ADMIN, AINA, ANSWER, BADRUL, MINISTRY, RUDE, START, Seat, assess, message

CANNED = load_canned()
unaltered = partial(is_unaltered, replies=CANNED)
G4, G6 = (next(c for c in CANNED if c.code == code) for code in ("G4", "G6"))


def test_a_clear_reply_is_ready_after_the_undo_window(seat: Seat) -> None:
    talk = seat.complain()
    events = seat.do(AINA, drafting.submit, talk, "1001", ANSWER + "  \r\n", assess)
    submitted = events[0]
    assert isinstance(submitted, ReplySubmitted)
    assert not submitted.pending
    assert ConversationChanged(talk) in events
    shown = seat.view(talk)
    assert shown.publication is not None
    assert (shown.publication.state, shown.publication.text) == (PublicationState.READY, ANSWER)
    assert shown.publication.not_before == START + UNDO_WINDOW
    assert shown.conversation.state is ConversationState.WAITING
    assert shown.conversation.assignee_id == AINA.id
    assert shown.conversation.due_at is not None, "the promise runs until the answer stands on the network"


def test_a_flagged_reply_waits_and_nothing_is_in_the_outbox(seat: Seat) -> None:
    talk = seat.complain()
    seat.submit(AINA, talk, RUDE)
    shown = seat.view(talk)
    assert shown.reply is not None
    assert (shown.reply.state, shown.publication) == (ReplyState.PENDING, None)
    assert [f.rule for f in shown.reply.head.findings] == ["R01"]


def test_a_blocked_text_is_refused_with_its_reasons_and_the_draft_stays(seat: Seat) -> None:
    talk = seat.complain()
    text = "Sila sahkan no. KP 850101-14-5678."
    seat.do(AINA, drafting.save_draft, talk, DraftMode.REPLY, text)
    with pytest.raises(BlockedByCheck, match="Nombor kad pengenalan"):
        seat.submit(AINA, talk, text)
    shown = seat.view(talk)
    assert (shown.draft, shown.reply) == (text, None)


@pytest.mark.parametrize("text", ["", "  \n\t ", "\x00\x07"])
def test_an_empty_text_is_not_submitted(seat: Seat, text: str) -> None:
    with pytest.raises(EmptyText):
        seat.submit(AINA, seat.complain(), text)


def test_a_reply_answers_a_citizens_message_of_its_own_conversation(seat: Seat) -> None:
    talk = seat.complain()
    other = Author("7002", "siti_ks", "Siti Aminah")
    seat.complain(other, "1002")
    for target in ("1002", "1000", "9999", ""):
        with pytest.raises(NotFound):
            seat.submit(AINA, talk, target=target)


def test_where_the_network_allows_no_reply_none_is_begun(seat: Seat) -> None:
    with pytest.raises(ReplyNotAllowed):
        seat.submit(AINA, seat.complain(capability=Capability.of_reply(False)))


def test_what_is_gone_from_its_network_takes_no_reply(seat: Seat) -> None:
    talk = seat.complain()
    for _ in range(2):
        seat.arrive(whole=(Stretch(frozenset(), seat.clock.now - timedelta(hours=6)),))
        seat.clock.on(seconds=PROOFS_APART.total_seconds())
    with pytest.raises(ParentGone):
        seat.submit(AINA, talk)


def test_submitting_takes_the_draft_and_leaves_the_colleagues(seat: Seat) -> None:
    talk = seat.complain()
    seat.do(AINA, drafting.save_draft, talk, DraftMode.REPLY, ANSWER)
    seat.do(BADRUL, drafting.save_draft, talk, DraftMode.REPLY, "Saya pun sedang menulis")
    seat.submit(AINA, talk)
    assert seat.view(talk, AINA).draft == ""
    assert seat.view(talk, BADRUL).draft == "Saya pun sedang menulis"


def test_under_the_four_eyes_policy_a_clear_reply_waits_too(seat: Seat) -> None:
    seat.do(ADMIN, accounting.set_policy, MINISTRY.id, Policy.ALL)
    talk = seat.complain()
    seat.submit(AINA, talk)
    reply = seat.view(talk).reply
    assert reply is not None
    assert reply.state is ReplyState.PENDING


def test_an_unaltered_canned_reply_passes_even_then(seat: Seat) -> None:
    seat.do(ADMIN, accounting.set_policy, MINISTRY.id, Policy.ALL)
    talk = seat.complain()
    seat.register(AINA, talk)
    with seat.look() as work:
        values = slot_values(work.complaints.of_conversation(talk))
    text = fill(G6.text, values)
    assert "KKR/2026/000001" in text
    seat.submit(AINA, talk, text, template="G6", templates=unaltered)
    publication = seat.view(talk).publication
    assert publication is not None
    assert publication.state is PublicationState.READY


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("G4", fill(G4.text, {"sapaan": "tuan"}) + " Segera!"),
        ("G4", fill(G6.text, {"sapaan": "tuan", "no_aduan": "KKR/2026/000099"})),
        ("G6", fill(G6.text, {"sapaan": "tuan", "no_aduan": "KKR/2026/000099"})),
        ("G6", fill(G4.text, {"sapaan": "tuan"})),
        ("G99", ANSWER),
    ],
)
def test_the_callers_word_that_it_is_a_canned_reply_is_not_trusted(seat: Seat, template: str, text: str) -> None:
    seat.do(ADMIN, accounting.set_policy, MINISTRY.id, Policy.ALL)
    talk = seat.complain()
    seat.register(AINA, talk)
    seat.submit(AINA, talk, text, template=template, templates=unaltered)
    reply = seat.view(talk).reply
    assert reply is not None
    assert reply.state is ReplyState.PENDING


def on_screen(seat: Seat, talk: str) -> frozenset[str]:
    """What an officer who opens the conversation sees."""
    return frozenset(m.id for m in seat.view(talk).messages)


def test_who_answers_without_having_seen_the_newest_message_is_asked_again(seat: Seat) -> None:
    talk = seat.complain()
    seen = on_screen(seat, talk)
    seat.clock.on(minutes=3)
    seat.arrive(message("1002", seat.clock.now, text="Maaf, maksud saya B45 bukan FT5"))
    with pytest.raises(NewerMessage):
        seat.submit(AINA, talk, seen=seen)
    seat.submit(AINA, talk, seen=on_screen(seat, talk))


def test_a_late_delivery_of_an_older_message_also_counts_as_unseen_until_it_is_shown(seat: Seat) -> None:
    talk = seat.complain()
    seen = on_screen(seat, talk)
    seat.clock.on(minutes=3)
    seat.arrive(message("0999", START - timedelta(hours=1), text="Ada gambar di sini"))
    with pytest.raises(NewerMessage):
        seat.submit(AINA, talk, seen=seen)
    seat.submit(AINA, talk, seen=on_screen(seat, talk))


def test_a_message_that_another_seat_received_long_before_counts_as_unseen_too(seat: Seat) -> None:
    """It comes by pull, with the time the other seat received it."""
    talk = seat.complain()
    seen = on_screen(seat, talk)
    with seat.look() as work:
        earlier = work.conversations.messages(talk)[0]
        received = START - timedelta(minutes=9)
        pulled = replace(
            earlier, id=message_id(Channel.X, "1002"), remote_id="1002", sent_at=received, received_at=received
        )
        work.conversations.add_messages([pulled])
        work.commit()
    with pytest.raises(NewerMessage):
        seat.submit(AINA, talk, seen=seen)
    seat.submit(AINA, talk, seen=on_screen(seat, talk))


def test_a_reply_on_its_way_cannot_be_submitted_again_by_anyone(seat: Seat) -> None:
    talk = seat.complain()
    seat.submit(AINA, talk)
    for staff, text in ((AINA, ANSWER), (BADRUL, "Teks lain daripada rakan.")):
        with pytest.raises(AlreadyOnItsWay):
            seat.submit(staff, talk, text)


def test_submitting_again_adds_a_version_to_the_same_chain(seat: Seat) -> None:
    talk = seat.complain()
    first = seat.submit(AINA, talk, RUDE)
    second = seat.submit(BADRUL, talk, RUDE + " Sekian.")
    assert first == second
    reply = seat.view(talk).reply
    assert reply is not None
    assert [v.number for v in reply.versions] == [1, 2]
    assert reply.authors == {AINA.id, BADRUL.id}


def test_a_withdrawn_reply_goes_on_with_the_same_chain_so_that_its_authors_stay_known(seat: Seat) -> None:
    talk = seat.complain()
    first = seat.submit(AINA, talk, RUDE)
    seat.do(AINA, drafting.withdraw, first)
    assert seat.view(talk).draft == RUDE
    assert seat.submit(BADRUL, talk, RUDE) == first
    with seat.look() as work:
        assert work.replies.get(first).authors == {AINA.id, BADRUL.id}


def test_a_colleague_who_wrote_none_of_it_does_not_take_it_back(seat: Seat) -> None:
    reply = seat.submit(AINA, seat.complain(), RUDE)
    with pytest.raises(NotAllowed):
        seat.do(BADRUL, drafting.withdraw, reply)


def test_only_a_waiting_reply_is_withdrawn(seat: Seat) -> None:
    talk = seat.complain()
    ready = seat.submit(AINA, talk)
    with pytest.raises(IllegalTransition):
        seat.do(AINA, drafting.withdraw, ready)


def test_text_given_back_never_overwrites_what_was_typed_since(seat: Seat) -> None:
    talk = seat.complain()
    reply = seat.submit(AINA, talk)
    seat.do(AINA, drafting.save_draft, talk, DraftMode.REPLY, "Tambahan: pasukan di tapak.")
    seat.do(AINA, publishing.undo, reply)
    assert seat.view(talk).draft == f"{ANSWER}\n\nTambahan: pasukan di tapak."


def test_the_same_words_are_not_published_twice_under_one_message(seat: Seat) -> None:
    talk = seat.complain()
    ours = Author("900", "MOWorks", "Kementerian Kerja Raya")
    seat.arrive(message("1005", seat.clock.on(minutes=5), ours, ANSWER, own=True, parent="1001"))
    with pytest.raises(SameAnswer):
        seat.submit(AINA, talk, ANSWER)
    seat.submit(AINA, talk, "Kerja pembaikan telah siap pagi ini.")


def test_an_administrator_writes_no_replies(seat: Seat) -> None:
    talk = seat.complain()
    with pytest.raises(NotAllowed):
        seat.submit(ADMIN, talk)
    with pytest.raises(NotAllowed):
        seat.do(ADMIN, drafting.save_draft, talk, DraftMode.REPLY, "Draf")


def test_a_draft_mode_that_does_not_exist_is_a_bug(seat: Seat) -> None:
    with pytest.raises(ValueError, match="tweet"):
        seat.do(AINA, drafting.save_draft, seat.complain(), "tweet", "Draf")


def test_an_answer_does_not_wake_what_the_officer_finished(seat: Seat) -> None:
    talk = seat.complain()
    seat.submit(AINA, talk, RUDE)
    seat.do(AINA, triaging.finish, talk, "pendua")
    assert seat.view(talk).conversation.state is ConversationState.DONE
