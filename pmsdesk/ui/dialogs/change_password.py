"""Changing a password: one's own with the old one, or as administrator another person's."""

from PySide6.QtWidgets import QWidget

from pmsdesk.domain.staff import SHORTEST_PASSWORD, Staff
from pmsdesk.services import staffing
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.form import Form


class ChangePassword(Form):
    """*person* None is the signed-in person, who has to give the old password."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, person: Staff | None = None) -> None:
        super().__init__(
            self.tr("Tukar kata laluan"),
            self.tr("Sekurang-kurangnya {count} aksara. Frasa yang panjang lebih baik daripada simbol.").format(
                count=SHORTEST_PASSWORD
            ),
            self.tr("Tukar"),
            self.tr("Batal"),
            parent,
        )
        self._desk = desk
        self._person = person or desk.staff
        own = self._person.id == desk.staff.id
        self._old = self.add_line(self.tr("Kata laluan sekarang"), secret=True) if own else None
        self._new = self.add_line(self.tr("Kata laluan baharu"), secret=True)
        self._again = self.add_line(self.tr("Ulang kata laluan baharu"), secret=True)

    def submit(self) -> None:
        new, old = self._new.text(), self._old.text() if self._old else ""
        if new != self._again.text():
            self.complain(self.tr("Kedua-dua kata laluan tidak sama."), self._again)
            return
        self.begin(self.tr("Menukar …"))
        person = self._person.id
        self._desk.do(
            lambda work: staffing.change_password(work, person, new, old),
            owner=self,
            then=lambda _events: self.accept(),
            catch=self.failed(self._old or self._new),
        )
