"""The editor of a post: accounts, text, pictures, time; checked and kept as typing goes, asked once, submitted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from pmsdesk.domain.account import Account, Channel
from pmsdesk.domain.post_draft import PostDraft
from pmsdesk.domain.way_errors import CannotPost
from pmsdesk.routing.registry import ChannelUse
from pmsdesk.services.reading import PostRow
from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.posts import readiness, wording
from pmsdesk.ui.posts.account_chooser import AccountChooser
from pmsdesk.ui.posts.media_card import MediaCard
from pmsdesk.ui.posts.preview import Previews
from pmsdesk.ui.posts.readiness import Checked, Readiness
from pmsdesk.ui.posts.taking_edit import brings_media
from pmsdesk.ui.posts.text_card import TextCard
from pmsdesk.ui.posts.time_card import TimeCard
from pmsdesk.ui.posts.wording import tr
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.strip import Strip

PAUSE_MS = 150
AT_ONCE_UP_TO = 1_000
"""Code points that are checked on the GUI thread; more goes to the read lane."""
BESIDE = 780
"""From this width on the preview stands beside the text, else below it."""


class Editor(QWidget):
    """Shows one draft. `changed` carries it as a person changed it, `given` once its author has confirmed it, `dropped`
    when it is to be forgotten; `left` tells that Escape was pressed.
    """

    changed = Signal(object)
    given = Signal(object)
    dropped = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._references = desk, references
        self._draft: PostDraft | None = None
        self._post: PostRow | None = None
        self._accounts: Mapping[str, Account] = {}
        self._today: Mapping[str, int] = {}
        self._checked: Checked | None = None
        self._ready = Readiness(())
        self._asked: PostDraft | None = None
        self._revision = 0
        self._showing = self._busy = False
        self._saved = ""
        self.setAcceptDrops(True)
        self.news, self.strip = Strip(self), Strip(self)
        self.accounts, self.texts = AccountChooser(self), TextCard(self)
        self.media, self.time, self.previews = MediaCard(desk, self), TimeCard(self), Previews(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._connect()
        self._retranslate()

    # ---- building ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget(self)
        set_kind(inside, "scrolled")
        parts = QVBoxLayout()
        parts.setSpacing(10)
        for part in (self.accounts, self.texts, self.media, self.time):
            parts.addWidget(part)
        parts.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._columns.setContentsMargins(16, 12, 16, 12)
        self._columns.setSpacing(16)
        self._columns.addLayout(parts, 3)
        self._columns.addWidget(self.previews, 2)
        self.sheet = QScrollArea(self)
        self.sheet.setFrameShape(QFrame.Shape.NoFrame)
        self.sheet.setWidgetResizable(True)
        self.sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheet.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(16, 0, 16, 0)
        above.addWidget(self.news)
        column.addLayout(above)
        column.addWidget(self.sheet, 1)
        column.addWidget(self._make_bar())

    def _make_bar(self) -> QWidget:
        bar = QFrame(self)
        set_kind(bar, "status")
        self.problems, self._kept = QLabel(bar), QLabel(bar)
        for label in (self.problems, self._kept):
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_kind(label, "mute")
        self.problems.setWordWrap(True)
        self.drop, self.send = QPushButton(bar), QPushButton(bar)
        set_kind(self.drop, "quiet")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.drop)
        row.addWidget(self._kept)
        row.addWidget(self.problems, 1)
        row.addWidget(self.send)
        column = QVBoxLayout(bar)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addWidget(self.strip)
        column.addLayout(row)
        return bar

    def _connect(self) -> None:
        self.accounts.changed.connect(self._accounts_chosen)
        for part in (self.texts, self.media, self.time):
            part.changed.connect(self._changed)
        self.texts.edit.media_given.connect(self.media.add)
        self._pause.timeout.connect(self._check)
        self.strip.closed.connect(self._unask)
        self.send.clicked.connect(lambda _checked=False: self.submit())
        self.drop.clicked.connect(lambda _checked=False: self._forget())

    # ---- what is shown ----------------------------------------------------------------------------------------------

    @property
    def draft(self) -> PostDraft | None:
        """The draft as it is now."""
        return self._draft

    @property
    def checked(self) -> Checked | None:
        """What the check says of it, None while that is awaited."""
        return self._checked

    @property
    def asking(self) -> bool:
        """Whether the one question before it goes stands."""
        return self._asked is not None

    def show_draft(
        self, draft: PostDraft, post: PostRow | None, accounts: Sequence[Account], today: Mapping[str, int]
    ) -> None:
        """Write *draft*, with *post* where it is to be its next version; *today* counts the posts of each account."""
        fresh = self._draft is None or self._draft.id != draft.id
        self._draft, self._post, self._today = draft, post, today
        offered = [each for each in accounts if each.connected or each.id in draft.account_ids]
        self._accounts = {account.id: account for account in offered}
        fixed = bool(draft.reply_id)
        self._showing = True
        self._asked = None
        self._saved = ""
        self.accounts.show_accounts(offered, draft.account_ids, fixed=fixed)
        self.texts.show_texts(draft)
        self.texts.show_accounts(self._chosen())
        self.media.show_media(draft.media)
        self.time.show_time(draft.due_at, self._desk.clock(), fixed=fixed)
        self._showing = False
        self.strip.hide()
        self._tell_standing()
        if fresh:
            self.sheet.verticalScrollBar().setValue(0)
        self._after_change()

    def set_busy(self, busy: bool) -> None:
        """Nothing can be changed while it is being submitted."""
        self._busy = busy
        for part in (self.accounts, self.texts, self.media, self.time):
            part.setEnabled(not busy)
        self._show()

    def show_saved(self, draft_id: str) -> None:
        """The draft is on disk as it is now."""
        if self._draft is not None and self._draft.id == draft_id:
            self._saved = draft_id
            self._show()

    def show_error(self, error: Exception) -> None:
        """Say what went wrong, in place; what was typed stays."""
        self._asked = None
        told = wording.refusal(error) if isinstance(error, CannotPost) else words.error_text(error)
        self.strip.say(Tone.BAD, told, getattr(error, "platform_words", ""))

    def _tell_standing(self) -> None:
        post = self._post
        if post is not None and post.reason:
            said = tr("Dipulangkan oleh penyelia: {reason}").format(reason=words.isolated(post.reason))
            self.news.say(Tone.BAD, said)
        elif post is not None and post.publication is not None and post.publication.words:
            said = tr("Ditolak platform: {words}").format(words=words.isolated(post.publication.words))
            self.news.say(Tone.BAD, said)
        else:
            self.news.hide()

    def _chosen(self) -> tuple[Account, ...]:
        return tuple(self._accounts[id_] for id_ in self.accounts.chosen if id_ in self._accounts)

    # ---- what changes -----------------------------------------------------------------------------------------------

    def _accounts_chosen(self) -> None:
        self.texts.show_accounts(self._chosen())
        self._changed()

    def _changed(self) -> None:
        if self._showing or self._draft is None:
            return
        before = self._draft
        self._draft = replace(
            before,
            text=self.texts.text,
            account_ids=self.accounts.chosen,
            texts=dict(self.texts.texts),
            media=self.media.media,
            due_at=before.due_at if before.reply_id else self.time.due_at,
        )
        if self._draft == before:
            self._after_change()
            return
        self._saved = ""
        if self._asked is not None and self._asked != self._draft:
            self._unask()
        self._after_change()
        self.changed.emit(self._draft)

    def _after_change(self) -> None:
        self._revision += 1
        self._checked = None
        uses: Mapping[Channel, ChannelUse] = self._references.uses
        self.accounts.show_pace(
            [
                wording.pace(each, self._today.get(each.id, 0), uses[each.channel].posts_per_day)
                for each in self._chosen()
                if each.channel in uses and uses[each.channel].posts_per_day
            ]
        )
        self.media.offer_jpeg({account.channel for account in self._chosen()})
        self._show()
        self._pause.start()

    def _check(self) -> None:
        """Check what was typed once the typing rests."""
        draft, accounts, revision = self._draft, self._chosen(), self._revision
        if draft is None:
            return
        checker = self._references.checker
        if sum(map(len, (draft.text, *draft.texts.values(), *(m.alt_text for m in draft.media)))) <= AT_ONCE_UP_TO:
            self._take_check(revision, readiness.check(checker, draft, accounts))
            return
        self._desk.ask(
            lambda _read: readiness.check(checker, draft, accounts),
            lambda checked: self._take_check(revision, checked),
            owner=self,
        )

    def _take_check(self, revision: int, checked: Checked) -> None:
        if revision != self._revision or self._draft is None:
            return
        self._checked = checked
        self.texts.show_checked(checked)
        self.media.show_checked(checked)
        self.previews.show_post(self._draft, self._chosen(), self.media.shot, self._when_words(self._desk.clock()))
        self._show()

    def _when_words(self, now: datetime) -> str:
        due_at = self._draft.due_at if self._draft else None
        return words.moment(due_at, now) if due_at else tr("sekarang")

    # ---- submitting -------------------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Ask once, in place; give the draft when this is called again."""
        draft = self._draft
        if draft is None or self._busy or self.media.busy:
            return
        self._checked = readiness.check(self._references.checker, draft, self._chosen())
        self.texts.show_checked(self._checked)
        self.media.show_checked(self._checked)
        self._show()
        if self._ready.problems:
            self.strip.say(Tone.WARNING, "\n".join(self._ready.problems))
        elif self._asked == draft:
            self._give()
        else:
            self._ask(draft)

    def _ask(self, draft: PostDraft) -> None:
        when = words.full_moment(draft.due_at) if draft.due_at and draft.due_at > self._desk.clock() else ""
        tone = Tone.WARNING if self._ready.held else Tone.PRIMARY
        go = tr("Ya, serahkan   Ctrl+Enter") if self._ready.held else tr("Ya, siarkan   Ctrl+Enter")
        choices = (
            (go, "warning" if self._ready.held else "primary", self._give),
            (tr("Sunting lagi   Esc"), "", self._unask),
        )
        self.strip.say(tone, readiness.question(self._ready, when), choices=choices, take_keyboard=False)
        self._asked = draft

    def _give(self) -> None:
        draft, self._asked = self._asked, None
        self.strip.hide()
        if draft is not None and draft == self._draft:
            self.given.emit(draft)

    def _forget(self) -> None:
        if self._draft is not None:
            self.dropped.emit(self._draft)

    def _unask(self) -> None:
        if self._asked is not None:
            self._asked = None
            self.strip.hide()

    def _show(self) -> None:
        draft = self._draft
        if draft is None:
            return
        if self._checked is not None:
            files, now = self.media.files, self._desk.clock()
            self._ready = readiness.readiness(draft, self._chosen(), files, self._checked, now)
        free = self._checked is not None and not self._busy and not self.media.busy
        self.send.setText(f"{readiness.button(self._ready, planned=draft.due_at is not None)}   Ctrl+Enter")
        set_kind(self.send, "warning" if self._ready.held else "primary")
        self.send.setEnabled(free and not self._ready.problems)
        told = "" if draft.is_empty else "\n".join(self._ready.problems)
        self.problems.setText(told)
        self.problems.setAccessibleName(told)
        self._kept.setText(tr("Draf disimpan") if self._saved == draft.id and not draft.is_empty else "")
        self.drop.setVisible(not draft.is_empty)
        self.drop.setText(tr("Buang perubahan") if draft.reply_id else tr("Buang draf"))

    # ---- Qt ---------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if brings_media(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self.media.add(event.mimeData())
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the question back or leaves the editor; Ctrl+V outside a text adds what is on the clipboard."""
        if event.key() == Qt.Key.Key_Escape:
            if self._asked is not None:
                self._unask()
            else:
                self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.media.add(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The preview beside the text, or below it where there is no room."""
        super().resizeEvent(event)
        beside = self.width() >= BESIDE * self.fontMetrics().averageCharWidth() / 7
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != way:
            self._columns.setDirection(way)

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.sheet.setAccessibleName(tr("Siaran yang ditulis"))
        self._show()
        self._pause.start()
