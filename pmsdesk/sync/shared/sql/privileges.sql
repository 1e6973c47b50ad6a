-- What a login may do: call the functions of api_v1 and read under row-level security. Nothing is written past them,
-- and what PostgreSQL allows everybody by default is taken back (research/sync.md 3.1).

revoke all on all tables in schema app, sync, api_v1 from public;
revoke all on all functions in schema app, sync, api_v1 from public;
grant usage on schema app, sync, api_v1 to pms_client;
grant execute on all functions in schema api_v1 to pms_client;
grant execute on function app.is_person(), app.oversees(), app.holds(name) to pms_client;

-- Temporary objects could shadow names, large objects fill the disk, advisory locks stop others.
do $$
declare
    open_to_all record;
begin
    for open_to_all in
        select p.oid::regprocedure as signature from pg_proc as p
        where p.pronamespace = 'pg_catalog'::regnamespace
          and p.proname ~ '^(lo_.*|loread|lowrite|pg_(try_)?advisory_.*|pg_notify|pg_export_snapshot|pg_logical_emit_message)$'
    loop
        execute format('revoke execute on function %s from public', open_to_all.signature);
    end loop;
end $$;
revoke all on schema public from public;

-- Nobody but the owner writes functions or blocks of code.
revoke usage on language plpgsql from public;
grant usage on language plpgsql to pms_owner;

-- Rights on a database do not travel with a copy or a dump of it: call this again for each.
create function sync.protect_database() returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to pms_client', current_database());
end $$;
revoke all on function sync.protect_database() from public;
select sync.protect_database();
