"""Makes the register of the first release: one file of ``sql/`` a concept, in the order in which they need each other.

Triggers hold the four-eyes rule, the state machines and the append-only tables against every writer, the owner of the
tables included (SYNC, "Who may publish what" 5).
"""

from alembic import op

from pmsdesk.sync.shared import founding

revision = "s0001"
down_revision = None
branch_labels = ("server",)
depends_on = None

TABLES = (
    *("clock_and_settings", "people", "citizens", "devices", "numbers", "complaints", "replies", "templates"),
    *("publications", "conflicts", "operation_kinds", "deeds", "moderation", "leases", "presence", "blobs", "seals"),
)
FUNCTIONS = (
    *(
        "wire",
        "feed",
        "appending",
        "changing",
        "consequences",
        "push",
        "pull",
        "ingest",
        "publishing",
        "search",
        "whole",
        "digest",
        "epochs",
    ),
    *("append_only", "row_security", "training"),
)


def upgrade() -> None:
    connection = founding.driver(op.get_bind())
    founding.run(connection, "roles")
    connection.execute("SET LOCAL ROLE pms_owner")
    for name in TABLES:
        founding.run(connection, name)
    founding.fill(connection)
    for name in FUNCTIONS:
        founding.run(connection, name)
    connection.execute("RESET ROLE")
    founding.run(connection, "privileges")
