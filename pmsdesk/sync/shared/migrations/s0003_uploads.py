"""Lets nobody hold up another's photo: one that is complete is looked at without a lock."""

from alembic import op

from pmsdesk.sync.shared import founding

revision = "s0003"
down_revision = "s0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = founding.driver(op.get_bind())
    connection.execute("SET LOCAL ROLE pms_owner")
    founding.run(connection, "uploads")
    connection.execute("RESET ROLE")
