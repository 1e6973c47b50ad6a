"""Keeps the post that is being written: 500 ms after the last change, and at once when asked."""

from PySide6.QtCore import QObject, QTimer, Signal

from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.services import post_drafts
from pmsdesk.ui.desk import Desk

AUTOSAVE_MS = 500


class Keeping(QObject):
    """`saved` carries the id of a draft that is on disk, `failed` the exception of a save, which the next change
    tries again.
    """

    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unsaved: dict[str, PostDraft] = {}
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self.flush)

    def changed(self, draft: PostDraft) -> None:
        """Note *draft*; it is saved soon."""
        self._unsaved[draft.id] = draft
        self._timer.start()

    def forget(self, draft_id: str) -> None:
        """It was submitted or dropped."""
        self._unsaved.pop(draft_id, None)

    def flush(self) -> None:
        """Save now, before whatever else is done on the write lane."""
        self._timer.stop()
        unsaved, self._unsaved = self._unsaved, {}
        for draft in unsaved.values():
            self._save(draft)

    def _save(self, draft: PostDraft) -> None:
        def keep(error: Exception) -> None:
            self._unsaved.setdefault(draft.id, draft)
            self.failed.emit(error)

        self._desk.do(
            lambda work: post_drafts.save(work, draft),
            owner=self,
            then=lambda _events: self.saved.emit(draft.id),
            catch=keep,
        )
