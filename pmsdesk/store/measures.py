"""What was asked of comments, as one transaction writes it; the triggers of the schema refuse what four eyes forbid."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.moderation import Measure, ModerationState
from pmsdesk.store.schema import moderation
from pmsdesk.store.writes import Writes


class MeasureTable:
    """`moderation_ports.Measures` over one connection."""

    def __init__(self, connection: Connection, writes: Writes | None = None) -> None:
        self._connection = connection
        self._writes = writes or Writes(connection, noting=False)

    def get(self, measure_id: str) -> Measure:
        """The measure; raises `NotFound`."""
        row = self._connection.execute(select(moderation).where(moderation.c.id == measure_id)).one_or_none()
        if row is None:
            raise NotFound(what=measure_id)
        return Measure(**row._mapping)

    def of_message(self, message_id: str) -> Sequence[Measure]:
        """What was asked of a message, oldest first."""
        query = select(moderation).where(moderation.c.message_id == message_id)
        found = self._connection.execute(query.order_by(moderation.c.asked_at, moderation.c.id))
        return [Measure(**row._mapping) for row in found]

    def add(self, measure: Measure) -> None:
        """Ask."""
        self._writes.adding("moderation", measure.id)
        self._connection.execute(insert(moderation).values(asdict(measure)))

    def put(self, measure: Measure) -> None:
        """Note the state of one that was asked; over a register for the time being, for it has the last word."""
        self._writes.touching("moderation", measure.id)
        self._connection.execute(update(moderation).where(moderation.c.id == measure.id).values(asdict(measure)))

    def due(self, now: datetime) -> Sequence[Measure]:
        """The cleared ones that may be carried out at *now*, oldest decision first."""
        query = (
            select(moderation)
            .where(moderation.c.state == ModerationState.CLEARED, moderation.c.not_before <= now)
            .order_by(moderation.c.decided_at, moderation.c.id)
        )
        return [Measure(**row._mapping) for row in self._connection.execute(query)]
