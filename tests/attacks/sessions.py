"""What a login tries with psql: to become another, to make or change objects, to read what it must not."""

from tests.attacks.attempt import sql

ROLES = [
    sql("siti", "become the owner", "SET ROLE pms_owner"),
    sql("siti", "become a supervisor", "SET ROLE penyelia"),
    sql("siti", "become another person", "SET SESSION AUTHORIZATION rahman"),
    sql("siti", "become the superuser", "SET SESSION AUTHORIZATION postgres"),
    sql("siti", "be granted a supervisor's role", "GRANT penyelia TO siti"),
    sql("admin1", "grant himself a supervisor's role", "GRANT penyelia TO admin1"),
    sql("admin1", "make a login", "CREATE ROLE ghost LOGIN IN ROLE penyelia"),
    sql("admin1", "give himself all rights", "ALTER ROLE admin1 SUPERUSER"),
    sql("siti", "lift the limit of connections", "ALTER ROLE siti CONNECTION LIMIT -1"),
    sql("siti", "enter a person", "SELECT app.enter_person('siti', 'Siti', 'penyelia')"),
    sql("admin1", "use the administrator's function for a role", "SELECT app.grant_role('admin1', 'penyelia')"),
    sql("siti", "begin an epoch", "SELECT sync.begin_epoch(0)"),
    sql("siti", "forget the feed", "SELECT sync.prune_feed('0s')"),
    sql("siti", "unprotect the database", "SELECT sync.protect_database()"),
    sql("siti", "revoke another's device", "SELECT app.revoke_device('{device_kumar}')"),
    sql("rahman", "become a publisher", "SET ROLE penerbit"),
]

CATALOGUE = [
    sql("siti", "shadow a table with a temporary one", "CREATE TEMP TABLE approval (id text)"),
    sql(
        "siti",
        "shadow a function in a temporary schema",
        "CREATE FUNCTION pg_temp.now() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ),
    sql("siti", "create in public", "CREATE TABLE public.mine (n int)"),
    sql("siti", "create in app", "CREATE TABLE app.mine (n int)"),
    sql("siti", "create a schema", "CREATE SCHEMA mine"),
    sql(
        "siti",
        "replace the clock",
        "CREATE OR REPLACE FUNCTION sync.now() RETURNS timestamptz LANGUAGE sql AS $$SELECT now()$$",
    ),
    sql(
        "siti",
        "replace who holds a role",
        "CREATE OR REPLACE FUNCTION app.holds(wanted name) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    ),
    sql("siti", "make an operator", "CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)"),
    sql("siti", "switch a guard off", "ALTER TABLE app.approval DISABLE TRIGGER guard"),
    sql("siti", "drop a guard", "DROP TRIGGER guard ON app.publication"),
    sql("siti", "switch row security off", "ALTER TABLE app.operation DISABLE ROW LEVEL SECURITY"),
    sql("siti", "pretend to be a replica", "SET session_replication_role = replica"),
    sql("siti", "own a table", "ALTER TABLE app.approval OWNER TO siti"),
    sql("siti", "add a policy", "CREATE POLICY all_mine ON app.operation USING (true)"),
    sql("siti", "take the language of the functions away", "DROP EXTENSION plpgsql CASCADE"),
    sql("siti", "run a block of code", "DO $$ BEGIN UPDATE app.reply SET state = 'cleared'; END $$"),
    sql(
        "kumar",
        "read a colleague's training in the chain",
        "SELECT body FROM app.operation WHERE subject = 'siti' AND actor <> session_user",
        [],
    ),
    sql("siti", "write a file", "COPY app.account TO '/tmp/accounts'"),
    sql("siti", "run a program", "COPY app.account TO PROGRAM 'cat'"),
    sql("siti", "load rows", "COPY app.approval FROM STDIN"),
    sql("siti", "read a file of the server", "SELECT pg_read_file('postgresql.conf')"),
    sql("siti", "make a large object", "SELECT lo_create(0)"),
    sql("siti", "fill a large object", "SELECT lo_from_bytea(0, '\\x00')"),
    sql("siti", "take an advisory lock", "SELECT pg_advisory_lock(1)"),
    sql("siti", "try an advisory lock", "SELECT pg_try_advisory_xact_lock(1, 2)"),
    sql("siti", "stop others with a table lock", "BEGIN;; LOCK TABLE app.complaint IN ACCESS EXCLUSIVE MODE"),
    sql("siti", "hold a row", "SELECT * FROM app.publication FOR UPDATE"),
    sql("siti", "hold a key", "SELECT * FROM app.staff FOR KEY SHARE"),
    sql("siti", "pin the horizon with an exported snapshot", "SELECT pg_export_snapshot()"),
    sql(
        "siti",
        "end another's session",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    ),
    sql("siti", "change the server's settings", "ALTER SYSTEM SET fsync = off"),
    sql("siti", "change the database's settings", "ALTER DATABASE {database} SET search_path = mine"),
    sql("siti", "read passwords", "SELECT rolpassword FROM pg_authid"),
    sql("siti", "call what tells of an operation", "SELECT app.tell(null, '{{}}', '{{}}')"),
    sql(
        "siti",
        "tell a deed of another",
        "INSERT INTO app.deed (conversation_id, subject, kind, actor_id, facts) "
        "VALUES ('{talk_pending}', '{talk_pending}', 'reply.approved', 'rahman', '{{}}')",
    ),
    sql("siti", "tell her deed as another's", "UPDATE app.deed SET actor_id = 'rahman'"),
    sql("siti", "call an inner function", "SELECT app.make_ready(v) FROM app.reply_version AS v"),
    sql(
        "siti",
        "call the judge with another's roles",
        "SELECT app.append_note(row('{operation}','{device_siti}',now(),'x','{{}}')::app.act, '{{}}')",
    ),
    sql("siti", "set a sequence back", "SELECT setval('sync.feed_seq_seq', 1)"),
    sql("siti", "vacuum", "VACUUM FULL app.approval", None),
]

READING = [
    sql("siti", "read another's operations", "SELECT * FROM app.operation WHERE actor <> 'siti'", []),
    sql(
        "siti",
        "read another's operations through an error",
        "SELECT 1 FROM app.operation WHERE CASE WHEN actor <> 'siti' THEN body::integer = 1 ELSE false END",
        [],
    ),
    sql("siti", "read another's chain", "SELECT * FROM app.stream WHERE actor <> 'siti'", []),
    sql("siti", "read another's blocks", "SELECT * FROM app.number_block WHERE actor <> 'siti'", []),
    sql("siti", "read another's devices", "SELECT * FROM app.device WHERE enrolled_by <> 'siti'", []),
    sql("siti", "read the gap register past its blocks", "SELECT * FROM app.number_register"),
    sql("siti", "read photos past their function", "SELECT * FROM app.blob_chunk"),
    sql("stranger", "read as a login without a role", "SELECT * FROM app.complaint", "no connection"),
    sql("leaver", "read after having left", "SELECT * FROM app.complaint", []),
    sql("leaver", "read the feed after having left", "SELECT * FROM sync.feed", []),
    sql(
        "siti",
        "guess at hidden rows from statistics",
        "SELECT most_common_vals FROM pg_stats WHERE tablename = 'operation'",
        [],
    ),
]

ATTEMPTS = (*ROLES, *CATALOGUE, *READING)
