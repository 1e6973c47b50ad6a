-- One conversation with everything that hangs on it, in the order in which it may be written: for a seat that forgot it
-- and is told of it again, because the feed tells only what changed.

create function api_v1.whole(conversation text) returns table (kind text, id text, "row" jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
    with talk as (select c.id, c.contact_id from app.require_person() as allowed, app.conversation as c
                  where c.id = whole.conversation),
    complaints as (select k.id from talk as t join app.complaint as k on k.conversation_id = t.id),
    replies as (select r.id from talk as t join app.reply as r on r.conversation_id = t.id),
    versions as (select v.id from replies as r join app.reply_version as v on v.reply_id = r.id),
    found as (
        select 1 as rank, 'contact' as kind, t.contact_id as id from talk as t
        union all select 2, 'conversation', t.id from talk as t
        union all select 3, 'message', m.id from talk as t join app.message as m on m.conversation_id = t.id
        union all select 4, 'note', n.id from talk as t join app.note as n on n.conversation_id = t.id
        union all select 5, 'complaint', k.id from complaints as k
        union all select 6, 'follow_up', f.id from complaints as k join app.follow_up as f on f.complaint_id = k.id
        union all select 7, 'attachment', a.id from complaints as k join app.attachment as a on a.complaint_id = k.id
        union all select 8, 'reply', r.id from replies as r
        union all select 9, 'reply_version', v.id from versions as v
        union all select 10, 'approval', a.id from versions as v join app.approval as a on a.version_id = v.id
        union all select 11, 'attestation', a.id from versions as v join app.attestation as a on a.version_id = v.id
        union all select 12, 'publication', v.id from versions as v join app.publication as p on p.version_id = v.id
        union all select 13, 'moderation', m.id from talk as t join app.moderation as m on m.conversation_id = t.id
        union all select 14, 'deed', d.id from talk as t join app.deed as d on d.conversation_id = t.id)
    select f.kind, f.id, sync.row_of(f.kind, f.id) from found as f order by f.rank, f.id
$$;
