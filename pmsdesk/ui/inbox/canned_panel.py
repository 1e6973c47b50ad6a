"""The canned replies G1–G9 to search and preview, with their slots filled as far as the register knows them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from pmsdesk.compliance.templates import is_unaltered
from pmsdesk.domain.canned import CannedReply, fill, open_slots
from pmsdesk.routing.registry import Agency
from pmsdesk.services.complaining import slot_values
from pmsdesk.services.reading import ConversationView
from pmsdesk.ui.inbox.sending import slot_words
from pmsdesk.ui.theme import set_kind

REPLY_ROLE = Qt.ItemDataRole.UserRole


def match(query: str, reply: CannedReply) -> int | None:
    """How well *query* finds *reply*, 0 best; None when it does not.

    Its code, then its keyword, then the beginning of a word of title or text, then the letters in order.
    """
    wanted = query.strip().lstrip("/").casefold()
    everything = f"{reply.code} {reply.keyword} {reply.title} {reply.text}".casefold()
    if not wanted or reply.code.casefold() == wanted:
        return 0
    if reply.keyword.casefold().startswith(wanted):
        return 1
    parts = everything.split()
    if all(any(part.startswith(word) for part in parts) for word in wanted.split()):
        return 2
    letters = iter(f"{reply.keyword} {reply.title}".casefold())
    return 3 if all(letter in letters for letter in wanted if not letter.isspace()) else None


class CannedPanel(QFrame):
    """Opens above the composer. `chosen` carries a `CannedReply`; `left` tells that it was closed without one."""

    chosen = Signal(object)
    left = Signal()

    def __init__(
        self, replies: Sequence[CannedReply], agencies: Mapping[str, Agency], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.replies = tuple(replies)
        self.names = {key: agency.abbreviation for key, agency in agencies.items()}
        self._view: ConversationView | None = None
        self._search = QLineEdit(self)
        self._list = QListWidget(self)
        self._preview = QLabel(self)
        self._missing = QLabel(self)
        set_kind(self, "card")
        set_kind(self._missing, "error")
        for label in (self._preview, self._missing):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFixedHeight(7 * (self.fontMetrics().height() + 8))
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 8, 10, 8)
        grid.setHorizontalSpacing(12)
        grid.addWidget(self._search, 0, 0)
        grid.addWidget(self._list, 1, 0, 2, 1)
        grid.addWidget(self._preview, 1, 1)
        grid.addWidget(self._missing, 2, 1)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(0, 8)
        grid.setColumnStretch(1, 5)
        self._search.textChanged.connect(self._find)
        self._search.installEventFilter(self)
        self._list.currentItemChanged.connect(self._show_preview)
        self._list.itemClicked.connect(lambda _item: self._take())
        self._retranslate()
        self.hide()

    def open_for(self, view: ConversationView) -> None:
        """Show the panel for *view*, with an empty search that has the keyboard."""
        self._view = view
        self._search.clear()
        self._find("")
        self.show()
        self._search.setFocus()

    def by_code(self, code: str) -> CannedReply | None:
        """The reply with *code* (``G4``)."""
        return next((reply for reply in self.replies if reply.code == code), None)

    def values(self, view: ConversationView) -> dict[str, str]:
        """What the slots may hold in *view*."""
        return slot_values(view, self.names)

    def filled(self, reply: CannedReply, view: ConversationView) -> str:
        """The text of *reply* for *view*; what is not known stays ``{{slot}}``."""
        return fill(reply.text, self.values(view))

    def code_of(self, text: str, view: ConversationView) -> str:
        """The code of the canned reply that *text* is, word for word and filled from the register, else ""."""
        return is_unaltered(text, self.values(view), self.replies)

    def listed(self) -> list[str]:
        """The codes found, best first."""
        return [self._list.item(row).data(REPLY_ROLE).code for row in range(self._list.count())]

    def leave(self) -> None:
        """Close without a choice."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down, Enter and Escape work while typing."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self._list.setCurrentRow(min(max(self._list.currentRow() + step, 0), self._list.count() - 1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if key == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._search.setPlaceholderText(self.tr("Cari templat atau kata kunci"))
        self._search.setAccessibleName(self.tr("Cari templat"))
        self._list.setAccessibleName(self.tr("Templat balasan"))

    def _find(self, query: str) -> None:
        ranked = [(rank, reply) for reply in self.replies if (rank := match(query, reply)) is not None]
        self._list.clear()
        for _, reply in sorted(ranked, key=lambda pair: pair[0]):
            item = QListWidgetItem(f"{reply.code}  {reply.title}  /{reply.keyword}", self._list)
            item.setData(REPLY_ROLE, reply)
            item.setToolTip(reply.text)
        self._list.setCurrentRow(0)
        if not ranked:
            self._preview.setText(self.tr("Tiada templat sepadan."))
            self._missing.clear()

    def _show_preview(self, item: QListWidgetItem | None) -> None:
        if item is None or self._view is None:
            return
        text = self.filled(item.data(REPLY_ROLE), self._view)
        self._preview.setText(text)
        registered = self._view.complaint is not None
        missing = [slot_words(name, registered=registered) for name, _, _ in open_slots(text)]
        self._missing.setText("\n".join(dict.fromkeys(missing)))

    def _take(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.hide()
            self.chosen.emit(item.data(REPLY_ROLE))
