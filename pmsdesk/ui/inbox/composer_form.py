"""What the composer looks like: three modes that cannot be mistaken for each other, the field, the tools, the strip."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pmsdesk.domain.reply import DraftMode
from pmsdesk.ui.icons import icon
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.elided_label import ElidedLabel
from pmsdesk.ui.widgets.flagged_edit import FlaggedEdit
from pmsdesk.ui.widgets.flow_row import FlowRow
from pmsdesk.ui.widgets.strip import Strip
from pmsdesk.ui.writing.flag_list import FlagList

FEWEST_LINES, MOST_LINES = 3, 7
NEARLY_FULL = 50
KINDS: Mapping[DraftMode | None, str] = {DraftMode.NOTE: "warning", DraftMode.PRIVATE: "note"}
PICTURES = {
    DraftMode.REPLY: ("mdi6.earth", Tone.PLAIN),
    DraftMode.PRIVATE: ("mdi6.account-lock-outline", Tone.PRIMARY),
    DraftMode.NOTE: ("mdi6.lock-outline", Tone.WARNING),
}


class ComposerForm(QFrame):
    """The widgets of the composer and how they show a state; it decides nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reply_button, self.private_button, self.note_button = _chip(self), _chip(self), _chip(self)
        self.picture = QLabel(self)
        self.head = ElidedLabel("", self)
        set_kind(self.head, "strong")
        self.hint = _words(self)
        self.platform_button = QPushButton(self)
        self.edit = FlaggedEdit(self)
        set_kind(self.edit, "bare")
        self.edit.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit_edit())
        self.flags = FlagList(self)
        self.canned_button = QPushButton(self)
        self.counter, self.why = QLabel(self), ElidedLabel("", self)
        self.why.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.send = QPushButton(self)
        self.strip, self.news, self.claim = Strip(self), Strip(self), Strip(self)
        for label in (self.counter, self.why):
            set_kind(label, "mute")
        self._idle, self._writing = self._make_idle(), self._make_writing()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 6, 1, 1)
        column.setSpacing(2)
        for strip in (self.claim, self.news):
            column.addLayout(_row((8, 0, 8, 0), ((strip, 1),)))
        chips = FlowRow(spacing=6, one_line=True)
        for chip in (self.reply_button, self.private_button, self.note_button):
            chips.addWidget(chip)
        top = _row((12, 2, 12, 0), (self.picture, (self.head, 1)))
        top.insertLayout(0, chips)
        column.addLayout(top)
        column.addWidget(self._idle)
        column.addWidget(self._writing)
        column.addLayout(_row((8, 0, 8, 6), ((self.strip, 1),)))
        self._fit_edit()

    def connect_buttons(self, **does: Callable[[], None]) -> None:
        """Let each button named (``send``, ``reply_button`` …) do its callable."""
        for name, do in does.items():
            getattr(self, name).clicked.connect(lambda _checked=False, do=do: do())

    def show_idle(self, hint: str, platform: str) -> None:
        """Nothing is being written: *hint* says why or what to press, *platform* is the way out ("" for none)."""
        self._dress(None)
        self.head.clear()
        self.hint.setText(hint)
        self.platform_button.setText(platform)
        self.platform_button.setVisible(bool(platform))

    def show_mode(self, mode: DraftMode, head: str) -> None:
        """*mode* is being written; *head* says to whom, or that nobody outside sees it."""
        self._dress(mode)
        self.head.setText(head)
        self.edit.setAccessibleName(head)
        self.picture.setPixmap(icon(*PICTURES[mode]).pixmap(QSize(16, 16)))
        for widget in (self.canned_button, self.counter):
            widget.setVisible(mode is not DraftMode.NOTE)

    def show_count(self, length: int, limit: int) -> None:
        """The counter: warning within 50 of the limit, an error over it."""
        self.counter.setText(f"{length} / {limit}")
        set_kind(self.counter, "error" if length > limit else "strong" if length > limit - NEARLY_FULL else "mute")

    def show_send(self, button: str, kind: str, enabled: bool, why: str) -> None:
        """The words and manner of the send button; beside it *why* it cannot be pressed, or that the draft is saved."""
        set_kind(self.send, kind)
        self.send.setText(button)
        lines = button.count("\n") + 1
        self.send.setMinimumHeight(lines * self.send.fontMetrics().lineSpacing() + 12 if lines > 1 else 0)
        self.send.setAccessibleName(button)
        self.send.setEnabled(enabled)
        self.why.setText(why)

    def _fit_edit(self) -> None:
        """Grow with the text, within bounds."""
        lines = round(self.edit.document().size().height())
        shown = min(max(lines, FEWEST_LINES), MOST_LINES)
        self.edit.setFixedHeight(shown * self.edit.fontMetrics().lineSpacing() + 12)

    def _dress(self, mode: DraftMode | None) -> None:
        set_kind(self, KINDS.get(mode, "card"))
        self.reply_button.setChecked(mode is DraftMode.REPLY)
        self.private_button.setChecked(mode is DraftMode.PRIVATE)
        self.note_button.setChecked(mode is DraftMode.NOTE)
        self._idle.setVisible(mode is None)
        self._writing.setVisible(mode is not None)
        self.picture.setVisible(mode is not None)

    def _make_idle(self) -> QWidget:
        idle = _see_through("idle", self)
        idle.setLayout(_row((12, 2, 12, 8), ((self.hint, 1), self.platform_button)))
        return idle

    def _make_writing(self) -> QWidget:
        writing = _see_through("writing", self)
        column = QVBoxLayout(writing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_row((12, 2, 12, 2), ((self.edit, 1),)))
        column.addWidget(self.flags)
        tools = (self.canned_button, self.counter, (self.why, 1), self.send)
        column.addLayout(_row((10, 4, 10, 6), tools))
        return writing


def _row(
    margins: tuple[int, int, int, int], widgets: "tuple[QWidget | tuple[QWidget, int], ...]", spacing: int = 8
) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(*margins)
    row.setSpacing(spacing)
    for each in widgets:
        widget, stretch = each if isinstance(each, tuple) else (each, 0)
        row.addWidget(widget, stretch)
    return row


def _see_through(name: str, parent: QWidget) -> QWidget:
    """A plain container that lets the composer's tint through (a bare QWidget gets the page's colour by the sheet)."""
    container = QWidget(parent)
    container.setObjectName(name)
    container.setStyleSheet(f"QWidget#{name} {{ background: transparent; }}")
    return container


def _chip(parent: QWidget) -> QPushButton:
    chip = QPushButton(parent)
    chip.setCheckable(True)
    set_kind(chip, "chip")
    return chip


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    set_kind(label, "mute")
    return label
