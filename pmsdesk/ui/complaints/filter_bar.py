"""The bar over the register: groups with counts, a search field, and filters that can be taken off again."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services.reading import ComplaintFilter
from pmsdesk.ui import words
from pmsdesk.ui.complaints.cells import tr
from pmsdesk.ui.history import agency_name
from pmsdesk.ui.icons import icon
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.chips import Chips

SEARCH_PAUSE_MS = 200


class FilterBar(QFrame):
    """What the register shows. `wanted` carries the filter whenever a person changes it."""

    wanted = Signal(object)

    def __init__(self, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._references = references
        self._filter = ComplaintFilter()
        set_kind(self, "bar")
        self.groups = Chips(tr("Kumpulan aduan"))
        self.groups.chosen.connect(lambda group: self._change(replace(self._filter, group=group)))
        self.search = QLineEdit()
        set_kind(self.search, "search")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(260)
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self._search)
        self.by_jurisdiction = self._removable(lambda: self._change(replace(self._filter, jurisdiction=None)))
        self.by_agency = self._removable(lambda: self._change(replace(self._filter, agency="")))
        self.more = QPushButton()
        self.more.setIcon(icon("mdi6.filter-variant"))
        self._menu = QMenu(self.more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self._menu)
        self.pill = QPushButton()
        set_kind(self.pill, "pill")
        self.pill.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self.groups)
        self._row.addWidget(self.pill)
        self._row.addStretch(1)
        for widget, share in ((self.by_jurisdiction, 0), (self.by_agency, 0), (self.search, 99), (self.more, 0)):
            self._row.addWidget(widget, share)
        self._retranslate()
        self._show_filter()

    @property
    def filter(self) -> ComplaintFilter:
        """What is asked for now."""
        return self._filter

    def add(self, widget: QWidget) -> None:
        """Put *widget* at the end of the bar."""
        self._row.addWidget(widget)

    def ask(self, wanted: ComplaintFilter) -> None:
        """Ask for *wanted* as a person would."""
        self.search.blockSignals(True)
        self.search.setText(wanted.search)
        self.search.blockSignals(False)
        self._change(wanted)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show how many complaints each group holds."""
        for group, count in counts.items():
            self.groups.set_count(group, count)

    def show_waiting(self, fresh: int) -> None:
        """Show that *fresh* rows are not listed yet."""
        self.pill.setVisible(fresh > 0)
        self.pill.setText(tr("{count} baharu").format(count=fresh))

    def words(self) -> str:
        """The filters in force as a person reads them."""
        parts = [self._group_words()[self._filter.group]]
        if self._filter.jurisdiction is not None:
            parts.append(words.jurisdiction(self._filter.jurisdiction)[0])
        if self._filter.agency:
            parts.append(agency_name(self._filter.agency, self._references))
        if self._filter.search:
            parts.append(f"“{self._filter.search}”")
        return " · ".join(parts)

    # ---- what a person does -----------------------------------------------------------------------------------------

    def _search(self) -> None:
        self._pause.stop()
        text = self.search.text().strip()
        if text != self._filter.search:
            self._change(replace(self._filter, search=text))

    def _change(self, wanted: ComplaintFilter) -> None:
        self._filter = wanted
        self._show_filter()
        self.wanted.emit(wanted)

    def _fill_menu(self) -> None:
        self._menu.clear()
        self._menu.addSection(tr("Bidang kuasa"))
        for value in Jurisdiction:
            self._offer(self._menu, words.jurisdiction(value)[0], replace(self._filter, jurisdiction=value))
        self._menu.addSeparator()
        agencies = self._menu.addMenu(tr("Agensi"))
        for agency in self._references.agencies.values():
            self._offer(agencies, agency.abbreviation, replace(self._filter, agency=agency.id))

    def _offer(self, menu: QMenu, text: str, wanted: ComplaintFilter) -> None:
        action = QAction(text.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(wanted == self._filter)
        action.triggered.connect(lambda _checked=False: self._change(wanted))
        menu.addAction(action)

    # ---- what is shown ----------------------------------------------------------------------------------------------

    def _removable(self, remove: Callable[[], None]) -> QPushButton:
        chip = QPushButton()
        set_kind(chip, "chip")
        chip.setIcon(icon("mdi6.close"))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.clicked.connect(lambda _checked=False: remove())
        return chip

    def _show_filter(self) -> None:
        self.groups.choose(self._filter.group)
        jurisdiction, agency = self._filter.jurisdiction, self._filter.agency
        self.by_jurisdiction.setVisible(jurisdiction is not None)
        if jurisdiction is not None:
            _name_chip(self.by_jurisdiction, words.jurisdiction(jurisdiction)[0])
        self.by_agency.setVisible(bool(agency))
        _name_chip(self.by_agency, agency_name(agency, self._references))

    def _group_words(self) -> dict[str, str]:
        return {
            "all": tr("Semua"),
            "new": tr("Baharu"),
            "forwarded": tr("Dipanjangkan"),
            "late": tr("Lewat"),
            "closed": tr("Selesai"),
        }

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_filter()

    def _retranslate(self) -> None:
        self.groups.set_words(list(self._group_words().items()))
        self.search.setPlaceholderText(tr("Cari no., pengadu, jalan …"))
        self.search.setAccessibleName(tr("Cari dalam daftar"))
        self.more.setText(tr("Tapis"))


def _name_chip(chip: QPushButton, text: str) -> None:
    chip.setText(tr("Tapis: {what}").format(what=text).replace("&", "&&"))
    chip.setToolTip(tr("Buang tapisan ini"))
    chip.setAccessibleName(tr("Buang tapisan {what}").format(what=text))
