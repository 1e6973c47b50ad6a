"""What a seat forgets: finished conversations older than 90 days that nobody at this seat works on (SYNC, Replica).

The register keeps them; a search there finds them. What an operation that waits hangs on is never forgotten, nor a
message that was not sent, a text that was begun, a conflict that is open, a conversation that is on the screen.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection

from pmsdesk.store.columns import millis
from pmsdesk.store.overlay import among, ids_of
from pmsdesk.store.verdicts import remove

KEPT_FOR = timedelta(days=90)
AT_ONCE = 200

_HERE = (
    "(SELECT actor_id FROM operation WHERE actor_id <> 'system' UNION SELECT id FROM staff WHERE password_hash <> '')"
)
_WAITING = "EXISTS (SELECT 1 FROM outbox AS x WHERE x.operation_key = t.operation_key AND x.state <> 'acknowledged')"
_OLD = f"""
SELECT c.id FROM conversation AS c
WHERE c.state = 'done' AND c.last_at < :before AND c.assignee_id NOT IN {_HERE}
  AND c.id NOT IN (SELECT value FROM json_each(:shown))
  AND NOT EXISTS (
    SELECT 1 FROM complaint AS k WHERE k.conversation_id = c.id AND (
      k.state NOT IN ('ditutup', 'pendua') OR k.registered_at >= :before OR k.registered_by IN {_HERE}
      OR EXISTS (SELECT 1 FROM touched AS t WHERE t.kind = 'complaint' AND t.id = k.id AND {_WAITING})
      OR EXISTS (SELECT 1 FROM conflict AS f WHERE f.subject = k.id AND f.resolved_at IS NULL)))
  AND NOT EXISTS (
    SELECT 1 FROM reply AS r WHERE r.conversation_id = c.id AND (
      r.state IN ('pending', 'returned')
      OR EXISTS (SELECT 1 FROM publication AS p WHERE p.reply_id = r.id
                 AND p.state IN ('ready', 'claimed', 'sending', 'unsure'))
      OR EXISTS (SELECT 1 FROM touched AS t WHERE t.kind = 'reply' AND t.id = r.id AND {_WAITING})))
  AND NOT EXISTS (
    SELECT 1 FROM moderation AS a WHERE a.conversation_id = c.id AND a.state IN ('pending', 'cleared'))
  AND NOT EXISTS (SELECT 1 FROM touched AS t WHERE t.kind = 'conversation' AND t.id = c.id AND {_WAITING})
  AND NOT EXISTS (SELECT 1 FROM message AS m JOIN unsent AS u ON u.id = m.id WHERE m.conversation = c.key)
  AND NOT EXISTS (SELECT 1 FROM amendment AS a JOIN unsent AS u ON u.id = a.id WHERE a.conversation_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM draft AS d WHERE d.conversation_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM conflict AS f WHERE f.subject = c.id AND f.resolved_at IS NULL)
ORDER BY c.last_at LIMIT :most
"""
_LONELY = f"""
SELECT k.id FROM contact AS k
WHERE {among("k.id")} AND NOT EXISTS (SELECT 1 FROM conversation AS c WHERE c.contact_id = k.id)
  AND NOT EXISTS (SELECT 1 FROM complaint AS p WHERE p.contact_id = k.id)
"""


def prune(connection: Connection, now: datetime, shown: Collection[str] = ()) -> int:
    """Forget up to `AT_ONCE` conversations, none that are *shown*, with all that hangs on them; returns how many.

    Between two cuts, what is parked belongs to conversations this seat does not keep.
    """
    connection.exec_driver_sql("DELETE FROM parked WHERE kind NOT IN ('conversation', 'whole')")
    values = {"before": millis(now - KEPT_FOR), "most": AT_ONCE, "shown": ids_of(shown)}
    ids = list(connection.exec_driver_sql(_OLD, values).scalars())
    if not ids:
        return 0
    people = "SELECT DISTINCT contact_id FROM conversation WHERE " + among("id")
    contacts = ids_of(connection.exec_driver_sql(people, (ids_of(ids),)).scalars())
    hanging = {
        "complaint": "SELECT id FROM complaint WHERE " + among("conversation_id"),
        "reply": "SELECT id FROM reply WHERE " + among("conversation_id"),
        "moderation": "SELECT id FROM moderation WHERE " + among("conversation_id"),
        "publication": "SELECT p.version_id FROM publication AS p JOIN reply AS r ON r.id = p.reply_id WHERE "
        + among("r.conversation_id"),
    }
    forgotten = {"conversation": ids} | {
        kind: list(connection.exec_driver_sql(query, (ids_of(ids),)).scalars()) for kind, query in hanging.items()
    }
    connection.exec_driver_sql(
        "DELETE FROM message WHERE conversation IN (SELECT key FROM conversation WHERE " + among("id") + ")",
        (ids_of(ids),),
    )
    remove(connection, "conversation", ids)
    forgotten["contact"] = list(connection.exec_driver_sql(_LONELY, (contacts,)).scalars())
    remove(connection, "contact", forgotten["contact"])
    for kind, kept in forgotten.items():
        connection.exec_driver_sql("DELETE FROM base WHERE kind = ? AND " + among("id"), (kind, ids_of(kept)))
    return len(ids)
