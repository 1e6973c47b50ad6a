"""What a rule is given to look at: the text with its words, sentences, lexicon hits and names already found."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from pmsdesk.compliance.lexicon import Hit
from pmsdesk.compliance.toponyms import Cover
from pmsdesk.domain.account import Channel
from pmsdesk.language.fold import View

_LONGEST_TERM = 6
"""Words of the longest term of a lexicon that `Reading.near` must see whole."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One text under check. All positions are code points of `text`.

    `hits` are the lexicon's, without those that lie in a name; `cover` tells where names and official contacts
    stand; `words` and `sentences` are spans by position. `length`
    and `limit` are the channel's count of the whole text. `incoming` is the message answered ("" for none).
    """

    text: str
    view: View
    channel: Channel
    incoming: str
    open_slots_allowed: bool
    length: int
    limit: int
    hits: tuple[Hit, ...]
    cover: Cover
    words: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    _word_starts: tuple[int, ...] = field(init=False)
    _sentence_starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Index words and sentences by where they start."""
        object.__setattr__(self, "_word_starts", tuple(start for start, _ in self.words))
        object.__setattr__(self, "_sentence_starts", tuple(start for start, _ in self.sentences))

    def of(self, rule: str, *roles: str) -> list[Hit]:
        """The hits of *rule* whose role is one of *roles*, by position."""
        return [hit for hit in self.hits if hit.term.rule == rule and hit.term.role in roles]

    def sentence_of(self, position: int) -> int:
        """The number of the sentence that *position* is in."""
        return bisect_right(self._sentence_starts, position) - 1

    def words_between(self, first: Hit, second: Hit) -> int:
        """How many words stand between two hits, in either order; 0 when they touch or overlap."""
        left, right = sorted((first, second), key=lambda h: h.start)
        low = bisect_left(self._word_starts, left.end)
        return max(0, bisect_left(self._word_starts, right.start) - low)

    def near(self, hit: Hit, others: list[Hit], words: int) -> Iterator[Hit]:
        """Those of *others* (by position) in the sentence of *hit*, not overlapping it, at most *words* words away."""
        sentence = self.sentence_of(hit.start)
        reach = words + _LONGEST_TERM
        at = bisect_left(self._word_starts, hit.start)
        low = self._word_starts[max(0, at - reach)] if self._word_starts else 0
        high = self._word_starts[at + reach] if at + reach < len(self._word_starts) else len(self.text)
        first = bisect_left(others, low, key=lambda h: h.start)
        for other in islice(others, first, bisect_right(others, high, key=lambda h: h.start)):
            apart = other.end <= hit.start or hit.end <= other.start
            if apart and self.sentence_of(other.start) == sentence and self.words_between(hit, other) <= words:
                yield other

    def frame(self, hit: Hit, cues: list[Hit], words: int) -> tuple[int, int] | None:
        """From *hit* to the last of *cues* within *words* words after it, else from the first before it; or None."""
        around = list(self.near(hit, cues, words))
        after = [cue.end for cue in around if cue.start >= hit.end]
        if after:
            return hit.start, max(after)
        return (min(cue.start for cue in around), hit.end) if around else None
