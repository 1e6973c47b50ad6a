"""Hiding, showing again and deleting a third party's comment: what is asked, who decides it, and what became of it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.errors import IllegalTransition
from pmsdesk.domain.message import Message


class Moderation(StrEnum):
    """Hide keeps it from the public (YouTube: holds it for review), show undoes that, delete removes it for good."""

    HIDE = "hide"
    SHOW = "show"
    DELETE = "delete"

    @property
    def is_final(self) -> bool:
        """Whether it can never be undone."""
        return self is Moderation.DELETE


class ModerationState(StrEnum):
    """Pending waits for a second person; cleared is to be done; refused the network, declined the supervisor."""

    PENDING = "pending"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    CLEARED = "cleared"
    DONE = "done"
    REFUSED = "refused"


_S = ModerationState
OPEN = frozenset({_S.PENDING, _S.CLEARED})
"""States in which nothing else may be asked of the same message: later acts wait for earlier ones."""

LEGAL: dict[ModerationState, frozenset[ModerationState]] = {
    _S.PENDING: frozenset({_S.DECLINED, _S.CANCELLED, _S.CLEARED}),
    _S.CLEARED: frozenset({_S.DONE, _S.REFUSED}),
    _S.DECLINED: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.DONE: frozenset(),
    _S.REFUSED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason that can be chosen, as ``resources/grounds.yaml`` tells it; `clause` is of the framework."""

    code: str
    name: str
    name_en: str
    clause: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One act asked of one comment. `sha` is the fingerprint of the archived copy that the decision is bound to.

    `code` is that of a `Ground`, `reason` what the asker wrote, `remark` what the decider wrote. A cleared one may be
    carried out from `not_before` on; `words` are what the network said when it did not take it.
    """

    id: str
    conversation_id: str
    message_id: str
    account_id: str
    act: Moderation
    sha: str
    code: str
    reason: str
    asked_by: str
    asked_at: datetime
    state: ModerationState = ModerationState.PENDING
    decided_by: str = ""
    decided_at: datetime | None = None
    remark: str = ""
    not_before: datetime | None = None
    done_at: datetime | None = None
    words: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision, or to be carried out."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """What was read of a comment, as it is kept with the request to hide it."""

    channel: Channel
    remote_id: str
    author_remote_id: str
    author_handle: str
    author_name: str
    text: str
    sent_at: str
    permalink: str

    @property
    def sha(self) -> str:
        """The sha256 (hex) of all its fields in order."""
        fields = [getattr(self, name) for name in self.__slots__]
        exact = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(exact.encode()).hexdigest()


def archived(channel: Channel, message: Message, text: str | None = None) -> ArchivedCopy:
    """The copy of *message* with *text* (its newest words unless given), timed in ISO 8601 UTC to the millisecond."""
    who, words = message.author, message.wordings[-1] if text is None else text
    sent_at = message.sent_at.isoformat(timespec="milliseconds")
    return ArchivedCopy(
        channel, message.remote_id, who.remote_id, who.handle, who.name, words, sent_at, message.permalink
    )


def asked_about(channel: Channel, message: Message, sha: str) -> str:
    """Which words of *message* the request with the seal *sha* is about: a citizen may have edited them since."""
    return next(
        (text for text in reversed(message.wordings) if archived(channel, message, text).sha == sha), message.text
    )


class Obstacle(StrEnum):
    """Why an act is not offered though the network would take it."""

    ASKED = "asked"
    HIDDEN = "hidden"
    SHOWN = "shown"
    DELETED = "deleted"
    GONE = "gone"


def obstacle(
    act: Moderation, capability: Capability, measures: Iterable[Measure], *, gone: bool = False
) -> Obstacle | WhyNot | None:
    """Why *act* cannot be asked now of a message with these *measures* (oldest first), None when it can.

    *gone*: it stands on its network no longer, though nobody here deleted it. What we hid may have left the lists.
    """
    measures = tuple(measures)
    done = [measure.act for measure in measures if measure.state is ModerationState.DONE]
    last = done[-1] if done else Moderation.SHOW
    if last is Moderation.DELETE:
        return Obstacle.DELETED
    if any(measure.is_open for measure in measures):
        return Obstacle.ASKED
    if gone and last is Moderation.SHOW:
        return Obstacle.GONE
    if act is Moderation.DELETE:
        return capability.delete
    if act is last:
        return Obstacle.HIDDEN if act is Moderation.HIDE else Obstacle.SHOWN
    return capability.hide


def require_transition(old: ModerationState, new: ModerationState) -> None:
    """Raise `IllegalTransition` unless *old* → *new* is legal."""
    if new not in LEGAL[old]:
        raise IllegalTransition(old=old, new=new)
