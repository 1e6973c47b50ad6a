"""Drops the register's own functions that verified it: ``pmsdesk register verify`` is the one inspection."""

from alembic import op

from pmsdesk.sync.shared import founding

revision = "s0004"
down_revision = "s0003"
branch_labels = None
depends_on = None

FUNCTIONS = ("verify", "verify_chains", "verify_seals", "verify_promises", "verify_guards")


def upgrade() -> None:
    connection = founding.driver(op.get_bind())
    connection.execute("SET LOCAL ROLE pms_owner")
    for name in FUNCTIONS:
        connection.execute(f"DROP FUNCTION IF EXISTS app.{name}()".encode())
    connection.execute("RESET ROLE")
