"""One complaint beside the register: its fields, what can be done with it, its photos, its log and its trail."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from pmsdesk.domain.complaint import ClosingCode, ComplaintState
from pmsdesk.services.reading import ComplaintView
from pmsdesk.ui import history, words
from pmsdesk.ui.complaints.cells import first_reply, tr
from pmsdesk.ui.complaints.edit_form import EditForm
from pmsdesk.ui.complaints.photos import Photos
from pmsdesk.ui.complaints.steps import FollowUpStep, ForwardStep, MoveStep
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.icons import icon
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.harmless import one_line
from pmsdesk.ui.widgets.key_values import KeyValues
from pmsdesk.ui.widgets.marked_text import MarkedText
from pmsdesk.ui.widgets.strip import Strip

WIDTH = 388


class CasePanel(QFrame):
    """Shows one `ComplaintView` and tells what a person wants done with it.

    `moved`: state, note, closing code. `noted`: text. `forwarded`: agency id, note. `edited`: fields.
    `photo_added`: what it shows, its file. `conversation_asked`, `closed`: nothing.
    """

    moved = Signal(str, str, str)
    noted = Signal(str)
    forwarded = Signal(str, str)
    edited = Signal(dict)
    photo_added = Signal(str, Path)
    conversation_asked = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._references = desk, references
        self._view: ComplaintView | None = None
        set_kind(self, "surface")
        self.setMinimumWidth(WIDTH)
        self.strip = Strip()
        self.number, self.state = QLabel(), Badge()
        self.conversation = QPushButton()
        self._edit_button = QPushButton()
        self._close = QToolButton()
        self.fields, self.form = KeyValues(), EditForm(references)
        self.summary = MarkedText()
        self.next_state, self.note = MoveStep(), FollowUpStep()
        self.forward, self.photos = ForwardStep(references), Photos(desk)
        self._log, self._trail = _rows(), _rows()
        self._headings: dict[str, QLabel] = {}
        self._lay_out()
        self._connect()
        self._retranslate()

    # ---- building ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        column.addWidget(self.strip)
        inside = QWidget()
        set_kind(inside, "scrolled")
        self._sections = QVBoxLayout(inside)
        self._sections.setContentsMargins(0, 0, 0, 0)
        self._sections.setSpacing(0)
        self._section("", self._fields_block())
        self._section("state", self.next_state)
        self._section("log", self.note, self._log)
        self._section("forward", self.forward)
        self._section("photos", self.photos)
        self._section("trail", self._trail)
        self._sections.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        column.addWidget(self._scroll, 1)

    def _build_head(self) -> QWidget:
        head = QFrame()
        set_kind(head, "bar")
        set_kind(self.number, "title")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_kind(self._close, "quiet")
        self._close.setIcon(icon("mdi6.close"))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 6, 8, 6)
        row.addWidget(self.number)
        row.addWidget(self.state)
        row.addStretch(1)
        row.addWidget(self._close)
        return head

    def _fields_block(self) -> QWidget:
        block = QWidget()
        set_kind(block, "surface")
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.addWidget(self.conversation)
        buttons.addWidget(self._edit_button)
        buttons.addStretch(1)
        for widget in (self.summary, self.fields, self.form):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.form.hide()
        return block

    def _section(self, key: str, *widgets: QWidget) -> None:
        block = QFrame()
        set_kind(block, "bar")
        column = QVBoxLayout(block)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        if key:
            heading = QLabel()
            set_kind(heading, "heading")
            column.addWidget(heading)
            self._headings[key] = heading
        for widget in widgets:
            column.addWidget(widget)
        self._sections.addWidget(block)

    def _connect(self) -> None:
        self.next_state.moved.connect(self.moved)
        self.note.noted.connect(self.noted)
        self.forward.forwarded.connect(self.forwarded)
        self.photos.added.connect(self.photo_added)
        self.form.saved.connect(self.edited)
        self.form.cancelled.connect(self.stop_editing)
        self.conversation.clicked.connect(lambda _checked=False: self.conversation_asked.emit())
        self._edit_button.clicked.connect(lambda _checked=False: self.edit())
        self._close.clicked.connect(lambda _checked=False: self.closed.emit())

    # ---- showing ----------------------------------------------------------------------------------------------------

    @property
    def view(self) -> ComplaintView | None:
        """What is shown."""
        return self._view

    def show_case(self, view: ComplaintView) -> None:
        """Show *view*; of the same complaint, what is being typed stays."""
        other = self._view is None or self._view.complaint.id != view.complaint.id
        self._view = view
        if other:
            self.stop_editing()
            self.note.clear()
            self.strip.dismiss()
            self._scroll.verticalScrollBar().setValue(0)
        self._show_fields(view)
        self.next_state.show_state(view.complaint.state)
        self.forward.show_complaint(view.complaint)
        self.photos.show_photos(view.attachments)
        self._show_log(view)
        _put_lines(
            self._trail,
            [
                tr("{when} · {who} – {what}").format(
                    when=words.moment(item.at, self._desk.clock()),
                    who=history.actor(item),
                    what=history.sentence(item, self._references),
                )
                for item in reversed(view.history)
            ],
        )

    @property
    def log_lines(self) -> list[str]:
        """The log as it is shown, newest first."""
        return _lines(self._log)

    @property
    def trail_lines(self) -> list[str]:
        """The audit trail as it is shown, newest first."""
        return _lines(self._trail)

    def edit(self) -> None:
        """Correct the fields in place."""
        if self._view is not None:
            self.form.show_complaint(self._view.complaint)
            self.fields.hide()
            self.summary.hide()
            self._edit_button.hide()
            self.form.show()

    def stop_editing(self) -> None:
        """Show the fields as they are."""
        self.form.hide()
        self.fields.show()
        self.summary.show()
        self._edit_button.show()

    def complain(self, text: str) -> None:
        """Say what went wrong; what was typed stays."""
        self.strip.say(Tone.BAD, text)

    def _show_fields(self, view: ComplaintView) -> None:
        complaint, row, now = view.complaint, view.row, self._desk.clock()
        self.number.setText(words.complaint_number(complaint.number))
        self.state.show_word(*words.complaint_state(complaint.state))
        self.summary.show_text(complaint.summary)
        promise = first_reply(row, now)
        agencies = [history.agency_name(agency, self._references) for agency in complaint.agencies]
        code = complaint.closing_code
        self.fields.show_pairs(
            [
                (tr("Pengadu"), one_line(complaint.complainant)),
                (tr("Pelanggan"), history.customer_name(complaint.customer_kind, self._references)),
                (tr("Saluran"), words.channel(row.channel)),
                (tr("Kategori"), history.category_name(complaint.category, self._references)),
                (tr("Bidang kuasa"), Badge(*words.jurisdiction(complaint.jurisdiction))),
                (tr("Jalan"), one_line(complaint.road)),
                (tr("Lokasi"), one_line(complaint.location)),
                (tr("Tindakan"), ", ".join(agencies)),
                (tr("Diterima"), words.full_moment(row.received_at)),
                (tr("Didaftar"), f"{words.full_moment(complaint.registered_at)} · {view.registered_by}"),
                (tr("Maklum balas awal"), Badge(*promise)),
                (tr("Kod penutupan"), words.closing_code(ClosingCode(code)) if code in set(ClosingCode) else code),
            ]
        )

    def _show_log(self, view: ComplaintView) -> None:
        lines = []
        for entry, author in reversed(view.follow_ups):
            when = words.moment(entry.created_at, self._desk.clock())
            state = words.complaint_state(ComplaintState(entry.state))[0] if entry.state in set(ComplaintState) else ""
            what = " – ".join(part for part in (state, words.isolated(entry.text) if entry.text else "") if part)
            lines.append(tr("{when} · {who}: {what}").format(when=when, who=author, what=what))
        _put_lines(self._log, lines)

    # ---- words ------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        titles = {
            "state": tr("STATUS"),
            "log": tr("TINDAKAN SUSULAN"),
            "forward": tr("PANJANGKAN KEPADA AGENSI"),
            "photos": tr("GAMBAR"),
            "trail": tr("JEJAK"),
        }
        for key, heading in self._headings.items():
            heading.setText(titles[key])
        self.conversation.setText(tr("Buka perbualan"))
        self._edit_button.setText(tr("Sunting"))
        self._close.setToolTip(tr("Tutup"))
        self._close.setAccessibleName(tr("Tutup butiran aduan"))
        self.summary.setAccessibleName(tr("Ringkasan aduan"))
        if self._view is not None:
            self.show_case(self._view)


def _rows() -> QWidget:
    holder = QWidget()
    set_kind(holder, "surface")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    return holder


def _put_lines(holder: QWidget, lines: list[str]) -> None:
    layout = holder.layout()
    while layout is not None and (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    for line in lines:
        label = QLabel(line)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_kind(label, "small")
        if layout is not None:
            layout.addWidget(label)
    holder.setVisible(bool(lines))


def _lines(holder: QWidget) -> list[str]:
    layout = holder.layout()
    items = (layout.itemAt(at) for at in range(layout.count())) if layout is not None else ()
    return [label.text() for item in items if item is not None and isinstance(label := item.widget(), QLabel)]
