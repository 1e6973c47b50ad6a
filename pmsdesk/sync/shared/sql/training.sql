-- Who has handed in which exercise (T1S8). The record is the operations themselves; each person reads the own, and whoever
-- oversees reads everybody's.

create index operation_training on app.operation (id) where kind = 'training.done';

-- Everybody records the own training only, in a line of a page at most.
create function app.after_training(act app.act, subject text) returns void
language plpgsql
as $$
begin
    if subject is distinct from session_user::text then
        perform app.refuse('training of another person');
    elsif jsonb_typeof(act.facts) <> 'object' or octet_length(act.facts::text) > 4000 then
        perform app.refuse('no line of the record');
    end if;
end $$;

-- When an operation says that it was done; null where it says no time.
create function app.claimed_at(body jsonb) returns timestamptz
language plpgsql stable
as $$
begin
    return (body ->> 'at')::timestamptz(3);
exception when data_exception then
    return null;
end $$;

-- Newest first, at most *most*; *before* is the last id of the page before, null for the first page.
create function api_v1.training(before uuid, most integer)
returns table (id uuid, staff text, name text, at timestamptz, facts jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_column
begin
    perform app.require_person();
    return query
    select o.id, o.actor, s.name,
           least(greatest(coalesce(app.claimed_at(b.body), o.recorded_at), d.enrolled_at), o.recorded_at),
           b.body -> 'facts'
    from app.operation as o
    join app.staff as s on s.id = o.actor
    join app.device as d on d.id = o.device
    cross join lateral (select o.body::jsonb as body) as b
    where o.kind = 'training.done' and o.verdict = 'applied'
      and (o.actor = session_user or app.oversees())
      and (training.before is null or o.id < training.before)
    order by o.id desc
    limit least(training.most, 1000);
end $$;
