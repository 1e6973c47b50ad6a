"""The first load of a seat, and the one after the register was restored, which removes nothing and reports the rest."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from pmsdesk.store.arrivals import Row
from pmsdesk.store.columns import millis
from pmsdesk.store.state import State
from pmsdesk.store.verdicts import show_reply, tell

ORDER = (
    *("staff", "account", "contact", "conversation", "message", "amendment", "note", "complaint", "follow_up"),
    *("attachment", "reply", "reply_version", "approval", "attestation", "publication", "moderation", "conflict"),
    *("deed", "audit_seal"),
)
"""The kinds in the order in which they are loaded."""

RECENT = timedelta(days=88)
"""The register sends what happened in the last 90 days; a clock here may be wrong by one."""

_IN_SCOPE = """
    c.state <> 'done' OR c.last_at > :recent
    OR EXISTS (SELECT 1 FROM seen AS s WHERE s.kind = 'conversation' AND s.id = c.id)
"""
_TO_TALK = {
    "conversation": "conversation AS c WHERE c.id = x.id",
    "note": "conversation AS c WHERE c.id = x.conversation_id",
    "complaint": "conversation AS c WHERE c.id = x.conversation_id",
    "follow_up": "complaint AS k JOIN conversation AS c ON c.id = k.conversation_id WHERE k.id = x.complaint_id",
    "attachment": "complaint AS k JOIN conversation AS c ON c.id = k.conversation_id WHERE k.id = x.complaint_id",
    "reply": "conversation AS c WHERE c.id = x.conversation_id",
    "moderation": "conversation AS c WHERE c.id = x.conversation_id",
    "reply_version": "reply AS r JOIN conversation AS c ON c.id = r.conversation_id WHERE r.id = x.reply_id",
    "approval": "reply AS r JOIN conversation AS c ON c.id = r.conversation_id WHERE r.id = x.reply_id",
}
_HELD = {
    kind: f"SELECT x.id FROM {kind} AS x WHERE EXISTS (SELECT 1 FROM {talk} AND ({_IN_SCOPE}))"
    for kind, talk in _TO_TALK.items()
}
"""What this seat holds of what the register should have sent, by kind."""

_MESSAGES = f"""
    INSERT OR IGNORE INTO unsent
    SELECT m.id FROM message AS m JOIN conversation AS c ON c.key = m.conversation
    WHERE ({_IN_SCOPE}) AND NOT EXISTS (SELECT 1 FROM seen AS s WHERE s.kind = 'message' AND s.id = m.id)
"""
_AMENDMENTS = f"""
    INSERT OR IGNORE INTO unsent
    SELECT a.id FROM amendment AS a JOIN conversation AS c ON c.id = a.conversation_id
    WHERE ({_IN_SCOPE}) AND NOT EXISTS (SELECT 1 FROM seen AS s WHERE s.kind = 'amendment' AND s.id = a.id)
"""

_WAITS = """
    touched AS t JOIN outbox AS x ON x.operation_key = t.operation_key
    WHERE t.kind = :kind AND t.id = h.id AND x.state <> 'acknowledged'
"""
_LOST = {
    kind: f"""
    SELECT h.id, EXISTS (SELECT 1 FROM {_WAITS}) FROM ({held}) AS h
    WHERE NOT EXISTS (SELECT 1 FROM seen AS s WHERE s.kind = :kind AND s.id = h.id)
    AND NOT EXISTS (
        SELECT 1 FROM {_WAITS} AND EXISTS (
            SELECT 1 FROM operation AS o, json_each(o.body, '$.writes') AS w
            WHERE o.key = t.operation_key AND json_extract(w.value, '$.t') = :kind
            AND json_extract(w.value, '$.row.id') = h.id))
    """
    for kind, held in _HELD.items()
}
"""What of that the register lacks and no operation that waits makes there, and whether one that waits is about it."""

_PHOTOS = """
    INSERT INTO transfer (sha, way, size, media_type, small, failures)
    SELECT p.sha, 'up', p.size, p.media_type, p.small, 0 FROM (
        SELECT 'attachment' AS kind, a.id, a.thumbnail AS sha, 0 AS size, 'image/jpeg' AS media_type, 1 AS small
        FROM attachment AS a
        UNION ALL SELECT 'attachment', a.id, a.sha, a.size, a.media_type, 0 FROM attachment AS a
        UNION ALL SELECT 'reply_version', v.id, substr(m.value, 1, 64), 0,
                         substr(m.value, 66, instr(substr(m.value, 66), ':') - 1), 0
                  FROM reply_version AS v JOIN json_each(v.media) AS m WHERE v.media <> '[]') AS p
    WHERE p.sha <> '' AND EXISTS (SELECT 1 FROM touched AS t WHERE t.kind = p.kind AND t.id = p.id)
    ON CONFLICT DO NOTHING
"""
"""What was added on this seat, to complaints and posts, goes up again; the register asks only for what it lacks."""


def begin(connection: Connection, epoch: int, ident: str, snapshot: str) -> None:
    """Load from the beginning; on a seat that has loaded before, what the register no longer has will be told."""
    state = State(connection)
    state["again"] = "1" if state["epoch"] and (state["again"] or not state["loading"]) else state["again"]
    for name, value in {
        "epoch": str(epoch),
        "ident": ident,
        "prev": snapshot,
        "upto": "",
        "xid": "0",
        "seq": "0",
        "loading": ORDER[0],
        "before": "",
        "loaded": "0",
    }.items():
        state[name] = value
    connection.exec_driver_sql("DELETE FROM seen")
    connection.exec_driver_sql("DELETE FROM parked")


def note_page(connection: Connection, kind: str, rows: Sequence[Row], now: datetime) -> None:
    """Keep the place after a page; an empty one leads to the next kind, and after the last to the end."""
    state = State(connection)
    if rows:
        state["before"] = rows[-1][1]
        state["loaded"] = str(int(state["loaded"] or 0) + len(rows))
        if state["again"]:
            connection.exec_driver_sql(
                "INSERT OR IGNORE INTO seen VALUES (?, ?)", [(kind, row_id) for _, row_id, _ in rows]
            )
        return
    place = ORDER.index(kind) + 1
    state["before"] = ""
    state["loading"] = ORDER[place] if place < len(ORDER) else ""
    if place == len(ORDER):
        if state["again"]:
            _report(connection, now)
        state["again"] = ""
        state["pulled_at"] = now.isoformat()
        connection.exec_driver_sql("DELETE FROM seen")


def _report(connection: Connection, now: datetime) -> None:
    """Messages the register lost, and what became of them, are offered again; of what else it lacks, and nobody sends
    anew, a notice tells.
    """
    recent = millis(now - RECENT)
    connection.exec_driver_sql(_MESSAGES, {"recent": recent})
    connection.exec_driver_sql(_AMENDMENTS, {"recent": recent})
    connection.exec_driver_sql(_PHOTOS)
    for kind, lost in _LOST.items():
        for row_id, waits in connection.exec_driver_sql(lost, {"kind": kind, "recent": recent}).all():
            tell(connection, f"orphan:{kind}:{row_id}", "orphan", "", kind, {"id": row_id}, now)
            if not waits:
                connection.exec_driver_sql("DELETE FROM base WHERE kind = ? AND id = ?", (kind, row_id))
    _forget_decisions(connection, recent)


_UNSEEN = "NOT EXISTS (SELECT 1 FROM seen AS s WHERE s.kind = b.kind AND s.id = b.id)"
_PUBLICATIONS = f"""
    SELECT b.id, r.id FROM base AS b JOIN reply AS r ON r.id = json_extract(b.row, '$.reply_id')
    JOIN conversation AS c ON c.id = r.conversation_id
    WHERE b.kind = 'publication' AND ({_IN_SCOPE}) AND {_UNSEEN} ORDER BY r.id
"""

_DEEDS = f"""
    DELETE FROM deed AS d
    WHERE NOT EXISTS (SELECT 1 FROM seen AS s WHERE s.kind = 'deed' AND s.id = d.id)
    AND EXISTS (SELECT 1 FROM conversation AS c WHERE c.id = d.conversation_id AND ({_IN_SCOPE}))
"""


def _forget_decisions(connection: Connection, recent: int) -> None:
    """What the register alone decides is as it has it now: it decides and tells anew when operations are sent again."""
    connection.exec_driver_sql(_DEEDS, {"recent": recent})
    connection.exec_driver_sql(f"DELETE FROM base AS b WHERE b.kind IN ('conflict', 'attestation') AND {_UNSEEN}")
    connection.exec_driver_sql(
        "DELETE FROM conflict WHERE id NOT IN (SELECT b.id FROM base AS b WHERE b.kind = 'conflict')"
    )
    for version_id, reply_id in connection.exec_driver_sql(_PUBLICATIONS, {"recent": recent}).all():
        connection.exec_driver_sql("DELETE FROM base WHERE kind = 'publication' AND id = ?", (version_id,))
        show_reply(connection, reply_id)
