-- Which rows changed, in which transaction: what a seat pulls as the difference of two snapshots, never by number or
-- time, which lose rows that commit late (research/sync.md 2.4; the method of PgQ).

create table sync.feed (
    seq bigint primary key generated always as identity,
    epoch integer not null,
    xid xid8 not null default pg_current_xact_id(),
    kind text not null,
    id text not null,
    at timestamptz(3) not null default sync.now()
);
create index feed_place on sync.feed (epoch, xid, seq);

create function sync.emit() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into sync.feed (epoch, kind, id) select m.epoch, tg_argv[0], c.id from changed as c, sync.meta as m;
    return null;
end $$;

create function sync.emit_publication() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into sync.feed (epoch, kind, id)
    select m.epoch, 'publication', c.version_id from changed as c, sync.meta as m;
    return null;
end $$;

create function sync.emit_seal() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into sync.feed (epoch, kind, id) select m.epoch, 'audit_seal', c.n::text from changed as c, sync.meta as m;
    return null;
end $$;

do $$
declare
    kind text;
    call text;
    event text;
begin
    for kind in select k.kind from sync.kind as k loop
        call := case kind when 'publication' then 'sync.emit_publication()' when 'audit_seal' then 'sync.emit_seal()'
                          else format('sync.emit(%L)', kind) end;
        foreach event in array array['insert', 'update'] loop
            execute format('create trigger feed_%s after %s on app.%I referencing new table as changed
                            for each statement execute function %s', event, event, kind, call);
        end loop;
    end loop;
end $$;

-- Forgets old entries; a seat whose last snapshot is older than what is left takes everything in anew.
create function sync.prune_feed(older interval) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    pruned bigint;
begin
    update sync.meta as m set feed_floor = greatest(m.feed_floor, coalesce(
        (select max(f.xid) from sync.feed as f where f.at < sync.now() - prune_feed.older), m.feed_floor));
    delete from sync.feed as f where f.at < sync.now() - prune_feed.older;
    get diagnostics pruned = row_count;
    return pruned;
end $$;
