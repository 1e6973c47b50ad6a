-- Canned replies that were approved as such (seed G), and whether a text still is one, unaltered, with slots that hold
-- only what the register knows. The first ones are the ministry's framework; later ones need two people.

create table app.template (
    code text primary key,
    title text not null,
    text text not null,
    proposed_by text not null default session_user,
    proposed_at timestamptz(3) not null default sync.now(),
    approved_by text,
    approved_at timestamptz(3),
    retired_by text,
    retired_at timestamptz(3)
);

-- What the slots of a reply in this conversation may hold: one row a complaint made from it, or one without.
create function app.slot_values(conversation_id text)
returns table (no_aduan text, agensi text, unit text, saluran text)
language sql stable
as $$
    select case when c.number like 'KKR/%' then c.number else '' end,
           coalesce(a.name, ''),
           case when c.state <> 'didaftar' then 'Unit Aduan' else '' end,
           m.saluran
    from app.conversation as t
    cross join sync.meta as m
    left join app.complaint as c on c.conversation_id = t.id
    left join app.agency as a on a.id = coalesce(c.agencies, t.agencies) ->> 0
    where t.id = slot_values.conversation_id
$$;

-- The code of the approved template that a version is, word for word; empty when it is none.
create function app.template_of(version_id text) returns text
language sql stable
as $$
    select coalesce(min(t.code), '')
    from app.reply_version as v
    join app.reply as r on r.id = v.reply_id
    cross join lateral app.slot_values(r.conversation_id) as s
    cross join unnest(array['tuan', 'puan', 'tuan/puan']) as sapaan
    cross join app.template as t
    cross join lateral (select regexp_replace(t.text, '\{\{\s*([a-z_]+)\s*\}\}', '{{\1}}', 'g') as with_slots) as w
    cross join lateral (
        select replace(replace(replace(replace(replace(w.with_slots,
            '{{no_aduan}}', case when s.no_aduan <> '' then s.no_aduan else '{{no_aduan}}' end),
            '{{agensi}}', case when s.agensi <> '' then s.agensi else '{{agensi}}' end),
            '{{unit}}', case when s.unit <> '' then s.unit else '{{unit}}' end),
            '{{saluran}}', case when s.saluran <> '' then s.saluran else '{{saluran}}' end),
            '{{sapaan}}', sapaan) as filled) as f
    where v.id = template_of.version_id
      and v.media = '[]' and r.way <> 'post'
      and t.approved_by is not null and t.retired_at is null
      and f.filled = v.text
      and position('{{' in f.filled) = 0
$$;

-- Proposed by one, approved by another, who is a supervisor; a text that is approved is never changed. Rows of the
-- framework were written before this guard stood.
create function app.guard_template() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        if new.proposed_by <> session_user or not (app.holds('penyelia') or app.holds('pentadbir')) then
            raise exception 'a template is proposed by a supervisor or administrator' using errcode = '42501';
        elsif new.approved_by is not null or new.retired_by is not null then
            raise exception 'a template begins as a proposal' using errcode = '42501';
        end if;
        new.proposed_at := sync.now();
        return new;
    end if;
    if (new.code, new.title, new.text, new.proposed_by, new.proposed_at)
       <> (old.code, old.title, old.text, old.proposed_by, old.proposed_at) then
        raise exception 'the text of a template is never changed' using errcode = '42501';
    elsif new.approved_by is distinct from old.approved_by then
        if old.approved_by is not null or new.approved_by is distinct from session_user::text
           or not app.holds('penyelia') or new.approved_by = new.proposed_by then
            raise exception 'a template is approved by another supervisor' using errcode = '42501';
        end if;
        new.approved_at := sync.now();
    elsif new.retired_by is distinct from old.retired_by then
        if old.retired_by is not null or new.retired_by is distinct from session_user::text
           or not (app.holds('penyelia') or app.holds('pentadbir')) then
            raise exception 'a template is retired by a supervisor or administrator' using errcode = '42501';
        end if;
        new.retired_at := sync.now();
    else
        raise exception 'nothing else of a template changes' using errcode = '42501';
    end if;
    return new;
end $$;

create function api_v1.propose_template(code text, title text, text text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require('penyelia', 'pentadbir');
    if length(propose_template.text) > 5000 or length(propose_template.code) > 40 then
        raise exception 'too long' using errcode = 'PM030';
    elsif btrim(propose_template.text) = '' or btrim(propose_template.code) = '' then
        raise exception 'a template needs a code and a text' using errcode = '22023';
    end if;
    insert into app.template (code, title, text)
    values (propose_template.code, propose_template.title, propose_template.text)
    on conflict do nothing;
    if not found then
        raise exception 'the code is taken' using errcode = 'PM041';
    end if;
end $$;

create function api_v1.approve_template(code text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require('penyelia');
    update app.template as t set approved_by = session_user
    where t.code = approve_template.code and t.approved_by is null and t.retired_by is null;
    return found;
end $$;

create function api_v1.retire_template(code text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require('penyelia', 'pentadbir');
    update app.template as t set retired_by = session_user
    where t.code = retire_template.code and t.retired_by is null;
    return found;
end $$;

create function api_v1.templates()
returns table (code text, title text, text text, proposed_by text, approved_by text, retired_by text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select t.code, t.title, t.text, t.proposed_by, t.approved_by, t.retired_by
    from app.template as t, app.require_person() as allowed order by t.code
$$;
