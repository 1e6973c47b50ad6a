"""Notices that this computer's clock is wrong, by what the networks say the time is, and tells it once."""

from datetime import timedelta

from PySide6.QtCore import QObject

from pmsdesk.domain.account import Account
from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.errors import ClockWrong
from pmsdesk.domain.events import AccountPolled, Event
from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk

TOLERATED = timedelta(minutes=5)
MOMENT = "%d/%m/%Y %H:%M"


class ClockWatch(QObject):
    """Tells `ClockWrong` when a poll shows more than `TOLERATED`, and again only after that account showed it right."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._told_by = ""
        desk.happened.connect(self._heard)

    def _heard(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, AccountPolled):
                self._compare(event)

    def _compare(self, polled: AccountPolled) -> None:
        wrong = abs(timedelta(seconds=polled.skew_s)) > TOLERATED
        if not wrong and polled.account_id == self._told_by:
            self._told_by = ""
        elif wrong and not self._told_by:
            self._told_by = polled.account_id
            self._desk.ask(
                lambda read: next(account for account, _ in read.accounts() if account.id == polled.account_id),
                lambda account: self._desk.failed.emit(_clock_wrong(account, polled)),
                self,
            )


def _clock_wrong(account: Account, polled: AccountPolled) -> ClockWrong:
    skew = timedelta(seconds=polled.skew_s)
    hours, minutes = divmod(round(abs(skew).total_seconds() / 60), 60)
    here, there = (moment.astimezone(KUALA_LUMPUR).strftime(MOMENT) for moment in (polled.at, polled.at + skew))
    return ClockWrong(here=here, there=there, hours=hours, minutes=minutes, channel=words.channel(account.channel))
