"""A computer of the ministry: its file, its keyring, the people who sit at it, and its lane to the register."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from pmsdesk.domain.complaint import DRAFT
from pmsdesk.domain.events import ComplaintChanged, Event
from pmsdesk.domain.operation import CARRIES
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.store import Store
from pmsdesk.store.work import SqliteWork
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.blobs import BlobLane
from pmsdesk.sync.checking import Checker
from pmsdesk.sync.joining import join
from pmsdesk.sync.pulling import Puller
from pmsdesk.sync.round import Round
from tests.simulation import view
from tests.simulation.faults import Crash
from tests.simulation.line import Line
from tests.store.shared import Keyring
from tests.sync.seats import ROLES

if TYPE_CHECKING:
    from tests.simulation.world import World

PAGE, LOAD_PAGE = 7, 40
CHECKED = 6, 2
"""How many conversations are compared at once, and in stretches of how many."""

PARTS = {"up": 8, "push": 2, "pull": 9, "number": 3, "forget": 1, "check": 3, "photos": 2}
"""The parts of a round, and how often each is begun by itself; up is offer and push."""


@dataclass(frozen=True)
class Seat:
    """What lies on a computer before a simulation begins: a file, and what its keyring holds."""

    file: Path
    secrets: dict[str, str] = field(default_factory=dict)


class Station:
    """One computer. `life` counts its starts; `busy` tells that its lane waits for an answer of the register."""

    def __init__(self, world: "World", index: int, people: tuple[str, ...], folder: Path, like: "Seat") -> None:
        self.world = world
        self.index = index
        self.people = people
        self.folder = folder
        self.keyring = Keyring()
        self.keyring.secrets |= like.secrets
        self.skew = timedelta()
        self.life = 0
        self.busy = False
        self.cut_off_until = 0.0
        self.image: Path | None = None
        self.part: tuple[str, Iterator[tuple[Event, ...]]] | None = None
        self.greeted: set[str] = set()
        self.horizons: dict[str, set[tuple[str, str]]] = {}
        self.loaded_from = ""
        folder.mkdir()
        shutil.copy(like.file, self.file)
        self.start()
        if not self.store.joined:
            for person in people:
                join(self.store, self.apis[person], self.name, self.new_id)

    @property
    def name(self) -> str:
        return f"PC{self.index}"

    @property
    def file(self) -> Path:
        return self.folder / "pmsdesk.db"

    def clock(self) -> datetime:
        """This computer's clock, which may be wrong."""
        return self.world.at + self.skew

    def new_id(self) -> str:
        return self.world.new_id()

    # ---- life and death ----

    def start(self) -> None:
        """The program starts on what is on the disk."""
        self.life += 1
        self.part, self.greeted = None, set()
        photos = self.folder / "photos"
        self.store = Store(
            self.file, photos, self.name, self.clock, new_id=self.new_id, vault=self.keyring, key=None, patience_s=0.2
        )
        if self.store.joined:
            self.store.blocks.recover()
        self._watch_commits(self.store._writer)
        self.lines = {person: Line(self, person) for person in self.people}
        self.apis = {person: RegisterApi(line) for person, line in self.lines.items()}
        self.rounds = {person: self._round(person) for person in self.people}

    def stop(self) -> None:
        """It ends, as a process is killed: nothing is written any more."""
        for line in self.lines.values():
            line.close()
        if self.part is not None and not self.busy:
            self.part[1].close()  # type: ignore[attr-defined]
        self.part = None
        self.store.close()

    def crash(self) -> None:
        self.stop()
        self.start()

    def _round(self, person: str) -> Round:
        made = Round(self.store, self.apis[person], staff_of(person), self.name, self.new_id)
        made._puller = Puller(self.store.replica, self.apis[person], PAGE, LOAD_PAGE)
        made._checker = Checker(self.store.replica, self.apis[person], made._puller, *CHECKED)
        return made

    def _watch_commits(self, writer: Engine) -> None:
        """Let the program die just before, or just after, any commit."""
        commit: Callable[[Any], None] = writer.dialect.do_commit

        def watched(connection: Any) -> None:
            if self.world.happens("crash_at_commit"):
                self.world.count("crash before a commit")
                raise Crash("before a commit")
            commit(connection)
            if self.world.happens("crash_at_commit"):
                self.world.count("crash after a commit")
                raise Crash("after a commit")

        writer.dialect.do_commit = watched  # type: ignore[method-assign]

    def take_image(self) -> None:
        """Copy the file, as a backup of the whole computer does."""
        self.image = self.folder / "image.db"
        self.image.unlink(missing_ok=True)
        self.store.backup(self.image)

    def roll_back(self) -> None:
        """The disk is as it was when the image was taken; the keyring is not on it."""
        assert self.image is not None
        before = self.saved_here()
        self.stop()
        for old in self.folder.glob("pmsdesk.db*"):
            old.unlink()
        shutil.copy(self.image, self.file)
        self.image = None
        self.start()
        self.world.ledger.lost_with_disk |= before - self.saved_here()

    # ---- people ----

    def do(self, person: str, flow: Callable[..., tuple[Event, ...]], *args: object, **more: object) -> None:
        """What a person does, and is then told is saved. Works without the register."""
        if self.busy:
            self.world.count("acted while a call was under way")
        elif self.part is not None and self.part[0] == "pull":
            self.world.count("acted between pages")
        with self.store.work(staff_of(person)) as work:
            events = flow(work, *args, **more)
            operations = promised(work)
            work.commit()
        self.world.ledger.save(operations, self.name)
        for event in events:
            if isinstance(event, ComplaintChanged) and flow.__name__ == "register":
                self._tell_number(event)

    def _tell_number(self, event: ComplaintChanged) -> None:
        if event.number.startswith(DRAFT):
            self.world.count("draft without a number")
            self.world.ledger.drafts.add(event.complaint_id)
        else:
            self.world.ledger.tell_number(event.number, event.complaint_id)

    def do_alone(self, flow: Callable[..., tuple[Event, ...]], *args: object) -> None:
        """What the program does by itself."""
        with self.store.work(SYSTEM) as work:
            flow(work, *args)
            work.commit()

    # ---- the lane to the register ----

    def sync(self, person: str, part: str, steps: int) -> None:
        """Go on with the part of a round that is under way, else begin *part*; at most *steps* commits of it."""
        if self.part is None:
            if person not in self.greeted:
                self.rounds[person].greet(self.clock)
                self.greeted.add(person)
            self.part = part, self._begin(person, part)
        name, running = self.part
        for _ in range(steps):
            try:
                events = next(running)
            except StopIteration:
                self.part = None
                self._heed(name)
                if name == "check" and (checked := self.rounds[person]._checker.last) is not None:
                    self.world.seen["conversation compared"] += checked.compared
                return
            except BaseException:
                self.part = None
                raise
            self._heed(name)
            self._heed_numbers(events)

    def _begin(self, person: str, part: str) -> Iterator[tuple[Event, ...]]:
        rounds = self.rounds[person]
        if part == "up":
            return _up(rounds)
        if part == "photos":
            return self._photos(person)
        if part == "check":
            self.store.remember("checked_at", "")
            rounds._checking = None
        if part in {"number", "forget", "check"}:
            dated: Iterator[tuple[Event, ...]] = getattr(rounds, part)(self.clock)
            return dated
        begun: Iterator[tuple[Event, ...]] = getattr(rounds, part)()
        return begun

    def _photos(self, person: str) -> Iterator[tuple[Event, ...]]:
        yield BlobLane(self.apis[person], self.store.transfers).run()

    def _heed(self, part: str) -> None:
        """After every commit of a pull: what is shown is what it should be."""
        if part == "pull":
            self.world.ledger.faults += view.faults(self)
            self.world.seen["orphan reported"] += len(self.rows("SELECT 1 FROM notice WHERE kind = 'orphan' LIMIT 1"))

    def _heed_numbers(self, events: tuple[Event, ...]) -> None:
        """Drafts that got their number: now the citizen is told."""
        ledger = self.world.ledger
        for event in events:
            if not isinstance(event, ComplaintChanged) or event.number.startswith(DRAFT):
                continue
            if event.complaint_id in ledger.drafts:
                ledger.drafts.discard(event.complaint_id)
                ledger.tell_number(event.number, event.complaint_id)
                self.world.count("draft numbered")

    def whole_round(self, person: str) -> None:
        """A round as the program makes it."""
        self._heed_numbers(self.rounds[person].run(self.clock).events)
        for events in self._photos(person):
            self._heed_numbers(events)

    # ---- what lies in the file ----

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self.store._reader.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query, values)]

    def saved_here(self) -> set[str]:
        """Ids of the operations in this file that go to the register."""
        return {row[0] for row in self.rows("SELECT id FROM outbox")}


def staff_of(person: str) -> Staff:
    return Staff(person, person, person.title(), ROLES[person])


def _up(rounds: Round) -> Iterator[tuple[Event, ...]]:
    yield from rounds.offer()
    yield from rounds.push()


def promised(work: SqliteWork) -> list[str]:
    """The operations that are saved once *work* is committed."""
    return [told.id for told in work._recorded if told.kind in CARRIES]
