"""The middle pane: whose talk it is, the post it hangs under, and what was said, with its place kept."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pmsdesk.domain.conversation import ConversationState
from pmsdesk.services.reading import ConversationView, ItemKind, ThreadItem
from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.history import agency_name
from pmsdesk.ui.inbox.companions import CompanionsBar
from pmsdesk.ui.models.thread_model import EARLIER, ITEM_ROLE, ThreadModel, open_words
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.bubble import BUBBLE_ROLE, Bubble, BubbleDelegate
from pmsdesk.ui.widgets.elided_label import ElidedLabel
from pmsdesk.ui.widgets.flow_row import FlowRow
from pmsdesk.ui.widgets.harmless import harmless, one_line

AT_END = -1
LONGEST_HANDLE = 40
PLACES_KEPT = 500


class ThreadHeader(QFrame):
    """Name, handles, badges and the buttons of the actions it is given."""

    def __init__(self, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "bar")
        self._references = references
        self.name = ElidedLabel("", self)
        set_kind(self.name, "title")
        self.handles = QLabel(self)
        self.handles.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self.handles, "mute")
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addWidget(self.name, 1)
        self._buttons = FlowRow(spacing=6, one_line=True)
        self._row.addLayout(self._buttons)
        self._flow = FlowRow(spacing=6)
        self._flow.addWidget(self.handles)
        self._badges: list[Badge] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(5)
        column.addLayout(self._row)
        column.addLayout(self._flow)
        self.companions = CompanionsBar(self)
        column.addWidget(self.companions)

    def add_button(self, button: QWidget) -> None:
        """Put *button* at the right end."""
        self._buttons.addWidget(button)

    def show_view(self, view: ConversationView) -> None:
        """Whose talk it is, with which account, about what."""
        name = one_line(view.contact.name) or one_line(view.contact.handle)
        self.name.setText(words.isolated(name))
        handle = words.isolated(f"@{one_line(view.contact.handle)[:LONGEST_HANDLE]}") if view.contact.handle else ""
        parts = (f"{handle} → {words.account(view.account)}".strip(), words.channel(view.account.channel))
        self.handles.setText(" · ".join(parts))
        wanted = self._badge_words(view)
        for badge in self._badges[len(wanted) :]:
            badge.hide()
        for place, (word, tone) in enumerate(wanted):
            if place == len(self._badges):
                self._badges.append(Badge(word, tone, self))
                self._flow.addWidget(self._badges[place])
            self._badges[place].show_word(word, tone)

    def _badge_words(self, view: ConversationView) -> list[tuple[str, Tone]]:
        triage = view.conversation.triage
        place, tone = words.jurisdiction(triage.jurisdiction)
        lead = agency_name(triage.agencies[0], self._references) if triage.agencies else ""
        where = " · ".join(part for part in (place, one_line(triage.road), one_line(triage.place)) if part)
        badges = [words.kind(triage.kind), (f"{where} → {lead}" if lead else where, tone)]
        if view.conversation.urgent:
            badges.insert(0, ("⚑ " + self.tr("Segera"), Tone.BAD))
        if view.conversation.state is not ConversationState.OPEN:
            badges.append((words.conversation_state(view.conversation.state), Tone.GOOD))
        if view.assignee_name:
            badges.append((self.tr("Tugasan {name}").format(name=view.assignee_name), Tone.PLAIN))
        return badges + [(one_line(label), Tone.VIOLET) for label in view.conversation.labels]


class ThreadPane(QWidget):
    """The conversation of one view. Each conversation is shown again where it was left; a new one at its end.

    `menu_asked` lets others add what can be done with a `ThreadItem` to the menu (`QMenu`) it was asked for.
    """

    url_wanted = Signal(str)
    menu_asked = Signal(object, QMenu)

    def __init__(self, desk: Desk, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view: ConversationView | None = None
        self._parent_url = ""
        self._places: dict[str, int] = {}
        self.model = ThreadModel(references, self)
        self.header = ThreadHeader(references, self)
        self.pinned = QFrame(self)
        self.unlisted = QLabel(self)
        set_kind(self.unlisted, "mute")
        self.unlisted.setContentsMargins(16, 4, 16, 4)
        self.list = QListView(self)
        self._build_pinned()
        self._build_list()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pinned)
        column.addWidget(self.unlisted)
        column.addWidget(self.list, 1)
        self.url_wanted.connect(lambda url: QDesktopServices.openUrl(QUrl(url)))

    def show_view(self, view: ConversationView) -> None:
        """Show *view*; of the conversation that is shown already, only what changed."""
        bar = self.list.verticalScrollBar()
        same = self._view is not None and self._view.conversation.id == view.conversation.id
        at_end = bar.value() >= bar.maximum() - 4
        if self._view is not None:
            self._places[self._view.conversation.id] = AT_END if at_end else bar.value()
            if len(self._places) > PLACES_KEPT:
                self._places.pop(next(iter(self._places)))
        self._view = view
        self.header.show_view(view)
        self._show_parent(view)
        self.unlisted.setText(
            self.tr("{count} ulasan di sini tidak kelihatan melalui API – buka di platform").format(count=view.unlisted)
        )
        self.unlisted.setVisible(view.unlisted > 0)
        self.model.show(view, self._desk.clock())
        place = self._places.get(view.conversation.id, AT_END)
        if place == AT_END or (same and at_end):
            self.list.scrollToBottom()
        else:
            self.list.doItemsLayout()
            bar.setValue(place)

    def open_on_platform(self) -> None:
        """Open the newest message that has an address on its network."""
        items = () if self._view is None else self._view.items
        url = next((item.permalink for item in reversed(items) if item.permalink), "")
        self._follow_url(url)

    def chosen_comment(self) -> ThreadItem | None:
        """The citizen's message that is chosen, else the newest one."""
        chosen: ThreadItem | None = self.list.currentIndex().data(ITEM_ROLE)
        items = () if self._view is None else self._view.items
        theirs = [item for item in items if item.kind is ItemKind.MESSAGE and not item.own]
        return chosen if chosen in theirs else theirs[-1] if theirs else None

    def copy(self) -> None:
        """Copy the whole text of the selected bubble."""
        item: ThreadItem | None = self.list.currentIndex().data(ITEM_ROLE)
        if item is not None:
            QGuiApplication.clipboard().setText(harmless(item.text))

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.header.companions.retranslate()
            if self._view is not None:
                self.show_view(self._view)

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Perbualan"))
        self._copy.setText(self.tr("Salin teks"))

    def _build_pinned(self) -> None:
        set_kind(self.pinned, "bar")
        self._parent_heading = QLabel(self.pinned)
        set_kind(self._parent_heading, "heading")
        self._parent_text = QLabel(self.pinned)
        self._parent_text.setTextFormat(Qt.TextFormat.PlainText)
        self._parent_text.setWordWrap(True)
        self._parent_text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._parent_counts = QLabel(self.pinned)
        self._parent_counts.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self._parent_counts, "small")
        self._parent_link = QPushButton(self.pinned)
        set_kind(self._parent_link, "link")
        self._parent_link.clicked.connect(lambda _checked=False: self._follow_url(self._parent_url))
        row = QHBoxLayout()
        row.addWidget(self._parent_heading, 1)
        row.addWidget(self._parent_link)
        column = QVBoxLayout(self.pinned)
        column.setContentsMargins(16, 6, 16, 8)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._parent_text)
        column.addWidget(self._parent_counts)

    def _build_list(self) -> None:
        self.list.setObjectName("thread")
        self.list.setModel(self.model)
        delegate = BubbleDelegate(self.list)
        delegate.followed.connect(self._follow_item)
        self.list.setItemDelegate(delegate)
        self.list.viewport().installEventFilter(delegate)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setStyleSheet("QListView#thread { background: transparent; padding: 12px 16px 4px 16px; }")
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._show_earlier)
        self.list.activated.connect(self._show_earlier)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self._copy = copy = QAction(self.list)
        self._retranslate()
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(lambda _checked=False: self.copy())
        self.list.addAction(copy)

    def _show_parent(self, view: ConversationView) -> None:
        parent = view.parent
        self.pinned.setVisible(parent is not None)
        if parent is None:
            return
        text = one_line(parent.text)
        self._parent_heading.setText(
            self.tr("HANTARAN ASAL · {author}").format(author=words.isolated(one_line(parent.author)))
        )
        self._parent_text.setText(text if len(text) <= 220 else text[:220].rstrip() + " …")
        self._parent_text.setToolTip(text if len(text) > 220 else "")
        counts = "" if parent.sample is None else words.post_counts(parent.sample, self._desk.clock())
        self._parent_counts.setText(counts)
        self._parent_counts.setVisible(bool(counts))
        self._parent_url = parent.permalink
        self._parent_link.setText(open_words(view.account.channel))
        self._parent_link.setVisible(bool(parent.permalink))

    def _show_earlier(self, index: QModelIndex) -> None:
        bubble: Bubble = index.data(BUBBLE_ROLE)
        if bubble.id == EARLIER:
            added = self.model.show_earlier(self._desk.clock())
            self.list.doItemsLayout()
            self.list.scrollTo(self.model.index(added, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu_of(self.list.indexAt(at))
        if menu is not None:
            menu.popup(self.list.viewport().mapToGlobal(at))

    def menu_of(self, index: QModelIndex) -> QMenu | None:
        """What can be done with the bubble at *index*, which is chosen; None for what is no bubble."""
        item: ThreadItem | None = index.data(ITEM_ROLE) if index.isValid() else None
        if item is None or self._view is None:
            return None
        self.list.setCurrentIndex(index)
        menu = QMenu(self)
        menu.addAction(self.tr("Salin teks"), self.copy)
        if item.permalink:
            menu.addAction(open_words(self._view.account.channel), lambda: self._follow_url(item.permalink))
        self.menu_asked.emit(item, menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _follow_item(self, index: QModelIndex) -> None:
        item: ThreadItem | None = index.data(ITEM_ROLE)
        if item is not None:
            self._follow_url(item.permalink)

    def _follow_url(self, url: str) -> None:
        """Open *url*; only addresses of the web, for a network (or who poses as one) gave it."""
        if QUrl(url).scheme() in ("https", "http"):
            self.url_wanted.emit(url)
