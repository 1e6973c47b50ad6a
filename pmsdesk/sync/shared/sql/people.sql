-- Who works with the register: one row a person, named like the login. Rights are group memberships of that login.

create table app.staff (
    id text primary key,
    username text not null unique,
    name text not null,
    role text not null check (role in ('pegawai', 'penyelia', 'penerbit', 'pentadbir')),
    active boolean not null default true,
    check (id = username)
);

-- Whether the person at the other end of this session holds a role now. It goes by session_user, which SET ROLE does
-- not change; a superuser is a member of every role for PostgreSQL but holds none here.
create function app.holds(wanted name) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return pg_has_role(session_user, wanted, 'member')
       and exists (select from app.staff as s where s.id = session_user and s.active)
       and not exists (select from pg_roles as r where r.rolname = session_user and r.rolsuper);
end $$;

create function app.roles_held() returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
    return array(select role from unnest(array['pegawai', 'penyelia', 'penerbit', 'pentadbir']) as role
                 where app.holds(role::name));
end $$;

create function app.require(variadic wanted text[]) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    role text;
begin
    foreach role in array wanted loop
        if app.holds(role::name) then
            return;
        end if;
    end loop;
    raise exception 'only for %', array_to_string(wanted, ', ') using errcode = '42501';
end $$;

-- Whoever works here holds one of the roles, and so is of pms_client.
create function app.require_person() returns void
language plpgsql stable
as $$
begin
    if not app.holds('pms_client') then
        raise exception 'only for people of this register' using errcode = '42501';
    end if;
end $$;

-- For an administrator's own session (a superuser or one who may grant the group roles): rights are PostgreSQL's.

create function app.enter_person(username text, name text, role text) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    insert into app.staff as s (id, username, name, role)
    values (enter_person.username, enter_person.username, enter_person.name, enter_person.role)
    on conflict (id) do update set name = excluded.name, role = excluded.role, active = true;
    perform app.grant_role(enter_person.username, enter_person.role);
    execute format('alter role %I connection limit 8', enter_person.username);
    execute format('alter role %I set idle_in_transaction_session_timeout = ''60s''', enter_person.username);
end $$;

create function app.grant_role(username text, role text) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if grant_role.role not in ('pegawai', 'penyelia', 'penerbit', 'pentadbir') then
        raise exception 'no such role: %', grant_role.role using errcode = '22023';
    end if;
    execute format('grant %I to %I', grant_role.role, grant_role.username);
end $$;

create function app.revoke_role(username text, role text) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if revoke_role.role not in ('pegawai', 'penyelia', 'penerbit', 'pentadbir') then
        raise exception 'no such role: %', revoke_role.role using errcode = '22023';
    end if;
    execute format('revoke %I from %I', revoke_role.role, revoke_role.username);
end $$;

create function app.set_active(username text, active boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    update app.staff as s set active = set_active.active where s.id = set_active.username;
    if not found then
        raise exception 'no such person: %', set_active.username using errcode = '22023';
    end if;
    execute format('alter role %I %s', set_active.username, case when set_active.active then 'login' else 'nologin' end);
end $$;
