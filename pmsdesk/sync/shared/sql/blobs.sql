-- Photos under their sha256, in chunks of 256 kB: an upload goes on where it broke off, identical photos are kept once,
-- and nothing counts as complete that does not hash to its name (research/sync.md 2.9). Until then everybody's upload is
-- his own: whoever announces another's photo with a wrong size or sends wrong chunks of it hinders nobody.

create table app.blob (
    sha text not null check (sha ~ '^[0-9a-f]{64}$'),
    size integer not null check (size between 0 and 52428800),
    media_type text not null,
    added_by text not null default session_user,
    added_at timestamptz(3) not null default sync.now(),
    complete boolean not null default false,
    primary key (sha, added_by)
);
create unique index blob_complete on app.blob (sha) where complete;

create table app.blob_chunk (
    sha text not null,
    added_by text not null default session_user,
    i integer not null,
    data bytea not null check (octet_length(data) <= 262144),
    primary key (sha, added_by, i),
    foreign key (sha, added_by) references app.blob
);
alter table app.blob_chunk alter column data set storage external;

create function app.chunks(size integer) returns integer
language sql immutable
as $$ select (chunks.size + 262143) / 262144 $$;

create function app.hashes_to_name(blob app.blob) returns boolean
language sql stable
as $$
    select coalesce(
        (select encode(sha256(string_agg(c.data, ''::bytea order by c.i)), 'hex') = blob.sha
                and sum(octet_length(c.data)) = blob.size
         from app.blob_chunk as c where c.sha = blob.sha and c.added_by = blob.added_by),
        blob.size = 0 and blob.sha = encode(sha256(''::bytea), 'hex'))
$$;

-- What is complete stays as it is; complete is only what hashes to its name.
create function app.guard_blob() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and (old.complete or (new.sha, new.added_by) <> (old.sha, old.added_by)) then
        raise exception 'a complete blob is never changed' using errcode = '42501';
    elsif new.complete and not app.hashes_to_name(new) then
        raise exception 'not the content of this sha' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before insert or update on app.blob for each row execute function app.guard_blob();

create function app.guard_chunk() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from app.blob as b
               where b.complete and ((b.sha, b.added_by) = (new.sha, new.added_by)
                                     or (b.sha, b.added_by) = (old.sha, old.added_by))) then
        raise exception 'a complete blob is never changed' using errcode = '42501';
    end if;
    return coalesce(new, old);
end $$;
create trigger guard before insert or update or delete on app.blob_chunk
    for each row execute function app.guard_chunk();

-- The photo when it is complete, whoever sent it, else the caller's own upload of it. One that is complete never changes,
-- so whoever looks at it locks nothing; an upload may be sent from two seats at once.
create function app.upload(sha text) returns app.blob
language plpgsql
as $$
declare
    blob app.blob;
begin
    select b.* into blob from app.blob as b where b.sha = upload.sha and b.complete;
    if not found then
        select b.* into blob from app.blob as b where b.sha = upload.sha and b.added_by = session_user for update;
    end if;
    return blob;
end $$;

-- The indexes of the chunks that the caller still has to send; makes his upload known when it is not.
create function api_v1.blob_missing(sha text, size integer, media_type text) returns integer[]
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    blob app.blob;
begin
    perform app.require('pegawai', 'penyelia');
    blob := app.upload(blob_missing.sha);
    if blob.complete then
        return '{}';
    elsif blob.sha is null then
        insert into app.blob (sha, size, media_type)
        values (blob_missing.sha, blob_missing.size, left(blob_missing.media_type, 100))
        on conflict on constraint blob_pkey do nothing;
        blob := app.upload(blob_missing.sha);
    end if;
    if blob.size <> blob_missing.size then
        raise exception 'known with another size' using errcode = '22023';
    end if;
    return array(
        select g.i from generate_series(0, app.chunks(blob.size) - 1) as g (i)
        where not exists (select from app.blob_chunk as c
                          where c.sha = blob.sha and c.added_by = blob.added_by and c.i = g.i)
        order by g.i);
end $$;

-- Keeps one chunk; true when the photo is complete with it: then what others sent of it is not needed any more. Chunks
-- that together are not the photo are thrown away.
create function api_v1.blob_put(sha text, i integer, data bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    blob app.blob;
begin
    perform app.require('pegawai', 'penyelia');
    blob := app.upload(blob_put.sha);
    if blob.sha is null then
        raise exception 'no such blob' using errcode = '22023';
    elsif blob.complete then
        return true;
    elsif blob_put.i is null or blob_put.i not between 0 and app.chunks(blob.size) - 1
          or octet_length(blob_put.data) is distinct from least(262144, blob.size - blob_put.i * 262144) then
        raise exception 'not a chunk of this blob' using errcode = '22023';
    end if;
    insert into app.blob_chunk (sha, i, data) values (blob_put.sha, blob_put.i, blob_put.data)
    on conflict on constraint blob_chunk_pkey do nothing;
    if (select count(*) from app.blob_chunk as c where c.sha = blob.sha and c.added_by = blob.added_by)
       < app.chunks(blob.size) then
        return false;
    elsif not app.hashes_to_name(blob) then
        delete from app.blob_chunk as c where c.sha = blob.sha and c.added_by = blob.added_by;
        return false;
    end if;
    begin
        update app.blob as b set complete = true where b.sha = blob.sha and b.added_by = blob.added_by;
        delete from app.blob_chunk as c where c.sha = blob.sha and c.added_by <> blob.added_by;
    exception when unique_violation then -- another's became complete at this moment
        delete from app.blob_chunk as c where c.sha = blob.sha and c.added_by = blob.added_by;
    end;
    return true;
end $$;

create function api_v1.blob_get(sha text, i integer) returns bytea
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    perform app.require_person();
    return (
        select c.data from app.blob_chunk as c join app.blob as b on b.sha = c.sha and b.added_by = c.added_by
        where c.sha = blob_get.sha and c.i = blob_get.i and b.complete);
end $$;

create function api_v1.blob_state(shas text[]) returns table (sha text, size integer, complete boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    perform app.require_person();
    return query
    select distinct on (b.sha) b.sha, b.size, b.complete from app.blob as b
    where b.sha = any (blob_state.shas) order by b.sha, b.complete desc, b.added_by <> session_user;
end $$;
