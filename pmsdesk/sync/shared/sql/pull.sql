-- State comes down: what is visible in one snapshot and was not in the one before, page by page, as current rows; and
-- the first load, newest first, of what a seat keeps (research/sync.md 2.4, 2.10).

-- Which server this is, and how often it was restored to another past.
create function sync.ident() returns text
language sql stable
as $$
    select (select c.system_identifier from pg_control_system() as c) || ':'
        || (select c.timeline_id from pg_control_checkpoint() as c)
$$;

create function api_v1.hello(client integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
    select jsonb_build_object(
        'server_time', sync.now(), 'epoch', m.epoch, 'min_client', m.min_client, 'max_client', m.max_client,
        'ident', sync.ident(), 'user', session_user, 'roles', to_jsonb(app.roles_held()), 'name', s.name,
        'lexicon', m.lexicon, 'retry_after', m.retry_after)
    from app.require_person() as allowed, sync.meta as m, app.staff as s where s.id = session_user
$$;

create function api_v1.horizon() returns table (snapshot text, epoch integer, ident text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select pg_current_snapshot()::text, m.epoch, sync.ident() from app.require_person() as allowed, sync.meta as m
$$;

create function api_v1.pull(
    prev text, upto text, epoch integer, after_xid text, after_seq bigint, most integer)
returns table (xid text, seq bigint, kind text, id text, "row" jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_column
declare
    seen constant pg_snapshot := pull.prev;
    wanted constant pg_snapshot := pull.upto;
    after constant xid8 := pull.after_xid;
begin
    perform app.require_person();
    if pull.epoch is distinct from (select m.epoch from sync.meta as m) then
        raise exception 'epoch changed' using errcode = 'PM020';
    elsif pg_snapshot_xmin(seen) <= (select m.feed_floor from sync.meta as m) then
        raise exception 'last pull too long ago' using errcode = 'PM020';
    end if;
    return query
    with page as materialized (
        select f.xid, f.seq, f.kind, f.id
        from sync.feed as f
        where f.epoch = pull.epoch
          and f.xid >= pg_snapshot_xmin(seen) and f.xid < pg_snapshot_xmax(wanted)
          and not pg_visible_in_snapshot(f.xid, seen) and pg_visible_in_snapshot(f.xid, wanted)
          and (f.xid, f.seq) > (after, pull.after_seq)
        order by f.xid, f.seq
        limit least(pull.most, 5000))
    select p.xid::text, p.seq, p.kind, p.id, r."row"
    from page as p
    left join lateral (select e."row" from sync.every_row as e where e.kind = p.kind and e.id = p.id limit 1) as r on true
    order by p.xid, p.seq;
end $$;

-- The conversations a seat keeps: unfinished, of the last 90 days, the person's own, or with a complaint or reply that
-- is still in the works. Everything else a seat keeps hangs on them.
create view sync.kept as
select c.id, c.contact_id, c.last_at
from app.conversation as c
where c.state <> 'done'
   or c.last_at > sync.now() - interval '90 days'
   or c.assignee_id = session_user
   or exists (select from app.complaint as k where k.conversation_id = c.id and (
                  k.state not in ('ditutup', 'pendua') or k.registered_by = session_user
                  or k.registered_at > sync.now() - interval '90 days'))
   or exists (select from app.reply as r where r.conversation_id = c.id and r.state in ('pending', 'returned'))
   or exists (select from app.reply as r join app.publication as p on p.reply_id = r.id
              where r.conversation_id = c.id and p.state in ('ready', 'claimed', 'sending', 'unsure'))
   or exists (select from app.moderation as m where m.conversation_id = c.id and m.state in ('pending', 'cleared'));

-- One page of the first load, newest first; *before* is the last id of the page before, empty for the first page.
create function api_v1.baseline(kind text, before text, most integer) returns table (id text, "row" jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_column
declare
    page constant integer := least(baseline.most, 5000);
    edge timestamptz;
begin
    perform app.require_person();
    case baseline.kind
    when 'staff' then
        return query select r.id, to_jsonb(r) from sync.staff as r
        where baseline.before = '' or r.id < baseline.before order by r.id desc limit page;
    when 'account' then
        return query select r.id, to_jsonb(r) from sync.account as r
        where baseline.before = '' or r.id < baseline.before order by r.id desc limit page;
    when 'contact' then
        return query select r.id, to_jsonb(r) from sync.contact as r
        where (baseline.before = '' or r.id < baseline.before)
          and exists (select from sync.kept as c where c.contact_id = r.id)
        order by r.id desc limit page;
    when 'conversation' then
        select c.last_at into edge from app.conversation as c where c.id = baseline.before;
        return query select r.id, to_jsonb(r) from sync.conversation as r join sync.kept as c on c.id = r.id
        where (baseline.before = '' or (r.last_at, r.id) < (edge, baseline.before))
        order by r.last_at desc, r.id desc limit page;
    when 'message' then
        select m.sent_at into edge from app.message as m where m.id = baseline.before;
        return query select r.id, to_jsonb(r) from sync.message as r join sync.kept as c on c.id = r.conversation_id
        where (baseline.before = '' or (r.sent_at, r.id) < (edge, baseline.before))
        order by r.sent_at desc, r.id desc limit page;
    when 'note' then
        return query select r.id, to_jsonb(r) from sync.note as r join sync.kept as c on c.id = r.conversation_id
        where (baseline.before = '' or r.id < baseline.before) order by r.id desc limit page;
    when 'complaint' then
        return query select r.id, to_jsonb(r) from sync.complaint as r
        join sync.kept as c on c.id = r.conversation_id
        where (baseline.before = '' or r.id < baseline.before) order by r.id desc limit page;
    when 'follow_up' then
        return query select r.id, to_jsonb(r) from sync.follow_up as r
        join app.complaint as k on k.id = r.complaint_id join sync.kept as c on c.id = k.conversation_id
        where (baseline.before = '' or r.id < baseline.before) order by r.id desc limit page;
    when 'attachment' then
        return query select r.id, to_jsonb(r) from sync.attachment as r
        join app.complaint as k on k.id = r.complaint_id join sync.kept as c on c.id = k.conversation_id
        where (baseline.before = '' or r.id < baseline.before) order by r.id desc limit page;
    when 'reply' then
        return query select r.id, to_jsonb(r) from sync.reply as r join sync.kept as c on c.id = r.conversation_id
        where (baseline.before = '' or r.id < baseline.before) order by r.id desc limit page;
    when 'reply_version' then
        return query select r.id, to_jsonb(r) from sync.reply_version as r
        join app.reply as p on p.id = r.reply_id join sync.kept as c on c.id = p.conversation_id
        where (baseline.before = '' or r.id < baseline.before) order by r.id desc limit page;
    when 'approval' then
        return query select r.id, to_jsonb(r) from sync.approval as r
        join app.reply as p on p.id = r.reply_id join sync.kept as c on c.id = p.conversation_id
        where (baseline.before = '' or r.id < baseline.before) order by r.id desc limit page;
    when 'attestation' then
        return query select r.id, to_jsonb(r) from sync.attestation as r
        join app.reply_version as v on v.id = r.version_id join app.reply as p on p.id = v.reply_id
        join sync.kept as c on c.id = p.conversation_id
        where (baseline.before = '' or r.id < baseline.before) order by r.id desc limit page;
    when 'publication' then
        return query select r.version_id, to_jsonb(r) from sync.publication as r
        join app.reply as p on p.id = r.reply_id join sync.kept as c on c.id = p.conversation_id
        where (baseline.before = '' or r.version_id < baseline.before) order by r.version_id desc limit page;
    when 'moderation' then
        return query select r.id, to_jsonb(r) from sync.moderation as r join sync.kept as c on c.id = r.conversation_id
        where (baseline.before = '' or r.id < baseline.before) order by r.id desc limit page;
    when 'conflict' then
        return query select r.id, to_jsonb(r) from sync.conflict as r
        where (baseline.before = '' or r.id < baseline.before)
          and (r.resolved_at is null or r.resolved_at > sync.now() - interval '90 days')
        order by r.id desc limit page;
    when 'deed' then
        return query select r.id, to_jsonb(r) from sync.deed as r join sync.kept as c on c.id = r.conversation_id
        where (baseline.before = '' or r.id < baseline.before) order by r.id desc limit page;
    when 'audit_seal' then
        return query select r.n::text, to_jsonb(r) from sync.audit_seal as r
        where (baseline.before = '' or r.n < baseline.before::bigint) and r.sealed_at > sync.now() - interval '90 days'
        order by r.n desc limit page;
    else
        raise exception 'no such kind: %', baseline.kind using errcode = '22023';
    end case;
end $$;
