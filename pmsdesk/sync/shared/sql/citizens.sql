-- Who wrote to which of our accounts, in which conversation, and what. Columns and words are those of a seat's own file.

create table app.agency (
    id text primary key,
    name text not null
);
comment on table app.agency is 'names that canned replies may carry (seed G9)';

create table app.account (
    id text primary key,
    channel text not null,
    handle text not null,
    name text not null,
    agency text not null,
    remote_id text not null default '',
    policy text not null check (policy in ('flagged', 'all')),
    connected boolean not null default false,
    valid_from date,
    valid_to date,
    owner_id text not null default '',
    deputy_id text not null default '',
    check (valid_to >= valid_from),
    check (owner_id = '' or owner_id <> deputy_id)
);
comment on column app.account.owner_id is 'who is told first when its connection ends, then deputy_id; empty for nobody';

-- Whether it may be read and published from today, in Malaysia.
create function app.in_use(account_id text) returns boolean
language sql stable
as $$
    select coalesce((
        select (sync.now() at time zone 'UTC' + interval '8 hours')::date
               between coalesce(a.valid_from, '-infinity') and coalesce(a.valid_to, 'infinity')
        from app.account as a where a.id = in_use.account_id), false)
$$;

create table app.contact (
    id text primary key,
    channel text not null,
    remote_id text not null,
    handle text not null,
    name text not null,
    first_seen_at timestamptz(3) not null,
    phone text not null default '',
    email text not null default ''
);

create table app.conversation (
    id text primary key,
    account_id text not null references app.account,
    contact_id text not null references app.contact,
    thread text not null,
    state text not null check (state in ('open', 'waiting', 'done')),
    last_at timestamptz(3) not null,
    due_at timestamptz(3),
    answered_at timestamptz(3),
    assignee_id text not null default '',
    snoozed_until timestamptz(3),
    labels jsonb not null default '[]' check (jsonb_typeof(labels) = 'array'),
    urgent boolean not null,
    kind text not null,
    jurisdiction text not null,
    agencies jsonb not null default '[]' check (jsonb_typeof(agencies) = 'array'),
    category text not null,
    road text not null,
    place text not null,
    confidence double precision not null,
    triaged_urgent boolean not null,
    evidence jsonb not null default '[]' check (jsonb_typeof(evidence) = 'array')
);
create index conversation_newest on app.conversation (last_at desc, id desc);
create index conversation_contact on app.conversation (contact_id);
create index conversation_assignee on app.conversation (assignee_id) where assignee_id <> '';

create table app.message (
    id text primary key,
    conversation_id text not null references app.conversation,
    channel text not null,
    remote_id text not null,
    parent text not null,
    direction text not null check (direction in ('in', 'out', 'context')),
    author_remote_id text not null,
    author_handle text not null,
    author_name text not null,
    text text not null,
    sent_at timestamptz(3) not null,
    received_at timestamptz(3) not null,
    permalink text not null default '',
    can_reply boolean not null default true,
    capability jsonb not null default 'null'
        check (jsonb_typeof(capability) in ('object', 'null') and octet_length(capability::text) <= 1000),
    unique (channel, remote_id)
);
comment on column app.message.capability is 'what its network lets be done with it, as the seat that read it says';
create index message_conversation on app.message (conversation_id);
create index message_newest on app.message (sent_at desc, id desc);

-- What became of a message after it was read, as the seat that polls its account saw it. A chain: every seat gives the
-- same change after the same change the same id.
create table app.amendment (
    id text primary key,
    message_id text not null references app.message,
    conversation_id text not null references app.conversation,
    change text not null check (change in ('edited', 'replaced', 'gone', 'back')),
    text text not null check (change = 'edited' or text = ''),
    seen_at timestamptz(3) not null
);
create index amendment_message on app.amendment (message_id);
create index amendment_conversation on app.amendment (conversation_id);

create table app.note (
    id text primary key,
    conversation_id text not null references app.conversation,
    author_id text not null,
    text text not null,
    created_at timestamptz(3) not null
);
create index note_conversation on app.note (conversation_id);

-- Who decides which texts of an account need a supervisor, from when to when it is in use and who answers for it is an
-- administrator of the register, never the owner of the tables (SYNC, "Who may publish what" 2 and 5).
create function app.guard_account() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if new.id <> old.id or new.channel <> old.channel then
        raise exception 'an account keeps its id and channel' using errcode = '42501';
    end if;
    if (new.policy, new.name, new.agency, new.valid_from, new.valid_to, new.owner_id, new.deputy_id)
       is distinct from
       (old.policy, old.name, old.agency, old.valid_from, old.valid_to, old.owner_id, old.deputy_id)
       and not app.holds('pentadbir') then
        raise exception 'only for pentadbir' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before update on app.account for each row execute function app.guard_account();

-- What was said in public is not rewritten; only a post that stood as context may turn out to be part of a talk.
create function app.guard_message() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if old.direction <> 'context' or new.direction = 'context'
       or (new.id, new.channel, new.remote_id) <> (old.id, old.channel, old.remote_id) then
        raise exception 'a message is not rewritten' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before update on app.message for each row execute function app.guard_message();

-- Whether a contact is the account itself: by the network's id for it, or by ours while it is not connected.
create function app.is_own(contact_id text, account_id text) returns boolean
language sql stable
as $$
    select exists (
        select from app.contact as c join app.account as a on a.channel = c.channel
        where c.id = is_own.contact_id and a.id = is_own.account_id
          and c.remote_id in (nullif(a.remote_id, ''), a.id))
$$;

-- The talk of a post is one with ourselves, and no citizen's talk ever becomes one or the reverse.
create function app.guard_conversation() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        if new.kind = 'post' and not app.is_own(new.contact_id, new.account_id) then
            raise exception 'not the contact of this account' using errcode = '42501';
        elsif new.kind = 'post' and new.id <> app.named_id('conversation', concat_ws(
                chr(31), new.account_id, new.thread, new.contact_id)) then
            raise exception 'not the id of this conversation' using errcode = '42501';
        end if;
        return new;
    end if;
    if (new.id, new.account_id, new.contact_id, new.thread) <> (old.id, old.account_id, old.contact_id, old.thread) then
        raise exception 'a conversation keeps its account, contact and thread' using errcode = '42501';
    elsif (new.kind = 'post') <> (old.kind = 'post') then
        raise exception 'a post is no citizen''s talk' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before insert or update on app.conversation
    for each row execute function app.guard_conversation();

create function app.guard_contact() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if (new.id, new.channel, new.remote_id) <> (old.id, old.channel, old.remote_id) then
        raise exception 'a contact keeps its id' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guard before update on app.contact for each row execute function app.guard_contact();
