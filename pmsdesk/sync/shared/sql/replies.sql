-- A reply is a chain of immutable versions, each bound by a hash to its text, media, account and target; what was
-- decided on one stays. SYNC, "Who may publish what" 1. It goes one way, fixed when it begins: in public, to one person
-- in private, or as a post of the account's own, which answers nobody and may wait until it is due.

create table app.reply (
    id text primary key,
    conversation_id text not null references app.conversation,
    account_id text not null references app.account,
    target text not null,
    way text not null check (way in ('public', 'private', 'post')),
    due_at timestamptz(3) check (due_at is null or way = 'post'),
    state text not null check (state in ('pending', 'returned', 'cleared', 'withdrawn'))
);
create index reply_conversation on app.reply (conversation_id, target);

create table app.reply_version (
    id text primary key,
    reply_id text not null references app.reply,
    number integer not null check (number >= 1),
    author_id text not null,
    text text not null,
    media jsonb not null default '[]' check (jsonb_typeof(media) = 'array'),
    account_id text not null,
    target text not null,
    sha text not null,
    findings jsonb not null default '[]' check (jsonb_typeof(findings) = 'array'),
    lexicon text not null default '',
    created_at timestamptz(3) not null,
    operation uuid not null,
    unique (reply_id, number)
);

create table app.approval (
    id text primary key,
    reply_id text not null references app.reply,
    version_id text not null references app.reply_version,
    sha text not null,
    approver_id text not null,
    decision text not null check (decision in ('approved', 'returned')),
    reason text not null default '',
    decided_at timestamptz(3) not null,
    operation uuid not null
);
create index approval_version on app.approval (version_id);
create index approval_reply on app.approval (reply_id);

create table app.attestation (
    id text primary key default gen_random_uuid()::text,
    place bigint not null generated always as identity,
    version_id text not null references app.reply_version,
    sha text not null,
    publisher text not null default session_user,
    lexicon text not null,
    clear boolean not null,
    findings jsonb not null default '[]' check (jsonb_typeof(findings) = 'array'),
    at timestamptz(3) not null default sync.now()
);
create index attestation_version on app.attestation (version_id);
comment on table app.attestation is 'what a publisher''s own check said of exactly this text (SYNC, "Who may publish what" 2)';

-- The array that domain/reply.fingerprint hashes, byte for byte: to_json escapes a text as Python's json does.
create function app.fingerprint(text text, media jsonb, account_id text, target text) returns text
language sql immutable
as $$
    select encode(sha256(convert_to(
        '[' || to_json(fingerprint.text)::text
        || ',[' || coalesce((select string_agg(to_json(m.sha)::text, ',' order by m.place)
                             from jsonb_array_elements_text(fingerprint.media) with ordinality as m (sha, place)), '')
        || '],' || to_json(fingerprint.account_id)::text || ',' || to_json(fingerprint.target)::text || ']',
        'UTF8')), 'hex')
$$;

-- Pictures and videos of a version, in their order: the file's sha256, its type, and the text for those who do not
-- see it.
create function app.are_media(media jsonb) returns boolean
language sql immutable
as $$
    select jsonb_array_length(are_media.media) <= 20 and not exists (
        select from jsonb_array_elements(are_media.media) as m (line)
        where jsonb_typeof(m.line) <> 'string' or length(m.line #>> '{}') > 5000
           or m.line #>> '{}' !~ '^[0-9a-f]{64}:(image|video)/[a-z0-9.+-]{1,60}:')
$$;

create function app.guard_reply() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    conversation app.conversation;
begin
    if tg_op = 'INSERT' then
        select c.* into conversation from app.conversation as c where c.id = new.conversation_id;
        if new.state <> 'pending' then
            raise exception 'a reply begins pending' using errcode = '42501';
        elsif (new.way = 'post') is distinct from (conversation.kind = 'post')
              or (new.way = 'post') <> (new.target = '')
              or new.way = 'post' and (new.id, new.account_id) <> (conversation.thread, conversation.account_id) then
            raise exception 'not the talk of this post' using errcode = '42501';
        end if;
        return new;
    end if;
    if (new.id, new.conversation_id, new.account_id, new.target, new.way)
       <> (old.id, old.conversation_id, old.account_id, old.target, old.way)
       or new.due_at is distinct from old.due_at then
        raise exception 'a reply keeps its account, target, way and time' using errcode = '42501';
    elsif new.state <> old.state and (old.state, new.state) not in (
        ('pending', 'returned'), ('pending', 'cleared'), ('pending', 'withdrawn'),
        ('returned', 'pending'), ('returned', 'cleared'), ('returned', 'withdrawn'),
        ('cleared', 'withdrawn'), ('cleared', 'pending'),
        ('withdrawn', 'pending'), ('withdrawn', 'cleared')) then
        raise exception 'illegal step of a reply from % to %', old.state, new.state using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before insert or update on app.reply for each row execute function app.guard_reply();

create function app.guard_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    reply app.reply;
    newest integer;
begin
    if new.author_id <> session_user or not (app.holds('pegawai') or app.holds('penyelia')) then
        raise exception 'a version is written by its author' using errcode = '42501';
    end if;
    select r.* into reply from app.reply as r where r.id = new.reply_id for update;
    if (new.account_id, new.target) is distinct from (reply.account_id, reply.target) then
        raise exception 'account or target differs from the reply' using errcode = '42501';
    elsif new.sha <> app.fingerprint(new.text, new.media, new.account_id, new.target) then
        raise exception 'sha is not the fingerprint of the text' using errcode = '42501';
    elsif reply.way <> 'post' and new.media <> '[]' then
        raise exception 'only a post carries media' using errcode = '42501';
    elsif not app.are_media(new.media) then
        raise exception 'not media of a post' using errcode = '42501';
    elsif exists (select from app.publication as p
                  where p.reply_id = new.reply_id and p.state in ('claimed', 'sending', 'unsure', 'sent')) then
        raise exception 'reply is on its way or published' using errcode = '42501';
    end if;
    select coalesce(max(v.number), 0) into newest from app.reply_version as v where v.reply_id = new.reply_id;
    if new.number <> newest + 1 then
        raise exception 'another version came first' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before insert on app.reply_version for each row execute function app.guard_version();

-- Four eyes: a supervisor, now, who wrote no version of the chain, on exactly the newest text.
create function app.guard_approval() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    version app.reply_version;
begin
    if new.approver_id <> session_user then
        raise exception 'a decision is taken by who says so' using errcode = '42501';
    elsif not app.holds('penyelia') then
        raise exception 'approver is no active supervisor' using errcode = '42501';
    end if;
    perform from app.reply as r where r.id = new.reply_id for update;
    select v.* into version from app.reply_version as v where v.id = new.version_id;
    if version.reply_id is distinct from new.reply_id or version.sha is distinct from new.sha
       or new.sha is distinct from app.fingerprint(version.text, version.media, version.account_id, version.target) then
        raise exception 'not the text of this version' using errcode = '42501';
    elsif exists (select from app.reply_version as v where v.reply_id = new.reply_id and v.number > version.number) then
        raise exception 'not the newest version' using errcode = '42501';
    elsif exists (select from app.reply_version as v
                  where v.reply_id = new.reply_id and v.author_id = new.approver_id) then
        raise exception 'approver wrote part of this reply' using errcode = '42501';
    end if;
    new.decided_at := app.clamp(new.decided_at, version.created_at);
    return new;
end $$;
create trigger guard before insert on app.approval for each row execute function app.guard_approval();

create function app.guard_attestation() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    version app.reply_version;
begin
    if new.publisher <> session_user or not app.holds('penerbit') then
        raise exception 'an attestation is made by a publisher' using errcode = '42501';
    end if;
    select v.* into version from app.reply_version as v where v.id = new.version_id;
    if version.sha is distinct from new.sha
       or new.sha is distinct from app.fingerprint(version.text, version.media, version.account_id, version.target) then
        raise exception 'not the text of this version' using errcode = '42501';
    elsif exists (select from app.reply_version as v
                  where v.reply_id = version.reply_id and v.author_id = new.publisher) then
        raise exception 'publisher wrote part of this reply' using errcode = '42501';
    end if;
    new.at := sync.now();
    return new;
end $$;
create trigger guard before insert on app.attestation for each row execute function app.guard_attestation();
