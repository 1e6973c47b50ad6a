"""The read side of the record of training done: operations of one kind, about people."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, select

from pmsdesk.domain.exercise import TrainingRow
from pmsdesk.services.training import KIND, read_attainment
from pmsdesk.store.schema import operation, staff


def rows(connection: Connection, staff_id: str = "") -> Sequence[TrainingRow]:
    """Newest first, of *staff_id* or, with "", of everybody."""
    whose = staff.c.id == staff_id if staff_id else staff.c.id.is_not(None)
    query = (
        select(operation.c.id.label("line"), operation.c.created_at, staff.c.id, staff.c.name, operation.c.body)
        .join(staff, staff.c.id == operation.c.subject)
        .where(operation.c.kind == KIND, whose)
        .order_by(operation.c.key.desc())
    )
    return [
        TrainingRow(row.line, row.created_at, row.id, row.name, read_attainment(json.loads(row.body)["facts"]))
        for row in connection.execute(query)
    ]
