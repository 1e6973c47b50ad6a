"""The tables in which a seat that shares a register keeps what it was told and what it has to tell."""

from sqlalchemy import Column, Integer, String, Table

from pmsdesk.store.columns import Moment
from pmsdesk.store.schema import metadata

applying = Table("applying", metadata, Column("one", Integer, primary_key=True))
"""While its one row stands, the register's rows are taken over as they are."""

base = Table(
    "base",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("row", String),
)
"""The register's last row, as it sent it, of everything that changes or has no table here."""

parked = Table(
    "parked",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("row", String),
)
"""Rows whose parent is not here yet."""

seen = Table("seen", metadata, Column("kind", String, primary_key=True), Column("id", String, primary_key=True))
"""What a second baseline has brought so far; the rest is no longer on the register."""

settling = Table("settling", metadata, Column("kind", String, primary_key=True), Column("id", String, primary_key=True))
"""What the register has answered about, and whose rows the next whole cut will bring."""

unsent = Table("unsent", metadata, Column("id", String, primary_key=True))
"""Messages this seat read from a network and the register does not have yet."""

sync_state = Table("sync_state", metadata, Column("name", String, primary_key=True), Column("value", String))

outbox = Table(
    "outbox",
    metadata,
    Column("operation_key", Integer, primary_key=True),
    Column("id", String),
    Column("state", String),
    Column("verdict", String),
    Column("detail", String),
    Column("tries", Integer),
    Column("again_at", Moment),
    Column("acknowledged_at", Moment),
)

touched = Table(
    "touched",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("operation_key", Integer, primary_key=True),
)
"""Which rows an operation of the outbox changed, or hangs on."""

notice = Table(
    "notice",
    metadata,
    Column("id", String, primary_key=True),
    Column("operation_id", String),
    Column("kind", String),
    Column("why", String),
    Column("detail", String),
    Column("made_at", Moment),
    Column("seen_at", Moment),
)
