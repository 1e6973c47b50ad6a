"""What Google counts: units a day that all accounts of one project share, and buckets of their own for two calls."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

UNITS_A_DAY = 10_000
UPLOADS_A_DAY = 100
COST = {"youtube.create": 50, "youtube.moderate": 50, "youtube.delete": 50, "youtube.update": 50}
IN_OWN_BUCKET = frozenset({"youtube.upload"})
FREE = frozenset({"youtube.upload_part"})


@dataclass(slots=True)
class YouTubeMeter:
    """Units and uploads used on `day`, a day of Pacific time."""

    day: date = date.min
    units: int = 0
    uploads: int = 0
    spent: dict[str, int] = field(default_factory=dict)

    def charge(self, route: str, now: datetime) -> bool:
        """Take the price of one call; False, and nothing taken, where the day's share does not hold it."""
        self._turn(now)
        if route in FREE:
            return True
        if route in IN_OWN_BUCKET:
            self.uploads += 1
            return self.uploads <= UPLOADS_A_DAY
        price = COST.get(route, 1)
        if self.units + price > UNITS_A_DAY:
            return False
        self.units += price
        self.spent[route] = self.spent.get(route, 0) + price
        return True

    def use_up(self, now: datetime) -> None:
        """Let the project have used all its units of the day."""
        self._turn(now)
        self.units = UNITS_A_DAY

    def _turn(self, now: datetime) -> None:
        today = pacific_day(now)
        if today != self.day:
            self.day, self.units, self.uploads = today, 0, 0
            self.spent.clear()


def pacific_day(now: datetime) -> date:
    """The day in California: seven hours behind UTC in summer time, else eight."""
    utc = now.astimezone(UTC)
    begins = _sunday(utc.year, 3, 2) + timedelta(hours=10)
    ends = _sunday(utc.year, 11, 1) + timedelta(hours=9)
    return (utc - timedelta(hours=7 if begins <= utc < ends else 8)).date()


def _sunday(year: int, month: int, number: int) -> datetime:
    first = datetime(year, month, 1, tzinfo=UTC)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (number - 1))
