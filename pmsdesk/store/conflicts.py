"""Conflicts as the register told them, and the fields they are about, set anew."""

import json
from datetime import datetime

from sqlalchemy import Connection, select, update

from pmsdesk.domain.conflict import Conflict
from pmsdesk.domain.errors import NotFound
from pmsdesk.store.full_text import han
from pmsdesk.store.register_schema import notice
from pmsdesk.store.schema import complaint, conflict, operation
from pmsdesk.store.wire import KINDS, OVERLAID
from pmsdesk.store.writes import Writes


class ConflictTable:
    """`ports.Conflicts` over one connection."""

    def __init__(self, connection: Connection, writes: Writes) -> None:
        self._connection = connection
        self._writes = writes

    def get(self, conflict_id: str) -> Conflict:
        """The conflict; raises `NotFound`."""
        row = self._connection.execute(select(conflict).where(conflict.c.id == conflict_id)).one_or_none()
        if row is None:
            raise NotFound(what=conflict_id)
        return Conflict(**row._mapping)

    def write(self, entity: str, subject: str, field: str, value: object) -> None:
        """Set one field of a row to a value as it travels. Raises `NotFound`."""
        kind = KINDS[entity]
        if entity not in OVERLAID or field not in kind.names:
            raise NotFound(what=f"{entity}.{field}")
        self._writes.changing(entity, subject)
        statement = f"UPDATE {entity} SET {field} = ? WHERE id = ?"
        if self._connection.exec_driver_sql(statement, (kind.value(field, value), subject)).rowcount == 0:
            raise NotFound(what=subject)
        if entity == "complaint":
            index_han(self._connection, [subject])

    def intended(self, conflict: Conflict) -> dict[str, object]:
        """The values, as they travel, that its operation wanted to set together. Raises `NotFound`.

        Where a newer message had not been seen, nothing was set, so all of it is meant; a state goes with its code.
        """
        if conflict.field not in {"last_at", "state"}:
            return {conflict.field: conflict.mine}
        body = self._connection.execute(select(operation.c.body).where(operation.c.id == conflict.operation)).scalar()
        if body is None:
            raise NotFound(what=conflict.operation)
        wanted: dict[str, object] = {}
        for write in json.loads(body).get("writes", ()):
            if write.get("id") == conflict.subject:
                wanted |= {field: new for field, (_, new) in write["set"].items()}
        if conflict.field == "state":
            return {field: wanted[field] for field in ("state", "closing_code") if field in wanted}
        return wanted

    def see_notice(self, notice_id: str, at: datetime) -> None:
        """Note that a notice was read."""
        self._connection.execute(update(notice).where(notice.c.id == notice_id).values(seen_at=at))

    def resolve(self, conflict_id: str, staff_id: str, at: datetime) -> None:
        """Note who settled it and when; the register notes it for all."""
        self._connection.execute(
            update(conflict).where(conflict.c.id == conflict_id).values(resolved_by=staff_id, resolved_at=at)
        )


def index_han(connection: Connection, complaint_ids: list[str]) -> None:
    """Bring the Chinese characters of complaints up to date, for the index of words."""
    texts = select(complaint.c.id, complaint.c.complainant, complaint.c.summary, complaint.c.location)
    for row in connection.execute(texts.where(complaint.c.id.in_(complaint_ids))).all():
        connection.execute(update(complaint).where(complaint.c.id == row.id).values(han=han(*row[1:])))
