-- What a network delivered, as a seat that polled it sends it up. Two seats that read the same post make the same rows;
-- a conversation is moved only by messages that are really new (research/sync.md 2.2).

create function app.ingest_contacts(given jsonb) returns void
language sql
as $$
    insert into app.contact as known (id, channel, remote_id, handle, name, first_seen_at, phone, email)
    select distinct on (r.id) r.id, r.channel, r.remote_id, r.handle, r.name, app.clamp(r.first_seen_at, '-infinity'),
           coalesce(r.phone, ''), coalesce(r.email, '')
    from jsonb_populate_recordset(null::app.contact, given) as r
    order by r.id
    on conflict (id) do update
    set handle = excluded.handle, name = excluded.name
    where (known.handle, known.name) <> (excluded.handle, excluded.name)
$$;

create function app.ingest_conversations(given jsonb) returns text[]
language sql
as $$
    with fresh as (
        insert into app.conversation (
            id, account_id, contact_id, thread, state, last_at, due_at, answered_at, assignee_id, snoozed_until, labels,
            urgent, kind, jurisdiction, agencies, category, road, place, confidence, triaged_urgent, evidence)
        select distinct on (r.id) r.id, r.account_id, r.contact_id, r.thread, r.state, app.clamp(r.last_at, '-infinity'),
               r.due_at, r.answered_at, '', r.snoozed_until, coalesce(r.labels, '[]'), r.urgent, r.kind, r.jurisdiction,
               r.agencies, r.category, r.road, r.place, r.confidence, r.triaged_urgent, r.evidence
        from jsonb_populate_recordset(null::app.conversation, given) as r
        order by r.id
        on conflict (id) do nothing
        returning id)
    select coalesce(array_agg(f.id), '{}') from fresh as f
$$;

create function app.checked_message_id(given app.message) returns text
language plpgsql stable
as $$
begin
    if given.remote_id = '' or given.id <> app.message_id(given.channel, given.remote_id) then
        raise exception 'a message has the id that its remote id gives it' using errcode = '22023';
    end if;
    return given.id;
end $$;

-- The conversations of the messages that were new, and how many these were.
create function app.ingest_messages(given jsonb, out touched text[], out n integer)
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

-- The conversations in which something became of a message that was not known yet.
create function app.ingest_amendments(given jsonb) returns text[]
language sql
as $$
    with fresh as (
        insert into app.amendment (id, message_id, conversation_id, change, text, seen_at)
        select distinct on (r.id) r.id, r.message_id, m.conversation_id, r.change, r.text,
               app.clamp(r.seen_at, '-infinity')
        from jsonb_populate_recordset(null::app.amendment, given) as r
        left join app.message as m on m.id = r.message_id and m.direction <> 'context'
        order by r.id
        on conflict (id) do nothing
        returning conversation_id)
    select coalesce(array_agg(distinct f.conversation_id), '{}') from fresh as f
$$;

-- Takes the conversations it moves in the order in which push takes them.
-- Whose turn it is and until when comes as the seat found it; a reading of what it is about only when it is surer.
create function app.move_conversations(given jsonb, touched text[]) returns void
language sql
as $$
    select from app.conversation as c where c.id = any (touched) order by c.id for no key update;
    update app.conversation as c
    set state = r.state, due_at = r.due_at, snoozed_until = r.snoozed_until,
        answered_at = greatest(c.answered_at, least(r.answered_at, sync.now())),
        last_at = greatest(c.last_at, least(r.last_at, sync.now())),
        urgent = c.urgent or r.urgent,
        kind = case when r.confidence > c.confidence then r.kind else c.kind end,
        jurisdiction = case when r.confidence > c.confidence then r.jurisdiction else c.jurisdiction end,
        agencies = case when r.confidence > c.confidence then r.agencies else c.agencies end,
        category = case when r.confidence > c.confidence then r.category else c.category end,
        road = case when r.confidence > c.confidence then r.road else c.road end,
        place = case when r.confidence > c.confidence then r.place else c.place end,
        triaged_urgent = case when r.confidence > c.confidence then r.triaged_urgent else c.triaged_urgent end,
        evidence = case when r.confidence > c.confidence then r.evidence else c.evidence end,
        confidence = greatest(c.confidence, r.confidence)
    from (select distinct on (p.id) p.* from jsonb_populate_recordset(null::app.conversation, given) as p order by p.id) as r
    where c.id = r.id and c.id = any (touched)
$$;

-- A post that names two of our accounts is one message, kept with the account whose seat told of it first. What the
-- other's seat began for it holds no word of the citizen: it is done and owes nothing, and opens when he writes there.
create function api_v1.ingest(device uuid, rows jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
declare
    fresh text[];
    arrived record;
    amended text[];
begin
    perform app.require('pegawai', 'penyelia', 'penerbit');
    perform app.enrolled(ingest.device);
    if octet_length(ingest.rows::text) > 16777216 then
        raise exception 'batch too big' using errcode = 'PM030';
    end if;
    perform app.ingest_contacts(coalesce(ingest.rows -> 'contacts', '[]'));
    fresh := app.ingest_conversations(coalesce(ingest.rows -> 'conversations', '[]'));
    select m.* into arrived from app.ingest_messages(coalesce(ingest.rows -> 'messages', '[]')) as m;
    if exists (select from jsonb_populate_recordset(null::app.message, ingest.rows -> 'messages') as given
               join app.conversation as c on c.id = given.conversation_id and c.kind = 'post'
               where given.direction = 'in') then
        raise exception 'no citizen writes into the talk of a post' using errcode = '22023';
    end if;
    update app.conversation as c set state = 'done', due_at = null, snoozed_until = null
    where c.id = any (fresh) and c.id <> all (arrived.touched)
        and exists (
            select from jsonb_populate_recordset(null::app.message, ingest.rows -> 'messages') as given
            join app.message as known on known.channel = given.channel and known.remote_id = given.remote_id
            where given.conversation_id = c.id and known.conversation_id <> c.id);
    amended := app.ingest_amendments(coalesce(ingest.rows -> 'amendments', '[]'));
    perform app.move_conversations(
        coalesce(ingest.rows -> 'conversations', '[]'),
        array(select t from unnest(arrived.touched || amended) as t where t <> all (fresh)));
    return jsonb_build_object('messages', arrived.n, 'conversations', to_jsonb(fresh));
end $$;
