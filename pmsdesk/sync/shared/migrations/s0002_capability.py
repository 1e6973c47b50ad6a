"""Lets messages carry what may be done with them, and knows the ministry's accounts on Instagram and YouTube."""

from alembic import op

from pmsdesk.sync.shared import founding

revision = "s0002"
down_revision = "s0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = founding.driver(op.get_bind())
    connection.execute("SET LOCAL ROLE pms_owner")
    founding.run(connection, "capability")
    founding.fill_accounts(connection)
    connection.execute("RESET ROLE")
