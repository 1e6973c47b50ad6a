-- The group roles and the three schemas of the register. Roles belong to the whole cluster, so they may be there already.

do $$
declare
    wanted text;
begin
    foreach wanted in array array['pms_owner', 'pms_client', 'pegawai', 'penyelia', 'penerbit', 'pentadbir'] loop
        begin
            execute format('create role %I nologin', wanted);
        exception when duplicate_object or unique_violation then
            null;
        end;
    end loop;
end $$;

grant pms_client to pegawai, penyelia, penerbit, pentadbir;

create schema app authorization pms_owner;
create schema api_v1 authorization pms_owner;
alter schema sync owner to pms_owner;

alter default privileges for role pms_owner revoke execute on functions from public;
