"""Everything the routing can see in one text: cues, roads, places, councils, road numbers, with their places in it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from pmsdesk.language.fold import View, fold
from pmsdesk.routing.cues import Cues
from pmsdesk.routing.gazetteer import Council, Gazetteer, NamedRoad, Place, flat
from pmsdesk.routing.road_reference import RoadReference, road_references

_ANOTHER_ROAD = re.compile(r" (?:lama|baru|baharu|dalam)\b")
"""Jalan Penampang Lama is not Jalan Penampang."""
_PLACE_BEFORE = re.compile(r"\b(?:di|kat|dekat|ke|dari|daerah|pekan|bandar|mukim|jalan|jln|jkr)\s$")

_WHERE = re.compile(r"\b(?:di|kat|dekat|depan|berhampiran|berdekatan|hampir|at|near)\s+$")

READ_UP_TO = 20_000
"""Code points of a message that are read; a longer one is noise."""


@dataclass(frozen=True, slots=True)
class Found:
    """``text[start:end]`` (code points of the text as given) and the words themselves."""

    start: int
    end: int
    words: str


class Scan:
    """One text, looked through once. A context has no positions of its own to show, so `is_context` marks it."""

    def __init__(self, text: str, gazetteer: Gazetteer, cues: Cues, is_context: bool = False) -> None:
        """Fold *text* and find the cues in it."""
        self.text = text[:READ_UP_TO]
        self.is_context = is_context
        self._gazetteer = gazetteer
        self.view: View = fold(self.text)
        self.flat = flat(self.view.text)
        self._cues = cues.find(self.flat)
        for group, spans in cues.find(self.view.text).items():
            known = self._cues.setdefault(group, [])
            known += [span for span in spans if span not in known]

    def found(self, start: int, end: int) -> Found:
        """The place of ``self.flat[start:end]`` in the text as given."""
        low, high = self.view.span(start, end)
        return Found(low, high, self.text[low:high])

    def spans(self, group: str) -> list[tuple[int, int]]:
        """Where the cues of *group* stand in `flat`, by position."""
        return sorted(self._cues.get(group, ()))

    def is_place(self, start: int) -> bool:
        """Whether the words that begin at *start* of `flat` stand behind a preposition of place."""
        return _WHERE.search(self.flat, max(0, start - 16), start) is not None

    def cue(self, group: str) -> list[Found]:
        """The cues of *group*, by position."""
        return [self.found(*span) for span in self.spans(group)]

    def has(self, group: str) -> bool:
        """Whether any cue of *group* stands in the text."""
        return group in self._cues

    @cached_property
    def on_road(self) -> bool:
        """Whether the text speaks of roads or traffic."""
        return self.has("road_context")

    @cached_property
    def roads(self) -> list[tuple[Found, NamedRoad]]:
        """Named roads, nicknames that need a road word only where one stands beside."""
        found = []
        for start, end, roads in self._gazetteer.roads.find(self.flat):
            road = roads[0]
            beside = any(s < start or end < e for s, e in self._cues.get("road_context", ()))
            if _ANOTHER_ROAD.match(self.flat, end):
                continue
            if road.trap != "context" or beside:
                found.append((self.found(start, end), road))
        return found

    @cached_property
    def places(self) -> list[tuple[Found, tuple[Place, ...]]]:
        """Places, each with everything its name may mean; an ordinary word only where it is written as a name."""
        found = []
        for start, end, places in self._gazetteer.places.find(self.flat):
            where = self.found(start, end)
            is_word = (start, end) in self._cues.get("place_words", ())
            if not is_word or where.words[0].isupper() or _PLACE_BEFORE.search(self.flat, 0, start):
                found.append((where, places))
        return found

    @cached_property
    def councils(self) -> list[tuple[Found, Council]]:
        """Local authorities named, or meant by an abbreviation that only one of them has."""
        return [
            (self.found(start, end), councils[0])
            for start, end, councils in self._gazetteer.council_names.find(self.flat)
        ]

    def references(self, states: Collection[str]) -> list[RoadReference]:
        """Road numbers, given the *states* the message is known to speak of."""
        return list(
            road_references(
                self.text, self.view, self._gazetteer.routes, self._gazetteer.prefixes, states, self.on_road
            )
        )
