"""Connects an official account by a sign-in in the browser."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from pmsdesk.domain.account import Account
from pmsdesk.ui import words
from pmsdesk.ui.dialogs.form import Form

Done = Callable[[Exception | None], None]
GiveUp = Callable[[], None]


class BrowserSignIn(Form):
    """*sign_in* takes the client's id and secret ("" leaves the kept one), calls back, and gives what gives it up.

    *paste* opens the way by a pasted token instead.
    """

    def __init__(
        self,
        account: Account,
        has_secret: bool,
        sign_in: Callable[[str, str, Done], GiveUp],
        paste: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        network = words.channel(account.channel)
        super().__init__(
            self.tr("Sambung {account} ({network})").format(account=account.handle or account.name, network=network),
            self.tr(
                "Pelayar dibuka pada {network}. Log masuk sebagai akaun itu dan benarkan pmsdesk, "
                "kemudian kembali ke sini."
            ).format(network=network),
            self.tr("Buka pelayar"),
            self.tr("Batal"),
            parent,
        )
        self._sign_in = sign_in
        self._give_up: GiveUp = lambda: None
        self.client = self.add_line(self.tr("ID klien"))
        self.secret = self.add_line(self.tr("Rahsia klien"), secret=True) if has_secret else None
        paste_instead = QPushButton(self.tr("Tampal token sebaliknya …"), self)
        paste_instead.setAutoDefault(False)
        paste_instead.clicked.connect(lambda _checked=False: self._paste(paste))
        self.column.insertWidget(self.column.count() - 1, paste_instead)
        self._given_up = False
        self.rejected.connect(self._leave)

    def show_client(self, client_id: str) -> None:
        """Show the id that is kept, unless another is being typed."""
        if not self.client.text():
            self.client.setText(client_id)
        if self.secret is not None and client_id:
            self.secret.setPlaceholderText(self.tr("tidak berubah"))

    def submit(self) -> None:
        client_id = self.client.text().strip()
        if not client_id:
            self.complain(self.tr("Isi ID klien yang didaftarkan pada platform."), self.client)
            return
        self.begin(self.tr("Menunggu pelayar …"))
        secret = self.secret.text().strip() if self.secret is not None else ""
        self._give_up = self._sign_in(client_id, secret, self._done)

    def _leave(self) -> None:
        self._given_up = True
        self._give_up()

    def _paste(self, paste: Callable[[], object]) -> None:
        self.reject()
        paste()

    def _done(self, error: Exception | None) -> None:
        if self._given_up:
            return
        if error is None:
            self.accept()
        else:
            self.failed(self.client)(error)
