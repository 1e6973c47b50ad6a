"""Rows with ids as a one-column model for `RowList`, which stay where they are while one is looked at."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from pmsdesk.ui.models.numbering import Numbering
from pmsdesk.ui.widgets.row_list import KEY_ROLE

ROW_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")


class HeldModel(QAbstractTableModel, Generic[R]):
    """Rows under `ROW_ROLE`, with numbers of their ids as keys.

    While held, no row moves or leaves: one that changed meanwhile stays and says so, and `waiting` tells how many new
    ones are not shown. `loaded` tells that an answer came, `failed` the exception of a read.
    """

    waiting = Signal(int)
    loaded = Signal()
    failed = Signal(object)

    def __init__(self, id_of: Callable[[R], str], sentence: Callable[[R], str], parent: QObject | None = None) -> None:
        """*id_of* names a row, *sentence* is what a screen reader says of it."""
        super().__init__(parent)
        self._id_of, self._sentence = id_of, sentence
        self._numbering = Numbering()
        self._rows: list[R] = []
        self._newer: Sequence[R] | None = None
        self._held = False
        self.complete = False

    @property
    def standing(self) -> int:
        """How many rows stand now, whatever is still shown."""
        return len(self._rows if self._newer is None else self._newer)

    def clear(self) -> None:
        """Another list comes."""
        self.complete = False
        self._replace(())

    def take(self, rows: Sequence[R], others: Sequence[R] = ()) -> None:
        """The list as it is now; *others* tell of rows that left it."""
        first, self.complete = not self.complete, True
        if first or not self._held:
            self._replace(rows)
        else:
            self._update(rows, others)
        self.loaded.emit()

    def hold(self, held: bool) -> None:
        """Keep the rows where they are, or let them go; what waits is then shown."""
        self._held = held
        if not held:
            self.apply()

    def apply(self) -> None:
        """Show what waits, if something does."""
        if self._newer is not None:
            self._replace(self._newer)

    def repaint(self) -> None:
        """Something that the rows show beside themselves has changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def key_of(self, id_: str) -> int:
        """The key of the row named *id_*, listed or not."""
        return self._numbering.number(id_)

    def id(self, key: int) -> str:
        """What *key* stands for."""
        return self._numbering.id(key)

    def row_of(self, key: int) -> int:
        """The row of *key*, -1 when it is not listed."""
        wanted = self._numbering.id(key)
        return next((at for at, row in enumerate(self._rows) if self._id_of(row) == wanted), -1)

    # ---- Qt ---------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt)
        """How many rows are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt)
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The key, the row, or its sentence for screen readers."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == KEY_ROLE:
            return self._numbering.number(self._id_of(row))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._sentence(row)
        return None

    def _update(self, rows: Sequence[R], others: Sequence[R]) -> None:
        current = {self._id_of(row): row for row in (*others, *rows)}
        self._rows = [current.get(self._id_of(row), row) for row in self._rows]
        self.repaint()
        shown, now = [self._id_of(row) for row in self._rows], [self._id_of(row) for row in rows]
        self._newer = rows if shown != now else None
        self.waiting.emit(len(set(now) - set(shown)))

    def _replace(self, rows: Sequence[R]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self._newer = None
        self.endResetModel()
        self.waiting.emit(0)
