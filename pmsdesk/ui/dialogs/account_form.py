"""What is known of an official account: adding one, or correcting what was entered."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from pmsdesk.domain.account import Account, Channel, Policy
from pmsdesk.domain.staff import Staff
from pmsdesk.routing.registry import Agency
from pmsdesk.services import accounting
from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.form import Form

OURS = frozenset({"owner", "state"})
"""Roles of the agencies whose accounts these are: the ministry's own, not those it refers people to."""

WRITTEN = "%d/%m/%Y"


class AccountForm(Form):
    """Asks for everything of a new account, or for what may be changed of *account*."""

    def __init__(
        self,
        desk: Desk,
        agencies: Iterable[Agency],
        people: Sequence[Staff],
        account: Account | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Sunting {account}").format(account=account.name) if account else self.tr("Tambah akaun rasmi"),
            self.tr("Nama akaun dan agensi dibetulkan hanya selagi akaun belum bersambung.")
            if account and account.connected
            else self.tr("Akaun disambung selepas ini dengan token atau log masuknya sendiri."),
            self.tr("Simpan") if account else self.tr("Tambah"),
            self.tr("Batal"),
            parent,
        )
        self._desk = desk
        self._account = account
        known = account or Account("", Channel.X, "", "", "")
        self.channel = self._choice(self.tr("Rangkaian"), [(words.channel(each), each) for each in Channel])
        self.handle, self.name = self.add_line(self.tr("Nama akaun (@)")), self.add_line(self.tr("Nama"))
        ours = [(each.name, each.id) for each in agencies if each.role in OURS or each.id == known.agency]
        self.agency = self._choice(self.tr("Agensi"), ours)
        self.valid_from, self.valid_to = self._day(self.tr("Digunakan dari")), self._day(self.tr("Digunakan hingga"))
        active = [
            (each.name, each.id) for each in people if each.active or each.id in (known.owner_id, known.deputy_id)
        ]
        choices = [(self.tr("(belum ditetapkan)"), ""), *active]
        self.owner = self._choice(self.tr("Pemilik"), choices)
        self.deputy = self._choice(self.tr("Timbalan"), choices)
        self.policy = self._choice(self.tr("Dasar kelulusan"), [(words.policy(each), each) for each in Policy])
        self._show(known)

    def submit(self) -> None:
        days: list[date | None] = []
        for line in (self.valid_from, self.valid_to):
            try:
                days.append(_read(line.text().strip()))
            except ValueError:
                self.complain(self.tr("Tulis tarikh sebagai hari/bulan/tahun, contohnya 31/12/2026."), line)
                return
        entered = replace(
            self._account or Account("", Channel(self.channel.currentData()), "", "", ""),
            handle=self.handle.text(),
            name=self.name.text(),
            agency=self.agency.currentData() or "",
            valid_from=days[0],
            valid_to=days[1],
            owner_id=self.owner.currentData(),
            deputy_id=self.deputy.currentData(),
            policy=Policy(self.policy.currentData()),
        )
        flow = accounting.edit_account if self._account else accounting.add_account
        self.begin(self.tr("Menyimpan …"))
        self._desk.do(
            lambda work: flow(work, entered),
            owner=self,
            then=lambda _events: self.accept(),
            catch=self.failed(self.name if not self.name.text().strip() else None),
        )

    def _show(self, known: Account) -> None:
        """Fill the fields; what cannot be changed of an account that is there stands there all the same."""
        self.handle.setText(known.handle)
        self.name.setText(known.name)
        self.valid_from.setText(_written(known.valid_from))
        self.valid_to.setText(_written(known.valid_to))
        for box, value in (
            (self.channel, known.channel),
            (self.agency, known.agency),
            (self.owner, known.owner_id),
            (self.deputy, known.deputy_id),
            (self.policy, known.policy),
        ):
            box.setCurrentIndex(max(box.findData(value), 0))
        for fixed in (self.channel, self.policy):
            fixed.setEnabled(self._account is None)
        for telling in (self.handle, self.name, self.agency):
            telling.setEnabled(not known.connected)

    def _choice(self, name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        for said, value in choices:
            box.addItem(said, value)
        self.add_field(name, box)
        return box

    def _day(self, name: str) -> QLineEdit:
        line = self.add_line(name)
        line.setPlaceholderText(self.tr("hh/bb/tttt, kosong jika tiada"))
        return line


def _read(text: str) -> date | None:
    return datetime.strptime(text, WRITTEN).date() if text else None  # noqa: DTZ007 (a day of the calendar)


def _written(day: date | None) -> str:
    return day.strftime(WRITTEN) if day else ""
