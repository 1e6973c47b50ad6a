"""Which accounts a post is for: the chosen ones always in sight, all others one press away."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from pmsdesk.domain.account import Account
from pmsdesk.ui.posts import wording
from pmsdesk.ui.posts.section import Section
from pmsdesk.ui.posts.wording import tr
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.flow_row import FlowRow

ALL_SHOWN = 8
"""So many accounts are shown at once; of more, only the chosen ones until the rest is asked for."""


class AccountChooser(Section):
    """`changed` tells that a person chose otherwise; `chosen` are then the ids, in the order they are offered."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._accounts: tuple[Account, ...] = ()
        self._chips: dict[str, QPushButton] = {}
        self._fixed = False
        holder = QWidget(self)
        set_kind(holder, "surface")
        self._flow = FlowRow(holder, spacing=6)
        self._more = QPushButton(self)
        self._more.setCheckable(True)
        set_kind(self._more, "link")
        self._more.toggled.connect(lambda _on: self._fold())
        self._pace = QLabel(self)
        self._pace.setWordWrap(True)
        set_kind(self._pace, "small")
        self.head.addWidget(self._more)
        self.body.addWidget(holder)
        self.body.addWidget(self._pace)
        self._retranslate()

    def show_accounts(self, accounts: Sequence[Account], chosen: Sequence[str], *, fixed: bool) -> None:
        """Offer *accounts*; *fixed*: of a post that is written anew the account stays."""
        offered = tuple(accounts)
        self._fixed = fixed
        if offered != self._accounts:
            self._accounts = offered
            for chip in self._chips.values():
                self._flow.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self._chips = {account.id: self._chip(account) for account in offered}
        for id_, chip in self._chips.items():
            chip.setChecked(id_ in chosen)
            chip.setEnabled(not fixed)
        self._more.setChecked(not chosen)
        self._fold()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the chosen accounts."""
        return tuple(id_ for id_, chip in self._chips.items() if chip.isChecked())

    def chip(self, account_id: str) -> QPushButton:
        """The button of an account."""
        return self._chips[account_id]

    @property
    def pace(self) -> str:
        """How many posts the chosen accounts are said to have today."""
        return self._pace.text()

    def show_pace(self, lines: Sequence[str]) -> None:
        """How many posts the chosen accounts have today."""
        self._pace.setText("\n".join(lines))
        self._pace.setVisible(bool(lines))

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _chip(self, account: Account) -> QPushButton:
        chip = QPushButton(wording.account_on(account), self)
        chip.setCheckable(True)
        set_kind(chip, "chip")
        chip.setToolTip(account.name)
        chip.setAccessibleName(f"{account.name}, {wording.account_on(account)}")
        chip.clicked.connect(lambda _checked=False: self.changed.emit())
        self._flow.addWidget(chip)
        return chip

    def _fold(self) -> None:
        whole = self._more.isChecked() or len(self._chips) <= ALL_SHOWN
        self._more.setVisible(len(self._chips) > ALL_SHOWN and not self._fixed)
        for chip in self._chips.values():
            chip.setVisible(chip.isChecked() or (whole and not self._fixed))
        self._retranslate()
        self.updateGeometry()

    def _retranslate(self) -> None:
        self.show_title(tr("AKAUN"))
        if self._more.isChecked():
            self._more.setText(tr("Hanya yang dipilih"))
        else:
            self._more.setText(tr("Semua akaun ({count})").format(count=len(self._chips)))
