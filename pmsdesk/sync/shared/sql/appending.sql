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

-- A reply answers a citizen's message of its own conversation, from the account it was written to.
create function app.append_reply(act app.act, given jsonb) returns void
language plpgsql
as $$
declare
    reply app.reply := jsonb_populate_record(null::app.reply, given);
    conversation app.conversation;
begin
    select c.* into conversation from app.conversation as c where c.id = reply.conversation_id;
    if not found then
        perform app.put_off('conversation not here');
    elsif conversation.account_id is distinct from reply.account_id then
        perform app.refuse('not the account of this conversation');
    elsif not exists (select from app.message as m
                      where m.conversation_id = conversation.id and m.remote_id = reply.target
                        and m.direction = 'in') then
        perform app.put_off('message not here');
    end if;
    insert into app.reply (id, conversation_id, account_id, target, state)
    values (reply.id, reply.conversation_id, reply.account_id, reply.target, 'pending');
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

create function app.append_account(act app.act, given jsonb) returns void
language sql
as $$
    insert into app.account (id, channel, handle, name, agency, policy, valid_from, valid_to)
    select r.id, r.channel, r.handle, r.name, r.agency, coalesce(r.policy, 'all'), r.valid_from, r.valid_to
    from jsonb_populate_record(null::app.account, given) as r
$$;

create function app.append(act app.act, entity text, given jsonb) returns void
language plpgsql
as $$
begin
    case entity
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
