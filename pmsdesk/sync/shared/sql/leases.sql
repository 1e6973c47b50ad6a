-- Which seat polls an account: one at a time, under a lease it renews; a seat that dies is followed by another. What is
-- not in use is polled by nobody.

create table app.account_lease (
    account_id text primary key references app.account,
    device uuid not null references app.device,
    holder text not null,
    lease_until timestamptz(3) not null
);

create function api_v1.lease_account(account text, device uuid, ttl_s integer) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
declare
    lease app.account_lease;
    until constant timestamptz := sync.now() + make_interval(secs => least(greatest(lease_account.ttl_s, 5), 600));
begin
    perform app.require('pegawai', 'penyelia', 'penerbit');
    perform app.enrolled(lease_account.device);
    if not app.in_use(lease_account.account) then
        return jsonb_build_object('held', false, 'holder', '', 'until', sync.now());
    end if;
    insert into app.account_lease as l (account_id, device, holder, lease_until)
    values (lease_account.account, lease_account.device, session_user, until)
    on conflict (account_id) do update
    set device = excluded.device, holder = excluded.holder, lease_until = excluded.lease_until
    where l.lease_until < sync.now() or l.device = excluded.device and l.holder = excluded.holder;
    select l.* into lease from app.account_lease as l where l.account_id = lease_account.account;
    return jsonb_build_object(
        'held', lease.device = lease_account.device and lease.holder = session_user,
        'holder', lease.holder, 'until', lease.lease_until);
end $$;

create function api_v1.release_account(account text, device uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.enrolled(release_account.device);
    delete from app.account_lease as l
    where l.account_id = release_account.account and l.device = release_account.device and l.holder = session_user;
    return found;
end $$;
