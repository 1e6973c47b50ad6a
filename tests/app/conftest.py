"""What the tests of the program's own parts start from: a real seat before the practice networks, and a desk on it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from pmsdesk.app import bootstrap
from pmsdesk.app.bootstrap import Seat, open_seat
from pmsdesk.app.lines import token_name
from pmsdesk.app.paths import Paths, seat
from pmsdesk.app.practice import networks_of
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.events import Event, ReplySubmitted
from pmsdesk.domain.finding import Assessment
from pmsdesk.domain.publication import Publication
from pmsdesk.domain.staff import SYSTEM, Staff
from pmsdesk.routing.triage import Triager
from pmsdesk.sandbox.faults import Fault, Kind
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.sandbox.world import Place
from pmsdesk.services import accounting, drafting, ingest
from pmsdesk.store.engine import PATIENCE_S
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.tasks import Tasks
from tests.lanes import settle
from tests.postgres import cluster, shared
from tests.screen import AISYAH, FARID, NOW, PEOPLE, password_hash, references
from tests.sync.registers import worked

HANDLES = {
    "x-moworks": "MOWorks",
    "x-jkrmalaysia": "JKRMalaysia",
    "facebook-kkr": "KKRMalaysia",
    "instagram-kkr": "kkrmalaysia",
    "youtube-kkr": "kkrmalaysia",
}
COMPLAINT = "Lubang besar di FT5 Sabak Bernam, motor saya jatuh semalam. Bila nak tampal?"
ANSWER = "Terima kasih. Aduan tuan telah diterima dan siasatan akan dijalankan."
triager = cache(Triager.default)
__all__ = ["cluster", "shared", "worked"]
SHORT_MS = 50


@dataclass
class Station:
    """A seat and the practice networks; both go by the networks' clock, which stands still. `off` sets ours wrong."""

    paths: Paths
    sandbox: Sandbox
    vault: MemoryVault
    seat: Seat
    tasks: Tasks
    off: timedelta = timedelta(0)
    happened: list[Event] = field(default_factory=list)
    told: list[Exception] = field(default_factory=list)
    online: list[bool] = field(default_factory=list)

    def now(self) -> datetime:
        with self.sandbox.control() as control:
            return control.clock() + self.off

    def jump(self, **by: float) -> None:
        """Let time pass everywhere; the arguments of a timedelta."""
        with self.sandbox.control() as control:
            control.clock(advance=timedelta(**by))

    def desk(self, staff: Staff = AISYAH) -> Desk:
        """A person's desk, whose three signals are written down."""
        desk = Desk(self.tasks, self.seat.store.work, self.seat.store.read, self.now, staff)
        desk.happened.connect(self.happened.extend)
        desk.failed.connect(self.told.append)
        desk.online.connect(self.online.append)
        return desk

    def account(self, account_id: str) -> Account:
        return next(account for account, _ in self.seat.store.read().accounts() if account.id == account_id)

    def connect(self, *account_ids: str, token: str = "") -> None:
        """Connect accounts, with the sandbox's token for each unless another is given."""
        for account_id in account_ids:
            account, handle = self.account(account_id), HANDLES[account_id]
            remote_id, found = self.seat.lines.test(account, token_for(handle))
            self.vault.put(token_name(account), token or token_for(handle))
            with self.seat.store.work(FARID) as work:
                accounting.connect_account(work, account_id, remote_id, found)
                work.commit()

    def disconnect(self, account_id: str) -> None:
        with self.seat.store.work(FARID) as work:
            accounting.disconnect_account(work, account_id)
            work.commit()

    def write(self, account_id: str, text: str = COMPLAINT, author: str = "faizalz") -> str:
        """A citizen writes to the account; the remote id."""
        with self.sandbox.control() as control:
            return control.inject(self.account(account_id).channel, HANDLES[account_id], author, text).id

    def fault(self, route: str, kind: Kind, **options: object) -> Fault:
        with self.sandbox.control() as control:
            return control.fault(route, kind, **options)

    def mend(self) -> None:
        with self.sandbox.control() as control:
            control.clear_faults()

    def calls(self, route: str) -> int:
        """How often *route* was called so far."""
        with self.sandbox.control() as control:
            return control.world.ledger.calls[route]

    def standing(self, text: str = ANSWER) -> int:
        """How often *text* of ours stands on the networks."""
        with self.sandbox.control() as control:
            return sum(entry.text == text for entry in control.world.ledger.entries)

    def answer(self, account_id: str, text: str = ANSWER) -> str:
        """A citizen writes, it is read in, and an officer answers; the reply's id."""
        target = self.write(account_id)
        account = self.account(account_id)
        batch = self.seat.lines.of(account).fetch("")
        with self.seat.store.work(SYSTEM) as work:
            ingest.accept(work, account_id, batch, self.seat.triager.triage)
            work.commit()
        with self.seat.store.work(AISYAH) as work:
            message = work.conversations.message_by_remote_id(account.channel, target)
            assert message is not None
            events = drafting.submit(work, message.conversation_id, target, text, _clear)
            work.commit()
        return next(event.reply_id for event in events if isinstance(event, ReplySubmitted))

    def publication(self, reply_id: str) -> Publication:
        with self.seat.store.work(SYSTEM) as work:
            found = work.replies.publication(reply_id)
        assert found is not None
        return found

    def settle(self) -> None:
        """Handle events until nothing is under way on any lane."""
        settle(self.tasks)


def _clear(text: str, _channel: Channel) -> Assessment:
    return Assessment((), "1", len(text), 280)


@contextmanager
def _held(station: Station) -> Iterator[None]:
    """The store waits for the other program for a moment only, but for its own lanes as long as ever."""
    patience_ms = SHORT_MS

    def be_patient(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA busy_timeout = {patience_ms}")

    event.listen(station.seat.store._writer, "checkout", be_patient)
    other = sqlite3.connect(station.paths.database, isolation_level=None, timeout=60)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()
    patience_ms = round(1000 * PATIENCE_S)


@pytest.fixture
def another_program() -> Callable[[Station], AbstractContextManager[None]]:
    """Another program that writes into the store's file for as long as its context lasts."""
    return _held


def empty_world(sandbox: Sandbox) -> None:
    """Nobody has written yet; each of our pages has said one thing. The clock stands."""
    with sandbox.control() as control:
        control.reset(seeded=False, now=NOW)
        post = "Kerja baik pulih FT5 bermula esok."
        for channel in (Channel.FACEBOOK, Channel.INSTAGRAM, Channel.YOUTUBE):
            page = HANDLES[f"{channel}-kkr"]
            control.inject(channel, page, page, post, place=Place.POST)


@pytest.fixture(autouse=True)
def _data_files_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each seat reads the same data files; here they are read once a run."""
    monkeypatch.setattr(bootstrap, "load_references", references)
    monkeypatch.setattr(Triager, "default", triager)


@pytest.fixture
def station(tmp_path: Path, qtbot: QtBot) -> Iterator[Station]:
    """A seat with people, and no account connected yet."""
    sandbox = Sandbox(now=NOW).start()
    empty_world(sandbox)
    vault = MemoryVault()
    clock: list[Callable[[], datetime]] = []
    chosen = networks_of(sandbox)
    seat_paths = seat(tmp_path / "seat")
    made = open_seat(seat_paths, vault, lambda: clock[0]() if clock else NOW, chosen, key=None)
    with made.store.work(SYSTEM) as work:
        for person in PEOPLE:
            work.people.put(person, password_hash())
        work.commit()
    station = Station(seat_paths, sandbox, vault, made, Tasks())
    clock.append(station.now)
    yield station
    sandbox.stop()
    station.tasks.close()
    made.close()
