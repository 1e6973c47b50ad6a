"""The units a Google project may spend a day, counted here because YouTube's answers do not tell them."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from pmsdesk.domain.polling import Budget

DAILY = 10_000
READ, WRITE = 1, 50
UPLOADS_A_DAY = 100
"""Uploads have a bucket of their own and cost no units (Google's quota table; it used to say 1600 each)."""
READING_SHARE = 0.8
AHEAD = 1_000

_DAY = timedelta(days=1)


class Units:
    """What the accounts of one project spent since this program began (research/channels.md §1h).

    Accounts are read on threads of their own, so each has a count of its own.
    """

    def __init__(self, daily: int = DAILY) -> None:
        self._daily = daily
        self._day: date = date.min
        self._spent: dict[str, int] = {}
        self._uploads = 0
        self._used_up = False

    def begin_upload(self, now: datetime) -> bool:
        """Take one of the project's uploads of the day; False, and nothing taken, where none is left."""
        self._turn(now)
        if self._uploads >= UPLOADS_A_DAY:
            return False
        self._uploads += 1
        return True

    def spend(self, account_id: str, units: int, now: datetime) -> None:
        """Note a call that YouTube answered."""
        self._spent[account_id] = self._of(account_id, now) + units
        self._used_up = False

    def use_up(self, now: datetime) -> None:
        """Note that YouTube says the day's units are spent: other seats and programs spend them, too."""
        self._turn(now)
        self._used_up = True

    def may_read(self, account_id: str, now: datetime) -> bool:
        """Whether the account may spend a unit on reading.

        A fifth of the day's units is left for replies; of the others each account has an equal part, and may be no more
        than `AHEAD` units (of all together) ahead of the day. So none starves, and the last hours are read, too.
        """
        mine = self._of(account_id, now)
        for_reading = self._daily * READING_SHARE
        gone = 1 - (renewal(now) - now) / _DAY
        allowed = AHEAD + (for_reading - AHEAD) * gone
        return self._total() < for_reading and mine < allowed / len(self._spent)

    def budget(self, now: datetime) -> Budget:
        """How much of the day's units is spent, and when they renew."""
        self._turn(now)
        left = 0 if self._used_up else max(self._daily - self._total(), 0)
        return Budget(1 - left / self._daily, left, renewal(now), self._daily)

    def _total(self) -> int:
        return sum(tuple(self._spent.values()))

    def _of(self, account_id: str, now: datetime) -> int:
        self._turn(now)
        return self._spent.setdefault(account_id, 0)

    def _turn(self, now: datetime) -> None:
        """Begin anew at midnight; the accounts of the day before are expected again."""
        today = pacific_day(now)
        if today != self._day:
            self._day, self._used_up, self._uploads = today, False, 0
            self._spent = {account_id: 0 for account_id, units in self._spent.items() if units}


@cache
def units_of(root: str, project: str, daily: int) -> Units:
    """The one count of *project* in this program."""
    del root, project
    return Units(daily)


def pacific_day(now: datetime) -> date:
    """The day it is in California, where YouTube's days begin."""
    today = now.astimezone(UTC).date()
    return today if now >= _midnight(today) else today - _DAY


def renewal(now: datetime) -> datetime:
    """When the units renew: the coming midnight in California, in UTC."""
    return _midnight(pacific_day(now) + _DAY)


def _midnight(day: date) -> datetime:
    """When *day* begins in California: summer time runs from March's second to November's first Sunday, at two."""
    summer = _sunday(day.year, 3, 2) < day <= _sunday(day.year, 11, 1)
    return datetime(day.year, day.month, day.day, 7 if summer else 8, tzinfo=UTC)


def _sunday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (number - 1))
