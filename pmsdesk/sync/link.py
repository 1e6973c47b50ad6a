"""One person's connection to the shared register: made when needed, one statement a call, its failures in our words."""

import random
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, LiteralString

import psycopg

from pmsdesk.domain.register_errors import AnswerLost
from pmsdesk.store import Store
from pmsdesk.sync import faults
from pmsdesk.sync.address import Login, RegisterAddress
from pmsdesk.sync.connecting import Connection, Ident, connect, require_driver

SERVER = "server"
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0


class Link:
    """One connection of one person, made when it is first needed and again after it broke. One thread at a time.

    Every call is one statement and one transaction of its own. There is no pool in between, because the register
    knows people by the login of their session. *met* is told whenever the server is in another life (`Ident`) than
    *ident*, and what it was told last is *ident* the next time: a server that was promoted away since is then
    recognised even when it is the only one that answers.
    """

    def __init__(
        self,
        address: RegisterAddress,
        login: Login,
        *,
        program: str = "pmsdesk",
        ident: str = "",
        met: Callable[[str], None] = lambda _ident: None,
    ) -> None:
        require_driver()
        self.address = address
        self.user = login.user
        self._login = login
        self._program = program
        self._ident = Ident.read(ident)
        self._met = met
        self._connection: Connection | None = None
        self._warned = False

    def __repr__(self) -> str:
        return f"<Link {self.user} {self.address.url}>"

    def __enter__(self) -> "Link":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def connected(self) -> bool:
        """Whether a connection stands, as far as is known without asking."""
        return self._connection is not None

    def rows(self, statement: LiteralString, arguments: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows that *statement* yields.

        Raises `RegisterUnreachable` when no connection could be made, `AnswerLost` when it broke on the way (the
        statement may have been done), another `KnownError` for what the register refused, `RegisterFault` for a bug.
        """
        connection = self._open()
        self._warned = False
        failure: Exception
        try:
            found = connection.execute(statement, arguments).fetchall()
        except psycopg.Error as error:
            failure = faults.in_the_call(error, self.user, broken=connection.closed)
            if connection.closed or error.sqlstate == faults.STANDBY:
                self.close()
        else:
            if not self._warned:
                return found
            failure = AnswerLost()
        # Raised out here so that no error carries the statement's arguments as its cause.
        raise failure

    def value(self, statement: LiteralString, arguments: Sequence[object] = ()) -> Any:
        """The first column of the only row, None where there is no row. Raises as `rows` does."""
        found = self.rows(statement, arguments)
        return found[0][0] if found else None

    def close(self) -> None:
        """End the connection; the next call makes a new one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection, found = connect(self.address, self._login, self._program, self._ident)
            self._connection.add_notice_handler(self._heed)
            if found != self._ident:
                self._ident = found
                self._met(str(found))
        return self._connection

    def _heed(self, notice: psycopg.errors.Diagnostic) -> None:
        """A plain warning is how a server says that it gave up waiting for its standby: done here, but not safe."""
        if notice.sqlstate == faults.WARNING:
            self._warned = True


def link_of(store: Store, address: RegisterAddress, login: Login, *, program: str = "pmsdesk") -> Link:
    """The link of a seat, whose *store* remembers in which life it met the register last."""
    return Link(address, login, program=program, ident=store.recall(SERVER), met=partial(store.remember, SERVER))


def pause_s(failures: int, chance: Callable[[], float] = random.random) -> float:
    """Seconds to wait after *failures* (1, 2 …) in a row: anything up to 1, 2, 4 … 60, so that seats come back apart.

    *chance* yields a number from 0 to 1.
    """
    longest: float = min(LONGEST_PAUSE_S, SHORTEST_PAUSE_S * 2 ** min(failures - 1, 6))
    return longest * chance()
