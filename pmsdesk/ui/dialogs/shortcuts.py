"""The sheet of shortcuts, made from the commands themselves."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from pmsdesk.ui.actions import Actions, all_keys_text
from pmsdesk.ui.theme import set_kind
from pmsdesk.ui.widgets.key_values import KeyValues
from pmsdesk.ui.widgets.palette import fuzzy


class Shortcuts(QDialog):
    """Every command with a shortcut, by page; *groups* gives the words of a page. Typing narrows the sheet."""

    def __init__(
        self, actions: Actions, groups: Mapping[str, Callable[[], str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pintasan papan kekunci"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self.resize(640, 620)
        self._actions, self._groups = actions, groups
        self._box = QLineEdit(self)
        self._box.setPlaceholderText(self.tr("Tapis perintah …"))
        self._box.setAccessibleName(self.tr("Tapis perintah"))
        self._box.textChanged.connect(self._fill)
        self._sheet = QWidget(self)
        self._sheet.setProperty("kind", "scrolled")
        self._column = QVBoxLayout(self._sheet)
        self._column.setSpacing(6)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._sheet)
        area.setAccessibleName(self.tr("Senarai pintasan"))
        hint = QLabel(self.tr("Huruf tunggal berfungsi di luar medan teks. Pintasan boleh ditukar di Tetapan."), self)
        set_kind(hint, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.addWidget(self._box)
        column.addWidget(area, 1)
        column.addWidget(hint)
        self._fill("")

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The commands that are shown and their keys."""
        return self._lines

    def _fill(self, pattern: str) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        shown: list[tuple[str, str]] = []
        for group, title in self._groups.items():
            lines = [
                (action.text().replace("&", ""), all_keys_text(action))
                for name, action in self._actions
                if name.partition(".")[0] == group and action.shortcuts() and fuzzy(pattern, action.text()) > 0
            ]
            if not lines:
                continue
            heading = QLabel(title().upper(), self._sheet)
            set_kind(heading, "heading")
            heading.setContentsMargins(0, 8, 0, 0)
            block = KeyValues(self._sheet, name_width=380)
            block.show_pairs([(words, _key_cap(keys)) for words, keys in lines])
            self._column.addWidget(heading)
            self._column.addWidget(block)
            shown += lines
        self._column.addStretch(1)
        self._lines = tuple(shown)


def _key_cap(keys: str) -> QWidget:
    cap = QLabel(keys)
    set_kind(cap, "key")
    return cap
