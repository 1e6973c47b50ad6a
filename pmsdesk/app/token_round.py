"""Asks for the tokens that a computer without a keyring has forgotten: one connected account after the other."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pmsdesk.app.connector import AccountConnector
from pmsdesk.app.lines import Lines
from pmsdesk.domain.account import Account
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.token import AskToken


class TokenRound(QObject):
    """One round of questions after a sign-in. *Batal* ends it: what is left can be given on the accounts page.

    `ended` tells that at least one token was given. `dialog` is the question on the screen.
    """

    ended = Signal()

    def __init__(self, desk: Desk, lines: Lines, connector: AccountConnector, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._lines, self._connector, self._window = desk, lines, connector, window
        self._left: list[Account] = []
        self._given = False
        self.dialog: AskToken | None = None

    def start(self) -> None:
        """Ask, if tokens do not last here and connected accounts lack theirs."""
        if not self._lines.lasting:
            self._desk.ask(lambda read: tuple(account for account, _ in read.accounts()), self._begin, self)

    def _begin(self, accounts: tuple[Account, ...]) -> None:
        self._left = [account for account in accounts if account.connected and self._lines.lacks_token(account)]
        self._next()

    def _next(self) -> None:
        if not self._left:
            self._end()
            return
        account = self._left.pop(0)
        self.dialog = AskToken(
            account, False, lambda token, done: self._connector.supply(account, token, done), self._window
        )
        self.dialog.accepted.connect(self._took)
        self.dialog.rejected.connect(self._end)
        self.dialog.open()

    def _took(self) -> None:
        self._given = True
        self._next()

    def _end(self) -> None:
        self.dialog = None
        if self._given:
            self._given = False
            self.ended.emit()
