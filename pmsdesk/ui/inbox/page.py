"""The inbox: the list, the conversation and its composer, the context; what one chooses is what the others show."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from pmsdesk.domain.complaint import has_number
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.errors import KnownError, NotFound
from pmsdesk.domain.events import (
    ComplaintChanged,
    ConversationChanged,
    Event,
    MessagesArrived,
    ModerationChanged,
    PublicationChanged,
    RegisterPulled,
    ReplyApproved,
    ReplyReturned,
    ReplySubmitted,
)
from pmsdesk.domain.reply import DraftMode
from pmsdesk.services import triaging
from pmsdesk.services.moderation_ports import ModerationView
from pmsdesk.services.presence import about_to_answer
from pmsdesk.services.reading import ConversationView, Counts, InboxFilter
from pmsdesk.ui import words
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.inbox.acts import Acts
from pmsdesk.ui.inbox.attending import Attending
from pmsdesk.ui.inbox.canned_panel import CannedPanel
from pmsdesk.ui.inbox.chooser import Chooser
from pmsdesk.ui.inbox.columns import Columns, Middle
from pmsdesk.ui.inbox.commands import BUTTONS, MENU, add_commands
from pmsdesk.ui.inbox.companions import name_of
from pmsdesk.ui.inbox.composer import Composer
from pmsdesk.ui.inbox.context_pane import ContextPane
from pmsdesk.ui.inbox.drafts import Drafts
from pmsdesk.ui.inbox.list_pane import ListPane
from pmsdesk.ui.inbox.moderation import CommentActs, nothing_words
from pmsdesk.ui.inbox.outgoing import Outgoing
from pmsdesk.ui.inbox.register_dialog import RegisterDialog
from pmsdesk.ui.inbox.thread_pane import ThreadPane
from pmsdesk.ui.page import Page
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.action_button import ActionButton
from pmsdesk.ui.widgets.strip import Strip
from pmsdesk.ui.writing.checking import Checking
from pmsdesk.ui.writing.undo_bar import UndoBar

SETTLE_MS = 120
CONCERNING = (
    *(ConversationChanged, ReplySubmitted, ReplyApproved, ReplyReturned, PublicationChanged, ComplaintChanged),
    ModerationChanged,
)


class InboxPage(Page):
    """Everything an officer needs to answer citizens."""

    key = "inbox"
    icon = "mdi6.inbox-outline"

    def __init__(
        self,
        desk: Desk,
        actions: Actions,
        references: References,
        attending: Attending | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.attending = attending
        set_kind(self, "page")
        self._desk, self._actions, self._references = desk, actions, references
        self._open_id = ""
        self._view: ConversationView | None = None
        self._begun = False
        self._settle = False
        self._write_next: DraftMode | None = None
        self.listing = ListPane(desk, references, self)
        self.talk = ThreadPane(desk, references, self)
        self.context = ContextPane(desk, references, self)
        self.drafts = Drafts(desk, self)
        self.canned = CannedPanel(references.canned, references.agencies, self)
        self.composer = Composer(self.drafts, Checking(desk, references.checker, self), self.canned, desk.clock, self)
        self.undo_bar = UndoBar(desk, self)
        self.strip = Strip(self)
        self._middle = Middle(self.strip, self.talk, (self.undo_bar, self.canned, self.composer), self)
        self.state = self._middle.state
        self.chooser = Chooser(self)
        self.acts = Acts(desk, references, self.chooser, self)
        self.comment_acts = CommentActs(desk, references, self.chooser, self)
        self.outgoing = Outgoing(desk, references, self.composer, self.canned, self.drafts, self.undo_bar, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Columns(self.listing, self._middle, self.context, self))
        self.commands = add_commands(self, actions)
        for name, text in BUTTONS:
            self.talk.header.add_button(ActionButton(actions[name], text, parent=self.talk.header))
        self._later = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._later.timeout.connect(self._refresh)
        self._connect()
        self._show_state()

    # ---- what the shell asks ----------------------------------------------------------------------------------------

    @property
    def conversation_id(self) -> str:
        """The conversation that was opened last."""
        return self._open_id

    def title(self) -> str:
        """The words on the rail."""
        return self.tr("Peti masuk")

    def count(self, counts: Counts) -> int | None:
        """How many conversations are open."""
        return counts.open

    def shown(self) -> None:
        """Show the open conversations the first time, and what changed meanwhile later."""
        if not self._begun:
            self.show_view(InboxFilter(staff_id=self._desk.staff.id))
            self.listing.rows.setFocus()
        else:
            self._refresh()

    def open(self, thing: str) -> None:
        """Open the conversation with id *thing*, whether it is listed or not; one that is not here is said to be so."""
        if not self._begun:
            self.show_view(InboxFilter(staff_id=self._desk.staff.id))
        key = None
        try:
            key = self._desk.now(lambda read: read.conversation_key(thing))
        except NotFound:
            pass
        except KnownError as error:
            self.tell(error)
            return
        self.listing.rows.follow(key)
        self._open(thing)

    def show_view(self, wanted: InboxFilter) -> None:
        """Show a saved view."""
        self._begun = True
        self.listing.show_filter(wanted)
        self._count()

    def tell(self, error: Exception) -> None:
        """Say in place what went wrong."""
        self.strip.say(Tone.BAD, words.error_text(error), getattr(error, "platform_words", ""))

    # ---- what commands ask ------------------------------------------------------------------------------------------

    @property
    def view(self) -> ConversationView | None:
        """The conversation that is shown, None while the chosen one is still being read."""
        view = self._view
        return view if view is not None and view.conversation.id == self._open_id else None

    def on_view(self, act: Callable[[ConversationView], None]) -> None:
        """Do *act* to the conversation that is shown."""
        if self.view is not None:
            act(self.view)

    def write(self, mode: DraftMode) -> None:
        """Write in *mode*; as soon as the conversation is read, if it is not yet."""
        if self.view is not None:
            self.composer.write(mode)
        elif self._open_id:
            self._write_next = mode

    def finish(self, *, go_on: bool = False) -> None:
        """Done (or open again), and with *go_on* the next conversation of the list; what is done then stays done."""
        view = self.view
        if view is None:
            return
        after = self.listing.rows.key_after() if go_on else None

        def then(_events: tuple[Event, ...] = ()) -> None:
            if after is not None:
                self.listing.rows.choose(after)

        if go_on and view.conversation.state is ConversationState.DONE:
            then()
        else:
            self.acts.finish(view, then)

    def use_canned(self, code: str) -> None:
        """Put the canned reply *code* into the composer."""
        reply = self.canned.by_code(code)
        if reply is not None and self.view is not None:
            self.composer.insert_canned(reply)

    def register(self) -> None:
        """Register the complaint, or open the one that is registered."""
        view = self.view
        if view is None:
            return
        if view.complaint is not None:
            self.jump.emit("complaints", view.complaint.id)
            return
        dialog = RegisterDialog(self._desk, self._references, view, self)
        dialog.registered.connect(self._registered)
        dialog.open()

    def forward(self) -> None:
        """Forward the complaint, which must be registered first."""
        view = self.view
        if view is None:
            return
        if view.complaint is None:
            self.strip.say(
                Tone.WARNING,
                self.tr("Daftarkan aduan dahulu, kemudian panjangkan kepada agensi."),
                choices=((self.tr("Daftar (D)"), "primary", self.register),),
            )
            return
        self.acts.forward(view)

    def moderate(self) -> None:
        """Choose what to ask of the chosen comment, or of the newest."""
        self.on_view(lambda view: self.comment_acts.choose(view, self.talk.chosen_comment()))

    def _came_to_nothing(self, view: ModerationView) -> None:
        talk = view.line.measure.conversation_id
        there = () if talk == self._open_id else ((self.tr("Buka perbualan"), "", lambda: self.open(talk)),)
        _, _, theirs = view.line.measure.words.partition("\n")
        self.strip.say(Tone.BAD, nothing_words(view), theirs, there, take_keyboard=False)

    # ---- choosing and reading ---------------------------------------------------------------------------------------

    def _chosen(self, key: int) -> None:
        conversation_id = self.listing.model.conversation_of(key)
        if conversation_id and conversation_id != self._open_id:
            self._open(conversation_id)

    def _open(self, conversation_id: str) -> None:
        self.drafts.flush()
        self.strip.dismiss()
        self._open_id = conversation_id
        self._write_next = None
        self._read(conversation_id)

    def _read(self, conversation_id: str) -> None:
        me = self._desk.staff.id
        self._desk.ask(
            lambda read: read.conversation(conversation_id, me),
            then=self._arrived,
            owner=self,
            catch=lambda error: self._missed(conversation_id, error),
        )

    def _arrived(self, view: ConversationView) -> None:
        if view.conversation.id != self._open_id:
            return
        self._view = view
        self.outgoing.show_conversation(view)
        self.talk.show_view(view)
        self.composer.show_conversation(view)
        self.context.show_view(view)
        self._show_state()
        self._attend()
        self._show_companions()
        self.commands.follow(view)
        if self._write_next is not None:
            mode, self._write_next = self._write_next, None
            self.composer.write(mode)

    def _missed(self, conversation_id: str, error: Exception) -> None:
        if conversation_id == self._open_id:
            self._view = None
            self.composer.show_conversation(None)
            self.context.clear()
            self.commands.follow(None)
            self._attend()
            gone = self.tr("Perbualan ini tiada pada komputer ini. Cari di semua tempat dengan Ctrl+Shift+F.")
            self.state.show_error(
                gone if isinstance(error, NotFound) else words.error_text(error),
                do=lambda: self._read(conversation_id),
                button=self.tr("Cuba lagi"),
            )
            self._middle.show_state()

    def _show_state(self) -> None:
        if self._view is not None:
            self._middle.show_conversation()
            self.context.setVisible(True)
            return
        self.state.show_empty(
            self.tr("Pilih satu perbualan"),
            self.tr("J dan K bergerak dalam senarai, R membalas, ? memaparkan semua kekunci."),
            "mdi6.message-text-outline",
        )
        self._middle.show_state()

    # ---- who else is there ------------------------------------------------------------------------------------------

    def _attend(self) -> None:
        """Tell colleagues which conversation is on the screen, if it is."""
        if self.attending is not None:
            self.attending.be_at(self._open_id if self.isVisible() and self._view is not None else "")

    def _show_companions(self) -> None:
        view, attending = self.view, self.attending
        if view is None or attending is None:
            return
        self.talk.header.companions.show_companions(attending.companions)
        holder = about_to_answer(view.conversation, attending.companions, self._desk.staff.id)
        self.composer.show_claim(name_of(holder) if holder is not None else "")

    def _take_over(self) -> None:
        view = self.view
        if view is not None:
            self.acts.take(view)

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _heard(self, events: Iterable[Event]) -> None:
        touched: set[str] = set()
        for event in events:
            if isinstance(event, RegisterPulled):
                touched.update(self.listing.model.known())
                touched.add(self._open_id)
            elif isinstance(event, MessagesArrived):
                touched.update(event.conversations)
            elif isinstance(event, CONCERNING):
                touched.add(event.conversation_id)
        if not touched or not self._begun:
            return
        self.listing.model.repaint(touched)
        if self._open_id and self._open_id in touched:
            self._read(self._open_id)
        self._later.start()

    def _refresh(self) -> None:
        settle, self._settle = self._settle, False
        self.listing.refresh(settle=settle)
        self._count()

    def _count(self) -> None:
        me, now = self._desk.staff.id, self._desk.clock()
        self._desk.ask(lambda read: read.counts(me, now), then=self.listing.show_counts, owner=self, catch=self.tell)

    def _acted(self) -> None:
        """The next order is the consequence of what the person did, so it may be shown."""
        self._settle = True

    def _given_back(self, conversation_id: str, mode: DraftMode) -> None:
        self._write_next = None
        self._view = None
        self.open(conversation_id)
        self._write_next = mode

    def _registered(self, number: str) -> None:
        if not has_number(number):
            self.strip.say(
                Tone.WARNING,
                self.tr(
                    "Aduan disimpan sebagai draf tanpa nombor. Nombor rasmi diberi sebaik sahaja daftar bersama "
                    "dihubungi."
                ),
            )
            return
        g6 = self.tr("Balas dengan G6")
        self.strip.say(
            Tone.GOOD,
            self.tr("Aduan didaftarkan: {number}").format(number=number),
            choices=(
                (g6, "primary", lambda: self.use_canned("G6")),
                (self.tr("Salin nombor"), "", lambda: QGuiApplication.clipboard().setText(number)),
            ),
        )

    def _reveal(self) -> None:
        view = self.view
        if view is not None:
            self._desk.do(
                lambda work: triaging.reveal(work, view.conversation.id),
                owner=self,
                then=lambda _events: self.context.reveal(),
                catch=self.tell,
            )

    def row_menu(self) -> QMenu:
        """The menu of the chosen row: the same commands as everywhere."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in MENU:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        return menu

    def _show_menu(self, key: int, at: QPoint) -> None:
        self.listing.rows.choose(key)
        self.row_menu().popup(at)

    # ---- building ---------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._desk.happened.connect(self._heard)
        self.listing.chosen.connect(self._chosen)
        self.listing.menu_wanted.connect(self._show_menu)
        self.drafts.saved.connect(lambda conversation_id, _mode: self.listing.model.repaint([conversation_id]))
        self.acts.failed.connect(self.tell)
        self.comment_acts.failed.connect(self.tell)
        self.comment_acts.told.connect(lambda said: self.strip.say(Tone.WARNING, said))
        self.comment_acts.came_to_nothing.connect(self._came_to_nothing)
        self._desk.happened.connect(self.comment_acts.hear)
        self.talk.menu_asked.connect(
            lambda item, menu: self.on_view(lambda view: self.comment_acts.add_to(menu, view, item))
        )
        self.acts.done.connect(self._acted)
        self.outgoing.failed.connect(self.tell)
        self.outgoing.done.connect(self._acted)
        self.outgoing.stale.connect(self._read)
        self.outgoing.given_back.connect(self._given_back)
        self.outgoing.told.connect(lambda said: self.strip.say(Tone.WARNING, said))
        self.composer.reply_given.connect(lambda _text, _way: self.strip.dismiss())
        self.composer.left.connect(self.listing.rows.setFocus)
        self.listing.accounts_wanted.connect(lambda: self.jump.emit("accounts", ""))
        self.composer.platform_wanted.connect(self.talk.open_on_platform)
        self.context.correct_wanted.connect(lambda: self.on_view(self.acts.correct))
        self.context.register_wanted.connect(self.register)
        self.context.complaint_wanted.connect(lambda complaint_id: self.jump.emit("complaints", complaint_id))
        self.context.reveal_wanted.connect(self._reveal)
        self.composer.take_wanted.connect(self._take_over)
        if self.attending is not None:
            self.attending.changed.connect(self._show_companions)
            self.composer.typing.connect(self.attending.type)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed when the page or the window goes."""
        self.drafts.flush()
        super().hideEvent(event)
        self._attend()

    def showEvent(self, event: QShowEvent) -> None:
        """Be back at the conversation that is shown."""
        super().showEvent(event)
        self._attend()
