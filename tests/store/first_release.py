"""A seat's file as the first release (c0001) left it: its own tables and triggers, and rows written past its code."""

import hashlib
import json
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from pmsdesk.domain.account import Channel
from pmsdesk.domain.message import contact_id, conversation_id, message_id
from pmsdesk.domain.reply import fingerprint
from pmsdesk.store.engine import open_writer, prepare_file
from pmsdesk.store.migrations import c0001_first
from pmsdesk.store.writes import Write

AT = 1_795_392_000_000
TEXT = "Terima kasih atas maklumat tuan."
ACCOUNT = "x-moworks"
CONTACT = contact_id(Channel.X, "c1")
MESSAGE = message_id(Channel.X, "m1")
TALK = conversation_id(ACCOUNT, "t1", CONTACT)


def make_first_release(path: Path) -> None:
    """A file with two people, a citizen's message, an approved reply and two operations."""
    prepare_file(path, None)
    engine = open_writer(path, None)
    with engine.begin() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            c0001_first.upgrade()
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('c0001')")
        connection.exec_driver_sql("PRAGMA user_version=65536")
        _fill(connection, ACCOUNT)
    engine.dispose()


def _fill(connection: Connection, account: str) -> None:
    sha = fingerprint(TEXT, (), account, "m1")
    rows: dict[str, list[tuple[object, ...]]] = {
        "setting": [("device", "WS-07")],
        "staff": [
            ("s-1", "siti", "Siti lama", "pegawai", 1, None, "$argon2id$", 0),
            ("s-2", "hakim", "Hakim", "penyelia", 1, None, "$argon2id$", 0),
        ],
        "account": [(account, "x", "MOWorks", "KKR", "kkr", "900", "all", 1, None, None, "c1", AT)],
        "contact": [(1, CONTACT, "x", "c1", "faizalz", "Faizal Z.", AT, "", "")],
    }
    for table, values in rows.items():
        marks = ", ".join("?" * len(values[0]))
        connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({marks})", values)
    connection.exec_driver_sql(
        "INSERT INTO conversation VALUES (1, ?, ?, ?, 't1', 'open', ?, ?, NULL, '', NULL, '[]', 0, 'complaint', "
        "'federal', '[\"jkr\"]', '', 'FT5', '', 0.8, 0, '[]')",
        (TALK, account, CONTACT, AT, AT + 86_400_000),
    )
    connection.exec_driver_sql(
        "INSERT INTO message VALUES (1, ?, 1, 'x', 'm1', 't1', 'in', 'c1', 'faizalz', 'Faizal Z.', 'Lubang di FT5', "
        "'', ?, ?, '', 1)",
        (MESSAGE, AT, AT),
    )
    connection.exec_driver_sql("INSERT INTO reply VALUES (1, 'r1', ?, ?, 'm1', 'cleared')", (TALK, account))
    connection.exec_driver_sql(
        "INSERT INTO reply_version VALUES (1, 'v1', 'r1', 1, 's-1', ?, '[]', ?, 'm1', ?, '[]', '', ?)",
        (TEXT, account, sha, AT),
    )
    connection.exec_driver_sql(
        "INSERT INTO approval VALUES (1, 'a1', 'r1', 'v1', ?, 's-2', 'approved', '', ?)", (sha, AT)
    )
    before = "0" * 64
    for sequence, kind in enumerate(("reply.submitted", "note.added"), 1):
        told: Write = {"id": f"o{sequence}", "kind": kind, "subject": TALK, "actor": "s-1", "at": "", "facts": {}}
        body = json.dumps(told, separators=(",", ":"), sort_keys=True).encode()
        after = hashlib.sha256(bytes.fromhex(before) + body).hexdigest()
        values = (sequence, f"o{sequence}", "WS-07", "s-1", sequence, kind, TALK, body, before, after, AT)
        connection.exec_driver_sql(f"INSERT INTO operation VALUES ({', '.join('?' * len(values))})", values)
        before = after
