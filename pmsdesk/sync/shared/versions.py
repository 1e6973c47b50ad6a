"""Brings the register's database to the schema of this program; only its administrator does that."""

from typing import Any, cast

import psycopg
from sqlalchemy import StaticPool, create_engine
from sqlalchemy.pool import PoolProxiedConnection

from pmsdesk.store.revisions import head_of, run_missing
from pmsdesk.sync.shared import migrations

BRANCH = "server"


def head() -> str:
    """The revision this program brings a register to."""
    return head_of(migrations, BRANCH)


def current(connection: psycopg.Connection[Any]) -> str:
    """The revision of the register behind *connection*, "" when there is none."""
    if connection.execute("SELECT to_regclass('sync.alembic_version')").fetchone() == (None,):
        return ""
    row = connection.execute("SELECT version_num FROM sync.alembic_version").fetchone()
    return str(row[0]) if row else ""


def upgrade(connection: psycopg.Connection[Any]) -> None:
    """Run the missing revisions in one transaction on *connection*, a superuser's: rights are taken from everybody.

    It must not be in a transaction. Raises `psycopg.Error`; nothing is changed then.
    """
    autocommit = connection.autocommit
    connection.autocommit = False
    try:
        engine = create_engine(
            "postgresql+psycopg://", creator=lambda: cast("PoolProxiedConnection", connection), poolclass=StaticPool
        )
        with engine.begin() as shared:
            shared.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS sync")
            run_missing(shared, migrations, BRANCH, version_table_schema="sync")
    finally:
        connection.autocommit = autocommit
