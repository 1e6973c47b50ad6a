-- What follows from an operation besides what it writes: the state of a reply and its place in the outbox, a conflict
-- that is settled, replies an account's new policy holds back.

create function app.note_attempt(version_id text, token bigint, event text, detail jsonb default '{}') returns void
language sql
as $$
    insert into app.publish_attempt (version_id, token, event, detail)
    values (note_attempt.version_id, note_attempt.token, note_attempt.event, note_attempt.detail)
$$;

-- Puts a version into the outbox; what earlier attempts of the reply left behind stays, so that the network is asked
-- before anything is sent again. So it is with what was written before the server was restored.
create function app.make_ready(version app.reply_version) returns void
language sql
as $$
    insert into app.publication (
        version_id, reply_id, sha, account_id, channel, target, thread, text, way, person, media, not_before,
        attempts, sending_at, newest_own)
    select version.id, version.reply_id, version.sha, version.account_id, a.channel, version.target, c.thread,
           version.text, r.way, app.person_of(r), version.media,
           greatest(sync.now() + interval '10 seconds', r.due_at, case when o.lost then m.epoch_began + m.settle end),
           greatest(coalesce(e.attempts, 0), case when o.lost then 1 else 0 end),
           coalesce(e.sending_at, case when o.lost then version.created_at end), coalesce(e.newest_own, '')
    from app.reply as r
    cross join sync.meta as m
    cross join lateral (select version.created_at <= m.epoch_began as lost) as o
    join app.account as a on a.id = r.account_id
    join app.conversation as c on c.id = r.conversation_id
    left join lateral (
        select p.attempts, p.sending_at, p.newest_own
        from app.publication as p join app.reply_version as v on v.id = p.version_id
        where p.reply_id = r.id order by v.number desc limit 1) as e on true
    where r.id = version.reply_id
    on conflict (version_id) do update set state = 'ready', not_before = excluded.not_before, words = ''
$$;

create function app.set_reply(reply_id text, state text) returns void
language sql
as $$
    update app.reply as r set state = set_reply.state where r.id = set_reply.reply_id and r.state <> set_reply.state
$$;

-- A template is ready at once, a text its seat found clear once a publisher attests it, everything else waits for a
-- supervisor; so does a second answer to a message while the first is under way, of those in public and of those in
-- private each by itself.
create function app.after_submitted(act app.act) returns void
language plpgsql
as $$
declare
    version app.reply_version;
    ready boolean;
begin
    select v.* into version from app.reply_version as v
    where v.id = act.facts ->> 'version' and v.operation = act.operation;
    if not found then
        perform app.refuse('version missing');
    elsif act.kind = 'post.submitted' and not exists (
            select from app.reply as r
            where r.id = version.reply_id and r.id = act.facts ->> 'reply' and r.way = 'post')
          or act.kind = 'post.submitted' and version.number > 1 then
        perform app.refuse('not the first text of a post');
    end if;
    perform from app.conversation as c where c.id = app.conversation_of(version.reply_id) for no key update;
    ready := app.template_of(version.id) <> ''
        or act.facts ->> 'ground' = 'check'
           and (select a.policy from app.account as a where a.id = version.account_id) = 'flagged';
    if ready and exists (
        select from app.reply as mine join app.reply as other
          on other.conversation_id = mine.conversation_id and other.target = mine.target and other.way = mine.way
         and other.id <> mine.id
        where mine.id = version.reply_id
          and (other.state = 'pending' or exists (
                select from app.publication as p
                where p.reply_id = other.id and p.state in ('ready', 'claimed', 'sending', 'unsure')))) then
        ready := false;
    end if;
    perform app.set_reply(version.reply_id, case when ready then 'cleared' else 'pending' end);
    if ready then
        perform app.make_ready(version);
    end if;
end $$;

create function app.after_withdrawn(act app.act) returns void
language plpgsql
as $$
declare
    reply app.reply;
begin
    select r.* into reply from app.reply as r where r.id = act.facts ->> 'reply' for update;
    if not found then
        perform app.put_off('reply not here');
    elsif reply.state = 'withdrawn' then
        return;
    elsif app.wrote_none_of(session_user, reply.id) then
        perform app.refuse('not an author');
    elsif exists (select from app.publication as p
                  where p.reply_id = reply.id and p.state in ('claimed', 'sending', 'unsure', 'sent')) then
        perform app.refuse('reply is on its way or published');
    end if;
    update app.publication as p set state = 'withdrawn' where p.reply_id = reply.id and p.state = 'ready';
    perform app.set_reply(reply.id, 'withdrawn');
end $$;

create function app.after_decision(act app.act) returns void
language plpgsql
as $$
declare
    version app.reply_version;
begin
    select v.* into version
    from app.approval as a join app.reply_version as v on v.id = a.version_id
    where a.version_id = act.facts ->> 'version' and a.operation = act.operation;
    if not found then
        perform app.refuse('decision missing');
    elsif act.kind = 'reply.returned' then
        perform app.set_reply(version.reply_id, 'returned');
    else
        perform app.set_reply(version.reply_id, 'cleared');
        perform app.make_ready(version);
    end if;
end $$;

-- A supervisor's word on one whose outcome nobody knows, after looking at the network himself.
create function app.after_decided(act app.act) returns void
language plpgsql
as $$
declare
    publication app.publication;
    found_as text := coalesce(act.facts ->> 'remote_id', '');
    sent boolean := (act.facts ->> 'sent')::boolean;
    again boolean := (act.facts ->> 'again')::boolean;
begin
    select p.* into publication from app.publication as p
    where p.reply_id = act.facts ->> 'reply' and p.state not in ('withdrawn', 'rejected') for update;
    if not found then
        perform app.put_off('publication not here');
    elsif publication.state <> 'unsure' then
        perform app.refuse('not unsure any more');
    elsif btrim(coalesce(act.facts ->> 'reason', '')) = '' then
        perform app.refuse('reason missing');
    end if;
    perform app.note_attempt(publication.version_id, publication.token, 'decided', act.facts);
    if sent then
        perform app.mark_sent(publication, found_as, '', publication.version_id);
    elsif again then
        perform app.ready_again(publication, sync.now() + interval '10 seconds', '');
    else
        perform app.mark_rejected(publication, act.facts ->> 'reason');
    end if;
end $$;

create function app.after_resumed(act app.act) returns void
language sql
as $$
    update app.publication as p set not_before = greatest(sync.now(), r.due_at)
    from app.reply as r
    where r.id = p.reply_id and p.reply_id = act.facts ->> 'reply' and p.state = 'ready'
      and p.not_before > greatest(sync.now(), r.due_at) and app.roles_held() && '{pegawai,penyelia}'
$$;

-- What a new policy holds back goes to its authors again, as it does on a seat.
create function app.after_policy(act app.act, account_id text) returns void
language plpgsql
as $$
declare
    held app.publication;
begin
    for held in
        select p.* from app.publication as p join app.account as a on a.id = p.account_id
        where p.account_id = after_policy.account_id and p.state = 'ready' and a.policy = 'all' for update of p
    loop
        if app.ground_of(held.version_id) = '' then
            update app.publication as p set state = 'withdrawn' where p.version_id = held.version_id;
            perform app.set_reply(held.reply_id, 'withdrawn');
            perform app.open_conversation(held.reply_id);
        end if;
    end loop;
end $$;

create function app.after_resolved(act app.act) returns void
language plpgsql
as $$
begin
    if not exists (select from app.conflict as c where c.id = act.facts ->> 'conflict') then
        perform app.put_off('conflict not here');
    end if;
    update app.conflict as c set resolved_by = session_user
    where c.id = act.facts ->> 'conflict' and c.resolved_at is null;
end $$;

create function app.follow(act app.act, subject text) returns void
language plpgsql
as $$
begin
    case act.kind
        when 'reply.submitted', 'post.submitted' then perform app.after_submitted(act);
        when 'reply.withdrawn' then perform app.after_withdrawn(act);
        when 'reply.approved', 'reply.returned' then perform app.after_decision(act);
        when 'reply.decided' then perform app.after_decided(act);
        when 'reply.resumed' then perform app.after_resumed(act);
        when 'moderation.asked', 'moderation.cancelled', 'moderation.cleared', 'moderation.declined' then
            perform app.after_moderation(act);
        when 'account.policy_set' then perform app.after_policy(act, subject);
        when 'conflict.resolved' then perform app.after_resolved(act);
        when 'training.done' then perform app.after_training(act, subject);
        when 'account.resolved' then
            perform app.after_resolved(act);
            perform app.after_policy(act, subject);
        else null;
    end case;
end $$;
