-- Publishing once: claim under a lease, "sending" committed before the call, then what became of it. Every step is
-- fenced by a token that only grows and leaves a line in app.publish_attempt (SYNC, "Who may publish what" 3).

-- SHA-1 of FIPS 180-4 and the UUIDv5 of RFC 9562 upon it: every seat gives the same post the same id, and PostgreSQL
-- has neither without an extension.
create function app.sha1(data bytea) returns bytea
language plpgsql immutable strict
as $$
declare
    mask constant bigint := 4294967295;
    padded bytea := data || '\x80'::bytea
        || decode(repeat('00', (119 - length(data) % 64) % 64), 'hex') || int8send(length(data)::bigint * 8);
    h bigint[] := array[1732584193, 4023233417, 2562383102, 271733878, 3285377520];
    w bigint[];
    x bigint;
    a bigint; b bigint; c bigint; d bigint; e bigint; f bigint; k bigint;
begin
    for block in 0 .. length(padded) / 64 - 1 loop
        for i in 0 .. 79 loop
            if i < 16 then
                w[i] := ('x' || encode(substr(padded, block * 64 + i * 4 + 1, 4), 'hex'))::bit(32)::bigint;
            else
                x := w[i - 3] # w[i - 8] # w[i - 14] # w[i - 16];
                w[i] := ((x << 1) | (x >> 31)) & mask;
            end if;
        end loop;
        a := h[1]; b := h[2]; c := h[3]; d := h[4]; e := h[5];
        for i in 0 .. 79 loop
            if i < 20 then f := (b & c) | ((~b) & mask & d); k := 1518500249;
            elsif i < 40 then f := b # c # d; k := 1859775393;
            elsif i < 60 then f := (b & c) | (b & d) | (c & d); k := 2400959708;
            else f := b # c # d; k := 3395469782;
            end if;
            x := ((((a << 5) | (a >> 27)) & mask) + f + e + k + w[i]) & mask;
            e := d; d := c; c := ((b << 30) | (b >> 2)) & mask; b := a; a := x;
        end loop;
        h := array[(h[1] + a) & mask, (h[2] + b) & mask, (h[3] + c) & mask, (h[4] + d) & mask, (h[5] + e) & mask];
    end loop;
    return decode(lpad(to_hex(h[1]), 8, '0') || lpad(to_hex(h[2]), 8, '0') || lpad(to_hex(h[3]), 8, '0')
                  || lpad(to_hex(h[4]), 8, '0') || lpad(to_hex(h[5]), 8, '0'), 'hex');
end $$;

create function app.uuid5(namespace uuid, name text) returns uuid
language plpgsql immutable strict
as $$
declare
    digest bytea := substr(app.sha1(uuid_send(namespace) || convert_to(name, 'UTF8')), 1, 16);
begin
    digest := set_byte(digest, 6, get_byte(digest, 6) & 15 | 80);
    digest := set_byte(digest, 8, get_byte(digest, 8) & 63 | 128);
    return encode(digest, 'hex')::uuid;
end $$;

-- As domain/message.named_id: uuid5 under uuid5(NAMESPACE_URL, 'urn:pmsdesk:message'), or another kind.
create function app.named_id(kind text, name text) returns text
language sql immutable
as $$
    select app.uuid5(app.uuid5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'urn:pmsdesk:' || kind), name)::text
$$;

create function app.message_id(channel text, remote_id text) returns text
language sql immutable
as $$ select app.named_id('message', channel || chr(31) || remote_id) $$;

create function app.conversation_of(reply_id text) returns text
language sql stable
as $$ select r.conversation_id from app.reply as r where r.id = conversation_of.reply_id $$;

create function app.open_conversation(reply_id text) returns void
language sql
as $$
    update app.conversation as c set state = 'open', snoozed_until = null
    where c.id = app.conversation_of(open_conversation.reply_id) and c.state = 'waiting'
$$;

-- It stands on the network: the publication is settled and our message joins the conversation, also when it was read
-- before as what a citizen's comment stands under. The talk of a post is done with that.
create function app.mark_sent(
    publication app.publication, remote_id text, permalink text, spoken_version text) returns void
language plpgsql
as $$
declare
    spoken constant text := coalesce(nullif(mark_sent.spoken_version, ''), publication.version_id);
begin
    if exists (select from app.message as m join app.account as a on a.id = publication.account_id
               where m.channel = publication.channel and m.remote_id = mark_sent.remote_id
                 and case m.direction
                     when 'out' then m.conversation_id <> app.conversation_of(publication.reply_id)
                     when 'context' then a.remote_id = '' or m.author_remote_id <> a.remote_id
                     else true end) then
        raise exception 'id of another post' using errcode = '22023';
    elsif not exists (select from app.reply_version as v where v.id = spoken and v.reply_id = publication.reply_id) then
        raise exception 'version of another reply' using errcode = '22023';
    end if;
    update app.publication as p
    set state = 'sent', remote_id = mark_sent.remote_id, words = '', lease_until = null
    where p.version_id = publication.version_id;
    update app.conversation as c set state = 'done', snoozed_until = null
    where c.id = app.conversation_of(publication.reply_id) and c.kind = 'post';
    if mark_sent.remote_id = '' then
        return;
    end if;
    insert into app.message as known (
        id, conversation_id, channel, remote_id, parent, direction, author_remote_id, author_handle, author_name, text,
        sent_at, received_at, permalink, can_reply)
    select app.message_id(publication.channel, mark_sent.remote_id), r.conversation_id, publication.channel,
           mark_sent.remote_id, publication.target, 'out', a.remote_id, a.handle, a.name, v.text,
           sync.now(), v.created_at, coalesce(mark_sent.permalink, ''), false
    from app.reply as r
    join app.account as a on a.id = r.account_id
    join app.reply_version as v on v.id = spoken
    where r.id = publication.reply_id
    on conflict on constraint message_channel_remote_id_key do update
    set conversation_id = excluded.conversation_id, parent = excluded.parent, direction = excluded.direction,
        text = excluded.text, sent_at = excluded.sent_at, received_at = excluded.received_at,
        permalink = excluded.permalink, can_reply = excluded.can_reply
    where known.direction = 'context';
end $$;

-- When the first reply to the first unanswered message is due, as domain/promise.promise_end; null when nothing is owed.
-- The register alone has every message, also one that came while the answer was on its way.
create function app.promise_end(conversation app.conversation) returns timestamptz
language sql stable
as $$
    select min(m.due_at)
    from (select i.*, least(i.sent_at, i.received_at) + interval '24 hours' as due_at
          from app.message as i
          where i.conversation_id = conversation.id and i.direction = 'in') as m
    where m.due_at >= conversation.due_at
      and not exists (
        select from app.message as ours
        where ours.conversation_id = conversation.id and ours.direction = 'out' and ours.sent_at >= m.sent_at
          and (ours.parent = m.remote_id or ours.received_at >= m.received_at))
$$;

-- The conversation is answered; what is still owed keeps it, or makes it, open.
create function app.answer_conversation(reply_id text) returns void
language sql
as $$
    update app.conversation as c
    set answered_at = sync.now(), last_at = greatest(c.last_at, sync.now()), due_at = app.promise_end(c),
        state = case when app.promise_end(c) is not null and c.state = 'waiting' and c.snoozed_until is null
                     then 'open' else c.state end
    where c.id = app.conversation_of(answer_conversation.reply_id)
$$;

create function app.mark_rejected(publication app.publication, words text) returns void
language plpgsql
as $$
begin
    update app.publication as p set state = 'rejected', words = mark_rejected.words, lease_until = null
    where p.version_id = publication.version_id;
    perform app.open_conversation(publication.reply_id);
end $$;

-- It is certain that nothing was published: again at *not_before*, if the text may still be published then.
create function app.ready_again(publication app.publication, not_before timestamptz, words text) returns text
language plpgsql
as $$
begin
    if publication.state in ('sending', 'unsure') and app.ground_of(publication.version_id) = '' then
        perform app.mark_rejected(publication, coalesce(nullif(ready_again.words, ''), 'not allowed any more'));
        return 'rejected';
    end if;
    update app.publication as p
    set state = 'ready', token = p.token + 1, not_before = greatest(ready_again.not_before, r.due_at),
        words = ready_again.words, reads = 0, holder = null, actor = '', claimed_at = null, lease_until = null
    from app.reply as r
    where p.version_id = publication.version_id and r.id = p.reply_id;
    return 'ready';
end $$;

-- What nobody may publish any more waits for a supervisor.
create function app.hold_back(publication app.publication) returns void
language plpgsql
as $$
begin
    update app.publication as p set state = 'withdrawn'
    where p.version_id = publication.version_id and p.state = 'ready';
    perform app.set_reply(publication.reply_id, 'pending');
end $$;

create function api_v1.attest(version text, sha text, lexicon text, clear boolean, findings jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    publication app.publication;
    stored app.reply_version;
begin
    perform app.require('penerbit');
    select p.* into publication from app.publication as p where p.version_id = attest.version for update;
    if not found or publication.state not in ('ready', 'claimed') or publication.sha is distinct from attest.sha then
        return false;
    end if;
    insert into app.attestation (version_id, sha, lexicon, clear, findings)
    values (attest.version, attest.sha, attest.lexicon, attest.clear, coalesce(attest.findings, '[]'));
    select v.* into stored from app.reply_version as v where v.id = attest.version;
    if not attest.clear and publication.state = 'ready' and not app.approved(stored)
       and app.template_of(stored.id) = '' then
        perform app.hold_back(publication);
    end if;
    return true;
end $$;

-- What a publisher needs to know of one publication: the row, all versions of the reply to look for, and the ids of
-- our other ones where it is looked for, which are not this one: in the thread, with the person, on the account's page.
create function app.outgoing(publication app.publication) returns jsonb
language sql stable
as $$
    select to_jsonb(publication) || jsonb_build_object(
        'conversation_id', app.conversation_of(publication.reply_id),
        'ground', app.ground_of(publication.version_id),
        'policy', (select a.policy from app.account as a where a.id = publication.account_id),
        'versions', (select jsonb_agg(jsonb_build_object(
                        'id', v.id, 'number', v.number, 'text', v.text, 'media', v.media, 'author_id', v.author_id,
                        'sha', v.sha, 'created_at', v.created_at) order by v.number)
                     from app.reply_version as v where v.reply_id = publication.reply_id),
        'others', (select coalesce(jsonb_agg(o.remote_id), '[]') from (
                       select p.remote_id from app.publication as p
                       where p.account_id = publication.account_id and p.way = publication.way and p.remote_id <> ''
                         and case publication.way when 'public' then p.thread = publication.thread
                                                  when 'private' then p.person = publication.person
                                                  else true end
                         and p.version_id <> publication.version_id
                       order by p.sending_at desc nulls last limit 500) as o))
$$;

-- What may be claimed now, and what first needs a publisher's own check (ground is empty then): the oldest of each for
-- every account, so that neither another's accounts nor what waits for a check keeps anything back.
create function api_v1.claimable(most integer) returns setof jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_column
begin
    perform app.require('penerbit');
    return query
    select app.outgoing(p)
    from (
        select p.version_id,
               row_number() over (partition by p.account_id, app.ground_of(p.version_id) = ''
                                  order by p.not_before, p.version_id) as place
        from app.publication as p
        where (p.state = 'ready' and p.not_before <= sync.now() or p.state = 'claimed' and p.lease_until < sync.now())
          and app.in_use(p.account_id)
    ) as due join app.publication as p on p.version_id = due.version_id
    where due.place <= least(claimable.most, 200)
    order by p.not_before, p.version_id;
end $$;

-- What was being sent and nobody said how it ended, or is unsure and due for a look.
create function api_v1.unsettled() returns setof jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_column
begin
    perform app.require('penerbit');
    return query
    select app.outgoing(p)
    from app.publication as p
    where p.state = 'sending' and p.sending_at < sync.now() - interval '2 minutes'
       or p.state = 'unsure' and p.not_before <= sync.now()
    order by p.not_before, p.version_id
    limit 200;
end $$;

create function api_v1.claim(version text, device uuid, ttl_s integer) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
declare
    publication app.publication;
    now_ timestamptz := sync.now();
begin
    perform app.require('penerbit');
    perform app.enrolled(claim.device);
    select p.* into publication from app.publication as p where p.version_id = claim.version for update;
    if not found
       or not (publication.state = 'ready' and publication.not_before <= now_
               or publication.state = 'claimed' and publication.lease_until < now_)
       or not app.in_use(publication.account_id) then
        return null;
    elsif app.ground_of(claim.version) = '' then
        if (select a.policy from app.account as a where a.id = publication.account_id) = 'all' then
            perform app.hold_back(publication);
        end if;
        return null;
    end if;
    update app.publication as p
    set state = 'claimed', token = p.token + 1, holder = claim.device, actor = session_user, claimed_at = now_,
        lease_until = now_ + make_interval(secs => least(greatest(claim.ttl_s, 5), 600))
    where p.version_id = claim.version
    returning p.* into publication;
    perform app.note_attempt(claim.version, publication.token, 'claimed',
                             jsonb_build_object('ground', app.ground_of(claim.version)));
    return app.outgoing(publication);
end $$;

-- The publication when the caller holds it under this token.
create function app.held(version text, token bigint, variadic states text[]) returns app.publication
language plpgsql
as $$
declare
    publication app.publication;
begin
    perform app.require('penerbit');
    select p.* into publication from app.publication as p where p.version_id = held.version for update;
    if not found or publication.state <> all (held.states) or publication.token is distinct from held.token
       or publication.actor <> session_user then
        return null;
    end if;
    return publication;
end $$;

create function api_v1.begin_send(version text, token bigint, sha text, newest_own text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    publication app.publication := app.held(begin_send.version, begin_send.token, 'claimed');
begin
    if publication.version_id is null or publication.sha is distinct from begin_send.sha
       or publication.lease_until < sync.now() or app.ground_of(begin_send.version) = ''
       or not app.in_use(publication.account_id) then
        return false;
    end if;
    update app.publication as p
    set state = 'sending', sending_at = sync.now(), attempts = p.attempts + 1, reads = 0, words = '',
        newest_own = case when p.newest_own <> '' then p.newest_own else coalesce(begin_send.newest_own, '') end
    where p.version_id = begin_send.version;
    perform app.note_attempt(begin_send.version, begin_send.token, 'sending',
                             jsonb_build_object('newest_own', begin_send.newest_own));
    return true;
end $$;

-- Keeps how far the media have come before the next step of an upload is taken; a step made holds the claim.
create function api_v1.keep_uploads(version text, token bigint, uploads jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    publication app.publication := app.held(keep_uploads.version, keep_uploads.token, 'claimed', 'sending');
begin
    if publication.version_id is null then
        return false;
    elsif not coalesce(app.are_uploads(keep_uploads.uploads, publication.media), false) then
        raise exception 'not uploads of these media' using errcode = '22023';
    end if;
    update app.publication as p
    set uploads = keep_uploads.uploads, lease_until = greatest(p.lease_until, sync.now() + interval '2 minutes')
    where p.version_id = keep_uploads.version;
    return true;
end $$;

create function api_v1.finish_send(
    version text, token bigint, remote_id text, permalink text, spoken_version text)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    publication app.publication := app.held(finish_send.version, finish_send.token, 'claimed', 'sending', 'unsure');
begin
    if publication.version_id is null then
        return exists (select from app.publication as p
                       where p.version_id = finish_send.version and p.state = 'sent' and p.actor = session_user
                         and p.remote_id = finish_send.remote_id);
    elsif coalesce(finish_send.remote_id, '') = '' then
        raise exception 'remote id missing' using errcode = '22023';
    end if;
    perform app.mark_sent(publication, finish_send.remote_id, finish_send.permalink, finish_send.spoken_version);
    perform app.answer_conversation(publication.reply_id);
    perform app.note_attempt(finish_send.version, finish_send.token, 'sent', jsonb_build_object(
        'remote_id', finish_send.remote_id, 'spoken_version', finish_send.spoken_version));
    return true;
end $$;

create function api_v1.reject_send(version text, token bigint, words text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    publication app.publication := app.held(reject_send.version, reject_send.token, 'sending');
begin
    if publication.version_id is null then
        return false;
    end if;
    perform app.mark_rejected(publication, coalesce(reject_send.words, ''));
    perform app.note_attempt(reject_send.version, reject_send.token, 'rejected',
                             jsonb_build_object('words', reject_send.words));
    return true;
end $$;

-- Only for errors that are certain to mean that nothing was published.
create function api_v1.release_send(version text, token bigint, not_before timestamptz, words text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    publication app.publication := app.held(release_send.version, release_send.token, 'claimed', 'sending');
    became text;
begin
    if publication.version_id is null then
        return false;
    end if;
    became := app.ready_again(publication, coalesce(release_send.not_before, sync.now()),
                              coalesce(release_send.words, ''));
    perform app.note_attempt(release_send.version, release_send.token, became,
                             jsonb_build_object('words', release_send.words));
    return true;
end $$;

create function api_v1.doubt_send(version text, token bigint, words text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    publication app.publication := app.held(doubt_send.version, doubt_send.token, 'sending');
begin
    if publication.version_id is null then
        return false;
    end if;
    update app.publication as p
    set state = 'unsure', not_before = sync.now(), words = coalesce(doubt_send.words, ''), lease_until = null
    where p.version_id = doubt_send.version;
    perform app.note_attempt(doubt_send.version, doubt_send.token, 'unsure',
                             jsonb_build_object('words', doubt_send.words));
    return true;
end $$;

-- What reading the thread back showed of one whose outcome nobody knows: present, absent or incomplete. Absent often
-- enough and long enough after the call: ready again, but after three attempts a person decides. A look at an earlier
-- attempt says nothing of the one that is unsure now: *token* is the one that was looked for.
create function api_v1.reconcile(
    version text, shown text, remote_id text, spoken_version text,
    permalink text default '', token bigint default null)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    publication app.publication;
    settle interval := (select m.settle from sync.meta as m);
    now_ timestamptz := sync.now();
    became text;
begin
    perform app.require('penerbit');
    select p.* into publication from app.publication as p where p.version_id = reconcile.version for update;
    if not found then
        return null;
    elsif publication.state = 'sending' and publication.sending_at < now_ - interval '2 minutes' then
        update app.publication as p set state = 'unsure', not_before = now_, reads = 0, lease_until = null
        where p.version_id = reconcile.version returning p.* into publication;
    end if;
    if publication.state <> 'unsure' or publication.token <> coalesce(reconcile.token, publication.token) then
        return publication.state;
    elsif reconcile.shown = 'present' then
        if coalesce(reconcile.remote_id, '') = '' then
            raise exception 'remote id missing' using errcode = '22023';
        end if;
        perform app.mark_sent(publication, reconcile.remote_id, reconcile.permalink, reconcile.spoken_version);
        perform app.answer_conversation(publication.reply_id);
        became := 'sent';
    else
        became := app.look_again(publication, reconcile.shown = 'absent', settle);
    end if;
    perform app.note_attempt(reconcile.version, publication.token, 'reconciled-' || became, jsonb_build_object(
        'found', reconcile.shown, 'remote_id', reconcile.remote_id));
    return became;
end $$;

-- Counts a complete look that found nothing, and says what becomes of an unsure one then.
create function app.look_again(publication app.publication, absent boolean, settle interval) returns text
language plpgsql
as $$
declare
    now_ timestamptz := sync.now();
    pause interval := least(interval '20 seconds', settle / 3);
    seen integer := publication.reads;
begin
    if absent and publication.not_before <= now_ then
        seen := seen + 1;
    end if;
    if seen >= 3 and now_ - publication.sending_at >= settle then
        if publication.attempts < 3 then
            return app.ready_again(publication, now_, '');
        end if;
        update app.publication as p set reads = seen, not_before = '9999-01-01 00:00:00+00'
        where p.version_id = publication.version_id;
    elsif publication.not_before < '9999-01-01 00:00:00+00' then
        if not absent then
            pause := least(greatest(pause, (now_ - publication.sending_at) / 10), interval '10 minutes');
        end if;
        update app.publication as p set reads = seen, not_before = now_ + pause
        where p.version_id = publication.version_id;
    end if;
    return 'unsure';
end $$;
