-- What was asked of a third party's comment: to hide it, show it again or delete it. One person asks, a supervisor who
-- did not ask decides, a publisher carries it out; every act may be repeated, so nothing is claimed and nothing looked up.

create table app.moderation (
    id text primary key,
    conversation_id text not null references app.conversation,
    message_id text not null references app.message,
    account_id text not null references app.account,
    act text not null check (act in ('hide', 'show', 'delete')),
    sha text not null,
    code text not null check (code <> ''),
    reason text not null default '',
    asked_by text not null default session_user,
    asked_at timestamptz(3) not null,
    state text not null default 'pending'
        check (state in ('pending', 'declined', 'cancelled', 'cleared', 'done', 'refused')),
    decided_by text not null default '',
    decided_at timestamptz(3),
    remark text not null default '',
    not_before timestamptz(3),
    done_at timestamptz(3),
    words text not null default '',
    operation uuid not null
);
create index moderation_conversation on app.moderation (conversation_id);
create index moderation_due on app.moderation (account_id, decided_at) where state = 'cleared';
create unique index moderation_alone on app.moderation (message_id) where state in ('pending', 'cleared');
comment on column app.moderation.sha is 'the seal of the archived copy that the operation of asking carries';

-- As domain/moderation.ArchivedCopy.sha, byte for byte: to_json escapes a text as Python's json does.
create function app.seal(variadic fields text[]) returns text
language sql immutable
as $$
    select encode(sha256(convert_to(
        '[' || string_agg(to_json(f.value)::text, ',' order by f.place) || ']', 'UTF8')), 'hex')
    from unnest(seal.fields) with ordinality as f (value, place)
$$;

-- Of each wording the message had: its citizen may edit it while a request about it is on its way.
create function app.seals_of(message app.message) returns text[]
language sql stable
as $$
    select array_agg(app.seal(
        message.channel, message.remote_id, message.author_remote_id, message.author_handle, message.author_name,
        w.text, to_char(message.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"'), message.permalink))
    from (select message.text
          union select a.text from app.amendment as a where a.message_id = message.id and a.change = 'edited') as w
$$;

-- Four eyes, for the owner, too: who asked does not decide, who decides supervises now, and only what such a one cleared
-- comes to an end at the network, in a publisher's name. What was asked and decided is never rewritten.
create function app.guard_moderation() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    message app.message;
begin
    if tg_op = 'INSERT' then
        select m.* into message from app.message as m where m.id = new.message_id;
        if new.asked_by <> session_user or not (app.holds('pegawai') or app.holds('penyelia')) then
            raise exception 'a request is made by who says so' using errcode = '42501';
        elsif new.state <> 'pending' or new.decided_by <> '' or new.decided_at is not null or new.done_at is not null then
            raise exception 'a request begins pending' using errcode = '42501';
        elsif message.direction is distinct from 'in' or message.conversation_id is distinct from new.conversation_id
              or new.account_id is distinct from (
                  select c.account_id from app.conversation as c where c.id = new.conversation_id) then
            raise exception 'not a comment of this conversation' using errcode = '42501';
        elsif new.sha <> all (app.seals_of(message)) then
            raise exception 'not the comment as it stands here' using errcode = '42501';
        end if;
        return new;
    end if;
    if (new.id, new.conversation_id, new.message_id, new.account_id, new.act, new.sha, new.code, new.reason,
        new.asked_by, new.asked_at, new.operation)
       <> (old.id, old.conversation_id, old.message_id, old.account_id, old.act, old.sha, old.code, old.reason,
           old.asked_by, old.asked_at, old.operation) then
        raise exception 'what was asked is not rewritten' using errcode = '42501';
    elsif (old.state, new.state) not in (
        ('pending', 'declined'), ('pending', 'cancelled'), ('pending', 'cleared'),
        ('cleared', 'cleared'), ('cleared', 'done'), ('cleared', 'refused')) then
        raise exception 'illegal step of a request from % to %', old.state, new.state using errcode = '42501';
    elsif old.state <> 'pending'
          and (new.decided_by, new.decided_at, new.remark) is distinct from (old.decided_by, old.decided_at, old.remark) then
        raise exception 'a decision is not rewritten' using errcode = '42501';
    end if;
    if old.state = 'pending' and new.state <> 'cancelled' then
        if new.decided_by <> session_user or not app.holds('penyelia') then
            raise exception 'decider is no active supervisor' using errcode = '42501';
        elsif new.decided_by = old.asked_by then
            raise exception 'decider asked for it' using errcode = '42501';
        end if;
        new.decided_at := sync.now();
    elsif new.state = 'cancelled' then
        if old.asked_by <> session_user or new.decided_by <> '' or new.decided_at is not null then
            raise exception 'a request is taken back by who made it' using errcode = '42501';
        end if;
    elsif not app.holds('penerbit') then
        raise exception 'only for penerbit' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before insert or update on app.moderation for each row execute function app.guard_moderation();

-- ---- as people send it up ------------------------------------------------------------------------------------------

-- The operation carries the copy that was read, so that the chain proves what was to be hidden. While a request about a
-- message waits for a person there is no other; a later act waits until a cleared one is done.
create function app.append_moderation(act app.act, given jsonb) returns void
language plpgsql
as $$
declare
    measure app.moderation := jsonb_populate_record(null::app.moderation, given);
    copy constant jsonb := coalesce(act.facts -> 'copy', '{}');
    other app.moderation;
begin
    perform from app.message as m where m.id = measure.message_id for no key update;
    if not found then
        perform app.put_off('message not here');
    elsif act.facts ->> 'moderation' is distinct from measure.id or act.facts ->> 'sha' is distinct from measure.sha
          or measure.sha is distinct from app.seal(
              copy ->> 'channel', copy ->> 'remote_id', copy ->> 'author_remote_id', copy ->> 'author_handle',
              copy ->> 'author_name', copy ->> 'text', copy ->> 'sent_at', copy ->> 'permalink') then
        perform app.refuse('not the archived copy of this request');
    end if;
    select m.* into other from app.moderation as m
    where m.message_id = measure.message_id and m.state in ('pending', 'cleared');
    if found and other.id <> measure.id then
        if other.state = 'pending' or other.act = measure.act then
            perform app.refuse('asked already');
        end if;
        perform app.put_off('an earlier request is being carried out');
    end if;
    insert into app.moderation (
        id, conversation_id, message_id, account_id, act, sha, code, reason, asked_by, asked_at, operation)
    values (
        measure.id, measure.conversation_id, measure.message_id, measure.account_id, measure.act, measure.sha,
        measure.code, coalesce(measure.reason, ''), session_user, app.clamp(measure.asked_at, act.since), act.operation);
end $$;

create function app.after_moderation(act app.act) returns void
language plpgsql
as $$
declare
    measure app.moderation;
begin
    select m.* into measure from app.moderation as m where m.id = act.facts ->> 'moderation' for update;
    if not found then
        perform app.put_off('request not here');
    elsif act.kind = 'moderation.asked' then
        if measure.operation <> act.operation then
            perform app.refuse('request missing');
        end if;
        return;
    elsif measure.state <> 'pending' then
        perform app.refuse('request does not wait any more');
    elsif act.kind = 'moderation.cancelled' then
        update app.moderation as m set state = 'cancelled' where m.id = measure.id;
        return;
    elsif act.facts ->> 'sha' is distinct from measure.sha then
        perform app.refuse('not the comment of this request');
    elsif act.kind = 'moderation.declined' and btrim(coalesce(act.facts ->> 'reason', '')) = '' then
        perform app.refuse('reason missing');
    end if;
    update app.moderation as m
    set state = replace(act.kind, 'moderation.', ''), decided_by = session_user, decided_at = sync.now(),
        remark = case when act.kind = 'moderation.declined' then act.facts ->> 'reason' else '' end,
        not_before = case when act.kind = 'moderation.cleared' then sync.now() end
    where m.id = measure.id;
end $$;

-- ---- as publishers carry it out ------------------------------------------------------------------------------------

-- What may be done now, with what the network calls the comment: the oldest decisions of every account.
create function api_v1.moderations(most integer) returns setof jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_column
begin
    perform app.require('penerbit');
    return query
    select to_jsonb(r) || jsonb_build_object('remote_id', c.remote_id)
    from (
        select m.id, row_number() over (partition by m.account_id order by m.decided_at, m.id) as place
        from app.moderation as m where m.state = 'cleared' and m.not_before <= sync.now()
    ) as due
    join sync.moderation as r on r.id = due.id
    join app.message as c on c.id = r.message_id
    where due.place <= least(moderations.most, 200)
    order by r.decided_at, r.id;
end $$;

-- Notes what became of a call: done, refused for good, or to be tried again at *not_before*. Returns the state after that;
-- what another noted before stays, so it may be told twice.
create function api_v1.note_moderation(request text, outcome text, not_before timestamptz, words text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    measure app.moderation;
begin
    perform app.require('penerbit');
    if note_moderation.outcome is null or note_moderation.outcome not in ('done', 'refused', 'again') then
        raise exception 'no such outcome: %', note_moderation.outcome using errcode = '22023';
    end if;
    select m.* into measure from app.moderation as m where m.id = note_moderation.request for update;
    if not found or measure.state <> 'cleared' then
        return measure.state;
    end if;
    update app.moderation as m
    set state = case note_moderation.outcome when 'again' then 'cleared' else note_moderation.outcome end,
        done_at = case note_moderation.outcome when 'again' then null else sync.now() end,
        not_before = coalesce(note_moderation.not_before, m.not_before),
        words = case note_moderation.outcome when 'done' then '' else coalesce(left(note_moderation.words, 2000), '') end
    where m.id = measure.id returning m.* into measure;
    return measure.state;
end $$;

-- What became of it at the network, in the publisher's name.
create function app.tell_moderation() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into app.deed (conversation_id, subject, kind, facts, at)
    values (new.conversation_id, new.conversation_id, 'moderation.' || new.state,
            jsonb_strip_nulls(jsonb_build_object('moderation', new.id, 'act', new.act, 'words', nullif(new.words, ''))),
            new.done_at);
    return null;
end $$;
create trigger tell after update on app.moderation for each row
    when (old.state = 'cleared' and new.state in ('done', 'refused'))
    execute function app.tell_moderation();
