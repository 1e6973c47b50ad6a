"""The top bar: the brand, the search box, the mark of an outage, and who is signed in with his or her menu."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.staff import Staff
from pmsdesk.ui import words
from pmsdesk.ui.icons import icon
from pmsdesk.ui.shell.rail import WIDTH
from pmsdesk.ui.theme import Tone, set_kind


class TopBar(QFrame):
    """`box` is the search box, `menu_actions` make the menu of the signed-in person (None is a line between).

    `outage_asked` when somebody wants to know more about the outage that is marked.
    """

    outage_asked = Signal()

    def __init__(self, staff: Staff, menu_actions: Sequence[QAction | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "bar")
        self.setFixedHeight(46)
        self._staff = staff
        self._since: datetime | None = None
        self._waiting = 0
        self._shared = False
        brand, place = QLabel("PMS Desk", self), QLabel("Kerja Raya", self)
        set_kind(brand, "title")
        set_kind(place, "small")
        self.box = QLineEdit(self)
        set_kind(self.box, "search")
        self.box.setMaximumWidth(560)
        self.box.setMinimumWidth(240)
        self.box.addAction(icon("mdi6.magnify"), QLineEdit.ActionPosition.LeadingPosition)
        self._key = QLabel("Ctrl K", self.box)
        set_kind(self._key, "key")
        inside = QHBoxLayout(self.box)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addStretch(1)
        inside.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.box.textChanged.connect(lambda text: self._key.setVisible(not text))
        self._outage = QPushButton(self)
        set_kind(self._outage, "outage")
        self._outage.setIcon(icon("mdi6.cloud-off-outline", Tone.WARNING))
        self._outage.clicked.connect(lambda _checked=False: self.outage_asked.emit())
        self._outage.hide()
        self._person = QPushButton(self)
        set_kind(self._person, "quiet")
        self._person.setIcon(icon("mdi6.account-circle-outline"))
        self._menu = QMenu(self)
        for action in menu_actions:
            if action is None:
                self._menu.addSeparator()
            else:
                self._menu.addAction(action)
        self._person.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(6)
        for widget in (brand, place):
            row.addWidget(widget)
        row.addSpacing(max(WIDTH - 14 - brand.sizeHint().width() - place.sizeHint().width() - 18, 8))
        row.addWidget(self.box, 3)
        row.addStretch(1)
        row.addWidget(self._outage)
        row.addSpacing(8)
        row.addWidget(self._person)
        self._retranslate()

    def show_key(self, keys: str) -> None:
        """The shortcut that is printed in the box."""
        self._key.setText(keys)
        self._key.setVisible(bool(keys) and not self.box.text())

    def show_outage(self, since: datetime | None, waiting: int, *, shared: bool = False) -> None:
        """A calm mark: since when there is no network and how many replies wait for it; None takes it away.

        *shared*: it is the shared register that is out of reach, and everything done here waits for it.
        """
        self._since, self._waiting, self._shared = since, waiting, shared
        text = ""
        if since is not None:
            clock = since.astimezone(KUALA_LUMPUR).strftime("%H:%M")
            said = self.tr("Luar talian sejak {time}")
            if waiting and shared:
                said = self.tr("Luar talian sejak {time} – {count} menunggu")
            elif waiting:
                said = self.tr("Luar talian sejak {time} – {count} balasan menunggu")
            text = said.format(time=clock, count=waiting)
        self._outage.setText(text)
        self._outage.setAccessibleName(text)
        self._outage.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.box.setPlaceholderText(self.tr("Cari mesej, pengadu, no. aduan, jalan …"))
        self.box.setAccessibleName(self.tr("Cari, atau laksanakan perintah"))
        role = words.role(self._staff.role)
        self._person.setText(f"{self._staff.name} · {role}".replace("&", "&&"))
        self._person.setAccessibleName(self.tr("Menu {name}, {role}").format(name=self._staff.name, role=role))
        self.show_outage(self._since, self._waiting, shared=self._shared)
