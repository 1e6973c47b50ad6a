"""What may be done with one message through its network's API: which acts, until when, at what price, and why not."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self

from pmsdesk.domain.account import Channel


class WhyNot(StrEnum):
    """Why an act is not possible through the API (a person may still do it on the platform)."""

    UNKNOWN = "unknown"
    REFUSED = "refused"
    NO_SUCH_ACT = "no_such_act"
    OWN = "own"
    NOT_NAMED = "not_named"
    CLOSED = "closed"
    HIDDEN = "hidden"
    ELSEWHERE = "elsewhere"
    TOO_LATE = "too_late"
    ANSWERED = "answered"


ONE_PRIVATE_REPLY = frozenset({Channel.FACEBOOK, Channel.INSTAGRAM})
"""Networks that take one private reply to each comment (research/channels.md §1 c)."""


@dataclass(frozen=True, slots=True)
class Capability:
    """What one message allowed when it was read; an act that is None is possible, else its value says why not.

    `reply` is public, `private_reply` goes to the writer alone and only before `window_closes_at`. `hide` keeps a
    third party's text from the public and can be undone (YouTube: holds it); `delete` cannot. `cost_cents` is what the
    network charges for a public reply, in US cents, and `link_cost_cents` for one with a link; None for nothing.
    """

    reply: WhyNot | None = None
    private_reply: WhyNot | None = None
    hide: WhyNot | None = None
    delete: WhyNot | None = None
    window_closes_at: datetime | None = None
    cost_cents: Decimal | None = None
    link_cost_cents: Decimal | None = None

    @classmethod
    def nothing(cls, why: WhyNot) -> Self:
        """No act is possible, each for the same reason."""
        return cls(why, why, why, why)

    @classmethod
    def of_reply(cls, can_reply: bool) -> Self:
        """Where nothing is known but whether a public reply is possible."""
        unknown = WhyNot.UNKNOWN
        return cls(None if can_reply else unknown, unknown, unknown, unknown)

    @property
    def can_reply(self) -> bool:
        """Whether a public reply is possible."""
        return self.reply is None

    @property
    def can_hide(self) -> bool:
        """Whether it can be kept from the public."""
        return self.hide is None

    @property
    def can_delete(self) -> bool:
        """Whether it can be removed for good."""
        return self.delete is None

    def can_reply_privately(self, now: datetime) -> bool:
        """Whether a reply to its writer alone is possible at *now*."""
        return self.why_not_privately(now) is None

    def why_not_privately(self, now: datetime) -> WhyNot | None:
        """Why a reply to its writer alone is not possible at *now*, None when it is."""
        if self.private_reply is None and self.window_closes_at is not None and now >= self.window_closes_at:
            return WhyNot.TOO_LATE
        return self.private_reply
