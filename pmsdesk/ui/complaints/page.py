"""The register page: the grid under its filters, and the chosen complaint beside it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.complaint import ComplaintState, Evidence
from pmsdesk.domain.errors import NotAPicture, NotFound, TooLarge
from pmsdesk.domain.events import ComplaintChanged, ConversationChanged, Event, PublicationChanged, RegisterPulled
from pmsdesk.services import complaining
from pmsdesk.services.photos import LARGEST_MB
from pmsdesk.services.ports import Work
from pmsdesk.services.reading import ComplaintFilter, ComplaintView, Counts
from pmsdesk.ui import words
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.complaints.case_panel import WIDTH, CasePanel
from pmsdesk.ui.complaints.cells import Cells, heading, tr
from pmsdesk.ui.complaints.export import Export
from pmsdesk.ui.complaints.export_bar import ExportBar
from pmsdesk.ui.complaints.filter_bar import FilterBar
from pmsdesk.ui.complaints.grid import RegisterGrid
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.models.complaint_model import ComplaintModel
from pmsdesk.ui.page import Page
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.action_button import ActionButton
from pmsdesk.ui.widgets.state_page import StatePage
from pmsdesk.ui.widgets.strip import Strip

TICK_MS = 30_000
SETTLE_MS = 120


class ComplaintsPage(Page):
    """The daftar aduan. `open` takes a complaint's id; `jump` asks for its conversation in the inbox."""

    key = "complaints"
    icon = "mdi6.clipboard-list-outline"

    def __init__(self, desk: Desk, actions: Actions, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._references = desk, references
        self._asked = 0
        self._chosen = ""
        set_kind(self, "page")
        cells = Cells(references, desk.clock)
        self.model = ComplaintModel(desk, heading, cells.text, self)
        self.export = Export(desk, references, self)
        self._add_actions(actions)
        self.filters = FilterBar(references)
        self.grid = RegisterGrid(cells)
        self.grid.setModel(self.model)
        self.panel = CasePanel(desk, references)
        self.strip = Strip()
        self._lay_out(actions)
        self._connect()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.grid.viewport().update)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.reload)
        self._retranslate()

    # ---- the page as the window sees it -----------------------------------------------------------------------------

    @property
    def conversation_id(self) -> str:
        """The conversation of the complaint that is shown."""
        view = self.panel.view
        return view.complaint.conversation_id if view is not None and self._chosen else ""

    def title(self) -> str:
        """What the rail calls this page."""
        return tr("Daftar aduan")

    def count(self, counts: Counts) -> int:
        """The number on the rail."""
        return counts.complaints

    def shown(self) -> None:
        """The page came to the front."""
        self._tick.start()
        self.grid.setFocus()
        if self.model.complete:
            self.reload()
            return
        self.state.show_loading(tr("Memuatkan daftar aduan …"))
        self._stack.setCurrentWidget(self.state)
        self.model.show(self.filters.filter)
        self._ask_counts()

    def open(self, thing: str) -> None:
        """Show the complaint with this id beside the register."""
        self._choose(thing)
        if self.model.complete:
            self.grid.follow(self.model.key_of(thing))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks behind another page."""
        self._tick.stop()
        super().hideEvent(event)

    # ---- building ---------------------------------------------------------------------------------------------------

    def _add_actions(self, actions: Actions) -> None:
        entries: tuple[tuple[str, Callable[[], str], Callable[[], None], str, str], ...] = (
            ("search", lambda: tr("Cari dalam daftar"), self._focus_search, "Ctrl+F", "mdi6.magnify"),
            (
                "export",
                lambda: tr("Eksport daftar ke XLSX"),
                self.choose_and_export,
                "Ctrl+E",
                "mdi6.file-excel-outline",
            ),
            ("conversation", lambda: tr("Buka perbualan aduan"), self._jump, "O", "mdi6.forum-outline"),
            ("move", lambda: tr("Tukar status aduan"), self._focus_state, "S", "mdi6.progress-check"),
            ("note", lambda: tr("Catat tindakan susulan"), self._focus_note, "N", "mdi6.note-plus-outline"),
            ("forward", lambda: tr("Panjangkan aduan kepada agensi"), self._focus_forward, "F", "mdi6.share-outline"),
            ("close", lambda: tr("Tutup butiran aduan"), self.close_case, "Esc", ""),
            ("next", lambda: tr("Aduan seterusnya"), lambda: self.step(1), "J; Alt+Down", ""),
            ("previous", lambda: tr("Aduan sebelumnya"), lambda: self.step(-1), "K; Alt+Up", ""),
        )
        for name, text, do, keys, picture in entries:
            actions.add(f"complaints.{name}", text, do, shortcut=keys, icon=picture, scope=self)

    def _lay_out(self, actions: Actions) -> None:
        export_button = ActionButton(actions["complaints.export"], lambda: tr("XLSX"))
        self.filters.add(export_button)
        self._export_bar = ExportBar(self.export, export_button, self.strip)
        self.state = StatePage()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.state)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self._stack)
        self._split.addWidget(self.panel)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([900, WIDTH])
        self.panel.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self._export_bar)
        column.addWidget(self.strip)
        column.addWidget(self._split, 1)

    def _connect(self) -> None:
        self.filters.wanted.connect(self._show_filter)
        self.filters.pill.clicked.connect(self.model.apply)
        self.model.waiting.connect(self.filters.show_waiting)
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(self._failed)
        self.grid.chosen.connect(lambda key: self._choose(self.model.complaint_id(key)))
        self.grid.holding.connect(self.model.hold)
        self._desk.happened.connect(self._happened)
        panel = self.panel
        panel.moved.connect(self._move)
        panel.noted.connect(self._note)
        panel.forwarded.connect(self._forward)
        panel.edited.connect(self._edit)
        panel.photo_added.connect(self._attach)
        panel.conversation_asked.connect(self._jump)
        panel.closed.connect(self.close_case)

    # ---- the register -----------------------------------------------------------------------------------------------

    def _show_filter(self, wanted: ComplaintFilter) -> None:
        self.model.show(wanted)
        self._ask_counts()

    def reload(self) -> None:
        """Read the register, its counts and the chosen complaint again."""
        self.model.refresh()
        self._ask_counts()
        if self._chosen:
            self._choose(self._chosen)

    def _ask_counts(self) -> None:
        now = self._desk.clock()
        self._desk.ask(lambda read: read.complaint_counts(now), self.filters.show_counts, owner=self)

    def _loaded(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.grid)
        else:
            self._show_nothing()
            if self.grid.hasFocus():
                self.state.setFocus()
            self._stack.setCurrentWidget(self.state)
        if self._chosen:
            self.grid.follow(self.model.key_of(self._chosen))

    def _show_nothing(self) -> None:
        if self.filters.filter == ComplaintFilter():
            self.state.show_empty(
                tr("Belum ada aduan didaftarkan."),
                tr("Buka satu perbualan dalam peti masuk dan tekan D untuk mendaftarkannya."),
                picture="mdi6.clipboard-text-outline",
            )
        else:
            self.state.show_empty(
                tr("Tiada aduan yang sepadan dengan tapisan ini."),
                self.filters.words(),
                picture="mdi6.filter-off-outline",
                do=lambda: self.filters.ask(ComplaintFilter()),
                button=tr("Buang semua tapisan"),
            )

    def _failed(self, error: Exception) -> None:
        self.state.show_error(words.error_text(error), do=self.reload, button=tr("Cuba lagi"))
        self._stack.setCurrentWidget(self.state)

    def _happened(self, events: tuple[Event, ...]) -> None:
        if not self.model.complete:
            return
        if any(isinstance(event, RegisterPulled) for event in events):
            self._settle.start()
            if self._chosen:
                self._choose(self._chosen)
        for event in events:
            if isinstance(event, ComplaintChanged):
                self.model.repaint(event.complaint_id)
                if event.complaint_id == self._chosen:
                    self._choose(self._chosen)
        if any(isinstance(event, ComplaintChanged | PublicationChanged | ConversationChanged) for event in events):
            self._settle.start()

    def _focus_search(self) -> None:
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def step(self, by: int) -> None:
        """Choose the complaint *by* rows further down."""
        self.grid.step(by)

    # ---- one complaint ----------------------------------------------------------------------------------------------

    def _choose(self, complaint_id: str) -> None:
        self._asked += 1
        asked, self._chosen = self._asked, complaint_id

        def show(view: ComplaintView) -> None:
            if asked == self._asked:
                self.panel.show_case(view)
                self.panel.show()

        def fail(error: Exception) -> None:
            if asked == self._asked:
                self.panel.hide()
                gone = tr("Aduan ini tiada dalam daftar pada komputer ini.")
                self.strip.say(Tone.BAD, gone if isinstance(error, NotFound) else words.error_text(error))

        self._desk.ask(lambda read: read.complaint(complaint_id), show, owner=self, catch=fail)

    def close_case(self) -> None:
        """Give the register the whole width again."""
        self._asked += 1
        self._chosen = ""
        self.panel.hide()
        self.grid.follow(None)
        self.grid.setFocus()

    def _jump(self) -> None:
        if self.panel.view is not None and self._chosen:
            self.jump.emit("inbox", self.panel.view.complaint.conversation_id)

    def _focus_state(self) -> None:
        if self._chosen:
            self.panel.next_state.states.setFocus()

    def _focus_note(self) -> None:
        if self._chosen:
            self.panel.note.text.setFocus()

    def _focus_forward(self) -> None:
        if self._chosen:
            self.panel.forward.agencies.setFocus()

    # ---- acting -----------------------------------------------------------------------------------------------------

    def _do(self, flow: Callable[[Work, str], tuple[Event, ...]], done: Callable[[], None] = lambda: None) -> None:
        complaint_id = self._chosen
        if not complaint_id:
            return

        def finished(_events: tuple[Event, ...]) -> None:
            if self._chosen == complaint_id:
                self.panel.strip.dismiss()
                done()

        def failed(error: Exception) -> None:
            if self._chosen == complaint_id:
                self.panel.complain(words.error_text(error))
            else:
                self._desk.failed.emit(error)

        self._desk.do(lambda work: flow(work, complaint_id), owner=self, then=finished, catch=failed)

    def _move(self, state: str, note: str, code: str) -> None:
        self._do(lambda work, id_: complaining.change_state(work, id_, ComplaintState(state), note, code))

    def _note(self, text: str) -> None:
        self._do(lambda work, id_: complaining.follow_up(work, id_, text), self.panel.note.clear)

    def _forward(self, agency: str, note: str) -> None:
        self._do(lambda work, id_: complaining.forward(work, id_, agency, note), self.panel.forward.clear)

    def _edit(self, fields: dict[str, object]) -> None:
        self._do(lambda work, id_: complaining.edit(work, id_, **fields), self.panel.stop_editing)  # type: ignore[arg-type]

    def _attach(self, evidence: str, file: Path) -> None:
        self._do(lambda work, id_: complaining.attach(work, id_, Evidence(evidence), file.name, _content(file)))

    # ---- export -----------------------------------------------------------------------------------------------------

    def choose_and_export(self) -> None:
        """Ask where to, then export what is on the screen."""
        name = tr("daftar-aduan-{day}.xlsx").format(day=f"{self._desk.clock().astimezone(KUALA_LUMPUR):%Y-%m-%d}")
        dialog = QFileDialog(self, tr("Eksport daftar aduan"), name, tr("Buku kerja Excel (*.xlsx)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda file: self.export_to(Path(file)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write what the filters ask for, in the order of the grid, to *path*; `export.done` tells the end."""
        if self.export.running:
            return
        wanted, now, order = self.filters.filter, self._desk.clock(), self.model.order()
        self._export_bar.begin()
        self.export.start(path, lambda read: order(read, wanted, now), self.filters.words())

    # ---- words ------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._export_bar.retranslate()
        self.grid.setAccessibleName(tr("Daftar aduan"))
        self.grid.viewport().update()


def _content(file: Path) -> bytes:
    """The bytes of a chosen photo, on the write lane. Raises `TooLarge` before reading, `NotAPicture` if unreadable."""
    try:
        if file.stat().st_size > LARGEST_MB * 1_000_000:
            raise TooLarge(name=file.name, limit_mb=LARGEST_MB)
        return file.read_bytes()
    except OSError as error:
        raise NotAPicture(str(error), name=file.name) from error
