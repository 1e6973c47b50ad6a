"""Gives replies their way (public, private, a post of our own) and posts their time, media and uploads.

A post lies in a talk of its own kind, which no inbox lists or counts: the indices and the tally of the inbox leave it
out. What a reply speaks to, and when, is fixed when it is made, so that an approval is bound to both.
"""

from alembic import op

from pmsdesk.store.migrations.c0001_first import PUBLICATION_CLEARED
from pmsdesk.store.migrations.c0002_shared import NOT_APPLYING

revision = "c0006"
down_revision = "c0005"
branch_labels = None
depends_on = None

COLUMNS = (
    "ALTER TABLE reply ADD COLUMN way TEXT NOT NULL DEFAULT 'public' CHECK (way IN ('public', 'private', 'post'))",
    "ALTER TABLE reply ADD COLUMN due_at INTEGER",
    "ALTER TABLE publication ADD COLUMN way TEXT NOT NULL DEFAULT 'public' "
    "CHECK (way IN ('public', 'private', 'post'))",
    "ALTER TABLE publication ADD COLUMN person TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE publication ADD COLUMN media TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE publication ADD COLUMN uploads TEXT NOT NULL DEFAULT '[]'",
    "CREATE INDEX version_with_media ON reply_version (media) WHERE media <> '[]'",
)

INBOX = {
    "conversation_due": "(state, due_order, last_at DESC, key DESC) WHERE state <> 'done'",
    "conversation_account": "(account_id, state, due_order, last_at DESC, key DESC) WHERE state <> 'done'",
    "conversation_jurisdiction": "(jurisdiction, state, due_order, last_at DESC, key DESC) WHERE state <> 'done'",
    "conversation_assignee": "(assignee_id, state, due_order, last_at DESC, key DESC) "
    "WHERE state <> 'done' AND assignee_id <> ''",
    "conversation_done": "(last_at DESC, key DESC) WHERE state = 'done'",
    "conversation_account_done": "(account_id, last_at DESC, key DESC) WHERE state = 'done'",
}

TALLY = {
    "conversation_counted": """
        AFTER INSERT ON conversation WHEN new.kind <> 'post'
        BEGIN
            INSERT INTO inbox_tally VALUES (new.state, new.jurisdiction, new.assignee_id, 1)
            ON CONFLICT DO UPDATE SET n = n + 1;
        END
    """,
    "conversation_recounted": """
        AFTER UPDATE ON conversation
        WHEN new.kind <> 'post' AND (new.state, new.jurisdiction, new.assignee_id)
            IS NOT (old.state, old.jurisdiction, old.assignee_id)
        BEGIN
            UPDATE inbox_tally SET n = n - 1
            WHERE state = old.state AND jurisdiction = old.jurisdiction AND assignee_id = old.assignee_id;
            INSERT INTO inbox_tally VALUES (new.state, new.jurisdiction, new.assignee_id, 1)
            ON CONFLICT DO UPDATE SET n = n + 1;
        END
    """,
    "conversation_uncounted": """
        AFTER DELETE ON conversation WHEN old.kind <> 'post'
        BEGIN
            UPDATE inbox_tally SET n = n - 1
            WHERE state = old.state AND jurisdiction = old.jurisdiction AND assignee_id = old.assignee_id;
        END
    """,
}

IN_TALK_OF_ITS_KIND = "(SELECT kind FROM conversation WHERE id = new.conversation_id) = 'post'"
WRITER = (
    "SELECT 1 FROM message WHERE channel = new.channel AND remote_id = new.target AND direction = 'in' "
    "AND author_remote_id = new.person"
)
GUARDS = {
    "conversation_post": (
        "UPDATE ON conversation",
        "(new.kind = 'post') <> (old.kind = 'post')",
        "a talk is of posts or of citizens for ever",
    ),
    "reply_way": (
        "INSERT ON reply",
        f"(new.way = 'post') IS NOT ({IN_TALK_OF_ITS_KIND}) OR (new.way = 'post') <> (new.target = '') "
        "OR new.way <> 'post' AND new.due_at IS NOT NULL",
        "not the way of its talk",
    ),
    "reply_identity": (
        "UPDATE ON reply",
        "(new.key, new.id, new.conversation_id, new.account_id, new.target, new.way, new.due_at) IS NOT "
        "(old.key, old.id, old.conversation_id, old.account_id, old.target, old.way, old.due_at)",
        "a reply keeps its account, target, way and time",
    ),
    "publication_cleared": (
        "INSERT ON publication",
        f"{PUBLICATION_CLEARED} OR NOT EXISTS (SELECT 1 FROM reply WHERE id = new.reply_id AND way = new.way) "
        "OR NOT EXISTS (SELECT 1 FROM reply_version WHERE id = new.version_id AND media = new.media)",
        "not approved or not the approved text",
    ),
    "publication_person": (
        "INSERT ON publication",
        f"CASE new.way WHEN 'private' THEN NOT EXISTS ({WRITER}) ELSE new.person <> '' END",
        "a private reply goes to who wrote",
    ),
    "publication_identity": (
        "UPDATE ON publication",
        "(new.version_id, new.reply_id, new.sha, new.account_id, new.channel, new.target, new.thread, new.text, "
        "new.way, new.person, new.media) IS NOT "
        "(old.version_id, old.reply_id, old.sha, old.account_id, old.channel, old.target, old.thread, old.text, "
        "old.way, old.person, old.media)",
        "a publication keeps its text, media, way and target",
    ),
}


def upgrade() -> None:
    for statement in COLUMNS:
        op.execute(statement)
    for name, order in INBOX.items():
        op.execute(f"DROP INDEX {name}")
        op.execute(f"CREATE INDEX {name} ON conversation {order} AND kind <> 'post'")
    for name, body in TALLY.items():
        op.execute(f"DROP TRIGGER {name}")
        op.execute(f"CREATE TRIGGER {name} {body}")
    for name, (when, condition, words) in GUARDS.items():
        op.execute(f"DROP TRIGGER IF EXISTS {name}")
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {when} WHEN {NOT_APPLYING} AND ({condition}) "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
