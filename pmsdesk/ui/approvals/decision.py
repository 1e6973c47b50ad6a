"""The bar under what is reviewed: what approving will do, the two decisions, the reason one needs, taking it back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from pmsdesk.ui.approvals.wording import DecisionWords, reply_decision, tr
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.action_button import ActionButton
from pmsdesk.ui.widgets.flow_row import FlowRow

STRIPS = {Tone.GOOD: "good", Tone.WARNING: "warning", Tone.BAD: "bad"}


class DecisionBar(QWidget):
    """Offers *approve* and *give back*; `returned` carries the reason when a return is confirmed."""

    returned = Signal(str)

    def __init__(self, approve: QAction, give_back: QAction, undo: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._approve, self._give_back, self._undo = approve, give_back, undo
        self._seconds = 0
        self._words_of: Callable[[], DecisionWords] = reply_decision
        self._may = self._may_return = False
        set_kind(self, "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._strip = QFrame()
        self._strip_words = _wrapped()
        inside = QVBoxLayout(self._strip)
        inside.setContentsMargins(10, 6, 10, 6)
        inside.addWidget(self._strip_words)
        self._consequences = _wrapped()
        self._reason_row = self._build_reason_row()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        for widget in (self._strip, self._consequences, self._reason_row):
            layout.addWidget(widget)
        layout.addLayout(self._build_buttons())
        self._retranslate()
        self.offer("", may=False)

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._name()
        self._missing.setText(tr("Nyatakan sebab. Tiada apa-apa diubah."))
        self.cancel_button.setText(tr("Batal"))

    def call(self, words_of: Callable[[], DecisionWords]) -> None:
        """Call the decisions by what is decided, in whatever language is spoken."""
        self._words_of = words_of
        self._name()
        self.return_button.refresh()
        self.approve_button.refresh()

    def _name(self) -> None:
        called = self._words_of()
        self._question.setText(called.question)
        self.reason.setAccessibleName(called.question)
        self.reason.setPlaceholderText(called.example)

    def _build_reason_row(self) -> QWidget:
        row = QWidget()
        set_kind(row, "surface")
        layout = QVBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._question = QLabel()
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(66)
        self.reason.setTabChangesFocus(True)
        self.reason.installEventFilter(self)
        self._missing = QLabel()
        set_kind(self._missing, "error")
        self.reason.textChanged.connect(self._missing.hide)
        for widget in (self._question, self.reason, self._missing):
            layout.addWidget(widget)
        return row

    def _build_buttons(self) -> FlowRow:
        row = FlowRow(spacing=8, one_line=True)
        self.return_button = ActionButton(self._give_back, lambda: self._words_of().give_back)
        self.cancel_button = QPushButton()
        self.cancel_button.clicked.connect(self.stop_asking)
        self.approve_button = ActionButton(self._approve, lambda: self._words_of().approve, "primary")
        row.addWidget(self.return_button)
        row.addWidget(self.cancel_button)
        self.undo_button = ActionButton(
            self._undo, lambda: tr("Batalkan penerbitan ({seconds} s)").format(seconds=self._seconds), "warning"
        )
        row.add_at_end(self.undo_button)
        row.add_at_end(self.approve_button)
        return row

    # ---- what is offered --------------------------------------------------------------------------------------------

    def offer(self, consequences: str, *, may: bool, warning: str = "", may_return: bool = False) -> None:
        """Show what approving would do and enable what is allowed; *warning* says why something is not, or beware."""
        self._may, self._may_return = may, may_return
        self.offer_undo(0)
        self._consequences.setText(consequences)
        self._consequences.setVisible(bool(consequences))
        self._say(warning, Tone.WARNING)
        self.stop_asking()

    def restate(self, consequences: str, warning: str | None) -> None:
        """Say in another language what approving would do; a *warning* of None stays as it is."""
        self._consequences.setText(consequences)
        if warning is not None:
            self._say(warning, Tone.WARNING)

    def report(self, words: str, tone: Tone) -> None:
        """Show a decision that was taken, or an error, and take the buttons away from the keyboard."""
        self._may = self._may_return = False
        self.offer_undo(0)
        self._consequences.hide()
        self._say(words, tone)
        self.stop_asking()

    def offer_undo(self, seconds: int) -> None:
        """Let the approval be taken back for *seconds* more; 0 ends it."""
        self._seconds = seconds
        self._undo.setEnabled(seconds > 0)
        self.undo_button.setVisible(seconds > 0)
        self.undo_button.refresh()

    def complain(self, words: str) -> None:
        """Show an error; what was offered stays."""
        self._say(words, Tone.BAD)
        self._enable()

    def wait(self) -> None:
        """Nothing can be decided while a decision is being written."""
        self._undo.setEnabled(False)
        self._approve.setEnabled(False)
        self._give_back.setEnabled(False)

    @property
    def words(self) -> str:
        """What the strip says, "" when there is none."""
        return self._strip_words.text()

    @property
    def consequences(self) -> str:
        """What approving is said to do."""
        return self._consequences.text()

    # ---- the reason -------------------------------------------------------------------------------------------------

    @property
    def asking(self) -> bool:
        """Whether the reason is being asked."""
        return not self._reason_row.isHidden()

    def ask_or_confirm(self) -> None:
        """The first time ask for the reason, then take it; without one say so and change nothing."""
        if not self.asking:
            self._reason_row.show()
            self._missing.hide()
            self.cancel_button.show()
            self.reason.setFocus()
            self._enable()
            return
        reason = self.reason.toPlainText().strip()
        if reason:
            self.returned.emit(reason)
        else:
            self._missing.show()
            self.reason.setFocus()

    def stop_asking(self) -> None:
        """Put the question away; nothing was changed."""
        self._reason_row.hide()
        self._missing.hide()
        self.cancel_button.hide()
        self.reason.clear()
        self._enable()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Escape puts the question away."""
        if (
            watched is self.reason
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.stop_asking()
            return True
        return super().eventFilter(watched, event)

    def _enable(self) -> None:
        self._approve.setEnabled(self._may and not self.asking)
        self._give_back.setEnabled(self._may_return)

    def _say(self, text: str, tone: Tone) -> None:
        self._strip_words.setText(text)
        self._strip.setVisible(bool(text))
        set_kind(self._strip, STRIPS.get(tone, "note"))


def _wrapped() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
