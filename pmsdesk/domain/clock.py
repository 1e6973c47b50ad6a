"""The clocks of a promise: when it ends and how much of it is left (seed F Teras 4: not over 24 hours)."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

KUALA_LUMPUR = timezone(timedelta(hours=8), "MYT")
FIRST_REPLY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """What is left of a promise; `left` is negative once it is broken, `share` the part already used (0–1 and over)."""

    left: timedelta
    share: float

    @property
    def late(self) -> bool:
        """Whether the promise is broken."""
        return self.left < timedelta(0)


def first_reply_due(sent_at: datetime, received_at: datetime) -> datetime:
    """When the first reply is due. A message "sent" after we received it counts from when we received it."""
    return min(sent_at, received_at) + FIRST_REPLY


def time_left(due_at: datetime, now: datetime, promise: timedelta = FIRST_REPLY) -> TimeLeft:
    """What is left at *now* of a *promise* that ends at *due_at*."""
    left = due_at - now
    return TimeLeft(left, 1 - left / promise)
