"""What Meta counts: calls per page or Instagram account and day, told in percent in two headers."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

REACH = timedelta(hours=24)
CALLS_A_DAY = 4800


@dataclass(slots=True)
class GraphMeter:
    """The times of each page's calls in the last day (4,800 for every engaged user; the sandbox counts one)."""

    calls: dict[str, list[datetime]] = field(default_factory=dict)

    def count(self, page: str, now: datetime) -> int:
        """Count one call; returns the percentage of the limit used."""
        recent = [at for at in self.calls.get(page, []) if at > now - REACH]
        recent.append(now)
        self.calls[page] = recent
        return len(recent) * 100 // CALLS_A_DAY

    def use_up(self, page: str, now: datetime) -> None:
        """Let *page* have made its calls of the day at *now*."""
        self.calls[page] = [now] * (CALLS_A_DAY + CALLS_A_DAY // 100)


def headers(page: str, percent: int, minutes_to_wait: int = 0, kind: str = "pages") -> dict[str, str]:
    """``X-App-Usage`` and ``X-Business-Use-Case-Usage`` for a *kind* of account (``pages``, ``instagram``).

    The latter tells in minutes when calls are taken again.
    """
    usage = {"call_count": percent, "total_cputime": percent, "total_time": percent}
    business = {"type": kind, **usage, "estimated_time_to_regain_access": minutes_to_wait}
    return {"X-App-Usage": json.dumps(usage), "X-Business-Use-Case-Usage": json.dumps({page: [business]})}
