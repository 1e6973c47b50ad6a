-- The rows as a seat sees them: its own column names, nothing that is only the register's. One view a kind.

create view sync.staff as select s.id, s.username, s.name, s.role, s.active from app.staff as s;

create view sync.account as
select a.id, a.channel, a.handle, a.name, a.agency, a.remote_id, a.policy, a.connected, a.valid_from, a.valid_to,
       a.owner_id, a.deputy_id
from app.account as a;

create view sync.contact as
select c.id, c.channel, c.remote_id, c.handle, c.name, c.first_seen_at, c.phone, c.email from app.contact as c;

create view sync.conversation as
select c.id, c.account_id, c.contact_id, c.thread, c.state, c.last_at, c.due_at, c.answered_at, c.assignee_id,
       c.snoozed_until, c.labels, c.urgent, c.kind, c.jurisdiction, c.agencies, c.category, c.road, c.place,
       c.confidence, c.triaged_urgent, c.evidence
from app.conversation as c;

create view sync.message as
select m.id, m.conversation_id, m.channel, m.remote_id, m.parent, m.direction, m.author_remote_id, m.author_handle,
       m.author_name, m.text, m.sent_at, m.received_at, m.permalink, m.can_reply, m.capability
from app.message as m;

create view sync.amendment as
select a.id, a.message_id, a.conversation_id, a.change, a.text, a.seen_at from app.amendment as a;

create view sync.note as select n.id, n.conversation_id, n.author_id, n.text, n.created_at from app.note as n;

create view sync.complaint as
select c.id, c.number, c.conversation_id, c.contact_id, c.complainant, c.customer_kind, c.summary, c.category,
       c.jurisdiction, c.agencies, c.road, c.location, c.state, c.registered_by, c.registered_at, c.closing_code
from app.complaint as c;

create view sync.follow_up as
select f.id, f.complaint_id, f.author_id, f.text, f.state, f.created_at from app.follow_up as f;

create view sync.attachment as
select a.id, a.complaint_id, a.evidence, a.sha, a.name, a.media_type, a.size, a.added_by, a.added_at,
       a.thumbnail, a.taken_at
from app.attachment as a;

create view sync.reply as
select r.id, r.conversation_id, r.account_id, r.target, r.way, r.due_at, r.state from app.reply as r;

create view sync.reply_version as
select v.id, v.reply_id, v.number, v.author_id, v.text, v.media, v.account_id, v.target, v.sha, v.findings, v.lexicon,
       v.created_at
from app.reply_version as v;

create view sync.approval as
select a.id, a.reply_id, a.version_id, a.sha, a.approver_id, a.decision, a.reason, a.decided_at from app.approval as a;

create view sync.attestation as
select a.id, a.version_id, a.sha, a.publisher, a.lexicon, a.clear, a.findings, a.at from app.attestation as a;

-- A seat keeps the token as text.
create view sync.publication as
select p.version_id, p.reply_id, p.sha, p.account_id, p.channel, p.target, p.thread, p.text, p.way, p.person, p.media,
       p.uploads, p.state, p.not_before, case when p.state in ('claimed', 'sending') then p.token::text else '' end as token, p.claimed_at,
       p.sending_at, p.newest_own, p.attempts, p.reads, p.remote_id, p.words
from app.publication as p;

create view sync.moderation as
select m.id, m.conversation_id, m.message_id, m.account_id, m.act, m.sha, m.code, m.reason, m.asked_by, m.asked_at, m.state,
       m.decided_by, m.decided_at, m.remark, m.not_before, m.done_at, m.words
from app.moderation as m;

create view sync.conflict as
select c.id, c.entity, c.subject, c.field, c.operation, c.actor, c.mine, c.theirs, c.base, c.at, c.resolved_by,
       c.resolved_at
from app.conflict as c;

create view sync.deed as
select d.id, d.conversation_id, d.subject, d.kind, d.actor_id, d.facts, d.at from app.deed as d;

create view sync.audit_seal as
select s.n, s.epoch, s.count, s.root, s.prev_root, s.sealed_at from app.audit_seal as s;

-- The kinds of rows that seats are told of: the tables with a view of the same name above.
create view sync.kind as
select t.relname::text as kind
from pg_class as t join pg_class as v on v.relname = t.relname and v.relkind = 'v'
where t.relkind = 'r' and t.relnamespace = 'app'::regnamespace and v.relnamespace = 'sync'::regnamespace;

-- What a conversation consists of, in the order in which it may be written: the one list of the kinds of rows that hang
-- on one. First loads, whole conversations, digests and what moved all go by it; a new kind is one line here.
create view sync.hanging as
select 1 as rank, 'contact' as kind, r.id as id, c.id as conversation_id, to_jsonb(r) as "row"
from app.conversation as c join sync.contact as r on r.id = c.contact_id
union all select 2, 'conversation', r.id, r.id, to_jsonb(r) from sync.conversation as r
union all select 3, 'message', r.id, r.conversation_id, to_jsonb(r) from sync.message as r
union all select 4, 'amendment', r.id, r.conversation_id, to_jsonb(r) from sync.amendment as r
union all select 5, 'note', r.id, r.conversation_id, to_jsonb(r) from sync.note as r
union all select 6, 'complaint', r.id, r.conversation_id, to_jsonb(r) from sync.complaint as r
union all select 7, 'follow_up', r.id, k.conversation_id, to_jsonb(r)
          from app.complaint as k join sync.follow_up as r on r.complaint_id = k.id
union all select 8, 'attachment', r.id, k.conversation_id, to_jsonb(r)
          from app.complaint as k join sync.attachment as r on r.complaint_id = k.id
union all select 9, 'reply', r.id, r.conversation_id, to_jsonb(r) from sync.reply as r
union all select 10, 'reply_version', r.id, p.conversation_id, to_jsonb(r)
          from app.reply as p join sync.reply_version as r on r.reply_id = p.id
union all select 11, 'approval', r.id, p.conversation_id, to_jsonb(r)
          from app.reply as p join sync.approval as r on r.reply_id = p.id
union all select 12, 'attestation', r.id, p.conversation_id, to_jsonb(r)
          from app.reply as p join app.reply_version as v on v.reply_id = p.id
          join sync.attestation as r on r.version_id = v.id
union all select 13, 'publication', r.version_id, p.conversation_id, to_jsonb(r)
          from app.reply as p join sync.publication as r on r.reply_id = p.id
union all select 14, 'moderation', r.id, r.conversation_id, to_jsonb(r) from sync.moderation as r
union all select 15, 'deed', r.id, r.conversation_id, to_jsonb(r) from sync.deed as r;

-- Any row a seat may be told of, by its kind and id.
create view sync.every_row as
select 'staff' as kind, r.id as id, to_jsonb(r) as "row" from sync.staff as r
union all select 'account', r.id, to_jsonb(r) from sync.account as r
union all select 'contact', r.id, to_jsonb(r) from sync.contact as r
union all select h.kind, h.id, h."row" from sync.hanging as h where h.kind <> 'contact'
union all select 'conflict', r.id, to_jsonb(r) from sync.conflict as r
union all select 'audit_seal', r.n::text, to_jsonb(r) from sync.audit_seal as r;

create function sync.row_of(kind text, id text) returns jsonb
language plpgsql stable
as $$
begin
    return (select e."row" from sync.every_row as e where e.kind = row_of.kind and e.id = row_of.id);
end $$;
