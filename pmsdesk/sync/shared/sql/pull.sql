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

-- One page of the first load, newest first; *before* is the last id of the page before, empty for the first page. The
-- kind stands in the query itself, so that its plan is of that kind alone.
create function api_v1.baseline(kind text, before text, most integer) returns table (id text, "row" jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_column
declare
    page constant integer := least(baseline.most, 5000);
    edge timestamptz;
begin
    perform app.require_person();
    case
    when baseline.kind = 'contact' then
        return query select r.id, to_jsonb(r) from sync.contact as r
        where (baseline.before = '' or r.id < baseline.before)
          and exists (select from sync.kept as c where c.contact_id = r.id)
        order by r.id desc limit page;
    when baseline.kind = 'conversation' then
        select c.last_at into edge from app.conversation as c where c.id = baseline.before;
        return query select r.id, to_jsonb(r) from sync.conversation as r join sync.kept as c on c.id = r.id
        where (baseline.before = '' or (r.last_at, r.id) < (edge, baseline.before))
        order by r.last_at desc, r.id desc limit page;
    when baseline.kind = 'message' then
        select m.sent_at into edge from app.message as m where m.id = baseline.before;
        return query select r.id, to_jsonb(r) from sync.message as r join sync.kept as c on c.id = r.conversation_id
        where (baseline.before = '' or (r.sent_at, r.id) < (edge, baseline.before))
        order by r.sent_at desc, r.id desc limit page;
    when baseline.kind = 'conflict' then
        return query select r.id, to_jsonb(r) from sync.conflict as r
        where (baseline.before = '' or r.id < baseline.before)
          and (r.resolved_at is null or r.resolved_at > sync.now() - interval '90 days')
        order by r.id desc limit page;
    when baseline.kind = 'audit_seal' then
        return query select r.n::text, to_jsonb(r) from sync.audit_seal as r
        where (baseline.before = '' or r.n < baseline.before::bigint) and r.sealed_at > sync.now() - interval '90 days'
        order by r.n desc limit page;
    when baseline.kind in ('staff', 'account') then
        return query select e.id, e."row" from sync.every_row as e
        where e.kind = baseline.kind and (baseline.before = '' or e.id < baseline.before)
        order by e.id desc limit page;
    when exists (select from sync.kind as k where k.kind = baseline.kind) then
        return query execute format(
            'select r.%1$I, to_jsonb(r) from sync.%2$I as r
             where ($1 = %3$L or r.%1$I < $1) and exists (
                 select from (select h.conversation_id from sync.hanging as h
                              where h.kind = %2$L and h.id = r.%1$I offset 0) as t
                 join sync.kept as c on c.id = t.conversation_id)
             order by r.%1$I desc limit $2',
            case baseline.kind when 'publication' then 'version_id' else 'id' end, baseline.kind, '')
        using baseline.before, page;
    else
        raise exception 'no such kind: %', baseline.kind using errcode = '22023';
    end case;
end $$;
