-- Operations come up: each is carried out in a subtransaction of its own, recorded with its verdict in the chain of its
-- device and person, and answered. One that cannot be carried out never blocks the next (research/sync.md 2.3).

-- Carries out one operation and returns the fields in conflict.
create function app.carry_out(operation uuid, device app.device, roles text[], body jsonb) returns text[]
language plpgsql
as $$
declare
    allowed app.operation_kind;
    act app.act;
    given jsonb;
    lost text[] := '{}';
begin
    if body ->> 'id' is distinct from operation::text or body ->> 'actor' is distinct from session_user::text then
        perform app.refuse('body of another operation');
    end if;
    select k.* into allowed from app.operation_kind as k where k.kind = body ->> 'kind';
    if not found then
        perform app.refuse('unknown kind');
    elsif not allowed.roles && roles then
        perform app.refuse('not allowed');
    end if;
    act := (operation, device.id, device.enrolled_at, allowed.kind, coalesce(body -> 'facts', '{}'));
    for given in select w.value from jsonb_array_elements(coalesce(body -> 'writes', '[]')) as w loop
        if given ? 'row' then
            if given ->> 't' is null or given ->> 't' <> all (allowed.appends) then
                perform app.refuse('not a write of this kind');
            end if;
            perform app.append(act, given ->> 't', given -> 'row');
        else
            lost := lost || app.change(act, allowed, given);
        end if;
    end loop;
    perform app.follow(act, body ->> 'subject');
    perform app.tell(act, body, lost);
    return lost;
end $$;

-- The verdict on one operation, whatever is wrong with it.
create function app.judge(
    operation uuid, device app.device, roles text[], sent text, out verdict text, out detail jsonb, out body jsonb)
language plpgsql
as $$
declare
    lost text[];
begin
    if octet_length(sent) > 262144 then
        perform app.refuse('too big');
    end if;
    body := sent::jsonb;
    lost := app.carry_out(operation, device, roles, body);
    verdict := case when lost = '{}' then 'applied' else 'conflict' end;
    detail := case when lost = '{}' then '{}'::jsonb else jsonb_build_object('fields', to_jsonb(lost)) end;
exception
    when sqlstate 'PM091' then
        verdict := 'deferred';
        detail := jsonb_build_object('why', sqlerrm);
    when foreign_key_violation then
        verdict := 'deferred';
        detail := '{"why": "parent not here"}';
    when sqlstate 'PM090' or insufficient_privilege or integrity_constraint_violation or data_exception
         or program_limit_exceeded or case_not_found then
        verdict := 'rejected';
        detail := jsonb_build_object('why', sqlerrm);
end $$;

-- The body as JSON, null when it is none.
create function app.readable(body text) returns jsonb
language plpgsql immutable
as $$
begin
    return body::jsonb;
exception when data_exception or program_limit_exceeded then
    return null;
end $$;

-- Takes the rows that a batch will change in one order for all, so that two batches never wait for each other. Bodies
-- without a change are not read twice.
create function app.lock_ahead(operations jsonb) returns void
language plpgsql
as $$
declare
    bodies constant jsonb[] := array(
        select app.readable(o ->> 'body') from jsonb_array_elements(operations) as o
        where position('"set":' in o ->> 'body') > 0 and octet_length(o ->> 'body') <= 262144);
begin
    if bodies = '{}' then
        return;
    end if;
    perform from app.conversation as c
    where c.id in (select i #>> '{}' from unnest(bodies) as b,
                   jsonb_path_query(b, '$.writes[*] ? (@.t == "conversation").id') as i)
    order by c.id for no key update;
    perform from app.complaint as c
    where c.id in (select i #>> '{}' from unnest(bodies) as b,
                   jsonb_path_query(b, '$.writes[*] ? (@.t == "complaint").id') as i)
    order by c.id for no key update;
end $$;

create function api_v1.push(device uuid, epoch integer, operations jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
declare
    station app.device;
    roles constant text[] := app.roles_held();
    given jsonb;
    known app.operation;
    last bigint;
    told jsonb := '[]';
    judged record;
begin
    if push.epoch is distinct from (select m.epoch from sync.meta as m) then
        raise exception 'epoch changed' using errcode = 'PM020';
    elsif jsonb_array_length(push.operations) > 1000 or octet_length(push.operations::text) > 8388608 then
        raise exception 'batch too big' using errcode = 'PM030';
    end if;
    perform app.require_person();
    station := app.enrolled(push.device);
    select s.last_sequence into last from app.stream as s
    where s.device = push.device and s.actor = session_user for update;
    if jsonb_array_length(push.operations) > 1 then
        perform app.lock_ahead(push.operations);
    end if;
    for given in select o.value from jsonb_array_elements(push.operations) with ordinality as o order by o.ordinality loop
        select o.* into known from app.operation as o where o.id = (given ->> 'id')::uuid;
        if found then
            if known.actor <> session_user then
                raise exception 'operation of another person' using errcode = '42501';
            end if;
            told := told || jsonb_build_object('id', known.id, 'verdict', known.verdict, 'detail', known.detail,
                                               'dup', true);
            continue;
        elsif (given ->> 'sequence')::bigint <= last then
            raise exception 'sequence % is another operation', given ->> 'sequence' using errcode = 'PM011';
        end if;
        select j.* into judged from app.judge((given ->> 'id')::uuid, station, roles, given ->> 'body') as j;
        insert into app.operation (id, device, actor, sequence, kind, subject, body, prev_hash, hash, verdict, detail)
        values ((given ->> 'id')::uuid, station.id, session_user, (given ->> 'sequence')::bigint,
                coalesce(left(judged.body ->> 'kind', 100), ''), coalesce(left(judged.body ->> 'subject', 100), ''),
                given ->> 'body',
                decode(given ->> 'prev_hash', 'hex'), decode(given ->> 'hash', 'hex'), judged.verdict, judged.detail);
        last := last + 1;
        told := told || jsonb_build_object('id', given ->> 'id', 'verdict', judged.verdict, 'detail', judged.detail,
                                           'dup', false);
    end loop;
    update app.stream as s set last_sequence = o.sequence, last_hash = o.hash
    from app.operation as o
    where s.device = station.id and s.actor = session_user and s.last_sequence < last
      and o.device = station.id and o.actor = session_user and o.sequence = last;
    return told;
end $$;
