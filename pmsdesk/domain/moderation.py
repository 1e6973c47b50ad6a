"""What may be done to a third party's comment under our posts."""

from enum import StrEnum


class Moderation(StrEnum):
    """Hide keeps it from the public (YouTube: holds it for review), show undoes that, delete removes it for good."""

    HIDE = "hide"
    SHOW = "show"
    DELETE = "delete"

    @property
    def is_final(self) -> bool:
        """Whether it can never be undone."""
        return self is Moderation.DELETE
