"""When to speak with the shared register: every few seconds, at once after a person acted, seldom when nobody looks."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from pmsdesk.app.troubles import Troubles
from pmsdesk.domain.events import Event, RegisterPulled, StaffChanged
from pmsdesk.domain.staff import Staff
from pmsdesk.services.reading import Loading, SyncStatus
from pmsdesk.sync.link import pause_s
from pmsdesk.sync.round import Outcome
from pmsdesk.ui.desk import Desk, Standing
from pmsdesk.ui.tasks import Tasks

SYNC = "sync"
EVERY_S, CALM_S, JITTER = 3.0, 30.0, 0.2
SOON_MS, WATCH_MS = 100, 1000


@dataclass(frozen=True, slots=True)
class Turn:
    """One round as the lane did it; *dismissed* tells that the register knows this person no more."""

    outcome: Outcome
    dismissed: bool = False


class Syncer(QObject):
    """Runs *one_turn* on lane `sync`, again and again, and tells the desk what it brought and how the seat stands.

    *is_calm* tells that nobody looks at the console: then it is done less often. `dismissed` when the register lets
    this person in no more, `demoted` when he has another role than the one his console was made for.
    """

    dismissed = Signal()
    demoted = Signal()

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        one_turn: Callable[[], Turn],
        is_calm: Callable[[], bool] = lambda: False,
        parent: QObject | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._one_turn = desk, tasks, one_turn
        self._is_calm, self._chance = is_calm, chance
        self._running = self._busy = self._again = self._telling = False
        self._failures = self._rounds = 0
        self._loading: Loading | None = None
        self._troubles = Troubles(desk.failed.emit)
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self.sync_now)
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._look_on)
        desk.happened.connect(self._heard)

    def start(self) -> None:
        """Begin, and go on until `stop`."""
        self._running = True
        self.sync_now()
        self._read_standing()

    def stop(self) -> None:
        """Begin no more rounds."""
        self._running = False
        self._next.stop()
        self._watch.stop()

    def sync_now(self) -> None:
        """Do a round now, or right after the one that is under way."""
        if not self._running:
            return
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        self._rounds += 1
        self._next.stop()
        self._watch.start()
        self._tasks.run(SYNC, self._one_turn, owner=self, then=self._done, catch=self._failed)

    @property
    def wait_s(self) -> float:
        """Seconds to the next round: with jitter, and after failures a back-off with full jitter."""
        if self._failures:
            return max(pause_s(self._failures, self._chance), SOON_MS / 1000)
        every = CALM_S if self._is_calm() else EVERY_S
        return every * (1 + JITTER * (2 * self._chance() - 1))

    # ---- one round --------------------------------------------------------------------------------------------------

    def _done(self, turn: Turn) -> None:
        outcome = turn.outcome
        self._failures = 0 if outcome.status.online else self._failures + 1
        self._troubles.over(SYNC)
        self._show(outcome.status, reached=outcome.status.online)
        self._tell(outcome.events)
        if turn.dismissed:
            self.stop()
            self.dismissed.emit()
            return
        self._rest(outcome.retry_after)

    def _failed(self, error: Exception) -> None:
        """A bug, or a store that another program holds: told once, tried again."""
        self._failures += 1
        self._rest(0.0)
        self._troubles.tell(SYNC, error)

    def _rest(self, least_s: float) -> None:
        self._busy = False
        self._watch.stop()
        if self._running:
            asked = self._again and not self._failures
            self._next.start(SOON_MS if asked else round(1000 * max(self.wait_s, least_s)))

    # ---- what is told -----------------------------------------------------------------------------------------------

    def _tell(self, events: tuple[Event, ...]) -> None:
        if not events:
            return
        self._telling = True
        try:
            self._desk.happened.emit(events)
        finally:
            self._telling = False
        if any(isinstance(event, StaffChanged) and event.staff_id == self._desk.staff.id for event in events):
            self._desk.ask(lambda read: tuple(read.staff()), self._compare_role, self)

    def _compare_role(self, staff: tuple[Staff, ...]) -> None:
        before = self._desk.staff
        me = next((person for person in staff if person.id == before.id), before)
        if (me.role, me.active) != (before.role, before.active):
            self.demoted.emit()

    def _heard(self, events: tuple[Event, ...]) -> None:
        """What a person did here goes up at once."""
        if events and self._running and not self._telling and not self._failures:
            if self._busy:
                self._again = True
            else:
                self._next.start(SOON_MS)

    def _look_on(self) -> None:
        """While a round takes long, show how far it is; what came already can be used."""
        self._read_standing()

    def _read_standing(self) -> None:
        me, asked_in = self._desk.staff.id, self._rounds
        self._desk.ask(lambda read: read.sync_status(me), lambda status: self._show_progress(status, asked_in), self)

    def _show_progress(self, status: SyncStatus, asked_in: int) -> None:
        """Show how far round *asked_in* is; once it ended, what it brought is newer than this."""
        if not self._busy or asked_in != self._rounds:
            return
        moved = status.loading is not None and status.loading != self._loading
        self._loading = status.loading
        self._show(status, reached=False)
        if moved and status.loading is not None:
            self._tell((RegisterPulled(status.loading.rows),))

    def _show(self, status: SyncStatus, *, reached: bool) -> None:
        before = self._desk.standing
        at: datetime | None = before.synced_at if before is not None else status.pulled_at
        publishes = before.publishes if before is not None else None
        self._desk.stand(Standing(status, self._desk.clock() if reached else at, publishes))
