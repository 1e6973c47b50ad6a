"""Carries out what the composer was told: submits, adds notes, takes back; the typed text is kept until it stands."""

from PySide6.QtCore import QObject, Signal

from pmsdesk.compliance.templates import is_unaltered
from pmsdesk.domain.errors import NewerMessage
from pmsdesk.domain.events import Event, ReplySubmitted
from pmsdesk.domain.reply import DraftMode, Way, draft_mode
from pmsdesk.services import drafting, publishing, triaging
from pmsdesk.services.ports import Work
from pmsdesk.services.reading import ConversationView
from pmsdesk.ui.desk import Desk, Flow
from pmsdesk.ui.inbox.canned_panel import CannedPanel
from pmsdesk.ui.inbox.composer import Composer
from pmsdesk.ui.inbox.drafts import Drafts
from pmsdesk.ui.inbox.sending import answered_message, contact_words
from pmsdesk.ui.references import References
from pmsdesk.ui.writing.undo_bar import UndoBar


class Outgoing(QObject):
    """Between composer and services.

    `done` tells that something stands, `stale` asks the page to read the conversation with this id again, `given_back`
    to open it with its text back in the composer, in the given `DraftMode`; `told` carries news in words, `failed` an
    error that does not belong under the composer.
    """

    done = Signal()
    stale = Signal(str)
    given_back = Signal(str, object)
    told = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        references: References,
        composer: Composer,
        canned: CannedPanel,
        drafts: Drafts,
        undo_bar: UndoBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._references = desk, references
        self._composer, self._canned, self._drafts, self._undo_bar = composer, canned, drafts, undo_bar
        self._view: ConversationView | None = None
        composer.reply_given.connect(self._submit)
        composer.note_given.connect(self._note)
        composer.withdraw_wanted.connect(self._withdraw)

    def show_conversation(self, view: ConversationView) -> None:
        """What is given from now on goes into *view*."""
        self._view = view

    def _submit(self, text: str, way: Way) -> None:
        view = self._view
        answered = answered_message(view) if view is not None else None
        if view is None or answered is None:
            return
        conversation_id, target = view.conversation.id, answered.remote_id
        seen = frozenset(message.id for message in view.messages)
        template, to = self._canned.code_of(text, view), contact_words(view)
        check, canned, names = self._references.checker.check, self._canned.replies, self._canned.names

        def flow(work: Work) -> tuple[Event, ...]:
            return drafting.submit(
                work,
                conversation_id,
                target,
                text,
                check,
                template=template,
                seen=seen,
                templates=lambda written, values: is_unaltered(written, values, canned),
                names=names,
                way=way,
            )

        self._drafts.flush()
        self._composer.set_busy(True)
        self._desk.do(
            flow,
            owner=self,
            then=lambda events: self._submitted(conversation_id, to, draft_mode(way), events),
            catch=lambda error: self._refused(conversation_id, error),
        )

    def _submitted(self, conversation_id: str, to: str, mode: DraftMode, events: tuple[Event, ...]) -> None:
        self.done.emit()
        self._drafts.forget(conversation_id, mode)
        self._composer.set_busy(False)
        if self._shows(conversation_id):
            self._composer.finish()
        for event in events:
            if isinstance(event, ReplySubmitted) and not event.pending:
                self._offer_undo(event.reply_id, conversation_id, to, mode)
            elif isinstance(event, ReplySubmitted):
                self.told.emit(self.tr("Balasan diserahkan. Ia akan dihantar selepas diluluskan oleh penyelia."))

    def _offer_undo(self, reply_id: str, conversation_id: str, to: str, mode: DraftMode) -> None:
        self._undo_bar.begin(
            lambda seconds: self.tr("Balasan kepada {to} akan dihantar dalam {seconds} saat.").format(
                to=to, seconds=seconds
            ),
            lambda: self._give_back(lambda work: publishing.undo(work, reply_id), conversation_id, mode),
        )

    def _refused(self, conversation_id: str, error: Exception) -> None:
        self._composer.set_busy(False)
        if not self._shows(conversation_id):
            self.failed.emit(error)
            return
        self._composer.show_error(error)
        if isinstance(error, NewerMessage):
            self.stale.emit(conversation_id)

    def _note(self, text: str) -> None:
        view = self._view
        if view is None:
            return
        conversation_id = view.conversation.id

        def written(_events: tuple[Event, ...]) -> None:
            self._drafts.forget(conversation_id, DraftMode.NOTE)
            self._composer.set_busy(False)
            if self._shows(conversation_id):
                self._composer.finish()

        self._drafts.flush()
        self._composer.set_busy(True)
        self._desk.do(
            lambda work: triaging.note(work, conversation_id, text),
            owner=self,
            then=written,
            catch=lambda error: self._refused(conversation_id, error),
        )

    def _withdraw(self) -> None:
        view = self._view
        if view is not None and view.reply is not None:
            reply_id = view.reply.id
            mode = draft_mode(view.reply.way)
            self._give_back(lambda work: drafting.withdraw(work, reply_id), view.conversation.id, mode)

    def _give_back(self, flow: Flow, conversation_id: str, mode: DraftMode) -> None:
        """Run *flow*, which puts a text back into the draft; what is typed meanwhile is saved before."""
        self._drafts.flush()

        def given(_events: tuple[Event, ...]) -> None:
            self._drafts.forget(conversation_id, mode)
            self.given_back.emit(conversation_id, mode)

        self._desk.do(flow, owner=self, then=given, catch=self.failed.emit)

    def _shows(self, conversation_id: str) -> bool:
        return self._view is not None and self._view.conversation.id == conversation_id
