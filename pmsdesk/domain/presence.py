"""Who is at a conversation: told every ten seconds, forgotten after twenty-five."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

BEAT = timedelta(seconds=10)
GONE = timedelta(seconds=25)


class Doing(StrEnum):
    """What a person does at a conversation."""

    VIEWING = "viewing"
    TYPING = "typing"


@dataclass(frozen=True, slots=True)
class Companion:
    """A colleague at a conversation."""

    conversation_id: str
    staff_id: str
    name: str
    doing: Doing
