"""Makes room for who answers for an account: its owner and the deputy."""

from alembic import op

revision = "c0009"
down_revision = "c0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE account ADD COLUMN owner_id TEXT NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE account ADD COLUMN deputy_id TEXT NOT NULL DEFAULT ''")
