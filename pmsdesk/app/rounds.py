"""The loop of a program without a screen: round after round until it is told to end, with a back-off when one fails."""

import logging
import random
import signal
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from types import FrameType

from pmsdesk.domain.errors import KnownError
from pmsdesk.sync.link import pause_s

SLICE_S = 0.2

log = logging.getLogger(__name__)


class Ending:
    """Whether the program was asked to end (SIGTERM, SIGINT). Asked between two steps, so no step is cut short."""

    def __init__(self) -> None:
        self.asked = False

    def listen(self, signals: Sequence[signal.Signals] = (signal.SIGTERM, signal.SIGINT)) -> None:
        """Take the signals from now on."""
        for wanted in signals:
            signal.signal(wanted, self._hear)

    def wait(self, time_: timedelta) -> None:
        """Wait, or until asked to end."""
        until = time.monotonic() + time_.total_seconds()
        while not self.asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, SLICE_S))

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        log.info("asked to end: %s", signal.Signals(number).name)
        self.asked = True


def go(
    one_round: Callable[[], timedelta],
    ending: Ending,
    *,
    once: bool = False,
    chance: Callable[[], float] = random.random,
) -> int:
    """Go *one_round* after the other; each says how long to wait for the next. Returns the exit status.

    A `KnownError` is logged by its name, without its words, and tried again after a back-off with full jitter; a bug
    ends the program, for its supervisor to start it again. *once*: one round, whose failure is status 1.
    """
    failures = 0
    while not ending.asked:
        try:
            pause = one_round()
        except KnownError as error:
            failures += 1
            log.warning("round failed (%d in a row): %s", failures, type(error).__name__)
            pause = timedelta(seconds=pause_s(failures, chance))
        else:
            failures = 0
        if once:
            break
        ending.wait(pause)
    return 1 if once and failures else 0
