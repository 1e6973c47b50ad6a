"""The server of a simulation: the real functions in a real PostgreSQL, with a clock that is told and backups."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

import psycopg

from pmsdesk.store.wire import KINDS
from pmsdesk.sync.address import Login
from pmsdesk.sync.administration import Administration
from tests.postgres import SUPERUSER, Cluster, SharedRegister
from tests.sync.seats import address_of

SETTLE_S = 120
"""Seconds after a call in which its text may still appear on the simulated network; `social` keeps well below it."""

KEPT = (*KINDS, "attestation", "audit_seal")
"""The kinds that seats keep."""

_TIME = """
CREATE TABLE sync.simulated (at timestamptz NOT NULL);
INSERT INTO sync.simulated VALUES (%s);
ALTER TABLE sync.simulated OWNER TO pms_owner;
CREATE OR REPLACE FUNCTION sync.now() RETURNS timestamptz
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT at FROM sync.simulated';
"""
_IDS = """
CREATE SEQUENCE sync.simulated_ids;
CREATE FUNCTION sync.simulated_id() RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT format('%s-0000-4000-8000-%s', lpad(to_hex(m.epoch), 8, '0'),
                  lpad(to_hex(nextval('sync.simulated_ids')), 12, '0')) FROM sync.meta AS m
$$;
REVOKE EXECUTE ON FUNCTION sync.simulated_id() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sync.simulated_id() TO pms_owner;
ALTER TABLE app.conflict ALTER COLUMN id SET DEFAULT sync.simulated_id();
ALTER TABLE app.attestation ALTER COLUMN id SET DEFAULT sync.simulated_id();
"""


class Register:
    """One register, its clock, and at most one backup of it."""

    def __init__(self, cluster: Cluster, at: datetime, template: str = "") -> None:
        self._cluster = cluster
        self._at = at
        self.has_backup = False
        self.restored = 0
        self.shared: SharedRegister = _copy(cluster, template) if template else cluster.register()
        self.shared.administrator.close()
        self._backup = f"{self.shared.name}_backup"
        self.admin = cluster.connect(self.shared.name)
        if template:
            self.admin.execute("SELECT sync.protect_database()")
            self.tell_time(at)
        else:
            self._prepare()

    def _prepare(self) -> None:
        self.admin.execute(psycopg.ClientCursor(self.admin).mogrify(_TIME, [self._at]))
        self.admin.execute(_IDS)
        self.admin.execute("UPDATE sync.meta SET settle = make_interval(secs => %s)", [SETTLE_S])

    def all(self, query: str, *arguments: Any) -> list[tuple[Any, ...]]:
        """The rows of *query*, asked past every right."""
        return self.admin.execute(query, arguments or None).fetchall()

    def one(self, query: str, *arguments: Any) -> Any:
        """The one value of *query*."""
        row = self.admin.execute(query, arguments or None).fetchone()
        return row[0] if row else None

    @property
    def epoch(self) -> int:
        return int(self.one("SELECT epoch FROM sync.meta"))

    def tell_time(self, at: datetime) -> None:
        """Set the clock."""
        self._at = at
        self.admin.execute("UPDATE sync.simulated SET at = %s", [at])

    def rewrite(self, function: str, right: str, wrong: str) -> None:
        """Put *wrong* in the place of *right* in a function: for controls."""
        ((definition,),) = self.all("SELECT pg_get_functiondef(%s::regproc)", function)
        if right not in definition:
            raise AssertionError(f"{function} has no {right!r} any more")
        self.admin.execute(definition.replace(right, wrong).encode())

    # ---- what it holds ----

    def ids(self) -> set[tuple[str, str]]:
        """Kind and id of every row that seats keep."""
        return {(kind, row_id) for kind, row_id in self.all("SELECT kind, id FROM sync.every_row")}

    def rows(self, kind: str) -> dict[str, dict[str, Any]]:
        """Every row of *kind* as it is sent."""
        self.admin.execute("SET timezone = 'UTC'")
        return dict(self.all('SELECT id, "row" FROM sync.every_row WHERE kind = %s', kind))

    # ---- backups ----

    def leave(self, name: str) -> None:
        """Become the database *name*, of which others are copies."""
        self.admin.close()
        with self._cluster.connect() as postgres:
            postgres.execute(f"ALTER DATABASE {self.shared.name} RENAME TO {name}")

    def back_up(self) -> None:
        """Copy the whole database; nobody may be connected."""
        self.admin.close()
        with self._cluster.connect() as postgres:
            postgres.execute(f"DROP DATABASE IF EXISTS {self._backup}")
            postgres.execute(f"CREATE DATABASE {self._backup} TEMPLATE {self.shared.name}")
        self.has_backup, self.restored = True, 0
        self._reconnect()

    def restore(self, gap: int = 5000) -> None:
        """Put the backup in the place of the register, whoever is connected, and begin an epoch.

        *gap* is as many numbers as may have been given out since; a backup that is restored again needs more of them.
        """
        self.restored += 1
        self.admin.close()
        with self._cluster.connect() as postgres:
            postgres.execute(f"DROP DATABASE {self.shared.name} WITH (FORCE)")
            postgres.execute(f"CREATE DATABASE {self.shared.name} TEMPLATE {self._backup}")
        self._reconnect()
        with Administration(address_of(self.shared), Login(SUPERUSER)) as administration:
            administration.begin_epoch(gap * self.restored)

    def _reconnect(self) -> None:
        self.admin = self._cluster.connect(self.shared.name)
        self.tell_time(self._at)

    def close(self) -> None:
        """Remove it."""
        self.admin.close()
        self.shared.close()
        with self._cluster.connect() as postgres:
            postgres.execute(f"DROP DATABASE IF EXISTS {self._backup} WITH (FORCE)")


def _copy(cluster: Cluster, template: str) -> SharedRegister:
    name = f"simulated_{next(_numbers)}"
    with cluster.connect() as postgres:
        postgres.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return SharedRegister(cluster, name)


_numbers = count(1)


def begin_of(chance: float) -> datetime:
    """When a simulation begins: an ordinary day, just before December (next year's numbers), or before New Year."""
    usual = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    december = datetime(2026, 11, 30, 15, 50, tzinfo=UTC)
    new_year = datetime(2026, 12, 31, 15, 50, tzinfo=UTC)
    return usual if chance < 0.6 else december if chance < 0.8 else new_year
