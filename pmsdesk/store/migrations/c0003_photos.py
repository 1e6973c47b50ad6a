"""Gives photos their thumbnail and the time they were taken, and a list of what is on its way between seats."""

from alembic import op

revision = "c0003"
down_revision = "c0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE attachment ADD COLUMN thumbnail TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE attachment ADD COLUMN taken_at INTEGER",
    "CREATE INDEX attachment_sha ON attachment (sha)",
    "CREATE INDEX attachment_thumbnail ON attachment (thumbnail) WHERE thumbnail <> ''",
    """
    CREATE TABLE transfer (
        key INTEGER PRIMARY KEY,
        sha TEXT NOT NULL,
        way TEXT NOT NULL CHECK (way IN ('up', 'down')),
        size INTEGER NOT NULL,
        media_type TEXT NOT NULL,
        small INTEGER NOT NULL CHECK (small IN (0, 1)),
        failures INTEGER NOT NULL,
        UNIQUE (sha, way)
    )
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
