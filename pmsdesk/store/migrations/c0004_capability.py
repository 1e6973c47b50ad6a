"""Gives messages what may be done with them; of those that came before nothing is known but whether a reply may."""

from alembic import op

revision = "c0004"
down_revision = "c0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE message ADD COLUMN capability TEXT NOT NULL DEFAULT 'null'",
    "DROP TRIGGER message_once",
    """
    CREATE TRIGGER message_once BEFORE INSERT ON message
    WHEN NOT EXISTS (SELECT 1 FROM applying)
      AND (EXISTS (SELECT 1 FROM message WHERE remote_id = new.remote_id AND channel = new.channel)
      OR EXISTS (SELECT 1 FROM message WHERE id = new.id) OR EXISTS (SELECT 1 FROM message WHERE key = new.key))
    BEGIN
        UPDATE message SET
            conversation = new.conversation, parent = new.parent, direction = new.direction,
            author_remote_id = new.author_remote_id, author_handle = new.author_handle,
            author_name = new.author_name, text = new.text, han = new.han, sent_at = new.sent_at,
            received_at = new.received_at, permalink = new.permalink, can_reply = new.can_reply,
            capability = new.capability
        WHERE id = new.id AND remote_id = new.remote_id AND channel = new.channel
          AND direction = 'context' AND new.direction <> 'context';
        SELECT RAISE(IGNORE);
    END
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
