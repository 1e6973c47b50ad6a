"""The posts page: our posts by state on the left; on the right the editor of one, or what became of it."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from pmsdesk.domain.account import Account
from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.events import (
    ConversationChanged,
    Event,
    PublicationChanged,
    RegisterPulled,
    ReplyApproved,
    ReplyReturned,
    ReplySubmitted,
)
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.domain.staff import Right
from pmsdesk.services.reading import PostRow
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.decide import Decide
from pmsdesk.ui.models.post_model import OPEN_AGAIN, Entry, PostState
from pmsdesk.ui.page import Page
from pmsdesk.ui.posts.editor import Editor
from pmsdesk.ui.posts.keeping import Keeping
from pmsdesk.ui.posts.list_pane import ListPane
from pmsdesk.ui.posts.sending import Sending
from pmsdesk.ui.posts.viewer import Viewer
from pmsdesk.ui.posts.wording import tr
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.state_page import StatePage
from pmsdesk.ui.widgets.strip import Strip
from pmsdesk.ui.writing.undo_bar import UndoBar

LIST_WIDTH = 380
TICK_MS = 30_000

_ABOUT = (ReplySubmitted, ReplyApproved, ReplyReturned, PublicationChanged, ConversationChanged, RegisterPulled)
_OUT_TODAY = frozenset({PostState.PENDING, PostState.PLANNED, PostState.SENDING, PostState.SENT, PostState.UNSURE})


class PostsPage(Page):
    """*Siaran*. `open` takes the id of a post or of a draft of the signed-in person."""

    key = "posts"
    icon = "mdi6.bullhorn-outline"

    def __init__(self, desk: Desk, actions: Actions, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._accounts: tuple[Account, ...] = ()
        self._wanted = ""
        set_kind(self, "page")
        self._add_actions(actions)
        self.listing = ListPane(desk, actions["posts.new"])
        self.editor, self.viewer = Editor(desk, references), Viewer(desk, references)
        self.idle = StatePage()
        self.strip, self.undo_bar = Strip(), UndoBar(desk, self)
        self.keeping = Keeping(desk, self)
        self.sending = Sending(desk, references, self.undo_bar, self)
        self._lay_out()
        self._connect()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.listing.rows.viewport().update)
        self._retranslate()
        self._rest()

    # ---- the page as the window sees it -----------------------------------------------------------------------------

    @property
    def conversation_id(self) -> str:
        """The talk that the post on the screen lies in."""
        entry = self.listing.model.entry(self._wanted) if self._wanted else None
        return entry.post.conversation_id if entry is not None and entry.post is not None else ""

    def title(self) -> str:
        """What the rail calls this page."""
        return tr("Siaran")

    def shown(self) -> None:
        """The page came to the front."""
        self._tick.start()
        self._desk.ask(lambda read: tuple(account for account, _ in read.accounts()), self._know, owner=self)
        self.listing.reload()
        self.listing.take_keyboard()

    def open(self, thing: str) -> None:
        """Show the post or draft with this id."""
        self._wanted = thing
        if self.listing.model.complete:
            self.listing.follow(thing)
            self._show_wanted()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks behind another page, and what was typed is saved."""
        self._tick.stop()
        self.keeping.flush()
        super().hideEvent(event)

    # ---- building ---------------------------------------------------------------------------------------------------

    def _add_actions(self, actions: Actions) -> None:
        entries: tuple[tuple[str, Callable[[], str], Callable[[], None], str, str], ...] = (
            ("new", lambda: tr("Siaran baharu"), self.begin, "N", "mdi6.plus"),
            ("submit", lambda: tr("Hantar siaran"), self._submit, "Ctrl+Return; Ctrl+Enter", "mdi6.send"),
            ("media", lambda: tr("Tambah gambar atau video"), self._choose_media, "G", "mdi6.image-plus-outline"),
            ("next_flag", lambda: tr("Dapatan pematuhan seterusnya"), self._next_flag, "F8", "mdi6.flag-outline"),
            ("rewrite", lambda: tr("Guna cadangan"), self._rewrite, "Alt+Return; Alt+Enter", "mdi6.auto-fix"),
            ("search", lambda: tr("Cari dalam siaran"), self._search, "Ctrl+F", "mdi6.magnify"),
            ("withdraw", lambda: tr("Tarik balik siaran"), lambda: self._act("withdraw"), "W", "mdi6.undo"),
            ("platform", lambda: tr("Buka siaran di platform"), lambda: self._act("platform"), "O", "mdi6.open-in-new"),
            ("next", lambda: tr("Siaran seterusnya"), lambda: self._step(1), "J; Alt+Down", ""),
            ("previous", lambda: tr("Siaran sebelumnya"), lambda: self._step(-1), "K; Alt+Up", ""),
        )
        for name, text, do, keys, picture in entries:
            actions.add(f"posts.{name}", text, do, shortcut=keys, icon=picture, scope=self)
        actions["posts.new"].setEnabled(self._desk.staff.may(Right.WRITE))

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for widget in (self.editor, self.viewer, self.idle):
            self._stack.addWidget(widget)
        right = QWidget()
        set_kind(right, "page")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.undo_bar)
        column.addWidget(self._stack, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.listing)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([LIST_WIDTH, 900])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def _connect(self) -> None:
        self.listing.chosen.connect(self._choose)
        self.listing.loaded.connect(self._loaded)
        self.editor.changed.connect(self.keeping.changed)
        self.editor.given.connect(self._given)
        self.editor.dropped.connect(self._dropped)
        self.editor.left.connect(self._leave)
        self.keeping.saved.connect(self._saved)
        self.keeping.failed.connect(self.editor.show_error)
        self.viewer.wanted.connect(self._act)
        self.sending.done.connect(self.listing.reload)
        self.sending.told.connect(lambda told: self.strip.say(Tone.GOOD, told))
        self._desk.happened.connect(self._happened)

    # ---- what is on the screen --------------------------------------------------------------------------------------

    def begin(self, draft: PostDraft | None = None) -> None:
        """Write a new post, or one that begins as *draft*."""
        if not self._desk.staff.may(Right.WRITE):
            return
        self.keeping.flush()
        begun = draft or PostDraft(str(uuid.uuid4()))
        self._wanted = begun.id
        self.listing.follow(begun.id)
        self._write(begun, None)
        if draft is not None:
            self.keeping.changed(draft)
        (self.editor.texts.edit if begun.account_ids else self.editor.accounts).setFocus()

    def _know(self, accounts: Sequence[Account]) -> None:
        fresh, self._accounts = tuple(accounts) != self._accounts, tuple(accounts)
        draft = self.editor.draft
        if fresh and draft is not None and self._stack.currentWidget() is self.editor:
            entry = self.listing.model.entry(draft.id)
            self._write(draft, entry.post if entry else None)

    def _choose(self, id_: str) -> None:
        self.keeping.flush()
        self._wanted = id_
        self._show_wanted()

    def _loaded(self) -> None:
        if self._wanted:
            self.listing.follow(self._wanted)
            self._show_wanted()

    def _show_wanted(self) -> None:
        """Show the entry that is wanted; one that is being written stays as it is typed."""
        entry = self.listing.model.entry(self._wanted)
        writing = self._stack.currentWidget() is self.editor and self.editor.draft is not None
        if entry is None:
            if not (writing and self.editor.draft and self.editor.draft.id == self._wanted):
                self._rest()
            return
        mine = entry.post is None or entry.draft is not None or self._came_back(entry)
        if not mine:
            self.viewer.show_entry(entry)
            self._stack.setCurrentWidget(self.viewer)
        elif not (writing and self.editor.draft and self.editor.draft.id == entry.id):
            self._write(entry.draft or _anew(entry), entry.post)

    def _came_back(self, entry: Entry) -> bool:
        """Whether it is the person's own and was returned or taken back: it is shown where it is written."""
        mine = entry.post is not None and entry.post.author_id == self._desk.staff.id
        return mine and entry.state in (PostState.RETURNED, PostState.WITHDRAWN)

    def _write(self, draft: PostDraft, post: PostRow | None) -> None:
        self.editor.show_draft(draft, post, self._accounts, self._today())
        self._stack.setCurrentWidget(self.editor)

    def _today(self) -> Mapping[str, int]:
        """How many posts of each account are out, or on their way, today in Kuala Lumpur."""
        day = self._desk.clock().astimezone(KUALA_LUMPUR).date()
        return Counter(
            entry.post.account.id
            for entry in self.listing.model.all
            if entry.post is not None and entry.state in _OUT_TODAY
            if entry.at is not None and entry.at.astimezone(KUALA_LUMPUR).date() == day
        )

    def _rest(self) -> None:
        """Nothing is chosen."""
        self._wanted = ""
        self.listing.rows.follow(None)
        may = self._desk.staff.may(Right.WRITE)
        self.idle.show_empty(
            tr("Pilih satu siaran, atau tulis yang baharu (N).") if may else tr("Pilih satu siaran."),
            tr("Satu siaran boleh ditujukan kepada beberapa akaun sekali gus."),
            picture="mdi6.bullhorn-outline",
            do=self.begin,
            button=tr("Siaran baharu") if may else "",
        )
        self._stack.setCurrentWidget(self.idle)

    # ---- acting -----------------------------------------------------------------------------------------------------

    def _given(self, draft: PostDraft) -> None:
        accounts = [account for account in self._accounts if account.id in draft.account_ids]
        self.keeping.flush()
        self.editor.set_busy(True)

        def submitted(posts: Sequence[str]) -> None:
            self.editor.set_busy(False)
            if self._wanted == draft.id:
                self.listing.rows.follow(None)
                self._wanted = posts[0] if posts else ""
                self._stack.setCurrentWidget(self.idle)

        def refused(error: Exception) -> None:
            self.editor.set_busy(False)
            self.editor.show_error(error)

        self.sending.submit(draft, accounts, submitted, refused)

    def _dropped(self, draft: PostDraft) -> None:
        self.keeping.forget(draft.id)
        self.sending.drop(draft, self._rest)

    def _saved(self, draft_id: str) -> None:
        self.editor.show_saved(draft_id)
        self.listing.reload()

    def _act(self, act: str) -> None:
        entry = self.listing.model.entry(self._wanted)
        post = entry.post if entry is not None else None
        if entry is None or post is None or self._stack.currentWidget() is not self.viewer:
            return
        if not self.viewer.buttons[act].isVisible():
            return
        if act == "withdraw":
            self.sending.withdraw(post)
        elif act == "resume":
            self.sending.resume(post)
        elif act == "decide" and post.publication is not None:
            Decide(self._desk, post.publication, self).open()
        elif act == "rewrite":
            self._write(_anew(entry), post)
        elif act == "copy":
            self.begin(PostDraft(str(uuid.uuid4()), post.text, (post.account.id,), media=post.media))
        elif act == "platform":
            QDesktopServices.openUrl(QUrl(post.permalink))

    def _happened(self, events: tuple[Event, ...]) -> None:
        if self.listing.model.complete and any(isinstance(event, _ABOUT) for event in events):
            self.listing.reload()

    def _submit(self) -> None:
        if self._stack.currentWidget() is self.editor:
            self.editor.submit()

    def _choose_media(self) -> None:
        if self._stack.currentWidget() is self.editor:
            self.editor.media.choose()

    def _next_flag(self) -> None:
        if self._stack.currentWidget() is self.editor:
            self.editor.texts.next_finding()

    def _rewrite(self) -> None:
        if self._stack.currentWidget() is self.editor:
            self.editor.texts.apply_rewrite()

    def _search(self) -> None:
        self.listing.search.setFocus()
        self.listing.search.selectAll()

    def _step(self, by: int) -> None:
        self.listing.rows.step(by)

    def _leave(self) -> None:
        self.keeping.flush()
        self.listing.take_keyboard()

    # ---- words ------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        if self._stack.currentWidget() is self.idle:
            wanted = self._wanted
            self._rest()
            self._wanted = wanted


def _anew(entry: Entry) -> PostDraft:
    """The draft of the next version of a post, as its last version was."""
    post = entry.post
    if post is None or entry.state not in OPEN_AGAIN:
        raise ValueError(entry.id)
    return PostDraft(post.reply_id, post.text, (post.account.id,), {}, post.media, post.due_at, post.reply_id)
