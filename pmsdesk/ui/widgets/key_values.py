"""A block of names and values, as in the context pane."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from pmsdesk.ui.theme import set_kind


class KeyValues(QWidget):
    """Pairs of a muted name and a value: text that can be selected, or any widget."""

    def __init__(self, parent: QWidget | None = None, *, name_width: int = 96) -> None:
        super().__init__(parent)
        self._names: list[QLabel] = []
        self._texts: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, name_width)
        self._grid.setColumnStretch(1, 1)

    def show_pairs(self, pairs: Sequence[tuple[str, str | QWidget]]) -> None:
        """Replace what is shown; a pair with an empty text is left out.

        Labels are used again, for each new one would have to be styled; widgets are given away, and go.
        """
        self._clear()
        names, texts = iter(tuple(self._names)), iter(tuple(self._texts))
        for row, (name, value) in enumerate((name, value) for name, value in pairs if value):
            label = next(names, None) or self._add_name()
            label.setText(name)
            if isinstance(value, QWidget):
                self._put(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
                self._put(value, row, 1, Qt.AlignmentFlag.AlignLeft)
            else:
                shown = next(texts, None) or self._add_text()
                shown.setText(value)
                self._put(label, row, 0, Qt.AlignmentFlag.AlignTop)
                self._put(shown, row, 1, Qt.AlignmentFlag.AlignTop)

    def _clear(self) -> None:
        kept = {*self._names, *self._texts}
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                if old not in kept:
                    old.deleteLater()

    def _put(self, widget: QWidget, row: int, column: int, where: Qt.AlignmentFlag) -> None:
        self._grid.addWidget(widget, row, column, where)
        widget.show()

    def _add_name(self) -> QLabel:
        label = QLabel(self)
        set_kind(label, "mute")
        self._names.append(label)
        return label

    def _add_text(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._texts.append(label)
        return label
