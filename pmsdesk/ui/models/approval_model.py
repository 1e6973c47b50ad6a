"""What waits for a supervisor, or was decided, as a list whose rows stay where they are while looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from pmsdesk.services.moderation_ports import ModerationRow
from pmsdesk.services.reading import ApprovalRow, Read
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.models.numbering import Numbering
from pmsdesk.ui.widgets.row_list import KEY_ROLE

ROW_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
Row = ApprovalRow | ModerationRow

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Answer:
    rows: tuple[Row, ...]
    others: tuple[Row, ...]


class ApprovalModel(QAbstractTableModel):
    """One column of rows under `ROW_ROLE`, with numbers of their ids as keys: comments to be hidden, then replies.

    While held, no row moves or leaves: one that was decided meanwhile stays and says so, and `waiting` tells how many
    new ones are not shown. `loaded` tells that an answer came, `failed` the exception of a read.
    """

    waiting = Signal(int)
    loaded = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, sentence: Callable[[Row], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sentence = sentence
        self._numbering = Numbering()
        self._rows: list[Row] = []
        self._newer: tuple[Row, ...] | None = None
        self._held = False
        self._asked = 0
        self.decided = False
        self.complete = False

    @property
    def standing(self) -> int:
        """How many rows stand now, whatever the rows still show."""
        return len(self._rows if self._newer is None else self._newer)

    def show(self, decided: bool) -> None:
        """Show what was decided, or what waits."""
        self.decided, self.complete = decided, False
        self._replace(())
        self.refresh()

    def refresh(self) -> None:
        """Ask for the rows as they are now; the answer to the last question wins."""
        self._asked += 1
        asked, decided, me = self._asked, self.decided, self._desk.staff.id
        self._desk.ask(
            lambda read: _Answer(_read(read, me, decided), _read(read, me, not decided)),
            then=lambda answer: self._arrived(asked, answer),
            owner=self,
            catch=self.failed.emit,
        )

    def hold(self, held: bool) -> None:
        """Keep the rows where they are, or let them go; what waits is then shown."""
        self._held = held
        if not held:
            self.apply()

    def apply(self) -> None:
        """Show what waits, if something does."""
        if self._newer is not None:
            self._replace(self._newer)

    def key_of(self, thing: str) -> int:
        """The key of the reply or request *thing*, listed or not."""
        return self._numbering.number(thing)

    def id_of(self, key: int) -> str:
        """The reply or request that *key* stands for."""
        return self._numbering.id(key)

    def row_of(self, key: int) -> int:
        """The row of *key*, -1 when it is not listed."""
        wanted = self._numbering.id(key)
        return next((at for at, row in enumerate(self._rows) if row.id == wanted), -1)

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
            return self._numbering.number(row.id)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._sentence(row)
        return None

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _arrived(self, asked: int, answer: _Answer) -> None:
        if asked != self._asked:
            return
        first, self.complete = not self.complete, True
        if first or not self._held:
            self._replace(answer.rows)
        else:
            self._update(answer)
        self.loaded.emit()

    def _update(self, answer: _Answer) -> None:
        current = {row.id: row for row in (*answer.others, *answer.rows)}
        for at, row in enumerate(self._rows):
            self._rows[at] = current.get(row.id, row)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        shown = {row.id for row in self._rows}
        fresh = sum(row.id not in shown for row in answer.rows)
        self._newer = answer.rows if [row.id for row in self._rows] != _ids(answer.rows) else None
        self.waiting.emit(fresh)

    def _replace(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self._newer = None
        self.endResetModel()
        self.waiting.emit(0)


def _ids(rows: Sequence[Row]) -> list[str]:
    return [row.id for row in rows]


def _read(read: Read, staff_id: str, decided: bool) -> tuple[Row, ...]:
    """Requests stand above replies, for what is to be hidden does harm while it waits; decisions by time."""
    requests, replies = read.moderations(staff_id, decided), _once(read.approvals(staff_id, decided))
    if not decided:
        return (*requests, *replies)
    return tuple(sorted((*requests, *replies), key=_decided_at, reverse=True))


def _decided_at(row: Row) -> datetime:
    at = row.decided_at if isinstance(row, ApprovalRow) else row.line.measure.decided_at
    return at or _LONG_AGO


def _once(rows: Sequence[ApprovalRow]) -> tuple[ApprovalRow, ...]:
    """The first row of each reply: one that was returned and then approved is listed with its last decision."""
    first: dict[str, ApprovalRow] = {}
    for row in rows:
        first.setdefault(row.reply_id, row)
    return tuple(first.values())
