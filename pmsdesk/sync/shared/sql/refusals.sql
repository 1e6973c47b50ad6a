-- What a person may well ask for and cannot have, each with a code of its own, so that it is said in words: a number that
-- is issued or was never given out (PM040), a code that another answer has (PM041).

create or replace function api_v1.void_number(year integer, serial integer, reason text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require('pentadbir');
    perform from app.number_high as h where h.year = void_number.year for update;
    if exists (select from app.complaint as c where c.year = void_number.year and c.serial = void_number.serial) then
        raise exception 'the number is issued' using errcode = 'PM040';
    elsif void_number.serial is null or void_number.serial not between 1 and coalesce(
              (select h.next - 1 from app.number_high as h where h.year = void_number.year), 0) then
        raise exception 'the number was never given out' using errcode = 'PM040';
    end if;
    insert into app.number_void (year, serial, reason)
    values (void_number.year, void_number.serial, void_number.reason) on conflict do nothing;
    return found;
end $$;

create or replace function api_v1.propose_template(code text, title text, text text) returns void
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
