"""Road numbers in a message: FT5, Laluan Persekutuan 5, E1, B20 – and what only looks like one."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pmsdesk.language.fold import View
from pmsdesk.routing.gazetteer import Owner, Route


class RoadKind(StrEnum):
    """Which series a number belongs to; SABAH is a federal road signed R or A in Sabah."""

    FEDERAL = "federal"
    TOLL = "toll"
    STATE = "state"
    SABAH = "sabah"


@dataclass(frozen=True, slots=True)
class RoadReference:
    """A road number at ``text[start:end]`` (code points). `state` is known for state roads.

    `agrees` tells that a place in the message lies in that state, `disputed` that all of them lie elsewhere.
    """

    code: str
    kind: RoadKind
    start: int
    end: int
    state: str = ""
    agrees: bool = False
    disputed: bool = False


_FEDERAL = re.compile(
    r"(?<![^\W_])(?:f\.?t\.?[ -]?0{0,3}(\d{1,4})|fqa?[ -]?(\d{1,4})"
    r"|(?:laluan|jalan|jln|federal) (?:persekutuan|route|road)(?: no\.?)? ?(?:ft ?)?(\d{1,4}))(?![^\W_])"
)
_TOLL = re.compile(r"(?<![^\W_])e[ -]?(\d{1,2})(?![^\W_])")
_STATE = re.compile(r"(?<![^\W_])(sa|[abcdjkmnpqrt])([ -]?)(0{0,2}\d{1,3})(?![^\W_]|-\d|/\d)")
_NO_ROAD_BEFORE = re.compile(
    r"(?:saiz|kertas|size|blok|block|blk|lot|unit|pintu|gate|gred|grade|jawatan|bilik|aras|tingkat|level|petak|parking|seksyen|"
    r"section|fasa|phase|skop|plat|plate|kereta|lori|motosikal|motor|van|bas|pendaftaran|lrt|mrt|kuarters|rumah|no|no\.)"
    r"\W{0,2}$"
)
_ROAD_BEFORE = re.compile(r"(?:jalan|jln|laluan|route|road|lebuhraya|highway|jambatan|di|kat|dekat)\W{0,2}$")
_PAPER = frozenset({"a3", "a4", "a5"})
_PAPER_NEAR = re.compile(r"\b(?:kertas|paper|print|cetak|borang|saiz|helai|salinan|poster|risalah)\b")


def road_references(
    text: str,
    view: View,
    routes: Mapping[str, Route],
    prefixes: Mapping[str, str],
    states: Collection[str],
    on_road: bool,
) -> Iterator[RoadReference]:
    """The road numbers of *text* (folded view *view*), strongest series first.

    *states* are those named in or known about the message; *on_road* tells that it speaks of roads at all, without
    which a bare letter and number is not taken for a state road. Number plates have four digits or stand after a
    vehicle, so state numbers have at most three (research/malaysia.md §3).
    """
    for match in _FEDERAL.finditer(view.text):
        number = next(int(group) for group in match.groups() if group)
        if number:
            yield RoadReference(f"FT{number}", RoadKind.FEDERAL, *view.span(*match.span()))
    for match in _TOLL.finditer(view.text):
        start, end = view.span(*match.span())
        route = routes.get(f"E{int(match[1])}")
        written = text[start].isupper() or _ROAD_BEFORE.search(view.text, 0, match.start())
        if route and route.owner is Owner.TOLL and written:
            yield RoadReference(route.code, RoadKind.TOLL, start, end)
    for match in _STATE.finditer(view.text):
        start, end = view.span(*match.span())
        before = view.text[max(0, match.start() - 16) : match.start()]
        named = bool(_ROAD_BEFORE.search(before))
        if not (text[start].isupper() or (named and not match[2])) or _NO_ROAD_BEFORE.search(before):
            continue
        if match[2] == " " and not named:
            continue
        if match[1] + match[3] in _PAPER and _PAPER_NEAR.search(view.text):
            continue
        reference = _state_reference(match[1].upper(), match[3], (start, end), prefixes, states)
        if reference and (on_road or named or reference.agrees):
            yield reference


def _state_reference(
    prefix: str, digits: str, span: tuple[int, int], prefixes: Mapping[str, str], states: Collection[str]
) -> RoadReference | None:
    number = int(digits)
    if not number:
        return None
    if prefix in {"R", "A"} and "Sabah" in states and prefixes[prefix] not in states:
        return RoadReference(f"{prefix}{number}", RoadKind.SABAH, *span, state="Sabah", agrees=True)
    if prefix == "R" and digits.startswith("0"):
        return None
    state = prefixes[prefix]
    return RoadReference(
        f"{prefix}{number}",
        RoadKind.STATE,
        *span,
        state=state,
        agrees=state in states,
        disputed=bool(states) and state not in states,
    )
