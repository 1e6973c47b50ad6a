"""What a first reading says of an incoming message: its kind, whose road it is, and which words decided."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a message is (SISPAA's types and the noise around them, research/malaysia.md §6)."""

    COMPLAINT = "complaint"
    QUESTION = "question"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    TRAFFIC_INFO = "traffic_info"
    ABUSE = "abuse"
    SPAM = "spam"
    OTHER = "other"


class Jurisdiction(StrEnum):
    """Who answers first (seed H)."""

    FEDERAL = "federal"
    STATE = "state"
    TOLL = "toll"
    POLICY = "policy"
    SAFETY = "safety"
    OUTSIDE = "outside"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that decided: ``text[start:end]`` (code points) and why, in Malay."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Triage:
    """The proposal an officer confirms. `agencies` are ids of resources/agencies.yaml, the lead first.

    `road` is the reference as read (``FT5``, ``E1``, ``B20`` or a name), `place` a district or town, `confidence`
    0–1, `category` an id of resources/taxonomy.yaml or "".
    """

    kind: Kind
    jurisdiction: Jurisdiction
    agencies: tuple[str, ...] = ()
    category: str = ""
    road: str = ""
    place: str = ""
    confidence: float = 0.0
    urgent: bool = False
    evidence: tuple[Evidence, ...] = ()
