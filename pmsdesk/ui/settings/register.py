"""Whether this computer shares a register with others, where that is, and how it joins one."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from pmsdesk.domain.staff import Right
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.join_register import JoinRegister
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.card import Card
from pmsdesk.ui.widgets.card_sheet import CardSheet

Done = Callable[[Exception | None], None]


class Membership(Protocol):
    """What the program can do about this seat's place on a register."""

    def address(self) -> str:
        """Where the register is that this seat shares, "" for none."""

    def join(self, url: str, user: str, password: str, done: Done) -> None:
        """Share the register at *url* from now on. Returns at once and calls *done* on the GUI thread."""


class Register(CardSheet):
    """One card. Only an administrator has the button."""

    def __init__(self, desk: Desk, membership: Membership, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._membership = desk, membership
        self.heading.button.clicked.connect(lambda _checked=False: self.ask())
        self._retranslate()

    def ask(self) -> JoinRegister:
        """Ask where the register is, and join it."""
        dialog = JoinRegister(self._membership.join, self._membership.address(), self)
        dialog.accepted.connect(self._joined)
        dialog.open()
        return dialog

    def load(self) -> None:
        """Show how it is now."""
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _joined(self) -> None:
        self._retranslate()
        self.strip.say(
            Tone.GOOD,
            self.tr("Komputer ini menyertai daftar bersama. Daftar keluar, kemudian masuk dengan nama anda di sana."),
        )

    def _retranslate(self) -> None:
        address = self._membership.address()
        manages = self._desk.staff.may(Right.MANAGE)
        hint = self.tr("Semua komputer yang menyertainya berkongsi perbualan, aduan dan kelulusan.")
        if not manages:
            hint = self.tr("Hanya pentadbir yang boleh menyertakan komputer ini.")
        button = self.tr("Sertai semula …") if address else self.tr("Sertai daftar bersama …")
        self.show_words(self.tr("Daftar bersama"), hint, button if manages else "")
        card = Card(
            self.tr("Komputer ini"),
            [address or self.tr("Bekerja sendiri: data dan nombor aduan hanya pada komputer ini.")],
        )
        word, tone = (self.tr("Berkongsi"), Tone.GOOD) if address else (self.tr("Sendiri"), Tone.PLAIN)
        card.mark(Badge(word, tone))
        self.show_cards([("", [card])])
