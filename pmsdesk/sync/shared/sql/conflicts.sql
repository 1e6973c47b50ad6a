-- Two people changed the same field: both values are kept until a person decides (research/sync.md 2.5).

create table app.conflict (
    id text primary key default gen_random_uuid()::text,
    entity text not null check (entity in ('conversation', 'complaint', 'account')),
    subject text not null,
    field text not null,
    operation uuid not null,
    actor text not null default session_user,
    mine jsonb,
    theirs jsonb,
    base jsonb,
    at timestamptz(3) not null default sync.now(),
    resolved_by text,
    resolved_at timestamptz(3)
);
create index conflict_open on app.conflict (subject) where resolved_at is null;

create function app.guard_conflict() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        if new.actor <> session_user or new.resolved_at is not null then
            raise exception 'a conflict is kept open, by who met it' using errcode = '42501';
        end if;
        new.at := sync.now();
        return new;
    end if;
    if to_jsonb(new) - 'resolved_by' - 'resolved_at' <> to_jsonb(old) - 'resolved_by' - 'resolved_at'
       or old.resolved_at is not null or new.resolved_by is distinct from session_user::text then
        raise exception 'a conflict is only resolved, once, by who says so' using errcode = '42501';
    end if;
    new.resolved_at := sync.now();
    return new;
end $$;
create trigger guard before insert or update on app.conflict for each row execute function app.guard_conflict();
