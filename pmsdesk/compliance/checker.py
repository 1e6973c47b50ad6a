"""Checks an outgoing text against the rules: pure, without network, fast enough for every pause in typing."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from pmsdesk.compliance.lexicon import Lexicon
from pmsdesk.compliance.reading import Reading
from pmsdesk.compliance.rules import all_rules
from pmsdesk.compliance.toponyms import Cover, Toponyms
from pmsdesk.domain.account import Channel
from pmsdesk.domain.finding import Assessment, Finding
from pmsdesk.language.fold import fold
from pmsdesk.language.length import limit, weighted_length
from pmsdesk.language.words import sentences, words

READ_UP_TO = 12_000
"""Code points that the rules read: more than any channel takes, so whatever lies beyond cannot be sent anyway."""


class Checker:
    """All rules over one lexicon. Make it once; `check` keeps no state, so any thread may call it."""

    def __init__(self, lexicon: Lexicon, toponyms: Toponyms | None = None) -> None:
        """Check with *lexicon* and *toponyms* (default: the shipped ones)."""
        self.lexicon = lexicon
        self._toponyms = toponyms or Toponyms.load()
        self._rules = all_rules()

    @classmethod
    def default(cls, folder: Path | None = None) -> Self:
        """A checker over the data files of *folder* (default: the shipped ones). Raises `BadDataFile`."""
        return cls(Lexicon.load(folder), Toponyms.load(folder))

    def check(
        self, text: str, channel: Channel = Channel.X, *, incoming: str = "", open_slots_allowed: bool = False
    ) -> Assessment:
        """What is wrong with *text* as a reply to *incoming* on *channel*, findings by position.

        *open_slots_allowed* lets ``{{slots}}`` pass, for a canned reply that is still to be filled.
        """
        reading = self._read(text, channel, incoming, open_slots_allowed)
        findings = _tightest(finding for rule in self._rules for finding in rule.check(reading))
        return Assessment(
            findings=tuple(sorted(findings, key=lambda f: (f.start, f.end, f.rule, -f.severity.rank, f.message))),
            lexicon=self.lexicon.label,
            length=reading.length,
            limit=reading.limit,
        )

    def _read(self, text: str, channel: Channel, incoming: str, open_slots_allowed: bool) -> Reading:
        length = weighted_length(text, channel)
        head = text[:READ_UP_TO]
        view = fold(head)
        cover = Cover(len(head), self._toponyms.masks(head, view))
        hits = self.lexicon.hits(head, view)
        return Reading(
            text=head,
            view=view,
            channel=channel,
            incoming=incoming,
            open_slots_allowed=open_slots_allowed,
            length=length,
            limit=limit(channel),
            hits=tuple(hit for hit in hits if not cover.holds(hit.start, hit.end)),
            cover=cover,
            words=tuple(words(head)),
            sentences=tuple(sentences(head)),
        )


def _tightest(findings: Iterable[Finding]) -> Iterator[Finding]:
    """*findings* once each, without those that hold another one of their rule that is at least as grave."""
    latest_start: dict[tuple[str, int], int] = {}
    for finding in sorted(set(findings), key=lambda f: (f.end, -f.start)):
        graver = range(finding.severity.rank, 3)
        if all(latest_start.get((finding.rule, rank), -1) < finding.start for rank in graver):
            yield finding
        key = (finding.rule, finding.severity.rank)
        latest_start[key] = max(latest_start.get(key, -1), finding.start)
