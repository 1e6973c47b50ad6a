-- One conversation with everything that hangs on it, in the order in which it may be written: for a seat that forgot it
-- and is told of it again, because the feed tells only what changed.

create function api_v1.whole(conversation text) returns table (kind text, id text, "row" jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
    select h.kind, h.id, h."row" from app.require_person() as allowed, sync.hanging as h
    where h.conversation_id = whole.conversation order by h.rank, h.id
$$;
