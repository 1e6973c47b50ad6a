"""Which rows a unit of work writes, told by the tables as they write: what an operation carries to the register.

Nothing is noted while the seat shares no register. What is carried is read from the file when the work is committed,
so what is stored and what is sent cannot differ.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from pmsdesk.domain.operation import CARRIES
from pmsdesk.store.columns import millis
from pmsdesk.store.wire import KINDS, PARENTS, moment

Write = dict[str, Any]


class Writes:
    """The rows that one unit of work added and changed, in order; all methods do nothing while *noting* is False."""

    def __init__(self, connection: Connection, *, noting: bool) -> None:
        self._connection = connection
        self.noting = noting
        self._before: dict[tuple[str, str], dict[str, Any] | None] = {}
        self._carried: set[tuple[str, str]] = set()
        self.touched: set[tuple[str, str]] = set()

    def adding(self, kind: str, row_id: str) -> None:
        """A row is added."""
        if self.noting:
            self._before.setdefault((kind, row_id), None)

    def changing(self, kind: str, row_id: str) -> None:
        """A row is about to be changed, or added when it is not there."""
        if self.noting and (kind, row_id) not in self._before:
            self._before[kind, row_id] = KINDS[kind].read(self._connection, row_id)

    def carrying(self, kind: str, row_id: str) -> None:
        """A row goes up whole with the operation that follows, though it may be there already."""
        if self.noting:
            self._before.setdefault((kind, row_id), None)
            self._carried.add((kind, row_id))

    def touching(self, kind: str, row_id: str) -> None:
        """A row is changed for the time being: the register will say what becomes of it."""
        if self.noting:
            self.touched.add((kind, row_id))

    def drain(self, now: datetime) -> list[Write]:
        """Everything noted since the last call as it travels."""
        noted, self._before = self._before, {}
        made = (self._write(kind, row_id, before, now) for (kind, row_id), before in noted.items())
        return [write for write in made if write is not None]

    def _write(self, name: str, row_id: str, before: dict[str, Any] | None, now: datetime) -> Write | None:
        kind = KINDS[name]
        after = kind.read(self._connection, row_id)
        if after is None:
            raise AssertionError(f"{name} {row_id} was noted and is not here")
        self.touched.add((name, row_id))
        if before is None:
            self.touched |= {(parent, after[column]) for column, parent in PARENTS.get(name, {}).items()}
            arrives = name in {"conversation", "contact"} and (name, row_id) not in self._carried
            return None if arrives else {"t": name, "row": kind.told(after)}
        if name == "conversation" and (before["state"], before["snoozed_until"]) != (
            after["state"],
            after["snoozed_until"],
        ):
            before = self._undisturbed(row_id, before, now)
        changed = [field for field in kind.names if before[field] != after[field]]
        if not changed:
            return None
        old, new = kind.told(before), kind.told(after)
        write: Write = {"t": name, "id": row_id, "set": {field: [old[field], new[field]] for field in changed}}
        if name == "conversation" and "last_at" not in changed:
            write["seen"] = moment(before["last_at"])
        return write

    def _undisturbed(self, conversation_id: str, before: dict[str, Any], now: datetime) -> dict[str, Any]:
        """*before* as the register still holds it when a snooze ended by itself here, which no operation tells."""
        found = self._connection.exec_driver_sql(
            "SELECT json_extract(row, '$.state'), json_extract(row, '$.snoozed_until') FROM base "
            "WHERE kind = 'conversation' AND id = ?",
            (conversation_id,),
        ).one_or_none()
        if found is None or found[0] != "waiting" or found[1] is None:
            return before
        until = KINDS["conversation"].value("snoozed_until", found[1])
        woken = before["state"] == "open" and before["snoozed_until"] is None and until <= millis(now)
        return before | {"state": "waiting", "snoozed_until": until} if woken else before


def share_out(writes: list[Write], kinds: list[str]) -> list[list[Write]]:
    """The writes that each operation of *kinds* carries: each goes with the first that may carry it, or with none."""
    shared: list[list[Write]] = [[] for _ in kinds]
    for write in writes:
        place = next((n for n, kind in enumerate(kinds) if write["t"] in CARRIES.get(kind, ())), None)
        if place is not None:
            shared[place].append(write)
    return shared
