"""Moderation over the shared register: `moderation_ports.SharedMeasures` as the register's functions carry it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pmsdesk.domain.moderation import Measure, Moderation, ModerationState
from pmsdesk.services.moderation_ports import ClearedMeasure, Done
from pmsdesk.services.outcomes import Again, Refused
from pmsdesk.sync.answers import Json
from pmsdesk.sync.api import RegisterApi

MOST = 50


class RegisterMeasures:
    """Satisfies `moderation_ports.SharedMeasures` for the publisher who signed in; *now* is the register's time."""

    def __init__(self, api: RegisterApi, now: Callable[[], datetime]) -> None:
        self._api = api
        self.now = now

    def due(self) -> tuple[ClearedMeasure, ...]:
        """What may be done now, of each account the oldest decisions."""
        return tuple(_cleared(row) for row in self._api.moderations(MOST))

    def note(self, measure_id: str, outcome: Done | Refused | Again) -> ModerationState | None:
        """Tell what became of a call; the state the register has after that, None when it knows no such measure."""
        match outcome:
            case Done():
                state = self._api.note_moderation(measure_id, "done")
            case Refused(words):
                state = self._api.note_moderation(measure_id, "refused", words=words)
            case Again(not_before, words):
                state = self._api.note_moderation(measure_id, "again", not_before, words)
        return ModerationState(state) if state else None


def _cleared(row: Json) -> ClearedMeasure:
    times = ("asked_at", "decided_at", "not_before")
    moments: dict[str, Any] = {name: row[name] and datetime.fromisoformat(row[name]) for name in times}
    told = {name: row[name] for name in Measure.__slots__ if name not in {*moments, "act", "state", "done_at"}}
    measure = Measure(**told, **moments, act=Moderation(row["act"]), state=ModerationState(row["state"]))
    return ClearedMeasure(measure, row["remote_id"])
