"""The page of official accounts: which are connected, when they were last read, who must approve what they say."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from pmsdesk.domain.account import Account, Policy
from pmsdesk.domain.events import AccountChanged, AccountPolled, RegisterPulled
from pmsdesk.domain.staff import Right
from pmsdesk.services import accounting
from pmsdesk.ui import words
from pmsdesk.ui.card_page import CardPage
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.token import AskToken
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.card import Card

Done = Callable[[Exception | None], None]


class Connector(Protocol):
    """What the program can do about an account's token; each returns at once and calls *done* on the GUI thread."""

    keyring: bool

    def connect(self, account: Account, token: str, done: Done) -> None:
        """Try *token* on the network, keep it and note the account as connected."""

    def test(self, account: Account, done: Done) -> None:
        """Ask the network whose the kept token is."""

    def disconnect(self, account: Account, done: Done) -> None:
        """Forget the token and note the account as not connected."""


class AccountsPage(CardPage):
    """A card an account, by agency."""

    key = "accounts"
    icon = "mdi6.at"
    about = (AccountChanged, AccountPolled, RegisterPulled)

    def __init__(self, desk: Desk, references: References, connector: Connector, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._references, self._connector = references, connector
        self._accounts: Sequence[tuple[Account, datetime | None]] = ()
        self._manages = desk.staff.may(Right.MANAGE)
        self.retranslate()
        self.sheet.show_loading(self.tr("Memuatkan akaun …"))

    def title(self) -> str:
        return self.tr("Akaun rasmi")

    def shown(self) -> None:
        self._desk.ask(lambda read: read.accounts(), self._show, self, self.load_failed)

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

    def _show(self, accounts: Sequence[tuple[Account, datetime | None]]) -> None:
        self._accounts = accounts
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

    def _card(self, account: Account, polled_at: datetime | None) -> Card:
        handle = f"@{account.handle}" if account.handle else "" if account.connected else self.tr("tiada akaun")
        read = (
            self.tr("Terakhir dibaca {when}").format(when=words.moment(polled_at, self._desk.clock()))
            if polled_at
            else self.tr("Belum pernah dibaca")
        )
        facts = (words.channel(account.channel), handle, read)
        card = Card(account.name, [" · ".join(fact for fact in facts if fact)])
        connected = (
            (self.tr("Bersambung"), Tone.GOOD) if account.connected else (self.tr("Tidak bersambung"), Tone.PLAIN)
        )
        card.mark(Badge(*connected))
        about = f"{account.name}, {words.channel(account.channel)}"
        if not self._manages:
            policy = QLabel(words.policy(account.policy))
            set_kind(policy, "mute")
            card.offer(policy)
        else:
            card.offer(self._policy_box(account, about))
            if account.connected:
                card.offer_button(self.tr("Uji"), about, lambda: self._test(account))
                card.offer_button(self.tr("Putuskan"), about, lambda: self._ask_disconnect(account))
            word = self.tr("Sambung semula …") if account.connected else self.tr("Sambung …")
            card.offer_button(word, about, lambda: self._connect_now(account))
        return card

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
            self._desk.do(lambda work: accounting.set_policy(work, account.id, policy), owner=self, catch=self.refuse)

    def _connect_now(self, account: Account) -> None:
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
        self.sheet.show_words(self.title(), hint)
        if self._accounts:
            self._show(self._accounts)
