"""What the official accounts really did: every text that came to stand on a network, and what was done to others."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One side effect. `parent` is "" for a post of its own; `fault` names the fault that hid it from the client.

    What is `private` has the comment, or on X the person, as its parent.
    """

    number: int
    at: datetime
    channel: str
    account: str
    parent: str
    text: str
    id: str
    fault: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """What an account did to a text: `verb` is ``hide``, ``unhide``, ``delete`` or the state YouTube was told."""

    at: datetime
    channel: str
    account: str
    verb: str
    id: str
    fault: str = ""


@dataclass(slots=True)
class Ledger:
    """Texts and acts in order, and how often each route was called (refused and broken calls too)."""

    entries: list[Entry] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)

    def count(self, account: str, parent: str, text: str, *, private: bool = False) -> int:
        """How often *account* came to say *text* under *parent*; more than one is a repeat."""
        said = (account, parent, text, private)
        return sum((e.account, e.parent, e.text, e.private) == said for e in self.entries)

    def as_json(self) -> dict[str, object]:
        """Entries, acts, counts per (account, parent, text, private), the highest count, and calls per route."""
        counts = Counter((e.account, e.parent, e.text, e.private) for e in self.entries)
        return {
            "entries": [{**asdict(entry), "at": entry.at.isoformat()} for entry in self.entries],
            "acts": [{**asdict(act), "at": act.at.isoformat()} for act in self.acts],
            "counts": [
                {"account": account, "parent": parent, "text": text, "private": private, "count": count}
                for (account, parent, text, private), count in counts.items()
            ],
            "max": max(counts.values(), default=0),
            "calls": dict(self.calls),
        }
