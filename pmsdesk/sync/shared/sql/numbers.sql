-- Official numbers from leased blocks: unique although a seat registers offline; every gap has a recorded reason
-- (research/sync.md 2.7).

create table app.number_high (
    year integer primary key,
    next integer not null
);

create table app.number_block (
    year integer not null,
    low integer not null check (low >= 1),
    high integer not null,
    device uuid not null references app.device,
    actor text not null,
    leased_at timestamptz(3) not null default sync.now(),
    closed_at timestamptz(3),
    primary key (year, low),
    check (high >= low)
);
create index number_block_device on app.number_block (device);

create table app.number_void (
    year integer not null,
    serial integer not null,
    reason text not null check (reason <> ''),
    voided_by text not null default session_user,
    voided_at timestamptz(3) not null default sync.now(),
    primary key (year, serial)
);

create function app.official_number(year integer, serial integer) returns text
language sql immutable
as $$ select 'KKR/' || year::text || '/' || lpad(serial::text, greatest(6, length(serial::text)), '0') $$;

create function app.guard_block() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'UPDATE' then
        if (new.year, new.low, new.high, new.leased_at) <> (old.year, old.low, old.high, old.leased_at) then
            raise exception 'a block keeps its numbers' using errcode = '42501';
        elsif old.closed_at is not null and new.closed_at is distinct from old.closed_at then
            raise exception 'a closed block stays closed' using errcode = '42501';
        end if;
        return new;
    end if;
    if new.high >= coalesce((select h.next from app.number_high as h where h.year = new.year), 0) then
        raise exception 'numbers beyond the highest given out' using errcode = '42501';
    elsif exists (select from app.number_block as b
                  where b.year = new.year and b.low <= new.high and b.high >= new.low) then
        raise exception 'numbers that are leased already' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before insert or update on app.number_block for each row execute function app.guard_block();

create function app.guard_high() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if new.year <> old.year or new.next < old.next then
        raise exception 'numbers only grow' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before update on app.number_high for each row execute function app.guard_high();

create function app.guard_void() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if not app.holds('pentadbir') then
        raise exception 'only for pentadbir' using errcode = '42501';
    elsif new.voided_by <> session_user then
        raise exception 'a number is voided by who says so' using errcode = '42501';
    end if;
    new.voided_at := sync.now();
    return new;
end $$;
create trigger guard before insert on app.number_void for each row execute function app.guard_void();

-- The block of a device that a number was leased in, if it may be used now.
create function app.block_of(device uuid, year integer, serial integer) returns app.number_block
language plpgsql stable
as $$
declare
    block app.number_block;
begin
    select b.* into block from app.number_block as b
    where b.year = block_of.year and b.low <= block_of.serial
    order by b.low desc limit 1;
    if not found or block.high < block_of.serial or block.device <> block_of.device or block.closed_at is not null then
        return null;
    elsif exists (select from app.number_void as v where v.year = block_of.year and v.serial = block_of.serial) then
        return null;
    end if;
    return block;
end $$;

create function app.begin_year(year integer) returns void
language sql
as $$
    insert into app.number_high (year, next) select begin_year.year, m.number_floor from sync.meta as m
    on conflict do nothing
$$;

create function api_v1.lease_numbers(device uuid, year integer, n integer)
returns table (low integer, high integer, leased_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    today timestamp := sync.now() at time zone 'Asia/Kuala_Lumpur';
    following integer;
begin
    perform app.require('pegawai', 'penyelia');
    perform app.enrolled(lease_numbers.device);
    if lease_numbers.n is null or lease_numbers.n not between 1 and 500 then
        raise exception 'a block has 1 to 500 numbers' using errcode = '22023';
    elsif lease_numbers.year is null
       or lease_numbers.year not between extract(year from today - interval '2 days')
                                     and extract(year from today + interval '32 days') then
        raise exception 'not a year to lease numbers of now' using errcode = '22023';
    end if;
    if (select coalesce(sum(b.high - b.low + 1), 0) from app.number_block as b
        where b.actor = session_user and b.year = lease_numbers.year and b.closed_at is null)
       - (select count(*) from app.complaint as c
          where c.registered_by = session_user and c.year = lease_numbers.year) > 5000 then
        raise exception 'so many numbers are leased and not used' using errcode = 'PM030';
    end if;
    perform app.begin_year(lease_numbers.year);
    update app.number_high as h set next = h.next + lease_numbers.n where h.year = lease_numbers.year
    returning h.next into following;
    return query
    insert into app.number_block as b (year, low, high, device, actor)
    values (lease_numbers.year, following - lease_numbers.n, following - 1, lease_numbers.device, session_user)
    returning b.low, b.high, b.leased_at::timestamptz;
end $$;

create function api_v1.blocks(device uuid)
returns table (year integer, low integer, high integer, leased_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    perform app.enrolled(blocks.device);
    return query
    select b.year, b.low, b.high, b.leased_at::timestamptz from app.number_block as b
    where b.device = blocks.device and b.closed_at is null order by b.year, b.low;
end $$;

-- After a declared restore a seat brings back the block it held; the register may have forgotten that it leased it.
create function api_v1.adopt_block(device uuid, year integer, low integer, high integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require('pegawai', 'penyelia');
    perform app.enrolled(adopt_block.device);
    if exists (select from app.number_block as b
               where b.year = adopt_block.year and b.low = adopt_block.low and b.high = adopt_block.high
                 and b.device = adopt_block.device) then
        return true;
    end if;
    perform app.begin_year(adopt_block.year);
    perform from app.number_high as h where h.year = adopt_block.year for update;
    if (select m.epoch from sync.meta as m) = 1
       or adopt_block.low is null or adopt_block.high is null
       or adopt_block.low < 1 or adopt_block.high - adopt_block.low not between 0 and 499
       or adopt_block.high >= (select h.next from app.number_high as h where h.year = adopt_block.year)
       or exists (select from app.number_block as b
                  where b.year = adopt_block.year and b.low <= adopt_block.high and b.high >= adopt_block.low) then
        return false;
    end if;
    insert into app.number_block (year, low, high, device, actor, leased_at)
    values (adopt_block.year, adopt_block.low, adopt_block.high, adopt_block.device, session_user,
            sync.now() - interval '30 days');
    return true;
end $$;

-- A seat that got a new device id takes the blocks of the old one along, whoever of its people leased them: all of them
-- give numbers there, and what one registered must not be refused because another has not been at the seat since.
create function api_v1.succeed(old_device uuid, new_device uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    moved integer;
begin
    perform app.enrolled(succeed.new_device);
    if not exists (select from app.stream as s where s.device = succeed.old_device and s.actor = session_user) then
        return 0;
    end if;
    update app.number_block as b set device = succeed.new_device
    where b.device = succeed.old_device and b.closed_at is null;
    get diagnostics moved = row_count;
    return moved;
end $$;

create function api_v1.void_number(year integer, serial integer, reason text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require('pentadbir');
    perform from app.number_high as h where h.year = void_number.year for update;
    if exists (select from app.complaint as c where c.year = void_number.year and c.serial = void_number.serial) then
        raise exception 'the number is issued' using errcode = 'PM040';
    elsif void_number.serial is null or void_number.serial not between 1 and coalesce(
              (select h.next - 1 from app.number_high as h where h.year = void_number.year), 0) then
        raise exception 'the number was never given out' using errcode = 'PM040';
    end if;
    insert into app.number_void (year, serial, reason)
    values (void_number.year, void_number.serial, void_number.reason) on conflict do nothing;
    return found;
end $$;
