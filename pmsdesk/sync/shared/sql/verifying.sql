-- What `register verify` asks: do all chains, seals and promises of the register still hold? Each row is one that does
-- not. For an administrator's session; reads only.

create function app.verify_chains() returns table (what text, subject text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
    with linked as (
        select o.id, o.device, o.actor, o.sequence, o.body, o.prev_hash, o.hash,
               row_number() over chain as place,
               lag(o.hash, 1, decode(repeat('00', 32), 'hex')) over chain as before
        from app.operation as o
        window chain as (partition by o.device, o.actor order by o.sequence))
    select case when l.sequence <> l.place then 'gap in a chain'
                when l.prev_hash <> l.before then 'operation not upon the one before'
                else 'operation changed' end,
           format('%s/%s/%s', l.device, l.actor, l.sequence)
    from linked as l
    where l.sequence <> l.place or l.prev_hash <> l.before
       or l.hash <> sha256(l.prev_hash || convert_to(l.body, 'UTF8'))
    union all
    select 'chain shorter than its head', format('%s/%s/%s', s.device, s.actor, s.last_sequence)
    from app.stream as s
    where (s.last_sequence, s.last_hash) is distinct from coalesce(
        (select row(o.sequence, o.hash) from app.operation as o
         where o.device = s.device and o.actor = s.actor order by o.sequence desc limit 1),
        row(0::bigint, decode(repeat('00', 32), 'hex')))
$$;

create function app.verify_seals() returns table (what text, subject text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
    with chained as (
        select s.n, s.count, s.root, s.prev_root, lag(s.root, 1, '') over (order by s.n) as before,
               row_number() over (order by s.n) as place
        from app.audit_seal as s)
    select case when c.n <> c.place then 'seal missing'
                when c.prev_root <> c.before then 'seal not upon the one before'
                else 'sealed operations changed' end,
           c.n::text
    from chained as c
    where c.n <> c.place or c.prev_root <> c.before or c.root <> app.seal_root(c.prev_root, c.n)
       or c.count <> (select count(*) from app.sealed_operation as s where s.n = c.n)
$$;

create function app.verify_promises() returns table (what text, subject text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
    select 'published without approval, check or template', p.version_id
    from app.publication as p join app.reply_version as v on v.id = p.version_id
    where p.state in ('sending', 'sent', 'unsure')
      and not app.approved(v)
      and not exists (select from app.attestation as a
                      where a.version_id = v.id and a.sha = v.sha and a.clear
                        and app.wrote_none_of(a.publisher, v.reply_id))
      and app.template_of(v.id) = ''
      and not exists (select from app.publish_attempt as t
                      where t.version_id = v.id and t.event = 'claimed' and t.detail ->> 'ground' = 'template')
    union all
    select 'text differs from what was decided on', v.id
    from app.reply_version as v where v.sha <> app.fingerprint(v.text, v.media, v.account_id, v.target)
    union all
    select 'published twice', p.reply_id
    from app.publication as p where p.state = 'sent' group by p.reply_id having count(*) > 1
    union all
    select 'approved by an author', a.version_id
    from app.approval as a where not app.wrote_none_of(a.approver_id, a.reply_id)
      and exists (select from app.publication as p where p.version_id = a.version_id and p.state = 'sent')
    union all
    select 'number outside every block', c.number
    from app.complaint as c
    where c.serial is not null and not exists (
        select from app.number_block as b where b.year = c.year and c.serial between b.low and b.high)
    union all
    select 'number both void and issued', c.number
    from app.complaint as c join app.number_void as v on v.year = c.year and v.serial = c.serial
    union all
    select 'conflict of an unknown operation', c.id
    from app.conflict as c where not exists (select from app.operation as o where o.id = c.operation)
    union all
    select 'complete photo that does not hash to its name', b.sha
    from app.blob as b where b.complete and not app.hashes_to_name(b)
$$;

-- Everything that keeps rows as they are must stand and be on.
create function app.verify_guards() returns table (what text, subject text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
    select 'guard switched off', format('%s on %s', t.tgname, t.tgrelid::regclass)
    from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace in ('app'::regnamespace, 'sync'::regnamespace)
      and t.tgenabled <> case when t.tgname like 'feed_%' then 'O'::"char" else 'A'::"char" end
    union all
    select 'table without protection against deletion', c.oid::regclass::text
    from pg_class as c
    where c.relnamespace = 'app'::regnamespace and c.relkind = 'r'
      and c.relname not in ('account_lease', 'presence', 'blob_chunk')
      and not exists (select from pg_trigger as t where t.tgrelid = c.oid and t.tgname = 'kept')
    union all
    select 'function open to everybody', p.oid::regprocedure::text
    from pg_proc as p
    where p.pronamespace in ('app'::regnamespace, 'sync'::regnamespace, 'api_v1'::regnamespace)
      and has_function_privilege('public', p.oid, 'execute')
    union all
    select 'table that a seat may write', format('%s by %s', c.oid::regclass, g.rolname)
    from pg_class as c cross join pg_roles as g
    where c.relnamespace in ('app'::regnamespace, 'sync'::regnamespace) and c.relkind in ('r', 'v')
      and g.rolname in ('pms_client', 'pegawai', 'penyelia', 'penerbit', 'pentadbir')
      and has_table_privilege(g.oid, c.oid, 'insert, update, delete, truncate')
$$;

create function app.verify() returns table (what text, subject text)
language sql stable set search_path = pg_catalog, pg_temp
as $$
    select * from app.verify_chains() union all select * from app.verify_seals()
    union all select * from app.verify_promises() union all select * from app.verify_guards()
$$;
