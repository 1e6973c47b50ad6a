"""How far a report is, and the wish to stop it: written on one lane, read on another."""

from dataclasses import dataclass


class Cancelled(Exception):
    """The person asked to stop; nothing was kept."""


@dataclass(slots=True)
class Progress:
    """`done` of `total` rows. Each field has one writer: the report writes `done`, the screen `cancelled`."""

    total: int = 0
    done: int = 0
    cancelled: bool = False

    def step(self) -> None:
        """One row more is written; raises `Cancelled` when asked to stop."""
        if self.cancelled:
            raise Cancelled
        self.done += 1
