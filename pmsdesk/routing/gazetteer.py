"""Roads, places and councils compiled from resources/gazetteer: read once, looked up by name in folded text."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

import ahocorasick

from pmsdesk.data_files import resource_folder
from pmsdesk.domain.errors import BadDataFile


class Owner(StrEnum):
    """Who keeps a road."""

    FEDERAL = "federal"
    TOLL = "toll"
    OUTSIDE = "outside"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Route:
    """A numbered road: ``FT5``, ``E1``."""

    code: str
    owner: Owner
    name: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedRoad:
    """What people call a road. `trap` is "", context, city or split (see resources/gazetteer/named_roads.csv)."""

    alias: str
    owner: Owner
    codes: tuple[str, ...]
    name: str
    trap: str


@dataclass(frozen=True, slots=True)
class Place:
    """A state, district or town. One name may be several places."""

    name: str
    district: str
    state: str
    kind: str


@dataclass(frozen=True, slots=True)
class Council:
    """A local authority; an `ambiguous` abbreviation needs its state."""

    id: str
    name: str
    state: str
    abbreviation: str
    ambiguous: bool
    aliases: tuple[str, ...]


T = TypeVar("T")


class NameIndex(Generic[T]):
    """Finds whole-word names in folded text, longest first, never two over each other."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        """Index *names*; several things may share one name."""
        grouped: dict[str, list[T]] = {}
        for name, thing in names:
            grouped.setdefault(name, []).append(thing)
        self._automaton: Any = ahocorasick.Automaton()
        for name, things in grouped.items():
            self._automaton.add_word(name, (len(name), tuple(things)))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[tuple[int, int, tuple[T, ...]]]:
        """Start, end and what is meant, by position. *text* must be `flat`."""
        found = [
            (last + 1 - length, last + 1, things)
            for last, (length, things) in self._automaton.iter(text)
            if not _joined(text, last - length) and not _joined(text, last + 1)
        ]
        found.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
        taken = bytearray(len(text))
        kept = []
        for start, end, things in found:
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                kept.append((start, end, things))
        return sorted(kept, key=lambda hit: hit[0])


def _joined(text: str, index: int) -> bool:
    return 0 <= index < len(text) and text[index].isalnum()


_FLAT = str.maketrans("-‐‑–—/'’_#\n\t\u00a0", "             ")


def flat(text: str) -> str:
    """Folded *text* with hyphens, dashes, apostrophes and slashes as spaces; every position stays where it was."""
    return text.translate(_FLAT)


class Gazetteer:
    """All of it. `routes` by code; the indexes find names in `flat` text."""

    def __init__(
        self,
        routes: Iterable[Route],
        roads: Iterable[NamedRoad],
        places: Iterable[Place],
        councils: Iterable[Council],
        prefixes: Mapping[str, str],
    ) -> None:
        """Index everything."""
        self.routes = {route.code: route for route in routes}
        self.prefixes = dict(prefixes)
        self.councils = tuple(councils)
        self.roads = NameIndex((name, road) for road in roads for name in _spellings(road.alias))
        self.places = NameIndex((place.name, place) for place in places)
        self.council_names = NameIndex((name, c) for c in self.councils for name in _council_names(c))

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """The gazetteer of *folder* (default: the shipped one). Raises `BadDataFile` with file and line."""
        folder = folder or resource_folder() / "gazetteer"
        return cls(
            (
                Route(r["code"], Owner(r["owner"]), r["name"], _split(r["states"]))
                for r in _rows(folder / "routes.csv", ("code", "owner", "name", "states"))
            ),
            (
                NamedRoad(r["alias"], Owner(r["owner"]), _split(r["codes"]), r["name"], r["trap"])
                for r in _rows(folder / "named_roads.csv", ("alias", "owner", "codes", "name", "trap"))
            ),
            (
                Place(r["name"], r["district"], r["state"], r["kind"])
                for r in _rows(folder / "places.csv", ("name", "district", "state", "kind"))
            ),
            load_councils(folder),
            {r["prefix"]: r["state"] for r in _rows(folder / "state_prefixes.csv", ("prefix", "state"))},
        )


def load_councils(folder: Path | None = None) -> tuple[Council, ...]:
    """The local authorities of *folder* (default: the shipped ones). Raises `BadDataFile` with file and line."""
    columns = ("name", "state", "abbreviation", "ambiguous", "aliases")
    return tuple(
        Council(
            id="pbt_" + "_".join(flat(r["name"].lower()).split()),
            name=r["name"],
            state=r["state"],
            abbreviation=r["abbreviation"],
            ambiguous=r["ambiguous"] == "1",
            aliases=_split(r["aliases"]),
        )
        for r in _rows((folder or resource_folder() / "gazetteer") / "councils.csv", columns)
    )


_ALLOWED = {
    "owner": frozenset(Owner),
    "trap": frozenset({"", "context", "city", "split"}),
    "kind": frozenset({"state", "district", "town"}),
    "ambiguous": frozenset({"0", "1"}),
}
_MAY_BE_EMPTY = frozenset({"codes", "trap", "district", "abbreviation", "aliases", "states"})


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a CSV file with exactly *columns*; lines that begin with ``#`` are comments."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadDataFile(file=path.name, line=0, what=str(error)) from error
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    header = next(csv.reader([numbered[0][1]])) if numbered else []
    if tuple(header) != columns:
        raise BadDataFile(
            file=path.name, line=numbered[0][0] if numbered else 0, what=f"lajur mesti {', '.join(columns)}"
        )
    for number, line in numbered[1:]:
        cells = next(csv.reader([line]))
        if len(cells) != len(columns):
            raise BadDataFile(file=path.name, line=number, what=f"{len(cells)} sel, sepatutnya {len(columns)}")
        row = dict(zip(columns, cells, strict=True))
        for column, cell in row.items():
            if (not cell and column not in _MAY_BE_EMPTY) or (column in _ALLOWED and cell not in _ALLOWED[column]):
                raise BadDataFile(file=path.name, line=number, what=f"“{cell}” tidak sah bagi {column}")
        yield row


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _spellings(alias: str) -> Iterator[str]:
    """*alias* and its usual other spellings."""
    yield alias
    for word, others in (("jalan ", ("jln ", "jl ")), ("lebuhraya ", ("lebuh raya ", "highway ", "hiway "))):
        if alias.startswith(word):
            for other in others:
                yield other + alias.removeprefix(word)


def _council_names(council: Council) -> Iterator[str]:
    yield flat(council.name.lower())
    yield from council.aliases
    if council.abbreviation and not council.ambiguous:
        yield council.abbreviation.lower()
