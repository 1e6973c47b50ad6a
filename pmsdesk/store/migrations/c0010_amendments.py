"""Keeps what became of messages beside them, what was looked for in vain once, and how many comments no list shows."""

from alembic import op

revision = "c0010"
down_revision = "c0009"
branch_labels = None
depends_on = None

JOINED = "EXISTS (SELECT 1 FROM setting WHERE name = 'register.device' AND value <> '')"
NOT_APPLYING = "NOT EXISTS (SELECT 1 FROM applying)"

STATEMENTS = (
    """
    CREATE TABLE amendment (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        message_id TEXT NOT NULL,
        conversation_id TEXT NOT NULL REFERENCES conversation (id),
        change TEXT NOT NULL CHECK (change IN ('edited', 'replaced', 'gone', 'back')),
        text TEXT NOT NULL,
        seen_at INTEGER NOT NULL
    )
    """,
    "CREATE INDEX amendment_message ON amendment (message_id, seen_at, key)",
    "CREATE INDEX amendment_conversation ON amendment (conversation_id)",
    *(
        f"""
        CREATE TRIGGER amendment_{name} BEFORE {what} ON amendment WHEN {NOT_APPLYING}
        BEGIN SELECT RAISE(ABORT, 'amendment is append-only'); END
        """
        for name, what in (("unchanged", "UPDATE"), ("kept", "DELETE"))
    ),
    f"""
    CREATE TRIGGER amendment_unsent AFTER INSERT ON amendment WHEN {JOINED} AND {NOT_APPLYING}
    BEGIN INSERT OR IGNORE INTO unsent VALUES (new.id); END
    """,
    "CREATE TABLE absence (message_id TEXT PRIMARY KEY, first_at INTEGER NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE unlisted (
        account_id TEXT NOT NULL,
        root TEXT NOT NULL,
        n INTEGER NOT NULL CHECK (n > 0),
        PRIMARY KEY (account_id, root)
    ) WITHOUT ROWID
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
