"""Checks what is being typed 150 ms after the last key, and drops answers to a text that has changed since."""

from PySide6.QtCore import QObject, QTimer, Signal

from pmsdesk.compliance.checker import Checker
from pmsdesk.domain.account import Channel
from pmsdesk.domain.finding import Assessment
from pmsdesk.ui.desk import Desk

PAUSE_MS = 150
AT_ONCE_UP_TO = 1_000
"""Code points that are checked on the GUI thread (a fraction of a frame); a longer text goes to the read lane."""


class Checking(QObject):
    """One text under check. `assessed` tells that `assessment` holds for the text as it is now."""

    assessed = Signal()

    def __init__(self, desk: Desk, checker: Checker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._checker = checker
        self._text = ""
        self._channel = Channel.X
        self._revision = 0
        self._assessment: Assessment | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._check)

    @property
    def assessment(self) -> Assessment | None:
        """What the check says of the text as it is now; None while that is awaited."""
        return self._assessment

    def watch(self, text: str, channel: Channel) -> None:
        """*text* was typed for *channel*; it is checked when the typing rests."""
        self._revision += 1
        self._text, self._channel, self._assessment = text, channel, None
        self._timer.start()

    def now(self, text: str, channel: Channel) -> Assessment:
        """Check *text* at once, before it is sent."""
        if self._assessment is None or (text, channel) != (self._text, self._channel):
            self._revision += 1
            self._text, self._channel = text, channel
            self._timer.stop()
            self._assessment = self._checker.check(text, channel)
            self.assessed.emit()
        return self._assessment

    def _check(self) -> None:
        text, channel, revision = self._text, self._channel, self._revision
        if len(text) <= AT_ONCE_UP_TO:
            self._arrived(revision, self._checker.check(text, channel))
            return
        self._desk.ask(
            lambda _read: self._checker.check(text, channel),
            then=lambda assessment: self._arrived(revision, assessment),
            owner=self,
        )

    def _arrived(self, revision: int, assessment: Assessment) -> None:
        if revision == self._revision:
            self._assessment = assessment
            self.assessed.emit()
