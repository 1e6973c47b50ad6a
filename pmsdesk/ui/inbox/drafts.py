"""Keeps what is typed: 500 ms after the last key, for each conversation and mode, and at once when asked."""

from PySide6.QtCore import QObject, QTimer, Signal

from pmsdesk.domain.reply import DraftMode
from pmsdesk.services import drafting
from pmsdesk.ui.desk import Desk

AUTOSAVE_MS = 500


class Drafts(QObject):
    """The texts typed in this session; they win over what the store says of them.

    `saved` carries conversation id and mode, `failed` the exception of a save; a text that failed is tried again with
    the next key or `flush`.
    """

    saved = Signal(str, str)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._texts: dict[tuple[str, DraftMode], str] = {}
        self._unsaved: set[tuple[str, DraftMode]] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self.flush)

    def text(self, conversation_id: str, mode: DraftMode, stored: str) -> str:
        """What to show: what was typed in this session, else what is *stored*."""
        return self._texts.get((conversation_id, mode), stored)

    def typed(self, conversation_id: str, mode: DraftMode, text: str) -> None:
        """Note *text*; it is saved soon."""
        self._texts[conversation_id, mode] = text
        self._unsaved.add((conversation_id, mode))
        self._timer.start()

    def forget(self, conversation_id: str, mode: DraftMode) -> None:
        """The store is right again about this draft (it was submitted, or given back)."""
        self._texts.pop((conversation_id, mode), None)
        self._unsaved.discard((conversation_id, mode))

    def flush(self) -> None:
        """Save every unsaved text now, before whatever else is done on the write lane."""
        self._timer.stop()
        unsaved, self._unsaved = self._unsaved, set()
        for conversation_id, mode in sorted(unsaved):
            self._save(conversation_id, mode, self._texts[conversation_id, mode])

    def _save(self, conversation_id: str, mode: DraftMode, text: str) -> None:
        def keep(error: Exception) -> None:
            self._unsaved.add((conversation_id, mode))
            self.failed.emit(error)

        self._desk.do(
            lambda work: drafting.save_draft(work, conversation_id, mode, text),
            owner=self,
            then=lambda _events: self.saved.emit(conversation_id, mode),
            catch=keep,
        )
