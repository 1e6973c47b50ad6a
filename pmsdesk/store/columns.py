"""How values of the domain lie in SQLite: times as milliseconds UTC, tuples and findings as JSON.

The types give SQLAlchemy bare functions instead of decorated ones, because a page of the inbox reads 1,600 such values.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, astuple, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Dialect, Select, func, select
from sqlalchemy.types import UserDefinedType

from pmsdesk.domain import triage
from pmsdesk.domain.capability import Capability
from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.media import Upload
from pmsdesk.store.capabilities import from_plain, to_plain

T = TypeVar("T")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def millis(at: datetime) -> int:
    """Whole milliseconds from the epoch to *at* (aware)."""
    return (at - EPOCH) // _MILLISECOND


def to_json(value: object) -> str:
    """Compact JSON that keeps every script readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=1024)
def strings_to_json(values: tuple[str, ...]) -> str:
    """A tuple of strings as an array; the same few agencies and labels come again and again."""
    return to_json(values)


@lru_cache(maxsize=1024)
def capability_to_json(capability: Capability) -> str:
    """A capability as an object; most messages of a network have the same."""
    return to_json(to_plain(capability))


@lru_cache(maxsize=1024)
def _capability_from_json(stored: str) -> Capability | None:
    return from_plain(json.loads(stored))


def each_of(values: Sequence[str]) -> Select[tuple[str]]:
    """*values* as one bound array to stand after IN: no limit to their number, one statement whatever it is."""
    each = func.json_each(to_json(list(values))).table_valued("value")
    return select(each.c.value)


class _Stored(UserDefinedType[T]):
    """A type that binds with `bind` and reads with `read`; None stays None."""

    cache_ok = True
    sql: str

    def bind(self, value: T) -> object:
        raise NotImplementedError

    def read(self, stored: Any) -> T:
        raise NotImplementedError

    def get_col_spec(self, **_options: object) -> str:
        return self.sql

    def bind_processor(self, dialect: Dialect) -> Callable[[T | None], object]:
        bind = self.bind
        return lambda value: None if value is None else bind(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], T | None]:
        read = self.read
        return lambda stored: None if stored is None else read(stored)


class Moment(_Stored[datetime]):
    """An aware datetime as milliseconds UTC."""

    cache_ok = True
    sql = "INTEGER"

    def bind(self, value: datetime) -> int:
        """To milliseconds."""
        return millis(value)

    def read(self, stored: int) -> datetime:
        """From milliseconds."""
        return EPOCH + stored * _MILLISECOND


class Day(_Stored[date]):
    """A calendar date as ISO text."""

    cache_ok = True
    sql = "TEXT"

    def bind(self, value: date) -> str:
        """To ISO text."""
        return value.isoformat()

    def read(self, stored: str) -> date:
        """From ISO text."""
        return date.fromisoformat(stored)


class Word(_Stored[StrEnum]):
    """A member of one `StrEnum` as its value; anything else is refused with `ValueError` or `KeyError`."""

    cache_ok = True
    sql = "TEXT"

    def __init__(self, kind: type[StrEnum]) -> None:
        self.kind = kind

    def bind(self, value: StrEnum) -> str:
        """To the value."""
        return self.kind(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], StrEnum | None]:
        """From the value."""
        members: dict[str | None, StrEnum | None] = {member.value: member for member in self.kind}
        members[None] = None
        return members.__getitem__


class _Json(_Stored[tuple[T, ...]]):
    """A tuple as a JSON array, each item through `pack` and `unpack`."""

    cache_ok = True
    sql = "TEXT"

    def pack(self, item: T) -> object:
        return item

    def unpack(self, stored: Any) -> T:
        return stored  # type: ignore[no-any-return]

    def bind(self, value: tuple[T, ...]) -> str:
        return to_json([self.pack(item) for item in value])

    def read(self, stored: str) -> tuple[T, ...]:
        return () if stored == "[]" else tuple(map(self.unpack, json.loads(stored)))


class Anything(_Stored[object]):
    """Any plain value as JSON; what SQL calls NULL is JSON's ``null``."""

    cache_ok = True
    sql = "TEXT"

    def bind(self, value: object) -> str:
        """To JSON."""
        return to_json(value)

    def read(self, stored: str) -> object:
        """From JSON."""
        return json.loads(stored)


class Capable(_Stored[Capability | None]):
    """A `Capability` as a JSON object; JSON's ``null`` where nothing is known."""

    cache_ok = True
    sql = "TEXT"

    def bind(self, value: Capability | None) -> str:
        """To JSON."""
        return "null" if value is None else capability_to_json(value)

    def read(self, stored: str) -> Capability | None:
        """From JSON."""
        return _capability_from_json(stored)


class Known(_Stored[T]):
    """A flat frozen dataclass as a JSON object of what it knows; members of a newer program are left out."""

    cache_ok = True
    sql = "TEXT"

    def __init__(self, kind: type[T]) -> None:
        self.kind = kind

    def bind(self, value: T) -> str:
        """To JSON, without what is None."""
        return to_json({name: told for name, told in asdict(value).items() if told is not None})  # type: ignore[call-overload]

    def read(self, stored: str) -> T:
        """From JSON."""
        names = {one.name for one in fields(self.kind)}  # type: ignore[arg-type]
        return self.kind(**{name: told for name, told in json.loads(stored).items() if name in names})


class Strings(_Json[str]):
    """A tuple of strings."""

    cache_ok = True


class Findings(_Json[Finding]):
    """A tuple of `Finding`, each an array in the order of its fields."""

    cache_ok = True

    def pack(self, item: Finding) -> object:
        """To an array."""
        return astuple(item)

    def unpack(self, stored: list[Any]) -> Finding:
        """From an array."""
        rule, severity, *rest = stored
        return Finding(rule, Severity(severity), *rest)


class Uploads(_Json[Upload]):
    """A tuple of `Upload`, each an object of its fields."""

    cache_ok = True

    def pack(self, item: Upload) -> object:
        """To an object."""
        return asdict(item)

    def unpack(self, stored: dict[str, Any]) -> Upload:
        """From an object."""
        return upload_from(stored)


def upload_from(told: Mapping[str, Any]) -> Upload:
    """How far an upload has come, from an object as it is stored or travels."""
    return Upload(told["remote_id"], told["sent"], told["whole"], told["described"])


class Evidences(_Json[triage.Evidence]):
    """A tuple of the words that decided a triage, each an array: start, end, reason, words, then the facts.

    The first versions kept start, end and a sentence; such evidence stays as it is, for other seats may hold it, too.
    """

    cache_ok = True

    def pack(self, item: triage.Evidence) -> object:
        """To an array."""
        known = (item.reason, item.words, *item.facts) if item.reason else (item.words,)
        return item.start, item.end, *known

    def unpack(self, stored: list[Any]) -> triage.Evidence:
        """From an array."""
        start, end, *known = stored
        reason, words, *facts = known if len(known) > 1 else ("", *known)
        return triage.Evidence(start, end, reason, words, tuple(facts))
