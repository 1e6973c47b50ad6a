"""The promise of an answer within 24 hours: when it ends, what settles it, and that it never drifts."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.domain.clock import FIRST_REPLY, first_reply_due, time_left
from pmsdesk.domain.message import Author, Direction, Message
from pmsdesk.domain.promise import promise_end

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
minutes = st.integers(min_value=0, max_value=3000).map(lambda m: timedelta(minutes=m))


def said(
    remote_id: str,
    direction: Direction,
    sent: timedelta,
    received: timedelta | None = None,
    parent: str = "",
) -> Message:
    return Message(
        id=f"m{remote_id}",
        conversation_id="c1",
        account_id="x-kkr",
        remote_id=remote_id,
        parent=parent,
        direction=direction,
        author=Author("7", "ali_rahman", "Ali Rahman"),
        text="Jalan FT5 di Kuala Selangor berlubang",
        sent_at=NOW + sent,
        received_at=NOW + (sent if received is None else received),
    )


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def asked(remote_id: str, at: float, received: float | None = None) -> Message:
    return said(remote_id, Direction.IN, hours(at), None if received is None else hours(received))


def answered(remote_id: str, at: float, parent: str = "", written: float | None = None) -> Message:
    return said(remote_id, Direction.OUT, hours(at), None if written is None else hours(written), parent)


@given(minutes, minutes)
def test_the_clock_starts_when_it_was_sent_but_never_after_we_had_it(sent: timedelta, received: timedelta) -> None:
    due = first_reply_due(NOW + sent, NOW + received)
    assert due == NOW + min(sent, received) + FIRST_REPLY


def test_time_left_tells_the_used_share_and_when_it_is_too_late() -> None:
    half = time_left(NOW + hours(12), NOW)
    assert (half.left, half.share, half.late) == (hours(12), 0.5, False)
    assert time_left(NOW - hours(1), NOW).late


def test_the_first_of_several_questions_sets_the_promise() -> None:
    assert promise_end([asked("1", 0), asked("2", 3)]) == NOW + hours(24)


def test_an_answer_settles_what_came_before_it_and_not_what_comes_after() -> None:
    talk = [asked("1", 0), asked("2", 1), answered("3", 2), asked("4", 5)]
    assert promise_end(talk) == NOW + hours(29)
    assert promise_end(talk[:3]) is None


def test_an_answer_written_before_a_question_reached_us_does_not_answer_it() -> None:
    talk = [asked("1", 0), asked("2", 1, received=4), answered("3", 3, parent="1", written=2)]
    assert promise_end(talk) == NOW + hours(25)


def test_an_answer_addressed_to_a_question_answers_it_whenever_it_was_first_seen() -> None:
    talk = [asked("1", 0, received=9), answered("2", 1, parent="1", written=1)]
    assert promise_end(talk) is None


def test_the_parent_post_is_no_question() -> None:
    assert promise_end([said("1", Direction.CONTEXT, hours(0))]) is None


def test_what_was_finished_with_a_reason_is_not_due_again_when_the_citizen_returns() -> None:
    talk = [asked("1", 0), asked("2", 40)]
    assert promise_end(talk, due_at=None, fresh={"m2"}) == NOW + hours(64)
    assert promise_end(talk, due_at=None) is None
    assert promise_end(talk) == NOW + hours(24), "opened again by hand, everything unanswered counts"


@given(st.lists(st.tuples(st.booleans(), minutes, minutes), max_size=8), minutes)
def test_a_new_question_never_moves_the_promise_back(
    talk: list[tuple[bool, timedelta, timedelta]], at: timedelta
) -> None:
    messages = [
        said(str(i), Direction.IN if citizen else Direction.OUT, sent, sent + late)
        for i, (citizen, sent, late) in enumerate(talk)
    ]
    before = promise_end(messages)
    fresh = said("new", Direction.IN, at, timedelta(minutes=6001))
    after = promise_end([*messages, fresh], before, {fresh.id})
    assert after is not None
    assert before is None or after <= before
