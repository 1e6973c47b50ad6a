"""What a first reading says of an incoming message: its kind, whose road it is, and which words decided."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pmsdesk.domain.reason import REASONS, SAID, SAID_AROUND


class Kind(StrEnum):
    """What a message is (SISPAA's types and the noise around them, research/malaysia.md §6).

    Nothing is read as a POST: that is a talk of our own, in which a post is written, decided on and remembered.
    """

    COMPLAINT = "complaint"
    QUESTION = "question"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    TRAFFIC_INFO = "traffic_info"
    ABUSE = "abuse"
    SPAM = "spam"
    OTHER = "other"
    POST = "post"


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
    """Words that decided: ``text[start:end]`` (code points) as they were read, what they mean, and the facts of that.

    `reason` is a code of `REASONS`; of another program's version it may be one that is not known here, and evidence
    kept by the first versions has none: its `words` are a whole sentence. An empty span stands for words of the post
    above.
    """

    start: int
    end: int
    reason: str
    words: str
    facts: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """What was read and what it means, in Malay."""
        return self.told(lambda text: text)

    def told(self, translated: Callable[[str], str]) -> str:
        """What was read and what it means, in the language of *translated*, which gets the Malay wording."""
        if not self.reason:
            return self.words
        try:
            meaning = translated(REASONS[self.reason]).format(*self.facts)
        except LookupError:
            return f"“{self.words}”"
        return translated(SAID_AROUND if self.start == self.end else SAID).format(words=self.words, meaning=meaning)


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
