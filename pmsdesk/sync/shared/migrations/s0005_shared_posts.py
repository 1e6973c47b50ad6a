"""Lets a post that names two of our accounts be one matter, whichever seat tells of it first."""

from alembic import op

from pmsdesk.sync.shared import founding

revision = "s0005"
down_revision = "s0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = founding.driver(op.get_bind())
    connection.execute("SET LOCAL ROLE pms_owner")
    founding.run(connection, "shared_posts")
    connection.execute("RESET ROLE")
