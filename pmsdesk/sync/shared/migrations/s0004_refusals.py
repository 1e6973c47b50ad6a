"""Gives what a person may ask for and cannot have a code of its own, so that it is said in words."""

from alembic import op

from pmsdesk.sync.shared import founding

revision = "s0004"
down_revision = "s0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = founding.driver(op.get_bind())
    connection.execute("SET LOCAL ROLE pms_owner")
    founding.run(connection, "refusals")
    connection.execute("RESET ROLE")
