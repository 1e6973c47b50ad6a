-- What an operation may change, field by field: a field is set when it still is what the person saw, or is already what
-- he wants; otherwise both values are kept as a conflict. No clock decides (SYNC, Merge).

-- One value of a change as the register writes it, so that both can be compared: times in its own form.
create function app.as_written(field text, value jsonb) returns jsonb
language plpgsql stable
as $$
begin
    if field like '%\_at' or field like '%\_until' then
        return coalesce(to_jsonb((value #>> '{}')::timestamptz(3)), 'null');
    end if;
    return coalesce(value, 'null');
end $$;

-- Of a change {"field": [seen, wanted]}, what may be set upon *current*; what may not is kept under *entity*.
create function app.merged(
    act app.act, entity text, subject text, current jsonb, change jsonb, allowed text[],
    out accepted jsonb, out lost text[])
language plpgsql
as $$
declare
    field text;
    pair jsonb;
    seen jsonb;
    wanted jsonb;
begin
    accepted := '{}';
    lost := '{}';
    for field, pair in select c.key, c.value from jsonb_each(change) as c loop
        if field <> all (allowed) then
            perform app.refuse('not a field of this kind: ' || field);
        elsif jsonb_typeof(pair) <> 'array' or jsonb_array_length(pair) <> 2 then
            perform app.refuse('not a pair of values: ' || field);
        end if;
        wanted := app.as_written(field, pair -> 1);
        if current -> field = wanted then
            continue;
        end if;
        seen := app.as_written(field, pair -> 0);
        if current -> field = seen then
            accepted := accepted || jsonb_build_object(field, wanted);
        else
            lost := lost || field;
            insert into app.conflict (entity, subject, field, operation, mine, theirs, base)
            values (merged.entity, merged.subject, field, act.operation, wanted, current -> field, seen);
        end if;
    end loop;
end $$;

-- Whoever finishes or puts a conversation away must have seen its newest message (traffic cop).
create function app.change_conversation(act app.act, given jsonb, allowed text[]) returns text[]
language plpgsql
as $$
declare
    was app.conversation;
    becomes app.conversation;
    result record;
begin
    select c.* into was from app.conversation as c where c.id = given ->> 'id' for no key update;
    if not found then
        perform app.put_off('conversation not here');
    end if;
    if act.kind in ('conversation.finished', 'conversation.snoozed')
       and (given ->> 'seen')::timestamptz(3) is distinct from was.last_at then
        insert into app.conflict (entity, subject, field, operation, mine, theirs, base)
        values ('conversation', was.id, 'last_at', act.operation, given -> 'seen', to_jsonb(was.last_at),
                given -> 'seen');
        return array['last_at'];
    end if;
    select m.* into result from app.merged(act, 'conversation', was.id, to_jsonb(was), given -> 'set', allowed) as m;
    if result.accepted <> '{}' then
        becomes := jsonb_populate_record(was, result.accepted);
        update app.conversation as c
        set state = becomes.state, last_at = becomes.last_at, due_at = becomes.due_at,
            answered_at = becomes.answered_at, assignee_id = becomes.assignee_id,
            snoozed_until = becomes.snoozed_until, labels = becomes.labels, urgent = becomes.urgent,
            kind = becomes.kind, jurisdiction = becomes.jurisdiction, agencies = becomes.agencies,
            category = becomes.category, road = becomes.road, place = becomes.place,
            confidence = becomes.confidence, triaged_urgent = becomes.triaged_urgent, evidence = becomes.evidence
        where c.id = was.id;
    end if;
    return result.lost;
end $$;

create function app.change_complaint(act app.act, given jsonb, allowed text[]) returns text[]
language plpgsql
as $$
declare
    was app.complaint;
    becomes app.complaint;
    result record;
begin
    select c.* into was from app.complaint as c where c.id = given ->> 'id' for no key update;
    if not found then
        perform app.put_off('complaint not here');
    end if;
    if act.kind = 'complaint.numbered' then
        perform app.leased_since(act.device, given -> 'set' -> 'number' ->> 1);
    end if;
    select m.* into result from app.merged(act, 'complaint', was.id, to_jsonb(was), given -> 'set', allowed) as m;
    if 'state' = any (result.lost) then
        result.accepted := result.accepted - 'closing_code';
    end if;
    if result.accepted ? 'state' and not exists (
        select from app.complaint_step as s where s.before = was.state and s.after = result.accepted ->> 'state') then
        perform app.refuse('illegal step');
    end if;
    if result.accepted <> '{}' then
        becomes := jsonb_populate_record(was, result.accepted);
        update app.complaint as c
        set number = becomes.number, complainant = becomes.complainant, customer_kind = becomes.customer_kind,
            summary = becomes.summary, category = becomes.category, jurisdiction = becomes.jurisdiction,
            agencies = becomes.agencies, road = becomes.road, location = becomes.location, state = becomes.state,
            closing_code = becomes.closing_code
        where c.id = was.id;
    end if;
    return result.lost;
end $$;

-- What tells which account it is, is corrected only while no token speaks for it.
create function app.change_account(act app.act, given jsonb, allowed text[]) returns text[]
language plpgsql
as $$
declare
    was app.account;
    becomes app.account;
    result record;
begin
    select a.* into was from app.account as a where a.id = given ->> 'id' for update;
    if not found then
        perform app.put_off('account not here');
    end if;
    select m.* into result from app.merged(act, 'account', was.id, to_jsonb(was), given -> 'set', allowed) as m;
    if result.accepted <> '{}' then
        if act.kind in ('account.edited', 'account.resolved') and was.connected and result.accepted ?| '{handle,name,agency}' then
            perform app.refuse('account is connected');
        end if;
        becomes := jsonb_populate_record(was, result.accepted);
        perform app.require_people(becomes);
        update app.account as a
        set remote_id = becomes.remote_id, handle = becomes.handle, name = becomes.name, agency = becomes.agency,
            connected = becomes.connected, policy = becomes.policy, valid_from = becomes.valid_from,
            valid_to = becomes.valid_to, owner_id = becomes.owner_id, deputy_id = becomes.deputy_id
        where a.id = was.id;
    end if;
    return result.lost;
end $$;

create function app.change(act app.act, allowed app.operation_kind, given jsonb) returns text[]
language plpgsql
as $$
begin
    if jsonb_typeof(given -> 'set') is distinct from 'object' then
        perform app.refuse('a change without a set');
    end if;
    case given ->> 't'
        when 'conversation' then return app.change_conversation(act, given, allowed.conversation);
        when 'complaint' then return app.change_complaint(act, given, allowed.complaint);
        when 'account' then return app.change_account(act, given, allowed.account);
    else
        perform app.refuse('not a change of this kind');
    end case;
end $$;
