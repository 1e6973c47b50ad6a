"""Reads fields of a network's JSON that may be missing, null, unknown or of another type than documented."""

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from pmsdesk.domain.account import Channel

Item = Mapping[str, Any]
T = TypeVar("T")

log = logging.getLogger(__name__)


def text_of(item: Item, *names: str) -> str:
    """The first of the fields *names* that holds a text which is not empty, cleaned; else ""."""
    for name in names:
        value = item.get(name)
        if value and isinstance(value, str):
            return clean(value)
    return ""


def number_of(item: Item, name: str) -> int | None:
    """The whole number in the field *name* (also when sent as digits), else None."""
    value = item.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def count_of(item: Item, *names: str) -> int | None:
    """The first of the fields *names* that holds a whole number of no less than nought, else None."""
    found = (number_of(item, name) for name in names)
    return next((count for count in found if count is not None and count >= 0), None)


def object_of(item: Item, *names: str) -> Item:
    """The first of the fields *names* that holds an object; else an empty one."""
    for name in names:
        value = item.get(name)
        if isinstance(value, dict):
            return value
    return {}


def objects_of(item: Item, *names: str) -> Iterator[Item]:
    """The objects in the first of the fields *names* that holds a list; what is no object is left out."""
    rows: list[Any] = next((item[n] for n in names if isinstance(item.get(n), list)), [])
    return (row for row in rows if isinstance(row, dict))


def readable(
    channel: Channel,
    page: Item,
    read: Callable[[Item], T | None],
    wanted: Callable[[Item], bool] = lambda _item: True,
    name: str = "data",
) -> tuple[list[T], int]:
    """What *read* makes of the *wanted* objects in the list *name* of a page, and how many entries it cannot read."""
    rows = page.get(name)
    entries: list[Any] = rows if isinstance(rows, list) else []
    known = [read(entry) for entry in entries if isinstance(entry, dict) and wanted(entry)]
    good = [each for each in known if each is not None]
    if skipped := len(known) - len(good) + sum(not isinstance(entry, dict) for entry in entries):
        log.warning("%d malformed entries of %s were left out", skipped, channel.own_name)
    return good, skipped


def moment_of(item: Item, name: str) -> datetime | None:
    """The time in the field *name* (``…Z``, ``…+00:00`` or Meta's ``…+0000``) in UTC, else None."""
    try:
        told = datetime.fromisoformat(text_of(item, name))
        return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def clean(text: str) -> str:
    """*text* with what no database or screen can hold (NUL, halves of surrogate pairs) shown as U+FFFD."""
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")
