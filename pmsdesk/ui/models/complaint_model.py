"""The register as a grid model: all ids in the order of any column, rows a page at a time."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from pmsdesk.services.reading import ComplaintFilter, ComplaintRow, Read
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.models.numbering import Numbering
from pmsdesk.ui.widgets.row_list import KEY_ROLE

ROW_ROLE = Qt.ItemDataRole.UserRole
PAGE = 200
PAGES_KEPT = 32

Index = QModelIndex | QPersistentModelIndex


class Field(IntEnum):
    """The columns, in the order of the register."""

    NUMBER = 0
    REGISTERED = 1
    COMPLAINANT = 2
    CATEGORY = 3
    PLACE = 4
    JURISDICTION = 5
    AGENCY = 6
    STATE = 7
    FIRST_REPLY = 8


class ComplaintModel(QAbstractTableModel):
    """Rows are `ComplaintRow` under `ROW_ROLE`; *text* gives the words of a cell, *heading* of a column.

    Numbers of the ids are the keys. While held, no row moves: a newer order waits, and `waiting` tells how many rows of
    it are not shown. `loaded` tells that an answer came, `failed` the exception of a read.
    """

    waiting = Signal(int)
    loaded = Signal()
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        heading: Callable[[Field], str],
        text: Callable[[ComplaintRow, Field], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._heading, self._text = desk, heading, text
        self._numbering = Numbering()
        self._wanted = ComplaintFilter()
        self._ids: list[str] = []
        self._place: dict[str, int] = {}
        self._newer: list[str] | None = None
        self._pages: OrderedDict[int, dict[str, ComplaintRow]] = OrderedDict()
        self._held = False
        self._asked = 0
        self._sorted_by = Field.NUMBER
        self._ascending = False
        self.complete = False

    @property
    def wanted(self) -> ComplaintFilter:
        """The filter in force."""
        return self._wanted

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in the order shown."""
        return tuple(self._ids)

    def show(self, wanted: ComplaintFilter) -> None:
        """Show *wanted*, once the read lane has it; until then what was shown stays."""
        self._wanted, self.complete = wanted, False
        self.refresh()

    def refresh(self) -> None:
        """Ask for the order as it is now; the answer to the last question wins."""
        self._asked += 1
        asked, wanted, now, order = self._asked, self._wanted, self._desk.clock(), self.order()
        self._desk.ask(
            lambda read: order(read, wanted, now),
            then=lambda ids: self._arrived(asked, ids),
            owner=self,
            catch=lambda error: self._missed(asked, error),
        )

    def hold(self, held: bool) -> None:
        """Keep the rows where they are, or let them go; a waiting order is then shown."""
        self._held = held
        if not held:
            self.apply()

    def apply(self) -> None:
        """Show the order that waits, if one does."""
        if self._newer is not None:
            self._replace(self._newer)

    def repaint(self, complaint_id: str) -> None:
        """Read the row of *complaint_id* again if it is listed; it is painted anew where it stands."""
        at = self._place.get(complaint_id)
        if at is None:
            return
        page = self._pages.get(at // PAGE)
        if page is not None:
            page.update({row.id: row for row in self._desk.now(lambda read: read.complaint_rows([complaint_id]))})
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(Field) - 1))

    def key_of(self, complaint_id: str) -> int:
        """The key of *complaint_id*, listed or not."""
        return self._numbering.number(complaint_id)

    def complaint_id(self, key: int) -> str:
        """The complaint that *key* stands for."""
        return self._numbering.id(key)

    def row_of(self, key: int) -> int:
        """The row of *key*, -1 when it is not listed."""
        return self._place.get(self._numbering.id(key), -1)

    # ---- Qt ---------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt)
        """How many rows are listed."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt)
        """Nine."""
        return 0 if parent.isValid() else len(Field)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heading(Field(section))
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The key, the row, or the words of a cell; None for a row that is gone."""
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        if role == KEY_ROLE:
            return self._numbering.number(self._ids[index.row()])
        if role not in (ROW_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._row(index.row())
        return row if role == ROW_ROLE or row is None else self._text(row, Field(index.column()))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by *column*; by number and by time of registration are the same."""
        self._sorted_by, self._ascending = Field(column), order is Qt.SortOrder.AscendingOrder
        self.complete = False
        self.refresh()

    # ---- pages and orders -------------------------------------------------------------------------------------------

    def _row(self, at: int) -> ComplaintRow | None:
        number = at // PAGE
        page = self._pages.get(number)
        if page is None:
            ids = self._ids[number * PAGE : (number + 1) * PAGE]
            page = {row.id: row for row in self._desk.now(lambda read: read.complaint_rows(ids))}
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return page.get(self._ids[at])

    def _arrived(self, asked: int, ids: list[str]) -> None:
        if asked != self._asked:
            return
        first, self.complete = not self.complete, True
        if ids == self._ids:
            self._newer = None
            self.waiting.emit(0)
        elif self._held and not first:
            self._newer = ids
            self.waiting.emit(sum(each not in self._place for each in ids))
        else:
            self._replace(ids)
        self.loaded.emit()

    def _missed(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            self.failed.emit(error)

    def _replace(self, ids: list[str]) -> None:
        self.beginResetModel()
        self._ids, self._newer = ids, None
        self._place = {each: at for at, each in enumerate(ids)}
        self._pages.clear()
        self.endResetModel()
        self.waiting.emit(0)

    def order(self) -> Callable[[Read, ComplaintFilter, datetime], list[str]]:
        """What gives the ids in the order wanted, for the read lane: by words all rows must be read."""
        column, ascending, text = self._sorted_by, self._ascending, self._text

        def ids(read: Read, wanted: ComplaintFilter, now: datetime) -> list[str]:
            newest_first = list(read.complaint_ids(wanted, now))
            if column in (Field.NUMBER, Field.REGISTERED):
                return newest_first[::-1] if ascending else newest_first
            rows = list(all_rows(read, newest_first))
            if column is Field.FIRST_REPLY:
                rows.sort(key=lambda row: row.first_reply_at or row.due_at or row.received_at, reverse=not ascending)
            else:
                rows.sort(key=lambda row: text(row, column).casefold(), reverse=not ascending)
            return [row.id for row in rows]

        return ids


def all_rows(read: Read, ids: Sequence[str]) -> Iterator[ComplaintRow]:
    """The rows of any number of *ids*, read a page at a time."""
    for start in range(0, len(ids), PAGE):
        yield from read.complaint_rows(ids[start : start + PAGE])
