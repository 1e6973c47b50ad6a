-- What is on its way to the public, and the guard that lets nothing be published that SYNC, "Who may publish what" 2
-- does not allow. It binds every writer, the owner too.

create table app.publication (
    version_id text primary key references app.reply_version,
    reply_id text not null references app.reply,
    sha text not null,
    account_id text not null,
    channel text not null,
    target text not null,
    thread text not null,
    text text not null,
    way text not null check (way in ('public', 'private', 'post')),
    person text not null,
    media jsonb not null,
    uploads jsonb not null default '[]',
    state text not null default 'ready'
        check (state in ('ready', 'claimed', 'sending', 'sent', 'rejected', 'unsure', 'withdrawn')),
    not_before timestamptz(3) not null,
    token bigint not null default 0,
    claimed_at timestamptz(3),
    sending_at timestamptz(3),
    newest_own text not null default '',
    attempts integer not null default 0,
    reads integer not null default 0,
    remote_id text not null default '',
    words text not null default '',
    holder uuid references app.device,
    actor text not null default '',
    lease_until timestamptz(3)
);
create unique index publication_live on app.publication (reply_id) where state not in ('withdrawn', 'rejected');
create unique index publication_remote on app.publication (channel, remote_id) where remote_id <> '';
create index publication_unfinished on app.publication (state, not_before)
    where state in ('ready', 'claimed', 'sending', 'unsure');
create index publication_reply on app.publication (reply_id);
create index publication_thread on app.publication (account_id, way, thread, person) where remote_id <> '';
create index publication_person on app.publication (account_id, person) where remote_id <> '' and way = 'private';
comment on column app.publication.person is 'the remote id of the citizen whom a private one is for';
comment on column app.publication.uploads is 'how far each of the media has come to the network';

create table app.publish_attempt (
    place bigint primary key generated always as identity,
    version_id text not null references app.reply_version,
    token bigint not null,
    event text not null,
    actor text not null default session_user,
    at timestamptz(3) not null default sync.now(),
    detail jsonb not null default '{}'
);
create index publish_attempt_version on app.publish_attempt (version_id);

create function app.wrote_none_of(person text, reply_id text) returns boolean
language sql stable
as $$
    select not exists (select from app.reply_version as v
                       where v.reply_id = wrote_none_of.reply_id and v.author_id = wrote_none_of.person)
$$;

create function app.approved(version app.reply_version) returns boolean
language sql stable
as $$
    select exists (
        select from app.approval as a
        where a.version_id = version.id and a.sha = version.sha and a.decision = 'approved'
          and app.wrote_none_of(a.approver_id, version.reply_id))
$$;

-- The last word of a publisher's own check counts, with the lexicon in force.
create function app.attested(version app.reply_version) returns boolean
language sql stable
as $$
    select coalesce((
        select a.clear and app.wrote_none_of(a.publisher, version.reply_id) and m.lexicon in ('', a.lexicon)
        from app.attestation as a cross join sync.meta as m
        where a.version_id = version.id and a.sha = version.sha
        order by a.place desc limit 1), false)
$$;

-- Why a version may be published now: approval, check or template; empty when it may not.
create function app.ground_of(version_id text) returns text
language plpgsql stable
as $$
declare
    version app.reply_version;
begin
    select v.* into version from app.reply_version as v where v.id = ground_of.version_id;
    if not found
       or version.sha <> app.fingerprint(version.text, version.media, version.account_id, version.target)
       or exists (select from app.reply_version as v
                  where v.reply_id = version.reply_id and v.number > version.number)
       or exists (select from app.approval as a where a.version_id = version.id and a.decision = 'returned') then
        return '';
    elsif app.approved(version) then
        return 'approval';
    elsif (select a.policy from app.account as a where a.id = version.account_id) = 'flagged'
          and app.attested(version) then
        return 'check';
    elsif app.template_of(version.id) <> '' then
        return 'template';
    end if;
    return '';
end $$;

-- Whom a reply is for: who wrote what it answers, by his id on the network, when it goes to him alone.
create function app.person_of(reply app.reply) returns text
language sql stable
as $$
    select case when reply.way <> 'private' then '' else (
        select m.author_remote_id from app.message as m
        where m.conversation_id = reply.conversation_id and m.remote_id = reply.target and m.direction = 'in') end
$$;

-- How far each medium's upload has come, in the order of the media; as domain/media.Upload.
create function app.are_uploads(uploads jsonb, media jsonb) returns boolean
language sql immutable
as $$
    select jsonb_typeof(are_uploads.uploads) = 'array'
       and jsonb_array_length(are_uploads.uploads) <= jsonb_array_length(are_uploads.media)
       and not exists (
        select from jsonb_array_elements(are_uploads.uploads) as u (step)
        where jsonb_typeof(u.step) <> 'object' or octet_length(u.step::text) > 2000
           or jsonb_typeof(u.step -> 'remote_id') is distinct from 'string'
           or jsonb_typeof(u.step -> 'sent') is distinct from 'number'
           or jsonb_typeof(u.step -> 'whole') is distinct from 'boolean'
           or jsonb_typeof(u.step -> 'described') is distinct from 'boolean')
$$;

create function app.guard_publication() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    version app.reply_version;
    reply app.reply;
    begun boolean;
begin
    select r.* into reply from app.reply as r where r.id = new.reply_id;
    if new.state = 'ready' and new.not_before < reply.due_at
       or new.state in ('claimed', 'sending') and sync.now() < reply.due_at then
        raise exception 'not due yet' using errcode = '42501';
    end if;
    if tg_op = 'INSERT' then
        select v.* into version from app.reply_version as v where v.id = new.version_id;
        if new.state <> 'ready' or new.token <> 0 or new.remote_id <> '' or new.uploads <> '[]' then
            raise exception 'a publication begins ready' using errcode = '42501';
        elsif (new.reply_id, new.sha, new.text, new.account_id, new.target, new.media)
              is distinct from (version.reply_id, version.sha, version.text, version.account_id, version.target,
                                version.media) then
            raise exception 'not the text of this version' using errcode = '42501';
        elsif (new.way, new.person) is distinct from (reply.way, app.person_of(reply)) then
            raise exception 'not the way of this reply' using errcode = '42501';
        end if;
        return new;
    end if;
    begun := (new.state, new.token) <> (old.state, old.token);
    if (new.version_id, new.reply_id, new.sha, new.text, new.account_id, new.channel, new.target, new.thread,
        new.way, new.person, new.media)
       <> (old.version_id, old.reply_id, old.sha, old.text, old.account_id, old.channel, old.target, old.thread,
           old.way, old.person, old.media) then
        raise exception 'a publication keeps its text, target and way' using errcode = '42501';
    elsif new.token < old.token or new.token = old.token and new.state = 'claimed' and old.state <> 'claimed' then
        raise exception 'the token only grows' using errcode = '42501';
    elsif not begun and new.state in ('claimed', 'sending')
          and to_jsonb(new) - '{uploads,lease_until}'::text[] <> to_jsonb(old) - '{uploads,lease_until}'::text[] then
        raise exception 'a claim under way keeps what it began with' using errcode = '42501';
    elsif new.uploads <> old.uploads and (begun or new.state not in ('claimed', 'sending')
          or new.actor <> session_user or not app.are_uploads(new.uploads, new.media)) then
        raise exception 'uploads are kept by who holds the claim' using errcode = '42501';
    elsif (old.state, new.state) not in (
        ('ready', 'ready'), ('ready', 'claimed'), ('ready', 'withdrawn'),
        ('claimed', 'claimed'), ('claimed', 'sending'), ('claimed', 'sent'), ('claimed', 'ready'),
        ('sending', 'sending'), ('sending', 'sent'), ('sending', 'rejected'), ('sending', 'unsure'),
        ('sending', 'ready'),
        ('unsure', 'unsure'), ('unsure', 'sent'), ('unsure', 'ready'), ('unsure', 'rejected'),
        ('withdrawn', 'ready')) then
        raise exception 'illegal step of a publication from % to %', old.state, new.state using errcode = '42501';
    end if;
    if new.state in ('claimed', 'sending') then
        if not app.holds('penerbit') then
            raise exception 'only for penerbit' using errcode = '42501';
        elsif begun and app.ground_of(new.version_id) = '' then
            raise exception 'not allowed to be published' using errcode = '42501';
        elsif not app.in_use(new.account_id) then
            raise exception 'account not in use' using errcode = '42501';
        end if;
    elsif new.state in ('sent', 'rejected', 'unsure') and not (app.holds('penerbit') or app.holds('penyelia')) then
        raise exception 'only for penerbit or penyelia' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before insert or update on app.publication for each row execute function app.guard_publication();

create function app.guard_attempt() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if new.actor <> session_user then
        raise exception 'an attempt is noted by who made it' using errcode = '42501';
    end if;
    new.at := sync.now();
    return new;
end $$;
create trigger guard before insert on app.publish_attempt for each row execute function app.guard_attempt();
