"""Staff and what is kept to check their passwords."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.staff import Staff
from pmsdesk.services.ports import Credential
from pmsdesk.store.schema import staff

COLUMNS = (staff.c.id, staff.c.username, staff.c.name, staff.c.role, staff.c.active, staff.c.locked_until)


def to_staff(row: Sequence[Any]) -> Staff:
    """The person in a row that begins with `COLUMNS`."""
    return Staff(*row[: len(COLUMNS)])


def find_person(connection: Connection, staff_id: str) -> Staff | None:
    """The person, or None."""
    row = connection.execute(select(*COLUMNS).where(staff.c.id == staff_id)).one_or_none()
    return None if row is None else to_staff(tuple(row))


class PeopleTable:
    """`ports.People` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, staff_id: str) -> Staff:
        """The person; raises `NotFound`."""
        found = find_person(self._connection, staff_id)
        if found is None:
            raise NotFound(what=staff_id)
        return found

    def all(self) -> Sequence[Staff]:
        """Everyone, by name."""
        return [
            to_staff(tuple(row))
            for row in self._connection.execute(select(*COLUMNS).order_by(staff.c.name, staff.c.id))
        ]

    def credential(self, username: str) -> Credential | None:
        """What is kept for *username*, upper and lower case alike."""
        columns = (*COLUMNS, staff.c.password_hash, staff.c.failures)
        row = self._connection.execute(select(*columns).where(staff.c.username == username)).one_or_none()
        return None if row is None else Credential(to_staff(tuple(row)), row.password_hash, row.failures)

    def put(self, changed: Staff, password_hash: str | None = None) -> None:
        """Insert or update; *password_hash* None keeps the one there."""
        values = asdict(changed)
        if password_hash is not None:
            values["password_hash"] = password_hash
        statement = insert(staff).values(values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    def set_failures(self, staff_id: str, failures: int, locked_until: datetime | None) -> None:
        """Remember failed sign-ins and until when the person is locked out."""
        self._connection.execute(
            update(staff).where(staff.c.id == staff_id).values(failures=failures, locked_until=locked_until)
        )
