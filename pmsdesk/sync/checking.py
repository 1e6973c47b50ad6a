"""The seat's copy held against the register, a stretch at a time; what differs is loaded anew (research/sync.md I14).

A difference counts only when it is there twice, with a pull between: what was in flight the first time is not it.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from pmsdesk.domain.events import Event
from pmsdesk.store.columns import EPOCH
from pmsdesk.store.holding import together
from pmsdesk.store.replica import Holding, MovedOn, Replica
from pmsdesk.sync.answers import Digests
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.pulling import Puller, rows_of

AT_ONCE = 1000
STRETCH = 40
MOST_LEFT_OUT = 1000
FEW = ("account", "staff", "conflict")
"""The kinds that are compared row by row."""

BEGINNING, END = -(2**53), 2**53
"""Before and after any time, in milliseconds."""

Step = tuple[Event, ...]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Checked:
    """How a check went: conversations compared, conversations healed, and where the next one begins (milliseconds)."""

    compared: int
    healed: int
    next: int


class Checker:
    """Compares and heals; `check` is driven as the parts of a round are."""

    def __init__(
        self, replica: Replica, api: RegisterApi, puller: Puller, most: int = AT_ONCE, stretch: int = STRETCH
    ) -> None:
        self._replica, self._api, self._puller = replica, api, puller
        self._most, self._stretch = most, stretch
        self._own: dict[str, str] = {}
        self.last: Checked | None = None

    def check(self, begin: int, now: datetime) -> Iterator[Step]:
        """Compare the first conversations from *begin* and the few; afterwards `last` tells how it went.

        `last` is None when the copy was not at rest, so that nothing could be compared. Raises what the register does.
        """
        self.last = None
        healed = 0
        held = self._replica.hold(begin, END, self._most + 1)
        if held is None or len(held.left_out) > MOST_LEFT_OUT:
            return
        times = sorted(held.talks.values())
        end = times[self._most] if len(times) > self._most else END
        if end == begin:
            end = begin + 1
            held = self._replica.hold(begin, end, -1) or held
        edges = sorted({begin, end, *(at for at in times[:: self._stretch] if begin < at < end)})
        told = self._ask(held, edges, singly=False)
        suspects = [
            (low, high)
            for number, (low, high) in enumerate(pairwise(edges), 1)
            if self._digest(held, told, low, high) != told.digests.get(str(number))
        ]
        if suspects:
            yield from self._puller.pull()
        for low, high in suspects:
            for conversation_id, here in self._differing(low, high).items():
                if events := self._heal(conversation_id, here, now):
                    healed += 1
                    yield events
        for kind in FEW:
            for events in self._check_kind(kind, held.since, now):
                healed += 1
                yield events
        if healed:
            log.warning("the copy differed from the register in %d places and was loaded anew", healed)
        compared = sum(1 for at in held.talks.values() if at < end)
        self.last = Checked(compared, healed, BEGINNING if end == END else end)

    def whole(self, now: datetime) -> Checked | None:
        """Compare and heal everything at once; None when the copy does not come to rest. Raises as `check`."""
        compared, healed, begin = 0, 0, BEGINNING
        for _ in self._puller.pull():
            pass
        while True:
            for _ in self.check(begin, now):
                pass
            if self.last is None:
                return None
            compared, healed, begin = compared + self.last.compared, healed + self.last.healed, self.last.next
            if begin == BEGINNING:
                return Checked(compared, healed, BEGINNING)

    # ---- conversations ----------------------------------------------------------------------------------------------

    def _ask(self, held: Holding, edges: list[int], *, singly: bool) -> Digests:
        left_out = sorted(held.left_out | self._settled_as_own(held))
        place = held.place.prev, held.place.epoch
        return self._api.digest(place, held.since, [_time(edge) for edge in edges], left_out, singly=singly)

    def _settled_as_own(self, held: Holding) -> frozenset[str]:
        """Those known to differ only in what this seat alone has, and unchanged since that was found."""
        return frozenset(
            talk for talk, digest in self._own.items() if talk in held.lines and digest == _one(held, talk)
        )

    def _digest(self, held: Holding, told: Digests, low: int, high: int) -> str | None:
        passed_over = told.moving | held.left_out | self._settled_as_own(held)
        wanted = [talk for talk, at in held.talks.items() if low <= at < high and talk not in passed_over]
        return together(line for talk in wanted for line in held.lines[talk].values()) if wanted else None

    def _differing(self, low: int, high: int) -> dict[str, str]:
        """The conversations of a stretch that differ, on whichever side they are, with their digests here."""
        held = self._replica.hold(low, high, -1)
        if held is None or len(held.left_out) > MOST_LEFT_OUT:
            return {}
        told = self._ask(held, [low, high], singly=True)
        passed_over = told.moving | held.left_out | self._settled_as_own(held)
        here = {talk: _one(held, talk) for talk in held.lines if talk not in passed_over}
        found = sorted(here.keys() | told.digests.keys())
        return {talk: here.get(talk, "") for talk in found if here.get(talk) != told.digests.get(talk)}

    def _heal(self, conversation_id: str, here: str, now: datetime) -> Step:
        place = self._replica.position()
        rows = rows_of(self._api.whole(conversation_id))
        try:
            events = self._replica.heal(conversation_id, rows, place, now)
        except MovedOn:
            return ()
        if events is None:
            self._own[conversation_id] = here
        return events or ()

    # ---- the few ----------------------------------------------------------------------------------------------------

    def _check_kind(self, kind: str, since: datetime, now: datetime) -> Iterator[Step]:
        if not self._differing_of(kind, since):
            return
        for _ in self._puller.pull():
            pass
        differing = self._differing_of(kind, since)
        if not differing:
            return
        place, before = self._replica.position(), ""
        while page := self._api.baseline(kind, before):
            before = page[-1].id
            wanted = [row for row in rows_of(page) if row[1] in differing]
            try:
                events = self._replica.heal_kind(kind, wanted, place, now) if wanted else ()
            except MovedOn:
                return
            if events:
                yield events

    def _differing_of(self, kind: str, since: datetime) -> set[str]:
        place, held = self._replica.position(), self._replica.hold_kind(kind)
        if held is None:
            return set()
        told: Mapping[str, str] = self._api.digest_of_kind(kind, (place.prev, place.epoch), since)
        return {row_id for row_id, digest in told.items() if held.get(row_id) not in (b"", bytes.fromhex(digest))}


def _one(held: Holding, conversation_id: str) -> str:
    return together(held.lines[conversation_id].values())


def _time(edge: int) -> str:
    if edge in (BEGINNING, END):
        return "-infinity" if edge == BEGINNING else "infinity"
    return (EPOCH + timedelta(milliseconds=edge)).isoformat()
