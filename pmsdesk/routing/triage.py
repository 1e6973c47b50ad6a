"""The first reading of an incoming message: kind, owner, road, place, category, urgency, and what decided."""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from pmsdesk.data_files import resource_folder
from pmsdesk.domain.account import Account
from pmsdesk.domain.reason import Reason
from pmsdesk.domain.triage import Evidence, Jurisdiction, Kind, Triage
from pmsdesk.routing.cues import Cues, load_cue_groups
from pmsdesk.routing.gazetteer import Gazetteer, NameIndex, Place
from pmsdesk.routing.jurisdiction import Judge, Matter, Ruling
from pmsdesk.routing.kind import kind_of
from pmsdesk.routing.registry import Agency, Category, load_agencies, load_categories
from pmsdesk.routing.scan import Found, Scan

_URGENCIES = ("low", "medium", "high", "critical")
_META = {
    Kind.PRAISE: "praise",
    Kind.QUESTION: "enquiry",
    Kind.SUGGESTION: "suggestion",
    Kind.TRAFFIC_INFO: "traffic_info",
    Kind.ABUSE: "out_of_scope",
    Kind.SPAM: "out_of_scope",
}
_META_IDS = frozenset(_META.values())


class Triager:
    """Reads messages. Make it once; `triage` keeps no state, so any thread may call it."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        cue_groups: dict[str, tuple[str, ...]],
        agencies: dict[str, Agency],
        categories: dict[str, Category],
    ) -> None:
        """Triage by these data."""
        self._gazetteer = gazetteer
        self._cues = Cues({**cue_groups, **{f"agency:{a.id}": a.cues for a in agencies.values() if a.cues}})
        self._agencies = agencies
        self._synonyms = NameIndex(
            (spelling, category)
            for category in categories.values()
            for synonym in category.synonyms
            for spelling in {synonym, synonym.replace("jalan", "jln"), synonym.replace("-", " ")}
        )
        self._judge = Judge(gazetteer, agencies)

    @classmethod
    def default(cls, folder: Path | None = None) -> Self:
        """A triager over the data files of *folder* (default: the shipped ones). Raises `BadDataFile`."""
        gazetteer = Gazetteer.load((folder or resource_folder()) / "gazetteer")
        return cls(gazetteer, load_cue_groups(folder), load_agencies(folder), load_categories(folder))

    def triage(self, text: str, account: Account | None = None, context: str = "") -> Triage:
        """A proposal for *text*, sent to *account*, under a post or parent that says *context*.

        Evidence found in the context has an empty span. Nothing is sent or closed on this alone.
        """
        scan = Scan(text, self._gazetteer, self._cues)
        around = Scan(context, self._gazetteer, self._cues, is_context=True)
        category = self._category(scan) or self._category(around)
        kind = kind_of(scan, category)
        place, states = self._place(scan, around, account)
        routing = category.routing if category else ""
        ruling = self._judge.rule(Matter(scan, around, states, routing, account.agency if account else ""))
        wrong_door = kind is Kind.PRAISE and ruling.jurisdiction is Jurisdiction.OUTSIDE
        if kind in {Kind.SPAM, Kind.ABUSE} or wrong_door:
            ruling = Ruling(Jurisdiction.UNCLEAR)
        evidence = list(ruling.evidence)
        if place and ruling.jurisdiction is Jurisdiction.UNCLEAR and not place[0].is_context:
            evidence.append(_place_evidence(place[1], place[2]))
        return Triage(
            kind=kind,
            jurisdiction=ruling.jurisdiction,
            agencies=ruling.agencies,
            category=category.id if category else _META.get(kind, ""),
            road=ruling.road,
            place=place[2].name.title() if place else "",
            confidence=round(max(0.0, ruling.confidence), 2),
            urgent=self._is_urgent(scan, kind, category),
            evidence=tuple(sorted(evidence, key=lambda e: e.start)),
        )

    def _category(self, scan: Scan) -> Category | None:
        """The category of the longest synonym in the text, the more urgent one among equals.

        What stands behind a preposition of place ("lampu jalan di susur keluar") says where, and counts last.
        """
        found = [
            (not scan.is_place(start), end - start, _URGENCIES.index(category.urgency), category)
            for start, end, categories in self._synonyms.find(scan.flat)
            for category in categories
            if category.id not in _META_IDS
        ]
        return max(found, key=lambda hit: hit[:3])[3] if found else None

    @staticmethod
    def _is_urgent(scan: Scan, kind: Kind, category: Category | None) -> bool:
        if kind not in {Kind.COMPLAINT, Kind.TRAFFIC_INFO, Kind.OTHER}:
            return False
        return scan.has("urgent") or (category is not None and category.urgency == "critical")

    def _place(
        self, scan: Scan, around: Scan, account: Account | None
    ) -> tuple[tuple[Scan, Found, Place] | None, frozenset[str]]:
        """The most exact place named, and the states the message speaks of (the account's when it names none)."""
        home = self._agencies[account.agency].state if account and account.agency in self._agencies else ""
        found = [(s, where, places) for s in (scan, around) for where, places in s.places]
        sure = {places[0].state for _, _, places in found if len({p.state for p in places}) == 1}
        sure |= {council.state for s in (scan, around) for _, council in s.councils}
        states = frozenset(sure or ({home} if home else set()))
        best: tuple[Scan, Found, Place] | None = None
        for source, where, places in found:
            place = _fitting(places, states)
            if best is None or (best[2].kind == "state" and place.kind != "state"):
                best = (source, where, place)
        return best, states


def _fitting(places: Iterable[Place], states: frozenset[str]) -> Place:
    """The one of several places of one name that lies in *states*, else the first."""
    known = list(places)
    return next((place for place in known if place.state in states), known[0])


def _place_evidence(found: Found, place: Place) -> Evidence:
    reason, facts = (
        (Reason.DISTRICT, (place.district, place.state)) if place.district else (Reason.STATE, (place.state,))
    )
    return Evidence(found.start, found.end, reason, found.words, facts)
