"""The only file that knows threads: named lanes of one thread each, whose answers come back on the GUI thread."""

import itertools
from collections.abc import Callable
from concurrent import futures
from dataclasses import dataclass
from typing import TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from pmsdesk.ui.garbage import Garbage

T = TypeVar("T")

WRITE = "write"
READ = "read"


def network_lane(account_id: str) -> str:
    """The lane of one account's calls."""
    return f"net:{account_id}"


@dataclass(slots=True)
class _Task:
    job: Callable[[], object]
    owner: QObject | None
    then: Callable[[object], None] | None
    catch: Callable[[Exception], None] | None
    value: object = None
    error: Exception | None = None

    def do(self) -> None:
        try:
            self.value = self.job()
        except Exception as error:  # noqa: BLE001 (told on the GUI thread)
            self.error = error


class Tasks(QObject):
    """Runs callables on lanes. One lane is one thread, so what is started on a lane is done in that order.

    Only frozen dataclasses, tuples and plain values may cross. An answer whose *owner* is gone is dropped. A lane knows
    a task by its number only: the last reference to a job, its value or its error is always dropped on the GUI thread,
    for it may be the last one to a widget.
    """

    _done = Signal(int)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.garbage = Garbage(self)
        self._lanes: dict[str, futures.ThreadPoolExecutor] = {}
        self._numbers = itertools.count()
        self._under_way: dict[int, _Task] = {}
        self._closing = False
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many answers have not been delivered yet."""
        return len(self._under_way)

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
        number = next(self._numbers)
        self._under_way[number] = _Task(job, owner, cast("Callable[[object], None] | None", then), catch)
        executor.submit(self._work, number)

    def _work(self, number: int) -> None:
        self._under_way[number].do()
        if not self._closing:
            self._done.emit(number)

    def _deliver(self, number: int) -> None:
        task = self._under_way.pop(number, None)
        if task is None:
            return
        error, task.error = task.error, None  # its traceback holds the task
        if task.owner is not None and not shiboken6.isValid(task.owner):
            return
        if error is not None:
            if task.catch is not None:
                task.catch(error)
            else:
                self.failed.emit(error)
        elif task.then is not None:
            task.then(task.value)

    def close(self) -> None:
        """Drop what has not begun, wait for what runs; every write is done, for it may be what was typed last.

        Network calls have time-outs and writes are local, so this is bounded.
        """
        self._closing = True
        for lane, executor in self._lanes.items():
            executor.shutdown(wait=True, cancel_futures=lane != WRITE)
        self._lanes.clear()
        self._under_way.clear()
