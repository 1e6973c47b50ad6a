"""How a connection to the register is made: what libpq is told, and which of several servers may be written to."""

import logging
import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Self, TypeVar

import psycopg

from pmsdesk.domain.errors import KnownError
from pmsdesk.domain.register_errors import (
    CertificateWrong,
    DriverTooOld,
    RegisterBusy,
    RegisterRefused,
    RegisterUnreachable,
    TransportUnsafe,
)
from pmsdesk.sync import faults
from pmsdesk.sync.address import STRICT, Login, RegisterAddress

OLDEST_LIBPQ = 160000
CONNECT_SECONDS = 5
CALL_SECONDS = 45.0

_WATCH = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": 15_000,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
_SESSION = {
    "statement_timeout": "30s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "15s",
    "search_path": "pg_catalog",
    "timezone": "UTC",
}
_GRAVEST_FIRST = (CertificateWrong, TransportUnsafe, RegisterRefused, RegisterBusy, KnownError)
_WHO_ARE_YOU = """
    SELECT system_identifier::text, ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int
    FROM pg_control_system()
"""

log = logging.getLogger(__name__)


Answer = TypeVar("Answer")
Waiting = Generator[Any, Any, Answer]


class Connection(psycopg.Connection[tuple[Any, ...]]):
    """Waits `patience_s` seconds for an answer and no longer, then hangs up.

    The server's own ``statement_timeout`` ends before the commit: one that waits for a standby that is gone would wait
    for ever, and so would the seat.
    """

    patience_s = CALL_SECONDS

    def wait(self, gen: Waiting[Answer], *arguments: Any, **options: Any) -> Answer:
        """As psycopg waits, with an end."""
        return super().wait(self._until(time.monotonic() + self.patience_s, gen), *arguments, **options)

    def _until(self, deadline: float, gen: Waiting[Answer]) -> Waiting[Answer]:
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if not ready and time.monotonic() > deadline:
                    gen.close()
                    self.pgconn.finish()
                    raise psycopg.OperationalError("no answer")
                wanted = gen.send(ready)
        except StopIteration as end:
            answer: Answer = end.value
            return answer


@dataclass(frozen=True, slots=True)
class Ident:
    """Which life of the register a server runs: its database cluster, how often a standby of it was promoted (its
    timeline), and how often it was declared restored (its epoch; 0 where there is no register to ask).
    """

    system: str = ""
    timeline: int = 0
    epoch: int = 0

    @classmethod
    def read(cls, text: str) -> Self:
        """What ``str`` made of it; nothing known for ""."""
        system, timeline, epoch = text.split(":") if text else ("", "0", "0")
        return cls(system, int(timeline), int(epoch))

    def __str__(self) -> str:
        return f"{self.system}:{self.timeline}:{self.epoch}" if self.system else ""

    def outlived_by(self, other: "Ident") -> bool:
        """Whether this server was promoted away from, as *other* shows, and so must not be written to any more.

        One that was declared restored since counts as alive, however old its files look.
        """
        return self.system == other.system and self.timeline < other.timeline and self.epoch <= other.epoch


def connect(address: RegisterAddress, login: Login, program: str, known: Ident) -> tuple[Connection, Ident]:
    """A connection to the server that may be written to, and which one it is.

    Among several it is the one that was promoted last; one that a later promotion has outlived, as *known* or as
    another host shows, is left alone: what it is told would be lost. Raises the gravest of what the hosts answered.
    """
    best: tuple[Connection, Ident] | None = None
    failures: list[KnownError] = []
    for host in address.each():
        try:
            made = _connect_one(host, login, program)
        except KnownError as error:
            failures.append(error)
            continue
        if made[1].outlived_by(known) or (best is not None and not best[1].outlived_by(made[1])):
            loser: tuple[Connection, Ident] | None = made
        else:
            loser, best = best, made
        if loser is not None:
            log.warning("server %s is left alone", loser[1])
            loser[0].close()
            failures.append(RegisterUnreachable("outlived"))
    if best is None:
        raise min(failures, key=lambda error: next(i for i, k in enumerate(_GRAVEST_FIRST) if isinstance(error, k)))
    return best


def _connect_one(address: RegisterAddress, login: Login, program: str) -> tuple[Connection, Ident]:
    failure: KnownError
    try:
        connection = Connection.connect(
            **parameters(address, login, program),
            autocommit=True,
            prepare_threshold=None,  # a prepared call would fail once after every upgrade of its function
        )
        try:
            ((system, timeline),) = connection.execute(_WHO_ARE_YOU).fetchall()
            return connection, Ident(system, timeline, _epoch(connection))
        except BaseException:
            connection.close()
            raise
    except psycopg.Error as error:
        failure = faults.at_the_door(error, login.user)
    # Raised out here so that no error carries the connection's parameters as its cause.
    raise failure


def _epoch(connection: Connection) -> int:
    """The register's epoch, 0 for a database that holds none or a login that may not see it."""
    try:
        row = connection.execute("SELECT epoch FROM sync.meta").fetchone()
    except psycopg.ProgrammingError:
        row = None
    return row[0] if row else 0


def parameters(address: RegisterAddress, login: Login, program: str = "pmsdesk") -> dict[str, Any]:
    """Everything libpq is told; nothing is left to the environment that could weaken it.

    A password goes out as SCRAM bound to the TLS channel only. Without one the computer's own sign-in is used, which
    knows no binding and rests on the certificate alone.
    """
    asked: dict[str, Any] = {
        "sslmode": "prefer",
        "gssencmode": "disable",
        **address.parameters(),
        **_WATCH,
        "user": login.user,
        "application_name": program,
        "client_encoding": "utf8",
        "options": " ".join(f"-c {name}={value}" for name, value in _SESSION.items()),
        "target_session_attrs": "read-write",
    }
    if login.password:
        asked["password"] = login.password
    if address.strict:
        asked |= STRICT
        asked["require_auth"] = "scram-sha-256"
        if not login.password:
            asked |= {"require_auth": "gss,sspi", "channel_binding": "disable"}
    return asked


def require_driver(version: int = 0) -> str:
    """The libpq that is used, as text. Raises `DriverTooOld` for one that cannot insist on SCRAM.

    *version* is as ``PQlibVersion`` tells it; that of the library at hand when it is left out.
    """
    version = version or psycopg.pq.version()
    text = f"{version // 10000}.{version % 10000}"
    if version < OLDEST_LIBPQ:
        raise DriverTooOld(version=text)
    return text
