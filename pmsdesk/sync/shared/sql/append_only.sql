-- What happened is never rewritten, and nothing that people or the public saw is ever deleted. Both bind the owner.

-- The framework's own templates and the rules of the program are in; from here on they are guarded like the rest.
create trigger guard before insert or update on app.template for each row execute function app.guard_template();

create function app.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception '% of % refused', lower(tg_op), tg_table_name using errcode = '42501';
end $$;

do $$
declare
    kept text;
begin
    foreach kept in array array[
        'amendment', 'note', 'follow_up', 'attachment', 'reply_version', 'approval', 'attestation', 'publish_attempt',
        'operation', 'deed', 'number_void', 'audit_seal', 'sealed_operation', 'complaint_step', 'operation_kind'
    ] loop
        execute format('create trigger unchanged before update on app.%I for each row
                        execute function app.refuse_change()', kept);
    end loop;
    foreach kept in array array[
        'amendment', 'note', 'follow_up', 'attachment', 'reply_version', 'approval', 'attestation', 'publish_attempt',
        'operation', 'deed', 'number_void', 'audit_seal', 'sealed_operation', 'complaint_step', 'operation_kind',
        'staff', 'agency', 'account', 'contact', 'conversation', 'message', 'complaint', 'reply', 'publication',
        'moderation',
        'template', 'conflict', 'device', 'stream', 'number_block', 'number_high', 'blob'
    ] loop
        execute format('create trigger kept before delete on app.%I for each row
                        execute function app.refuse_change()', kept);
        execute format('create trigger kept_whole before truncate on app.%I for each statement
                        execute function app.refuse_change()', kept);
    end loop;
end $$;

create trigger unchanged_rules before insert on app.complaint_step for each statement execute function app.refuse_change();
create trigger unchanged_rules before insert on app.operation_kind for each statement execute function app.refuse_change();

-- A session that calls itself a replica would fire no ordinary trigger.
do $$
declare
    guard record;
begin
    for guard in
        select t.tgname, t.tgrelid::regclass as guarded
        from pg_trigger as t
        where not t.tgisinternal and t.tgrelid::regclass::text ~ '^(app|sync)\.'
          and t.tgname in ('guard', 'unchanged', 'unchanged_rules', 'kept', 'kept_whole', 'tell')
    loop
        execute format('alter table %s enable always trigger %I', guard.guarded, guard.tgname);
    end loop;
end $$;
