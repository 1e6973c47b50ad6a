"""What the register has and this seat does not keep: `register_ports.SharedSearch` over one person's connection."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.events import Event
from pmsdesk.domain.message import clean_line
from pmsdesk.domain.register_errors import RegisterBusy
from pmsdesk.services.reading import SearchHit
from pmsdesk.store.replica import MovedOn, Replica
from pmsdesk.store.retention import KEPT_FOR
from pmsdesk.store.search import EXCERPT_LENGTH
from pmsdesk.sync.answers import Found
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.pulling import rows_of

LONGEST = 1000
ASKED_FOR = 200
TRIES = 5


class RegisterSearch:
    """Satisfies `services.register_ports.SharedSearch`. One thread; no transaction of the seat is open over a call."""

    def __init__(self, api: RegisterApi, replica: Replica, clock: Callable[[], datetime]) -> None:
        self._api, self._replica, self._clock = api, replica, clock

    def search(self, typed: str, most: int) -> Sequence[SearchHit]:
        """Hits of conversations that are not here. Of a pasted text its first `LONGEST` characters count."""
        words = clean_line(typed[:LONGEST])
        if not words:
            return ()
        hits = list(hits_of(self._api.search(words, ASKED_FOR, self._before())))
        lacking = self._replica.lacking(hit.conversation_id for hit in hits)
        wanted = [hit for hit in hits if hit.conversation_id in lacking]
        return tuple(sorted(wanted, key=lambda hit: hit.at, reverse=True)[:most])

    def fetch(self, conversation_id: str) -> tuple[Event, ...]:
        """Bring it here, as one transaction; asked again when a round went on meanwhile. Raises `RegisterBusy`, too."""
        for _ in range(TRIES):
            position = self._replica.position()
            rows = rows_of(self._api.whole(conversation_id))
            if not rows:
                raise NotFound(what=conversation_id)
            try:
                return self._replica.add_whole(conversation_id, rows, position)
            except MovedOn:
                continue
        raise RegisterBusy()

    def _before(self) -> datetime | None:
        """This seat has everything newer by itself, once its first load is complete."""
        position = self._replica.position()
        return None if position.loading or not position.epoch else self._clock() - KEPT_FOR


def hits_of(found: Iterable[Found]) -> Iterator[SearchHit]:
    """What a search found as a person reads it; a conversation without words that match was found by its citizen."""
    rows: dict[str, dict[str, Any]] = {}
    for line in found:
        if line.row is not None:
            rows.setdefault(line.kind, {})[line.id] = line.row
    said, complained = rows.get("message", {}).values(), rows.get("complaint", {}).values()
    for row in said:
        talk = row["conversation_id"]
        yield SearchHit("message", talk, row["author_name"], _excerpt(row["text"]), _time(row["sent_at"]), talk)
    for row in complained:
        at = _time(row["registered_at"])
        yield SearchHit("complaint", row["id"], row["number"], _excerpt(row["summary"]), at, row["conversation_id"])
    by_words = {row["conversation_id"] for row in (*said, *complained)}
    for talk, row in rows.get("conversation", {}).items():
        citizen = rows.get("contact", {}).get(row["contact_id"])
        if talk not in by_words and citizen is not None:
            yield SearchHit("contact", talk, citizen["name"], citizen["handle"], _time(row["last_at"]), talk)


def _excerpt(text: str) -> str:
    return text[:EXCERPT_LENGTH]


def _time(told: str) -> datetime:
    return datetime.fromisoformat(told)
