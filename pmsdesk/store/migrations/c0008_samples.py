"""Makes room for daily samples of how accounts and posts fare; they stay at the seat that took them."""

from alembic import op

revision = "c0008"
down_revision = "c0007"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE account_sample (
        account_id TEXT NOT NULL,
        day TEXT NOT NULL,
        taken_at INTEGER NOT NULL,
        metrics TEXT NOT NULL,
        profile TEXT NOT NULL,
        PRIMARY KEY (account_id, day)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE post_sample (
        channel TEXT NOT NULL,
        remote_id TEXT NOT NULL,
        day TEXT NOT NULL,
        metrics TEXT NOT NULL,
        PRIMARY KEY (channel, remote_id, day)
    ) WITHOUT ROWID
    """,
    """
    CREATE INDEX message_posted ON message (channel, author_remote_id, sent_at)
    WHERE parent = '' AND direction <> 'in'
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
