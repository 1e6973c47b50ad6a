"""The seat's copy of the register: pages of changes and of a first load, each with its place in one transaction."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from pmsdesk.domain.events import Event
from pmsdesk.store import arrivals, baseline, healing, holding, retention
from pmsdesk.store.arrivals import Row
from pmsdesk.store.columns import EPOCH, millis
from pmsdesk.store.overlay import among, applying, ids_of, lay_again
from pmsdesk.store.state import State
from pmsdesk.store.verdicts import show_reply, tell
from pmsdesk.store.wire import KINDS, SHOWN_AGAIN

PULLED_EVERY = timedelta(minutes=1)
"""How often it is noted that nothing changed: a round comes every 3 s, and each note is a write to the disk."""

NOTHING = "1:1:"
"""A snapshot in which nothing is visible."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far the register was read. `upto` is "" between cuts; `after` the last line of a cut that is being read.

    `loading` is the kind of the first load (or the one after a restoration) that comes next, "" when it is complete;
    `before` the last id of its last page, `loaded` how many rows it brought.
    """

    epoch: int
    ident: str
    prev: str
    upto: str
    after: tuple[str, int]
    loading: str
    before: str
    loaded: int


@dataclass(frozen=True, slots=True)
class Holding:
    """What a whole cut holds of a stretch of conversations, each with the time of its newest message (milliseconds).

    `since` is how old a finished one may be to count; `left_out` are those with own work under way.
    """

    place: Position
    since: datetime
    talks: Mapping[str, int]
    lines: Mapping[str, holding.Lines]
    left_out: frozenset[str]


class MovedOn(Exception):
    """A page was taken over while a conversation was being fetched, which may therefore be older than what is shown."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Up to where a cut is read, and what may settle when it is whole: what was answered before it began."""

    upto: str
    settling: tuple[tuple[str, str], ...] = ()


class Replica:
    """The copy in one store's file; each method is one transaction, so a page and its place are kept or lost as one."""

    def __init__(self, writer: Engine, reader: Engine, clock: Callable[[], datetime]) -> None:
        self._writer = writer
        self._reader = reader
        self._clock = clock

    def position(self) -> Position:
        """Where the last page ended."""
        with self._writer.connect() as connection:
            return _position(State(connection))

    def rows(self, kind: str) -> dict[str, dict[str, Any]]:
        """Every row of *kind* this seat shows, by id, as it would travel: to hold a copy against its register."""
        names, identity = KINDS[kind].names, KINDS[kind].identity
        with self._writer.connect() as connection:
            found = connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM {kind}").all()
        stored = (dict(zip(names, row, strict=True)) for row in found)
        return {row[identity]: KINDS[kind].told(row) for row in stored}

    def begin(self, snapshot: str) -> Cut:
        """The cut to read now: the one that was broken off, else all up to *snapshot*."""
        with self._writer.connect() as connection:
            state = State(connection)
            if state["upto"]:
                return Cut(state["upto"])
            waiting = connection.exec_driver_sql("SELECT kind, id FROM settling ORDER BY kind, id").all()
        return Cut(snapshot, tuple((kind, row_id) for kind, row_id in waiting))

    def apply(self, cut: Cut, rows: Sequence[Row], after: tuple[str, int]) -> tuple[Event, ...]:
        """Take one page over, which ended at the line *after* (xid, seq)."""
        with self._writer.begin() as connection, applying(connection):
            events = arrivals.take_over(connection, rows, self._clock())
            state = State(connection)
            state["upto"], state["xid"], state["seq"] = cut.upto, after[0], str(after[1])
        return events

    def finish(self, cut: Cut) -> tuple[Event, ...]:
        """The cut is whole: what the register answered before it began is shown as the register has it."""
        with self._writer.begin() as connection, applying(connection):
            settle(connection, cut.settling)
            state = State(connection)
            state["prev"], state["upto"], state["xid"], state["seq"] = cut.upto, "", "0", "0"
            state["pulled_at"] = self._clock().isoformat()
            return arrivals.told_of(connection, cut.settling)

    def note_pulled(self) -> bool:
        """Nothing changed since the last cut, so the copy is as new as now; whether that was written."""
        now = self._clock()
        with self._writer.connect() as connection:
            before = State(connection)["pulled_at"]
        if before and timedelta(0) <= now - datetime.fromisoformat(before) < PULLED_EVERY:
            return False
        with self._writer.begin() as connection:
            State(connection)["pulled_at"] = now.isoformat()
        return True

    def to_fetch(self) -> tuple[str, ...]:
        """Conversations the register told of that this seat is to fetch whole."""
        with self._writer.connect() as connection:
            return arrivals.to_fetch(connection)

    def lacking(self, conversation_ids: Iterable[str]) -> frozenset[str]:
        """Those of the conversations that are not on this seat."""
        wanted = frozenset(conversation_ids)
        query = f"SELECT id FROM conversation WHERE {among('id')}"
        with self._writer.connect() as connection:
            return wanted - frozenset(connection.exec_driver_sql(query, (ids_of(wanted),)).scalars())

    def add_whole(
        self, conversation_id: str, rows: Sequence[Row], asked_at: Position | None = None
    ) -> tuple[Event, ...]:
        """Take over a conversation with all that hangs on it; one that cannot be had is not asked for again.

        *asked_at* is where the copy stood when *rows* were asked for, where others may have gone on meanwhile: then
        nothing is taken over. Raises `MovedOn`.
        """
        with self._writer.begin() as connection, applying(connection):
            if asked_at not in (None, _position(State(connection))):
                raise MovedOn
            connection.exec_driver_sql(
                "DELETE FROM parked WHERE kind IN ('conversation', ?) AND id = ?", (arrivals.WHOLE, conversation_id)
            )
            return arrivals.take_over(connection, rows, self._clock(), complete=True)

    def prune(self, shown: Collection[str] = ()) -> int:
        """Forget old conversations nobody here works on or has *shown*; returns how many. Only between two cuts."""
        with self._writer.begin() as connection:
            state = State(connection)
            if state["upto"] or state["loading"]:
                return 0
            with applying(connection):
                return retention.prune(connection, self._clock(), shown)

    # ---- held against the register --------------------------------------------------------------------------------

    def hold(self, low: int, high: int, most: int) -> Holding | None:
        """The first *most* conversations whose newest message is from *low* until before *high* (milliseconds).

        None in the middle of a cut or a load.
        """
        now = self._clock()
        since = millis(now - baseline.RECENT)
        with self._reader.connect() as connection:
            place = _position(State(connection))
            if _unsettled(place):
                return None
            left_out = holding.under_way(connection)
            talks = holding.kept(connection, since, low, high, most)
            lines = holding.lines_of(connection, talks.keys() - left_out)
        return Holding(place, EPOCH + timedelta(milliseconds=since), talks, lines, left_out)

    def hold_kind(self, kind: str) -> Mapping[str, bytes] | None:
        """The digests of the rows of a kind of which there are few, None in the middle of a cut or a load.

        Of rows that own work is under way on the digest is empty.
        """
        with self._reader.connect() as connection:
            if _unsettled(_position(State(connection))):
                return None
            lines = holding.lines_of_kind(connection, kind)
            return {**lines, **dict.fromkeys(holding.rows_under_way(connection, kind), b"")}

    def heal(
        self, conversation_id: str, rows: Sequence[Row], asked_at: Position, since: datetime
    ) -> tuple[Event, ...] | None:
        """Make a conversation as the register has it; None when nothing differs.

        Raises `MovedOn`, also when own work on it began meanwhile.
        """
        with self._writer.begin() as connection, applying(connection):
            if asked_at != _position(State(connection)) or conversation_id in holding.under_way(connection):
                raise MovedOn
            return healing.heal_talk(connection, conversation_id, rows, self._clock(), since)

    def heal_kind(self, kind: str, rows: Sequence[Row], asked_at: Position, since: datetime) -> tuple[Event, ...]:
        """Make those of *rows* of one kind that differ as the register has them. Raises `MovedOn`."""
        with self._writer.begin() as connection, applying(connection):
            if asked_at != _position(State(connection)):
                raise MovedOn
            return healing.heal_kind(connection, kind, rows, self._clock(), since)

    # ---- the first load, and the one after a restoration -----------------------------------------------------------

    def begin_load(self, epoch: int, ident: str, snapshot: str) -> None:
        """Read everything anew as it is at *snapshot*; nothing that is here is removed."""
        with self._writer.begin() as connection:
            baseline.begin(connection, epoch, ident, snapshot)

    def load(self, kind: str, rows: Sequence[Row]) -> tuple[Event, ...]:
        """Take one page of *kind* over; an empty one ends the kind, and after the last kind the load."""
        now = self._clock()
        with self._writer.begin() as connection, applying(connection):
            events = arrivals.take_over(connection, rows, now, complete=True)
            baseline.note_page(connection, kind, rows, now)
        return events

    # ---- messages this seat read from the networks -----------------------------------------------------------------

    def unsent(self, most: int = 500) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """The next messages the register does not have, with their conversations and contacts, as they travel."""
        with self._writer.connect() as connection:
            return arrivals.unsent(connection, most)

    def sent(self, message_ids: Iterable[str]) -> None:
        """The register has these messages; their conversations settle with the next whole cut."""
        with self._writer.begin() as connection:
            arrivals.note_sent(connection, message_ids)

    def keep_here(self, message_id: str, why: str) -> None:
        """The register cannot take this message: it stays on this seat, and the person is told."""
        with self._writer.begin() as connection:
            arrivals.note_sent(connection, [message_id])
            detail = {"id": message_id}
            tell(connection, f"message:{message_id}", "message.refused", "", why, detail, self._clock())


def _position(state: State) -> Position:
    return Position(
        epoch=int(state["epoch"] or 0),
        ident=state["ident"],
        prev=state["prev"] or NOTHING,
        upto=state["upto"],
        after=(state["xid"] or "0", int(state["seq"] or 0)),
        loading=state["loading"],
        before=state["before"],
        loaded=int(state["loaded"] or 0),
    )


def _unsettled(place: Position) -> bool:
    return bool(place.upto or place.loading or not place.epoch)


def settle(connection: Connection, rows: Iterable[tuple[str, str]]) -> None:
    """Show *rows* as the register has them, under what still waits."""
    rows = list(rows)
    for kind in SHOWN_AGAIN:
        lay_again(connection, kind, [row_id for settled, row_id in rows if settled == kind])
    for kind, row_id in rows:
        if kind == "reply":
            show_reply(connection, row_id)
        connection.exec_driver_sql("DELETE FROM settling WHERE kind = ? AND id = ?", (kind, row_id))
