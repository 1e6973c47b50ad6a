"""A finding: what a rule saw in an outgoing text, where, how grave, and what to write instead."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Advise shows a hint; approval holds the text for a supervisor; block keeps it from being sent at all."""

    ADVISE = "advise"
    APPROVAL = "approval"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        """0 advise, 1 approval, 2 block."""
        return list(Severity).index(self)


class Verdict(StrEnum):
    """The gravest severity among the findings, or clear."""

    CLEAR = "clear"
    ADVISE = "advise"
    APPROVAL = "approval"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule saw: ``text[start:end]`` in code points of the text as given.

    `rule` is R01–R28 (research/compliance.md §5), `clause` the seed line behind it (``J.14``), `message` Malay words
    for the officer, `suggestion` a rewrite of exactly the span ("" for none), `disguised` that the spelling hid it.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    message: str
    clause: str
    suggestion: str = ""
    disguised: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """The outcome of one check: findings by position, the lexicon version in force, weighted length and its limit."""

    findings: tuple[Finding, ...]
    lexicon: str
    length: int
    limit: int

    @property
    def verdict(self) -> Verdict:
        """The gravest severity found."""
        if not self.findings:
            return Verdict.CLEAR
        return Verdict(max((f.severity for f in self.findings), key=lambda s: s.rank).value)
