"""The left pane: tabs with counts, the list in which nothing moves under the pointer, and the pill for what waits."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from pmsdesk.domain.errors import KnownError
from pmsdesk.services.reading import Counts, InboxFilter, InboxTab, Read
from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.inbox.row_delegate import RowDelegate, row_height, sentence
from pmsdesk.ui.models.inbox_model import InboxModel
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.chips import Chips
from pmsdesk.ui.widgets.row_list import RowList
from pmsdesk.ui.widgets.state_page import StatePage

TICK_MS = 30_000
SEARCH_PAUSE_MS = 200


def _connected(read: Read) -> bool:
    return any(account.connected for account, _ in read.accounts())


class ListPane(QFrame):
    """Shows the conversations of one `InboxFilter`. `chosen` carries a key, `menu_wanted` a key and a global point.

    `accounts_wanted` when the list is empty because nothing is connected, and the person wants to see to that.
    """

    chosen = Signal(object)
    accounts_wanted = Signal()
    menu_wanted = Signal(object, QPoint)

    def __init__(self, desk: Desk, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "pane")
        self._desk = desk
        self.model = InboxModel(desk, lambda row: sentence(row, references.agencies, desk.clock()), self)
        self.rows = RowList(row_height(self.font()), self)
        self.rows.setItemDelegate(RowDelegate(references.agencies, desk.clock, self.rows))
        self.rows.setModel(self.model)
        self.tabs = Chips(self.tr("Tab peti masuk"), self)
        self.search = QLineEdit(self)
        set_kind(self.search, "search")
        self.narrowed = QPushButton(self)
        set_kind(self.narrowed, "chip")
        self.pill = QPushButton(self.rows)
        set_kind(self.pill, "pill")
        self.state = StatePage(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.state)
        self._lay_out()
        self._connect()
        self._tick = _timer(self, TICK_MS, self.rows.viewport().update, once=False)
        self._pause = _timer(self, SEARCH_PAUSE_MS, self._search_now, once=True)
        self._retranslate()

    # ---- what is shown ----------------------------------------------------------------------------------------------

    def show_filter(self, wanted: InboxFilter) -> None:
        """Show *wanted*; its first page stands when this returns."""
        self.tabs.choose(wanted.tab)
        self.search.blockSignals(True)
        self.search.setText(wanted.search)
        self.search.blockSignals(False)
        self.search.setVisible(bool(wanted.search))
        self._name_narrowing(wanted)
        self._fit_narrow()
        self.rows.start_over()
        try:
            self.model.show(wanted)
        except KnownError as error:
            self._show_error(error)
        self._show_state()

    def refresh(self, *, settle: bool = False) -> None:
        """Ask for the order again. After a person's own act (*settle*) it is shown unless the pointer is on a row."""
        self.model.refresh(settle=settle and not self.rows.pointer_on_row)

    def show_counts(self, counts: Counts) -> None:
        """The numbers on the tabs; nothing stands for none."""
        for tab, count in (
            (InboxTab.OPEN, counts.open),
            (InboxTab.MINE, counts.mine),
            (InboxTab.WAITING, counts.waiting),
        ):
            self.tabs.set_count(tab, count or None)

    def take_waiting(self) -> None:
        """Show what waits behind the pill, from the top."""
        self.model.apply()
        self.rows.scrollToTop()
        self.rows.setFocus()

    def begin_search(self) -> None:
        """Show the search field with the keyboard in it."""
        self.search.show()
        self._fit_narrow()
        self.search.setFocus()
        self.search.selectAll()

    def end_search(self) -> None:
        """Clear and hide the search field."""
        self.search.hide()
        self._fit_narrow()
        self.rows.setFocus()
        if self.search.text():
            self.search.clear()

    # ---- inside -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        bar = QFrame(self)
        set_kind(bar, "bar")
        tabs = QHBoxLayout(bar)
        tabs.setContentsMargins(10, 8, 10, 8)
        tabs.addWidget(self.tabs, 1)
        self._narrow = QFrame(self)
        narrow = QVBoxLayout(self._narrow)
        narrow.setContentsMargins(10, 6, 10, 6)
        narrow.addWidget(self.search)
        narrow.addWidget(self.narrowed, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._narrow)
        column.addWidget(self._stack, 1)
        self.search.hide()
        self.narrowed.hide()
        self._fit_narrow()
        self.pill.hide()

    def _connect(self) -> None:
        self.rows.chosen.connect(self.chosen)
        self.rows.menu_wanted.connect(self.menu_wanted)
        self.rows.holding.connect(self.model.hold)
        self.model.waiting.connect(self._show_waiting)
        self.model.loaded.connect(self._show_state)
        self.model.failed.connect(self._show_error)
        self.tabs.chosen.connect(lambda tab: self.show_filter(self._of_tab(InboxTab(tab))))
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.narrowed.clicked.connect(lambda _checked=False: self._widen())
        self.pill.clicked.connect(lambda _checked=False: self.take_waiting())

    def _of_tab(self, tab: InboxTab) -> InboxFilter:
        return InboxFilter(tab=tab, staff_id=self._desk.staff.id)

    def _search_now(self) -> None:
        text = self.search.text().strip()
        if text != self.model.wanted.search:
            visible = self.search.isVisibleTo(self)
            self.show_filter(replace(self.model.wanted, search=text))
            self.search.setVisible(visible or bool(text))
            self._fit_narrow()

    def _fit_narrow(self) -> None:
        """Take no room above the list while nothing narrows it."""
        self._narrow.setHidden(self.search.isHidden() and self.narrowed.isHidden())

    def _show_waiting(self, fresh: int) -> None:
        self.pill.setText(self.tr("{count} baharu").format(count=fresh) if fresh > 0 else self.tr("Susun semula"))
        self.pill.setVisible(fresh >= 0)
        self._place_pill()

    def _place_pill(self) -> None:
        self.pill.adjustSize()
        self.pill.move((self.rows.width() - self.pill.width()) // 2, self.rows.height() - self.pill.height() - 10)
        self.pill.raise_()

    def _show_state(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.rows)
            return
        if not self.model.complete:
            self.state.show_loading(self.tr("Memuatkan …"))
        elif self.model.wanted.search:
            self.state.show_empty(
                self.tr("Tiada perbualan sepadan"),
                self.tr("Cuba perkataan lain, atau cari di semua tempat (Ctrl+Shift+F)."),
                "mdi6.magnify",
                do=self.end_search,
                button=self.tr("Kosongkan carian"),
            )
        elif narrowing := self._narrowing(self.model.wanted):
            self.state.show_empty(
                self.tr("Tiada perbualan dalam tapisan ini"),
                " · ".join(narrowing),
                "mdi6.filter-off-outline",
                do=self._widen,
                button=self.tr("Buang tapisan"),
            )
        else:
            self.state.show_empty(*self._empty_words())
            if self.model.wanted == self._of_tab(InboxTab.OPEN):
                self._desk.ask(_connected, self._show_unconnected, self)
        self._stack.setCurrentWidget(self.state)

    def _show_unconnected(self, connected: bool) -> None:
        """An inbox that nothing can reach is not one in which all is answered."""
        if connected or self.model.rowCount() or self.model.wanted != self._of_tab(InboxTab.OPEN):
            return
        self.state.show_empty(
            self.tr("Belum ada akaun yang disambungkan"),
            self.tr("Pentadbir menyambungkan akaun di halaman Akaun rasmi; selepas itu mesej diterima di sini."),
            "mdi6.at",
            do=self.accounts_wanted.emit,
            button=self.tr("Buka Akaun rasmi"),
        )

    def _empty_words(self) -> tuple[str, str, str]:
        return {
            InboxTab.OPEN: (
                self.tr("Semua telah dijawab"),
                self.tr("Mesej baharu muncul di sini sebaik sahaja diterima."),
                "mdi6.check-all",
            ),
            InboxTab.MINE: (
                self.tr("Tiada tugasan"),
                self.tr("Ambil perbualan daripada tab Terbuka dengan kekunci M."),
                "mdi6.account-outline",
            ),
            InboxTab.WAITING: (
                self.tr("Tiada yang menunggu"),
                self.tr("Perbualan yang ditunda atau menunggu kelulusan berada di sini."),
                "mdi6.clock-outline",
            ),
            InboxTab.DONE: (self.tr("Belum ada yang selesai"), "", "mdi6.tray"),
        }[self.model.wanted.tab]

    def _show_error(self, error: Exception) -> None:
        if self.model.rowCount():
            return
        self.state.show_error(
            words.error_text(error),
            getattr(error, "platform_words", ""),
            do=lambda: self.show_filter(self.model.wanted),
            button=self.tr("Cuba lagi"),
        )
        self._stack.setCurrentWidget(self.state)

    def _narrowing(self, wanted: InboxFilter) -> list[str]:
        """In words what keeps conversations of the tab from the list."""
        parts = []
        if wanted.jurisdiction is not None:
            parts.append(words.jurisdiction(wanted.jurisdiction)[0])
        if wanted.late_within_hours is not None:
            parts.append(self.tr("Tamat dalam {hours} jam").format(hours=wanted.late_within_hours))
        return parts

    def _widen(self) -> None:
        self.show_filter(self._of_tab(self.model.wanted.tab))

    def _name_narrowing(self, wanted: InboxFilter) -> None:
        parts = self._narrowing(wanted)
        self.narrowed.setText(" · ".join(parts) + "  ✕")
        self.narrowed.setToolTip(self.tr("Buang tapisan"))
        self.narrowed.setVisible(bool(parts))

    def _retranslate(self) -> None:
        self.tabs.set_words(
            [
                (InboxTab.OPEN, self.tr("Terbuka")),
                (InboxTab.MINE, self.tr("Saya")),
                (InboxTab.WAITING, self.tr("Menunggu")),
                (InboxTab.DONE, self.tr("Selesai")),
            ]
        )
        self.rows.setAccessibleName(self.tr("Perbualan"))
        self.search.setPlaceholderText(self.tr("Cari dalam senarai ini"))
        self.search.setAccessibleName(self.tr("Cari dalam senarai"))
        self._name_narrowing(self.model.wanted)

    # ---- Qt ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends a search."""
        if event.key() == Qt.Key.Key_Escape and self.search.isVisible():
            self.end_search()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pill in the middle."""
        super().resizeEvent(event)
        self._place_pill()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_state()


def _timer(parent: QWidget, milliseconds: int, do: Callable[[], None], *, once: bool) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(once)
    timer.setInterval(milliseconds)
    timer.timeout.connect(do)
    if not once:
        timer.start()
    return timer
