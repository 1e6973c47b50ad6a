"""Seats of people on one real register: real files, a keyring in memory, a clock each, one network of citizens."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.events import Event
from pmsdesk.domain.finding import Assessment, Finding, Severity
from pmsdesk.domain.message import Author, RemoteMessage, contact_id, conversation_id
from pmsdesk.domain.register_errors import RegisterUnreachable
from pmsdesk.domain.staff import SYSTEM, Role, Staff
from pmsdesk.domain.triage import Jurisdiction, Kind, Triage
from pmsdesk.services import complaining, drafting, ingest
from pmsdesk.services.complaining import Registration
from pmsdesk.services.ports import Batch
from pmsdesk.store import Store
from pmsdesk.store.work import SqliteWork, fresh_id
from pmsdesk.sync.address import Login, RegisterAddress
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.joining import join
from pmsdesk.sync.link import Link
from pmsdesk.sync.round import Outcome, Round
from tests.postgres import SharedRegister
from tests.store.shared import Keyring

ROLES = {"siti": Role.OFFICER, "kumar": Role.OFFICER, "rahman": Role.SUPERVISOR, "mei": Role.SUPERVISOR} | {
    "admin1": Role.ADMINISTRATOR
}
MINISTRY = "x-moworks"
POTHOLE = "Jalan FT5 km 12 Kuala Selangor berlubang besar, hampir terbabas motosikal saya semalam"
ANSWER = "Terima kasih. Aduan tuan telah diterima dan siasatan akan dijalankan."
RUDE = "Aduan macam ini bodoh sahaja, sila semak dahulu."
FORM = Registration(
    "Ali Rahman", "awam", "Lubang besar di FT5", "jalan_berlubang", Jurisdiction.FEDERAL, ("jkr",), "FT5", "km 12"
)


def triage(text: str, account: Account) -> Triage:
    del text, account
    return Triage(Kind.COMPLAINT, Jurisdiction.FEDERAL, ("jkr",), "jalan_berlubang", "FT5", confidence=0.8)


def assess(text: str, channel: Channel) -> Assessment:
    """Insults wait for a supervisor."""
    del channel
    at = text.find("bodoh")
    found = (Finding("R01", Severity.APPROVAL, at, at + 5, "Perkataan kesat.", "J.14"),) if at >= 0 else ()
    return Assessment(found, "2026-11", len(text), 280)


def rows(store: Store, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What the file holds."""
    with store._reader.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query, values)]


class Backup:
    """A copy of the register as it is now, to which it can be put back later, as after a lost disk."""

    def __init__(self, shared: SharedRegister, *seats: "Seat") -> None:
        self._shared = shared
        self._copy = f"{shared.name}_backup"
        self._let_go(seats)
        with shared.cluster.connect() as connection:
            connection.execute(f"CREATE DATABASE {self._copy} TEMPLATE {shared.name}")

    def restore(self, *seats: "Seat", gap: int = 5000) -> None:
        """Put the register back and declare it, as its administrator does, with a *gap* in the numbers."""
        self._let_go(seats)
        with self._shared.cluster.connect() as connection:
            connection.execute(f"DROP DATABASE {self._shared.name} WITH (FORCE)")
            connection.execute(f"ALTER DATABASE {self._copy} RENAME TO {self._shared.name}")
        self._shared.administrator.execute("SELECT sync.protect_database()")
        self._shared.administrator.execute("SELECT sync.begin_epoch(%s)", [gap])

    def _let_go(self, seats: Sequence["Seat"]) -> None:
        for seat in seats:
            seat.line.close()
        for connection in self._shared.connections:
            connection.close()
        self._shared.connections.clear()
        self._shared.__dict__.pop("administrator", None)


class Line(Link):
    """A line that can be cut, or lose its next answer."""

    def __init__(self, shared: SharedRegister, user: str) -> None:
        super().__init__(address_of(shared), Login(user))
        self.cut = False
        self.lose: Callable[[str], bool] = lambda _statement: False

    def rows(self, statement: Any, arguments: Any = ()) -> list[tuple[Any, ...]]:
        if self.cut:
            raise RegisterUnreachable()
        answer = super().rows(statement, arguments)
        if self.lose(statement):
            raise RegisterUnreachable()
        return answer


def address_of(shared: SharedRegister) -> RegisterAddress:
    host = "127.0.0.1" if os.name == "nt" else shared.cluster.folder.as_posix()
    return RegisterAddress(((host, str(shared.cluster.port)),), shared.name, (("sslmode", "disable"),))


@dataclass
class Seat:
    """One person at one computer that joined the register."""

    shared: SharedRegister
    folder: Path
    user: str
    keyring: Keyring = field(default_factory=Keyring)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    shown: Callable[[], Collection[str]] = tuple

    def __post_init__(self) -> None:
        self.open()
        self.line = Line(self.shared, self.user)
        self.api = RegisterApi(self.line)
        if not self.store.joined:
            join(self.store, self.api, f"PC {self.user}", self.new_id)
        self.begin_rounds()

    def open(self) -> None:
        self.store = Store(
            self.folder / "pmsdesk.db",
            self.folder / "photos",
            "PC",
            self.clock,
            new_id=fresh_id,
            vault=self.keyring,
            key=None,
        )

    def begin_rounds(self) -> None:
        self.rounds = Round(self.store, self.api, self.staff, f"PC {self.user}", self.new_id, self.shown)

    def clock(self) -> datetime:
        return self.now

    def new_id(self) -> str:
        return str(UUID(fresh_id()))

    def pass_time(self, **by: float) -> None:
        self.now += timedelta(**by)

    @property
    def staff(self) -> Staff:
        return Staff(self.user, self.user, self.user.title(), ROLES.get(self.user, Role.OFFICER))

    def sync(self) -> Outcome:
        return self.rounds.run(self.clock)

    def do(self, flow: Callable[..., tuple[Event, ...]], *args: object, **more: object) -> tuple[Event, ...]:
        with self.store.work(self.staff) as work:
            events = flow(work, *args, **more)
            work.commit()
        return events

    @contextmanager
    def system(self) -> Iterator[SqliteWork]:
        with self.store.work(SYSTEM) as work:
            yield work
            work.commit()

    def hear(
        self, remote_id: str, text: str = POTHOLE, author: str = "7001", thread: str = "1000", **more: object
    ) -> str:
        """The network delivers a citizen's message to this seat; the conversation's id."""
        said = RemoteMessage(
            Channel.X, remote_id, thread, thread, Author(author, f"warga{author}", "Ali Rahman"), text, self.now
        )
        said = replace(said, **more)  # type: ignore[arg-type]
        with self.system() as work:
            ingest.accept(work, MINISTRY, Batch((said,), "c1"), triage)
        return conversation_id(MINISTRY, thread, contact_id(Channel.X, author))

    def submit(self, talk: str, target: str, text: str = ANSWER) -> str:
        (event, *_) = self.do(drafting.submit, talk, target, text, assess)
        return event.reply_id  # type: ignore[attr-defined,no-any-return]

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return rows(self.store, query, *values)

    def close(self) -> None:
        self.line.close()
        self.store.close()


Open = Callable[..., Seat]
"""Opens the seat of a person of the register."""


def both_have_talk(seat: Open) -> tuple[Seat, Seat, str]:
    """Siti and Kumar have the same citizen's conversation; its id."""
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    kumar.sync()
    talk = siti.hear("1001")
    siti.sync()
    kumar.sync()
    return siti, kumar, talk


def both_have_complaint(seat: Open) -> tuple[Seat, Seat, str, str]:
    """Siti and Kumar have the same registered complaint; its conversation's id and its own."""
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    kumar.sync()
    talk = siti.hear("1001")
    siti.do(complaining.register, talk, FORM)
    siti.sync()
    kumar.sync()
    ((complaint,),) = kumar.rows("SELECT id FROM complaint")
    return siti, kumar, talk, complaint


def disk(seat: Seat, folder: Path) -> Path:
    """A copy of the seat's disk as it is now."""
    copy = shutil.copytree(seat.folder, folder)
    source, target = sqlite3.connect(seat.folder / "pmsdesk.db"), sqlite3.connect(copy / "pmsdesk.db")
    source.backup(target)
    source.close()
    target.close()
    for left in ("pmsdesk.db-wal", "pmsdesk.db-shm"):
        (copy / left).unlink(missing_ok=True)
    return copy
