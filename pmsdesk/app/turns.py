"""Whose turn it is: when an account is to be polled again, after a success and after a failure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pmsdesk.domain.errors import NoNetwork, RateLimited

LONGEST_WAIT = timedelta(minutes=15)
LONGEST_OFFLINE_WAIT = timedelta(minutes=1)


@dataclass(slots=True)
class Turn:
    """Where polling one account stands. `reached` is None until it was asked, and while it has no line to ask on."""

    busy: bool = False
    failures: int = 0
    fetches: int = 0
    since: datetime | None = None
    wait: timedelta = timedelta(0)
    reached: bool | None = None
    has_line: bool = True

    def is_due(self, now: datetime) -> bool:
        """Whether to fetch; a clock that was set back since the last time does not delay it."""
        return not self.busy and not (self.since is not None and self.since <= now < self.since + self.wait)

    def rest(self, now: datetime, wait: timedelta) -> None:
        """Wait *wait* from *now* on."""
        self.busy, self.since, self.wait = False, now, wait


def wait_after(error: Exception, failures: int, interval: timedelta, now: datetime) -> timedelta:
    """How long to leave an account alone that failed *failures* times in a row; a network's own wish is kept to."""
    longest = LONGEST_OFFLINE_WAIT if isinstance(error, NoNetwork) else LONGEST_WAIT
    wait = min(interval * (1 << min(failures - 1, 10)), max(longest, interval))
    return max(wait, error.until - now) if isinstance(error, RateLimited) else wait
