"""The list of posts: filters with counts, a search, a new one; rows stay where they are while one is looked at."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.models.post_model import Group, PostModel
from pmsdesk.ui.posts import wording
from pmsdesk.ui.posts.row_painter import SHOT, RowPainter, row_height
from pmsdesk.ui.posts.wording import tr
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.action_button import ActionButton
from pmsdesk.ui.widgets.chips import Chips
from pmsdesk.ui.widgets.row_list import RowList
from pmsdesk.ui.widgets.state_page import StatePage
from pmsdesk.ui.writing.pictures import Pictures


class ListPane(QFrame):
    """`chosen` carries the id of the entry a person selected, `loaded` tells that the entries are known anew."""

    chosen = Signal(str)
    loaded = Signal()

    def __init__(self, desk: Desk, begin: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "pane")
        self.model = PostModel(desk, lambda entry: wording.sentence(entry, desk.clock()), self)
        self._pictures = Pictures(desk, SHOT * 2, self)
        self.rows = RowList(row_height(self.font()))
        self.rows.setModel(self.model)
        self.rows.setItemDelegate(RowPainter(desk.clock, self._pictures, self.rows))
        self.state = StatePage()
        self.groups = Chips(tr("Siaran"))
        self.search = QLineEdit()
        set_kind(self.search, "search")
        self.search.setClearButtonEnabled(True)
        self.pill = QPushButton()
        set_kind(self.pill, "pill")
        self.pill.hide()
        self._new = ActionButton(begin, lambda: tr("Siaran baharu"), "primary")
        self._lay_out()
        self.groups.chosen.connect(lambda key: self._choose_group(Group(key)))
        self.search.textChanged.connect(self.model.look_for)
        self.pill.clicked.connect(self.model.apply)
        self.rows.chosen.connect(lambda key: self.chosen.emit(self.model.id(key)))
        self.rows.holding.connect(self.model.hold)
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(self._failed)
        self.model.waiting.connect(self._tell_waiting)
        self._pictures.came.connect(lambda _sha: self.rows.viewport().update())
        self._retranslate()

    def _lay_out(self) -> None:
        bar = QFrame()
        set_kind(bar, "bar")
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.search, 1)
        first.addWidget(self._new)
        inside = QVBoxLayout(bar)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(6)
        inside.addLayout(first)
        inside.addWidget(self.groups)
        inside.addWidget(self.pill)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._stack, 1)
        self.setMinimumWidth(330)

    def reload(self) -> None:
        """Read the entries again."""
        if not self.model.complete:
            self.state.show_loading(tr("Memuatkan siaran …"))
            self._stack.setCurrentWidget(self.state)
        self.model.refresh()

    def follow(self, id_: str) -> None:
        """Show the entry with this id as selected."""
        self.rows.follow(self.model.key_of(id_))

    def take_keyboard(self) -> None:
        """Give the keyboard to the list, or to what stands in its place."""
        (self.rows if self._stack.currentWidget() is self.rows else self.state).setFocus()

    def _choose_group(self, group: Group) -> None:
        self.rows.follow(None)
        self.model.show(group)

    def _loaded(self) -> None:
        for group in Group:
            count = self.model.count(group)
            self.groups.set_count(group, count or None)
        had_keyboard = self.rows.hasFocus() or self.state.hasFocus()
        if not self.model.rowCount():
            self._show_nothing()
        self._stack.setCurrentWidget(self.rows if self.model.rowCount() else self.state)
        if had_keyboard:
            self.take_keyboard()
        self.loaded.emit()

    def _show_nothing(self) -> None:
        if self.model.all:
            self.state.show_empty(tr("Tiada siaran di sini."), picture="mdi6.filter-off-outline")
        else:
            self.state.show_empty(
                tr("Belum ada siaran."),
                tr("Siaran yang ditulis muncul di sini, daripada draf sehingga dihantar."),
                picture="mdi6.bullhorn-outline",
            )

    def _failed(self, error: Exception) -> None:
        self.state.show_error(words.error_text(error), do=self.reload, button=tr("Cuba lagi"))
        self._stack.setCurrentWidget(self.state)

    def _tell_waiting(self, fresh: int) -> None:
        self.pill.setVisible(fresh > 0)
        self.pill.setText(tr("{count} baharu").format(count=fresh))

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language, or another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.FontChange and hasattr(self, "rows"):
            self.rows.verticalHeader().setDefaultSectionSize(row_height(self.font()))

    def _retranslate(self) -> None:
        self.groups.set_words([(group, wording.group(group)) for group in Group])
        if not self.groups.current:
            self.groups.choose(Group.ALL)
        self.rows.setAccessibleName(tr("Siaran"))
        self.search.setPlaceholderText(tr("Cari dalam siaran"))
        self.search.setAccessibleName(tr("Cari dalam siaran"))
