"""The leased blocks of complaint numbers on this seat, checked against the marks that are kept outside the file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, update

from pmsdesk.domain.complaint import official_number
from pmsdesk.store.complaints import is_draft
from pmsdesk.store.marks import NumberMarks
from pmsdesk.store.overlay import applying
from pmsdesk.store.schema import complaint, number_block
from pmsdesk.store.verdicts import tell


@dataclass(frozen=True, slots=True)
class LeasedBlock:
    """Numbers `low` to `high` of `year`; `following` is the next the file would give."""

    year: int
    low: int
    high: int
    following: int

    @property
    def size(self) -> int:
        """How many numbers the block had."""
        return self.high - self.low + 1


class Blocks:
    """The blocks of one store; each method is one transaction."""

    def __init__(self, writer: Engine, clock: Callable[[], datetime], marks: NumberMarks) -> None:
        self._writer = writer
        self._clock = clock
        self.marks = marks

    def all(self) -> tuple[LeasedBlock, ...]:
        """Every block, used up or not, in the order in which they are used."""
        with self._writer.connect() as connection:
            return _all(connection)

    def left(self, year: int) -> int:
        """How many numbers of *year* can still be given here."""
        marks = self.marks.all()
        return sum(
            max(0, block.high + 1 - max(block.following, marks[block.year, block.low]))
            for block in self.all()
            if block.year == year and (block.year, block.low) in marks
        )

    def add(self, year: int, low: int, high: int, following: int) -> None:
        """Note a leased block of which the numbers before *following* were given.

        One that is here stays as it is: a register that was restored without a gap leases it a second time.
        """
        with self._writer.begin() as connection:
            if (year, low) not in {(block.year, block.low) for block in _all(connection)}:
                connection.execute(insert(number_block).values(year=year, low=low, high=high, next=following))

    def close(self, block: LeasedBlock) -> None:
        """Give no more numbers of *block*: the register leased it to another."""
        with self._writer.begin() as connection:
            connection.execute(
                update(number_block)
                .where(number_block.c.year == block.year, number_block.c.low == block.low)
                .values(next=block.high + 1)
            )

    def any_draft(self) -> bool:
        """Whether any complaint here has no number yet."""
        with self._writer.connect() as connection:
            return connection.execute(select(complaint.c.id).where(is_draft()).limit(1)).one_or_none() is not None

    def busiest_day(self) -> int:
        """The most complaints that were ever registered on this seat on one day."""
        query = (
            "SELECT max(n) FROM (SELECT count(*) AS n FROM operation WHERE kind = 'complaint.registered' "
            "GROUP BY date(created_at / 1000 + 8 * 3600, 'unixepoch'))"
        )
        with self._writer.connect() as connection:
            return connection.exec_driver_sql(query).scalar_one() or 0

    def recover(self) -> None:
        """At the start: where more numbers were given than this file knows of, it went back; each is told.

        The citizens were given them, so they are never given again, and their complaints are to be entered anew.
        """
        marks = self.marks.all()
        now = self._clock()
        with self._writer.begin() as connection, applying(connection):
            known = {(block.year, block.low): block.following for block in _all(connection)}
            for (year, low), mark in marks.items():
                _tell_lost(connection, year, range(known.get((year, low), low), mark), now)
                connection.execute(
                    update(number_block)
                    .where(number_block.c.year == year, number_block.c.low == low, number_block.c.next < mark)
                    .values(next=mark)
                )


def _all(connection: Connection) -> tuple[LeasedBlock, ...]:
    query = select(number_block).order_by(number_block.c.year, number_block.c.low)
    return tuple(LeasedBlock(*row) for row in connection.execute(query))


def _tell_lost(connection: Connection, year: int, serials: range, now: datetime) -> None:
    for serial in serials:
        number = official_number(year, serial)
        borne = connection.execute(select(complaint.c.id).where(complaint.c.number == number)).one_or_none()
        if borne is None:
            tell(connection, f"number:{number}", "number.lost", "", number, {"number": number}, now)
