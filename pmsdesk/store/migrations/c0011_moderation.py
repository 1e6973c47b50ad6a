"""Makes room for what is asked of a third party's comment: four eyes decide it, by trigger, and none is deleted.

What was asked is never rewritten. Only a cleared request comes to an end as done or refused, and only a supervisor who
did not ask clears or declines one.
"""

from alembic import op

revision = "c0011"
down_revision = "c0010"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE moderation (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    message_id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    act TEXT NOT NULL CHECK (act IN ('hide', 'show', 'delete')),
    sha TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'declined', 'cancelled', 'cleared', 'done', 'refused')),
    decided_by TEXT NOT NULL,
    decided_at INTEGER,
    remark TEXT NOT NULL,
    not_before INTEGER,
    done_at INTEGER,
    words TEXT NOT NULL
) WITHOUT ROWID
"""

INDEXES = (
    "CREATE INDEX moderation_conversation ON moderation (conversation_id)",
    "CREATE INDEX moderation_message ON moderation (message_id)",
    "CREATE INDEX moderation_open ON moderation (state, not_before) WHERE state IN ('pending', 'cleared')",
)

_ASKED = ("id", "conversation_id", "message_id", "account_id", "act", "sha", "code", "reason", "asked_by", "asked_at")
_DECIDED = ("decided_by", "decided_at", "remark")
_LEGAL = (
    "('pending', 'declined'), ('pending', 'cancelled'), ('pending', 'cleared'), ('cleared', 'done'), "
    "('cleared', 'refused')"
)
_PERSON = "SELECT 1 FROM staff WHERE active = 1 AND id ="


def _same(names: tuple[str, ...]) -> str:
    old, new = (", ".join(f"{side}.{name}" for name in names) for side in ("old", "new"))
    return f"({new}) IS ({old})"


GUARDS = {
    # name: (event, condition under which it is refused, the word of the refusal)
    "moderation_once": ("INSERT", "EXISTS (SELECT 1 FROM moderation WHERE id = new.id)", "moderation exists already"),
    "moderation_begins": (
        "INSERT",
        "new.state <> 'pending' OR new.decided_by <> '' OR new.decided_at IS NOT NULL OR new.done_at IS NOT NULL",
        "a request begins pending",
    ),
    "moderation_asker": (
        "INSERT",
        f"NOT EXISTS ({_PERSON} new.asked_by AND role IN ('pegawai', 'penyelia'))",
        "asker is nobody who may ask",
    ),
    "moderation_comment": (
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM message AS m JOIN conversation AS c ON c.key = m.conversation "
        "WHERE m.id = new.message_id AND m.direction = 'in' AND c.id = new.conversation_id "
        "AND c.account_id = new.account_id)",
        "not a comment of this conversation",
    ),
    "moderation_alone": (
        "INSERT",
        "EXISTS (SELECT 1 FROM moderation WHERE message_id = new.message_id AND state IN ('pending', 'cleared'))",
        "another request is open",
    ),
    "moderation_identity": ("UPDATE", f"NOT ({_same(_ASKED)})", "what was asked is never rewritten"),
    "moderation_state": (
        "UPDATE",
        f"new.state <> old.state AND (old.state, new.state) NOT IN (VALUES {_LEGAL})",
        "illegal state of a request",
    ),
    "moderation_decision": (
        "UPDATE",
        f"old.state <> 'pending' AND NOT ({_same(_DECIDED)})",
        "a decision is never rewritten",
    ),
    "moderation_finished": (
        "UPDATE",
        "old.state IN ('declined', 'cancelled', 'done', 'refused')",
        "the request is finished",
    ),
    "moderation_supervisor": (
        "UPDATE",
        "old.state = 'pending' AND new.state IN ('cleared', 'declined') "
        f"AND (new.decided_at IS NULL OR NOT EXISTS ({_PERSON} new.decided_by AND role = 'penyelia'))",
        "decider is no active supervisor",
    ),
    "moderation_four_eyes": (
        "UPDATE",
        "old.state = 'pending' AND new.state IN ('cleared', 'declined') AND new.decided_by = old.asked_by",
        "decider asked for it",
    ),
    "moderation_kept": ("DELETE", "1", "moderation is never deleted"),
}


def upgrade() -> None:
    for statement in (TABLE, *INDEXES):
        op.execute(statement)
    for name, (event, condition, words) in GUARDS.items():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON moderation "
            f"WHEN NOT EXISTS (SELECT 1 FROM applying) AND ({condition}) BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
