"""The inbox as a list model: the first page at once, then every key in order, and rows a page at a time."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from pmsdesk.services.reading import InboxFilter, InboxRow
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.widgets.row_list import KEY_ROLE

ROW_ROLE = Qt.ItemDataRole.UserRole
PAGE = 200
PAGES_KEPT = 64
FIRST_PAGE = 40

Index = QModelIndex | QPersistentModelIndex


class InboxModel(QAbstractTableModel):
    """One column of `InboxRow` under `ROW_ROLE`, keys under `KEY_ROLE`, *sentence* of a row for screen readers.

    While held, no row moves: a newer order waits, and `waiting` tells how many rows of it are not shown yet (0 when
    only the order differs, -1 when none waits).
    `loaded` tells that the whole order is known, `failed` an exception of a read.
    """

    waiting = Signal(int)
    loaded = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, sentence: Callable[[InboxRow], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sentence = sentence
        self._wanted = InboxFilter()
        self._keys: array[int] = array("q")
        self._newer: array[int] | None = None
        self._pages: OrderedDict[int, dict[int, InboxRow]] = OrderedDict()
        self._key_of: dict[str, int] = {}
        self._held = False
        self._asked = 0
        self._asking = False
        self._again = False
        self._settling = False
        self.complete = False

    # ---- what is shown ----------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> InboxFilter:
        """The filter in force."""
        return self._wanted

    def show(self, wanted: InboxFilter) -> None:
        """Show *wanted*: its first page now, the rest when the read lane has it."""
        self.beginResetModel()
        self._wanted = wanted
        self._newer = None
        self._forget_pages()
        self.complete = False
        now = self._desk.clock()
        try:
            self._keys = array("q", self._desk.now(lambda read: read.inbox_first_page(wanted, now, FIRST_PAGE)))
            self._load(0)
        finally:
            self.endResetModel()
        self.waiting.emit(-1)
        self._asked += 1
        self._asking = False
        self.refresh()

    def refresh(self, *, settle: bool = False) -> None:
        """Ask for the order as it is now; one question at a time, the last one wins.

        With *settle* the answer is shown although a row is selected: the person's own act caused it.
        """
        self._settling = self._settling or settle
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        asked, wanted, now = self._asked, self._wanted, self._desk.clock()
        shown, whole = self._keys[:], self.complete
        self._desk.ask(
            lambda read: _compare(shown, whole, read.inbox_keys(wanted, now)),
            then=lambda order: self._arrived(asked, order),
            owner=self,
            catch=lambda error: self._missed(asked, error),
        )

    def hold(self, held: bool) -> None:
        """Keep the rows where they are, or let them go; a waiting order is then applied."""
        self._held = held
        if not held:
            self.apply()

    def apply(self) -> None:
        """Show the order that waits, if one does."""
        if self._newer is None:
            return
        keys, self._newer = self._newer, None
        if self._extends(keys):
            self._append(keys)
        elif keys != self._keys:
            self._replace(keys)
        self.waiting.emit(-1)

    def repaint(self, conversation_ids: Collection[str]) -> None:
        """Read the cached rows of *conversation_ids* again; they are painted anew where they stand."""
        keys = [self._key_of[each] for each in conversation_ids if each in self._key_of]
        if len(keys) > PAGE:
            self._forget_pages()
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, 0))
        elif keys:
            me = self._desk.staff.id
            for row in self._desk.now(lambda read: read.inbox_rows(keys, me)):
                self._put_row(row)

    def known(self) -> frozenset[str]:
        """The conversations whose rows were read."""
        return frozenset(self._key_of)

    def row_of(self, key: int) -> int:
        """The row of *key*, -1 when it is not listed."""
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    def key_of(self, conversation_id: str) -> int | None:
        """The key of a conversation whose row is cached."""
        return self._key_of.get(conversation_id)

    def conversation_of(self, key: int) -> str:
        """The conversation behind a listed *key*, "" when it is gone."""
        row = self.row_of(key)
        found = self._row(row) if row >= 0 else None
        return found.conversation_id if found else ""

    # ---- Qt ---------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt)
        """How many rows are listed."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt)
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The key, the row, or its sentence; None for a row that is gone."""
        if not index.isValid() or not 0 <= index.row() < len(self._keys):
            return None
        if role == KEY_ROLE:
            return self._keys[index.row()]
        if role not in (ROW_ROLE, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return None
        row = self._row(index.row())
        if role == ROW_ROLE or row is None:
            return row
        return row.contact_name if role == Qt.ItemDataRole.DisplayRole else self._sentence(row)

    # ---- pages ------------------------------------------------------------------------------------------------------

    def _row(self, row: int) -> InboxRow | None:
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._load(number)
        self._pages.move_to_end(number)
        return page.get(self._keys[row])

    def _load(self, number: int) -> dict[int, InboxRow]:
        keys, me = self._keys[number * PAGE : (number + 1) * PAGE], self._desk.staff.id
        page = {row.key: row for row in self._desk.now(lambda read: read.inbox_rows(keys, me))}
        self._pages[number] = page
        self._key_of.update((row.conversation_id, row.key) for row in page.values())
        if len(self._pages) > PAGES_KEPT:
            _, old = self._pages.popitem(last=False)
            for row in old.values():
                self._key_of.pop(row.conversation_id, None)
        return page

    def _put_row(self, row: InboxRow) -> None:
        for number, page in self._pages.items():
            if row.key in page:
                page[row.key] = row
                at = self._keys.index(row.key, number * PAGE)
                self.dataChanged.emit(self.index(at, 0), self.index(at, 0))
                return

    def _forget_pages(self) -> None:
        self._pages.clear()
        self._key_of.clear()

    # ---- a newer order ----------------------------------------------------------------------------------------------

    def _arrived(self, asked: int, order: "_Order") -> None:
        if asked != self._asked:
            return
        self._asking = False
        self.complete = True
        if self._held and not self._settling:
            if self._extends(order.still):
                self._append(order.still)
            self._newer = None if order.keys == self._keys else order.keys
            self.waiting.emit(order.fresh if self._newer is not None else -1)
        else:
            self._settling = self._again and self._settling
            self._newer = order.keys
            self.apply()
        self.loaded.emit()
        if self._again:
            self.refresh()

    def _missed(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            self._asking = self._settling = False
            self.failed.emit(error)

    def _extends(self, keys: "array[int]") -> bool:
        return len(keys) > len(self._keys) and keys[: len(self._keys)] == self._keys

    def _append(self, keys: "array[int]") -> None:
        self.beginInsertRows(QModelIndex(), len(self._keys), len(keys) - 1)
        self._pages.pop(len(self._keys) // PAGE, None)
        self._keys = keys
        self.endInsertRows()

    def _replace(self, keys: "array[int]") -> None:
        self.beginResetModel()
        self._keys = keys
        self._forget_pages()
        self.endResetModel()


@dataclass(frozen=True, slots=True)
class _Order:
    """Every key in order, the order that leaves what is shown in its place, and how many keys are not shown."""

    keys: "array[int]"
    still: "array[int]"
    fresh: int


def _compare(shown: "array[int]", whole: bool, keys: "array[int]") -> _Order:
    """Compare what is *shown* (the *whole* order, or its first page) with *keys*. Runs on the read lane."""
    if keys[: len(shown)] == shown:
        return _Order(keys, keys, len(keys) - len(shown))
    seen = bytearray(max(max(keys, default=0), max(shown)) + 1)
    for key in shown:
        seen[key] = 1
    if whole:
        return _Order(keys, shown, sum(not seen[key] for key in keys))
    fresh = sum(not seen[key] for key in keys[: len(shown)])
    return _Order(keys, shown + array("q", (key for key in keys if not seen[key])), fresh)
