-- The register of complaints: numbered, moved by legal steps only, followed up, with photos.

create table app.complaint_step (
    before text not null,
    after text not null,
    primary key (before, after)
);
comment on table app.complaint_step is 'the legal changes of state, written from domain/complaint.LEGAL';

create table app.complaint (
    id text primary key,
    number text not null unique,
    conversation_id text not null references app.conversation,
    contact_id text not null references app.contact,
    complainant text not null,
    customer_kind text not null,
    summary text not null,
    category text not null,
    jurisdiction text not null,
    agencies jsonb not null check (jsonb_typeof(agencies) = 'array'),
    road text not null,
    location text not null,
    state text not null,
    registered_by text not null,
    registered_at timestamptz(3) not null,
    closing_code text not null default '',
    year integer generated always as (
        case when number ~ '^KKR/\d{4}/\d{6,9}$' then split_part(number, '/', 2)::integer end) stored,
    serial integer generated always as (
        case when number ~ '^KKR/\d{4}/\d{6,9}$' then split_part(number, '/', 3)::integer end) stored,
    check (number ~ '^KKR/\d{4}/\d{6,9}$' or number ~ '^DRAF/.'),
    check (closing_code = '' or state = 'ditutup')
);
create index complaint_conversation on app.complaint (conversation_id);
create index complaint_newest on app.complaint (registered_at desc, id desc);
create index complaint_serial on app.complaint (year, serial);

create table app.follow_up (
    id text primary key,
    complaint_id text not null references app.complaint,
    author_id text not null,
    text text not null,
    state text not null,
    created_at timestamptz(3) not null
);
create index follow_up_complaint on app.follow_up (complaint_id);

create table app.attachment (
    id text primary key,
    complaint_id text not null references app.complaint,
    evidence text not null check (evidence in ('sebelum', 'selepas', 'lain')),
    sha text not null check (sha ~ '^[0-9a-f]{64}$'),
    name text not null,
    media_type text not null,
    size integer not null check (size >= 0),
    added_by text not null,
    added_at timestamptz(3) not null,
    thumbnail text not null default '' check (thumbnail = '' or thumbnail ~ '^[0-9a-f]{64}$'),
    taken_at timestamptz(3)
);
create index attachment_complaint on app.attachment (complaint_id);

create function app.guard_complaint() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        if new.registered_by <> session_user then
            raise exception 'a complaint is registered by who says so' using errcode = '42501';
        elsif new.state <> 'didaftar' then
            raise exception 'a complaint begins registered' using errcode = '42501';
        end if;
        return new;
    end if;
    if (new.id, new.conversation_id, new.contact_id, new.registered_by, new.registered_at)
       <> (old.id, old.conversation_id, old.contact_id, old.registered_by, old.registered_at) then
        raise exception 'a complaint keeps its conversation and registration' using errcode = '42501';
    elsif new.number <> old.number and old.number not like 'DRAF/%' then
        raise exception 'an official number is final' using errcode = '42501';
    elsif new.state <> old.state and not exists (
        select from app.complaint_step as s where s.before = old.state and s.after = new.state) then
        raise exception 'illegal step from % to %', old.state, new.state using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before insert or update on app.complaint for each row execute function app.guard_complaint();

-- What is written down is written by its author, who is the person of this session.
create function app.guard_author() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_table_name = 'attachment' then
        if new.added_by = session_user then
            return new;
        end if;
    elsif new.author_id = session_user then
        return new;
    end if;
    raise exception 'written by its author only' using errcode = '42501';
end $$;
create trigger guard before insert on app.note for each row execute function app.guard_author();
create trigger guard before insert on app.follow_up for each row execute function app.guard_author();
create trigger guard before insert on app.attachment for each row execute function app.guard_author();

create view app.number_register as
select b.year, n.serial, app.official_number(b.year, n.serial) as number,
       case when c.id is not null then 'issued' when v.serial is not null then 'void' else 'leased' end as state,
       b.device, b.actor, b.leased_at, c.id as complaint_id, c.registered_at, coalesce(v.reason, '') as reason
from app.number_block as b
cross join lateral generate_series(b.low, b.high) as n (serial)
left join app.complaint as c on c.year = b.year and c.serial = n.serial
left join app.number_void as v on v.year = b.year and v.serial = n.serial;
comment on view app.number_register is 'the gap register: what became of every number that was ever leased';
