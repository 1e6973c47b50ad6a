"""What became of messages: their amendments, how they stand by them, absences that wait for a second proof."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from pmsdesk.domain.account import Channel
from pmsdesk.domain.amendment import PROOFS_APART, Amendment, Change, Standing, Stretch
from pmsdesk.store.columns import each_of, millis
from pmsdesk.store.overlay import among, ids_of
from pmsdesk.store.schema import amendment

_COLUMNS = "m.id, c.id, m.remote_id, m.text, EXISTS (SELECT 1 FROM amendment AS a WHERE a.message_id = m.id)"
_KNOWN = f"""
SELECT {_COLUMNS} FROM message AS m JOIN conversation AS c ON c.key = m.conversation
WHERE {among("m.remote_id")} AND m.channel = ? AND m.direction <> 'context'
"""
_OF_ACCOUNT = f"""
WITH recent AS MATERIALIZED (
    SELECT key, id, thread FROM conversation WHERE account_id = :account AND state <> 'done' AND last_at >= :since
    UNION ALL
    SELECT key, id, thread FROM conversation WHERE account_id = :account AND state = 'done' AND last_at >= :since)
SELECT {_COLUMNS} FROM recent AS c CROSS JOIN message AS m ON m.conversation = c.key
WHERE m.sent_at >= :since AND m.direction = 'in'
"""
_TOPS = f"{_OF_ACCOUNT} AND m.remote_id = c.thread"
_IN = "IN (SELECT value FROM json_each(:roots))"
_UNDER = f"{_OF_ACCOUNT} AND m.remote_id NOT {_IN} AND (c.thread {_IN} OR m.parent {_IN})"
_IN_THREADS = f"{_OF_ACCOUNT} AND m.remote_id <> c.thread AND c.thread {_IN}"


class AmendmentTable:
    """`ports.Amendments` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standings(self, channel: Channel, remote_ids: Sequence[str]) -> Mapping[str, Standing]:
        """How each of *remote_ids* that is stored as a citizen's or our own message stands, by remote id."""
        if not remote_ids:
            return {}
        return {s.remote_id: s for s in self._found(_KNOWN, (ids_of(remote_ids), channel.value))}

    def within(self, account_id: str, stretch: Stretch) -> Sequence[Standing]:
        """The citizens' messages that a reading of *stretch* should have shown."""
        scope: dict[str, object] = {"account": account_id, "since": millis(stretch.since)}
        if not stretch.roots:
            return self._found(_TOPS if stretch.tops else _OF_ACCOUNT, scope)
        under = self._found(_UNDER, scope | {"roots": ids_of(stretch.roots)})
        answers = self._found(_IN_THREADS, scope | {"roots": ids_of(s.remote_id for s in under)})
        return list({s.remote_id: s for s in (*under, *answers)}.values())

    def add(self, added: Sequence[Amendment]) -> None:
        """Append them; what is there already (another seat told it) is left alone."""
        if added:
            self._connection.exec_driver_sql(
                "INSERT OR IGNORE INTO amendment (id, message_id, conversation_id, change, text, seen_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                [(a.id, a.message_id, a.conversation_id, a.change.value, a.text, millis(a.seen_at)) for a in added],
            )

    def note_absent(self, message_ids: Collection[str], now: datetime) -> frozenset[str]:
        """Take note that a whole reading lacked them; those that one at least `PROOFS_APART` ago lacked, too."""
        if not message_ids:
            return frozenset()
        self._connection.exec_driver_sql(
            "INSERT OR IGNORE INTO absence VALUES (?, ?)", [(one, millis(now)) for one in message_ids]
        )
        proven = self._connection.exec_driver_sql(
            f"SELECT message_id FROM absence WHERE first_at <= ? AND {among('message_id')}",
            (millis(now - PROOFS_APART), ids_of(message_ids)),
        )
        found = frozenset(proven.scalars())
        self.note_seen(found)
        return found

    def note_seen(self, message_ids: Iterable[str]) -> None:
        """Forget that they were looked for in vain."""
        if self._connection.exec_driver_sql("SELECT 1 FROM absence LIMIT 1").one_or_none() is not None:
            self._connection.exec_driver_sql(f"DELETE FROM absence WHERE {among('message_id')}", (ids_of(message_ids),))

    def set_unlisted(self, account_id: str, counts: Mapping[str, int]) -> None:
        """Keep how many comments under each root the network counts and does not show; none of 0."""
        self._connection.exec_driver_sql(
            f"DELETE FROM unlisted WHERE account_id = ? AND {among('root')}", (account_id, ids_of(counts))
        )
        if kept := [(account_id, root, n) for root, n in counts.items() if n > 0]:
            self._connection.exec_driver_sql("INSERT INTO unlisted VALUES (?, ?, ?)", kept)

    def _found(self, query: str, values: tuple[object, ...] | dict[str, object]) -> list[Standing]:
        rows = self._connection.exec_driver_sql(query, values).all()
        amended = of_messages(self._connection, [row[0] for row in rows if row[4]])
        return [_standing(key, talk, named, text, amended.get(key, ())) for key, talk, named, text, _ in rows]


def of_messages(connection: Connection, message_ids: Sequence[str]) -> Mapping[str, tuple[Amendment, ...]]:
    """The amendments of each of the messages that has any, oldest first."""
    if not message_ids:
        return {}
    columns = [column for column in amendment.c if column.name != "key"]
    query = amendment.select().with_only_columns(*columns).where(amendment.c.message_id.in_(each_of(message_ids)))
    found: dict[str, tuple[Amendment, ...]] = {}
    for row in connection.execute(query.order_by(amendment.c.seen_at, amendment.c.key)):
        found[row.message_id] = (*found.get(row.message_id, ()), Amendment(*row))
    return found


def unlisted_under(connection: Connection, account_id: str, roots: Collection[str]) -> int:
    """How many comments under *roots* the network counts and does not show."""
    query = f"SELECT coalesce(sum(n), 0) FROM unlisted WHERE account_id = ? AND {among('root')}"
    return int(connection.exec_driver_sql(query, (account_id, ids_of(roots))).scalar_one())


def _standing(key: str, talk: str, remote_id: str, text: str, amended: Sequence[Amendment]) -> Standing:
    gone = replaced = False
    last = key
    for one in amended:
        last = one.id
        if one.change is Change.EDITED:
            text = one.text
        elif one.change is Change.REPLACED:
            replaced = True
        else:
            gone = one.change is Change.GONE
    return Standing(key, talk, remote_id, text, last, gone, replaced)
