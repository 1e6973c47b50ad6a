"""What waits for a supervisor, or was decided, as a list whose rows stay where they are while looked at."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from pmsdesk.services.moderation_ports import ModerationRow
from pmsdesk.services.reading import ApprovalRow, Read
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.models.held_model import HeldModel

Row = ApprovalRow | ModerationRow

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class ApprovalModel(HeldModel[Row]):
    """Comments to be hidden, then replies; one that was decided while it was looked at stays and says so."""

    def __init__(self, desk: Desk, sentence: Callable[[Row], str], parent: QObject | None = None) -> None:
        super().__init__(lambda row: row.id, sentence, parent)
        self._desk = desk
        self._asked = 0
        self.decided = False

    def show(self, decided: bool) -> None:
        """Show what was decided, or what waits."""
        self.decided = decided
        self.clear()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the rows as they are now; the answer to the last question wins."""
        self._asked += 1
        asked, decided, me = self._asked, self.decided, self._desk.staff.id
        self._desk.ask(
            lambda read: (_read(read, me, decided), _read(read, me, not decided)),
            then=lambda answer: self.take(*answer) if asked == self._asked else None,
            owner=self,
            catch=self.failed.emit,
        )


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
