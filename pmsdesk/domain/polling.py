"""How reading an account goes at this seat, what its network still allows, and in one word how well all that is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pmsdesk.domain.connection import Connection
from pmsdesk.domain.errors import NoKeyring, RateLimited, TokenExpired

SHORT = 0.75
"""The share of a limit from which on nothing is asked that can wait."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much of the tightest limit is used (0–1, over 1 when exceeded) and when it renews, where the network tells.

    `remaining` of `limit` is a number of calls (X) or units (YouTube); Meta tells shares only, so both are None there.
    """

    used: float
    remaining: int | None = None
    renews_at: datetime | None = None
    limit: int | None = None

    def is_short(self, now: datetime) -> bool:
        """Whether what is left is to be kept for reading and answering."""
        return self.used >= SHORT and self.is_of(now)

    def is_of(self, now: datetime) -> bool:
        """Whether it still says something: once it has renewed, nobody knows until the network is asked again."""
        return self.renews_at is None or self.renews_at > now


@dataclass(frozen=True, slots=True)
class Polling:
    """What this seat knows of reading one account since it began.

    `asked_at` is when the last fetch ended, None before the first; `trouble` why it failed, None where it worked.
    `failures` in a row began at `failing_since`. `elsewhere` tells that another seat reads the account.
    """

    asked_at: datetime | None = None
    trouble: Exception | None = None
    failures: int = 0
    failing_since: datetime | None = None
    budget: Budget | None = None
    elsewhere: bool = False

    def slow_until(self, now: datetime) -> datetime | None:
        """Until when the network lets us read no more: it asked to wait, or its limit is used up."""
        if isinstance(self.trouble, RateLimited):
            return self.trouble.until if self.trouble.until > now else None
        budget = self.budget
        return budget.renews_at if budget and budget.used >= 1 and budget.is_of(now) else None


class Health(StrEnum):
    """What the light of an account shows, the gravest first; `UNKNOWN` until this seat has read it."""

    NOT_IN_USE = "not in use"
    NOT_CONNECTED = "not connected"
    OVER = "over"
    PAUSED = "paused"
    FAILING = "failing"
    SLOW = "slow"
    ENDING = "ending"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
    SOUND = "sound"


def health(
    polling: Polling,
    connection: Connection,
    now: datetime,
    *,
    in_use: bool = True,
    connected: bool = True,
    paused: bool = False,
) -> Health:
    """The gravest of all that is the matter with reading an account."""
    notice = connection.notice(now)
    refused = isinstance(polling.trouble, TokenExpired | NoKeyring)
    slow = polling.slow_until(now) is not None
    grave = (
        (Health.NOT_IN_USE, not in_use),
        (Health.NOT_CONNECTED, not connected),
        (Health.OVER, refused or (notice is not None and not notice)),
        (Health.PAUSED, paused),
        (Health.FAILING, polling.failures > 0 and not isinstance(polling.trouble, RateLimited)),
        (Health.SLOW, slow),
        (Health.ENDING, notice is not None),
        (Health.ELSEWHERE, polling.elsewhere),
        (Health.UNKNOWN, polling.asked_at is None or polling.trouble is not None),
    )
    return next((which for which, so in grave if so), Health.SOUND)
