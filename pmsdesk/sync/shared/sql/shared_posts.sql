-- A post that names two of our accounts is one message, kept with the account whose seat told of it first. What the
-- other's seat began for it holds no word of the citizen: it is done and owes nothing, and opens when he writes there.

create or replace function api_v1.ingest(device uuid, rows jsonb) returns jsonb
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
