"""Makes every table, index, full-text table and trigger of the first release.

The triggers hold the four-eyes rule, the state machines and the append-only tables against raw SQL as well: a seat with
a database tool can refuse to work, but it cannot make a text publishable that was held for a supervisor and is no
canned reply. What is one, and who is a supervisor, only the shared register can decide against the owner of a file
(SYNC, "Who may publish what" 5).
``INSERT OR REPLACE`` removes rows without firing a DELETE trigger, so every guarded table refuses a second row of the
same identity before it is written.
"""

from alembic import op

revision = "c0001"
down_revision = None
branch_labels = ("client",)
depends_on = None

TABLES = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE staff (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('pegawai', 'penyelia', 'pentadbir')),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    locked_until INTEGER,
    password_hash TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    agency TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    policy TEXT NOT NULL CHECK (policy IN ('flagged', 'all')),
    connected INTEGER NOT NULL CHECK (connected IN (0, 1)),
    valid_from TEXT,
    valid_to TEXT,
    cursor TEXT NOT NULL DEFAULT '',
    polled_at INTEGER
) WITHOUT ROWID;

CREATE TABLE contact (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    first_seen_at INTEGER NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL
);

CREATE TABLE conversation (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    thread TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'waiting', 'done')),
    last_at INTEGER NOT NULL,
    due_at INTEGER,
    answered_at INTEGER,
    assignee_id TEXT NOT NULL,
    snoozed_until INTEGER,
    labels TEXT NOT NULL,
    urgent INTEGER NOT NULL,
    kind TEXT NOT NULL,
    jurisdiction TEXT NOT NULL,
    agencies TEXT NOT NULL,
    category TEXT NOT NULL,
    road TEXT NOT NULL,
    place TEXT NOT NULL,
    confidence REAL NOT NULL,
    triaged_urgent INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    due_order INTEGER GENERATED ALWAYS AS (coalesce(due_at, 9223372036854775807)) VIRTUAL
);
CREATE INDEX conversation_due ON conversation (state, due_order, last_at DESC, key DESC) WHERE state <> 'done';
CREATE INDEX conversation_account ON conversation (account_id, state, due_order, last_at DESC, key DESC)
    WHERE state <> 'done';
CREATE INDEX conversation_jurisdiction ON conversation (jurisdiction, state, due_order, last_at DESC, key DESC)
    WHERE state <> 'done';
CREATE INDEX conversation_assignee ON conversation (assignee_id, state, due_order, last_at DESC, key DESC)
    WHERE state <> 'done' AND assignee_id <> '';
CREATE INDEX conversation_done ON conversation (last_at DESC, key DESC) WHERE state = 'done';
CREATE INDEX conversation_account_done ON conversation (account_id, last_at DESC, key DESC) WHERE state = 'done';
CREATE INDEX conversation_contact ON conversation (contact_id);
CREATE INDEX conversation_snoozed ON conversation (snoozed_until) WHERE state = 'waiting' AND snoozed_until IS NOT NULL;
CREATE INDEX conversation_labelled ON conversation (labels) WHERE labels <> '[]';

CREATE TABLE inbox_tally (
    state TEXT NOT NULL,
    jurisdiction TEXT NOT NULL,
    assignee_id TEXT NOT NULL,
    n INTEGER NOT NULL CHECK (n >= 0),
    PRIMARY KEY (state, jurisdiction, assignee_id)
) WITHOUT ROWID;

CREATE TABLE message (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversation (key),
    channel TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    parent TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'context')),
    author_remote_id TEXT NOT NULL,
    author_handle TEXT NOT NULL,
    author_name TEXT NOT NULL,
    text TEXT NOT NULL,
    han TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    permalink TEXT NOT NULL,
    can_reply INTEGER NOT NULL,
    UNIQUE (remote_id, channel)
);
CREATE INDEX message_conversation ON message (conversation, sent_at, key);

CREATE TABLE note (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    author_id TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX note_conversation ON note (conversation_id);

CREATE TABLE draft (
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    staff_id TEXT NOT NULL,
    mode TEXT NOT NULL,
    text TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, staff_id, mode)
) WITHOUT ROWID;

CREATE TABLE reply (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    target TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'returned', 'cleared', 'withdrawn'))
);
CREATE INDEX reply_conversation ON reply (conversation_id, target);
CREATE INDEX reply_pending ON reply (key) WHERE state = 'pending';

CREATE TABLE reply_version (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    reply_id TEXT NOT NULL REFERENCES reply (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    author_id TEXT NOT NULL,
    text TEXT NOT NULL,
    media TEXT NOT NULL,
    account_id TEXT NOT NULL,
    target TEXT NOT NULL,
    sha TEXT NOT NULL CHECK (length(sha) = 64),
    findings TEXT NOT NULL,
    lexicon TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (reply_id, number)
);

CREATE TABLE approval (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    reply_id TEXT NOT NULL REFERENCES reply (id),
    version_id TEXT NOT NULL REFERENCES reply_version (id),
    sha TEXT NOT NULL,
    approver_id TEXT NOT NULL REFERENCES staff (id),
    decision TEXT NOT NULL CHECK (decision IN ('approved', 'returned')),
    reason TEXT NOT NULL,
    decided_at INTEGER NOT NULL
);
CREATE INDEX approval_version ON approval (version_id, key);
CREATE INDEX approval_reply ON approval (reply_id, key);

CREATE TABLE clearance (
    key INTEGER PRIMARY KEY,
    version_id TEXT NOT NULL REFERENCES reply_version (id),
    sha TEXT NOT NULL,
    ground TEXT NOT NULL CHECK (ground IN ('approval', 'check', 'template')),
    lexicon TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX clearance_version ON clearance (version_id);

CREATE TABLE publication (
    version_id TEXT PRIMARY KEY REFERENCES reply_version (id),
    reply_id TEXT NOT NULL REFERENCES reply (id),
    sha TEXT NOT NULL,
    account_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    thread TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('ready', 'claimed', 'sending', 'sent', 'rejected', 'unsure', 'withdrawn')),
    not_before INTEGER NOT NULL,
    token TEXT NOT NULL,
    claimed_at INTEGER,
    sending_at INTEGER,
    newest_own TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    reads INTEGER NOT NULL,
    remote_id TEXT NOT NULL,
    words TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX publication_live ON publication (reply_id) WHERE state NOT IN ('withdrawn', 'rejected');
CREATE UNIQUE INDEX publication_remote ON publication (channel, remote_id) WHERE remote_id <> '';
CREATE INDEX publication_unfinished ON publication (state, not_before)
    WHERE state IN ('ready', 'claimed', 'sending', 'unsure');
CREATE INDEX publication_reply ON publication (reply_id);
CREATE INDEX publication_thread ON publication (thread) WHERE remote_id <> '';

CREATE TABLE complaint (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE CHECK (number <> ''),
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    complainant TEXT NOT NULL,
    customer_kind TEXT NOT NULL,
    summary TEXT NOT NULL,
    category TEXT NOT NULL,
    jurisdiction TEXT NOT NULL,
    agencies TEXT NOT NULL,
    road TEXT NOT NULL,
    location TEXT NOT NULL,
    state TEXT NOT NULL,
    registered_by TEXT NOT NULL,
    registered_at INTEGER NOT NULL,
    closing_code TEXT NOT NULL,
    han TEXT NOT NULL
);
CREATE INDEX complaint_conversation ON complaint (conversation_id);
CREATE INDEX complaint_contact ON complaint (contact_id);
CREATE INDEX complaint_state ON complaint (state, registered_at DESC, key DESC);
CREATE INDEX complaint_newest ON complaint (registered_at DESC, key DESC);

CREATE TABLE number_block (
    year INTEGER NOT NULL,
    low INTEGER NOT NULL CHECK (low >= 1),
    high INTEGER NOT NULL CHECK (high >= low),
    next INTEGER NOT NULL CHECK (next BETWEEN low AND high + 1),
    PRIMARY KEY (year, low)
) WITHOUT ROWID;

CREATE TABLE follow_up (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    complaint_id TEXT NOT NULL REFERENCES complaint (id),
    author_id TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX follow_up_complaint ON follow_up (complaint_id);

CREATE TABLE attachment (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    complaint_id TEXT NOT NULL REFERENCES complaint (id),
    evidence TEXT NOT NULL CHECK (evidence IN ('sebelum', 'selepas', 'lain')),
    sha TEXT NOT NULL CHECK (length(sha) = 64),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    added_by TEXT NOT NULL,
    added_at INTEGER NOT NULL
);
CREATE INDEX attachment_complaint ON attachment (complaint_id);

CREATE TABLE operation (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    device TEXT NOT NULL CHECK (device <> ''),
    actor_id TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence >= 1),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body BLOB NOT NULL,
    prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 64),
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    created_at INTEGER NOT NULL,
    UNIQUE (device, actor_id, sequence)
);
CREATE INDEX operation_subject ON operation (subject, key);
"""

FULL_TEXT = """
CREATE VIRTUAL TABLE message_fts USING fts5 (
    text, han, content = 'message', content_rowid = 'key',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mc Mn'"
);
CREATE VIRTUAL TABLE contact_fts USING fts5 (
    handle, name, content = 'contact', content_rowid = 'key',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mc Mn'"
);
CREATE VIRTUAL TABLE complaint_fts USING fts5 (
    number, complainant, summary, road, location, han, content = 'complaint', content_rowid = 'key',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mc Mn'"
);
"""

PUBLISHABLE = """
CREATE VIEW publishable AS
SELECT v.id AS version_id, v.reply_id, v.sha, v.text, v.account_id, v.target
FROM reply_version AS v
WHERE v.number = (SELECT max(number) FROM reply_version WHERE reply_id = v.reply_id)
  AND coalesce((SELECT decision FROM approval WHERE version_id = v.id ORDER BY key DESC LIMIT 1), '') <> 'returned'
  AND (
    EXISTS (SELECT 1 FROM approval AS a WHERE a.version_id = v.id AND a.sha = v.sha AND a.decision = 'approved')
    OR EXISTS (
        SELECT 1 FROM clearance AS c
        WHERE c.version_id = v.id AND c.sha = v.sha AND (
            c.ground = 'template'
            OR c.ground = 'check' AND (SELECT policy FROM account WHERE id = v.account_id) = 'flagged'
        )
    )
  )
"""

APPEND_ONLY = ("note", "reply_version", "approval", "clearance", "follow_up", "attachment", "operation")
KEPT = ("staff", "account", "contact", "message", "conversation", "reply", "publication", "complaint", "number_block")

IDENTITIES = {
    "note": "key = new.key OR id = new.id",
    "reply_version": "key = new.key OR id = new.id OR (reply_id = new.reply_id AND number = new.number)",
    "approval": "key = new.key OR id = new.id",
    "clearance": "key = new.key",
    "follow_up": "key = new.key OR id = new.id",
    "attachment": "key = new.key OR id = new.id",
    "operation": "key = new.key OR id = new.id",
    "reply": "key = new.key OR id = new.id",
    "complaint": "key = new.key OR id = new.id OR number = new.number",
    "number_block": "year = new.year AND low <= new.high AND high >= new.low",
    "publication": "version_id = new.version_id OR (reply_id = new.reply_id AND state NOT IN ('withdrawn', 'rejected'))"
    " OR (new.remote_id <> '' AND channel = new.channel AND remote_id = new.remote_id)",
}

PUBLICATION_LEGAL = (
    "('ready', 'claimed'), ('ready', 'withdrawn'), ('claimed', 'sending'), ('claimed', 'ready'), ('claimed', 'sent'), "
    "('sending', 'sent'), ('sending', 'rejected'), ('sending', 'unsure'), ('sending', 'ready'), "
    "('unsure', 'sent'), ('unsure', 'ready'), ('unsure', 'rejected')"
)
REPLY_LEGAL = (
    "('pending', 'returned'), ('pending', 'cleared'), ('pending', 'withdrawn'), ('returned', 'pending'), "
    "('returned', 'cleared'), ('returned', 'withdrawn'), ('cleared', 'withdrawn'), ('cleared', 'pending'), "
    "('withdrawn', 'pending'), ('withdrawn', 'cleared')"
)

SUPERVISOR = "SELECT 1 FROM staff WHERE id = new.approver_id AND role = 'penyelia' AND active = 1"
AUTHOR = "SELECT 1 FROM reply_version WHERE reply_id = new.reply_id AND author_id = new.approver_id"
NEWEST = "SELECT max(number) FROM reply_version WHERE reply_id = new.reply_id"
LAST = "FROM operation WHERE device = new.device AND actor_id = new.actor_id ORDER BY sequence DESC LIMIT 1"
PUBLICATION_CLEARED = (
    "NOT EXISTS (SELECT 1 FROM publishable AS p JOIN account AS a ON a.id = p.account_id "
    "WHERE p.version_id = new.version_id AND p.reply_id = new.reply_id AND p.sha = new.sha AND p.text = new.text "
    "AND p.account_id = new.account_id AND p.target = new.target AND a.channel = new.channel)"
)

GUARDS = {
    # name: (event and table, condition under which it is refused, the word of the refusal)
    "approval_supervisor": ("INSERT ON approval", f"NOT EXISTS ({SUPERVISOR})", "approver is no active supervisor"),
    "approval_four_eyes": ("INSERT ON approval", f"EXISTS ({AUTHOR})", "approver wrote part of this reply"),
    "approval_version": (
        "INSERT ON approval",
        "NOT EXISTS (SELECT 1 FROM reply_version WHERE id = new.version_id AND reply_id = new.reply_id "
        f"AND sha = new.sha AND number = ({NEWEST}))",
        "not the newest version or not its text",
    ),
    "clearance_version": (
        "INSERT ON clearance",
        "NOT EXISTS (SELECT 1 FROM reply_version WHERE id = new.version_id AND sha = new.sha)",
        "not the text of this version",
    ),
    "clearance_unflagged": (
        "INSERT ON clearance",
        "new.ground = 'check' AND EXISTS (SELECT 1 FROM reply_version AS v, json_each(v.findings) AS f "
        "WHERE v.id = new.version_id AND json_extract(f.value, '$[1]') IN ('approval', 'block'))",
        "the check holds this text for a supervisor",
    ),
    "version_of_reply": (
        "INSERT ON reply_version",
        "NOT EXISTS (SELECT 1 FROM reply WHERE id = new.reply_id AND account_id = new.account_id "
        "AND target = new.target)",
        "account or target differs from the reply",
    ),
    "version_after_send": (
        "INSERT ON reply_version",
        "EXISTS (SELECT 1 FROM publication WHERE reply_id = new.reply_id "
        "AND state IN ('claimed', 'sending', 'unsure', 'sent'))",
        "reply is on its way or published",
    ),
    "version_number": (
        "INSERT ON reply_version",
        f"new.number <> coalesce(({NEWEST}), 0) + 1",
        "version numbers have no gaps",
    ),
    "reply_state": (
        "UPDATE ON reply",
        f"new.state <> old.state AND (old.state, new.state) NOT IN (VALUES {REPLY_LEGAL})",
        "illegal reply state",
    ),
    "reply_identity": (
        "UPDATE ON reply",
        "(new.key, new.id, new.conversation_id, new.account_id, new.target) IS NOT "
        "(old.key, old.id, old.conversation_id, old.account_id, old.target)",
        "a reply keeps its account and target",
    ),
    "publication_new": ("INSERT ON publication", "new.state <> 'ready'", "a publication begins ready"),
    "publication_cleared": ("INSERT ON publication", PUBLICATION_CLEARED, "not approved or not the approved text"),
    "publication_still_cleared": (
        "UPDATE ON publication",
        "new.state <> old.state AND new.state IN ('ready', 'claimed', 'sending') "
        "AND NOT EXISTS (SELECT 1 FROM publishable WHERE version_id = new.version_id)",
        "approval no longer holds",
    ),
    "publication_state": (
        "UPDATE ON publication",
        f"new.state <> old.state AND (old.state, new.state) NOT IN (VALUES {PUBLICATION_LEGAL})",
        "illegal publication state",
    ),
    "publication_finished": (
        "UPDATE ON publication",
        "old.state IN ('sent', 'rejected', 'withdrawn')",
        "publication is finished",
    ),
    "publication_identity": (
        "UPDATE ON publication",
        "(new.version_id, new.reply_id, new.sha, new.account_id, new.channel, new.target, new.thread, new.text) IS NOT "
        "(old.version_id, old.reply_id, old.sha, old.account_id, old.channel, old.target, old.thread, old.text)",
        "a publication keeps its text and target",
    ),
    "publication_twice": (
        "UPDATE ON publication",
        "new.remote_id <> '' AND EXISTS (SELECT 1 FROM publication WHERE channel = new.channel "
        "AND remote_id = new.remote_id AND version_id <> new.version_id)",
        "remote id belongs to another publication",
    ),
    "complaint_identity": (
        "UPDATE ON complaint",
        "(new.key, new.id, new.number, new.conversation_id, new.registered_by, new.registered_at) IS NOT "
        "(old.key, old.id, old.number, old.conversation_id, old.registered_by, old.registered_at)",
        "a complaint keeps its number",
    ),
    "number_block_grows": (
        "UPDATE ON number_block",
        "(new.year, new.low, new.high) IS NOT (old.year, old.low, old.high) OR new.next < old.next",
        "numbers are given once",
    ),
    "conversation_identity": (
        "UPDATE ON conversation",
        "(new.key, new.id, new.account_id, new.contact_id, new.thread) IS NOT "
        "(old.key, old.id, old.account_id, old.contact_id, old.thread)",
        "a conversation keeps its account and contact",
    ),
    "message_unchanged": (
        "UPDATE ON message",
        "old.direction <> 'context' OR new.direction = 'context' "
        "OR (new.key, new.id, new.channel, new.remote_id) IS NOT (old.key, old.id, old.channel, old.remote_id)",
        "message is append-only",
    ),
    "operation_chain": (
        "INSERT ON operation",
        f"new.sequence <> coalesce((SELECT sequence {LAST}), 0) + 1 "
        f"OR new.prev_hash <> coalesce((SELECT hash {LAST}), '{'0' * 64}')",
        "the chain has no gaps",
    ),
}

FOLLOWERS = """
CREATE TRIGGER message_once BEFORE INSERT ON message
WHEN EXISTS (SELECT 1 FROM message WHERE remote_id = new.remote_id AND channel = new.channel)
  OR EXISTS (SELECT 1 FROM message WHERE id = new.id) OR EXISTS (SELECT 1 FROM message WHERE key = new.key)
BEGIN
    UPDATE message SET
        conversation = new.conversation, parent = new.parent, direction = new.direction,
        author_remote_id = new.author_remote_id, author_handle = new.author_handle, author_name = new.author_name,
        text = new.text, han = new.han, sent_at = new.sent_at, received_at = new.received_at,
        permalink = new.permalink, can_reply = new.can_reply
    WHERE id = new.id AND remote_id = new.remote_id AND channel = new.channel
      AND direction = 'context' AND new.direction <> 'context';
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER message_reindexed AFTER UPDATE ON message
BEGIN
    INSERT INTO message_fts (message_fts, rowid, text, han) VALUES ('delete', old.key, old.text, old.han);
    INSERT INTO message_fts (rowid, text, han) VALUES (new.key, new.text, new.han);
END;

CREATE TRIGGER message_indexed AFTER INSERT ON message
BEGIN INSERT INTO message_fts (rowid, text, han) VALUES (new.key, new.text, new.han); END;

CREATE TRIGGER contact_indexed AFTER INSERT ON contact
BEGIN INSERT INTO contact_fts (rowid, handle, name) VALUES (new.key, new.handle, new.name); END;

CREATE TRIGGER contact_reindexed AFTER UPDATE ON contact
WHEN (new.handle, new.name) IS NOT (old.handle, old.name)
BEGIN
    INSERT INTO contact_fts (contact_fts, rowid, handle, name) VALUES ('delete', old.key, old.handle, old.name);
    INSERT INTO contact_fts (rowid, handle, name) VALUES (new.key, new.handle, new.name);
END;

CREATE TRIGGER complaint_indexed AFTER INSERT ON complaint
BEGIN
    INSERT INTO complaint_fts (rowid, number, complainant, summary, road, location, han)
    VALUES (new.key, new.number, new.complainant, new.summary, new.road, new.location, new.han);
END;

CREATE TRIGGER complaint_reindexed AFTER UPDATE ON complaint
BEGIN
    INSERT INTO complaint_fts (complaint_fts, rowid, number, complainant, summary, road, location, han)
    VALUES ('delete', old.key, old.number, old.complainant, old.summary, old.road, old.location, old.han);
    INSERT INTO complaint_fts (rowid, number, complainant, summary, road, location, han)
    VALUES (new.key, new.number, new.complainant, new.summary, new.road, new.location, new.han);
END;

CREATE TRIGGER conversation_counted AFTER INSERT ON conversation
BEGIN
    INSERT INTO inbox_tally VALUES (new.state, new.jurisdiction, new.assignee_id, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER conversation_recounted AFTER UPDATE ON conversation
WHEN (new.state, new.jurisdiction, new.assignee_id) IS NOT (old.state, old.jurisdiction, old.assignee_id)
BEGIN
    UPDATE inbox_tally SET n = n - 1
    WHERE state = old.state AND jurisdiction = old.jurisdiction AND assignee_id = old.assignee_id;
    INSERT INTO inbox_tally VALUES (new.state, new.jurisdiction, new.assignee_id, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
"""


def _trigger(name: str, when: str, condition: str, words: str) -> str:
    guard = f"WHEN {condition} " if condition else ""
    return f"CREATE TRIGGER {name} BEFORE {when} {guard}BEGIN SELECT RAISE(ABORT, '{words}'); END"


def upgrade() -> None:
    for statement in (TABLES + FULL_TEXT).split(";\n"):
        if statement.strip():
            op.execute(statement)
    op.execute(PUBLISHABLE)
    for statement in FOLLOWERS.split("END;\n"):
        if statement.strip():
            op.execute(statement + "END")
    for table in APPEND_ONLY:
        op.execute(_trigger(f"{table}_unchanged", f"UPDATE ON {table}", "", f"{table} is append-only"))
    for table in APPEND_ONLY + KEPT:
        op.execute(_trigger(f"{table}_kept", f"DELETE ON {table}", "", f"{table} is never deleted"))
    for table, same in IDENTITIES.items():
        taken = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        op.execute(_trigger(f"{table}_once", f"INSERT ON {table}", taken, f"{table} exists already"))
    for name, (when, condition, words) in GUARDS.items():
        op.execute(_trigger(name, when, condition, words))
