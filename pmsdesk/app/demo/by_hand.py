"""Opens the officer's and the supervisor's console on one shared register, for people to try, with outages at will."""

import signal
import tempfile
from itertools import cycle
from pathlib import Path

import click
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from pmsdesk.app.console import Run, make_application
from pmsdesk.app.demo.embedded import EmbeddedPostgres, NoServer
from pmsdesk.app.demo.office import Office, Workstation
from pmsdesk.app.demo.panel import Panel
from pmsdesk.app.demo.relay import Relay
from pmsdesk.app.demo.scene import PASSWORD, PEOPLE, set_up
from pmsdesk.app.demo.shared_walk import CITIZENS, OFFICER, SUPERVISOR
from pmsdesk.app.sharing import move_register
from pmsdesk.ui import words
from pmsdesk.ui.tasks import Tasks

BACKROOM = "backroom"
ROUND_MS = 3000


class ByHand(QObject):
    """Two consoles, a line of its own from each to the register, the computer without a screen, and the panel."""

    def __init__(self, application: QApplication, home: Path, server: EmbeddedPostgres) -> None:
        """Make the register and let both computers join; `end` leaves nothing behind, also when this fails."""
        super().__init__()
        self.office = Office(application, home, server)
        self.relays: dict[str, Relay] = {}
        self._tasks = Tasks(self)
        self._at_work = False
        self._rounds = QTimer(self, interval=ROUND_MS)
        self._rounds.timeout.connect(self.work)
        self._citizens = cycle(CITIZENS.items())
        try:
            self.office.found()
            stations = [self.office.join(username) for username in (OFFICER, SUPERVISOR)]
            self.office.connect_account(stations[0])
            for station in stations:
                relay = self.relays[station.username] = Relay(self.office.address, self)
                move_register(station.scene.seat.store, relay.address)
        except BaseException:
            self.end()
            raise
        self.panel = Panel([(username, name, role) for username, name, role in PEOPLE if username in self.relays])
        self.panel.line_wanted.connect(self.set_line)
        self.panel.console_wanted.connect(lambda username: self.office.stations[username].run.come_forward())
        self.panel.message_wanted.connect(self.hear)

    def begin(self) -> None:
        """Open both consoles with their people signed in, and the panel; from now on the computer in the back works."""
        for station in self.office.stations.values():
            station.run.opened.connect(lambda station=station: _sign_in(station))
            station.run.begin()
        self.panel.show()
        self._rounds.start()
        self.work()

    def set_line(self, username: str, whole: bool) -> None:
        """Cut the line of *username*, or mend it; who has it back need not wait for the next round."""
        relay, station = self.relays[username], self.office.stations[username]
        relay.mend() if whole else relay.cut()
        self.panel.show_line(username, relay.whole)
        if station.run.console is not None:
            station.sync()

    def hear(self) -> None:
        """One more citizen writes."""
        handle, (name, text) = next(self._citizens)
        self.office.write(handle, name, text)
        self.work()

    def work(self) -> None:
        """Let the computer in the back read the network and send what may be sent, unless it is at it."""
        if not self._at_work:
            self._at_work = True
            self._tasks.run(BACKROOM, self._round, owner=self, then=self._rested, catch=self._rested)

    def end(self) -> None:
        """Close everything and end the servers; whoever waits for the register is not waited for."""
        self._rounds.stop()
        for relay in self.relays.values():
            relay.cut()
        self._tasks.close()
        self.office.end()

    def _round(self) -> None:
        self.office.back.collect()
        self.office.back.publish()

    def _rested(self, _outcome: object) -> None:
        self._at_work = False


def _sign_in(station: Workstation) -> None:
    dialog = station.run.sign_in
    if dialog is not None:
        dialog.name.setText(station.username)
        dialog.password.setText(PASSWORD)
        dialog.submit()


def show() -> int:
    """Run the demo until its consoles are closed; everything it made is thrown away. Returns the exit status."""
    application = make_application()
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, lambda *_: application.quit())
    with tempfile.TemporaryDirectory(prefix="pmsdesk-demo-") as home:
        try:
            server = EmbeddedPostgres()
        except NoServer as why:
            click.echo(f"Tanpa daftar bersama, satu konsol sahaja: {why}")
            return _show_one(application, Path(home))
        click.echo("Menyediakan daftar bersama dan dua komputer …")
        demo = ByHand(application, Path(home), server)
        _tell(demo.office.sandbox.url)
        demo.begin()
        status = application.exec()
        demo.end()
    return status


def _show_one(application: QApplication, home: Path) -> int:
    """The console of a seat on its own, where no PostgreSQL can run."""
    scene = set_up(home)
    _tell(scene.sandbox.url)
    run = Run(application, scene.paths, lambda _passphrase: scene.seat)
    run.begin()
    status = application.exec()
    run.end()
    scene.sandbox.stop()
    return status


def _tell(url: str) -> None:
    click.echo(f"Rangkaian latihan: {url}")
    for username, name, role in PEOPLE:
        click.echo(f"  {username:8} {name} ({words.role(role)}), kata laluan: {PASSWORD}")
