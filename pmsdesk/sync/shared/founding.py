"""Runs the SQL files of the register, and fills a new one with what the ministry decided before it existed."""

from importlib import resources
from typing import Any

import psycopg
from sqlalchemy import Connection

from pmsdesk.compliance.templates import load_canned
from pmsdesk.domain.complaint import LEGAL
from pmsdesk.routing.registry import load_accounts, load_agencies

Driver = psycopg.Connection[Any]

BY_FRAMEWORK = "seed"
"""Who proposed and approved the canned replies of the ministry's framework (seed G)."""


def driver(connection: Connection) -> Driver:
    """The driver's connection behind SQLAlchemy's: it runs a file of many statements as it is."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)  # noqa: S101 (no other driver is asked for)
    return raw


def run(connection: Driver, name: str) -> None:
    """Execute ``sql/<name>.sql`` in *connection*'s transaction."""
    sql = resources.files("pmsdesk.sync.shared").joinpath("sql", f"{name}.sql").read_text("utf-8")
    connection.execute(sql.encode())


def fill(connection: Driver) -> None:
    """Write the steps of a complaint, the agencies, the official accounts and the approved canned replies."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO app.complaint_step (before, after) VALUES (%s, %s)",
            [(before, after) for before, steps in LEGAL.items() for after in sorted(steps)],
        )
        cursor.executemany(
            "INSERT INTO app.agency (id, name) VALUES (%s, %s)", [(a.id, a.name) for a in load_agencies().values()]
        )
        cursor.executemany(
            "INSERT INTO app.template (code, title, text, proposed_by, approved_by, approved_at)"
            " VALUES (%s, %s, %s, %s, %s, sync.now())",
            [(r.code, r.title, r.text, BY_FRAMEWORK, BY_FRAMEWORK) for r in load_canned()],
        )
        cursor.executemany(
            "INSERT INTO app.account (id, channel, handle, name, agency, policy, valid_from, valid_to)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                (a.id, a.channel, a.handle, a.name, a.agency, a.policy, a.valid_from, a.valid_to)
                for a in load_accounts()
            ],
        )
