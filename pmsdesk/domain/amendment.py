"""What became of a message after it was read: edited, replaced, gone from its network, back. Nothing is overwritten."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PROOFS_APART = timedelta(minutes=20)
"""A message counts as gone when two whole readings that far apart lack it: a list may leave one out for a moment."""


class Change(StrEnum):
    """`REPLACED`: the network gave the edited text a new id (X), so it stands as a message of its own."""

    EDITED = "edited"
    REPLACED = "replaced"
    GONE = "gone"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change of a stored message, as a seat saw it at `seen_at`; `text` are the new words of an edited one."""

    id: str
    message_id: str
    conversation_id: str
    change: Change
    text: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a reading showed whole: every comment under `roots` (none for the account) written from `since` on.

    `tops` tells that answers to comments are not among them.
    """

    roots: frozenset[str]
    since: datetime
    tops: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a stored message stands by what was last read of it; `last` is the id of its newest amendment, or its own."""

    message_id: str
    conversation_id: str
    remote_id: str
    text: str
    last: str
    gone: bool = False
    replaced: bool = False
