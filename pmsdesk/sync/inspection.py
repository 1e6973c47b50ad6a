"""Whether the register is still what it was: chains and seals recomputed, guards in place, invariants held."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, LiteralString

from pmsdesk.domain.reply import fingerprint
from pmsdesk.sync.connecting import Connection

EXAMPLES = 5
_PAGE = 5000
_FIRST = bytes(32)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how many there were, how many are wrong, and the first few of these by name."""

    check: str
    looked_at: int
    wrong: int
    examples: tuple[str, ...]


def inspect(connection: Connection) -> Iterator[Finding]:
    """Look at everything in one consistent cut of the register, in the order a person would want to know.

    *connection* is an administrator's and in no transaction. Raises `psycopg.Error`.
    """
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield _finding("chains", _chains(connection))
        yield _finding("seals", _seals(connection))
        yield _finding("texts", _texts(connection))
        for check, query in _QUERIES.items():
            yield _finding(check, (row[0] for row in _stream(connection, query)))


def _finding(check: str, looked: Iterable[str | None]) -> Finding:
    """*looked* yields, for each thing, None where it is right and its name where it is wrong."""
    total, examples, wrong = 0, [], 0
    for name in looked:
        total += 1
        if name is not None:
            wrong += 1
            examples += [name] * (wrong <= EXAMPLES)
    return Finding(check, total, wrong, tuple(examples))


def _stream(connection: Connection, query: LiteralString) -> Iterator[tuple[Any, ...]]:
    """The rows of *query*, page by page: a register has millions of operations."""
    with connection.cursor(name="inspection") as cursor:
        cursor.itersize = _PAGE
        yield from cursor.execute(query)


def _chains(connection: Connection) -> Iterator[str | None]:
    """Every operation, recomputed here and not by the server's own functions; then where each chain is said to end."""
    ends: dict[tuple[str, str], tuple[int, bytes]] = {}
    for device, actor, sequence, id_, body, prev_hash, hash_, verdict in _stream(connection, _OPERATIONS):
        before, last = ends.get((device, actor), (0, _FIRST))
        follows = sequence == before + 1 and prev_hash == last
        whole = hash_ == hashlib.sha256(prev_hash + body.encode()).digest()
        ends[device, actor] = (sequence, hash_)
        named = verdict == "rejected" or _says(body, id_, actor)
        yield None if follows and whole and named else f"{actor}/{device}/{sequence}"
    for device, actor, sequence, hash_ in _stream(connection, _STREAMS):
        right = ends.pop((device, actor), (0, _FIRST)) == (sequence, hash_)
        yield None if right else f"{actor}/{device}/{sequence}"
    yield from (f"{actor}/{device}" for device, actor in ends)


def _says(body: str, id_: str, actor: str) -> bool:
    """Whether the body of an operation that was carried out names it and its actor."""
    told = json.loads(body)
    return (told.get("id"), told.get("actor")) == (id_, actor)


def _seals(connection: Connection) -> Iterator[str | None]:
    """Every seal upon the one before it, over the operations under it."""
    before, root = 0, ""
    under = groupby(_stream(connection, _SEALED), key=itemgetter(0, 1, 2, 3))
    for (number, count, prev_root, said), rows in under:
        hashes = [row[4] for row in rows if row[4] is not None]
        computed = hashlib.sha256(root.encode() + b"".join(hashes)).hexdigest()
        right = (number, prev_root, said, count) == (before + 1, root, computed, len(hashes))
        before, root = number, said
        yield None if right else f"{number}"


def _texts(connection: Connection) -> Iterator[str | None]:
    """Every version of a reply under its fingerprint, and what went out under the fingerprint of its version."""
    for id_, text, media, account_id, target, sha, sent_sha, sent_text in _stream(connection, _VERSIONS):
        right = sha == fingerprint(text, tuple(media), account_id, target)
        right = right and sent_sha in (None, sha) and sent_text in (None, text)
        yield None if right else id_


_OPERATIONS: LiteralString = """
    SELECT device::text, actor, sequence, id::text, body, prev_hash, hash, verdict
    FROM app.operation ORDER BY device, actor, sequence
"""
_STREAMS: LiteralString = "SELECT device::text, actor, last_sequence, last_hash FROM app.stream"
_SEALED: LiteralString = """
    SELECT s.n, s.count, s.prev_root, s.root, o.hash
    FROM app.audit_seal s LEFT JOIN app.sealed_operation u ON u.n = s.n LEFT JOIN app.operation o ON o.id = u.operation
    ORDER BY s.n, o.id
"""
_VERSIONS: LiteralString = """
    SELECT v.id, v.text, v.media, v.account_id, v.target, v.sha, p.sha, p.text
    FROM app.reply_version v LEFT JOIN app.publication p ON p.version_id = v.id
"""

_QUERIES: dict[str, LiteralString] = {
    # ---- four eyes, and once ----
    "approvals": """
        SELECT CASE WHEN v.sha <> a.sha OR EXISTS (
                        SELECT FROM app.reply_version w
                        WHERE w.reply_id = v.reply_id AND w.number <= v.number AND w.author_id = a.approver_id)
                    THEN a.id END
        FROM app.approval a JOIN app.reply_version v ON v.id = a.version_id
    """,
    "grounds": """
        SELECT CASE WHEN NOT EXISTS (
                        SELECT FROM app.approval a
                        WHERE a.version_id = p.version_id AND a.sha = p.sha AND a.decision = 'approved')
                     AND NOT EXISTS (
                        SELECT FROM app.attestation t
                        WHERE t.version_id = p.version_id AND t.sha = p.sha AND t.clear AND NOT EXISTS (
                            SELECT FROM app.reply_version w
                            WHERE w.reply_id = p.reply_id AND w.author_id = t.publisher))
                     AND NOT EXISTS (
                        SELECT FROM app.publish_attempt t
                        WHERE t.version_id = p.version_id AND t.event = 'claimed'
                          AND t.detail ->> 'ground' = 'template')
                     AND app.template_of(p.version_id) = ''
                    THEN p.version_id END
        FROM app.publication p
        WHERE p.state IN ('claimed', 'sending', 'sent', 'unsure')
    """,
    "ways": """
        SELECT CASE WHEN p.way <> r.way OR p.person IS DISTINCT FROM app.person_of(r) OR p.media <> v.media
                      OR (r.way = 'post') <> (c.kind = 'post')
                      OR r.way = 'post' AND NOT app.is_own(c.contact_id, r.account_id)
                      OR EXISTS (SELECT FROM app.publish_attempt t
                                 WHERE t.version_id = p.version_id AND t.event = 'sending' AND t.at < r.due_at)
                    THEN p.version_id END
        FROM app.publication p JOIN app.reply_version v ON v.id = p.version_id JOIN app.reply r ON r.id = p.reply_id
        JOIN app.conversation c ON c.id = r.conversation_id
    """,
    "published": """
        SELECT CASE WHEN NOT EXISTS (
                        SELECT FROM app.message m
                        WHERE m.channel = p.channel AND m.remote_id = p.remote_id AND m.direction = 'out')
                    THEN p.version_id END
        FROM app.publication p WHERE p.state = 'sent' AND p.remote_id <> ''
    """,
    "once": """
        SELECT CASE WHEN count(*) > 1 THEN p.reply_id END
        FROM app.publication p WHERE p.state = 'sent' GROUP BY p.reply_id
    """,
    "photos": """
        SELECT CASE WHEN NOT app.hashes_to_name(b) THEN b.sha END FROM app.blob b WHERE b.complete
    """,
    # ---- numbers ----
    "numbers": """
        SELECT CASE WHEN NOT EXISTS (
                        SELECT FROM app.number_block b
                        WHERE b.year = c.year AND c.serial BETWEEN b.low AND b.high)
                      OR EXISTS (SELECT FROM app.number_void v WHERE v.year = c.year AND v.serial = c.serial)
                    THEN c.number END
        FROM app.complaint c WHERE c.year IS NOT NULL
    """,
    "blocks": """
        SELECT CASE WHEN b.high >= coalesce(h.next, 0)
                      OR b.low <= lag(b.high) OVER (PARTITION BY b.year ORDER BY b.low)
                    THEN b.year || ': ' || b.low || '-' || b.high END
        FROM app.number_block b LEFT JOIN app.number_high h ON h.year = b.year
    """,
    # ---- conflicts ----
    "conflicts": """
        SELECT CASE WHEN o.id IS NULL OR c.operation IS NULL THEN coalesce(o.id, c.operation)::text END
        FROM (SELECT id FROM app.operation WHERE verdict = 'conflict') o
        FULL JOIN (SELECT DISTINCT operation FROM app.conflict) c ON c.operation = o.id
    """,
    "moderation": """
        SELECT CASE WHEN m.state IN ('cleared', 'done', 'refused') AND m.decided_at IS NULL
                      OR m.decided_at IS NOT NULL AND (m.decided_by = m.asked_by OR NOT EXISTS (
                        SELECT FROM app.operation o
                        WHERE o.actor = m.decided_by AND o.subject = m.conversation_id AND o.verdict = 'applied'
                          AND o.kind IN ('moderation.cleared', 'moderation.declined')
                          AND app.readable(o.body) -> 'facts' ->> 'moderation' = m.id))
                      OR NOT EXISTS (
                        SELECT FROM app.operation o
                        WHERE o.id = m.operation AND o.actor = m.asked_by
                          AND app.readable(o.body) -> 'facts' ->> 'sha' = m.sha)
                    THEN m.id END
        FROM app.moderation m
    """,
    # ---- who did what ----
    "deeds": """
        SELECT CASE WHEN NOT EXISTS (
                        SELECT FROM app.operation o WHERE o.id::text = d.id AND o.actor = d.actor_id)
                     AND NOT EXISTS (
                        SELECT FROM app.publish_attempt t JOIN app.reply_version v ON v.id = t.version_id
                        WHERE v.reply_id = d.facts ->> 'reply' AND t.actor = d.actor_id AND t.at = d.at)
                     AND NOT EXISTS (
                        SELECT FROM app.moderation m
                        WHERE m.id = d.facts ->> 'moderation' AND m.done_at = d.at
                          AND d.kind = 'moderation.' || m.state)
                    THEN d.id END
        FROM app.deed d
    """,
    # ---- who may do what ----
    "guards": """
        SELECT CASE WHEN t.tgenabled IS DISTINCT FROM (CASE WHEN wanted.guard LIKE 'feed_%' THEN 'O' ELSE 'A' END)
                    THEN wanted.name || '.' || wanted.guard END
        FROM (SELECT c.oid, c.relname::text AS name, g.guard::text AS guard
              FROM pg_class c JOIN (
                  SELECT DISTINCT tgrelid, tgname AS guard FROM pg_trigger
                  WHERE NOT tgisinternal
                    AND (tgname IN ('guard', 'unchanged', 'unchanged_rules', 'kept', 'kept_whole', 'tell')
                         OR tgname LIKE 'feed_%')
                  UNION
                  SELECT oid, 'kept' FROM pg_class
                  WHERE relnamespace = 'app'::regnamespace AND relkind = 'r'
                    AND relname NOT IN ('account_lease', 'presence', 'blob_chunk')
                  UNION
                  SELECT format('app.%I', must.name)::regclass, must.guard
                  FROM (VALUES ('operation', 'guard'), ('operation', 'unchanged'), ('operation', 'kept'),
                               ('publish_attempt', 'tell'),
                               ('reply_version', 'guard'), ('reply_version', 'unchanged'),
                               ('approval', 'guard'), ('approval', 'unchanged'), ('attestation', 'guard'),
                               ('moderation', 'guard'), ('moderation', 'tell'),
                               ('publication', 'guard'), ('publish_attempt', 'unchanged'), ('complaint', 'guard'),
                               ('audit_seal', 'unchanged'), ('stream', 'guard'), ('amendment', 'unchanged'),
                               ('deed', 'guard'), ('deed', 'unchanged'), ('deed', 'kept')) AS must (name, guard)
              ) AS g ON g.tgrelid = c.oid
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('app', 'sync')) AS wanted
        LEFT JOIN pg_trigger t ON t.tgrelid = wanted.oid AND t.tgname = wanted.guard AND NOT t.tgisinternal
    """,
    "rights": """
        SELECT CASE WHEN a.privilege_type <> 'SELECT' AND a.grantee <> c.relowner
                      OR a.grantee = 0 OR pg_get_userbyid(c.relowner) <> 'pms_owner'
                    THEN c.relname || ': ' || a.privilege_type END
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'app'
        CROSS JOIN aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) AS a
        WHERE c.relkind IN ('r', 'p', 'v')
        UNION ALL
        SELECT CASE WHEN has_function_privilege('public', p.oid, 'execute') THEN p.oid::regprocedure::text END
        FROM pg_proc p
        WHERE p.pronamespace = ANY (ARRAY['app', 'sync', 'api_v1']::regnamespace[])
           OR p.pronamespace = 'pg_catalog'::regnamespace
              AND p.proname ~ '^(lo_.*|loread|lowrite|pg_(try_)?advisory_.*)$'
        UNION ALL
        SELECT CASE WHEN a.grantee = 0 THEN 'database: ' || a.privilege_type END
        FROM pg_database d CROSS JOIN aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
        WHERE d.datname = current_database()
    """,
    "logins": """
        SELECT CASE WHEN r.rolcanlogin IS NOT TRUE OR r.rolsuper OR r.rolcreaterole OR r.rolbypassrls
                      OR pg_has_role(r.oid, 'pms_owner', 'member')
                    THEN s.id END
        FROM app.staff s LEFT JOIN pg_roles r ON r.rolname = s.id WHERE s.active
    """,
    # ---- a restored server that did not say so ----
    "epoch": """
        SELECT CASE WHEN max(f.xid) >= pg_snapshot_xmax(pg_current_snapshot()) THEN 'begin-epoch' END FROM sync.feed f
    """,
}
