"""What may be done with a message: an act is possible or there is a reason, and the private window closes."""

from datetime import UTC, datetime, timedelta

import pytest

from pmsdesk.domain.capability import Capability, WhyNot

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_where_no_reason_stands_every_act_is_possible() -> None:
    may = Capability()
    assert (may.can_reply, may.can_reply_privately(NOW), may.can_hide, may.can_delete) == (True, True, True, True)


@pytest.mark.parametrize("why", list(WhyNot))
def test_one_reason_may_stand_for_all_acts(why: WhyNot) -> None:
    may = Capability.nothing(why)
    assert (may.can_reply, may.can_reply_privately(NOW), may.can_hide, may.can_delete) == (False,) * 4
    assert may.why_not_privately(NOW) is why


@pytest.mark.parametrize("can_reply", [True, False])
def test_where_only_the_reply_is_known_nothing_else_is_promised(can_reply: bool) -> None:
    may = Capability.of_reply(can_reply)
    assert may.can_reply is can_reply
    assert (may.can_reply_privately(NOW), may.can_hide, may.can_delete) == (False, False, False)


@pytest.mark.parametrize(
    ("after", "why"),
    [(timedelta(0), None), (timedelta(days=7, seconds=-1), None), (timedelta(days=7), WhyNot.TOO_LATE)],
)
def test_a_private_reply_is_possible_until_its_window_closes(after: timedelta, why: WhyNot | None) -> None:
    may = Capability(window_closes_at=NOW + timedelta(days=7))
    assert may.why_not_privately(NOW + after) is why
    assert may.can_reply


def test_what_was_refused_anyway_is_not_called_too_late() -> None:
    may = Capability(private_reply=WhyNot.OWN, window_closes_at=NOW)
    assert may.why_not_privately(NOW + timedelta(days=1)) is WhyNot.OWN
