"""The tables of the local file as SQLAlchemy Core sees them; `migrations/` makes them, with their triggers."""

from sqlalchemy import Boolean, Column, Computed, Float, Integer, LargeBinary, MetaData, String, Table

from pmsdesk.domain.account import Channel, Policy
from pmsdesk.domain.amendment import Change
from pmsdesk.domain.approval import Decision
from pmsdesk.domain.complaint import ComplaintState, Evidence
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.message import Direction
from pmsdesk.domain.metrics import AccountMetrics, PostMetrics, Profile
from pmsdesk.domain.moderation import Moderation, ModerationState
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import Clearance, ReplyState, Way
from pmsdesk.domain.staff import Role
from pmsdesk.domain.triage import Jurisdiction, Kind
from pmsdesk.store.columns import Anything, Capable, Day, Evidences, Findings, Known, Moment, Strings, Uploads, Word

metadata = MetaData()

setting = Table("setting", metadata, Column("name", String, primary_key=True), Column("value", String))

staff = Table(
    "staff",
    metadata,
    Column("id", String, primary_key=True),
    Column("username", String),
    Column("name", String),
    Column("role", Word(Role)),
    Column("active", Boolean),
    Column("locked_until", Moment),
    Column("password_hash", String),
    Column("failures", Integer),
)

account = Table(
    "account",
    metadata,
    Column("id", String, primary_key=True),
    Column("channel", Word(Channel)),
    Column("handle", String),
    Column("name", String),
    Column("agency", String),
    Column("remote_id", String),
    Column("policy", Word(Policy)),
    Column("connected", Boolean),
    Column("valid_from", Day),
    Column("valid_to", Day),
    Column("cursor", String),
    Column("polled_at", Moment),
    Column("owner_id", String),
    Column("deputy_id", String),
)

contact = Table(
    "contact",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String),
    Column("channel", Word(Channel)),
    Column("remote_id", String),
    Column("handle", String),
    Column("name", String),
    Column("first_seen_at", Moment),
    Column("phone", String),
    Column("email", String),
)

conversation = Table(
    "conversation",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String),
    Column("account_id", String),
    Column("contact_id", String),
    Column("thread", String),
    Column("state", Word(ConversationState)),
    Column("last_at", Moment),
    Column("due_at", Moment),
    Column("answered_at", Moment),
    Column("assignee_id", String),
    Column("snoozed_until", Moment),
    Column("labels", Strings),
    Column("urgent", Boolean),
    Column("kind", Word(Kind)),
    Column("jurisdiction", Word(Jurisdiction)),
    Column("agencies", Strings),
    Column("category", String),
    Column("road", String),
    Column("place", String),
    Column("confidence", Float),
    Column("triaged_urgent", Boolean),
    Column("evidence", Evidences),
    Column("due_order", Integer, Computed("coalesce(due_at, 9223372036854775807)", persisted=False)),
)

inbox_tally = Table(
    "inbox_tally",
    metadata,
    Column("state", Word(ConversationState), primary_key=True),
    Column("jurisdiction", Word(Jurisdiction), primary_key=True),
    Column("assignee_id", String, primary_key=True),
    Column("n", Integer),
)

message = Table(
    "message",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String),
    Column("conversation", Integer),
    Column("channel", Word(Channel)),
    Column("remote_id", String),
    Column("parent", String),
    Column("direction", Word(Direction)),
    Column("author_remote_id", String),
    Column("author_handle", String),
    Column("author_name", String),
    Column("text", String),
    Column("han", String),
    Column("sent_at", Moment),
    Column("received_at", Moment),
    Column("permalink", String),
    Column("can_reply", Boolean),
    Column("capability", Capable),
)

note = Table(
    "note",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String),
    Column("conversation_id", String),
    Column("author_id", String),
    Column("text", String),
    Column("created_at", Moment),
)

draft = Table(
    "draft",
    metadata,
    Column("conversation_id", String, primary_key=True),
    Column("staff_id", String, primary_key=True),
    Column("mode", String, primary_key=True),
    Column("text", String),
    Column("saved_at", Moment),
)

post_draft = Table(
    "post_draft",
    metadata,
    Column("id", String, primary_key=True),
    Column("staff_id", String, primary_key=True),
    Column("text", String),
    Column("account_ids", Strings),
    Column("texts", String),
    Column("media", String),
    Column("due_at", Moment),
    Column("reply_id", String),
    Column("saved_at", Moment),
)

reply = Table(
    "reply",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String),
    Column("conversation_id", String),
    Column("account_id", String),
    Column("target", String),
    Column("state", Word(ReplyState)),
    Column("way", Word(Way), default=Way.PUBLIC),
    Column("due_at", Moment),
)

reply_version = Table(
    "reply_version",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String),
    Column("reply_id", String),
    Column("number", Integer),
    Column("author_id", String),
    Column("text", String),
    Column("media", Strings),
    Column("account_id", String),
    Column("target", String),
    Column("sha", String),
    Column("findings", Findings),
    Column("lexicon", String),
    Column("created_at", Moment),
)

approval = Table(
    "approval",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String),
    Column("reply_id", String),
    Column("version_id", String),
    Column("sha", String),
    Column("approver_id", String),
    Column("decision", Word(Decision)),
    Column("reason", String),
    Column("decided_at", Moment),
)

clearance = Table(
    "clearance",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version_id", String),
    Column("sha", String),
    Column("ground", Word(Clearance)),
    Column("lexicon", String),
    Column("created_at", Moment),
)

publication = Table(
    "publication",
    metadata,
    Column("version_id", String, primary_key=True),
    Column("reply_id", String),
    Column("sha", String),
    Column("account_id", String),
    Column("channel", Word(Channel)),
    Column("target", String),
    Column("thread", String),
    Column("text", String),
    Column("state", Word(PublicationState)),
    Column("not_before", Moment),
    Column("token", String),
    Column("claimed_at", Moment),
    Column("sending_at", Moment),
    Column("newest_own", String),
    Column("attempts", Integer),
    Column("reads", Integer),
    Column("remote_id", String),
    Column("words", String),
    Column("way", Word(Way), default=Way.PUBLIC),
    Column("person", String),
    Column("media", Strings),
    Column("uploads", Uploads),
)

publishable = Table("publishable", MetaData(), Column("version_id", String, primary_key=True))
"""A view of the schema: the versions that may be published now."""

moderation = Table(
    "moderation",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation_id", String),
    Column("message_id", String),
    Column("account_id", String),
    Column("act", Word(Moderation)),
    Column("sha", String),
    Column("code", String),
    Column("reason", String),
    Column("asked_by", String),
    Column("asked_at", Moment),
    Column("state", Word(ModerationState)),
    Column("decided_by", String),
    Column("decided_at", Moment),
    Column("remark", String),
    Column("not_before", Moment),
    Column("done_at", Moment),
    Column("words", String),
)

complaint = Table(
    "complaint",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String),
    Column("number", String),
    Column("conversation_id", String),
    Column("contact_id", String),
    Column("complainant", String),
    Column("customer_kind", String),
    Column("summary", String),
    Column("category", String),
    Column("jurisdiction", Word(Jurisdiction)),
    Column("agencies", Strings),
    Column("road", String),
    Column("location", String),
    Column("state", Word(ComplaintState)),
    Column("registered_by", String),
    Column("registered_at", Moment),
    Column("closing_code", String),
    Column("han", String),
)

number_block = Table(
    "number_block",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("low", Integer, primary_key=True),
    Column("high", Integer),
    Column("next", Integer),
)

follow_up = Table(
    "follow_up",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String),
    Column("complaint_id", String),
    Column("author_id", String),
    Column("text", String),
    Column("state", String),
    Column("created_at", Moment),
)

attachment = Table(
    "attachment",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String),
    Column("complaint_id", String),
    Column("evidence", Word(Evidence)),
    Column("sha", String),
    Column("name", String),
    Column("media_type", String),
    Column("size", Integer),
    Column("added_by", String),
    Column("added_at", Moment),
    Column("thumbnail", String),
    Column("taken_at", Moment),
)

transfer = Table(
    "transfer",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("sha", String),
    Column("way", String),
    Column("size", Integer),
    Column("media_type", String),
    Column("small", Boolean),
    Column("failures", Integer),
)

operation = Table(
    "operation",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String),
    Column("device", String),
    Column("actor_id", String),
    Column("sequence", Integer),
    Column("kind", String),
    Column("subject", String),
    Column("body", LargeBinary),
    Column("prev_hash", String),
    Column("hash", String),
    Column("created_at", Moment),
)

# ---- the shared register (c0002) --------------------------------------------------------------------------------

applying = Table("applying", metadata, Column("one", Integer, primary_key=True))
"""While its one row stands, the register's rows are taken over as they are."""

base = Table(
    "base",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("row", String),
)
"""The register's last row, as it sent it, of everything that changes or has no table here."""

parked = Table(
    "parked",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("row", String),
)
"""Rows whose parent is not here yet."""

seen = Table("seen", metadata, Column("kind", String, primary_key=True), Column("id", String, primary_key=True))
"""What a second baseline has brought so far; the rest is no longer on the register."""

settling = Table("settling", metadata, Column("kind", String, primary_key=True), Column("id", String, primary_key=True))
"""What the register has answered about, and whose rows the next whole cut will bring."""

unsent = Table("unsent", metadata, Column("id", String, primary_key=True))
"""Messages this seat read from a network and the register does not have yet."""

sync_state = Table("sync_state", metadata, Column("name", String, primary_key=True), Column("value", String))

outbox = Table(
    "outbox",
    metadata,
    Column("operation_key", Integer, primary_key=True),
    Column("id", String),
    Column("state", String),
    Column("verdict", String),
    Column("detail", String),
    Column("tries", Integer),
    Column("again_at", Moment),
    Column("acknowledged_at", Moment),
)

touched = Table(
    "touched",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("operation_key", Integer, primary_key=True),
)
"""Which rows an operation of the outbox changed, or hangs on."""

notice = Table(
    "notice",
    metadata,
    Column("id", String, primary_key=True),
    Column("operation_id", String),
    Column("kind", String),
    Column("why", String),
    Column("detail", String),
    Column("made_at", Moment),
    Column("seen_at", Moment),
)

conflict = Table(
    "conflict",
    metadata,
    Column("id", String, primary_key=True),
    Column("entity", String),
    Column("subject", String),
    Column("field", String),
    Column("operation", String),
    Column("actor", String),
    Column("mine", Anything),
    Column("theirs", Anything),
    Column("base", Anything),
    Column("at", Moment),
    Column("resolved_by", String),
    Column("resolved_at", Moment),
)

deed = Table(
    "deed",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation_id", String),
    Column("subject", String),
    Column("kind", String),
    Column("actor_id", String),
    Column("facts", Anything),
    Column("at", Moment),
)
"""What everybody did to the conversations and complaints here, as the register tells it; own operations among them."""

account_sample = Table(
    "account_sample",
    metadata,
    Column("account_id", String, primary_key=True),
    Column("day", Day, primary_key=True),
    Column("taken_at", Moment),
    Column("metrics", Known(AccountMetrics)),
    Column("profile", Known(Profile)),
)

post_sample = Table(
    "post_sample",
    metadata,
    Column("channel", Word(Channel), primary_key=True),
    Column("remote_id", String, primary_key=True),
    Column("day", Day, primary_key=True),
    Column("metrics", Known(PostMetrics)),
)
"""How accounts and posts fared on a day; taken at this seat, and never shared."""
amendment = Table(
    "amendment",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String),
    Column("message_id", String),
    Column("conversation_id", String),
    Column("change", Word(Change)),
    Column("text", String),
    Column("seen_at", Moment),
)
"""What became of messages after they were read; append-only."""

absence = Table("absence", metadata, Column("message_id", String, primary_key=True), Column("first_at", Moment))
"""Messages that one whole reading lacked: the first of two proofs that they are gone."""

unlisted = Table(
    "unlisted",
    metadata,
    Column("account_id", String, primary_key=True),
    Column("root", String, primary_key=True),
    Column("n", Integer),
)
"""How many comments under a post, or answers to a comment, the network counts and does not show."""

message_fts = Table("message_fts", metadata, Column("rowid", Integer, primary_key=True), Column("message_fts", String))
contact_fts = Table("contact_fts", metadata, Column("rowid", Integer, primary_key=True), Column("contact_fts", String))
complaint_fts = Table(
    "complaint_fts", metadata, Column("rowid", Integer, primary_key=True), Column("complaint_fts", String)
)
