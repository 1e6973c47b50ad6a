"""Rebinding shortcuts: a list of the commands, a field for the keys, and a conflict said in words."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pmsdesk.ui.actions import Actions, all_keys_text, sequence_text
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.heading import Heading

NAME = Qt.ItemDataRole.UserRole


class ShortcutSettings(QWidget):
    """Choose a command, press the keys, set them. A conflict is refused and told with the other command's words."""

    def __init__(self, actions: Actions, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions, self._preferences = actions, preferences
        self._heading = Heading(self)
        self._table = QTableWidget(0, 2, self)
        self._table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._keys = QKeySequenceEdit(self)
        self._keys.setMaximumSequenceLength(1)
        self._keys.setClearButtonEnabled(True)
        self._set, self._remove, self._reset = QPushButton(self), QPushButton(self), QPushButton(self)
        set_kind(self._set, "primary")
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        set_kind(self._told, "error")
        row = QHBoxLayout()
        row.setContentsMargins(18, 8, 18, 4)
        row.setSpacing(8)
        for widget in (self._keys, self._set, self._remove):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._reset)
        self._told.setContentsMargins(18, 0, 18, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addWidget(self._table, 1)
        column.addLayout(row)
        column.addWidget(self._told)
        self._table.currentCellChanged.connect(lambda *_cells: self._chosen())
        self._set.clicked.connect(lambda _checked=False: self._bind(self._keys.keySequence()))
        self._remove.clicked.connect(lambda _checked=False: self._bind(QKeySequence()))
        self._reset.clicked.connect(lambda _checked=False: self._reset_all())
        actions.changed.connect(self._fill)
        self._retranslate()

    @property
    def told(self) -> str:
        """What is said about the last try, "" for nothing."""
        return self._told.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        self._fill()
        super().showEvent(event)

    def _name(self) -> str:
        item = self._table.item(self._table.currentRow(), 0)
        return str(item.data(NAME)) if item is not None else ""

    def _chosen(self) -> None:
        name = self._name()
        self._told.setText("")
        if name:
            self._keys.setKeySequence(self._actions[name].shortcut())

    def _bind(self, keys: QKeySequence) -> None:
        name = self._name()
        if not name:
            self._told.setText(self.tr("Pilih satu perintah dahulu."))
            return
        wanted = keys.toString(QKeySequence.SequenceFormat.PortableText)
        other = self._actions.conflict(name, wanted) if wanted else None
        if other is not None:
            shown = sequence_text(keys)
            self._told.setText(
                self.tr(
                    "{keys} sudah digunakan untuk “{command}”. Pilih kekunci lain, atau buang pintasan itu dahulu."
                ).format(keys=shown, command=other.text())
            )
            return
        self._actions.rebind(name, wanted)
        self._preferences.choose_shortcuts(self._actions.rebound)

    def _reset_all(self) -> None:
        self._actions.reset()
        self._preferences.choose_shortcuts(self._actions.rebound)

    def _fill(self) -> None:
        chosen = self._name()
        entries = list(self._actions)
        self._table.setRowCount(len(entries))
        for row, (name, action) in enumerate(entries):
            keys = all_keys_text(action)
            for column, text in enumerate((action.text().replace("&", ""), keys)):
                item = QTableWidgetItem(text)
                item.setData(NAME, name)
                self._table.setItem(row, column, item)
            if name == chosen:
                self._table.setCurrentCell(row, 0)

    def _retranslate(self) -> None:
        self._heading.show_words(
            self.tr("Pintasan papan kekunci"),
            self.tr(
                "Pilih perintah, tekan kekunci baharu, kemudian tetapkan. Huruf tunggal tidak bertindak semasa menaip."
            ),
        )
        self._table.setHorizontalHeaderLabels([self.tr("Perintah"), self.tr("Pintasan")])
        self._table.setAccessibleName(self.tr("Perintah dan pintasan"))
        self._keys.setAccessibleName(self.tr("Kekunci baharu"))
        for child in self._keys.findChildren(QWidget):
            child.setAccessibleName(self.tr("Kekunci baharu"))
        self._set.setText(self.tr("Tetapkan"))
        self._remove.setText(self.tr("Buang pintasan"))
        self._reset.setText(self.tr("Pulihkan semua"))
        self._fill()
