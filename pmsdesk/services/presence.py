"""Who else is at a conversation, and who is about to answer it, so that two people do not write the same reply.

What is told and heard is a frozen `Attendance`: the screen keeps the newest one, the lane that speaks with the register
makes the next. Nothing here is a lock: a hint that is lost costs nothing, and *Ambil alih* is `triaging.take`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pmsdesk.domain.conversation import Conversation
from pmsdesk.domain.presence import BEAT, GONE, Companion, Doing
from pmsdesk.services.register_ports import Presence


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The conversation a person has open, "" for none, and what he does there."""

    conversation_id: str = ""
    doing: Doing = Doing.VIEWING


NOWHERE = Whereabouts()


@dataclass(frozen=True, slots=True)
class Attendance:
    """What was told of one's own whereabouts and heard of the others', at `at` seconds of a clock that only runs on."""

    told: Whereabouts = NOWHERE
    at: float = float("-inf")
    companions: tuple[Companion, ...] = ()

    def is_due(self, here: Whereabouts, now: float) -> bool:
        """Whether to `beat`: at once when one has moved, else every ten seconds."""
        return here != self.told or now - self.at >= BEAT.total_seconds()

    def at_conversation(self, conversation_id: str, now: float) -> tuple[Companion, ...]:
        """Who else is there. Nobody once that is too old to be true, for the line may be gone."""
        if now - self.at >= GONE.total_seconds():
            return ()
        return tuple(c for c in self.companions if c.conversation_id == conversation_id)


def beat(presence: Presence, last: Attendance, here: Whereabouts, watched: Sequence[str], now: float) -> Attendance:
    """Tell where one is, and ask who is at the conversations *watched* (those on the screen)."""
    if last.told.conversation_id not in ("", here.conversation_id):
        presence.announce(last.told.conversation_id, None)
    if here.conversation_id:
        presence.announce(here.conversation_id, here.doing)
    return Attendance(here, now, tuple(presence.companions(watched)) if watched else ())


def about_to_answer(conversation: Conversation, companions: Sequence[Companion], me: str) -> Companion | None:
    """The colleague to whom the conversation is left unless one takes it over, None when it is free.

    Whom it is assigned to comes first, if he is there; then whoever types. What is assigned to oneself nobody holds.
    """
    if conversation.assignee_id == me:
        return None
    others = [c for c in companions if c.conversation_id == conversation.id and c.staff_id != me]
    assigned = next((c for c in others if c.staff_id == conversation.assignee_id), None)
    return assigned or next((c for c in others if c.doing is Doing.TYPING), None)
