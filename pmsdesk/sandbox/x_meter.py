"""What X counts: calls per route and quarter of an hour, and credits (docs: rate-limits, pricing; August 2026)."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

WINDOW = timedelta(minutes=15)
LIMITS = {
    "x.me": 75,
    "x.mentions": 300,
    "x.timeline": 900,
    "x.post": 900,
    "x.posts": 5000,
    "x.search": 300,
    "x.create": 100,
    "x.hide": 50,
    "x.delete": 50,
    "x.message": 15,
    "x.messages": 15,
    "x.media_initialize": 500,
    "x.media_append": 500,
    "x.media_finalize": 500,
    "x.media_status": 500,
    "x.media_metadata": 500,
}
READ_POST = Decimal("0.005")
READ_USER = Decimal("0.010")
CREATE = Decimal("0.015")
CREATE_SUMMONED = Decimal("0.010")
CREATE_WITH_URL = Decimal("0.200")
FULL_PURSE = Decimal("100")


@dataclass(slots=True)
class Window:
    """One account's calls of one route since `began`."""

    began: datetime
    used: int = 0

    @property
    def resets(self) -> int:
        """When the count starts again, Unix seconds."""
        return int((self.began + WINDOW).timestamp())


@dataclass(slots=True)
class XMeter:
    """Rate windows and the purse of US dollars all accounts share. A resource is charged once a UTC day."""

    credits: Decimal = FULL_PURSE
    spent: Decimal = Decimal(0)
    windows: dict[tuple[str, str], Window] = field(default_factory=dict)
    charged: set[tuple[str, str]] = field(default_factory=set)

    def count(self, route: str, account: str, now: datetime) -> Window:
        """Count one call; the window's `used` may then exceed the limit."""
        window = self.windows.get((route, account))
        if window is None or now >= window.began + WINDOW or now < window.began:
            window = self.windows[route, account] = Window(now)
        window.used += 1
        return window

    def read(self, resource_ids: list[str], price: Decimal, now: datetime) -> None:
        """Charge what was returned and was not charged yet on this UTC day."""
        day = now.astimezone(UTC).date().isoformat()
        fresh = {(day, resource) for resource in resource_ids} - self.charged
        self.charged |= fresh
        self.pay(price * len(fresh))

    def pay(self, price: Decimal) -> None:
        """Take *price* from the purse, which may end below zero once."""
        self.credits -= price
        self.spent += price


def headers(route: str, window: Window) -> dict[str, str]:
    """The three headers X sends with each answer."""
    limit = LIMITS[route]
    return {
        "x-rate-limit-limit": str(limit),
        "x-rate-limit-remaining": str(max(0, limit - window.used)),
        "x-rate-limit-reset": str(window.resets),
    }
