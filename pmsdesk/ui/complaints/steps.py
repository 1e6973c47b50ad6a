"""What can be done with a complaint: move it on, note what was done, hand it to an agency."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pmsdesk.domain.complaint import LEGAL, ClosingCode, Complaint, ComplaintState
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.ui import words
from pmsdesk.ui.complaints.cells import tr
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import set_kind

NOTE_HEIGHT = 58


class MoveStep(QWidget):
    """Offers only the states the register allows next; closing asks for a code. `moved`: state, note, closing code."""

    moved = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.states, self.codes = narrow(QComboBox()), narrow(QComboBox())
        self.note = QLineEdit()
        self.button = QPushButton()
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        set_kind(self.hint, "small")
        self.states.currentIndexChanged.connect(lambda _index: self._show_code())
        self.codes.currentIndexChanged.connect(lambda _index: self._show_hint())
        self.button.clicked.connect(self._move)
        row = QHBoxLayout()
        row.addWidget(self.states, 1)
        row.addWidget(self.button)
        column = _column(self)
        column.addLayout(row)
        for widget in (self.codes, self.hint, self.note):
            column.addWidget(widget)
        self._state: ComplaintState | None = None
        self._retranslate()

    def show_state(self, state: ComplaintState) -> None:
        """Offer what may follow *state*; what was chosen for the same state stays."""
        if state is not self._state:
            self._state = state
            self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.states.setAccessibleName(tr("Status seterusnya"))
        self.codes.setAccessibleName(tr("Kod penutupan"))
        self.note.setPlaceholderText(tr("Catatan (pilihan)"))
        self.note.setAccessibleName(tr("Catatan perubahan status"))
        self.button.setText(tr("Tukar status"))
        self._fill()

    def _fill(self) -> None:
        self.states.clear()
        self.states.addItem(tr("Pilih status seterusnya …"), None)
        if self._state is not None:
            for state in sorted(LEGAL[self._state], key=list(ComplaintState).index):
                self.states.addItem(words.complaint_state(state)[0], state.value)
        self.codes.clear()
        self.codes.addItem(tr("Pilih kod penutupan …"), None)
        for code in ClosingCode:
            self.codes.addItem(words.closing_code(code), code.value)
        self.note.clear()
        self._show_code()

    def _show_code(self) -> None:
        closing = self.states.currentData() == ComplaintState.CLOSED
        self.codes.setVisible(closing)
        self.note.setVisible(self.states.currentData() is not None)
        self._show_hint()

    def _show_hint(self) -> None:
        closing = self.states.currentData() == ComplaintState.CLOSED
        resolved = closing and self.codes.currentData() == ClosingCode.RESOLVED
        self.hint.setText(tr("“Selesai” memerlukan gambar selepas dan jawapan yang telah diterbitkan kepada pengadu."))
        self.hint.setVisible(resolved)
        ready = self.states.currentData() is not None and (not closing or self.codes.currentData() is not None)
        self.button.setEnabled(ready)

    def _move(self) -> None:
        self.moved.emit(self.states.currentData(), self.note.text(), self.codes.currentData() or "")


class FollowUpStep(QWidget):
    """A note of what was done. `noted` carries it; it is cleared with `clear` once it is written."""

    noted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QPlainTextEdit()
        self.text.setFixedHeight(NOTE_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._enable)
        self.button = QPushButton()
        self.button.clicked.connect(lambda _checked=False: self.noted.emit(self.text.toPlainText()))
        column = _column(self)
        column.addWidget(self.text)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        column.addLayout(row)
        self._retranslate()
        self._enable()

    def clear(self) -> None:
        """Forget what was typed."""
        self.text.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.text.setPlaceholderText(tr("Apa yang telah dibuat, bila dan oleh siapa (dalaman)"))
        self.text.setAccessibleName(tr("Tindakan susulan"))
        self.button.setText(tr("Catat susulan"))

    def _enable(self) -> None:
        self.button.setEnabled(bool(self.text.toPlainText().strip()))


class ForwardStep(QWidget):
    """Hands the complaint to an agency, which leads from then on. `forwarded`: agency id, note."""

    forwarded = Signal(str, str)

    def __init__(self, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._references = references
        self._complaint: Complaint | None = None
        self.agencies = narrow(QComboBox())
        self.agencies.setMaxVisibleItems(18)
        self.note = QLineEdit()
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        set_kind(self.hint, "small")
        self.button = QPushButton()
        self.agencies.currentIndexChanged.connect(lambda _index: self._enable())
        self.button.clicked.connect(self._forward)
        row = QHBoxLayout()
        row.addWidget(self.agencies, 1)
        row.addWidget(self.button)
        column = _column(self)
        column.addLayout(row)
        column.addWidget(self.note)
        column.addWidget(self.hint)
        self._retranslate()

    def show_complaint(self, complaint: Complaint) -> None:
        """Offer the agencies for *complaint*; what was chosen for the same one stays."""
        other = self._complaint is None or self._complaint.id != complaint.id
        self._complaint = complaint
        if other:
            self._fill()
        self._enable()

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.agencies.setAccessibleName(tr("Agensi"))
        self.note.setPlaceholderText(tr("Catatan kepada agensi (pilihan)"))
        self.note.setAccessibleName(tr("Catatan kepada agensi"))
        self.button.setText(tr("Panjangkan"))
        self._fill()

    def _fill(self) -> None:
        self.agencies.clear()
        self.agencies.addItem(tr("Pilih agensi …"), "")
        for agency in self._references.agencies.values():
            text = (
                agency.abbreviation if agency.abbreviation == agency.name else f"{agency.abbreviation} – {agency.name}"
            )
            self.agencies.addItem(text, agency.id)
        self.note.clear()
        self._enable()

    def _enable(self) -> None:
        complaint, agency = self._complaint, self.agencies.currentData()
        self.note.setVisible(bool(agency))
        may = complaint is not None and _may_be_forwarded(complaint)
        self.hint.setVisible(complaint is not None and not may)
        self.hint.setText(tr("Aduan dalam status ini tidak boleh dipanjangkan. Tukar statusnya dahulu."))
        self.button.setEnabled(may and bool(agency))

    def _forward(self) -> None:
        self.forwarded.emit(self.agencies.currentData(), self.note.text())

    def clear(self) -> None:
        """Forget what was chosen."""
        self._fill()


def _may_be_forwarded(complaint: Complaint) -> bool:
    """As `services.complaining.forward` judges: outside the ministry it is referred."""
    outside = complaint.jurisdiction is Jurisdiction.OUTSIDE
    state = ComplaintState.REFERRED_OUTSIDE if outside else ComplaintState.FORWARDED
    return complaint.state is state or state in LEGAL[complaint.state]


def narrow(box: QComboBox) -> QComboBox:
    """*box*, asking for no more room than its column has, however long its entries are."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return column
