"""Asks for the access token of an official account."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pmsdesk.domain.account import Account
from pmsdesk.ui import words
from pmsdesk.ui.dialogs.form import Form

Done = Callable[[Exception | None], None]


class AskToken(Form):
    """*connect* tries the token on the network and calls back with None or the error; it is never shown again.

    *keyring* False says that the token cannot be kept on this computer.
    """

    def __init__(
        self, account: Account, keyring: bool, connect: Callable[[str, Done], None], parent: QWidget | None = None
    ) -> None:
        hint = (
            self.tr("Token disimpan dalam simpanan kunci komputer ini dan tidak dipaparkan lagi.")
            if keyring
            else self.tr(
                "Komputer ini tiada simpanan kunci yang selamat, maka token tidak disimpan: "
                "ia akan diminta setiap kali program dibuka."
            )
        )
        network = words.channel(account.channel)
        title = self.tr("Sambung {account} ({network})").format(account=account.handle or account.name, network=network)
        super().__init__(title, hint, self.tr("Sambung"), self.tr("Batal"), parent)
        self._connect = connect
        self.token = self.add_line(self.tr("Token capaian"), secret=True)

    def submit(self) -> None:
        token = self.token.text().strip()
        if not token:
            self.complain(self.tr("Tampal token capaian akaun ini."), self.token)
            return
        self.begin(self.tr("Menyambung …"))
        self._connect(token, self._done)

    def _done(self, error: Exception | None) -> None:
        if error is None:
            self.accept()
        else:
            self.failed(self.token)(error)
