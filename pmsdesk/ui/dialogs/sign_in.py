"""Signing in, and at the very first start making the first administrator."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pmsdesk.domain.staff import SHORTEST_PASSWORD, Staff
from pmsdesk.ui.dialogs.form import Form
from pmsdesk.ui.tasks import WRITE, Tasks

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class SignIn(Form):
    """Asks `name` and `password`. After `accept`, `staff` is who signed in; `painted` tells that it is on the screen.

    *sign_in* runs on the write lane (Argon2 takes a tenth of a second); what it raises is said in the dialog.
    """

    painted = Signal()

    def __init__(self, tasks: Tasks, sign_in: Callable[[str, str], Staff], parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Daftar masuk ke PMS Desk"),
            self.tr("Setiap tindakan direkodkan atas nama anda."),
            self.tr("Daftar masuk"),
            self.tr("Keluar"),
            parent,
        )
        self._tasks, self._sign_in = tasks, sign_in
        self.staff: Staff | None = None
        self._told_painted = False
        self.name = self.add_line(self.tr("Nama pengguna"))
        self.password = self.add_line(self.tr("Kata laluan"), secret=True)
        self.name.setFocus()

    def paintEvent(self, event: "QPaintEvent") -> None:
        """Paint; the first time, tell."""
        super().paintEvent(event)
        if not self._told_painted:
            self._told_painted = True
            self.painted.emit()

    def submit(self) -> None:
        name, password = self.name.text(), self.password.text()
        if not name.strip() or not password:
            empty = self.password if name.strip() else self.name
            self.complain(self.tr("Isi nama pengguna dan kata laluan."), empty)
            return
        self.begin(self.tr("Menyemak …"))
        self._tasks.run(
            WRITE,
            lambda: self._sign_in(name, password),
            owner=self,
            then=self._signed_in,
            catch=self.failed(self.password),
        )

    def _signed_in(self, staff: Staff) -> None:
        self.staff = staff
        self.accept()


class FirstStart(Form):
    """Makes the first administrator. After `accept`, `username` and the password typed are good to sign in with.

    *create* (user name, name, password) runs on the write lane; what it raises is said in the dialog.
    """

    def __init__(self, tasks: Tasks, create: Callable[[str, str, str], None], parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Selamat datang ke PMS Desk"),
            self.tr(
                "Ini kali pertama program dibuka. Cipta akaun pentadbir; "
                "kemudian tambah pegawai dan penyelia di Tetapan."
            ),
            self.tr("Cipta pentadbir"),
            self.tr("Keluar"),
            parent,
        )
        self._tasks, self._create = tasks, create
        self._full_name = self.add_line(self.tr("Nama penuh"))
        self._name = self.add_line(self.tr("Nama pengguna"))
        self._password = self.add_line(self.tr("Kata laluan"), secret=True, shortest=SHORTEST_PASSWORD)
        self._again = self.add_line(self.tr("Ulang kata laluan"), secret=True)
        self._full_name.setFocus()

    @property
    def username(self) -> str:
        """The user name that was typed."""
        return self._name.text()

    def submit(self) -> None:
        full_name, name, password = self._full_name.text(), self._name.text(), self._password.text()
        if not full_name.strip() or not name.strip():
            self.complain(self.tr("Isi nama penuh dan nama pengguna."), self._name if full_name else self._full_name)
            return
        if password != self._again.text():
            self.complain(self.tr("Kedua-dua kata laluan tidak sama."), self._again)
            return
        self.begin(self.tr("Mencipta …"))
        self._tasks.run(
            WRITE,
            lambda: self._create(name, full_name, password),
            owner=self,
            then=lambda _nothing: self.accept(),
            catch=self.failed(self._password),
        )
