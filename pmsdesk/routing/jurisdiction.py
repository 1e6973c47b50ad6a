"""Whose matter a message is (seed H), from the strongest evidence down (research/malaysia.md §9)."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pmsdesk.domain.reason import Reason
from pmsdesk.domain.triage import Evidence, Jurisdiction
from pmsdesk.routing.gazetteer import Gazetteer, NamedRoad, Owner
from pmsdesk.routing.registry import Agency
from pmsdesk.routing.road_reference import RoadKind, RoadReference
from pmsdesk.routing.scan import Found, Scan

_LOCAL = "pbt"
_CITY = ("pbt_dewan_bandaraya_kuala_lumpur", "jkr_kuala_lumpur")
_NEIGHBOURHOOD = re.compile(
    r"\b(?:(?:taman|tmn|seksyen|flat|ppr|apartment|jalan taman|jalan \d{1,3}[ /]\d{1,3}\w?) ?\w"
    r"|(?<!\d )(?:lorong|lrg) (?!(?:moto\w*|basikal|kecemasan|tengah|kiri|kanan|tunai|tol|laju|perlahan|memotong|"
    r"sehala|setiap|tambahan|utama|trafik|masuk|keluar|ni|itu|tu|yang|dan|di|ke|dah|sudah|dari|lagi|ini|pejalan)\b)\w"
    r"|(?:jalan|jln|jlan|depan|dalam|longkang|parit|rumah|lampu|penduduk)(?: \w+){0,3} (?:kampung|kampong|kg) \w)\w*"
)
"""A street in a taman, lorong or section; a kampung only where its own road or house is meant, not a bridge there."""
_BESIDE = re.compile(
    r"\b(?:depan|hadapan|dpn|dekat|sebelah|belakang|blkg|berhampiran|tepi|near|beside|behind|opposite|"
    r"stesen|station|bila|masa|waktu)\s$"
)
"""What follows is a landmark, not what the message is about."""
_PASSED_ON = re.compile(
    r"\b(?:kata|cakap|ckp|suruh|minta|bilang|salahkan|says?|said|told|asks?)\b[^.!?]{0,40}\b(?:jkr|kkr|llm|cidb|plus|not|bukan)\b"
    r"|\b(?:jkr|kkr|llm) (?:ke|atau|or) (?:\w+ ){0,2}(?:mb|mp|md|db)\w+"
    r"|\b(?:mb|mp|md|db)\w+ (?:ke|atau|or) (?:\w+ ){0,2}(?:jkr|kkr|llm)\b"
)
"""Somebody else was asked and sent the citizen on, or the citizen asks which of two it is."""
_TOLL_PLAZA_BEFORE = re.compile(r"\b(?:tol|toll|plaza)\s$", re.IGNORECASE)
_CONCESSION_LANDMARKS = ("subang", "batu tiga", "sungai rasau", "sg rasau")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A proposed owner: agencies with the lead first, the road as read, and the words that decided."""

    jurisdiction: Jurisdiction
    agencies: tuple[str, ...] = ()
    road: str = ""
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be ruled on: the message, its context, the states it speaks of, and where its category belongs.

    `addressed_to` is the agency whose account it reached, "" where unknown.
    """

    text: Scan
    context: Scan
    states: frozenset[str]
    category_routing: str
    addressed_to: str = ""

    def scans(self) -> Iterator[Scan]:
        """The text, then the context."""
        yield self.text
        yield self.context

    def first(self, *groups: str) -> tuple[Scan, Found] | None:
        """The first cue of *groups*, in the text before the context."""
        for scan in self.scans():
            for group in groups:
                if scan.has(group):
                    return scan, scan.cue(group)[0]
        return None


class Judge:
    """Rules on a matter. The first step that finds something decides; the officer confirms."""

    def __init__(self, gazetteer: Gazetteer, agencies: Mapping[str, Agency]) -> None:
        """Judge by *gazetteer* and *agencies*."""
        self._gazetteer = gazetteer
        self._agencies = agencies
        self._steps: tuple[Callable[[Matter], Ruling | None], ...] = (
            self._by_safety,
            self._by_policy,
            self._by_police_or_card,
            self._by_number,
            self._by_name,
            self._by_toll_words,
            self._by_outside_words,
            self._by_federal_or_state_words,
            self._by_neighbourhood,
        )

    def rule(self, matter: Matter) -> Ruling:
        """The proposal; UNCLEAR with no agency when nothing decides."""
        for step in self._steps:
            ruling = step(matter)
            if ruling:
                return ruling
        return Ruling(Jurisdiction.UNCLEAR)

    # ---- the subject decides, whoever keeps the road ------------------------------------------------------------

    def _by_safety(self, matter: Matter) -> Ruling | None:
        cue = matter.first("site_safety") or (matter.first("site") if matter.addressed_to == "cidb" else None)
        if not cue:
            return None
        agencies = ["cidb"]
        road = self._by_number(matter) or self._by_name(matter)
        if road and road.jurisdiction is Jurisdiction.TOLL:
            agencies.append("llm")
        if matter.text.has("injury"):
            agencies.append("dosh")
        why = _evidence(*cue, Reason.SITE_SAFETY)
        return Ruling(Jurisdiction.SAFETY, tuple(agencies), road.road if road else "", 0.85, (why,))

    def _by_policy(self, matter: Matter) -> Ruling | None:
        cue = matter.first("policy")
        if not cue:
            return None
        return Ruling(Jurisdiction.POLICY, ("kkr",), "", 0.75, (_evidence(*cue, Reason.POLICY),))

    def _by_police_or_card(self, matter: Matter) -> Ruling | None:
        text = matter.text
        for group, agency, reason, but_not in (
            ("roadblock", "pdrm", Reason.ROADBLOCK, ""),
            ("toll_card", "tng", Reason.TOLL_CARD, "toll"),
        ):
            if text.has(group) and not text.has(but_not):
                why = _evidence(text, text.cue(group)[0], reason)
                return Ruling(Jurisdiction.OUTSIDE, (agency,), "", 0.75, (why,))
        return None

    # ---- the road decides ---------------------------------------------------------------------------------------

    def _by_number(self, matter: Matter) -> Ruling | None:
        for scan in matter.scans():
            references = scan.references(matter.states)
            if references:
                best = max(references, key=lambda r: (not r.disputed, r.kind is not RoadKind.STATE, -r.start))
                ruling = self._of_reference(scan, best, matter.states)
                owners = {r.kind for r in references}
                return replace(ruling, confidence=ruling.confidence - 0.2) if len(owners) > 1 else ruling
        return None

    def _of_reference(self, scan: Scan, reference: RoadReference, states: Collection[str]) -> Ruling:
        found = Found(reference.start, reference.end, scan.text[reference.start : reference.end])
        route = self._gazetteer.routes.get(reference.code)
        if reference.kind is RoadKind.TOLL and route:
            why = _evidence(scan, found, Reason.TOLL_ROUTE, route.name, route.code)
            return Ruling(Jurisdiction.TOLL, ("llm",), reference.code, 0.95, (why,))
        if reference.kind is RoadKind.STATE:
            return self._of_state_road(scan, found, reference)
        if reference.kind is RoadKind.SABAH:
            why = _evidence(scan, found, Reason.FEDERAL_ROUTE_SABAH, reference.code)
            return Ruling(Jurisdiction.FEDERAL, ("kkr", "jkr", "jkr_sabah"), reference.code, 0.85, (why,))
        why = _evidence(scan, found, Reason.FEDERAL_ROUTE, reference.code.removeprefix("FT"))
        return Ruling(Jurisdiction.FEDERAL, ("kkr", "jkr", *_state_jkr(states)), reference.code, 0.95, (why,))

    def _of_state_road(self, scan: Scan, found: Found, reference: RoadReference) -> Ruling:
        if reference.disputed:
            why = _evidence(scan, found, Reason.STATE_DISPUTED, reference.state)
            return Ruling(Jurisdiction.UNCLEAR, ("jkr",), reference.code, 0.3, (why,))
        why = _evidence(scan, found, Reason.STATE_ROUTE, reference.code, reference.state)
        agencies = ("jkr", *_state_jkr({reference.state}))
        return Ruling(Jurisdiction.STATE, agencies, reference.code, 0.9 if reference.agrees else 0.65, (why,))

    def _by_name(self, matter: Matter) -> Ruling | None:
        for scan in matter.scans():
            roads = [(found, road) for found, road in scan.roads if self._may_lie_in(road, matter.states)]
            if roads:
                found, road = max(roads, key=lambda hit: len(hit[1].alias))
                ruling = self._of_named(scan, found, road, matter)
                owners = {road.owner for _, road in roads}
                return replace(ruling, confidence=ruling.confidence - 0.2) if len(owners) > 1 else ruling
        return None

    def _of_named(self, scan: Scan, found: Found, road: NamedRoad, matter: Matter) -> Ruling:
        name = road.codes[0] if len(road.codes) == 1 else road.name
        if road.trap == "city" and _TOLL_PLAZA_BEFORE.search(scan.text, 0, found.start):
            why = _evidence(scan, found, Reason.TOLL_PLAZA, found.words)
            return Ruling(Jurisdiction.TOLL, ("llm",), "", 0.8, (why,))
        if road.trap == "split":
            landmark = next((word for word in _CONCESSION_LANDMARKS for s in matter.scans() if word in s.flat), "")
            if landmark:
                why = _evidence(scan, found, Reason.CONCESSION_PART, landmark)
                return Ruling(Jurisdiction.TOLL, ("llm", "plus"), road.name, 0.7, (why,))
            why = _evidence(scan, found, Reason.FEDERAL_PART)
            return Ruling(Jurisdiction.FEDERAL, ("kkr", "jkr"), "FT2", 0.7, (why,))
        if road.trap == "city":
            why = _evidence(scan, found, Reason.CITY_ROAD, road.name)
            return Ruling(Jurisdiction.UNCLEAR, _CITY, road.name, 0.4, (why,))
        if road.owner is Owner.TOLL:
            why = _evidence(scan, found, Reason.TOLL_ROAD, road.name)
            return Ruling(Jurisdiction.TOLL, ("llm",), name, 0.85, (why,))
        if road.owner is Owner.FEDERAL:
            why = _evidence(scan, found, Reason.FEDERAL_ROAD, road.name, ", ".join(road.codes))
            return Ruling(Jurisdiction.FEDERAL, ("kkr", "jkr", *_state_jkr(matter.states)), name, 0.8, (why,))
        if road.owner is Owner.OUTSIDE:
            why = _evidence(scan, found, Reason.COUNCIL_ROAD, road.name)
            return Ruling(Jurisdiction.OUTSIDE, self._council_of(matter), road.name, 0.7, (why,))
        why = _evidence(scan, found, Reason.OWNER_UNKNOWN, road.name)
        return Ruling(Jurisdiction.UNCLEAR, (), road.name, 0.3, (why,))

    def _may_lie_in(self, road: NamedRoad, states: Collection[str]) -> bool:
        """Whether *road* passes a state the message speaks of; a road or message without states may."""
        of_road = {
            s for code in road.codes if code in self._gazetteer.routes for s in self._gazetteer.routes[code].states
        }
        return not of_road or not states or not of_road.isdisjoint(states)

    # ---- other words decide -------------------------------------------------------------------------------------

    def _by_toll_words(self, matter: Matter) -> Ruling | None:
        """A facility of a toll road; the bare word “tol” is as often a landmark, so it needs LLM's page or matter."""
        meant = matter.addressed_to == "llm" or matter.category_routing == "llm"
        cue = matter.first("toll", "toll_word") if meant else matter.first("toll")
        if not cue:
            return None
        return Ruling(Jurisdiction.TOLL, ("llm",), "", 0.65, (_evidence(*cue, Reason.TOLL_FACILITY),))

    def _by_outside_words(self, matter: Matter) -> Ruling | None:
        """A council, another agency or a local matter; asked about where one of them says that it is ours."""
        for scan in matter.scans():
            other, local = self._other_party(scan, matter), _not_beside(scan, "outside")
            if other and not local and _PASSED_ON.search(scan.flat):
                found, agencies, name = other
                why = _evidence(scan, found, Reason.PARTY_DISPUTED, name)
                return Ruling(Jurisdiction.UNCLEAR, (*agencies, "jkr"), "", 0.3, (why,))
            if other:
                found, agencies, name = other
                why = _evidence(scan, found, Reason.PARTY_OUTSIDE, name)
                return Ruling(Jurisdiction.OUTSIDE, agencies, "", 0.8, (why,))
            if local:
                why = _evidence(scan, local, Reason.LOCAL_MATTER)
                return Ruling(Jurisdiction.OUTSIDE, self._council_of(matter), "", 0.6, (why,))
        return None

    def _other_party(self, scan: Scan, matter: Matter) -> tuple[Found, tuple[str, ...], str] | None:
        """A council or another agency that is named as a party, not as a landmark: where, its ids and its name."""
        for found, council in scan.councils:
            return found, (council.id,), council.name
        for agency in self._agencies.values():
            named = _not_beside(scan, f"agency:{agency.id}") if agency.role == "outside" else None
            if named:
                return named, self._council_of(matter) if agency.id == _LOCAL else (agency.id,), agency.name
        return None

    def _by_federal_or_state_words(self, matter: Matter) -> Ruling | None:
        about_road = matter.text.on_road or matter.category_routing == "road"
        for group, jurisdiction, agencies, reason in (
            ("federal", Jurisdiction.FEDERAL, ("kkr", "jkr"), Reason.FEDERAL_WORDS),
            ("state", Jurisdiction.STATE, ("jkr",), Reason.STATE_WORDS),
        ):
            cue = matter.first(group)
            if cue and about_road:
                return Ruling(
                    jurisdiction, (*agencies, *_state_jkr(matter.states)), "", 0.6, (_evidence(*cue, reason),)
                )
        return None

    def _by_neighbourhood(self, matter: Matter) -> Ruling | None:
        """A street inside a taman, kampung or section is the council's; only where nothing names a larger road."""
        if matter.category_routing not in {"road", "outside"}:
            return None
        for scan in matter.scans():
            match = _NEIGHBOURHOOD.search(scan.flat)
            if match:
                why = _evidence(scan, scan.found(*match.span()), Reason.LOCAL_STREET)
                return Ruling(Jurisdiction.OUTSIDE, self._council_of(matter), "", 0.5, (why,))
        return None

    def _council_of(self, matter: Matter) -> tuple[str, ...]:
        """The council of the one place the message names, else the generic local authority."""
        towns = {place.name for scan in matter.scans() for _, places in scan.places for place in places}
        districts = {place.district.lower() for scan in matter.scans() for _, ps in scan.places for place in ps}
        fitting = [
            council.id
            for council in self._gazetteer.councils
            if any(council.name.lower().endswith(f" {name}") for name in towns | districts if name)
            and (not matter.states or council.state in matter.states)
        ]
        return (fitting[0],) if len(fitting) == 1 else (_LOCAL,)


def _not_beside(scan: Scan, group: str) -> Found | None:
    """The first cue of *group* that is not a landmark (“depan pasar”)."""
    spans = (span for span in scan.spans(group) if not _BESIDE.search(scan.flat, 0, span[0]))
    first = next(spans, None)
    return scan.found(*first) if first else None


def _evidence(scan: Scan, found: Found, reason: Reason, *facts: str) -> Evidence:
    """What was read and what it means; words of the context have no place in the text."""
    start, end = (0, 0) if scan.is_context else (found.start, found.end)
    return Evidence(start, end, reason, found.words, facts)


def _state_jkr(states: Collection[str]) -> Sequence[str]:
    """The JKR of the one state known, else none."""
    if len(states) != 1:
        return ()
    return (f"jkr_{next(iter(states)).lower().replace(' ', '_')}",)
