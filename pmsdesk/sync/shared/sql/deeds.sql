-- Who did what and when: one line for each operation that was carried out on a conversation or complaint, and for what
-- became of a reply that was published. Everybody's seat shows them; an operation itself, with all it says, is only for
-- its author and those who oversee.

create table app.deed (
    id text primary key default gen_random_uuid()::text,
    conversation_id text not null references app.conversation,
    subject text not null,
    kind text not null,
    actor_id text not null default session_user,
    facts jsonb not null,
    at timestamptz(3) not null default sync.now()
);
create index deed_conversation on app.deed (conversation_id);
comment on column app.deed.id is 'that of its operation, so that its author does not see it twice';
comment on column app.deed.subject is 'the conversation, or a complaint of it';

-- The conversation that *subject* is or belongs to, null for anything else.
create function app.matter_of(subject text) returns text
language sql stable
as $$
    select c.id from app.conversation as c where c.id = matter_of.subject
    union all
    select k.conversation_id from app.complaint as k where k.id = matter_of.subject
$$;

-- Nobody, the owner included, writes a deed in another's name, into the future or about two matters at once.
create function app.guard_deed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if new.actor_id <> session_user then
        raise exception 'a deed is told by who did it' using errcode = '42501';
    elsif new.at > sync.now() then
        raise exception 'a deed lies in the past' using errcode = '42501';
    elsif new.conversation_id is distinct from app.matter_of(new.subject) then
        raise exception 'a deed is about its own conversation' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before insert on app.deed for each row execute function app.guard_deed();

-- What everybody is told of an operation: of its facts the ones its kind tells, and the present name of who was
-- assigned. When a change was *lost* to another's, only what stands nevertheless: a reply, a complaint, the other fields.
create function app.tell(act app.act, body jsonb, lost text[]) returns void
language plpgsql
as $$
declare
    matter constant text := app.matter_of(body ->> 'subject');
    told constant text[] := (select k.told from app.operation_kind as k where k.kind = act.kind);
    facts jsonb;
begin
    if matter is null or told is null then
        return;
    end if;
    select coalesce(jsonb_object_agg(f.key, f.value), '{}') into facts
    from jsonb_each(act.facts) as f where f.key = any (told) and f.key <> all (lost);
    if lost <> '{}' and not (act.kind like 'reply.%' or act.kind = 'complaint.registered'
                             or act.kind = 'complaint.edited' and facts <> '{}') then
        return;
    end if;
    if act.kind = 'conversation.assigned' then
        facts := facts || jsonb_build_object('name', coalesce(
            (select s.name from app.staff as s where s.id = facts ->> 'to'), ''));
    end if;
    insert into app.deed (id, conversation_id, subject, kind, facts, at)
    values (act.operation, matter, body ->> 'subject', act.kind, facts,
            app.clamp(coalesce((body ->> 'at')::timestamptz(3), sync.now()), act.since));
end $$;

-- What became of a reply at the network, in the publisher's name. A supervisor's word on it is an operation.
create function app.tell_outcome() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into app.deed (conversation_id, subject, kind, facts, at)
    select r.conversation_id, r.conversation_id, 'reply.' || replace(new.event, 'reconciled-', ''),
           jsonb_strip_nulls(jsonb_build_object('reply', r.id, 'words', new.detail -> 'words')), new.at
    from app.reply_version as v join app.reply as r on r.id = v.reply_id
    where v.id = new.version_id;
    return null;
end $$;
create trigger tell after insert on app.publish_attempt for each row
    when (new.event in ('sent', 'reconciled-sent', 'rejected', 'reconciled-rejected', 'unsure'))
    execute function app.tell_outcome();
