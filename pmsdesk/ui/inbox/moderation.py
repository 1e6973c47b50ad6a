"""What the menu of a citizen's comment offers: hide, show again, delete, or why not; to take a request back."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from pmsdesk.domain.account import Channel
from pmsdesk.domain.moderation import Moderation, ModerationState, obstacle
from pmsdesk.domain.staff import Right
from pmsdesk.services import moderating
from pmsdesk.services.reading import ConversationView, ItemKind, ThreadItem
from pmsdesk.ui import moderation_words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.ask_moderation import AskModeration
from pmsdesk.ui.moderation_words import tr
from pmsdesk.ui.references import References


class CommentActs(QObject):
    """Adds the acts to a menu; `failed` carries what went wrong."""

    failed = Signal(object)

    def __init__(self, desk: Desk, references: References, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._references, self._page = desk, references, page

    def offer(self, view: ConversationView, item: ThreadItem, menu: QMenu) -> None:
        """Add what can be asked of *item* to *menu*, and what cannot with the reason."""
        if item.kind is not ItemKind.MESSAGE or item.own or not self._desk.staff.may(Right.WRITE):
            return
        menu.addSeparator()
        for act in Moderation:
            self._add(view, item, act, menu)
        waiting = [line.measure for line in item.measures if line.measure.state is ModerationState.PENDING]
        if waiting and waiting[-1].asked_by == self._desk.staff.id:
            menu.addAction(tr("Tarik balik permohonan"), lambda: self._cancel(waiting[-1].id))

    def _add(self, view: ConversationView, item: ThreadItem, act: Moderation, menu: QMenu) -> None:
        channel, capability = view.account.channel, item.capability
        if capability is None:
            return
        why = obstacle(act, capability, (line.measure for line in item.measures))
        name = moderation_words.act(act)
        if why is None:
            menu.addAction(f"{name} …", lambda: self._ask(view.conversation.id, channel, item, act))
        else:
            menu.addAction(f"{name} – {moderation_words.why_not(why, channel)}").setEnabled(False)

    def _ask(self, conversation_id: str, channel: Channel, item: ThreadItem, act: Moderation) -> None:
        dialog = AskModeration(
            self._desk, self._references, channel, conversation_id, item.id, item.text, act, self._page
        )
        dialog.open()

    def _cancel(self, measure_id: str) -> None:
        self._desk.do(lambda work: moderating.cancel(work, measure_id), owner=self, catch=self.failed.emit)
