"""The composition root, read top to bottom: a seat is opened, a person signs in, a console is built over both."""

import importlib
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from pmsdesk import channels
from pmsdesk.app import settings
from pmsdesk.app.clock_watch import ClockWatch
from pmsdesk.app.connector import AccountConnector
from pmsdesk.app.entrance import Entry, enter_alone
from pmsdesk.app.lines import Lines
from pmsdesk.app.measurer import Measurer
from pmsdesk.app.membership import Membership
from pmsdesk.app.paths import Paths
from pmsdesk.app.poller import Poller
from pmsdesk.app.publisher import Publisher
from pmsdesk.app.references import load_references
from pmsdesk.app.settings import Settings
from pmsdesk.app.sign_in_settings import SignIns, SignInSettings
from pmsdesk.app.sign_in_settings import load as load_sign_in_settings
from pmsdesk.app.token_round import TokenRound
from pmsdesk.app.training.starter import TrainingStarter
from pmsdesk.domain.events import Event
from pmsdesk.domain.staff import SYSTEM, Role
from pmsdesk.routing.registry import load_accounts
from pmsdesk.routing.triage import Triager
from pmsdesk.services import accounting, numbering, staffing
from pmsdesk.services.ports import Vault, Work
from pmsdesk.store.file_key import FileKey
from pmsdesk.store.store import Store
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.approvals.page import ApprovalsPage
from pmsdesk.ui.complaints.page import ComplaintsPage
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.inbox.attending import Attending
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.page import Page
from pmsdesk.ui.posts.page import PostsPage
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.references import References
from pmsdesk.ui.settings.accounts import AccountsPage
from pmsdesk.ui.settings.outbox import OutboxPage
from pmsdesk.ui.settings.page import SettingsPage
from pmsdesk.ui.sharing.conflicts import ConflictsPage
from pmsdesk.ui.sharing.outage import OutagePage
from pmsdesk.ui.shell.shared_finder import SharedFinder
from pmsdesk.ui.tasks import Tasks
from pmsdesk.ui.training.page import TrainingPage
from pmsdesk.ui.training.shared_record import SharedRecord
from pmsdesk.ui.window import Window

if TYPE_CHECKING:  # they bring the driver of PostgreSQL, which only a seat of a shared register needs
    from pmsdesk.app.sharing import Sharing

CALM_AFTER_S = 300.0

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """The time of this computer, aware UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Seat:
    """What is open before anyone signs in."""

    store: Store
    references: References
    triager: Triager
    settings: Settings
    lines: Lines
    sign_ins: SignIns
    clock: Clock

    def has_people(self) -> bool:
        """Whether anyone can sign in; if not, the first administrator is to be made."""
        with self.store.work(SYSTEM) as work:
            return bool(work.people.all())

    def make_first_administrator(self, username: str, name: str, password: str) -> None:
        """Make the first person; raises what `staffing.add` does."""
        with self.store.work(SYSTEM) as work:
            staffing.add(work, username, name, Role.ADMINISTRATOR, password)
            work.commit()

    def sign_in(self, username: str, password: str) -> Entry:
        """Who comes in; raises what `staffing.sign_in` does, or `entrance.enter_shared` at a seat of a register."""
        if not self.store.joined:
            return Entry(enter_alone(self.store, username, password))
        address = importlib.import_module("pmsdesk.app.sharing").address_of(self.store)
        entry: Entry = importlib.import_module("pmsdesk.app.shared_entrance").enter_shared(
            self.store, address, username, password
        )
        return entry

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def open_seat(
    paths: Paths, vault: Vault, clock: Clock = wall_clock, chosen: Settings | None = None, *, key: FileKey | None
) -> Seat:
    """Open (and if need be make, encrypt or migrate) what lies below *paths*. Raises `StoreError`, `BadDataFile`.

    *key* None leaves the files plain: for demo and tests only. *chosen* settings replace the kept ones: the demo points
    the networks at its sandbox.
    """
    store = Store(paths.database, paths.attachments, platform.node() or "seat", clock, vault=vault, key=key)
    with store.work(SYSTEM) as work:
        accounting.seed_accounts(work, load_accounts())
        numbering.lease_local_blocks(work)
        if chosen is not None:
            settings.save(work, chosen)
        kept = settings.load(work)
        work.commit()

    def sign_in_settings() -> SignInSettings:
        with store.work(SYSTEM) as work:
            return load_sign_in_settings(work)

    sign_ins = SignIns(sign_in_settings, kept.options, paths.token_locks, clock)
    lines = Lines(
        vault,
        lambda account, token: channels.connect(account, token, **kept.options(account.channel)),
        sign_ins.keeper,
        clock,
    )
    return Seat(store, load_references(), Triager.default(), kept, lines, sign_ins, clock)


class Console(QObject):
    """The console of one signed-in person: desk, pages, window, poller and publisher.

    At a seat of a shared register `sharing` speaks with it, and nothing is published from local state. `signed_out`
    when they leave, `dismissed` when the register lets them in no more.
    """

    signed_out = Signal()
    dismissed = Signal()

    def __init__(
        self, seat: Seat, tasks: Tasks, entry: Entry, preferences: Preferences, *, practice: bool = False
    ) -> None:
        """*practice*: this is the console of Mod Latihan, from which no other one is started."""
        super().__init__()
        self._seat, self._entry = seat, entry
        self._preferences = preferences
        self.desk = Desk(tasks, seat.store.work, seat.store.read, seat.clock, entry.staff, self)
        self._active_s = time.monotonic()
        self.sharing = self._share(tasks)
        presence = self.sharing.presence if self.sharing else None
        self.attending = Attending(tasks, presence, self)
        self.shared_finder = SharedFinder(self.desk, tasks, self.sharing.search, self) if self.sharing else None
        self._record = SharedRecord(self.desk, tasks, self.sharing.training, self) if self.sharing else None
        self.actions = Actions(rebound=preferences.choices.shortcuts, parent=self)
        interval = timedelta(seconds=seat.settings.poll_seconds)
        self.poller = Poller(self.desk, tasks, seat.lines, seat.store.work, seat.triager.triage, interval, self)
        if self.sharing is not None:
            self.poller.may_poll = self.sharing.lane.may_poll
        self.measurer = Measurer(self.desk, tasks, seat.lines, seat.store.work, self.poller, self)
        self.publisher = Publisher(self.desk, tasks, seat.lines, seat.store.work, self)
        self.connector = AccountConnector(self.desk, tasks, seat.lines, seat.sign_ins)
        self.membership = Membership(self.desk, tasks, seat.store)
        self.clock_watch = ClockWatch(self.desk, self)
        self.training = None if practice else TrainingStarter(self.desk, self)
        self.pages = self._make_pages()
        self.window = Window(self.desk, self.actions, seat.references, self.pages, preferences, self.shared_finder)
        self.token_round = TokenRound(self.desk, seat.lines, self.connector, self.window)
        self.token_round.ended.connect(self.poller.poll_now)
        self.window.signed_out.connect(self.signed_out)
        if self.sharing is not None:
            self.sharing.syncer.dismissed.connect(self._dismiss)
            self.sharing.syncer.demoted.connect(self.signed_out)

    def page(self, key: str) -> Page:
        """The page named *key*."""
        return next(page for page in self.pages if page.key == key)

    def start(self) -> None:
        """Show the window and begin to poll and publish."""
        self.window.appear()
        self.poller.start()
        if self.sharing is None:
            self.publisher.start()
            self.token_round.start()
            return
        self.sharing.start()
        if self._entry.trouble is not None:
            self.window.tell_offline()

    def close(self) -> None:
        """Stop polling and publishing and close the window; what waits is on disk."""
        self.poller.stop()
        self.publisher.stop()
        if self.training is not None:
            self.training.end()
        self.connector.give_up()
        self.attending.be_at("")
        self.actions.detach()
        self.window.close()
        if self.sharing is not None:
            self.sharing.stop()
        self.window.deleteLater()

    def hang_up(self) -> None:
        """Close the lines to the register that are still open, once no lane runs any more."""
        if self.sharing is not None:
            self.sharing.hang_up()

    def _share(self, tasks: Tasks) -> "Sharing | None":
        """What speaks with the register, None at a seat on its own."""
        login = self._entry.login
        if login is None:
            return None
        sharing = importlib.import_module("pmsdesk.app.sharing")
        address = sharing.address_of(self._seat.store)
        seat, check = self._seat, self._seat.references.checker.check
        made: Sharing = sharing.Sharing(
            self.desk,
            tasks,
            seat.store,
            seat.lines,
            address,
            login,
            check,
            seat.clock,
            self._is_calm,
            self._shown,
            self,
        )
        return made

    def _is_calm(self) -> bool:
        """Whether nobody looks at this console: it is minimised, or another program is in front for a while."""
        if QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive:
            self._active_s = time.monotonic()
        return self.window.isMinimized() or time.monotonic() - self._active_s > CALM_AFTER_S

    def _shown(self) -> frozenset[str]:
        """Conversations on the screen, or on their way to it; asked on the lane of the rounds."""
        coming = self.shared_finder.fetching if self.shared_finder is not None else ""
        return frozenset({coming, *(page.conversation_id for page in self.pages)} - {""})

    def _dismiss(self) -> None:
        """The register knows this person no more: neither does this seat."""
        self.desk.do(self._forget, staff=SYSTEM, owner=self, then=lambda _events: self.dismissed.emit())

    def _forget(self, work: Work) -> tuple[Event, ...]:
        staffing.forget_password(work, self.desk.staff.username)
        return ()

    def _make_pages(self) -> tuple[Page, ...]:
        references = self._seat.references
        return (
            InboxPage(self.desk, self.actions, references, self.attending),
            ApprovalsPage(self.desk, self.actions, references),
            ComplaintsPage(self.desk, self.actions, references),
            PostsPage(self.desk, self.actions, references),
            OutboxPage(self.desk, self.publisher.look if self.sharing is None else self.sharing.look),
            AccountsPage(self.desk, references, self.connector),
            SettingsPage(self.desk, self.actions, self._preferences, self.membership),
            *self._shared_pages(),
            *self._training_pages(),
        )

    def _training_pages(self) -> tuple[Page, ...]:
        if self.training is None:
            return ()
        return (TrainingPage(self.desk, self.actions, self.training.start, self._record),)

    def _shared_pages(self) -> tuple[Page, ...]:
        if self.sharing is None:
            return ()
        return ConflictsPage(self.desk, self._seat.references), OutagePage(self.desk, self.sharing.look)
