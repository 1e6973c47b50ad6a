"""Whatever strikes a call, a text stands once at most, and what the console holds of it is true."""

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
from tests.faults.matrix import Bench, Cell, cells
from tests.faults.strikes import STRIKES


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with Bench() as bench:
        yield bench


@pytest.mark.parametrize(("network", "act"), list(CALLS))
def test_it_stands_once_at_most_and_its_state_is_true(bench: Bench, network: Channel, act: Act) -> None:
    wrong = {cell.name: bench.run(cell).wrong for cell in cells(network, act)}
    assert wrong == dict.fromkeys(wrong, ())


def reply_on_x(kind: Kind, looking: Kind | None = None) -> Cell:
    return next(c for c in cells(Channel.X, Act.REPLY) if (c.strike.kind, c.strike.looking) == (kind, looking))


def test_it_finds_a_publisher_that_sends_again_unread_what_is_in_doubt(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def again(error: ChannelError, now: datetime) -> Again:
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


def test_the_matrix_leaves_no_fault_and_no_act_out() -> None:
    assert {kind for strike in STRIKES for kind in (strike.kind, strike.looking) if kind} == set(Kind)
    assert {*CALLS, *NOT_YET} == {(network, act) for network in Channel for act in Act}
