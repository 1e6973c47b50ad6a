"""A line to the register that breaks, loses answers, and holds a transaction open while the others go on."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, LiteralString, Protocol

import psycopg
from psycopg.pq import TransactionStatus

from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.register_errors import AnswerLost, RegisterBusy, RegisterUnreachable
from pmsdesk.sync.address import Login
from pmsdesk.sync.link import Link
from tests.simulation.faults import Crash
from tests.sync.seats import address_of

if TYPE_CHECKING:
    from tests.simulation.world import World

HELD = frozenset({"push", "ingest", "finish_send", "lease_numbers"})
LONGEST_HOLD_S = 25
CALLED = re.compile(r"api_v1\.(\w+)")


class Computer(Protocol):
    """Whoever has the line: it may be cut off, and it may have been started anew since a call began."""

    world: "World"
    life: int
    cut_off_until: float
    horizons: dict[str, set[tuple[str, str]]]

    @property
    def name(self) -> str: ...


class Line(Link):
    """The real link, with everything that can happen between a question and its answer."""

    def __init__(self, computer: Computer, user: str) -> None:
        super().__init__(address_of(computer.world.register.shared), Login(user), program=computer.name)
        self._computer = computer
        self._world = computer.world

    def rows(self, statement: LiteralString, arguments: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        world, computer = self._world, self._computer
        life = computer.life
        name = CALLED.search(statement)
        called = name.group(1) if name else ""
        self._before()
        world.asked(called)
        try:
            held = called in HELD and world.happens("commit_held")
            answer = self._held(statement, arguments, called) if held else super().rows(statement, arguments)
            if called == "horizon":
                computer.horizons[answer[0][0]] = world.register.ids()
        except RegisterBusy:
            world.count("blocked by a held commit")
            raise
        self._after(life)
        return answer

    def _before(self) -> None:
        world = self._world
        if self._computer.cut_off_until > world.now_s:
            self.close()
            raise RegisterUnreachable()
        if world.happens("line_breaks_before"):
            self.close()
            raise RegisterUnreachable()
        if world.happens("crash_at_call"):
            world.count("crash at a call")
            raise Crash("before a call")

    def _after(self, life: int) -> None:
        world = self._world
        if self._computer.life != life:
            raise Crash("started anew meanwhile")
        if world.happens("answer_lost"):
            world.count("answer lost")
            self.close()
            raise AnswerLost()
        if world.happens("crash_at_call"):
            world.count("crash at a call")
            raise Crash("after a call")

    def _held(self, statement: LiteralString, arguments: Sequence[object], called: str) -> list[tuple[Any, ...]]:
        """The statement is carried out, but its COMMIT waits while the others go on."""
        world, connection = self._world, self._open()
        try:
            connection.execute("BEGIN")
            answer = super().rows(statement, arguments)
        except (KnownError, psycopg.Error):
            self._roll_back(connection)
            raise
        world.count("commit held")
        with world.holding(self._computer):
            world.meanwhile(world.chance.uniform(1, LONGEST_HOLD_S))
        try:
            connection.execute("COMMIT")
        except psycopg.Error:
            self.close()
            raise AnswerLost() from None
        return answer

    def close(self) -> None:
        """End the connection; the server takes back at once what was open."""
        connection = self._connection
        if connection is not None:
            self._roll_back(connection)
        super().close()

    def _roll_back(self, connection: psycopg.Connection[Any]) -> None:
        """A line that breaks in the middle: the server takes back what it began."""
        if not connection.closed and connection.info.transaction_status is not TransactionStatus.IDLE:
            connection.execute("ROLLBACK")

    def _open(self) -> Any:
        fresh = not self.connected
        connection = super()._open()
        if fresh:
            connection.execute("SET lock_timeout = '15ms'")
        return connection
