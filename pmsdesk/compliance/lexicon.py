"""The lexicon of words the ministry's own texts must not hold: loading, matching on folded text, linting."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import ahocorasick

from pmsdesk.compliance.affixes import LONGEST_AFFIX, is_affixed, stems_after_nasal
from pmsdesk.data_files import load, resource_folder
from pmsdesk.domain.finding import Severity
from pmsdesk.language.fold import View, disguises, fold, skeleton, spells

_VOWELS = frozenset("aeiou")
_SHORTEST_DISGUISED = 4
_SHORTEST_WITHOUT_VOWELS = 4
_CONSONANTS = re.compile(r"(?<![^\W_])[b-df-hj-np-tv-z]{4,12}(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Term:
    """One term as folded; `role` is what it is to its rule, `severity` None when it means nothing alone."""

    text: str
    rule: str
    role: str
    severity: Severity | None
    affixes: str
    exceptions: tuple[str, ...]
    source: str
    author: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found at ``text[start:end]`` (code points of the text as given)."""

    term: Term
    start: int
    end: int
    disguised: bool = False


class Lexicon:
    """All terms, compiled once. `label` names the version and the content, as decisions record it."""

    def __init__(self, version: str, terms: Iterable[Term]) -> None:
        """Compile *terms*; they must not be empty."""
        self.version, self.terms = version, tuple(terms)
        facts = [
            (t.text, t.rule, t.role, t.severity, t.affixes, *t.exceptions)
            for t in sorted(self.terms, key=lambda t: (t.rule, t.role, t.text))
        ]
        digest = hashlib.sha256(json.dumps([version, facts], ensure_ascii=False).encode()).hexdigest()
        self.label = f"{version}-{digest[:8]}"
        self._automaton: Any = ahocorasick.Automaton()
        self._by_skeleton: dict[str, list[Term]] = {}
        self._by_consonants: dict[str, list[Term]] = {}
        keys: dict[str, tuple[list[Term], list[Term]]] = {}
        for term in self.terms:
            keys.setdefault(term.text, ([], []))[0].append(term)
            if term.affixes == "full":
                for stem in stems_after_nasal(term.text):
                    keys.setdefault(stem, ([], []))[0].append(term)
            for phrase in term.exceptions:
                keys.setdefault(phrase, ([], []))[1].append(term)
            if term.text.isascii() and term.text.isalpha() and len(term.text) >= _SHORTEST_DISGUISED:
                self._by_skeleton.setdefault(skeleton(term.text), []).append(term)
                consonants = "".join(c for c in term.text if c not in _VOWELS)
                if term.severity is Severity.BLOCK and len(consonants) >= _SHORTEST_WITHOUT_VOWELS:
                    self._by_consonants.setdefault(consonants, []).append(term)
        for key, (found, excepted) in keys.items():
            self._automaton.add_word(key, (len(key), key, tuple(found), frozenset(t.text for t in excepted)))
        self._automaton.make_automaton()

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """The lexicon of *folder* (default: the shipped one). Raises `BadDataFile`."""
        data = load("lexicon", folder or resource_folder() / "compliance")
        return cls(data["version"], (term for entry in data["entries"] for term in _terms(entry, data)))

    def with_abuse(self, texts: Iterable[str], source: str) -> Self:
        """This lexicon and *texts* of *source*, each forbidden by R11 with its clitics; empty and known ones fall out.

        The label is that of the whole, so no decision can be taken for one of this lexicon alone.
        """
        known = {term.text for term in self.terms if (term.rule, term.role) == ("R11", "abuse")}
        new = dict.fromkeys(folded for text in texts if (folded := fold(text).text.strip()) and folded not in known)
        rest = ("R11", "abuse", Severity.BLOCK, "clitics", (), source, source, "", source)
        return type(self)(self.version, (*self.terms, *(Term(text, *rest) for text in new)))

    def hits(self, text: str, view: View) -> list[Hit]:
        """Every term in *text*, whose folded view is *view*, by position. Linear in the length of the text."""
        found = list(self._plain_hits(view))
        found += self._disguised_hits(text, view)
        unique: dict[tuple[str, str, int, int], Hit] = {}
        for hit in found:
            unique.setdefault((hit.term.rule, hit.term.role, hit.start, hit.end), hit)
        return sorted(unique.values(), key=lambda h: (h.start, -h.end))

    def _plain_hits(self, view: View) -> Iterator[Hit]:
        guarded: list[tuple[int, int, frozenset[str]]] = []
        candidates: list[tuple[int, int, int, int, Term]] = []
        for last, (length, key, terms, excepted) in self._automaton.iter(view.text):
            start, end = last + 1 - length, last + 1
            if excepted:
                guarded.append((start, end, excepted))
            if not terms:
                continue
            low, high = _word_around(view.text, start, end) if key[0].isascii() else (start, end)
            left, right = view.text[low:start], view.text[end:high]
            for term in terms:
                whole = not left and not right and key == term.text
                lost = term.text[0] if key != term.text else ""
                if whole or is_affixed(left, right, term.affixes, lost):
                    candidates.append((start, end, low, high, term))
        for start, end, low, high, term in candidates:
            if not any(g <= start and end <= h and term.text in texts for g, h, texts in guarded):
                yield Hit(term, *view.span(low, high))

    def _disguised_hits(self, text: str, view: View) -> Iterator[Hit]:
        for piece in disguises(view):
            for written in _without_clitics(piece.written):
                for term in self._by_skeleton.get(skeleton(written), ()):
                    if view.text[piece.start : piece.end] != term.text and spells(written, term.text):
                        yield Hit(term, *view.span(piece.start, piece.end), disguised=True)
        for start, end in _vowelless(view.text):
            low, high = view.span(start, end)
            if not text[low:high].isupper():
                for term in self._by_consonants.get(view.text[start:end], ()):
                    yield Hit(term, low, high, disguised=True)


def lint(lexicon: Lexicon, official: Iterable[str] = ()) -> list[str]:
    """What is wrong with *lexicon*, one Malay sentence each: terms listed twice, terms that forbid *official* texts."""
    problems = []
    seen: set[tuple[str, str, str]] = set()
    for term in lexicon.terms:
        place = (term.rule, term.role, term.text)
        if place in seen:
            problems.append(f"“{term.text}” tersenarai dua kali bagi {term.rule} ({term.role}).")
        seen.add(place)
    for text in official:
        for hit in lexicon.hits(text, fold(text)):
            if hit.term.severity in {Severity.APPROVAL, Severity.BLOCK}:
                problems.append(f"“{hit.term.text}” ({hit.term.rule}) melarang teks rasmi “{text}”.")
    return problems


def _terms(entry: dict[str, Any], data: dict[str, Any]) -> Iterator[Term]:
    exceptions = tuple(fold(phrase).text for phrase in entry.get("exceptions", ()))
    severity = None if entry["severity"] == "none" else Severity(entry["severity"])
    for text in entry["terms"]:
        folded = fold(text).text
        yield Term(
            text=folded,
            rule=entry["rule"],
            role=entry["role"],
            severity=severity,
            affixes=entry["affixes"],
            exceptions=tuple(phrase for phrase in exceptions if folded in phrase),
            source=entry["source"],
            author=entry.get("author", data["author"]),
            date=entry.get("date", data["date"]),
            reason=entry["reason"],
        )


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The word that ``text[start:end]`` lies in, as far as an affix can reach."""
    low, high = start, end
    while low > 0 and start - low < LONGEST_AFFIX and text[low - 1].isalnum():
        low -= 1
    while high < len(text) and high - end < LONGEST_AFFIX and text[high].isalnum():
        high += 1
    return low, high


def _vowelless(text: str) -> Iterator[tuple[int, int]]:
    for match in _CONSONANTS.finditer(text):
        yield match.span()


def _without_clitics(written: str) -> Iterator[str]:
    yield written
    for clitic in ("lah", "nya", "kan", "la", "an", "ku", "mu"):
        if written.endswith(clitic) and len(written) > len(clitic) + 3:
            yield written[: -len(clitic)]
