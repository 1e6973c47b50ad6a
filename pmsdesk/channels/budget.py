"""What a network still lets us do, read from the headers of its answers (research/channels.md §1h)."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from pmsdesk.domain.polling import Budget

LONGEST_WAIT = timedelta(hours=24)
X_WINDOW = timedelta(minutes=15)
META_WINDOW = timedelta(hours=1)
_X_WINDOWS = ("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour")


def server_clock(headers: Mapping[str, str]) -> datetime | None:
    """The network's time from its ``Date`` header, aware; None where it is missing or unreadable."""
    try:
        told = parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return told if told.tzinfo else None


def x_budget(headers: Mapping[str, str], now: datetime) -> Budget | None:
    """The tightest of X's windows (``x-rate-limit-*`` and the 24-hour ones)."""
    return max(_x_budgets(headers, now), key=lambda budget: budget.used, default=None)


def x_wait(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long a 429 of X asks us to wait: until every used-up window renews, else ``Retry-After``, else 15 minutes."""
    ends = [b.renews_at - now for b in _x_budgets(headers, now) if b.remaining == 0 and b.renews_at]
    seconds = _integer(headers.get("Retry-After"))
    if not ends and seconds is not None:
        ends = [timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))]
    return _sane(max(ends, default=X_WINDOW))


def meta_budget(headers: Mapping[str, str], now: datetime) -> Budget | None:
    """The fullest of Meta's counters (``X-App-Usage``, ``X-Business-Use-Case-Usage``: percentages)."""
    counters = list(_meta_counters(headers))
    shares = [share for counter in counters for share in map(_number, _shares(counter)) if share is not None]
    if not shares:
        return None
    minutes = max((_number(c.get("estimated_time_to_regain_access")) or 0 for c in counters), default=0)
    return Budget(max(shares) / 100, renews_at=now + _sane(timedelta(minutes=min(minutes, 1440))) if minutes else None)


def meta_wait(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long Meta asks us to wait: its estimate, else one hour (its windows roll over an hour)."""
    budget = meta_budget(headers, now)
    return budget.renews_at - now if budget and budget.renews_at else META_WINDOW


def _x_budgets(headers: Mapping[str, str], now: datetime) -> Iterator[Budget]:
    server_now = server_clock(headers) or now
    for window in _X_WINDOWS:
        limit, remaining = (_integer(headers.get(f"{window}-{what}")) for what in ("limit", "remaining"))
        reset = _integer(headers.get(f"{window}-reset"))
        if limit is None or remaining is None or limit <= 0:
            continue
        left = None if reset is None else _sane(timedelta(seconds=_clamped(reset - server_now.timestamp())))
        yield Budget(1 - remaining / limit, remaining, None if left is None else now + left, limit)


def _meta_counters(headers: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    for name in ("X-App-Usage", "X-Page-Usage", "X-Business-Use-Case-Usage"):
        try:
            told = json.loads(headers.get(name, "{}"))
        except (ValueError, RecursionError):
            continue
        if not isinstance(told, dict):
            continue
        if "call_count" in told:
            yield told
        for group in told.values():
            yield from (c for c in group if isinstance(c, dict)) if isinstance(group, list) else ()


def _shares(counter: Mapping[str, object]) -> Iterator[object]:
    yield from (counter.get(name) for name in ("call_count", "total_cputime", "total_time"))


def _sane(wait: timedelta) -> timedelta:
    return min(max(wait, timedelta(seconds=1)), LONGEST_WAIT)


def _clamped(seconds: float) -> float:
    return min(max(seconds, 1), LONGEST_WAIT.total_seconds())


def _integer(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 16 else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and 0 <= value < 1e9 else None
