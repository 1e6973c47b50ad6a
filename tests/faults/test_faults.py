"""Whatever strikes a call, a text stands once at most, and what the console holds of it is true."""

import os
from collections.abc import Iterator
from datetime import datetime

import pytest

from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import ChannelError
from pmsdesk.domain.publication import Found, ReadBack
from pmsdesk.domain.reply import Version
from pmsdesk.sandbox.faults import Kind
from pmsdesk.services import asking, settling
from pmsdesk.services.outcomes import Again
from pmsdesk.services.ports import ChannelPort
from tests.faults.acts import CALLS, NOT_YET, Act
from tests.faults.child import STEPS, Step
from tests.faults.matrix import Bench, Cell, cells, spread
from tests.faults.meetings import Meeting, MeetingBench, meetings
from tests.faults.strikes import STRIKES
from tests.postgres import Cluster, cluster

__all__ = ["cluster"]


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with Bench() as bench:
        yield bench


@pytest.mark.parametrize(("network", "act"), list(CALLS))
def test_it_stands_once_at_most_and_its_state_is_true(bench: Bench, network: Channel, act: Act) -> None:
    wrong = {cell.name: bench.run(cell).wrong for cell in cells(network, act)}
    assert wrong == dict.fromkeys(wrong, ())


SIZE, SEED = (int(os.environ.get(f"PMSDESK_FAULTS_{name}", usual)) for name, usual in (("SIZE", "8"), ("SEED", "1")))
"""How many cells of each further part are played here, and which; `make faults` plays all."""

KILLS = spread([(c, step) for network, act in CALLS for c in cells(network, act) for step in STEPS], SIZE, SEED)
MEETINGS = spread([meeting for network in Channel for meeting in meetings(network)], max(1, SIZE // 4), SEED)


@pytest.mark.parametrize(("cell", "step"), KILLS, ids=lambda one: getattr(one, "name", None) or str(one))
def test_a_publisher_killed_at_a_step_leaves_what_comes_to_a_true_end(bench: Bench, cell: Cell, step: Step) -> None:
    assert bench.run(cell, step).wrong == ()


@pytest.fixture(scope="module")
def tables(cluster: Cluster) -> Iterator[MeetingBench]:
    with MeetingBench(cluster) as tables:
        yield tables


@pytest.mark.parametrize("meeting", MEETINGS, ids=lambda meeting: meeting.name)
def test_two_seats_that_publish_the_same_of_which_one_is_killed_say_it_once(
    tables: MeetingBench, meeting: Meeting
) -> None:
    assert tables.run(meeting)[0].wrong == ()


def reply_on_x(kind: Kind, looking: Kind | None = None) -> Cell:
    return next(c for c in cells(Channel.X, Act.REPLY) if (c.strike.kind, c.strike.looking) == (kind, looking))


def test_it_finds_a_publisher_that_sends_again_unread_what_is_in_doubt(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def again(error: ChannelError, now: datetime, *_attempts: int) -> Again:
        return Again(now, str(error))

    monkeypatch.setattr(settling, "outcome_of", again)
    monkeypatch.setattr(asking, "look_before_sending", lambda _channel, _sought: asking.NOT_SENT_YET)
    assert bench.run(reply_on_x(Kind.COMMIT_THEN_500)).wrong


def test_it_finds_a_look_that_fails_and_is_taken_for_absent(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    look = asking.look_after_doubt

    def careless(channel: ChannelPort, sought: asking.Sought) -> tuple[ReadBack, Version]:
        try:
            return look(channel, sought)
        except ChannelError:
            return ReadBack(Found.ABSENT), sought.versions[-1]

    monkeypatch.setattr(asking, "look_after_doubt", careless)
    assert bench.run(reply_on_x(Kind.COMMIT_THEN_RESET, Kind.STATUS_500)).wrong


def test_it_finds_a_restart_that_takes_what_was_being_sent_for_unsent(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blind(_channel: ChannelPort, sought: asking.Sought) -> tuple[ReadBack, Version]:
        return ReadBack(Found.ABSENT), sought.versions[-1]

    monkeypatch.setattr(asking, "look_after_doubt", blind)
    assert bench.run(reply_on_x(Kind.SLOW), Step("after", "publish")).wrong


def test_the_matrix_leaves_no_fault_and_no_act_out() -> None:
    assert {kind for strike in STRIKES for kind in (strike.kind, strike.looking) if kind} == set(Kind)
    assert {*CALLS, *NOT_YET} == {(network, act) for network in Channel for act in Act}
