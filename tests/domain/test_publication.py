"""A publication moves only along its machine, and a wrong clock neither loses it nor sends it early."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import IllegalTransition
from pmsdesk.domain.publication import (
    LEASE,
    LEGAL,
    LONGEST_LOOK,
    PAUSED,
    READ_INTERVAL,
    READS_BEFORE_ABSENT,
    SETTLE_TIME,
    UNDO_WINDOW,
    Publication,
    PublicationState,
    earliest,
    may_claim,
    may_look_up,
    next_look,
    proven_absent,
    require_transition,
)
from pmsdesk.domain.reply import Way

S = PublicationState
NOW = datetime(2026, 11, 23, 6, 15, tzinfo=UTC)
READY = Publication(
    reply_id="r1",
    version_id="v1",
    sha="0" * 64,
    account_id="x-kkr",
    channel=Channel.X,
    target="1001",
    thread="1000",
    text="Terima kasih. Aduan tuan telah diterima dan siasatan akan dijalankan.",
    state=S.READY,
    not_before=NOW + UNDO_WINDOW,
)


@given(st.sampled_from(S), st.sampled_from(S))
def test_only_legal_steps_are_taken(old: S, new: S) -> None:
    if new in LEGAL[old]:
        require_transition(old, new)
    else:
        with pytest.raises(IllegalTransition):
            require_transition(old, new)


def test_nothing_leads_to_sending_but_a_claim_and_nothing_leaves_an_end() -> None:
    assert [old for old in S if S.SENDING in LEGAL[old]] == [S.CLAIMED]
    assert all(not LEGAL[end] for end in (S.SENT, S.REJECTED, S.WITHDRAWN))


def test_every_state_that_is_no_end_can_still_reach_sent() -> None:
    reached = {S.SENT}
    while grown := {old for old in S if LEGAL[old] & reached} - reached:
        reached |= grown
    assert reached == set(S) - {S.REJECTED, S.WITHDRAWN}


def test_a_reply_may_be_claimed_once_its_undo_window_is_over() -> None:
    assert not may_claim(READY, NOW)
    assert not may_claim(READY, NOW + UNDO_WINDOW - timedelta(milliseconds=1))
    assert may_claim(READY, NOW + UNDO_WINDOW)


def test_a_clock_set_back_by_a_day_does_not_hold_a_reply_for_a_day() -> None:
    assert may_claim(READY, NOW - timedelta(hours=24))


def test_a_back_off_that_a_network_asked_for_is_kept() -> None:
    limited = replace(READY, attempts=1, words="X meminta kita menunggu", not_before=NOW + timedelta(minutes=15))
    assert not may_claim(limited, NOW)
    assert may_claim(limited, NOW + timedelta(minutes=15))


def test_what_waits_for_a_person_is_never_taken_up_by_time() -> None:
    paused = replace(READY, words="Kredit API X telah habis", not_before=PAUSED)
    assert paused.paused
    assert not may_claim(paused, NOW + timedelta(days=3650))
    assert not may_look_up(replace(paused, state=S.UNSURE), NOW + timedelta(days=3650))


@given(st.timedeltas(min_value=timedelta(days=-2), max_value=timedelta(days=2)))
def test_a_lease_binds_for_its_time_and_not_when_it_began_in_the_future(off: timedelta) -> None:
    claimed = replace(READY, state=S.CLAIMED, token="t", claimed_at=NOW)
    assert may_claim(claimed, NOW + off) is not (timedelta(0) <= off < LEASE)


@pytest.mark.parametrize("state", [S.SENDING, S.SENT, S.REJECTED, S.UNSURE, S.WITHDRAWN])
def test_time_alone_never_frees_what_is_being_sent_or_finished(state: S) -> None:
    sending = replace(READY, state=state, claimed_at=NOW, sending_at=NOW)
    assert not may_claim(sending, NOW + timedelta(days=365))


@given(
    st.integers(min_value=0, max_value=6),
    st.timedeltas(min_value=timedelta(days=-2), max_value=timedelta(days=2)),
)
def test_absence_needs_both_enough_reads_and_enough_time(reads: int, age: timedelta) -> None:
    unsure = replace(READY, state=S.UNSURE, sending_at=NOW, reads=reads)
    assert proven_absent(unsure, NOW + age) is (reads >= READS_BEFORE_ABSENT and age >= SETTLE_TIME)


def test_without_knowing_when_the_call_began_absence_is_never_proven() -> None:
    assert not proven_absent(replace(READY, state=S.UNSURE, reads=99), NOW)


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30)))
def test_an_unsure_reply_is_looked_for_often_at_first_and_seldom_at_last(age: timedelta) -> None:
    unsure = replace(READY, state=S.UNSURE, sending_at=NOW)
    now = NOW + age
    wait = next_look(unsure, now) - now
    assert READ_INTERVAL <= wait <= LONGEST_LOOK
    waiting = replace(unsure, not_before=now + wait)
    assert not may_look_up(waiting, now)
    assert may_look_up(waiting, now + wait)
    assert may_look_up(waiting, now - timedelta(hours=24)), "a clock set back must not stop the looking"


@given(days=st.integers(-400, 400))
def test_a_post_for_later_is_never_taken_for_a_wrong_clock(days: int) -> None:
    due = NOW + timedelta(days=3)
    post = replace(READY, way=Way.POST, target="", not_before=due)
    now = NOW + timedelta(days=days)
    assert may_claim(post, now) is (now >= due)


@pytest.mark.parametrize(
    ("due_at", "when"),
    [
        (None, NOW + UNDO_WINDOW),
        (NOW - timedelta(hours=1), NOW + UNDO_WINDOW),
        (NOW + timedelta(seconds=3), NOW + UNDO_WINDOW),
        (NOW + timedelta(days=2), NOW + timedelta(days=2)),
    ],
)
def test_what_is_cleared_waits_for_the_undo_window_and_for_its_time(due_at: datetime | None, when: datetime) -> None:
    assert earliest(NOW, due_at) == when
