"""Consoles of people on one real register, in one process: each with a seat, lanes and a window of its own."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pytestqt.qtbot import QtBot

from pmsdesk.app import bootstrap, sharing
from pmsdesk.app.bootstrap import Console, Seat, open_seat
from pmsdesk.app.entrance import Entry
from pmsdesk.app.paths import seat
from pmsdesk.app.settings import Settings
from pmsdesk.domain.account import Channel
from pmsdesk.domain.capability import Capability
from pmsdesk.domain.events import Event
from pmsdesk.domain.message import ANSWERABLE, Author, RemoteMessage, contact_id, conversation_id
from pmsdesk.domain.register_errors import RegisterUnreachable
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import ingest
from pmsdesk.services.ports import Batch, Work
from pmsdesk.sync.address import Login, RegisterAddress
from pmsdesk.sync.link import Link
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.tasks import Tasks
from tests.lanes import settle
from tests.postgres import SharedRegister
from tests.store.shared import Keyring

PASSWORD = "jalan raya selamat"
MINISTRY = "x-moworks"
POTHOLE = "Jalan FT5 km 12 Kuala Selangor berlubang besar, hampir terbabas motosikal saya semalam"
NOBODY = Settings(x_base_url="http://127.0.0.1:9", facebook_base_url="http://127.0.0.1:9", poll_seconds=86_000)
"""No network can be reached."""


def address_of(shared: SharedRegister) -> RegisterAddress:
    host = "127.0.0.1" if os.name == "nt" else shared.cluster.folder.as_posix()
    return RegisterAddress(((host, str(shared.cluster.port)),), shared.name, (("sslmode", "disable"),))


class Cable:
    """The wire between the seats and the register, for all of them at once or for one person."""

    def __init__(self) -> None:
        self.cut: set[str] = set()

    def rows(self, link: Link, statement: object, arguments: object = ()) -> list[tuple[object, ...]]:
        if link.user in self.cut:
            link.close()
            raise RegisterUnreachable()
        return self.through(link, statement, arguments)  # type: ignore[no-any-return, attr-defined]


@dataclass
class Workstation:
    """One computer that joined the register; `enter` opens a person's console at it."""

    shared: SharedRegister
    folder: Path
    preferences: Preferences
    qtbot: QtBot
    keyring: Keyring = field(default_factory=Keyring)
    tasks: Tasks = field(default_factory=Tasks)
    console: Console | None = None
    failed: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seat: Seat = open_seat(seat(self.folder), self.keyring, bootstrap.wall_clock, NOBODY, key=None)

    def join(self, user: str) -> None:
        sharing.join_register(self.seat.store, address_of(self.shared), Login(user), f"PC {user}")

    def enter(self, user: str) -> Console:
        """Sign in, as the program does, and open the console."""
        entry: Entry = self.seat.sign_in(user, PASSWORD)
        console = self.console = Console(self.seat, self.tasks, entry, self.preferences)
        console.desk.failed.connect(self.failed.append)
        with self.qtbot.waitExposed(console.window):
            console.start()
        return console

    def leave(self) -> None:
        """Sign out."""
        if self.console is not None:
            self.console.close()
            self.settle()
            self.console = None

    def hear(
        self,
        remote_id: str,
        text: str = POTHOLE,
        author: str = "7001",
        thread: str = "",
        capability: Capability = ANSWERABLE,
    ) -> str:
        """The network delivers a citizen's message to this seat; the conversation's id."""
        thread = thread or remote_id
        now = self.seat.clock()
        who = Author(author, f"warga{author}", "Ali Rahman")
        said = RemoteMessage(Channel.X, remote_id, thread, "", who, text, now, capability=capability)

        def flow(work: Work) -> tuple[Event, ...]:
            return ingest.accept(work, MINISTRY, Batch((said,), "c1"), self.seat.triager.triage)

        if self.console is not None:
            self.console.desk.do(flow, staff=SYSTEM)
        else:
            with self.seat.store.work(SYSTEM) as work:
                flow(work)
                work.commit()
        return conversation_id(MINISTRY, thread, contact_id(Channel.X, author))

    def settle(self) -> None:
        """Handle events until nothing is under way on any lane."""
        settle(self.tasks)

    def close(self) -> None:
        if self.console is not None:
            self.console.close()
        self.tasks.close()
        if self.console is not None:
            self.console.hang_up()
        self.seat.close()


Stations = Callable[[str], Workstation]
