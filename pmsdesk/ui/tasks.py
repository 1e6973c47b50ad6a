"""The only file that knows threads: named lanes of one thread each, whose answers come back on the GUI thread."""

import threading
from collections.abc import Callable
from concurrent import futures
from dataclasses import dataclass
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")

WRITE = "write"
READ = "read"


def network_lane(account_id: str) -> str:
    """The lane of one account's calls."""
    return f"net:{account_id}"


@dataclass(frozen=True, slots=True)
class _Answer:
    owner: QObject | None
    then: Callable[[object], None] | None
    catch: Callable[[Exception], None] | None
    value: object = None
    error: Exception | None = None


class Tasks(QObject):
    """Runs callables on lanes. One lane is one thread, so what is started on a lane is done in that order.

    Only frozen dataclasses, tuples and plain values may cross. An answer whose *owner* is gone is dropped.
    """

    _arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, futures.ThreadPoolExecutor] = {}
        self._pending = 0
        self._lock = threading.Lock()
        self._closing = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many answers have not been delivered yet."""
        return self._pending

    def run(
        self,
        lane: str,
        job: Callable[[], T],
        *,
        owner: QObject | None = None,
        then: Callable[[T], None] | None = None,
        catch: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run *job* on *lane*; *then* gets its value, *catch* its exception (without it `failed` is emitted)."""
        if self._closing:
            return
        executor = self._lanes.get(lane)
        if executor is None:
            executor = self._lanes[lane] = futures.ThreadPoolExecutor(1, thread_name_prefix=lane)
        with self._lock:
            self._pending += 1
        future = executor.submit(job)
        future.add_done_callback(lambda done: self._finished(done, owner, then, catch))

    def _finished(self, future: "futures.Future[T]", owner: QObject | None, then: object, catch: object) -> None:
        if self._closing or future.cancelled():
            return
        error = future.exception()
        value = None if error else future.result()
        self._arrived.emit(_Answer(owner, then, catch, value, error))  # type: ignore[arg-type]

    def _deliver(self, answer: _Answer) -> None:
        with self._lock:
            self._pending -= 1
        if answer.owner is not None and not shiboken6.isValid(answer.owner):
            return
        if answer.error is not None:
            if answer.catch is not None:
                answer.catch(answer.error)
            else:
                self.failed.emit(answer.error)
        elif answer.then is not None:
            answer.then(answer.value)

    def close(self) -> None:
        """Drop what has not begun, wait for what runs; every write is done, for it may be what was typed last.

        Network calls have time-outs and writes are local, so this is bounded.
        """
        self._closing = True
        for lane, executor in self._lanes.items():
            executor.shutdown(wait=True, cancel_futures=lane != WRITE)
        self._lanes.clear()
