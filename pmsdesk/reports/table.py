"""What every report is: a title, columns, and rows of plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Cell = str | float | datetime | None


class Kind(StrEnum):
    """How a column's cells are written: as text, as a date with a clock time, or as hours with one decimal."""

    TEXT = "text"
    MOMENT = "moment"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `width` in characters of the standard font."""

    title: str
    kind: Kind = Kind.TEXT
    width: float = 16.0


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `rows` may be a generator: it is read once. Times are aware; `total` is for progress only.

    `about` is what the reader must know of its making (who, when, filters), as pairs of words.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    total: int
    about: tuple[tuple[str, str], ...] = ()
    about_title: str = "Perihal"
