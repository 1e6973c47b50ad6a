"""Adding a person to the console."""

from PySide6.QtWidgets import QComboBox, QWidget

from pmsdesk.domain.staff import SHORTEST_PASSWORD, Role
from pmsdesk.services import staffing
from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.form import Form


class AddPerson(Form):
    """Name, user name, role and a first password."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Tambah kakitangan"),
            self.tr("Beritahu kata laluan pertama secara peribadi; orang itu boleh menukarnya selepas daftar masuk."),
            self.tr("Tambah"),
            self.tr("Batal"),
            parent,
        )
        self._desk = desk
        self._name = self.add_line(self.tr("Nama penuh"))
        self._username = self.add_line(self.tr("Nama pengguna"))
        self._role = QComboBox(self)
        for role in (Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR):
            self._role.addItem(words.role(role), role)
        self.add_field(self.tr("Peranan"), self._role)
        self._password = self.add_line(self.tr("Kata laluan pertama"), secret=True, shortest=SHORTEST_PASSWORD)

    def submit(self) -> None:
        name, username, password = self._name.text(), self._username.text(), self._password.text()
        role = Role(self._role.currentData())
        self.begin(self.tr("Menambah …"))
        self._desk.do(
            lambda work: staffing.add(work, username, name, role, password),
            owner=self,
            then=lambda _events: self.accept(),
            catch=self.failed(self._name if not name.strip() else self._username),
        )
