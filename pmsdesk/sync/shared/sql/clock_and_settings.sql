-- The register's clock and its one row of settings. Every time the register takes of itself comes from sync.now(),
-- so that a simulation can replace it.

-- Milliseconds, because that is what a seat keeps: finer times would never compare equal again.
create function sync.now() returns timestamptz
language sql volatile parallel safe
as $$ select date_trunc('milliseconds', clock_timestamp()) $$;

create table sync.meta (
    one boolean primary key default true check (one),
    epoch integer not null default 1,
    epoch_began timestamptz(3) not null default '-infinity',
    min_client integer not null default 1,
    max_client integer not null default 1,
    retry_after integer not null default 0,
    number_floor integer not null default 1,
    feed_floor xid8 not null default '0',
    lexicon text not null default '',
    saluran text not null default 'pro@kkr.gov.my',
    settle interval not null default interval '10 minutes'
);
comment on column sync.meta.epoch_began is 'when the server was last restored; what is older may stand on the network already';
comment on column sync.meta.number_floor is 'the first number of a year nobody has leased from; grows with every restore';
comment on column sync.meta.feed_floor is 'the newest transaction whose entry in the feed was forgotten';
comment on column sync.meta.lexicon is 'the version of the lexicon an attestation must have been made with; empty for any';
comment on column sync.meta.settle is 'how long after a call a text that is not on the network may still appear there';
insert into sync.meta default values;

-- A claimed time counts between what must have come before it and now; it is moved, never refused, because a flat
-- battery must not lose a complaint (research/sync.md 2.6).
create function app.clamp(claimed timestamptz, earliest timestamptz) returns timestamptz
language sql volatile
as $$ select least(greatest(claimed, earliest), sync.now()) $$;

create function sync.guard_settings() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if new.epoch < old.epoch or new.number_floor < old.number_floor then
        raise exception 'epoch and number floor only grow' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before update on sync.meta for each row execute function sync.guard_settings();
