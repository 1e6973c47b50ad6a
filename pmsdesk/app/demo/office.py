"""One register shared by two consoles and a computer without a screen, over networks of their own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pmsdesk.app import paths
from pmsdesk.app.bootstrap import open_seat
from pmsdesk.app.console import Run
from pmsdesk.app.demo.backroom import Backroom
from pmsdesk.app.demo.clock import DemoClock
from pmsdesk.app.demo.embedded import EmbeddedPostgres
from pmsdesk.app.demo.hands import NotSeen, until
from pmsdesk.app.demo.scene import PASSWORD, PEOPLE, Scene
from pmsdesk.app.demo.stage import MOWORKS, Stage
from pmsdesk.app.lines import token_name
from pmsdesk.app.practice import networks_of
from pmsdesk.app.sharing import join_register
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.account import Channel
from pmsdesk.domain.complaint import Complaint
from pmsdesk.domain.staff import Role
from pmsdesk.sandbox.ids import token_for
from pmsdesk.sandbox.server import Sandbox
from pmsdesk.services import accounting
from pmsdesk.services.reading import SyncStatus
from pmsdesk.store.work import fresh_id
from pmsdesk.sync.address import Login, RegisterAddress
from pmsdesk.sync.administration import Administration, Status
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.link import link_of
from pmsdesk.sync.round import Round
from pmsdesk.ui.desk import Flow

DATABASE = "pmsdesk"
ACCOUNT = "x-moworks"
PUBLISHER = ("farid", "Farid Osman")
REGISTER_ROLES = {Role.ADMINISTRATOR: "pentadbir", Role.OFFICER: "pegawai", Role.SUPERVISOR: "penyelia"}


class Keyring(MemoryVault):
    """The keyring of one computer of the demo: it lasts as long as that computer."""

    lasting = True

    def get(self, name: str) -> str:
        """The secret, "" when there is none."""
        return self._secrets.get(name, "")


class Workstation(Stage):
    """One computer with a console, and the person at it."""

    def __init__(self, scene: Scene, run: Run, username: str) -> None:
        super().__init__(scene, run)
        self.username = username
        self.run = run

    def sit_down(self) -> None:
        """Sign in; the register says who this is."""
        self.run.begin()
        self.enter(self.username)

    @property
    def status(self) -> SyncStatus:
        """How this seat stands with the register."""
        return self.read.sync_status(self.username)

    def sync(self) -> None:
        """Speak with the register now, and not in a few seconds."""
        if self.console.sharing is None:
            raise NotSeen("the console shares a register")
        self.console.sharing.look()

    def do(self, flow: Flow) -> None:
        """Let the person at the console act, and wait until it is saved."""
        ended: list[Exception | None] = []
        self.console.desk.do(flow, then=lambda _events: ended.append(None), catch=ended.append)
        until(lambda: ended, "the work is saved")
        if ended[0] is not None:
            raise ended[0]

    def is_connected(self, account_id: str) -> bool:
        """Whether this seat knows the account as connected."""
        return any(account.connected for account, _ in self.read.accounts() if account.id == account_id)

    def complaint(self, handle: str) -> Complaint | None:
        """The complaint of a citizen as this seat shows it."""
        return self.find(handle).complaint if self.knows(handle) else None

    def knows(self, handle: str) -> bool:
        """Whether the citizen's conversation is here."""
        return bool(self._keys(handle))


class Office:
    """Everything of the demo's second part; `end` leaves no process and no file behind, however far it came."""

    def __init__(self, application: QApplication, home: Path, server: EmbeddedPostgres) -> None:
        self._application = application
        self._home = home
        self.server = server
        self.sandbox = Sandbox().start()
        self.stations: dict[str, Workstation] = {}
        self.backroom: Backroom | None = None
        self._settings = networks_of(self.sandbox)

    # ---- the register -----------------------------------------------------------------------------------------------

    def administration(self, database: str = DATABASE) -> Administration:
        """A session of the register's administrator."""
        return Administration(self.server.address(database), self.server.login)

    def found(self) -> Status:
        """Make the register and let everybody in, as ``pmsdesk register init`` and ``add-user`` do."""
        with self.administration("postgres") as administration:
            administration.connection.execute(f"CREATE DATABASE {DATABASE}")
        with self.administration() as administration:
            administration.init()
            for username, name, role in PEOPLE:
                administration.add_person(username, name, REGISTER_ROLES[role], PASSWORD)
            administration.add_person(*PUBLISHER, "penerbit", PASSWORD)
            return administration.status()

    # ---- the computers ----------------------------------------------------------------------------------------------

    @property
    def address(self) -> RegisterAddress:
        """Where the register is."""
        return self.server.address(DATABASE)

    def join(self, username: str) -> Workstation:
        """A new computer joins the register, as an administrator does it under *Tetapan*; *username* will sit there."""
        seat_paths, clock = paths.seat(self._home / username), DemoClock()
        seat = open_seat(seat_paths, Keyring(), clock, self._settings, key=None)  # invented people: plain files
        manager, *_ = PEOPLE[0]
        seat.make_first_administrator(*PEOPLE[0][:2], PASSWORD)
        join_register(seat.store, self.address, Login(manager, PASSWORD), f"PC {username}")
        scene = Scene(seat_paths, self.sandbox, clock, seat)
        station = Workstation(scene, Run(self._application, seat_paths, lambda _passphrase: seat), username)
        self.stations[username] = station
        return station

    def connect_account(self, station: Workstation) -> None:
        """At *station* the administrator notes whom the ministry speaks as; the token stays in the back room."""
        seat, (username, *_) = station.scene.seat, PEOPLE[0]
        staff = seat.sign_in(username, PASSWORD).staff
        with seat.store.work(staff) as work:
            account = work.accounts.get(ACCOUNT)
        vault = Keyring()
        vault.put(token_name(account), token_for(account.handle))
        remote_id, handle = seat.lines.test(account, token_for(account.handle))
        with link_of(seat.store, self.address, Login(username, PASSWORD)) as link:
            rounds = Round(seat.store, RegisterApi(link), staff, f"PC {station.username}", fresh_id)
            rounds.run(seat.clock)
            with seat.store.work(staff) as work:
                accounting.connect_account(work, ACCOUNT, remote_id, handle)
                work.commit()
            rounds.run(seat.clock)
        login = Login(PUBLISHER[0], PASSWORD)
        folder = paths.seat(self._home / login.user)
        self.backroom = Backroom(folder, self.address, login, self._settings, vault)

    @property
    def back(self) -> Backroom:
        """The computer without a screen."""
        if self.backroom is None:
            raise NotSeen("the back room has joined")
        return self.backroom

    # ---- citizens ---------------------------------------------------------------------------------------------------

    def write(self, handle: str, name: str, text: str) -> None:
        """A citizen writes to the ministry on X."""
        with self.sandbox.control() as control:
            control.inject(Channel.X, MOWORKS, handle, text, name=name)

    def until_all(self, seen: Callable[[Workstation], object], what: str, seconds: float = 30) -> None:
        """Wait until *seen* is true at every console."""
        until(lambda: all(seen(station) for station in self.stations.values()), what, seconds)

    def end(self) -> None:
        """Close the consoles and the back room, and end the servers."""
        try:
            for station in self.stations.values():
                station.run.end()
            if self.backroom is not None:
                self.backroom.close()
        finally:
            self.sandbox.stop()
            self.server.remove()
