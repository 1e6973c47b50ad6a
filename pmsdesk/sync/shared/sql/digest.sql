-- What a seat should have, as digests it can hold its copy against (research/sync.md 4.3, I14). A row counts as the text
-- of its jsonb, a conversation as everything that hangs on it. What changed after the seat's last pull is left out on
-- both sides, and so is what the seat leaves out because its own work on it is under way: nothing in flight differs.

-- What is old and still in the works is found without reading what is finished.
create index conversation_unfinished on app.conversation (last_at) where state <> 'done';
create index complaint_unfinished on app.complaint (conversation_id) where state not in ('ditutup', 'pendua');
create index reply_unfinished on app.reply (conversation_id) where state in ('pending', 'returned');

-- The conversations touched by what *upto* does not show yet.
create function sync.moving(upto pg_snapshot, epoch integer) returns text[]
language sql stable
as $$
    with changed as materialized (
        select distinct f.kind, f.id from sync.feed as f
        where f.epoch = moving.epoch and f.xid >= pg_snapshot_xmin(upto) and not pg_visible_in_snapshot(f.xid, upto))
    select coalesce(array_agg(distinct t.conversation_id), '{}')
    from changed as c
    cross join lateral (
        select h.conversation_id from sync.hanging as h where h.kind = c.kind and h.id = c.id offset 0) as t
$$;

create function sync.line(kind text, "row" jsonb) returns bytea
language sql immutable
return sha256(convert_to(kind || "row"::text, 'UTF8'));

-- That the seat's copy is of this epoch and the feed still tells what moved since.
create function sync.require_place(upto pg_snapshot, epoch integer) returns void
language plpgsql stable
as $$
begin
    if epoch is distinct from (select m.epoch from sync.meta as m) then
        raise exception 'epoch changed' using errcode = 'PM020';
    elsif pg_snapshot_xmin(upto) <= (select m.feed_floor from sync.meta as m) then
        raise exception 'last pull too long ago' using errcode = 'PM020';
    end if;
end $$;

-- The conversations every seat keeps, unfinished or newer than *since*, whose newest message lies within *edges*
-- (ascending): one digest for each stretch between two edges, or for each conversation when asked *singly*.
create function api_v1.digest(
    upto text, epoch integer, since timestamptz, edges timestamptz[], without text[], singly boolean) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
declare
    low constant timestamptz := digest.edges[1];
    high constant timestamptz := digest.edges[cardinality(digest.edges)];
    old constant boolean := low < digest.since;
    moving text[];
begin
    perform app.require_person();
    if coalesce(cardinality(digest.edges), 0) not between 2 and 1000 or cardinality(digest.without) > 5000 then
        raise exception 'too few or too many to compare' using errcode = '22023';
    end if;
    perform sync.require_place(digest.upto::pg_snapshot, digest.epoch);
    moving := sync.moving(digest.upto::pg_snapshot, digest.epoch);
    return (
        with wanted as (
            select c.id from app.conversation as c
            where c.last_at > digest.since and c.last_at >= low and c.last_at < high
            union select c.id from app.conversation as c where old and c.state <> 'done'
            union select k.conversation_id from app.complaint as k where old and k.state not in ('ditutup', 'pendua')
            union select k.conversation_id from app.complaint as k where old and k.registered_at > digest.since
            union select r.conversation_id from app.reply as r where old and r.state in ('pending', 'returned')
            union select r.conversation_id from app.publication as p join app.reply as r on r.id = p.reply_id
            where old and p.state in ('ready', 'claimed', 'sending', 'unsure')
            union select m.conversation_id from app.moderation as m where old and m.state in ('pending', 'cleared')),
        talks as materialized (
            select c.id,
                   case when digest.singly then c.id else width_bucket(c.last_at, digest.edges)::text end as place
            from wanted as w join app.conversation as c on c.id = w.id
            where c.last_at >= low and c.last_at < high and c.id <> all (moving) and c.id <> all (digest.without)),
        lines as (
            select t.place, r.line
            from talks as t
            cross join lateral (
                select sync.line(h.kind, h."row") as line from sync.hanging as h
                where h.conversation_id = t.id offset 0) as r),
        digests as (
            select l.place, encode(sha256(string_agg(l.line, '' order by l.line)), 'hex') as digest
            from lines as l group by l.place)
        select jsonb_build_object(
            'moving', to_jsonb(moving), 'digests', coalesce(jsonb_object_agg(d.place, d.digest), '{}'))
        from digests as d);
end $$;

-- The rows of a kind of which there are few, each by itself.
create function api_v1.digest_of_kind(kind text, upto text, epoch integer, since timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_column
declare
    seen constant pg_snapshot := digest_of_kind.upto;
begin
    perform app.require_person();
    if digest_of_kind.kind not in ('staff', 'account', 'conflict') then
        raise exception 'no such kind: %', digest_of_kind.kind using errcode = '22023';
    end if;
    perform sync.require_place(seen, digest_of_kind.epoch);
    return (
        select coalesce(jsonb_object_agg(e.id, encode(sync.line(e.kind, e."row"), 'hex')), '{}')
        from sync.every_row as e
        where e.kind = digest_of_kind.kind
          and (e.kind <> 'conflict' or e."row" ->> 'resolved_at' is null
               or (e."row" ->> 'resolved_at')::timestamptz > digest_of_kind.since)
          and not exists (
              select from sync.feed as f
              where f.epoch = digest_of_kind.epoch and f.kind = e.kind and f.id = e.id
                and f.xid >= pg_snapshot_xmin(seen) and not pg_visible_in_snapshot(f.xid, seen)));
end $$;
