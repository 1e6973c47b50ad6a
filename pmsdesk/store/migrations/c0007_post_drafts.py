"""Makes room for posts that are being written: text, accounts, files and time, private to their author."""

from alembic import op

revision = "c0007"
down_revision = "c0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE post_draft (
            id TEXT NOT NULL,
            staff_id TEXT NOT NULL,
            text TEXT NOT NULL,
            account_ids TEXT NOT NULL,
            texts TEXT NOT NULL,
            media TEXT NOT NULL,
            due_at INTEGER,
            reply_id TEXT NOT NULL,
            saved_at INTEGER NOT NULL,
            PRIMARY KEY (staff_id, id)
        ) WITHOUT ROWID
        """
    )
