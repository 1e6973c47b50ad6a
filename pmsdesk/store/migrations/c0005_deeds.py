"""Makes room for what colleagues did, as the register tells it: only while its rows are taken over is one written."""

from alembic import op

revision = "c0005"
down_revision = "c0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE deed (
        id TEXT PRIMARY KEY,
        conversation_id TEXT NOT NULL REFERENCES conversation (id),
        subject TEXT NOT NULL,
        kind TEXT NOT NULL,
        actor_id TEXT NOT NULL,
        facts TEXT NOT NULL,
        at INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX deed_conversation ON deed (conversation_id)",
    "CREATE INDEX deed_subject ON deed (subject)",
    *(
        f"""
        CREATE TRIGGER deed_{what.lower()} BEFORE {what} ON deed WHEN NOT EXISTS (SELECT 1 FROM applying)
        BEGIN SELECT RAISE(ABORT, 'the register tells what was done'); END
        """
        for what in ("INSERT", "UPDATE", "DELETE")
    ),
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
