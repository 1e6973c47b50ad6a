-- What a network lets be done with a message, as the seat that read it says: an object, or null where nothing is known.

alter table app.message add column capability jsonb not null default 'null'
    check (jsonb_typeof(capability) in ('object', 'null') and octet_length(capability::text) <= 1000);

create or replace view sync.message as
select m.id, m.conversation_id, m.channel, m.remote_id, m.parent, m.direction, m.author_remote_id, m.author_handle,
       m.author_name, m.text, m.sent_at, m.received_at, m.permalink, m.can_reply, m.capability
from app.message as m;

-- The conversations of the messages that were new, and how many these were.
create or replace function app.ingest_messages(given jsonb, out touched text[], out n integer)
language sql
as $$
    with fresh as (
        insert into app.message as known (
            id, conversation_id, channel, remote_id, parent, direction, author_remote_id, author_handle, author_name,
            text, sent_at, received_at, permalink, can_reply, capability)
        select distinct on (r.channel, r.remote_id) app.checked_message_id(r), r.conversation_id, r.channel, r.remote_id,
               r.parent, r.direction, r.author_remote_id, r.author_handle, r.author_name, r.text,
               app.clamp(r.sent_at, '-infinity'), app.clamp(r.received_at, '-infinity'), coalesce(r.permalink, ''),
               coalesce(r.can_reply, true), coalesce(r.capability, 'null')
        from jsonb_populate_recordset(null::app.message, given) as r
        order by r.channel, r.remote_id, (r.direction = 'context')
        on conflict (channel, remote_id) do update
        set conversation_id = excluded.conversation_id, parent = excluded.parent, direction = excluded.direction,
            author_remote_id = excluded.author_remote_id, author_handle = excluded.author_handle,
            author_name = excluded.author_name, text = excluded.text, sent_at = excluded.sent_at,
            received_at = excluded.received_at, permalink = excluded.permalink, can_reply = excluded.can_reply,
            capability = excluded.capability
        where known.direction = 'context' and excluded.direction <> 'context'
        returning known.conversation_id, known.direction)
    select coalesce(array_agg(distinct f.conversation_id) filter (where f.direction <> 'context'), '{}'),
           count(*)::integer
    from fresh as f
$$;
