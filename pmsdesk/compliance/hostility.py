"""How hostile a text is to people for what they are, 0 to 1, and the words that say so: no rule, a second opinion.

A logistic over a few features that a person can read (resources/compliance/hostility.yaml), not a trained model: a
protected group in the same two sentences as a bad trait, a threat, hatred or denied rights; less where the hostile
words are negated, quoted or reproached. Weights are set by hand.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from pmsdesk.compliance.lexicon import Hit, Lexicon, Term
from pmsdesk.compliance.toponyms import Cover, Toponyms
from pmsdesk.data_files import load, resource_folder
from pmsdesk.language.fold import fold
from pmsdesk.language.words import sentences, words

READ_UP_TO = 12_000
"""Code points that are read, as by the rules."""

HOSTILE = frozenset({"trait", "dehuman", "profanity", "harm", "threat", "hate", "exclusion", "lacking"})
"""Features that count in full only where a group is named."""

_NEGATED = MappingProxyType({"positive": "lacking"} | dict.fromkeys(("trait", "dehuman", "harm", "hate"), "cleared"))
_REACH = MappingProxyType({"not": 4, "none": 8})
_FEATURES = MappingProxyType({"call": "demand"})
_QUOTED = re.compile(r"(?<!\w)(?:\"[^\"\n]{2,400}\"|“[^”\n]{2,400}”|'[^'\n]{2,400}'(?!\w)|‘[^’\n]{2,400}’(?!\w))")


@dataclass(frozen=True, slots=True)
class Moved:
    """``text[start:end]`` (code points) moved the score as a `feature` by `weight` (log-odds, above 0 is hostile)."""

    feature: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """The `score`, 0–1, of the most hostile two sentences, what `moved` it, gravest first, and which `words`."""

    score: float
    moved: tuple[Moved, ...]
    words: str


@dataclass(frozen=True, slots=True)
class _Sign:
    """A hit read in its sentence: the feature it stands for there."""

    feature: str
    start: int
    end: int
    quoted: bool


class Hostility:
    """The compiled words and weights. Make it once; `judge` keeps no state, so any thread may call it."""

    def __init__(self, words: Lexicon, weights: Mapping[str, float], toponyms: Toponyms) -> None:
        """Judge by *words*, whose roles are the kinds of the data file; those in *toponyms* do not count."""
        self._lexicon = words
        self._weights = weights
        self._toponyms = toponyms

    @classmethod
    def load(cls, folder: Path | None = None, toponyms: Toponyms | None = None) -> Self:
        """With the words of *folder* (default: the shipped ones). Raises `BadDataFile`."""
        data = load("hostility", folder or resource_folder() / "compliance")
        lexicon = Lexicon(data["version"], (term for entry in data["entries"] for term in _terms(entry, data)))
        return cls(lexicon, MappingProxyType(data["weights"]), toponyms or Toponyms.load(folder))

    def judge(self, text: str) -> Opinion:
        """How hostile *text* is. Linear in its length, of which 12,000 code points are read."""
        text = text[:READ_UP_TO]
        stretches = _stretches(_signs(text, self._hits(text)))
        moved = max(map(self._moved, stretches), key=_sum, default=())
        score = 1 / (1 + math.exp(-self._weights["bias"] - _sum(moved)))
        return Opinion(score, tuple(sorted(moved, key=lambda m: (-abs(m.weight), m.start))), self._lexicon.label)

    def _hits(self, text: str) -> Iterator[Hit]:
        view = fold(text)
        cover = Cover(len(text), self._toponyms.masks(text, view))
        return _longest(hit for hit in self._lexicon.hits(text, view) if not cover.holds(hit.start, hit.end))

    def _moved(self, signs: list[_Sign]) -> tuple[Moved, ...]:
        """What the *signs* of a stretch add, each feature once, at its first word."""
        first: dict[str, _Sign] = {}
        for sign in signs:
            first.setdefault(sign.feature, sign)
            if sign.quoted and sign.feature in HOSTILE | {"slur"}:
                first.setdefault("quoted", sign)
        if "harm" in first and "demand" in first:
            first["threat"] = first.pop("harm")
        if not first.keys() & HOSTILE:
            first.pop("generaliser", None)
        if first.keys() & {"threat", "positive", "cleared"}:
            first.pop("demand", None)
        share = 1.0 if first.keys() & {"group", "slur"} else self._weights["alone"]
        return tuple(
            Moved(feature, sign.start, sign.end, self._weights[feature] * (share if feature in HOSTILE else 1.0))
            for feature, sign in first.items()
        )


def _signs(text: str, hits: Iterable[Hit]) -> dict[int, list[_Sign]]:
    """What each of *hits* stands for, by the number of its sentence."""
    word_starts = [start for start, _ in words(text)]
    sentence_starts = [start for start, _ in sentences(text)]
    quotations = [match.span() for match in _QUOTED.finditer(text)]
    negators: dict[str, tuple[int, int]] = {}
    signs: dict[int, list[_Sign]] = {}
    for hit in hits:
        kind, sentence = hit.term.role, bisect_right(sentence_starts, hit.start) - 1
        if kind in _REACH:
            negators[kind] = sentence, bisect_left(word_starts, hit.end)
            continue
        word = bisect_left(word_starts, hit.start)
        if kind in _NEGATED and any(
            there == sentence and word - after <= _REACH[negator] for negator, (there, after) in negators.items()
        ):
            kind = _NEGATED[kind]
        quotation = bisect_right(quotations, hit.start, key=lambda span: span[0]) - 1
        quoted = quotation >= 0 and hit.end <= quotations[quotation][1]
        signs.setdefault(sentence, []).append(_Sign(_FEATURES.get(kind, kind), hit.start, hit.end, quoted))
    return signs


def _stretches(signs: dict[int, list[_Sign]]) -> Iterator[list[_Sign]]:
    """The signs of every sentence with those of the one before, for *mereka* is whoever was named there."""
    for sentence, here in signs.items():
        yield [*signs.get(sentence - 1, ()), *here]


def _longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """*hits* (by position, longer ones first) without those inside another: ``tak guna`` negates nothing."""
    end = -1
    for hit in hits:
        if hit.end > end:
            yield hit
            end = hit.end


def _sum(moved: tuple[Moved, ...]) -> float:
    return sum(each.weight for each in moved)


def _terms(entry: dict[str, Any], data: dict[str, Any]) -> Iterator[Term]:
    exceptions = tuple(fold(phrase).text for phrase in entry.get("exceptions", ()))
    for text in entry["terms"]:
        folded = fold(text).text
        yield Term(
            text=folded,
            rule="hostility",
            role=entry["kind"],
            severity=None,
            affixes=entry["affixes"],
            exceptions=tuple(phrase for phrase in exceptions if folded in phrase),
            source=entry["source"],
            author=data["author"],
            date=data["date"],
            reason=entry["reason"],
        )
