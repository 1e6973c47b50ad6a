"""Reads when a conversation should come back, as an officer types it in Malay: “esok 9 pagi”, “2 jam”, “isnin”."""

import re
from datetime import date, datetime, time, timedelta

from pmsdesk.domain.clock import KUALA_LUMPUR

MORNING = time(8)
FURTHEST = timedelta(days=366)
PARTS_OF_DAY = {
    "tengah hari": time(12),
    "tengahari": time(12),
    "tghari": time(12),
    "petang": time(15),
    "ptg": time(15),
    "malam": time(20),
    "mlm": time(20),
    "pagi": MORNING,
    "pg": MORNING,
}
WEEKDAYS = ("isnin", "selasa", "rabu", "khamis", "jumaat", "sabtu", "ahad")
DAYS_AHEAD = {"hari ini": 0, "esok": 1, "lusa": 2, "tulat": 3}
AMOUNTS = {"setengah": 0.5, "se": 1, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6}
UNITS = {
    "minit": timedelta(minutes=1),
    "jam": timedelta(hours=1),
    "hari": timedelta(days=1),
    "minggu": timedelta(weeks=1),
}

_PART = "|".join(PARTS_OF_DAY)
_WHEN = rf"(?:\s+(?:(?P<only>{_PART})|(?P<clock>.+)))?"
_DURATION = re.compile(
    rf"(?P<amount>\d{{1,3}}|{'|'.join(AMOUNTS)})\s*(?P<unit>{'|'.join(UNITS)})(?P<half>\s+setengah)?(?:\s+lagi)?"
)
_THIS_PART = re.compile(rf"(?P<only>{_PART})\s+(?:ini|nanti)")
_NAMED_DAY = re.compile(rf"(?P<day>{'|'.join(DAYS_AHEAD)}){_WHEN}")
_WEEKDAY = re.compile(rf"(?:hari\s+)?(?P<day>{'|'.join(WEEKDAYS)})(?P<next>\s+(?:depan|hadapan))?{_WHEN}")
_DATE = re.compile(rf"(?P<d>\d{{1,2}})[/-](?P<m>\d{{1,2}})(?:[/-](?P<y>\d{{4}}))?{_WHEN}")
_CLOCK = re.compile(rf"(?:(?:pukul|pkl|jam)\s*)?(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}}))?\s*(?P<part>{_PART})?")


def parse_when(text: str, now: datetime) -> datetime | None:
    """The moment after *now* that *text* names (aware UTC), None when it names none or one over a year away.

    Clock times are those of Kuala Lumpur. A day without a time is its morning, 08:00; an hour from 1 to 6 without a
    part of the day is meant in the afternoon.
    """
    words = " ".join(text.casefold().replace(",", " ").split())
    here = now.astimezone(KUALA_LUMPUR)
    try:
        when = _after(words, here) or _on_a_day(words, here) or _at_a_time(words, here)
    except (ValueError, OverflowError):
        return None
    if when is None or not timedelta(0) < when - here <= FURTHEST:
        return None
    return when.astimezone(now.tzinfo)


def _after(words: str, here: datetime) -> datetime | None:
    match = _DURATION.fullmatch(words)
    if match is None:
        return None
    amount = AMOUNTS.get(match["amount"]) or int(match["amount"])
    return here + (amount + (0.5 if match["half"] else 0)) * UNITS[match["unit"]]


def _on_a_day(words: str, here: datetime) -> datetime | None:
    if match := _THIS_PART.fullmatch(words):
        return _moment(here.date(), PARTS_OF_DAY[match["only"]])
    if match := _NAMED_DAY.fullmatch(words):
        return _in_day(match, here.date() + timedelta(days=DAYS_AHEAD[match["day"]]))
    if match := _WEEKDAY.fullmatch(words):
        ahead = (WEEKDAYS.index(match["day"]) - here.weekday()) % 7
        when = _in_day(match, here.date() + timedelta(days=ahead))
        gone = when is not None and when <= here
        return when + timedelta(weeks=1) if when and (gone or (match["next"] and ahead == 0)) else when
    if match := _DATE.fullmatch(words):
        day = date(int(match["y"] or here.year), int(match["m"]), int(match["d"]))
        if not match["y"] and day < here.date():
            day = day.replace(year=here.year + 1)
        return _in_day(match, day)
    return None


def _at_a_time(words: str, here: datetime) -> datetime | None:
    match = _CLOCK.fullmatch(words)
    if match is None:
        return None
    when = _clock(match, here.date())
    return when + timedelta(days=1) if when is not None and when <= here else when


def _in_day(match: re.Match[str], day: date) -> datetime | None:
    """The time named behind a day, or its morning."""
    if match["only"]:
        return _moment(day, PARTS_OF_DAY[match["only"]])
    if not match["clock"]:
        return _moment(day, MORNING)
    clock = _CLOCK.fullmatch(match["clock"])
    return _clock(clock, day) if clock else None


def _clock(match: re.Match[str], day: date) -> datetime | None:
    """The time of *day* that a clock reading names; "12 malam" is the midnight that ends it."""
    hour, minute, part = int(match["hour"]), int(match["minute"] or 0), match["part"]
    named = PARTS_OF_DAY[part] if part else None
    if hour > 23 or minute > 59 or (named == MORNING and hour > 12):
        return None
    if named == MORNING:
        hour %= 12
    elif named == PARTS_OF_DAY["malam"] and hour == 12:
        return _moment(day, time(0, minute)) + timedelta(days=1)
    elif _meant_later(hour, named, exact=bool(match["minute"])):
        hour += 12
    return _moment(day, time(hour, minute))


def _meant_later(hour: int, named: time | None, exact: bool) -> bool:
    """Whether an hour on the dial is of the second half of the day."""
    if named is None:
        return 1 <= hour < 7 and not exact
    return hour < (7 if named == PARTS_OF_DAY["tengah hari"] else 12)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, KUALA_LUMPUR)
