-- A server restored from a backup starts a new epoch: cursors of the old one end, official numbers jump over what may
-- have been given out since the backup was made, and whatever was on its way may stand on the network already: it counts
-- as tried once, so that it is looked for before it is sent, and nothing is sent inside the settle time
-- (research/sync.md 2.11). Called by the register's administrator.

create function sync.begin_epoch(gap integer default 5000) returns integer
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    begun integer;
begin
    if gap is null or gap < 0 then
        raise exception 'the gap is not negative' using errcode = '22023';
    end if;
    update app.number_high as h set next = h.next + gap;
    delete from sync.feed;
    update sync.meta as m
    set epoch = m.epoch + 1, epoch_began = sync.now(), number_floor = m.number_floor + gap, feed_floor = '0'
    returning m.epoch into begun;
    update app.publication as p
    set attempts = greatest(p.attempts, 1), sending_at = coalesce(p.sending_at, v.created_at),
        not_before = greatest(p.not_before, sync.now() + m.settle)
    from app.reply_version as v, sync.meta as m
    where v.id = p.version_id and p.state = 'ready';
    return begun;
end $$;
