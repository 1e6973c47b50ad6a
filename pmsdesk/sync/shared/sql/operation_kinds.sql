-- The kinds of operations a seat may send: who may, which rows and fields each may write, and which of its facts everybody
-- is told (null: of these operations nobody is told). Nothing else is written.

create table app.operation_kind (
    kind text primary key,
    roles text[] not null,
    appends text[] not null default '{}',
    conversation text[] not null default '{}',
    complaint text[] not null default '{}',
    account text[] not null default '{}',
    told text[]
);

do $$
declare
    writers constant text[] := '{pegawai,penyelia}';
    anyone constant text[] := '{pegawai,penyelia,penerbit,pentadbir}';
    turn constant text[] := '{state,due_at,snoozed_until,assignee_id}';
    answered constant text[] := turn || '{answered_at,last_at}'::text[];
    triage constant text[] := '{kind,jurisdiction,agencies,category,road,place,confidence,triaged_urgent,evidence}';
    described constant text[] :=
        '{complainant,customer_kind,summary,category,jurisdiction,agencies,road,location}';
    known constant text[] := '{handle,name,agency,valid_from,valid_to,owner_id,deputy_id}';
begin
    insert into app.operation_kind (kind, roles, appends, conversation, complaint) values
        ('conversation.assigned', writers, '{}', turn, '{}'),
        ('conversation.finished', writers, '{}', turn, '{}'),
        ('conversation.reopened', writers, '{}', turn, '{}'),
        ('conversation.snoozed', writers, '{}', turn, '{}'),
        ('conversation.labelled', writers, '{}', '{labels}', '{}'),
        ('conversation.prioritised', writers, '{}', '{urgent}', '{}'),
        ('conversation.wrong_door', writers, '{}', triage, '{}'),
        ('note.added', writers, '{note}', '{}', '{}'),
        ('complaint.registered', writers, '{complaint,attachment,follow_up}', turn, '{}'),
        ('complaint.numbered', writers, '{}', '{}', '{number}'),
        ('complaint.moved', writers, '{follow_up}', '{}', '{state,closing_code}'),
        ('complaint.forwarded', writers, '{follow_up}', '{}', '{state,closing_code,agencies}'),
        ('complaint.edited', writers, '{follow_up}', '{}', described),
        ('complaint.followed_up', writers, '{follow_up}', '{}', '{}'),
        ('complaint.photo_added', writers, '{attachment}', '{}', '{}'),
        ('reply.submitted', writers, '{reply,reply_version}', turn, '{}'),
        ('post.submitted', writers, '{contact,conversation,reply,reply_version}', turn, '{}'),
        ('reply.withdrawn', writers, '{}', turn, '{}'),
        ('reply.approved', '{penyelia}', '{approval}', turn, '{}'),
        ('reply.returned', '{penyelia}', '{approval}', turn, '{}'),
        ('reply.decided', '{penyelia}', '{}', answered, '{}'),
        ('moderation.asked', writers, '{moderation}', '{}', '{}'),
        ('moderation.cancelled', writers, '{}', '{}', '{}'),
        ('moderation.cleared', '{penyelia}', '{}', '{}', '{}'),
        ('moderation.declined', '{penyelia}', '{}', '{}', '{}'),
        ('conflict.resolved', writers, '{}',
            turn || triage || '{labels,urgent}'::text[],
            described || '{state,closing_code}'::text[]);
    insert into app.operation_kind (kind, roles, account) values
        ('account.added', '{pentadbir}', '{}'),
        ('account.connected', '{pentadbir}', '{remote_id,handle,connected}'),
        ('account.disconnected', '{pentadbir}', '{connected}'),
        ('account.edited', '{pentadbir}', known),
        ('account.resolved', '{pentadbir}', known || '{policy,connected,remote_id}'::text[]),
        ('account.policy_set', '{pentadbir}', '{policy}');
    update app.operation_kind as k set appends = '{account}' where k.kind = 'account.added';
    insert into app.operation_kind (kind, roles)
    select recorded, anyone from unnest(array[
        'contact.revealed', 'register.exported', 'training.done', 'training.exported', 'numbers.leased',
        'messages.arrived', 'messages.amended', 'reply.resumed',
        'reply.ready', 'reply.sent', 'reply.rejected',
        'staff.added', 'staff.signed_in', 'staff.sign_in_failed', 'staff.password_changed', 'staff.unlocked',
        'staff.activated', 'staff.deactivated']) as recorded;
    update app.operation_kind as k set told = t.told
    from (values
        ('conversation.assigned', '{to}'::text[]),
        ('conversation.finished', '{reason}'),
        ('conversation.reopened', '{}'),
        ('conversation.snoozed', '{}'),
        ('conversation.labelled', '{to}'),
        ('conversation.prioritised', '{urgent}'),
        ('conversation.wrong_door', '{from,to}'),
        ('contact.revealed', '{}'),
        ('note.added', '{}'),
        ('complaint.registered', '{number}'),
        ('complaint.numbered', '{to}'),
        ('complaint.moved', '{from,to,closing_code}'),
        ('complaint.forwarded', '{to}'),
        ('complaint.edited', described),
        ('complaint.followed_up', '{}'),
        ('complaint.photo_added', '{evidence}'),
        ('reply.submitted', '{reply,number,ground,way}'),
        ('post.submitted', '{reply,number,ground,way}'),
        ('reply.withdrawn', '{reply}'),
        ('reply.approved', '{reply}'),
        ('reply.returned', '{reply,reason}'),
        ('reply.decided', '{reply}'),
        ('reply.resumed', '{reply}'),
        ('moderation.asked', '{moderation,act,code,reason}'),
        ('moderation.cancelled', '{moderation,act}'),
        ('moderation.cleared', '{moderation,act}'),
        ('moderation.declined', '{moderation,act,reason}'),
        ('conflict.resolved', '{}')) as t (kind, told)
    where t.kind = k.kind;
end $$;

-- What the writers of one operation need to know of it.
create type app.act as (
    operation uuid,
    device uuid,
    since timestamptz,
    kind text,
    facts jsonb
);

-- An operation that cannot be carried out is recorded as such: refused for good, or put off until its parent is here.
create function app.refuse(why text) returns void
language plpgsql as $$ begin raise exception '%', why using errcode = 'PM090'; end $$;

create function app.put_off(why text) returns void
language plpgsql as $$ begin raise exception '%', why using errcode = 'PM091'; end $$;
