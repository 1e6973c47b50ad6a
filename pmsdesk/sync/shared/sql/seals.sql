-- Every quarter of an hour a seal is put upon the operations recorded since; all seats pull the seals and keep them, so
-- that even a superuser cannot rewrite the register unnoticed (research/sync.md 3.1).

create table app.audit_seal (
    n bigint primary key,
    epoch integer not null,
    snapshot pg_snapshot not null,
    count integer not null,
    root text not null,
    prev_root text not null,
    sealed_by text not null default session_user,
    sealed_at timestamptz(3) not null default sync.now()
);

create table app.sealed_operation (
    operation uuid primary key references app.operation,
    n bigint not null references app.audit_seal
);
create index audit_seal_id on app.audit_seal ((n::text));
create index sealed_operation_n on app.sealed_operation (n);

-- The root of a seal: sha256 of the root before and the hash of every operation under it, in order of their ids.
create function app.seal_root(prev_root text, n bigint) returns text
language sql stable
as $$
    select encode(sha256(convert_to(seal_root.prev_root, 'UTF8') || coalesce(
        (select string_agg(o.hash, ''::bytea order by o.id)
         from app.sealed_operation as s join app.operation as o on o.id = s.operation
         where s.n = seal_root.n), ''::bytea)), 'hex')
$$;

-- Seals what was recorded since the last seal; returns the new one, or null when there is nothing.
create function api_v1.seal() returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
declare
    last app.audit_seal;
    current_epoch constant integer := (select m.epoch from sync.meta as m);
    fresh uuid[];
    hashes bytea;
begin
    perform app.require('penyelia', 'pentadbir', 'penerbit');
    lock table app.audit_seal in share row exclusive mode;
    select s.* into last from app.audit_seal as s order by s.n desc limit 1;
    select array_agg(o.id), string_agg(o.hash, ''::bytea order by o.id) into fresh, hashes
    from app.operation as o
    where (last.epoch is distinct from current_epoch or o.xid >= pg_snapshot_xmin(last.snapshot))
      and not exists (select from app.sealed_operation as s where s.operation = o.id);
    if fresh is null then
        return null;
    end if;
    insert into app.audit_seal as s (n, epoch, snapshot, count, root, prev_root)
    values (coalesce(last.n, 0) + 1, current_epoch, pg_current_snapshot(), cardinality(fresh),
            encode(sha256(convert_to(coalesce(last.root, ''), 'UTF8') || hashes), 'hex'), coalesce(last.root, ''))
    returning s.* into last;
    insert into app.sealed_operation (operation, n) select f, last.n from unnest(fresh) as f;
    return (select to_jsonb(r) from sync.audit_seal as r where r.n = last.n);
end $$;
