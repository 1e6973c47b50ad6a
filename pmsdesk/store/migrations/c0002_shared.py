"""Makes room for the shared register: the outbox, the register's own rows, what waits, and what the seat must tell.

While the one row of ``applying`` stands, the guards of the first release are not in force: the register has decided
already, and its rows are taken over as they are. A seat that joined no register cannot put that row there, so its own
guards cannot be switched off (SYNC, "Who may publish what" 5).
"""

from alembic import op

from pmsdesk.store.migrations import c0001_first as first

revision = "c0002"
down_revision = "c0001"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE applying (one INTEGER PRIMARY KEY CHECK (one = 1));

CREATE TABLE base (kind TEXT, id TEXT, row TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;

CREATE TABLE parked (kind TEXT, id TEXT, row TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;

CREATE TABLE seen (kind TEXT, id TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;

CREATE TABLE settling (kind TEXT, id TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;

CREATE TABLE unsent (id TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE sync_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE outbox (
    operation_key INTEGER PRIMARY KEY REFERENCES operation (key),
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('pending', 'deferred', 'acknowledged')),
    verdict TEXT NOT NULL,
    detail TEXT NOT NULL,
    tries INTEGER NOT NULL,
    again_at INTEGER,
    acknowledged_at INTEGER
);
CREATE INDEX outbox_open ON outbox (state, operation_key) WHERE state <> 'acknowledged';

CREATE TABLE touched (
    kind TEXT,
    id TEXT,
    operation_key INTEGER REFERENCES operation (key),
    PRIMARY KEY (kind, id, operation_key)
) WITHOUT ROWID;
CREATE INDEX touched_operation ON touched (operation_key);

CREATE TABLE notice (
    id TEXT PRIMARY KEY,
    operation_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    why TEXT NOT NULL,
    detail TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    seen_at INTEGER
) WITHOUT ROWID;

CREATE TABLE conflict (
    id TEXT PRIMARY KEY,
    entity TEXT NOT NULL,
    subject TEXT NOT NULL,
    field TEXT NOT NULL,
    operation TEXT NOT NULL,
    actor TEXT NOT NULL,
    mine TEXT NOT NULL,
    theirs TEXT NOT NULL,
    base TEXT NOT NULL,
    at INTEGER NOT NULL,
    resolved_by TEXT NOT NULL,
    resolved_at INTEGER
) WITHOUT ROWID;
CREATE INDEX conflict_open ON conflict (at) WHERE resolved_at IS NULL;
"""

STAFF = """
CREATE TABLE staff (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('pegawai', 'penyelia', 'penerbit', 'pentadbir')),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    locked_until INTEGER,
    password_hash TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID
"""

NOT_APPLYING = "NOT EXISTS (SELECT 1 FROM applying)"
JOINED = "EXISTS (SELECT 1 FROM setting WHERE name = 'register.device' AND value <> '')"
SENT_ONCE = ("publication_live", "publication_remote")
"""These two held for a lonely seat; the register's rows may come in any order, and its own index holds for all."""

NUMBERED = (
    "UPDATE ON complaint",
    "(new.key, new.id, new.conversation_id, new.registered_by, new.registered_at) IS NOT "
    "(old.key, old.id, old.conversation_id, old.registered_by, old.registered_at) "
    "OR new.number IS NOT old.number AND old.number NOT LIKE 'DRAF/%'",
    "a complaint keeps its number",
)

FOLLOWERS = f"""
CREATE TRIGGER applying_joined BEFORE INSERT ON applying WHEN NOT {JOINED}
BEGIN
    SELECT RAISE(ABORT, 'this seat joined no register');
END;

CREATE TRIGGER message_once BEFORE INSERT ON message
WHEN {NOT_APPLYING} AND (EXISTS (SELECT 1 FROM message WHERE remote_id = new.remote_id AND channel = new.channel)
  OR EXISTS (SELECT 1 FROM message WHERE id = new.id) OR EXISTS (SELECT 1 FROM message WHERE key = new.key))
BEGIN
    UPDATE message SET
        conversation = new.conversation, parent = new.parent, direction = new.direction,
        author_remote_id = new.author_remote_id, author_handle = new.author_handle, author_name = new.author_name,
        text = new.text, han = new.han, sent_at = new.sent_at, received_at = new.received_at,
        permalink = new.permalink, can_reply = new.can_reply
    WHERE id = new.id AND remote_id = new.remote_id AND channel = new.channel
      AND direction = 'context' AND new.direction <> 'context';
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER message_reindexed AFTER UPDATE ON message WHEN (new.text, new.han) IS NOT (old.text, old.han)
BEGIN
    INSERT INTO message_fts (message_fts, rowid, text, han) VALUES ('delete', old.key, old.text, old.han);
    INSERT INTO message_fts (rowid, text, han) VALUES (new.key, new.text, new.han);
END;

CREATE TRIGGER message_unsent AFTER INSERT ON message WHEN {JOINED} AND {NOT_APPLYING}
BEGIN
    INSERT OR IGNORE INTO unsent VALUES (new.id);
END;

CREATE TRIGGER message_unsent_again AFTER UPDATE OF direction ON message WHEN {JOINED} AND {NOT_APPLYING}
BEGIN
    INSERT OR IGNORE INTO unsent VALUES (new.id);
END;

CREATE TRIGGER message_unindexed AFTER DELETE ON message
BEGIN
    INSERT INTO message_fts (message_fts, rowid, text, han) VALUES ('delete', old.key, old.text, old.han);
END;

CREATE TRIGGER contact_unindexed AFTER DELETE ON contact
BEGIN
    INSERT INTO contact_fts (contact_fts, rowid, handle, name) VALUES ('delete', old.key, old.handle, old.name);
END;

CREATE TRIGGER complaint_unindexed AFTER DELETE ON complaint
BEGIN
    INSERT INTO complaint_fts (complaint_fts, rowid, number, complainant, summary, road, location, han)
    VALUES ('delete', old.key, old.number, old.complainant, old.summary, old.road, old.location, old.han);
END;

CREATE TRIGGER conversation_uncounted AFTER DELETE ON conversation
BEGIN
    UPDATE inbox_tally SET n = n - 1
    WHERE state = old.state AND jurisdiction = old.jurisdiction AND assignee_id = old.assignee_id;
END;
"""


def _guard(name: str, when: str, condition: str, words: str) -> None:
    op.execute(f"DROP TRIGGER IF EXISTS {name}")
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {when} WHEN {NOT_APPLYING}{f' AND ({condition})' if condition else ''} "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def _widen_staff() -> None:
    """A publisher joins the roles. The people are put back in the same transaction, so every reference holds again."""
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute("DROP TRIGGER staff_kept")
    op.execute("CREATE TEMP TABLE people AS SELECT * FROM staff")
    op.execute("DELETE FROM staff")
    op.execute("DROP TABLE staff")
    op.execute(STAFF)
    op.execute("INSERT INTO staff SELECT * FROM people")
    op.execute("DROP TABLE people")


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
    _widen_staff()
    for name in SENT_ONCE:
        op.execute(f"DROP INDEX {name}")
    op.execute("CREATE INDEX publication_live ON publication (reply_id) WHERE state NOT IN ('withdrawn', 'rejected')")
    op.execute("CREATE INDEX publication_remote ON publication (channel, remote_id) WHERE remote_id <> ''")
    for name in ("message_once", "message_reindexed"):
        op.execute(f"DROP TRIGGER {name}")
    for statement in FOLLOWERS.split("END;\n"):
        if statement.strip():
            op.execute(statement + "END")
    for table in first.APPEND_ONLY:
        _guard(f"{table}_unchanged", f"UPDATE ON {table}", "", f"{table} is append-only")
    for table in first.APPEND_ONLY + first.KEPT:
        _guard(f"{table}_kept", f"DELETE ON {table}", "", f"{table} is never deleted")
    for table, same in first.IDENTITIES.items():
        taken = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        _guard(f"{table}_once", f"INSERT ON {table}", taken, f"{table} exists already")
    for name, (when, condition, words) in (first.GUARDS | {"complaint_identity": NUMBERED}).items():
        _guard(name, when, condition, words)
