"""One reply goes out once: each kind of failure, the reading back, undo, back-off and a person's decision."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.errors import (
    BadAnswer,
    ChannelError,
    CreditsGone,
    DiskFull,
    DuplicateText,
    IllegalTransition,
    NoNetwork,
    NotAllowed,
    OtherPost,
    OutcomeUnknown,
    ParentGone,
    RateLimited,
    ReasonMissing,
    ReplyNotAllowed,
    TextRefused,
    TokenExpired,
    UndoTooLate,
)
from pmsdesk.domain.events import ConversationChanged, Event, PublicationChanged
from pmsdesk.domain.message import Author, Direction
from pmsdesk.domain.publication import LEASE, Found, Publication, PublicationState
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import asking, publishing
from pmsdesk.store.work import SqliteWork
from tests.services.network import Fault, Network
from tests.services.seat import ADMIN, AINA, ANSWER, BADRUL, CHONG, SITI, START, Seat, message

S = PublicationState
X = {"channel": "X"}


class Line:
    """A reply on its way out of a seat, over a network."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.network = Network()
        self.talk = seat.complain()
        self.reply = seat.submit(AINA, self.talk)
        seat.clock.on(seconds=10)
        self._tokens = 0

    def open_work(self) -> SqliteWork:
        return self.seat.store.work(SYSTEM)

    def deliver(self) -> tuple[Event, ...]:
        self._tokens += 1
        return publishing.deliver(self.open_work, self.network, self.reply, f"t{self._tokens}")

    def reconcile(self) -> tuple[Event, ...]:
        return publishing.reconcile(self.open_work, self.network, self.reply)

    @property
    def publication(self) -> Publication:
        with self.seat.look() as work:
            found = work.replies.publication(self.reply)
        assert found is not None
        return found

    @property
    def state(self) -> S:
        return self.publication.state

    @property
    def due(self) -> bool:
        with self.seat.look() as work:
            return any(p.reply_id == self.reply for p in publishing.due(work))

    @property
    def to_look_up(self) -> bool:
        with self.seat.look() as work:
            return any(p.reply_id == self.reply for p in publishing.to_look_up(work))

    @property
    def count(self) -> int:
        return self.network.ledger["1001", ANSWER]


@pytest.fixture
def line(seat: Seat) -> Line:
    return Line(seat)


def test_a_sent_reply_joins_the_conversation_and_answers_it(line: Line) -> None:
    events = line.deliver()
    assert events == (PublicationChanged(line.reply, line.talk, S.SENT), ConversationChanged(line.talk))
    shown = line.seat.view(line.talk)
    assert [(m.direction, m.text) for m in shown.messages][1:] == [(Direction.OUT, ANSWER)]
    assert shown.messages[1].permalink == "https://x.com/MOWorks/status/5000"
    assert shown.conversation.due_at is None
    assert shown.conversation.answered_at == line.seat.clock.now
    assert shown.conversation.state is ConversationState.WAITING
    assert line.publication.remote_id == "5000"


def test_a_poll_that_reads_our_reply_back_adds_it_only_once(line: Line) -> None:
    line.deliver()
    ours = Author("900", "MOWorks", "Kementerian Kerja Raya")
    line.seat.arrive(message("5000", line.seat.clock.now, ours, ANSWER, own=True, parent="1001"))
    assert len(line.seat.view(line.talk).messages) == 2


def test_a_poll_may_read_our_reply_before_we_know_that_it_was_sent(line: Line) -> None:
    line.network.faults = [Fault(OutcomeUnknown(**X), stands=True)]
    line.deliver()
    ours = Author("900", "MOWorks", "Kementerian Kerja Raya")
    line.seat.arrive(message("5000", line.seat.clock.now, ours, ANSWER, own=True, parent="1001"))
    line.reconcile()
    assert line.state is S.SENT
    assert len(line.seat.view(line.talk).messages) == 2


def test_what_the_citizen_wrote_after_the_reply_was_written_is_still_owed(line: Line) -> None:
    line.seat.arrive(message("1002", line.seat.clock.now, text="Ada lagi lubang di km 15 FT5"))
    owed_since = line.seat.clock.now
    line.seat.clock.on(seconds=5)
    line.deliver()
    conversation = line.seat.view(line.talk).conversation
    assert conversation.due_at == owed_since + timedelta(hours=24)
    assert conversation.state is ConversationState.OPEN


def test_sending_is_durable_before_the_call_and_no_session_is_open_during_it(line: Line) -> None:
    seen: list[tuple[str, S]] = []

    def watch(step: str) -> None:
        with line.seat.store.work(AINA) as other:  # would wait for the lock if a session were open
            publication = other.replies.publication(line.reply)
            assert publication is not None
            seen.append((step, publication.state))

    line.network.watch = watch
    line.deliver()
    assert seen == [("before", S.SENDING), ("after", S.SENDING)]


def test_nothing_is_sent_before_the_undo_window_is_over_and_nothing_twice_after(seat: Seat) -> None:
    line = Line(seat)
    seat.clock.on(seconds=-1)
    assert line.deliver() == ()
    seat.clock.on(seconds=1)
    line.deliver()
    assert line.deliver() == ()
    assert line.count == 1


@pytest.mark.parametrize(
    ("error", "wait"),
    [
        (NoNetwork(**X), timedelta(seconds=30)),
        (TokenExpired(account="@MOWorks"), timedelta(minutes=5)),
        (RateLimited(START + timedelta(minutes=15), **X), timedelta(minutes=15, seconds=-10)),
        (RateLimited(START + timedelta(days=9), **X), timedelta(hours=1)),
        (RateLimited(START - timedelta(days=1), **X), timedelta(seconds=1)),
    ],
)
def test_an_error_that_passes_leaves_it_ready_with_words_and_a_back_off(
    line: Line, error: ChannelError, wait: timedelta
) -> None:
    line.network.faults = [Fault(error)]
    assert line.deliver() == (PublicationChanged(line.reply, line.talk, S.READY),)
    assert (line.publication.words, line.publication.not_before) == (str(error), line.seat.clock.now + wait)
    assert not line.due
    line.seat.clock.on(seconds=wait.total_seconds())
    assert line.due
    line.deliver()
    assert (line.state, line.count) == (S.SENT, 1)


@pytest.mark.parametrize("kind", [ParentGone, TextRefused, ReplyNotAllowed])
def test_a_refusal_for_good_keeps_the_platforms_words_and_gives_the_text_back(
    line: Line, kind: type[ChannelError]
) -> None:
    said = "You attempted to reply to a Tweet that is deleted or not visible to you."
    line.network.faults = [Fault(kind(said, **X))]
    line.deliver()
    assert line.state is S.REJECTED
    assert line.publication.words.splitlines()[1] == said
    shown = line.seat.view(line.talk)
    assert (shown.draft, shown.conversation.state) == (ANSWER, ConversationState.OPEN)
    assert shown.conversation.due_at is not None
    line.seat.clock.on(days=1)
    assert not line.due


def test_a_refused_reply_can_be_rewritten_in_the_same_chain(line: Line) -> None:
    line.network.faults = [Fault(TextRefused(**X))]
    line.deliver()
    again = line.seat.submit(AINA, line.talk, ANSWER + " Sekian.")
    assert again == line.reply
    line.seat.clock.on(seconds=10)
    line.deliver()
    assert line.state is S.SENT
    assert line.network.posts[-1][1].text == ANSWER + " Sekian."


def test_without_credits_it_waits_until_a_person_acts(line: Line) -> None:
    line.network.faults = [Fault(CreditsGone(**X))]
    line.deliver()
    assert line.state is S.READY
    assert line.publication.paused
    line.seat.clock.on(days=400)
    assert not line.due
    line.seat.do(AINA, publishing.resume, line.reply)
    assert line.due
    line.deliver()
    assert (line.state, line.count) == (S.SENT, 1)


@pytest.mark.parametrize("error", [OutcomeUnknown(**X), BadAnswer(**X), DuplicateText(**X), ChannelError(**X)])
@pytest.mark.parametrize("stands", [True, False])
def test_whatever_is_not_certain_is_unsure_and_never_sent_again_unread(
    line: Line, error: ChannelError, stands: bool
) -> None:
    line.network.faults = [Fault(error, stands)]
    line.deliver()
    assert line.state is S.UNSURE
    line.seat.clock.on(days=2)
    assert not line.due
    assert line.deliver() == ()
    line.reconcile()
    assert line.state is (S.SENT if stands else S.UNSURE)
    assert line.count == stands


def test_a_bug_in_an_adapter_leaves_it_unsure_and_is_still_a_bug(line: Line) -> None:
    line.network.faults = [Fault(KeyError("data"), stands=True)]
    with pytest.raises(KeyError):
        line.deliver()
    assert line.state is S.UNSURE
    line.reconcile()
    assert (line.state, line.count) == (S.SENT, 1)


def test_an_answer_without_an_id_is_looked_up(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line.network, "put", lambda outgoing: line.network.posts.append(("5000", outgoing)) or "")
    line.deliver()
    assert line.state is S.UNSURE
    line.reconcile()
    assert (line.state, line.publication.remote_id) == (S.SENT, "5000")


def test_absence_is_believed_after_three_spaced_complete_reads_and_a_minute(line: Line) -> None:
    line.network.faults = [Fault(OutcomeUnknown(**X))]
    line.deliver()
    states = []
    for _ in range(4):
        assert line.to_look_up
        line.reconcile()
        states.append((line.state, line.publication.reads))
        line.seat.clock.on(seconds=20)
    assert states == [(S.UNSURE, 1), (S.UNSURE, 2), (S.UNSURE, 3), (S.READY, 4)]
    line.deliver()
    assert (line.state, line.count) == (S.SENT, 1)


def test_reads_in_quick_succession_count_as_one(line: Line) -> None:
    line.network.faults = [Fault(OutcomeUnknown(**X))]
    line.deliver()
    line.seat.clock.on(seconds=61)
    for _ in range(10):
        line.reconcile()
    assert (line.state, line.publication.reads) == (S.UNSURE, 1)


def test_an_incomplete_or_failed_read_proves_nothing(line: Line) -> None:
    line.network.faults = [Fault(OutcomeUnknown(**X))]
    line.deliver()
    line.network.unreadable = [Found.INCOMPLETE, NoNetwork(**X), BadAnswer(**X)] * 4
    for _ in range(12):
        line.seat.clock.on(minutes=10)
        line.reconcile()
    assert (line.state, line.publication.reads) == (S.UNSURE, 0)
    assert line.publication.words


def test_what_a_network_may_hide_is_never_taken_for_absent(line: Line) -> None:
    line.network.faults = [Fault(OutcomeUnknown(**X), stands=True)]
    line.deliver()
    line.network.unreadable = [Found.UNSEEN] * 12
    for _ in range(12):
        line.seat.clock.on(minutes=10)
        line.reconcile()
    assert (line.state, line.publication.reads, line.count) == (S.UNSURE, 0, 1)


def test_what_a_network_may_hide_is_sent_once_after_a_call_it_refused(line: Line) -> None:
    line.network.faults = [Fault(RateLimited(START, **X))]
    line.deliver()
    line.seat.clock.on(minutes=1)
    line.network.unreadable = [None, Found.UNSEEN]
    line.deliver()
    assert (line.state, line.count) == (S.SENT, 1)


def test_a_reply_that_shows_up_late_is_found_before_it_is_sent_again(line: Line) -> None:
    line.network.faults = [Fault(OutcomeUnknown(**X), stands=True)]
    line.network.hidden = True
    line.deliver()
    for _ in range(4):
        line.reconcile()
        line.seat.clock.on(seconds=20)
    assert line.state is S.READY
    line.network.hidden = False
    line.deliver()
    assert (line.state, line.count) == (S.SENT, 1)


def test_an_older_version_that_came_through_late_counts_as_the_answer(line: Line) -> None:
    line.network.faults = [Fault(NoNetwork(**X))]
    line.deliver()
    late = line.publication
    line.seat.do(AINA, publishing.undo, line.reply)
    line.seat.submit(AINA, line.talk, ANSWER + " Sekian.")
    line.network.put(asking.outgoing(late, late.text))
    line.seat.clock.on(minutes=1)
    line.deliver()
    assert line.state is S.SENT
    assert [post.text for _, post in line.network.posts] == [ANSWER]
    assert line.seat.view(line.talk).messages[-1].text == ANSWER


def test_a_network_that_always_swallows_the_text_is_not_asked_for_ever(line: Line) -> None:
    line.network.faults = [Fault(DuplicateText(**X)) for _ in range(50)]
    for _ in range(200):
        line.seat.clock.on(seconds=21)
        line.deliver() if line.due else line.reconcile() if line.to_look_up else None
    assert len(line.network.faults) == 47
    assert (line.state, line.publication.paused) == (S.UNSURE, True)
    assert "penyelia" in line.publication.words


def test_when_the_network_cannot_be_read_before_sending_nothing_is_sent(line: Line) -> None:
    line.network.unreadable = [NoNetwork(**X)]
    line.deliver()
    assert (line.state, line.count, line.publication.attempts) == (S.READY, 0, 0)
    line.seat.clock.on(seconds=30)
    line.deliver()
    assert (line.state, line.count) == (S.SENT, 1)


@pytest.mark.parametrize("trouble", [NoNetwork(**X), TokenExpired(account="@MOWorks"), Found.INCOMPLETE])
def test_what_was_called_absent_is_not_sent_anew_while_the_network_cannot_be_read(
    line: Line, trouble: NoNetwork | TokenExpired | Found
) -> None:
    line.network.faults = [Fault(OutcomeUnknown(**X), stands=True)]
    line.network.hidden = True
    line.deliver()
    for _ in range(4):
        line.reconcile()
        line.seat.clock.on(seconds=20)
    assert line.state is S.READY
    line.network.unreadable = [None, trouble]
    line.deliver()
    assert (line.state, line.count, line.publication.attempts) == (S.READY, 1, 1)
    assert line.publication.words
    line.network.hidden = False
    line.seat.clock.on(minutes=6)
    line.deliver()
    assert (line.state, line.count) == (S.SENT, 1)


def test_a_message_that_was_deleted_meanwhile_settles_the_reply(line: Line) -> None:
    line.network.faults = [Fault(RateLimited(START, **X)), Fault(ParentGone(**X))]
    line.deliver()
    line.seat.clock.on(minutes=1)
    line.network.unreadable = [None, ParentGone(**X)]
    line.deliver()
    assert (line.state, line.count) == (S.REJECTED, 0)
    assert line.seat.view(line.talk).draft == ANSWER


def test_a_claim_whose_lease_is_over_is_taken_by_another_and_the_first_may_not_go_on(line: Line) -> None:
    line.seat.do(SYSTEM, lambda work: (publishing.claim(work, line.reply, "slow"), ())[1])
    assert not line.due
    line.seat.clock.on(seconds=LEASE.total_seconds())
    line.deliver()
    assert line.state is S.SENT
    with pytest.raises(publishing.ClaimLost), line.open_work() as work:
        publishing.begin(work, line.reply, "slow", "")


def test_an_answer_that_comes_after_a_restart_is_still_taken(line: Line) -> None:
    line.network.watch = lambda step: line.seat.do(SYSTEM, publishing.recover) if step == "after" else None  # type: ignore[assignment, return-value]
    line.deliver()
    assert (line.state, line.publication.remote_id) == (S.SENT, "5000")


def test_an_answer_that_comes_after_others_held_the_text_for_lost_stops_them(line: Line) -> None:
    def others(step: str) -> None:
        if step == "after":
            line.network.hidden = True
            line.seat.do(SYSTEM, publishing.recover)
            for _ in range(4):
                line.reconcile()
                line.seat.clock.on(seconds=20)
            assert line.state is S.READY

    line.network.watch = others
    line.deliver()
    assert (line.state, line.publication.remote_id) == (S.SENT, "5000")
    line.seat.clock.on(minutes=5)
    line.deliver()
    assert line.count == 1


def test_an_answer_that_others_found_meanwhile_is_no_trouble(line: Line) -> None:
    def others(step: str) -> None:
        if step == "after":
            line.seat.do(SYSTEM, publishing.recover)
            line.reconcile()

    line.network.watch = others
    assert line.deliver() == ()
    assert (line.state, line.count) == (S.SENT, 1)


def test_another_reply_of_ours_with_the_same_words_is_not_taken_for_this_one(line: Line) -> None:
    line.deliver()
    first = line.publication
    line.reply = line.seat.submit(AINA, line.talk, ANSWER + " Sekian.")
    shown_alike = replace(line.network.posts[0][1], text=line.publication.text)
    line.network.posts[0] = (first.remote_id, shown_alike)
    line.network.newest_own = lambda: ""  # type: ignore[method-assign]
    line.seat.clock.on(seconds=10)
    line.network.faults = [Fault(OutcomeUnknown(**X))]
    line.deliver()
    line.reconcile()
    assert (line.state, line.publication.reads) == (S.UNSURE, 1)


@pytest.mark.parametrize("restarted", [True, False])
def test_a_full_disk_after_the_call_is_resolved_by_looking(
    line: Line, monkeypatch: pytest.MonkeyPatch, restarted: bool
) -> None:
    def full(work: SqliteWork) -> None:
        raise DiskFull()

    def fill(step: str) -> None:
        if step == "after":
            monkeypatch.setattr(SqliteWork, "commit", full)

    line.network.watch = fill
    with pytest.raises(DiskFull):
        line.deliver()
    monkeypatch.undo()
    assert line.state is S.SENDING
    assert not line.to_look_up
    if restarted:
        line.seat.do(SYSTEM, publishing.recover)
    else:
        assert line.reconcile() == ()
        line.seat.clock.on(seconds=LEASE.total_seconds())
    assert line.to_look_up
    line.reconcile()
    assert (line.state, line.count) == (S.SENT, 1)


def test_a_full_disk_before_the_call_means_no_call(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(work: SqliteWork) -> None:
        raise DiskFull()

    monkeypatch.setattr(line.network, "newest_own", lambda: monkeypatch.setattr(SqliteWork, "commit", full) or "4000")
    with pytest.raises(DiskFull):
        line.deliver()
    monkeypatch.undo()
    assert (line.state, line.count) == (S.CLAIMED, 0)


@pytest.mark.parametrize("step", ["ready", "claimed", "unsure"])
def test_a_seat_that_shares_a_register_sends_and_looks_up_nothing_by_itself(line: Line, step: str) -> None:
    if step == "claimed":
        line.seat.do(SYSTEM, lambda work: (publishing.claim(work, line.reply, "t"), ())[1])
    elif step == "unsure":
        unsure(line)
    line.seat.store.join(str(uuid4()))
    line.seat.clock.on(days=1)
    assert (line.due, line.to_look_up) == (False, False)
    assert line.seat.do(SYSTEM, publishing.recover) == ()
    assert (line.deliver(), line.count, line.state) == ((), 0, S(step))


# ---- undo and decisions -----------------------------------------------------------------------------------------


def test_undo_brings_the_text_back_to_the_composer(line: Line) -> None:
    line.seat.do(AINA, publishing.undo, line.reply)
    assert line.state is S.WITHDRAWN
    shown = line.seat.view(line.talk)
    assert (shown.draft, shown.conversation.state) == (ANSWER, ConversationState.OPEN)
    line.seat.clock.on(days=1)
    assert not line.due
    with pytest.raises(UndoTooLate):
        line.seat.do(AINA, publishing.undo, line.reply)


@pytest.mark.parametrize("step", ["claimed", "sending", "sent", "unsure"])
def test_undo_is_too_late_once_it_was_taken_up(line: Line, step: str) -> None:
    undo: Callable[[], object] = lambda: line.seat.do(AINA, publishing.undo, line.reply)  # noqa: E731
    if step == "claimed":
        line.seat.do(SYSTEM, lambda work: (publishing.claim(work, line.reply, "t"), ())[1])
    elif step == "sending":
        failed: list[object] = []

        def watch(_step: str) -> None:
            with pytest.raises(UndoTooLate):
                undo()
            failed.append(_step)

        line.network.watch = watch
        line.deliver()
        assert failed == ["before", "after"]
    else:
        line.network.faults = [] if step == "sent" else [Fault(OutcomeUnknown(**X))]
        line.deliver()
    with pytest.raises(UndoTooLate):
        undo()
    assert line.count <= 1


def unsure(line: Line, stands: bool = False) -> None:
    line.network.faults = [Fault(OutcomeUnknown(**X), stands)]
    line.deliver()


def test_a_supervisor_may_say_that_it_stands(line: Line) -> None:
    unsure(line, stands=True)
    line.seat.do(CHONG, publishing.decide, line.reply, True, "Nampak pada platform.", remote_id="5000")
    assert (line.state, line.publication.remote_id) == (S.SENT, "5000")
    facts = [h.facts for h in line.seat.view(line.talk).history if h.operation == "reply.decided"]
    assert [(f["sent"], f["reason"]) for f in facts] == [(True, "Nampak pada platform.")]


def test_or_that_it_stands_without_knowing_its_id_and_the_next_poll_brings_it(line: Line) -> None:
    unsure(line, stands=True)
    line.seat.do(CHONG, publishing.decide, line.reply, True, "Nampak pada platform.")
    assert line.state is S.SENT
    assert line.seat.view(line.talk).conversation.due_at is None
    ours = Author("900", "MOWorks", "Kementerian Kerja Raya")
    line.seat.arrive(message("5000", line.seat.clock.now, ours, ANSWER, own=True, parent="1001"))
    assert [m.remote_id for m in line.seat.view(line.talk).messages] == ["1001", "5000"]


def test_but_not_that_it_is_another_post(line: Line) -> None:
    line.deliver()
    theirs = line.seat.complain(SITI, "1002")
    first, line.reply = line.publication, line.seat.submit(AINA, theirs, target="1002")
    line.seat.clock.on(seconds=10)
    unsure(line)
    ours = Author("900", "MOWorks", "Kementerian Kerja Raya")
    line.seat.arrive(message("6000", line.seat.clock.now, ours, "Dimaklumkan.", own=True, parent="1001"))
    for taken in (first.remote_id, "1002", "6000"):
        with pytest.raises(OtherPost):
            line.seat.do(CHONG, publishing.decide, line.reply, True, "Nampak.", remote_id=taken)
    assert line.state is S.UNSURE
    assert "reply.decided" not in [h.operation for h in line.seat.view(theirs).history]


def test_or_that_it_does_not_stand_and_goes_out_again_but_not_unread(line: Line) -> None:
    unsure(line, stands=True)
    line.seat.do(CHONG, publishing.decide, line.reply, False, "Tidak nampak.")
    assert line.state is S.READY
    line.seat.clock.on(seconds=10)
    line.deliver()
    assert (line.state, line.count) == (S.SENT, 1)


def test_or_that_it_is_given_up(line: Line) -> None:
    unsure(line)
    line.seat.do(CHONG, publishing.decide, line.reply, False, "Tidak perlu lagi.", again=False)
    assert line.state is S.REJECTED
    assert line.seat.view(line.talk).draft == ANSWER


def test_a_decision_needs_a_supervisor_a_reason_and_an_unsure_reply(line: Line) -> None:
    with pytest.raises(IllegalTransition):
        line.seat.do(CHONG, publishing.decide, line.reply, True, "Sebab")
    unsure(line)
    for staff in (AINA, BADRUL, ADMIN):
        with pytest.raises(NotAllowed):
            line.seat.do(staff, publishing.decide, line.reply, True, "Sebab")
    with pytest.raises(ReasonMissing):
        line.seat.do(CHONG, publishing.decide, line.reply, True, " ")


# ---- a clock that is wrong by a day -----------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [24, -24])
def test_a_clock_that_jumps_a_day_at_any_step_neither_loses_nor_doubles_the_reply(line: Line, hours: int) -> None:
    line.network.faults = [Fault(OutcomeUnknown(**X), stands=True)]
    line.network.hidden = True
    line.seat.clock.on(hours=hours)
    line.deliver()
    line.seat.clock.on(hours=-hours)
    for _ in range(3):
        line.reconcile()
        line.seat.clock.on(hours=hours)
        line.reconcile()
        line.seat.clock.on(hours=-hours, seconds=20)
    line.network.hidden = False
    for _ in range(6):
        line.seat.clock.on(seconds=61)
        line.reconcile()
        line.deliver()
    assert (line.state, line.count) == (S.SENT, 1)
