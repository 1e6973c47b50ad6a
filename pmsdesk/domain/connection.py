"""How long an account's connection still holds, and what it lacks: what an administrator must know in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

NOTICES = (timedelta(days=14), timedelta(days=7), timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Connection:
    """What is known of an account's tokens.

    `ends_at` is when a person must sign in (or paste) again, None where the network tells no end; `is_over` says that
    this is so now. `lacking` are permissions the network did not give.
    """

    ends_at: datetime | None = None
    is_over: bool = False
    lacking: tuple[str, ...] = ()

    def left(self, now: datetime) -> timedelta | None:
        """How long it still holds, none or less once it is over; None where it has no end."""
        if self.is_over:
            return timedelta(0)
        return self.ends_at - now if self.ends_at else None

    def notice(self, now: datetime) -> timedelta | None:
        """The tightest of 14 days, 7 days, one day that is reached, zero once it is over; None while all is well."""
        left = self.left(now)
        if left is None or left > NOTICES[0]:
            return None
        return min((each for each in NOTICES if left <= each), default=None) if left > timedelta(0) else timedelta(0)
