-- What an operation may append, one function a table. Who wrote it is always the person of this session, and every
-- claimed time is moved to between the device's enrolment and now.

create function app.append_note(act app.act, given jsonb) returns void
language plpgsql
as $$
begin
    insert into app.note (id, conversation_id, author_id, text, created_at)
    select r.id, r.conversation_id, session_user, r.text, app.clamp(r.created_at, act.since)
    from jsonb_populate_record(null::app.note, given) as r;
end $$;

-- The number must lie in a block of this device; a complaint taken while there was none comes under a draft mark, and
-- counts from its citizen's first message at the earliest.
create function app.append_complaint(act app.act, given jsonb) returns void
language plpgsql
as $$
declare
    complaint app.complaint := jsonb_populate_record(null::app.complaint, given);
    earliest timestamptz := act.since;
begin
    if complaint.number like 'DRAF/%' then
        if complaint.number <> 'DRAF/' || right(complaint.id, 8) then
            perform app.refuse('not the draft mark of this complaint');
        end if;
        earliest := greatest(earliest, (
            select min(m.received_at) from app.message as m where m.conversation_id = complaint.conversation_id));
    else
        earliest := app.leased_since(act.device, complaint.number);
    end if;
    insert into app.complaint (
        id, number, conversation_id, contact_id, complainant, customer_kind, summary, category, jurisdiction, agencies,
        road, location, state, registered_by, registered_at, closing_code)
    values (
        complaint.id, complaint.number, complaint.conversation_id, complaint.contact_id, complaint.complainant,
        complaint.customer_kind, complaint.summary, complaint.category, complaint.jurisdiction, complaint.agencies,
        complaint.road, complaint.location, complaint.state, session_user,
        app.clamp(complaint.registered_at, earliest), '');
end $$;

-- Since when the block with this official number is leased to the device; refused when it is not.
create function app.leased_since(device uuid, number text) returns timestamptz
language plpgsql
as $$
declare
    block app.number_block;
begin
    if leased_since.number is null or leased_since.number !~ '^KKR/\d{4}/\d{6,9}$' then
        perform app.refuse('not an official number');
    end if;
    block := app.block_of(leased_since.device, split_part(leased_since.number, '/', 2)::integer,
                          split_part(leased_since.number, '/', 3)::integer);
    if block.low is null
       or leased_since.number <> app.official_number(block.year, split_part(leased_since.number, '/', 3)::integer) then
        perform app.refuse('number not leased to this device');
    end if;
    return block.leased_at;
end $$;

create function app.append_follow_up(act app.act, given jsonb) returns void
language plpgsql
as $$
begin
    insert into app.follow_up (id, complaint_id, author_id, text, state, created_at)
    select r.id, r.complaint_id, session_user, r.text, r.state, app.clamp(r.created_at, act.since)
    from jsonb_populate_record(null::app.follow_up, given) as r;
end $$;

create function app.append_attachment(act app.act, given jsonb) returns void
language plpgsql
as $$
begin
    insert into app.attachment (
        id, complaint_id, evidence, sha, name, media_type, size, added_by, added_at, thumbnail, taken_at)
    select r.id, r.complaint_id, r.evidence, r.sha, r.name, r.media_type, r.size, session_user,
           app.clamp(r.added_at, act.since), coalesce(r.thumbnail, ''), r.taken_at
    from jsonb_populate_record(null::app.attachment, given) as r;
end $$;

-- An account of ours as the contact of the talks that its posts are.
create function app.append_contact(act app.act, given jsonb) returns void
language plpgsql
as $$
declare
    contact app.contact := jsonb_populate_record(null::app.contact, given);
begin
    if contact.id <> app.named_id('contact', contact.channel || chr(31) || contact.remote_id) then
        perform app.refuse('not the id of this contact');
    end if;
    insert into app.contact (id, channel, remote_id, handle, name, first_seen_at)
    select contact.id, a.channel, contact.remote_id, a.handle, a.name, app.clamp(contact.first_seen_at, act.since)
    from app.account as a
    where a.channel = contact.channel and contact.remote_id in (nullif(a.remote_id, ''), a.id)
    on conflict (id) do nothing;
end $$;

-- The talk that a post is, under the post's own id: its author's, nothing is owed in it, and it waits for what becomes
-- of the post. A restored register may have been told of it before by a seat that has what was published in it.
create function app.append_conversation(act app.act, given jsonb) returns void
language plpgsql
as $$
declare
    conversation app.conversation := jsonb_populate_record(null::app.conversation, given);
begin
    if conversation.kind is distinct from 'post' or conversation.thread is distinct from act.facts ->> 'reply' then
        perform app.refuse('not the talk of this post');
    end if;
    insert into app.conversation as known (
        id, account_id, contact_id, thread, state, last_at, assignee_id, urgent, kind, jurisdiction, category, road,
        place, confidence, triaged_urgent)
    values (
        conversation.id, conversation.account_id, conversation.contact_id, conversation.thread, 'waiting',
        app.clamp(conversation.last_at, act.since), session_user, false, 'post', 'unclear', '', '', '', 0, false)
    on conflict (id) do update set assignee_id = excluded.assignee_id where known.assignee_id = '';
end $$;

-- A reply answers a citizen's message of its own conversation, from the account it was written to; a post nobody's.
create function app.append_reply(act app.act, given jsonb) returns void
language plpgsql
as $$
declare
    reply app.reply := jsonb_populate_record(null::app.reply, given);
    conversation app.conversation;
begin
    reply.way := coalesce(reply.way, 'public');
    select c.* into conversation from app.conversation as c where c.id = reply.conversation_id;
    if not found then
        perform app.put_off('conversation not here');
    elsif conversation.account_id is distinct from reply.account_id then
        perform app.refuse('not the account of this conversation');
    elsif (reply.way = 'post') <> (conversation.kind = 'post') then
        perform app.refuse('not the talk of this post');
    elsif reply.due_at > sync.now() + interval '1 year' then
        perform app.refuse('due too late');
    elsif reply.way <> 'post' and not exists (
            select from app.message as m
            where m.conversation_id = conversation.id and m.remote_id = reply.target and m.direction = 'in') then
        perform app.put_off('message not here');
    elsif app.person_of(reply) is null or reply.way = 'private' and app.person_of(reply) = '' then
        perform app.refuse('nobody to tell in private');
    end if;
    insert into app.reply (id, conversation_id, account_id, target, way, due_at, state)
    values (reply.id, reply.conversation_id, reply.account_id, reply.target, reply.way, reply.due_at, 'pending');
end $$;

-- A newer text takes the place of one that nobody has begun to send.
create function app.append_version(act app.act, given jsonb) returns void
language plpgsql
as $$
declare
    version app.reply_version := jsonb_populate_record(null::app.reply_version, given);
    newest integer;
begin
    perform from app.reply as r where r.id = version.reply_id for update;
    if not found then
        perform app.put_off('reply not here');
    end if;
    select coalesce(max(v.number), 0) into newest from app.reply_version as v where v.reply_id = version.reply_id;
    if version.number > newest + 1 then
        perform app.put_off('earlier version not here');
    end if;
    update app.publication as p set state = 'withdrawn' where p.reply_id = version.reply_id and p.state = 'ready';
    insert into app.reply_version (
        id, reply_id, number, author_id, text, media, account_id, target, sha, findings, lexicon, created_at, operation)
    values (
        version.id, version.reply_id, version.number, session_user, version.text, version.media, version.account_id,
        version.target, version.sha, coalesce(version.findings, '[]'), coalesce(version.lexicon, ''),
        app.clamp(version.created_at, act.since), act.operation);
end $$;

create function app.append_approval(act app.act, given jsonb) returns void
language plpgsql
as $$
declare
    approval app.approval := jsonb_populate_record(null::app.approval, given);
begin
    if not exists (select from app.reply_version as v where v.id = approval.version_id) then
        perform app.put_off('version not here');
    elsif act.kind is distinct from 'reply.' || approval.decision then
        perform app.refuse('decision differs from the kind');
    elsif (select r.state from app.reply as r where r.id = approval.reply_id for update) <> 'pending' then
        perform app.refuse('reply does not wait any more');
    end if;
    insert into app.approval (id, reply_id, version_id, sha, approver_id, decision, reason, decided_at, operation)
    values (approval.id, approval.reply_id, approval.version_id, approval.sha, session_user, approval.decision,
            coalesce(approval.reason, ''), approval.decided_at, act.operation);
end $$;

-- An account begins without a connection, whatever its seat says. Whoever adds one that another added otherwise is told.
create function app.append_account(act app.act, given jsonb) returns void
language plpgsql
as $$
declare
    account app.account := jsonb_populate_record(null::app.account, given);
begin
    perform app.require_people(account);
    if exists (select from app.account as a
               where a.id = account.id
                 and (a.handle, a.name, a.agency) is distinct from (account.handle, account.name, account.agency)) then
        perform app.refuse('another account of this id');
    end if;
    insert into app.account (id, channel, handle, name, agency, policy, valid_from, valid_to, owner_id, deputy_id)
    values (account.id, account.channel, account.handle, account.name, account.agency, coalesce(account.policy, 'all'),
            account.valid_from, account.valid_to, coalesce(account.owner_id, ''), coalesce(account.deputy_id, ''));
end $$;

-- Who answers for an account works here.
create function app.require_people(account app.account) returns void
language plpgsql
as $$
begin
    if exists (select from unnest(array[account.owner_id, account.deputy_id]) as person
               where person <> '' and not exists (select from app.staff as s where s.id = person)) then
        perform app.refuse('no such person');
    end if;
end $$;

create function app.append(act app.act, entity text, given jsonb) returns void
language plpgsql
as $$
begin
    case entity
        when 'contact' then perform app.append_contact(act, given);
        when 'conversation' then perform app.append_conversation(act, given);
        when 'note' then perform app.append_note(act, given);
        when 'complaint' then perform app.append_complaint(act, given);
        when 'follow_up' then perform app.append_follow_up(act, given);
        when 'attachment' then perform app.append_attachment(act, given);
        when 'reply' then perform app.append_reply(act, given);
        when 'reply_version' then perform app.append_version(act, given);
        when 'approval' then perform app.append_approval(act, given);
        when 'moderation' then perform app.append_moderation(act, given);
        when 'account' then perform app.append_account(act, given);
    end case;
end $$;
