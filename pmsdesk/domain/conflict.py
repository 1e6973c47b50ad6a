"""A conflict: two people set the same field of the same row differently; the register keeps both values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field. `mine` is what *actor*'s operation wanted instead of `base`, `theirs` what stood there by then.

    Values are plain, as they travel: arrays are lists, times ISO text. `entity` is ``complaint``, ``conversation``,
    ``contact`` or ``account``, `subject` its id.
    """

    id: str
    entity: str
    subject: str
    field: str
    operation: str
    actor: str
    mine: object
    theirs: object
    base: object
    at: datetime
    resolved_by: str = ""
    resolved_at: datetime | None = None
