"""The whole of a simulation: one thread, one seed, one clock; computers, people, networks and the register."""

import atexit
import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self
from uuid import UUID

from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.store import Store
from tests.postgres import Cluster
from tests.simulation.faults import CALM, Crash, Rates, Weather
from tests.simulation.ledger import Ledger
from tests.simulation.people import MINISTRY, Person
from tests.simulation.publisher import Publisher
from tests.simulation.register import Register, begin_of
from tests.simulation.social import Social
from tests.simulation.station import PARTS, Seat, Station

COMPUTERS = (("siti",), ("kumar", "rahman"), ("rahman",), ("mei",))
"""Who sits where: one computer has two people, one person two computers."""

PUBLISHERS = ("penerbit1", "penerbit2")
DEEPEST = 3
MOST_ROUNDS = 70
ROUND_S = 25.0
DECIDING = 2
"""In so many of the last rounds people still decide what was asked."""
GAP = 5000
FOUNDED = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


class World:
    """One simulation, to be used with ``with``."""

    def __init__(self, cluster: Cluster, seed: int, weather: Weather | None = None) -> None:
        founded = foundation(cluster)
        self.chance = Random(seed)
        self.weather = weather or Weather()
        self._begin(cluster, begin_of(self.chance.random()), founded.database, founded.seats)
        for _ in range(6):
            self.social.speak(self.chance.choice(MINISTRY))
        self.rates = self.weather.rates

    def _begin(self, cluster: Cluster, begun: datetime, database: str, seats: Sequence[Seat]) -> None:
        self.rates: Rates = CALM
        self.seen: Counter[str] = Counter()
        self.steps = 0
        self.now_s = 0.0
        self.begun = begun
        self.heard_by: dict[str, set[str]] = {}
        self.story: list[str] = []
        self._depth = 0
        self._held: list[object] = []
        self._folder = tempfile.TemporaryDirectory(prefix="pmsdesk-sim-")
        self.register = Register(cluster, begun, database)
        self.ledger = Ledger(self)
        self.social = Social(self)
        folder = Path(self._folder.name)
        self.stations = [
            Station(self, n, people, folder / f"{n}", seat)
            for n, (people, seat) in enumerate(zip(COMPUTERS, seats, strict=True))
        ]
        self.publishers = [Publisher(self, person) for person in PUBLISHERS]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for computer in (*self.stations, *self.publishers):
            computer.stop()
        self.register.close()
        self._folder.cleanup()

    # ---- what everything in it asks ----

    @property
    def faulty(self) -> bool:
        return self.rates is not CALM

    @property
    def at(self) -> datetime:
        """The true time, to the millisecond."""
        return self.moment(self.now_s)

    def moment(self, now_s: float) -> datetime:
        return self.begun + timedelta(milliseconds=round(now_s * 1000))

    @property
    def trace(self) -> str:
        """A digest of everything that happened, in order."""
        return hashlib.sha256("\n".join(self.story).encode()).hexdigest()

    def happens(self, what: str) -> bool:
        """Whether a fault strikes now."""
        rate: float = getattr(self.rates, what)
        return rate > 0 and self.chance.random() < rate

    def count(self, what: str) -> None:
        self.seen[what] += 1

    def new_id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def pass_time(self, seconds: float) -> None:
        self.now_s += seconds
        self.register.tell_time(self.at)
        self.social.carry_out_late()

    def asked(self, called: str) -> None:
        """A computer asks the register something."""
        self.count("calls")
        if called == "baseline" and self.faulty:
            self.count("loaded anew")
        if self._held and called in {"pull", "push"}:
            self.count(f"{called} while a commit was held")

    def lease_over(self, publications: Iterable[Publication]) -> None:
        """Publications that somebody claimed and did not send in time."""
        self.seen["lease ran out"] += sum(p.state is PublicationState.CLAIMED for p in publications)

    @contextmanager
    def holding(self, computer: object) -> Iterator[None]:
        """While a transaction of *computer* is open."""
        self._held.append(computer)
        try:
            yield
        finally:
            self._held.remove(computer)

    def meanwhile(self, seconds: float) -> None:
        """Others go on while a call is under way."""
        end = self.now_s + seconds
        if self.faulty and self._depth < DEEPEST:
            self._depth += 1
            try:
                for _ in range(self.chance.randrange(2, 9)):
                    self.step((end - self.now_s) / 4 if self.now_s < end else 0.0)
            finally:
                self._depth -= 1
        self.pass_time(max(0.0, end - self.now_s))

    # ---- steps ----

    def step(self, longest_s: float | None = None) -> None:
        """One thing happens."""
        self.steps += 1
        self.pass_time(self._pause() if longest_s is None else self.chance.uniform(0, longest_s))
        if self._disturb():
            return
        kind = self.chance.choices(("act", "sync", "publish", "speak"), weights=self.weather.bustle)[0]
        getattr(self, f"_{kind}")()

    def _pause(self) -> float:
        """Mostly a moment, sometimes minutes."""
        return self.chance.uniform(30, 240) if self.chance.random() < 0.04 else self.chance.uniform(0.01, 3)

    def _speak(self) -> None:
        self.social.speak(self.chance.choice(MINISTRY))
        self._note("speak", "done")

    def _act(self) -> None:
        station = self.chance.choice(self.stations)
        person = Person(self, station, self.chance.choice(station.people))
        self._guard(station, f"act {person.who}", person.act)

    def _sync(self) -> None:
        free = [station for station in self.stations if not station.busy]
        if not free:
            return
        station = self.chance.choice(free)
        person = self.chance.choice(station.people)
        (part,) = self.chance.choices(list(PARTS), weights=list(PARTS.values()))
        steps = self.chance.choice((1, 2, 50, 50))
        self._lane(station, f"sync {person} {part}", lambda: station.sync(person, part, steps))

    def _publish(self) -> None:
        free = [publisher for publisher in self.publishers if not publisher.busy]
        if free:
            publisher = self.chance.choice(free)
            self._lane(publisher, "publish", publisher.one_step)

    def _lane(self, computer: Station | Publisher, name: str, action: Callable[[], object]) -> None:
        """What keeps the lane of a computer to the register busy."""
        computer.busy = True
        try:
            self._guard(computer, name, action)
        finally:
            computer.busy = False

    def _guard(self, computer: Station | Publisher, name: str, action: Callable[[], object]) -> None:
        """Do it; what the program refuses is an outcome, and a crash ends one computer only."""
        life = computer.life
        try:
            outcome = str(action() or "done")
        except Crash:
            outcome = "crash"
            if computer.life == life:
                computer.crash()
        except KnownError as error:
            outcome = type(error).__name__
        self._note(f"{computer.name} {name}", outcome)

    def _note(self, what: str, outcome: str) -> None:
        self.story.append(f"{self.now_s:.3f} {what}: {outcome}")

    # ---- disturbances of whole computers ----

    def _disturb(self) -> bool:
        """One computer, its clock, its disk or the register suffers; whether anything did."""
        for what in ("partition", "clock_set", "image_taken", "rolled_back", "backed_up", "restored"):
            if self.happens(what):
                done: bool = getattr(self, f"_{what}")()
                if done:
                    self._note(what, "done")
                    return True
        return False

    def _partition(self) -> bool:
        computer = self.chance.choice([*self.stations, *self.publishers])
        computer.cut_off_until = self.now_s + self.chance.uniform(1, 90)
        for line in computer.lines.values():
            line.close()
        self.count("partition")
        return True

    def _clock_set(self) -> bool:
        station = self.chance.choice(self.stations)
        station.skew = timedelta(seconds=self.chance.choice((0, self.chance.uniform(-86400, 86400))))
        self.count("clock set wrong" if station.skew else "clock set right")
        return True

    def _image_taken(self) -> bool:
        station = self.chance.choice(self.stations)
        if not self.weather.rollback or station.busy:
            return False
        station.take_image()
        return True

    def _rolled_back(self) -> bool:
        station = self.chance.choice(self.stations)
        if not self.weather.rollback or station.image is None:
            return False
        station.roll_back()
        self.count("disk rolled back")
        return True

    def _backed_up(self) -> bool:
        if not self.weather.restore or self._held:
            return False
        self._hang_up()
        self.register.back_up()
        self.count("register backed up")
        return True

    def _restored(self) -> bool:
        if not self.weather.restore or not self.register.has_backup:
            return False
        self._hang_up()
        self.pass_time(60)
        self.register.restore(GAP)
        self.count("register restored")
        return True

    def _hang_up(self) -> None:
        for computer in (*self.stations, *self.publishers):
            for line in computer.lines.values():
                line.close()

    # ---- the end ----

    def drain(self) -> int | None:
        """Everything heals and comes to rest; after how many rounds, None when it does not (I12)."""
        self.rates = CALM
        for computer in (*self.stations, *self.publishers):
            computer.cut_off_until = 0.0
        for station in self.stations:
            if station.part is not None:
                self._lane(station, "finish a part", lambda s=station: s.sync(s.people[0], "pull", 10_000))  # type: ignore[misc]
        for rounds in range(1, MOST_ROUNDS + 1):
            before = self._told_so_far()
            self.pass_time(ROUND_S if rounds < MOST_ROUNDS / 2 else 700)
            for publisher in self.publishers:
                self._lane(publisher, "round", publisher.whole_round)
            for station in self.stations:
                for person in station.people:
                    self._lane(station, f"round {person}", lambda s=station, p=person: s.whole_round(p))  # type: ignore[misc]
            if self.weather.moderating and rounds <= DECIDING:
                self._decide_all()
            if rounds > DECIDING and self._at_rest() and self._told_so_far() == before:
                return rounds
        return None

    def _decide_all(self) -> None:
        """Whoever may clears one of the requests that wait."""
        for station in self.stations:
            for who in station.people:
                self._guard(station, f"clear {who}", Person(self, station, who).clear)

    def _told_so_far(self) -> int:
        """How far the feed goes: a round in which it did not grow has brought every seat all there is."""
        return int(self.register.one("SELECT coalesce(max(seq), 0) FROM sync.feed"))

    def _at_rest(self) -> bool:
        moving = self.register.one(
            "SELECT count(*) FROM app.publication WHERE state IN ('claimed', 'sending')"
            " OR state = 'ready' AND (app.ground_of(version_id) <> '' OR not_before > sync.now())"
            " OR state = 'unsure' AND not_before < '9999-01-01'"
        )
        acting = self.register.one("SELECT count(*) FROM app.moderation WHERE state = 'cleared'")
        return not moving and not acting and not self.social.late and all(at_rest(station) for station in self.stations)


def at_rest(station: Station) -> bool:
    """Whether nothing waits at the computer any more."""
    queries = ("SELECT count(*) FROM outbox WHERE state <> 'acknowledged'", "SELECT count(*) FROM unsent")
    waiting = sum(station.rows(query)[0][0] for query in (*queries, "SELECT count(*) FROM settling"))
    position = station.store.replica.position()
    return not waiting and not position.loading and position.epoch == station.world.register.epoch


@dataclass(frozen=True)
class Foundation:
    """What every simulation on one cluster begins with: a database, and seats that joined it and loaded what it has."""

    database: str
    seats: tuple[Seat, ...]


class Founding(World):
    """Makes a foundation, once, on an ordinary day before all simulations."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.chance = Random(0)
        self.weather = Weather()
        self._place = folder
        empty = folder / "empty" / "pmsdesk.db"
        Store(empty, empty.with_name("photos"), "", key=None).close()
        self._begin(cluster, FOUNDED, "", [Seat(empty)] * len(COMPUTERS))

    def lay(self, database: str) -> Foundation:
        """Everybody loads what the register has; then all of it is kept."""
        for station in self.stations:
            for person in station.people:
                station.whole_round(person)
        for computer in (*self.stations, *self.publishers):
            computer.stop()
        seats = []
        for station in self.stations:
            kept = self._place / f"{station.name}.db"
            shutil.copy(station.file, kept)
            seats.append(Seat(kept, station.keyring.secrets))
        self.register.leave(database)
        self._folder.cleanup()
        return Foundation(database, tuple(seats))


_founded: dict[Path, Foundation] = {}


def foundation(cluster: Cluster) -> Foundation:
    """The foundation on *cluster*, made when it is first asked for."""
    if cluster.folder not in _founded:
        place = Path(tempfile.mkdtemp(prefix="pmsdesk-sim-founded-"))
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        _founded[cluster.folder] = Founding(cluster, place).lay("simulation_founded")
    return _founded[cluster.folder]
