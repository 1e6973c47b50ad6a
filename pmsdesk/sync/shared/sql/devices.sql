-- Workstations, and the chain of operations each person writes on each of them (research/sync.md 2.3).

create table app.device (
    id uuid primary key,
    label text not null,
    enrolled_by text not null default session_user,
    enrolled_at timestamptz(3) not null default sync.now(),
    revoked_at timestamptz(3)
);

create table app.stream (
    device uuid not null references app.device,
    actor text not null,
    last_sequence bigint not null default 0,
    last_hash bytea not null default decode(repeat('00', 32), 'hex'),
    primary key (device, actor)
);

create table app.operation (
    id uuid primary key,
    device uuid not null,
    actor text not null,
    sequence bigint not null,
    kind text not null,
    subject text not null,
    body text not null,
    prev_hash bytea not null,
    hash bytea not null,
    verdict text not null check (verdict in ('applied', 'conflict', 'rejected', 'deferred')),
    detail jsonb not null default '{}',
    recorded_at timestamptz(3) not null default sync.now(),
    xid xid8 not null default pg_current_xact_id(),
    unique (device, actor, sequence)
);
create index operation_subject on app.operation (subject);
create index operation_xid on app.operation (xid);

-- The chain binds every writer, the owner too: own name, next number, hash of the body upon the hash before. The chain
-- itself says where it stands; its stream follows once a batch.
create function app.guard_chain() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    last_sequence bigint;
    last_hash bytea;
begin
    if new.actor <> session_user then
        raise exception 'an operation is written by its actor' using errcode = '42501';
    end if;
    select o.sequence, o.hash into last_sequence, last_hash from app.operation as o
    where o.device = new.device and o.actor = new.actor order by o.sequence desc limit 1;
    if not found then
        last_sequence := 0;
        last_hash := decode(repeat('00', 32), 'hex');
    end if;
    if new.sequence <> last_sequence + 1 then
        raise exception 'sequence % after %', new.sequence, last_sequence using errcode = 'PM001';
    elsif new.prev_hash <> last_hash then
        raise exception 'not upon the operation before' using errcode = 'PM002';
    elsif new.hash <> sha256(last_hash || convert_to(new.body, 'UTF8')) then
        raise exception 'not the hash of the body' using errcode = 'PM003';
    end if;
    new.recorded_at := sync.now();
    new.xid := pg_current_xact_id();
    return new;
end $$;
create trigger guard before insert on app.operation for each row execute function app.guard_chain();

create function app.guard_stream() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if (new.device, new.actor) <> (old.device, old.actor) or new.last_sequence <= old.last_sequence
       or new.actor <> session_user
       or not exists (select from app.operation as o
                      where o.device = new.device and o.actor = new.actor
                        and o.sequence = new.last_sequence and o.hash = new.last_hash) then
        raise exception 'a stream follows its chain, which only grows' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before update on app.stream for each row execute function app.guard_stream();

create function app.guard_device() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if (new.id, new.enrolled_by, new.enrolled_at) <> (old.id, old.enrolled_by, old.enrolled_at)
       or old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
        raise exception 'a device keeps its enrolment, and stays revoked' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before update on app.device for each row execute function app.guard_device();

-- The device when the caller has a chain on it and it is not revoked; anything else is refused.
create function app.enrolled(device uuid) returns app.device
language plpgsql stable
as $$
declare
    found_device app.device;
begin
    select d.* into found_device
    from app.device as d join app.stream as s on s.device = d.id and s.actor = session_user
    where d.id = enrolled.device;
    if not found then
        raise exception 'not enrolled' using errcode = 'PM010';
    elsif found_device.revoked_at is not null then
        raise exception 'device revoked' using errcode = 'PM012';
    end if;
    return found_device;
end $$;

create function api_v1.enroll(device uuid, label text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    stream app.stream;
begin
    perform app.require_person();
    if length(enroll.label) > 200 then
        raise exception 'label too long' using errcode = 'PM030';
    end if;
    insert into app.device (id, label) values (enroll.device, enroll.label) on conflict (id) do nothing;
    insert into app.stream (device, actor) values (enroll.device, session_user) on conflict do nothing;
    perform app.enrolled(enroll.device);
    select s.* into stream from app.stream as s where s.device = enroll.device and s.actor = session_user;
    return jsonb_build_object('sequence', stream.last_sequence, 'hash', encode(stream.last_hash, 'hex'));
end $$;

create function api_v1.stream_position(device uuid) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select s.last_sequence from app.stream as s where s.device = stream_position.device and s.actor = session_user
$$;

create function api_v1.receipts(ids uuid[]) returns table (id uuid, verdict text, detail jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select o.id, o.verdict, o.detail from app.operation as o
    where o.id = any (receipts.ids) and o.actor = session_user
$$;

-- For an administrator's own session: a stolen or scrapped workstation writes no more.
create function app.revoke_device(device uuid) returns void
language sql
as $$ update app.device as d set revoked_at = sync.now() where d.id = revoke_device.device and d.revoked_at is null $$;
