"""The cells of the fault matrix: one act on one network in one misfortune, and whether its end is right."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Self, TypeVar

from pmsdesk.domain.account import Channel
from pmsdesk.domain.publication import PublicationState
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Moderation
from pmsdesk.store.store import Store
from tests.faults.acts import CALLS, Act
from tests.faults.child import Step
from tests.faults.seat import Seat
from tests.faults.strikes import STRIKES, STRUCK_LOOKS, Strike

S = PublicationState
HIDING = frozenset({Channel.INSTAGRAM, Channel.YOUTUBE})
"""Networks whose lists leave out some of what stands: what is not seen there stays unsure until a person looks."""
A_MOMENT_S = 0.01
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cell:
    """One act on one network while its call of `route` is struck."""

    network: Channel
    act: Act
    strike: Strike
    route: str

    @property
    def name(self) -> str:
        """Where it stands in the matrix."""
        return f"{self.network} {self.act}: {self.strike.name} at {self.route}"


@dataclass(frozen=True, slots=True)
class End:
    """How a cell ended: each state it came to rest in, with how often the text stood then, and what is `wrong`."""

    rests: tuple[tuple[S, int], ...]
    wrong: tuple[str, ...]


Played = tuple[Cell, Step | None]
"""A cell, and the step at which the publisher's process is killed."""


def cells(network: Channel, act: Act) -> Iterator[Cell]:
    """All of a column: every strike at the call that publishes, and those of one call at every upload before it."""
    if (network, act) not in CALLS:
        return
    calls = CALLS[network, act]
    for strike in STRIKES:
        if network in strike.networks:
            for route in (calls.publish, *(calls.uploads if strike.only_call else ())):
                yield Cell(network, act, strike, route)


class Bench:
    """Where cells are run one after the other: one sandbox, emptied for each, and a new store to copy for each."""

    def __init__(self) -> None:
        self._sandbox = Sandbox()
        self._folder = TemporaryDirectory()

    def __enter__(self) -> Self:
        Store(self._path("new.db"), self._path("new"), "WS-01", lambda: datetime.now(UTC), key=None).close()
        self._sandbox.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._sandbox.stop()
        self._folder.cleanup()

    def run(self, cell: Cell, step: Step | None = None) -> End:
        """Play *cell* to its end, first without a person and then with one where it needs one.

        With a *step* the first to publish is another process, which is killed there.
        """
        with TemporaryDirectory(dir=self._folder.name) as name:
            folder = Path(name)
            copyfile(self._path("new.db"), folder / "pmsdesk.db")
            seat = Seat(self._sandbox, folder, cell.network, cell.act)
            try:
                return _play(cell, self._sandbox, seat, step)
            finally:
                seat.close()

    def _path(self, name: str) -> Path:
        return Path(self._folder.name) / name


def spread(cells: Sequence[T], size: int, seed: int) -> list[T]:
    """*size* of *cells* as *seed* chooses them, in their order; all of them for 0."""
    if not 0 < size < len(cells):
        return list(cells)
    return [cells[place] for place in sorted(random.Random(seed).sample(range(len(cells)), size))]


def run_cells(part: Sequence[Played]) -> dict[Played, End]:
    """Play *part* on a bench of its own."""
    with Bench() as bench:
        return {(cell, step): bench.run(cell, step) for cell, step in part}


def _play(cell: Cell, sandbox: Sandbox, seat: Seat, step: Step | None) -> End:
    strike = cell.strike
    with sandbox.control() as control:
        options = {"code": strike.code, "subcode": strike.subcode} if strike.code else {}
        order = control.fault(cell.route, strike.kind, seconds=A_MOMENT_S, **options)
    if cell.act is Act.MEDIA and not seat.bring_media():
        refused = cell.network in strike.refused and not seat.stands
        return End(((S.REJECTED, seat.stands),), () if refused else ("the picture was refused",))
    killed = step is None or seat.killed_at(step)
    first = seat.step().state if step is None else seat.publication.state
    trouble_looks(cell, sandbox)
    publication = seat.go_on()
    rests = [(publication.state, seat.stands)]
    wrong = [] if killed else ["the process was not killed"]
    if step is None and not order.calls:
        wrong.append("the fault did not strike")
    due = _due(cell, first, seat.stands)
    if publication.state not in ({due} if step is None else _due_after_a_kill(cell, first, seat.stands)):
        wrong.append(f"{publication.state} with {seat.stands} standing: {publication.words}")
    for _ in range(1 if step is None else 2):  # after a kill the fault may strike what a person has sent again
        if publication.paused or publication.state is S.UNSURE:
            publication = seat.resume() if publication.state is S.READY else seat.decide()
            rests.append((publication.state, seat.stands))
    refused = publication.state is S.REJECTED and cell.network in cell.strike.refused
    if publication.state is not S.SENT and not refused:
        wrong.append(f"{publication.state} after a person: {publication.words}")
    if seat.stands != (publication.state is S.SENT):
        wrong.append(f"{publication.state}, but it stands {seat.stands} times")
    if seat.untrue:
        wrong.append(f"called {', '.join(seat.untrue)} while it stood")
    if not seat.is_where_it_belongs:
        wrong.append("it stands in the wrong place, or without its picture")
    return End(tuple(rests), tuple(wrong))


def trouble_looks(cell: Cell, sandbox: Sandbox) -> None:
    """After the call: what stands is shown late or held, and the looks for it are struck."""
    strike = cell.strike
    with sandbox.control() as control:
        if strike.looking:
            look = CALLS[cell.network, cell.act].look
            control.fault(look, strike.looking, times=STRUCK_LOOKS, seconds=A_MOMENT_S)
        world = control.world
        for entry in world.ledger.entries:
            if entry.private:
                world.late[entry.id] = max(world.late[entry.id], strike.late)
                continue
            item = world.items[cell.network, entry.id]
            item.hidden_reads = max(item.hidden_reads, strike.late)
            if strike.state is not Moderation.PUBLISHED:
                item.state = strike.state


def _due(cell: Cell, first: S, stands: int) -> S:
    """The state it must come to rest in by itself."""
    if cell.network in cell.strike.refused:
        return S.REJECTED
    if cell.strike.kind is Kind.STATUS_402 and cell.route == CALLS[cell.network, cell.act].publish:
        return S.READY
    if first is S.UNSURE and cell.network in HIDING and not stands:
        return S.UNSURE
    return S.SENT


def _due_after_a_kill(cell: Cell, left: S, stands: int) -> set[S]:
    """The states it may come to rest in when its process was killed, which *left* it so: others had to find out."""
    if left is S.READY or left is S.CLAIMED:
        return {_due(cell, S.UNSURE if cell.network in HIDING and not stands else left, stands), S.SENT}
    if left is S.SENT or left is S.REJECTED:
        return {left}
    return {S.UNSURE} if cell.network in HIDING and not stands else {S.SENT, _due(cell, left, stands)}
