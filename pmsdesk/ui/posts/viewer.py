"""A post that was submitted: its exact text and pictures, where it stands, what was done, and what may be done now."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import ReplyState
from pmsdesk.domain.staff import Right
from pmsdesk.services.reading import HistoryItem, PostRow
from pmsdesk.ui import history, words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.models.post_model import OPEN_AGAIN, Entry, PostState
from pmsdesk.ui.posts import wording
from pmsdesk.ui.posts.wording import tr
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.flow_row import FlowRow
from pmsdesk.ui.widgets.marked_text import MarkedText
from pmsdesk.ui.widgets.strip import Strip
from pmsdesk.ui.writing.gallery import Gallery

ACTS = ("withdraw", "decide", "resume", "rewrite", "copy", "platform")


class Viewer(QWidget):
    """Shows one `Entry`. `wanted` carries what a person wants done with it: one of `ACTS`."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._references = desk, references
        self._entry: Entry | None = None
        self._asked = 0
        self.badge, self._title, self._told = Badge("", Tone.PLAIN, self), QLabel(self), QLabel(self)
        set_kind(self._title, "title")
        set_kind(self._told, "small")
        for label in (self._title, self._told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.strip = Strip(self)
        self.text = MarkedText(self)
        self.gallery = Gallery(desk, self)
        self._trail_title, self._trail = QLabel(self), QLabel(self)
        set_kind(self._trail_title, "heading")
        self._trail.setTextFormat(Qt.TextFormat.PlainText)
        self._trail.setWordWrap(True)
        self._trail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        inside = QWidget(self)
        set_kind(inside, "scrolled")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self.badge)
        head.addStretch(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._told)
        column.addWidget(self.strip)
        column.addWidget(_card(self.text))
        column.addWidget(self.gallery)
        column.addWidget(_card(self._trail_title, self._trail))
        column.addStretch(1)
        self.sheet = QScrollArea(self)
        self.sheet.setFrameShape(QFrame.Shape.NoFrame)
        self.sheet.setWidgetResizable(True)
        self.sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheet.setWidget(inside)
        bar = QFrame(self)
        set_kind(bar, "status")
        row = FlowRow(bar, spacing=8, one_line=True)
        row.setContentsMargins(16, 8, 16, 8)
        for act in ACTS:
            self.buttons[act] = QPushButton(bar)
            self.buttons[act].clicked.connect(lambda _checked=False, act=act: self.wanted.emit(act))
            row.addWidget(self.buttons[act])
        set_kind(self.buttons["decide"], "warning")
        set_kind(self.buttons["rewrite"], "primary")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.sheet, 1)
        whole.addWidget(bar)

    @property
    def trail(self) -> str:
        """What was done with it, in words."""
        return self._trail.text()

    def show_entry(self, entry: Entry) -> None:
        """Show *entry*, which was submitted."""
        post = entry.post
        if post is None:
            return
        other = self._entry is None or self._entry.id != entry.id
        self._entry = entry
        self.badge.show_word(*wording.state(entry.state))
        self._title.setText(wording.account_on(post.account))
        self._told.setText(self._facts(post))
        self._tell(post)
        self.text.show_text(post.text)
        self.gallery.show_media(post.media)
        may = self._may(entry, post)
        for act, button in self.buttons.items():
            button.setVisible(act in may)
        if other:
            self.sheet.verticalScrollBar().setValue(0)
            self._trail.clear()
        self._ask_trail(post.reply_id)

    def _may(self, entry: Entry, post: PostRow) -> set[str]:
        """What may be done now by the person at the desk."""
        me, publication = self._desk.staff, post.publication
        may = {"platform"} if post.permalink else set()
        if me.may(Right.WRITE):
            may.add("copy")
            ready = publication is not None and publication.state is PublicationState.READY
            if ready or (post.state is ReplyState.PENDING and post.author_id == me.id):
                may.add("withdraw")
            if ready and publication is not None and publication.paused:
                may.add("resume")
            if entry.state in OPEN_AGAIN:
                may.add("rewrite")
        if entry.state is PostState.UNSURE and me.may(Right.DECIDE_UNSURE):
            may.add("decide")
        return may

    def _facts(self, post: PostRow) -> str:
        parts = [
            tr("Ditulis oleh {author}, {when}").format(author=post.author_name, when=words.full_moment(post.created_at))
        ]
        if post.due_at is not None:
            parts.append(tr("Untuk disiarkan pada {when}").format(when=words.full_moment(post.due_at)))
        return "\n".join(parts)

    def _tell(self, post: PostRow) -> None:
        publication = post.publication
        if post.reason:
            self.strip.say(Tone.BAD, tr("Ulasan penyelia: {reason}").format(reason=words.isolated(post.reason)))
        elif publication is not None and publication.words:
            self.strip.say(Tone.BAD, words.publication_state(publication.state)[0], publication.words)
        else:
            self.strip.hide()

    def _ask_trail(self, reply_id: str) -> None:
        self._asked += 1
        asked = self._asked

        def show(items: Sequence[HistoryItem]) -> None:
            if asked == self._asked:
                self._trail.setText("\n".join(self._line(item) for item in reversed(items)))

        self._desk.ask(lambda read: read.approval(reply_id).history, show, owner=self, catch=lambda _error: show(()))

    def _line(self, item: HistoryItem) -> str:
        return tr("{when} · {who} – {what}").format(
            when=words.full_moment(item.at),
            who=history.actor(item),
            what=history.sentence(item, self._references, post=True),
        )

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.sheet.setAccessibleName(tr("Siaran"))
        self.text.setAccessibleName(tr("Teks siaran"))
        self._trail_title.setText(tr("JEJAK"))
        for act, text in (
            ("withdraw", tr("Tarik balik")),
            ("decide", tr("Putuskan …")),
            ("resume", tr("Cuba hantar lagi")),
            ("rewrite", tr("Tulis semula")),
            ("copy", tr("Salin sebagai siaran baharu")),
            ("platform", tr("Buka di platform")),
        ):
            self.buttons[act].setText(text)
        if self._entry is not None:
            self.show_entry(self._entry)


def _card(*widgets: QWidget) -> QFrame:
    card = QFrame()
    set_kind(card, "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(14, 10, 14, 10)
    layout.setSpacing(6)
    for widget in widgets:
        layout.addWidget(widget)
    return card
