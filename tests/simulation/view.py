"""What a seat shows in the middle of its work: whole cuts of the register under its own waiting operations."""

import json
from typing import TYPE_CHECKING, Any

from pmsdesk.store.wire import CHANGING, KINDS
from tests.simulation.register import KEPT

if TYPE_CHECKING:
    from tests.simulation.station import Station

MERGED = {
    "conversation": ("assignee_id", "labels"),
    "complaint": ("complainant", "summary", "category", "road", "location", "state"),
}
"""Fields that only people's operations change, by kind."""


def faults(station: "Station") -> list[str]:
    """What is wrong with what the seat shows after a commit of a pull (I9, I11)."""
    return [*_lost_edits(station), *_torn_cuts(station)]


def ids(station: "Station") -> set[tuple[str, str]]:
    """Kind and id of every row of the register that the seat has."""
    found: set[tuple[str, str]] = set()
    for kind in KEPT:
        if kind in CHANGING or kind not in KINDS:
            found |= {(kind, row[0]) for row in station.rows("SELECT id FROM base WHERE kind = ?", kind)}
        else:
            found |= {(kind, row[0]) for row in station.rows(f"SELECT id FROM {kind}")}
    return found


def _torn_cuts(station: "Station") -> list[str]:
    """I11: a whole cut has every row that was there when it began, and no row without its parents."""
    position = station.store.replica.position()
    if position.loading:
        station.loaded_from = position.prev
    if position.upto or position.prev == station.loaded_from or position.prev not in station.horizons:
        return []
    there = station.horizons.pop(position.prev)
    missing = there - ids(station)
    parked = station.rows("SELECT kind, id FROM parked WHERE kind <> 'whole'")
    broken = station.rows("PRAGMA foreign_key_check")
    told = f"I11 {station.name} cut of {len(there)} rows"
    return [
        *([f"{told} lacks {sorted(missing)[:3]}"] if missing else []),
        *([f"{told} has rows without parents {sorted(parked)[:3]}"] if parked else []),
        *([f"{told} breaks references {broken[:3]}"] if broken else []),
    ]


def _lost_edits(station: "Station") -> list[str]:
    """I9: what a person changed here and the register has not answered yet is still to be seen."""
    waiting: dict[tuple[str, str], list[dict[str, Any]]] = {}
    query = (
        "SELECT o.body FROM outbox AS x JOIN operation AS o ON o.key = x.operation_key "
        "WHERE x.state <> 'acknowledged' ORDER BY o.key"
    )
    for (body,) in station.rows(query):
        for write in json.loads(body).get("writes", ()):
            if write["t"] in MERGED and "set" in write:
                waiting.setdefault((write["t"], write["id"]), []).append(write["set"])
    found = []
    for (kind, row_id), changes in waiting.items():
        wrong = _differing(station, kind, row_id, changes)
        if wrong:
            found.append(f"I9 {station.name} lost an edit of {kind} {row_id}: {wrong}")
    return found


def _differing(station: "Station", kind: str, row_id: str, changes: list[dict[str, Any]]) -> list[str]:
    told = station.rows("SELECT row FROM base WHERE kind = ? AND id = ?", kind, row_id)
    settling = station.rows("SELECT 1 FROM settling WHERE kind = ? AND id = ?", kind, row_id)
    unsent = station.rows(
        "SELECT 1 FROM unsent AS u JOIN message AS m ON m.id = u.id JOIN conversation AS c ON c.key = m.conversation "
        "WHERE c.id = ?",
        row_id,
    )
    if not told or settling or unsent:
        return []
    row = json.loads(told[0][0])
    expected = {name: KINDS[kind].value(name, row[name]) for name in MERGED[kind]}
    for change in changes:
        for name in expected.keys() & change.keys():
            before, after = (KINDS[kind].value(name, value) for value in change[name])
            if expected[name] == before:
                expected[name] = after
    names = list(expected)
    shown = station.rows(f"SELECT {', '.join(names)} FROM {kind} WHERE id = ?", row_id)
    if not shown:
        return ["the row"]
    return [name for name, value in zip(names, shown[0], strict=True) if value != expected[name]]
