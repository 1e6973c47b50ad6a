-- Looks through everything but our own posts, also what a seat does not keep: words of messages, of complaints, numbers
-- and names, newest first. Each hit comes with the conversation and contact it belongs to, so that a seat can show it.
-- A seat has what is of the last days itself, and asks for what is from before: else the newest would crowd out what it
-- lacks.

create index message_words on app.message using gin (to_tsvector('simple', text));
create index complaint_words on app.complaint using gin (
    to_tsvector('simple', number || ' ' || complainant || ' ' || summary || ' ' || road || ' ' || location));
create index contact_words on app.contact using gin (to_tsvector('simple', handle || ' ' || name));

-- Every word must stand there, each may be the beginning of one; null when there is no word. Of a pasted book the first
-- page counts, and no word is longer than PostgreSQL takes.
create function app.query_of(words text) returns tsquery
language sql immutable
as $$
    select to_tsquery('simple', string_agg(quote_literal(w.word) || ':*', ' & '))
    from (select distinct m[1] as word from regexp_matches(left(query_of.words, 4000), '[[:alnum:]/_.-]{1,200}', 'g') as m limit 12) as w
$$;

create function api_v1.search(words text, most integer, before timestamptz default 'infinity')
returns table (kind text, id text, "row" jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
    with wanted as (select app.query_of(search.words) as query, least(search.most, 200) as most,
                           search.before
                    from app.require_person() as allowed),
    messages as (
        select m.id, m.conversation_id, m.sent_at as at from wanted as w, app.message as m
        join app.conversation as c on c.id = m.conversation_id and c.kind <> 'post'
        where to_tsvector('simple', m.text) @@ w.query and m.sent_at < w.before
        order by m.sent_at desc, m.id limit (select most from wanted)),
    complaints as (
        select c.id, c.conversation_id, c.registered_at as at from wanted as w, app.complaint as c
        where to_tsvector('simple', c.number || ' ' || c.complainant || ' ' || c.summary || ' ' || c.road || ' '
                                    || c.location) @@ w.query
          and c.registered_at < w.before
        order by c.registered_at desc, c.id limit (select most from wanted)),
    contacts as (
        select k.id from wanted as w, app.contact as k
        where to_tsvector('simple', k.handle || ' ' || k.name) @@ w.query and k.first_seen_at < w.before
        order by k.first_seen_at desc, k.id limit (select most from wanted)),
    talks as (
        select c.id, c.contact_id from app.conversation as c
        where c.id in (select m.conversation_id from messages as m union select c.conversation_id from complaints as c)
           or (c.contact_id in (select k.id from contacts as k) and c.last_at < (select w.before from wanted as w)
               and c.kind <> 'post')),
    found as (
        select 1 as rank, 'contact' as kind, t.contact_id as id, null::timestamptz as at from talks as t
        union select 1, 'contact', k.id, null from contacts as k
        union select 2, 'conversation', t.id, null from talks as t
        union select 3, 'message', m.id, m.at from messages as m
        union select 4, 'complaint', c.id, c.at from complaints as c)
    select f.kind, f.id, sync.row_of(f.kind, f.id) from found as f order by f.rank, f.at desc nulls first, f.id
$$;
