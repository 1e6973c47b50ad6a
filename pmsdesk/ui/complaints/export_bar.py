"""How far an export is, a button to stop it, and how it ended."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from pmsdesk.ui import words
from pmsdesk.ui.complaints.cells import tr
from pmsdesk.ui.complaints.export import Export
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.strip import Strip


class ExportBar(QWidget):
    """Shown while *export* runs, when *start_button* cannot be used; the end is said on *strip*."""

    def __init__(self, export: Export, start_button: QPushButton, strip: Strip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start_button, self._strip = start_button, strip
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(self)
        self._cancel.clicked.connect(lambda _checked=False: export.cancel())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        export.progressed.connect(self._show_progress)
        export.done.connect(self._written)
        export.stopped.connect(self._stopped)
        export.failed.connect(self._failed)
        self.retranslate()
        self.hide()

    def begin(self) -> None:
        """An export begins; how much there is to write is not known yet."""
        self._bar.setRange(0, 0)
        self.show()
        self._start_button.setEnabled(False)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._cancel.setText(tr("Batal"))

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(tr("{done} daripada {total} aduan ditulis").format(done=done, total=total))

    def _end(self) -> None:
        self.hide()
        self._start_button.setEnabled(True)

    def _written(self, path: Path, count: int) -> None:
        self._end()
        folder = QUrl.fromLocalFile(str(path.parent))
        self._strip.say(
            Tone.GOOD,
            tr("{count} aduan ditulis ke {file}. Eksport ini direkodkan dalam jejak audit.").format(
                count=count, file=path.name
            ),
            choices=[(tr("Buka folder"), "quiet", lambda: _open(folder))],
        )

    def _stopped(self) -> None:
        self._end()
        self._strip.say(Tone.PRIMARY, tr("Eksport dihentikan. Tiada fail ditulis."))

    def _failed(self, error: Exception) -> None:
        self._end()
        self._strip.say(Tone.BAD, words.error_text(error))


def _open(place: QUrl) -> None:
    QDesktopServices.openUrl(place)
