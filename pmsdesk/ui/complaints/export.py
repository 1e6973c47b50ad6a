"""Writes the register as it is on the screen to a workbook, on the read lane, with progress and a way to stop."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from pmsdesk.domain.account import Channel
from pmsdesk.domain.complaint import ComplaintState
from pmsdesk.domain.errors import NotAllowed
from pmsdesk.domain.staff import Right
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.reports.progress import Cancelled, Progress
from pmsdesk.reports.register import register
from pmsdesk.reports.xlsx import write_xlsx
from pmsdesk.services import exporting
from pmsdesk.services.reading import Read
from pmsdesk.ui import words
from pmsdesk.ui.complaints.cells import tr
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.history import agency_name, category_name
from pmsdesk.ui.models.complaint_model import all_rows
from pmsdesk.ui.references import References

TICK_MS = 100


class ReportWords:
    """What `reports.register.Words` asks for, in the language of the screen."""

    def __init__(self, references: References) -> None:
        self._references = references

    def title(self, text: str) -> str:
        """The report's own words."""
        return QCoreApplication.translate("reports", text)

    def channel(self, value: Channel) -> str:
        """The name of a network."""
        return words.channel(value)

    def category(self, category_id: str) -> str:
        """The name of a category."""
        return category_name(category_id, self._references)

    def jurisdiction(self, value: Jurisdiction) -> str:
        """Whose road it is."""
        return words.jurisdiction(value)[0]

    def agency(self, agency_id: str) -> str:
        """The abbreviation of an agency."""
        return agency_name(agency_id, self._references)

    def state(self, value: ComplaintState) -> str:
        """The word of a state."""
        return words.complaint_state(value)[0]


class Export(QObject):
    """One export at a time. `progressed`: rows done, in all. `done`: path, rows. `stopped`. `failed`: the error."""

    progressed = Signal(int, int)
    done = Signal(Path, int)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, references: References, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._references = desk, references
        self._progress: Progress | None = None
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._tell)

    @property
    def running(self) -> bool:
        """Whether one is being written."""
        return self._progress is not None

    def start(self, path: Path, ids: Callable[[Read], list[str]], filters: str) -> None:
        """Write the complaints that *ids* gives, in its order, to *path*; *filters* says in words which they are.

        `failed` carries `NotAllowed` for whoever may not write complaints: the register holds personal data.
        """
        if self.running:
            return
        try:
            self._desk.staff.require(Right.WRITE)
        except NotAllowed as error:
            self.failed.emit(error)
            return
        progress = self._progress = Progress()
        now, staff, report_words = self._desk.clock(), self._desk.staff, ReportWords(self._references)
        about = (
            (tr("Disediakan oleh"), f"{staff.name} ({words.role(staff.role)})"),
            (tr("Pada"), words.full_moment(now)),
            (tr("Tapisan"), filters),
            (tr("Waktu"), tr("Semua tarikh mengikut waktu Malaysia (UTC+8).")),
            (tr("Peringatan"), tr("Fail ini mengandungi data peribadi pengadu. Simpan dan kongsi mengikut peraturan.")),
        )

        def write(read: Read) -> int:
            wanted = ids(read)
            progress.total = len(wanted)
            report = register(all_rows(read, wanted), len(wanted), report_words, now, about)
            return write_xlsx(report, path, progress)

        self._tick.start()
        self._desk.ask(write, lambda count: self._finished(path, count, filters), owner=self, catch=self._failed)

    def cancel(self) -> None:
        """Ask the writing to stop; `stopped` follows."""
        if self._progress is not None:
            self._progress.cancelled = True

    def _tell(self) -> None:
        if self._progress is not None:
            self.progressed.emit(self._progress.done, self._progress.total)

    def _end(self) -> None:
        self._tick.stop()
        self._progress = None

    def _finished(self, path: Path, count: int, filters: str) -> None:
        self._end()
        self._desk.do(
            lambda work: exporting.note_export(work, count, filters),
            owner=self,
            then=lambda _events: self.done.emit(path, count),
            catch=lambda error: self._untraced(path, error),
        )

    def _untraced(self, path: Path, error: Exception) -> None:
        """What cannot be recorded does not leave the program."""
        path.unlink(missing_ok=True)
        self.failed.emit(error)

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.stopped.emit()
        else:
            self.failed.emit(error)
