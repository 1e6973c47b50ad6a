"""Whose turn a conversation is: the steps between open, waiting and done."""

import pytest

from pmsdesk.domain.conversation import ConversationState, require_transition
from pmsdesk.domain.errors import IllegalTransition

S = ConversationState


@pytest.mark.parametrize("state", S)
def test_staying_is_always_legal(state: S) -> None:
    require_transition(state, state)


def test_a_finished_conversation_is_opened_before_it_waits() -> None:
    require_transition(S.DONE, S.OPEN)
    with pytest.raises(IllegalTransition, match="“done” kepada “waiting”"):
        require_transition(S.DONE, S.WAITING)
