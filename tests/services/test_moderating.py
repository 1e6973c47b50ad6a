"""Hiding and deleting a comment: asked by one, decided by another, carried out until the network has done it."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.errors import (
    CreditsGone,
    IllegalTransition,
    ModerationRefused,
    ModerationUnknown,
    NoNetwork,
    NotAllowed,
    NotFound,
    ParentGone,
    RateLimited,
    ReasonMissing,
)
from pmsdesk.domain.events import ModerationChanged
from pmsdesk.domain.message import message_id
from pmsdesk.domain.moderation import Measure, Moderation, ModerationState, archived
from pmsdesk.domain.moderation_errors import CannotModerate, CommentChanged, NotYourRequest, OwnRequest
from pmsdesk.domain.publication import LONGEST_WAIT
from pmsdesk.domain.staff import SYSTEM, Role
from pmsdesk.services import moderating, staffing
from tests.services.network import Fault, Network
from tests.services.seat import ADMIN, AINA, BADRUL, CHONG, DEVI, POTHOLE, Seat

S = ModerationState
COMMENT = message_id(Channel.X, "1001")
MAY = Capability()


def comment(seat: Seat, capability: Capability = MAY) -> str:
    """A citizen's comment; the id of the conversation."""
    return seat.complain(capability=capability)


def ask(seat: Seat, talk: str, act: Moderation = Moderation.HIDE, by: object = AINA) -> str:
    """Ask; the measure's id."""
    (event,) = seat.do(by, moderating.ask, talk, COMMENT, act, "lucah", "Kata kesat.")  # type: ignore[arg-type]
    assert isinstance(event, ModerationChanged)
    return event.measure_id


def measure(seat: Seat, measure_id: str) -> Measure:
    with seat.look() as work:
        return work.moderation.get(measure_id)


def clear(seat: Seat, measure_id: str, by: object = CHONG) -> None:
    seat.do(by, moderating.clear, measure_id, measure(seat, measure_id).sha)  # type: ignore[arg-type]


def carry_out(seat: Seat, network: Network, measure_id: str) -> ModerationState:
    moderating.carry_out(lambda: seat.store.work(SYSTEM), network, measure_id)  # type: ignore[arg-type]
    return measure(seat, measure_id).state


def test_a_comment_is_hidden_once_a_second_person_lets_it_be(seat: Seat) -> None:
    talk, network = comment(seat), Network()
    asked = ask(seat, talk)
    assert carry_out(seat, network, asked) is S.PENDING
    assert network.acts == []
    clear(seat, asked)
    with seat.look() as work:
        assert [due.id for due in moderating.due(work)] == [asked]
    assert carry_out(seat, network, asked) is S.DONE
    assert carry_out(seat, network, asked) is S.DONE
    assert network.acts == [("1001", Moderation.HIDE)]


def test_the_request_keeps_a_sealed_copy_of_what_was_read(seat: Seat) -> None:
    talk = comment(seat)
    asked = measure(seat, ask(seat, talk))
    view = seat.view(talk)
    copy = archived(Channel.X, view.messages[0])
    facts = next(item.facts for item in view.history if item.operation == "moderation.asked")
    assert (facts["sha"], facts["copy"]) == (copy.sha, asdict(copy))
    assert (asked.sha, copy.text) == (copy.sha, POTHOLE)
    assert (asked.code, asked.reason, asked.asked_by) == ("lucah", "Kata kesat.", AINA.id)


def test_what_was_said_stays_word_for_word_when_it_is_deleted_there(seat: Seat) -> None:
    talk, network = comment(seat), Network()
    asked = ask(seat, talk, Moderation.DELETE)
    clear(seat, asked)
    carry_out(seat, network, asked)
    assert network.acts == [("1001", Moderation.DELETE)]
    assert seat.view(talk).messages[0].text == POTHOLE


def test_nobody_decides_his_own_request(seat: Seat) -> None:
    asked = ask(seat, comment(seat), by=CHONG)
    sha = measure(seat, asked).sha
    with pytest.raises(OwnRequest):
        seat.do(CHONG, moderating.clear, asked, sha)
    with pytest.raises(OwnRequest):
        seat.do(CHONG, moderating.decline, asked, sha, "Tidak perlu.")
    clear(seat, asked, DEVI)
    assert measure(seat, asked).decided_by == DEVI.id


@pytest.mark.parametrize("person", [AINA, BADRUL, ADMIN])
def test_only_a_supervisor_decides(seat: Seat, person: object) -> None:
    asked = ask(seat, comment(seat))
    with pytest.raises(NotAllowed):
        clear(seat, asked, person)


def test_a_supervisor_who_was_dismissed_decides_nothing(seat: Seat) -> None:
    asked = ask(seat, comment(seat))
    seat.do(ADMIN, staffing.set_active, CHONG.id, False)
    with pytest.raises(NotAllowed):
        clear(seat, asked)


def test_an_administrator_asks_for_nothing(seat: Seat) -> None:
    with pytest.raises(NotAllowed):
        ask(seat, comment(seat), by=ADMIN)
    assert ADMIN.role is Role.ADMINISTRATOR


def test_a_decision_is_bound_to_the_copy_that_was_shown(seat: Seat) -> None:
    asked = ask(seat, comment(seat))
    with pytest.raises(CommentChanged):
        seat.do(CHONG, moderating.clear, asked, "another")


def test_who_declines_says_why_and_the_comment_is_left_alone(seat: Seat) -> None:
    talk, network = comment(seat), Network()
    asked = ask(seat, talk)
    sha = measure(seat, asked).sha
    with pytest.raises(ReasonMissing):
        seat.do(CHONG, moderating.decline, asked, sha, "  ")
    seat.do(CHONG, moderating.decline, asked, sha, "Kritikan biasa.")
    assert carry_out(seat, network, asked) is S.DECLINED
    assert network.acts == []
    assert measure(seat, asked).remark == "Kritikan biasa."
    with pytest.raises(IllegalTransition):
        clear(seat, asked, DEVI)


def test_only_who_asked_takes_it_back_and_only_before_it_was_decided(seat: Seat) -> None:
    talk = comment(seat)
    asked = ask(seat, talk)
    with pytest.raises(NotYourRequest):
        seat.do(BADRUL, moderating.cancel, asked)
    seat.do(AINA, moderating.cancel, asked)
    again = ask(seat, talk)
    clear(seat, again)
    with pytest.raises(IllegalTransition):
        seat.do(AINA, moderating.cancel, again)


def test_a_later_act_waits_for_the_earlier_one(seat: Seat) -> None:
    talk, network = comment(seat), Network()
    hidden = ask(seat, talk)
    with pytest.raises(CannotModerate):
        ask(seat, talk, Moderation.DELETE, BADRUL)
    clear(seat, hidden)
    with pytest.raises(CannotModerate):
        ask(seat, talk, Moderation.SHOW)
    carry_out(seat, network, hidden)
    shown = ask(seat, talk, Moderation.SHOW)
    clear(seat, shown)
    carry_out(seat, network, shown)
    assert [act for _, act in network.acts] == [Moderation.HIDE, Moderation.SHOW]


def test_what_the_network_does_not_let_cannot_be_asked(seat: Seat) -> None:
    talk = comment(seat, Capability(delete=WhyNot.NO_SUCH_ACT))
    with pytest.raises(CannotModerate):
        ask(seat, talk, Moderation.DELETE)


def test_a_request_needs_a_ground_and_a_comment(seat: Seat) -> None:
    talk = comment(seat)
    with pytest.raises(ReasonMissing):
        seat.do(AINA, moderating.ask, talk, COMMENT, Moderation.HIDE, "")
    with pytest.raises(NotFound):
        seat.do(AINA, moderating.ask, talk, "m-unknown", Moderation.HIDE, "lucah")


@pytest.mark.parametrize("error", [ParentGone(channel=Channel.X), ModerationRefused("no", channel=Channel.X)])
def test_what_the_network_refuses_for_good_is_told_and_not_tried_again(seat: Seat, error: Exception) -> None:
    asked = ask(seat, comment(seat))
    clear(seat, asked)
    network = Network(faults=[Fault(error)])
    assert carry_out(seat, network, asked) is S.REFUSED
    assert measure(seat, asked).words.startswith(str(error))
    assert carry_out(seat, network, asked) is S.REFUSED
    assert network.acts == []


@pytest.mark.parametrize(
    ("error", "wait"),
    [
        (ModerationUnknown(channel=Channel.X), timedelta(minutes=1)),
        (NoNetwork(channel=Channel.X), timedelta(seconds=30)),
        (CreditsGone(channel=Channel.X), LONGEST_WAIT),
    ],
)
@pytest.mark.parametrize("stands", [False, True])
def test_whatever_is_uncertain_is_done_again(seat: Seat, error: Exception, wait: timedelta, stands: bool) -> None:
    asked = ask(seat, comment(seat))
    clear(seat, asked)
    network = Network(faults=[Fault(error, stands)])
    assert carry_out(seat, network, asked) is S.CLEARED
    waiting = measure(seat, asked)
    assert waiting.not_before == seat.clock.now + wait
    assert str(error) in waiting.words
    with seat.look() as work:
        assert moderating.due(work) == ()
    seat.clock.on(seconds=wait.total_seconds())
    with seat.look() as work:
        assert [due.id for due in moderating.due(work)] == [asked]
    assert carry_out(seat, network, asked) is S.DONE
    assert measure(seat, asked).words == ""


def test_a_network_that_asks_for_a_pause_gets_it(seat: Seat) -> None:
    asked = ask(seat, comment(seat))
    clear(seat, asked)
    until = seat.clock.now + timedelta(minutes=7)
    carry_out(seat, Network(faults=[Fault(RateLimited(until, channel=Channel.X))]), asked)
    assert measure(seat, asked).not_before == until


def test_the_queue_shows_what_waits_with_who_asks_and_what_was_decided(seat: Seat) -> None:
    talk = comment(seat)
    asked = ask(seat, talk)
    read = seat.store.read()
    (row,) = read.moderations(AINA.id)
    assert (row.id, row.line.asker, row.preview, row.mine) == (asked, AINA.name, POTHOLE, True)
    assert read.counts(CHONG.id, seat.clock.now).pending_approvals == 1
    clear(seat, asked)
    assert read.moderations(AINA.id) == []
    (row,) = read.moderations(CHONG.id, decided=True)
    assert (row.line.decider, row.mine) == (CHONG.name, False)
    assert read.counts(CHONG.id, seat.clock.now).pending_approvals == 0


def test_the_bubble_and_the_review_know_what_was_asked_before(seat: Seat) -> None:
    talk, network = comment(seat), Network()
    hidden = ask(seat, talk)
    clear(seat, hidden)
    carry_out(seat, network, hidden)
    shown = ask(seat, talk, Moderation.SHOW)
    (item,) = [item for item in seat.view(talk).items if item.id == COMMENT]
    assert [line.measure.id for line in item.measures] == [hidden, shown]
    view = seat.store.read().moderation(shown)
    assert [line.measure.id for line in view.earlier] == [hidden]
    assert view.message.text == POTHOLE
