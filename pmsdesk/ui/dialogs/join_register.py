"""Joining the shared register: its address, and the name and password of one of its people."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pmsdesk.ui.dialogs.form import Form

Done = Callable[[Exception | None], None]


class JoinRegister(Form):
    """*join* (address, name, password, done) returns at once; what it reports is said in the dialog."""

    def __init__(
        self, join: Callable[[str, str, str, Done], None], address: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Sertai daftar bersama"),
            self.tr(
                "Komputer ini akan berkongsi satu daftar aduan dengan yang lain. Kata laluan hanya digunakan untuk "
                "menyertai dan tidak disimpan. Apa yang dibuat di sini sebelum ini kekal pada komputer ini sahaja."
            ),
            self.tr("Sertai"),
            self.tr("Batal"),
            parent,
        )
        self._join = join
        self.address = self.add_line(self.tr("Alamat daftar bersama"))
        self.address.setPlaceholderText("postgresql://pelayan.kkr.gov.my/pmsdesk")
        self.address.setText(address)
        self.address.setMinimumWidth(340)
        self.user = self.add_line(self.tr("Nama pengguna"))
        self.password = self.add_line(self.tr("Kata laluan"), secret=True)

    def submit(self) -> None:
        address, user, password = self.address.text().strip(), self.user.text().strip(), self.password.text()
        if not address or not user:
            empty = self.user if address else self.address
            self.complain(self.tr("Isi alamat dan nama pengguna."), empty)
            return
        self.begin(self.tr("Menyertai …"))
        self._join(address, user, password, self._done)

    def _done(self, error: Exception | None) -> None:
        if error is None:
            self.accept()
        else:
            self.failed(self.password)(error)
