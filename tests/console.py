"""The whole window over a seat, as the program puts it together, with a network that answers as it is told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.connection import Connection
from pmsdesk.domain.errors import TokenExpired
from pmsdesk.domain.register_errors import RegisterRefused
from pmsdesk.domain.staff import Staff
from pmsdesk.services import accounting
from pmsdesk.services.register_ports import Presence, SharedSearch
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.approvals.page import ApprovalsPage
from pmsdesk.ui.complaints.page import ComplaintsPage
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.inbox.attending import Attending
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.page import Page
from pmsdesk.ui.posts.page import PostsPage
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.settings.accounts import AccountsPage, Done
from pmsdesk.ui.settings.outbox import OutboxPage
from pmsdesk.ui.settings.page import SettingsPage
from pmsdesk.ui.sharing.conflicts import ConflictsPage
from pmsdesk.ui.sharing.outage import OutagePage
from pmsdesk.ui.shell.shared_finder import SharedFinder
from pmsdesk.ui.window import Window
from tests.screen import Screen, references

GOOD_TOKEN = "token-yang-betul"


@dataclass
class Network:
    """Stands for the program's lines to the networks: one good token, everything else has expired."""

    desk: Desk
    keyring: bool = True
    tokens: dict[str, str] = field(default_factory=dict)
    clients: dict[Channel, str] = field(default_factory=dict)
    holds: dict[str, Connection] = field(default_factory=dict)
    given_up: list[str] = field(default_factory=list)
    browser: tuple[Account, Done] = field(init=False)

    def connect(self, account: Account, token: str, done: Done) -> None:
        if token != GOOD_TOKEN:
            done(TokenExpired("Invalid or expired token (89)", account=account.name, channel=account.channel))
            return
        self.tokens[account.id] = token
        self.desk.do(
            lambda work: accounting.connect_account(work, account.id, "900077", account.handle),
            then=lambda _events: done(None),
            catch=done,
        )

    def signs_in(self, channel: Channel) -> bool:
        return channel is not Channel.FACEBOOK

    def client(self, channel: Channel, then: Callable[[str], None]) -> None:
        then(self.clients.get(channel, ""))

    def sign_in(self, account: Account, client_id: str, secret: str, done: Done) -> Callable[[], None]:
        """The browser is at the person's hand: `came_back` is what it brings."""
        self.clients[account.channel] = client_id
        self.browser = account, done
        return lambda: self.given_up.append(account.id)

    def came_back(self, token: str) -> None:
        account, done = self.browser
        self.connect(account, token, done)

    def connections(self, accounts: Iterable[Account], then: Callable[[Mapping[str, Connection]], None]) -> None:
        then({account.id: self.holds[account.id] for account in accounts if account.id in self.holds})

    def test(self, account: Account, done: Done) -> None:
        known = account.id in self.tokens
        done(None if known else TokenExpired(account=account.name, channel=account.channel))

    def disconnect(self, account: Account, done: Done) -> None:
        self.tokens.pop(account.id, None)
        self.desk.do(lambda work: accounting.disconnect_account(work, account.id), then=lambda _events: done(None))


@dataclass
class Alone:
    """A seat on its own, and a register that takes one password."""

    url: str = ""

    def address(self) -> str:
        return self.url

    def join(self, url: str, user: str, password: str, done: Done) -> None:
        if password != GOOD_TOKEN:
            done(RegisterRefused(user=user))
            return
        self.url = url
        done(None)


class Console:
    """One person's window and its parts."""

    def __init__(
        self,
        screen: Screen,
        staff: Staff,
        preferences: Preferences,
        look_now: Callable[[], None] = lambda: None,
        presence: Presence | None = None,
        search: SharedSearch | None = None,
    ) -> None:
        """At a seat of a shared register: *presence*, who else is there, and *search*, what else there is."""
        self.screen, self.desk = screen, screen.desk(staff)
        self.actions, self.network = Actions(), Network(self.desk)
        self.attending = Attending(screen.tasks, presence, self.desk)
        self.inbox = InboxPage(self.desk, self.actions, references(), self.attending)
        self.approvals = ApprovalsPage(self.desk, self.actions, references())
        self.complaints = ComplaintsPage(self.desk, self.actions, references())
        self.posts = PostsPage(self.desk, self.actions, references())
        self.outbox = OutboxPage(self.desk, look_now)
        self.accounts = AccountsPage(self.desk, references(), self.network)
        self.membership = Alone()
        self.settings = SettingsPage(self.desk, self.actions, preferences, self.membership)
        self.conflicts, self.outage = ConflictsPage(self.desk, references()), OutagePage(self.desk, look_now)
        alone = (self.inbox, self.approvals, self.complaints, self.posts, self.outbox, self.accounts, self.settings)
        self.pages: tuple[Page, ...] = alone if presence is None else (*alone, self.conflicts, self.outage)
        self.shared_finder = SharedFinder(self.desk, screen.tasks, search, self.desk) if search is not None else None
        self.window = Window(self.desk, self.actions, references(), self.pages, preferences, self.shared_finder)
