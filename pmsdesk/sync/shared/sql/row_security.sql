-- What a person may read with a query of his own: whoever works here reads the register, but chains, blocks and devices
-- only of himself unless he supervises or administers.

create function app.is_person() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select exists (select from app.staff as s where s.id = session_user and s.active) $$;

create function app.oversees() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select app.holds('penyelia') or app.holds('pentadbir') $$;

do $$
declare
    readable text;
begin
    foreach readable in array array[
        'staff', 'agency', 'account', 'contact', 'conversation', 'message', 'note', 'complaint', 'complaint_step',
        'follow_up', 'attachment', 'reply', 'reply_version', 'approval', 'attestation', 'template', 'publication',
        'publish_attempt', 'moderation', 'conflict', 'deed', 'amendment', 'audit_seal', 'sealed_operation',
        'operation_kind', 'number_void'
    ] loop
        execute format('alter table app.%I enable row level security', readable);
        execute format('create policy person on app.%I for select using ((select app.is_person()))', readable);
        execute format('grant select on app.%I to pms_client', readable);
    end loop;
end $$;

alter table app.operation enable row level security;
create policy own on app.operation for select
    using (actor = session_user and (select app.is_person()) or (select app.oversees()));
alter table app.stream enable row level security;
create policy own on app.stream for select
    using (actor = session_user and (select app.is_person()) or (select app.oversees()));
alter table app.number_block enable row level security;
create policy own on app.number_block for select
    using (actor = session_user and (select app.is_person()) or (select app.oversees()));
alter table app.device enable row level security;
create policy own on app.device for select
    using (enrolled_by = session_user and (select app.is_person()) or (select app.oversees()));
grant select on app.operation, app.stream, app.number_block, app.device to pms_client;

alter table app.number_high enable row level security;
alter table app.account_lease enable row level security;
alter table app.presence enable row level security;
alter table app.blob enable row level security;
alter table app.blob_chunk enable row level security;
alter table sync.feed enable row level security;
create policy person on sync.feed for select using ((select app.is_person()));
alter table sync.meta enable row level security;
create policy person on sync.meta for select using ((select app.is_person()));
grant select on sync.feed, sync.meta to pms_client;
