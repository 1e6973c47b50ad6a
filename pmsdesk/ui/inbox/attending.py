"""Tells the register where this person is and hears who else is there, on a lane of its own; silent when it cannot."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from pmsdesk.domain.presence import BEAT, Companion, Doing
from pmsdesk.services.presence import Attendance, Whereabouts, beat
from pmsdesk.services.register_ports import Presence
from pmsdesk.ui.tasks import Tasks

PRESENCE = "presence"
TICK_MS = 1000
TYPING_S = 12.0


class Attending(QObject):
    """`changed` when others came, left, or began to type. *presence* None: a seat on its own, where nobody else is."""

    changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        presence: Presence | None = None,
        parent: QObject | None = None,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._presence, self._clock_s = tasks, presence, clock_s
        self._at = ""
        self._typed_s = self._tried_s = float("-inf")
        self._told = Attendance()
        self._shown: tuple[Companion, ...] = ()
        self._busy = False
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def companions(self) -> tuple[Companion, ...]:
        """Who else has the conversation open."""
        return self._told.at_conversation(self._at, self._clock_s()) if self._at else ()

    def be_at(self, conversation_id: str) -> None:
        """This conversation is on the screen from now on, "" for none."""
        if self._presence is None or conversation_id == self._at:
            return
        self._at, self._typed_s = conversation_id, float("-inf")
        if conversation_id:
            self._timer.start()
        self._tick()

    def type(self) -> None:
        """A reply is being typed here."""
        self._typed_s = self._clock_s()
        self._tick()

    @property
    def _here(self) -> Whereabouts:
        typing = self._clock_s() - self._typed_s < TYPING_S
        return Whereabouts(self._at, Doing.TYPING if typing and self._at else Doing.VIEWING)

    def _tick(self) -> None:
        self._show()
        here, now, presence = self._here, self._clock_s(), self._presence
        if not self._at and not self._told.told.conversation_id:
            self._timer.stop()
        moved = here.conversation_id != self._told.told.conversation_id
        rested = moved or now - self._tried_s >= BEAT.total_seconds() or here.doing is not self._told.told.doing
        if presence is None or self._busy or not rested or not self._told.is_due(here, now):
            return
        last, watched = self._told, (here.conversation_id,) if here.conversation_id else ()
        self._busy, self._tried_s = True, now
        self._tasks.run(
            PRESENCE,
            lambda: beat(presence, last, here, watched, now),
            owner=self,
            then=self._beaten,
            catch=lambda _error: self._missed(here, now),
        )

    def _beaten(self, attendance: Attendance) -> None:
        self._busy = False
        self._told = attendance
        self._tick()

    def _missed(self, here: Whereabouts, now: float) -> None:
        """The register is out of reach: nobody is shown, and it is tried again with the next beat."""
        self._busy = False
        self._told = Attendance(here, now)
        self._show()

    def _show(self) -> None:
        companions = self.companions
        if companions != self._shown:
            self._shown = companions
            self.changed.emit()
