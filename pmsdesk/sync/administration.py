"""What the register's administrator does: make it, bring it up to date, let people in, look how it stands."""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from pmsdesk.domain.errors import WeakPassword
from pmsdesk.domain.register_errors import (
    LoginNameWrong,
    LoginTooPowerful,
    NotSuperuser,
    PersonUnknown,
    RegisterError,
    RegisterNotMade,
    RegisterTooNew,
    RegisterTooOld,
    ServerTooOld,
)
from pmsdesk.domain.staff import SHORTEST_PASSWORD
from pmsdesk.sync import faults
from pmsdesk.sync.address import Login, RegisterAddress
from pmsdesk.sync.connecting import Ident, connect, require_driver
from pmsdesk.sync.inspection import Finding, inspect
from pmsdesk.sync.shared import versions

ROLES = ("penyelia", "pegawai", "pentadbir", "penerbit")
"""The group roles, by what a person's console shows of several."""

OLDEST_SERVER = 150000
LOGIN_NAME = re.compile(r"[a-z][a-z0-9_.-]{1,62}")
RESERVED = {"postgres", "public", "system", "none", *ROLES}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may work with the register; `roles` are what the login holds now."""

    username: str
    name: str
    role: str
    active: bool
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """How the register stands. `size` in bytes, `waiting` counts publications by state, `idle` open transactions that
    do nothing for more than 15 s, `standbys` the servers that follow this one, `open_numbers` leased and not yet given,
    `readers` who reads which account under a lease: "person at computer" by the account's id.
    """

    server: str
    ident: str
    revision: str
    epoch: int
    min_client: int
    max_client: int
    lexicon: str
    size: int
    people: int
    devices: int
    revoked_devices: int
    operations: int
    last_operation: datetime | None
    rejected: int
    conflicts: int
    waiting: dict[str, int]
    open_numbers: int
    seals: int
    last_seal: datetime | None
    feed: int
    idle: int
    standbys: int
    readers: dict[str, str]


class Administration:
    """The register through the session of a database administrator.

    Making, upgrading and a new epoch need a superuser, because rights that PostgreSQL gives to everybody are taken
    back. The rest needs a superuser, or a login with CREATEROLE that is a member of ``pms_owner`` and of the group
    roles with ADMIN. Every method raises `RegisterError` (or `NotAllowed`) with the server's own words beside ours.
    """

    def __init__(self, address: RegisterAddress, login: Login) -> None:
        require_driver()
        self._user = login.user
        self.connection, self.ident = connect(address, login, "pmsdesk register", Ident())
        self.connection.patience_s = math.inf
        with self._words():
            self.connection.execute("SET statement_timeout = 0")

    def __enter__(self) -> "Administration":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    # ---- the register itself ----

    def init(self) -> bool:
        """Make the register in this database; False when there is one. Raises `NotSuperuser`, `ServerTooOld`."""
        if self.revision():
            return False
        self._bring_up()
        return True

    def upgrade(self) -> tuple[str, str]:
        """Bring the register to this program's schema: the revision before and after.

        Raises `RegisterNotMade`, `RegisterTooNew` (nothing is changed then), `NotSuperuser`, `ServerTooOld`.
        """
        before = self.revision()
        if not before:
            raise RegisterNotMade()
        if before > versions.head():
            raise RegisterTooNew(before)
        self._bring_up()
        return before, self.revision()

    def revision(self) -> str:
        """The register's schema, "" where there is none."""
        with self._words():
            return versions.current(self.connection)

    def require_current(self) -> None:
        """Raises `RegisterNotMade`, `RegisterTooOld` or `RegisterTooNew` unless the schema is this program's."""
        found = self.revision()
        if found != versions.head():
            raise RegisterNotMade() if not found else RegisterTooNew() if found > versions.head() else RegisterTooOld()

    def begin_epoch(self, gap: int) -> int:
        """After a restoration: end every seat's cursor, jump *gap* numbers, protect the database again; the epoch.

        It goes by the clock, so that a back-up that is restored twice does not begin the same epoch twice.
        Raises `NotSuperuser`: the rights on a database, which no dump carries, are its owner's to take back.
        """
        self.require_current()
        self._require_superuser()
        with self._transaction():
            self._row("SELECT sync.begin_epoch(%s)", gap)
            (epoch,) = self._row(_BY_THE_CLOCK)
            self._row("SELECT sync.protect_database()::text")
        return int(epoch)

    # ---- people ----

    def add_person(self, username: str, name: str, role: str, password: str = "") -> bool:
        """Let a person in, as *role*; True when the login was made. Again: name, role and a given password change.

        The password is hashed here (SCRAM); the server, its log and the line never see it.
        Raises `LoginNameWrong`, `LoginTooPowerful`, `WeakPassword`.
        """
        _require_login_name(username)
        if password and len(password) < SHORTEST_PASSWORD:
            raise WeakPassword(length=SHORTEST_PASSWORD)
        self.require_current()
        with self._transaction():
            known = self._rows(_POWERS, username)
            if known and known[0][0]:
                raise LoginTooPowerful(name=username)
            if not known:
                self._run("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION", username)
            self._run("ALTER ROLE {} LOGIN", username)
            if password:
                hashed = self.connection.pgconn.encrypt_password(
                    password.encode(), username.encode(), b"scram-sha-256"
                ).decode()
                self._run("ALTER ROLE {} PASSWORD {}", username, hashed)
            self._row("SELECT app.enter_person(%s, %s, %s)::text", username, name, role)
        return not known

    def grant(self, username: str, role: str) -> None:
        """Give a person one more role. Raises `PersonUnknown`."""
        self._change_role("SELECT app.grant_role(%s, %s)::text", username, role)

    def revoke(self, username: str, role: str) -> None:
        """Take one role from a person; what else he holds stays. Raises `PersonUnknown`."""
        self._change_role("SELECT app.revoke_role(%s, %s)::text", username, role)

    def deactivate(self, username: str) -> int:
        """Let a person in no more and end his sessions; how many there were. His name stays. Raises `PersonUnknown`."""
        self.person(username)
        with self._transaction():
            self._row("SELECT app.set_active(%s, false)::text", username)
        return int(
            self._row("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = %s", username)[0]
        )

    def person(self, username: str) -> Person:
        """One person. Raises `PersonUnknown`."""
        for person in self.people():
            if person.username == username:
                return person
        raise PersonUnknown(name=username)

    def people(self) -> tuple[Person, ...]:
        """Everybody who was ever let in."""
        self.require_current()
        rows = self._rows(
            "SELECT s.username, s.name, s.role, s.active, array(SELECT g.rolname::text FROM pg_auth_members m"
            " JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member"
            " WHERE r.rolname = s.username AND g.rolname = ANY(%s) ORDER BY 1)"
            " FROM app.staff s ORDER BY s.username",
            list(ROLES),
        )
        return tuple(Person(id_, name, role, active, tuple(roles)) for id_, name, role, active, roles in rows)

    def inspect(self) -> Iterator[Finding]:
        """What `inspection.inspect` finds."""
        self.require_current()
        with self._words():
            yield from inspect(self.connection)

    def revoke_device(self, device: str) -> None:
        """A workstation that is lost or scrapped writes no more; what it wrote stays."""
        self.require_current()
        self._row("SELECT app.revoke_device(%s::uuid)::text", device)

    # ---- looking ----

    def status(self) -> Status:
        """How the register stands now."""
        self.require_current()
        with self._words(), self.connection.cursor(row_factory=class_row(Status)) as cursor:
            found = cursor.execute(
                _STATUS, {"ident": f"{self.ident.system}:{self.ident.timeline}", "revision": self.revision()}
            ).fetchone()
        if found is None:
            raise RegisterNotMade()
        return found

    # ---- inside ----

    def _bring_up(self) -> None:
        version = self.connection.info.server_version
        if version < OLDEST_SERVER:
            raise ServerTooOld(version=f"{version // 10000}.{version % 10000}")
        self._require_superuser()
        with self._words():
            versions.upgrade(self.connection)
            self.connection.execute("ALTER TABLE sync.alembic_version OWNER TO pms_owner")

    def _require_superuser(self) -> None:
        if not self._row("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")[0]:
            raise NotSuperuser(user=self._user)

    def _change_role(self, change: LiteralString, username: str, role: str) -> None:
        self.person(username)
        with self._transaction():
            self._row(change, username, role)
            held = self.person(username).roles
            shown = next((role for role in ROLES if role in held), None)
            if shown is not None:
                self._rows(
                    "UPDATE app.staff SET role = %s WHERE id = %s AND role <> %s RETURNING id", shown, username, shown
                )

    def _run(self, statement: LiteralString, role: str, *literals: str) -> None:
        with self._words():
            self.connection.execute(sql.SQL(statement).format(sql.Identifier(role), *map(sql.Literal, literals)))

    def _row(self, query: LiteralString, *arguments: object) -> tuple[Any, ...]:
        return self._rows(query, *arguments)[0]

    def _rows(self, query: LiteralString, *arguments: object) -> list[tuple[Any, ...]]:
        with self._words():
            return self.connection.execute(query, arguments).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._words(), self.connection.transaction():
            yield

    @contextmanager
    def _words(self) -> Iterator[None]:
        failure: Exception
        try:
            yield
        except psycopg.Error as error:
            failure = faults.in_the_call(error, self._user, broken=self.connection.closed)
            if isinstance(failure, faults.RegisterFault):
                failure = RegisterError(f"{failure}: {error.diag.message_primary}")
        else:
            return
        raise failure


def _require_login_name(username: str) -> None:
    if not LOGIN_NAME.fullmatch(username) or username in RESERVED or username.startswith(("pg_", "pms_")):
        raise LoginNameWrong(name=username)


_BY_THE_CLOCK: LiteralString = """
    UPDATE sync.meta SET epoch = greatest(epoch, extract(epoch FROM sync.now() - timestamptz '2026-01-01')::integer)
    RETURNING epoch
"""
_POWERS: LiteralString = """
    SELECT rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication OR pg_has_role(oid, 'pms_owner', 'member')
    FROM pg_roles WHERE rolname = %s
"""
_STATUS = """
    SELECT current_setting('server_version') AS server, %(ident)s AS ident, %(revision)s AS revision,
           m.epoch, m.min_client, m.max_client, m.lexicon, pg_database_size(current_database()) AS size,
           (SELECT count(*) FROM app.staff WHERE active) AS people,
           (SELECT count(*) FROM app.device WHERE revoked_at IS NULL) AS devices,
           (SELECT count(*) FROM app.device WHERE revoked_at IS NOT NULL) AS revoked_devices,
           (SELECT count(*) FROM app.operation) AS operations,
           (SELECT max(recorded_at) FROM app.operation) AS last_operation,
           (SELECT count(*) FROM app.operation WHERE verdict = 'rejected') AS rejected,
           (SELECT count(*) FROM app.conflict WHERE resolved_at IS NULL) AS conflicts,
           (SELECT coalesce(jsonb_object_agg(p.state, p.number), '{}') FROM (
                SELECT state, count(*) AS number FROM app.publication
                WHERE state IN ('ready', 'claimed', 'sending', 'unsure') GROUP BY state) AS p) AS waiting,
           (SELECT count(*) FROM app.number_register WHERE state = 'leased') AS open_numbers,
           (SELECT count(*) FROM app.audit_seal) AS seals,
           (SELECT max(sealed_at) FROM app.audit_seal) AS last_seal,
           (SELECT count(*) FROM sync.feed) AS feed,
           (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                AND state LIKE 'idle in transaction%%' AND state_change < now() - interval '15 seconds') AS idle,
           (SELECT count(*) FROM pg_stat_replication) AS standbys,
           (SELECT coalesce(jsonb_object_agg(l.account_id, l.holder || ' @ ' || d.label), '{}')
            FROM app.account_lease AS l JOIN app.device AS d ON d.id = l.device
            WHERE l.lease_until > sync.now()) AS readers
    FROM sync.meta AS m
"""
