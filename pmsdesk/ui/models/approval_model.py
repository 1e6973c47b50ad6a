"""The replies that wait for a supervisor, or were decided, as a list whose rows stay where they are while looked at."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from pmsdesk.services.reading import ApprovalRow
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.models.held_model import HeldModel


class ApprovalModel(HeldModel[ApprovalRow]):
    """One that was decided while it was looked at stays and says so."""

    def __init__(self, desk: Desk, sentence: Callable[[ApprovalRow], str], parent: QObject | None = None) -> None:
        super().__init__(lambda row: row.reply_id, sentence, parent)
        self._desk = desk
        self._asked = 0
        self.decided = False

    def show(self, decided: bool) -> None:
        """Show the replies that were decided, or those that wait."""
        self.decided = decided
        self.clear()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the rows as they are now; the answer to the last question wins."""
        self._asked += 1
        asked, decided, me = self._asked, self.decided, self._desk.staff.id
        self._desk.ask(
            lambda read: (_once(read.approvals(me, decided)), _once(read.approvals(me, not decided))),
            then=lambda answer: self.take(*answer) if asked == self._asked else None,
            owner=self,
            catch=self.failed.emit,
        )


def _once(rows: Sequence[ApprovalRow]) -> tuple[ApprovalRow, ...]:
    """The first row of each reply: one that was returned and then approved is listed with its last decision."""
    first: dict[str, ApprovalRow] = {}
    for row in rows:
        first.setdefault(row.reply_id, row)
    return tuple(first.values())
