"""The people of the console: adding them, switching them on and off, unlocking, new passwords."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from pmsdesk.domain.events import Event, RegisterPulled, StaffChanged
from pmsdesk.domain.staff import Right, Staff
from pmsdesk.services import staffing
from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.add_person import AddPerson
from pmsdesk.ui.dialogs.change_password import ChangePassword
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.card import Card
from pmsdesk.ui.widgets.card_sheet import CardSheet


class People(CardSheet):
    """A card a person. Whoever is no administrator sees the cards without the buttons."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._staff: Sequence[Staff] = ()
        self.heading.button.clicked.connect(lambda _checked=False: AddPerson(desk, self).open())
        desk.happened.connect(self._heard)
        self._retranslate()

    def load(self) -> None:
        """Read the people anew."""
        self._desk.ask(lambda read: read.staff(), self._show, self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _heard(self, events: tuple[Event, ...]) -> None:
        if any(isinstance(event, StaffChanged | RegisterPulled) for event in events):
            self.load()

    def _show(self, staff: Sequence[Staff]) -> None:
        self._staff = staff
        self.show_cards([("", [self._card(person) for person in staff])])

    def _card(self, person: Staff) -> Card:
        card = Card(person.name, [person.username])
        card.mark(Badge(words.role(person.role), Tone.PRIMARY))
        locked = person.locked_until is not None and person.locked_until > self._desk.clock()
        if not person.active:
            card.mark(Badge(self.tr("Tidak aktif"), Tone.PLAIN))
        elif locked:
            card.mark(Badge(self.tr("Dikunci"), Tone.BAD))
        if self._desk.staff.may(Right.MANAGE) and person.id != self._desk.staff.id:
            if locked:
                card.offer_button(self.tr("Buka kunci"), person.name, lambda: self._unlock(person))
            card.offer_button(
                self.tr("Kata laluan baharu …"), person.name, lambda: ChangePassword(self._desk, self, person).open()
            )
            switch = self.tr("Nyahaktifkan") if person.active else self.tr("Aktifkan")
            card.offer_button(switch, person.name, lambda: self._switch(person))
        return card

    def _unlock(self, person: Staff) -> None:
        self._desk.do(lambda work: staffing.unlock(work, person.id), owner=self)

    def _switch(self, person: Staff) -> None:
        self._desk.do(lambda work: staffing.set_active(work, person.id, not person.active), owner=self)

    def _retranslate(self) -> None:
        manages = self._desk.staff.may(Right.MANAGE)
        self.show_words(
            self.tr("Kakitangan"),
            self.tr("Pegawai menulis balasan, penyelia meluluskan, pentadbir mengurus akaun dan kakitangan.")
            if manages
            else self.tr("Hanya pentadbir yang boleh menambah atau mengubah kakitangan."),
            self.tr("Tambah kakitangan …") if manages else "",
        )
        self._show(self._staff)
