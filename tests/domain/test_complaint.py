"""A complaint's number and the steps it may take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.domain.complaint import (
    LEGAL,
    OPEN_STATES,
    ComplaintState,
    official_number,
    require_transition,
)
from pmsdesk.domain.errors import IllegalTransition


def test_the_official_number() -> None:
    assert official_number(2026, 1) == "KKR/2026/000001"
    assert official_number(2027, 999_999) == "KKR/2027/999999"


@given(st.sampled_from(ComplaintState), st.sampled_from(ComplaintState))
def test_only_legal_steps_are_taken(old: ComplaintState, new: ComplaintState) -> None:
    if new in LEGAL[old]:
        require_transition(old, new)
    else:
        with pytest.raises(IllegalTransition) as raised:
            require_transition(old, new)
        assert str(old) in str(raised.value)


@pytest.mark.parametrize("state", ComplaintState)
def test_no_complaint_is_stuck_and_every_one_can_be_closed(state: ComplaintState) -> None:
    reached = {state}
    while grown := set().union(*(LEGAL[s] for s in reached)) - reached:
        reached |= grown
    assert ComplaintState.CLOSED in reached


def test_a_closed_one_opens_again_only_as_reopened() -> None:
    assert LEGAL[ComplaintState.CLOSED] == {ComplaintState.REOPENED}
    assert ComplaintState.CLOSED not in OPEN_STATES
