-- Who looks at a conversation or types in it right now; gone after 25 seconds without a sign, and with a crash.

create unlogged table app.presence (
    conversation_id text not null,
    staff_id text not null,
    doing text not null check (doing in ('viewing', 'typing')),
    seen_at timestamptz(3) not null,
    primary key (conversation_id, staff_id)
);
create index presence_staff on app.presence (staff_id);

create function api_v1.presence(conversation text, doing text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_person();
    delete from app.presence as p
    where p.staff_id = session_user and (p.conversation_id = presence.conversation and presence.doing = ''
                                         or p.seen_at < sync.now() - interval '25 seconds');
    if presence.doing = '' then
        return;
    elsif not exists (select from app.conversation as c where c.id = presence.conversation) then
        raise exception 'no such conversation' using errcode = '22023';
    end if;
    insert into app.presence (conversation_id, staff_id, doing, seen_at)
    values (presence.conversation, session_user, presence.doing, sync.now())
    on conflict on constraint presence_pkey do update set doing = excluded.doing, seen_at = excluded.seen_at;
end $$;

create function api_v1.presence_of(conversations text[])
returns table (conversation text, staff text, name text, doing text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    perform app.require_person();
    return query
    select p.conversation_id, p.staff_id, s.name, p.doing
    from app.presence as p join app.staff as s on s.id = p.staff_id
    where p.conversation_id = any (presence_of.conversations) and p.staff_id <> session_user
      and p.seen_at > sync.now() - interval '25 seconds'
    order by p.conversation_id, p.staff_id;
end $$;
