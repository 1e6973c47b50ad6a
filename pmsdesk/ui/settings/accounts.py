"""The page of official accounts: which are connected, how reading them goes, who must approve what they say."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.domain.connection import Connection
from pmsdesk.domain.events import AccountChanged, AccountMeasured, Event, RegisterPulled
from pmsdesk.domain.staff import Right, Staff
from pmsdesk.services import accounting
from pmsdesk.services.ports import Work
from pmsdesk.ui import words
from pmsdesk.ui.card_page import CardPage
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.account_form import AccountForm
from pmsdesk.ui.dialogs.browser_sign_in import BrowserSignIn
from pmsdesk.ui.dialogs.token import AskToken
from pmsdesk.ui.references import References
from pmsdesk.ui.settings.account_card import AccountCard, AccountState
from pmsdesk.ui.settings.account_metrics import AccountDetails
from pmsdesk.ui.theme import Tone, set_kind

Done = Callable[[Exception | None], None]
Connections = Mapping[str, Connection]
WITH_SECRET = frozenset({Channel.YOUTUBE})
"""Networks that give an installed program a client secret."""
TICK_MS = 30_000
"""How often the page says anew how long ago something was."""

Known = tuple[Sequence[tuple[Account, datetime | None]], frozenset[str], Sequence[Staff]]
"""Accounts with the time of their last successful poll, the ids of those that are paused, and everybody."""


class Connector(Protocol):
    """What the program can do about an account's token; each returns at once and calls *done* on the GUI thread."""

    keyring: bool

    def connect(self, account: Account, token: str, done: Done) -> None:
        """Try *token* on the network, keep it and note the account as connected."""

    def signs_in(self, channel: Channel) -> bool:
        """Whether accounts of *channel* are connected in the browser; the tokens of others are pasted."""

    def client(self, channel: Channel, then: Callable[[str], None]) -> None:
        """The client id under which this program is known to *channel*, "" for none yet."""

    def sign_in(self, account: Account, client_id: str, secret: str, done: Done) -> Callable[[], None]:
        """Note the client (a *secret* of "" leaves the kept one) and let the administrator sign in, in the browser.

        What comes back gives that up.
        """

    def connections(self, accounts: Iterable[Account], then: Callable[[Connections], None]) -> None:
        """How long the connections of *accounts* hold, by account id."""

    def test(self, account: Account, done: Done) -> None:
        """Ask the network whose the kept token is."""

    def disconnect(self, account: Account, done: Done) -> None:
        """Forget the token and note the account as not connected."""


class AccountsPage(CardPage):
    """A card an account, by agency. How reading goes is told on the cards as it happens."""

    key = "accounts"
    icon = "mdi6.at"
    about = (AccountChanged, RegisterPulled)

    def __init__(self, desk: Desk, references: References, connector: Connector, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._references, self._connector = references, connector
        self._accounts: Sequence[tuple[Account, datetime | None]] = ()
        self._paused: frozenset[str] = frozenset()
        self._staff: Sequence[Staff] = ()
        self._connections: Connections = {}
        self._cards: dict[str, AccountCard] = {}
        self._details: dict[str, AccountDetails] = {}
        self._unfolded: set[str] = set()
        self._manages = desk.staff.may(Right.MANAGE)
        self.sheet.heading.button.clicked.connect(lambda _checked=False: self.edit(None))
        self.retranslate()
        self.sheet.show_loading(self.tr("Memuatkan akaun …"))
        desk.polled.connect(self._tell)
        self._ticking = QTimer(self, interval=TICK_MS)
        self._ticking.timeout.connect(self._tell_all)
        self._ticking.start()

    def title(self) -> str:
        return self.tr("Akaun rasmi")

    def shown(self) -> None:
        self._desk.ask(
            lambda read: (read.accounts(), read.paused(), read.staff()), self._loaded, self, self.load_failed
        )

    def edit(self, account: Account | None) -> None:
        """Ask for what is known of *account*, of a new one without."""
        AccountForm(self._desk, self._references.agencies.values(), self._staff, account, self).open()

    def ask_token(self, account: Account) -> AskToken:
        """Ask for the token of *account* and connect it."""
        dialog = AskToken(
            account,
            self._connector.keyring,
            lambda token, done: self._connector.connect(account, token, done),
            self,
        )
        dialog.open()
        return dialog

    def ask_sign_in(self, account: Account) -> BrowserSignIn:
        """Connect *account* by a sign-in in the browser."""
        dialog = BrowserSignIn(
            account,
            account.channel in WITH_SECRET,
            lambda client_id, secret, done: self._connector.sign_in(account, client_id, secret, done),
            lambda: self.ask_token(account),
            self,
        )
        self._connector.client(account.channel, dialog.show_client)
        dialog.open()
        return dialog

    def _loaded(self, known: Known) -> None:
        accounts, self._paused, self._staff = known
        self._show(accounts)
        if told := [account for account, _ in accounts if account.connected and self._is_told(account)]:
            self._connector.connections(told, self._know)

    def _is_told(self, account: Account) -> bool:
        """Whether the person is told when the connection of *account* ends."""
        return self._manages or self._desk.staff.id in (account.owner_id, account.deputy_id)

    def _know(self, connections: Connections) -> None:
        if connections != self._connections:
            self._connections = connections
            self._show(self._accounts)

    def _show(self, accounts: Sequence[tuple[Account, datetime | None]]) -> None:
        self._accounts = accounts
        self._cards, self._details = {}, {}
        groups: dict[str, list[QWidget]] = {agency: [] for agency in self._references.agencies}
        for account, polled_at in accounts:
            groups.setdefault(account.agency, []).append(self._card(account, polled_at))
        if not accounts:
            self.sheet.show_empty(self.tr("Tiada akaun rasmi"), self.tr("Senarai akaun dibekalkan bersama program."))
            return
        self.sheet.show_cards([(self._agency(key), cards) for key, cards in groups.items() if cards])

    def _agency(self, key: str) -> str:
        agency = self._references.agencies.get(key)
        return agency.name if agency else key

    def _card(self, account: Account, polled_at: datetime | None) -> AccountCard:
        connection = self._connections.get(account.id, Connection()) if account.connected else Connection()
        names = {person.id: person.name for person in self._staff}
        owner, deputy = (names.get(each, each) for each in (account.owner_id, account.deputy_id))
        card = AccountCard(AccountState(account, polled_at, connection, account.id in self._paused, owner, deputy))
        self._cards[account.id] = card
        self._tell(account.id)
        if account.connected:
            details = self._details[account.id] = AccountDetails(self._desk, account, self._unfolded)
            card.add_below(details)
        about = f"{account.name}, {words.channel(account.channel)}"
        if not self._manages:
            policy = QLabel(words.policy(account.policy))
            set_kind(policy, "mute")
            card.offer(policy)
            return card
        card.offer(self._policy_box(account, about))
        if account.connected:
            if account.id in self._paused:
                card.offer_button(self.tr("Teruskan bacaan"), about, lambda: self._do(accounting.resume, account))
            else:
                card.offer_button(self.tr("Jeda bacaan"), about, lambda: self._do(accounting.pause, account))
            card.begin_row()
            card.offer_button(self.tr("Uji"), about, lambda: self._test(account))
            card.offer_button(self.tr("Putuskan"), about, lambda: self._ask_disconnect(account))
        card.offer_button(self.tr("Sunting …"), about, partial(self.edit, account))
        if account.in_use(self._desk.clock()):
            word = self.tr("Sambung semula …") if account.connected else self.tr("Sambung …")
            card.offer_button(word, about, lambda: self._connect_now(account))
        return card

    def _tell(self, account_id: str) -> None:
        """Say on the card of the account how reading it goes."""
        if (card := self._cards.get(account_id)) is not None:
            card.tell(self._desk.polling(account_id), self._desk.clock())

    def _tell_all(self) -> None:
        if self.isVisible():
            for account_id in self._cards:
                self._tell(account_id)

    def _heard(self, events: tuple[Event, ...]) -> None:
        super()._heard(events)
        for event in events:
            if isinstance(event, AccountMeasured) and event.account_id in self._details:
                self._details[event.account_id].reload()

    def _do(self, flow: Callable[[Work, str], tuple[Event, ...]], account: Account) -> None:
        self._desk.do(lambda work: flow(work, account.id), owner=self, catch=self.refuse)

    def _policy_box(self, account: Account, about: str) -> QComboBox:
        box = QComboBox()
        for policy in Policy:
            box.addItem(words.policy(policy), policy)
        box.setCurrentIndex(box.findData(account.policy))
        box.setAccessibleName(self.tr("Dasar kelulusan: {account}").format(account=about))
        box.activated.connect(lambda _row: self._set_policy(account, Policy(box.currentData())))
        return box

    def _set_policy(self, account: Account, policy: Policy) -> None:
        if policy is not account.policy:
            self._do(lambda work, account_id: accounting.set_policy(work, account_id, policy), account)

    def _connect_now(self, account: Account) -> None:
        if self._connector.signs_in(account.channel):
            self.ask_sign_in(account)
        else:
            self.ask_token(account)

    def _test(self, account: Account) -> None:
        self.sheet.strip.say(Tone.PRIMARY, self.tr("Menguji sambungan {account} …").format(account=account.name))

        def told(error: Exception | None) -> None:
            if error is None:
                self.sheet.strip.say(Tone.GOOD, self.tr("Sambungan {account} berfungsi.").format(account=account.name))
            else:
                self.refuse(error)

        self._connector.test(account, told)

    def _ask_disconnect(self, account: Account) -> None:
        self.sheet.strip.say(
            Tone.WARNING,
            self.tr("Putuskan {account}? Mesej tidak lagi dibaca dan balasan yang menunggu tidak dihantar.").format(
                account=account.name
            ),
            choices=[
                (self.tr("Batal"), "", lambda: None),
                (self.tr("Putuskan"), "danger", lambda: self._disconnect(account)),
            ],
        )

    def _disconnect(self, account: Account) -> None:
        self._connector.disconnect(account, lambda error: self.refuse(error) if error else self.shown())

    def retranslate(self) -> None:
        hint = (
            self.tr("Akaun yang bersambung dibaca secara automatik dan boleh menerbitkan balasan.")
            if self._manages
            else self.tr("Hanya pentadbir yang boleh menyambungkan akaun atau menukar dasar kelulusan.")
        )
        self.sheet.show_words(self.title(), hint, self.tr("Tambah akaun …") if self._manages else "")
        if self._accounts:
            self._show(self._accounts)
