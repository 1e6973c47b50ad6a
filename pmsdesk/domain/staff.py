"""People who work at the console, and what their role lets them do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pmsdesk.domain.errors import NotAllowed

SHORTEST_PASSWORD = 10
"""In characters."""


class Role(StrEnum):
    """Officer writes, supervisor also approves, administrator keeps accounts and people, publisher only publishes."""

    OFFICER = "pegawai"
    SUPERVISOR = "penyelia"
    ADMINISTRATOR = "pentadbir"
    PUBLISHER = "penerbit"


class Right(StrEnum):
    """What can be allowed."""

    WRITE = "write"
    APPROVE = "approve"
    DECIDE_UNSURE = "decide_unsure"
    EDIT_LEXICON = "edit_lexicon"
    MANAGE = "manage"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OFFICER: frozenset({Right.WRITE}),
    Role.SUPERVISOR: frozenset({Right.WRITE, Right.APPROVE, Right.DECIDE_UNSURE, Right.EDIT_LEXICON}),
    Role.ADMINISTRATOR: frozenset({Right.MANAGE}),
    Role.PUBLISHER: frozenset(),
}

SYSTEM_ID = "system"


@dataclass(frozen=True, slots=True)
class Staff:
    """One person; `locked_until` is set after too many failed sign-ins."""

    id: str
    username: str
    name: str
    role: Role
    active: bool = True
    locked_until: datetime | None = None

    def may(self, right: Right) -> bool:
        """Whether the role grants *right*."""
        return self.active and right in RIGHTS[self.role]

    def require(self, right: Right) -> None:
        """Raise `NotAllowed` unless the role grants *right*."""
        if not self.may(right):
            raise NotAllowed(right=right)


SYSTEM = Staff(SYSTEM_ID, "", "pmsdesk", Role.OFFICER)
"""The program itself, as the actor of polling and publishing."""
