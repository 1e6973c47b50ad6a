"""What moderation needs of the unit of work, and what its screens read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pmsdesk.domain.account import Account
from pmsdesk.domain.contact import Contact
from pmsdesk.domain.message import Message
from pmsdesk.domain.moderation import Measure, ModerationState
from pmsdesk.services.outcomes import Again, Refused


class Measures(Protocol):
    """What was asked of comments. The database itself refuses what the four-eyes rule forbids."""

    def get(self, measure_id: str) -> Measure:
        """Raises `NotFound`."""

    def of_message(self, message_id: str) -> Sequence[Measure]:
        """Oldest first."""

    def add(self, measure: Measure) -> None:
        """Keep a request."""

    def put(self, measure: Measure) -> None:
        """Note its state and what belongs to it; what was asked stays as it is."""

    def due(self, now: datetime) -> Sequence[Measure]:
        """The cleared ones that may be carried out at *now*, oldest decision first."""


@dataclass(frozen=True, slots=True)
class Done:
    """The network has done it."""


@dataclass(frozen=True, slots=True)
class ClearedMeasure:
    """A cleared measure as the register hands it to a publisher, with what the network calls the comment."""

    measure: Measure
    remote_id: str


class SharedMeasures(Protocol):
    """Moderation as the shared register keeps it. Every method that asks may raise a `RegisterError`."""

    now: Callable[[], datetime]
    """The register's time, aware UTC."""

    def due(self) -> Sequence[ClearedMeasure]:
        """What may be done now."""

    def note(self, measure_id: str, outcome: Done | Refused | Again) -> ModerationState | None:
        """Tell what became of a call; the state it is in now. May be told twice: what stands stays."""


@dataclass(frozen=True, slots=True)
class ModerationLine:
    """One measure with the names of who asked and who decided ("" for nobody yet)."""

    measure: Measure
    asker: str
    decider: str = ""


@dataclass(frozen=True, slots=True)
class ModerationRow:
    """One measure in the queue of approvals; `mine` tells that the asking person asked for it, and so cannot decide."""

    line: ModerationLine
    account: Account
    author_name: str
    author_handle: str
    preview: str
    mine: bool = False

    @property
    def id(self) -> str:
        """That of the measure."""
        return self.line.measure.id


@dataclass(frozen=True, slots=True)
class ModerationView:
    """One measure under review: the comment as it was archived, its account, its writer, and what was asked before."""

    line: ModerationLine
    account: Account
    contact: Contact
    message: Message
    earlier: tuple[ModerationLine, ...]
