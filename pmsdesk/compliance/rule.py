"""What a rule of the check is: id, seed clause, examples, and a function from a reading to findings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pmsdesk.compliance.reading import Reading
from pmsdesk.domain.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Wrong:
    """A text the rule must flag: gravest `severity`, with one finding at `span` ("" for anywhere)."""

    text: str
    severity: Severity
    span: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `clause` is a seed line (``J.14``), `title` Malay; `wrong` and `right` are its own test cases."""

    id: str
    clause: str
    title: str
    check: Callable[[Reading], Iterable[Finding]]
    wrong: tuple[Wrong, ...]
    right: tuple[str, ...]
