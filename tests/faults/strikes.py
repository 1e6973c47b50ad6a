"""The rows of the fault matrix: what befalls the call that publishes, and the looks for what became of it."""

from dataclasses import dataclass

from pmsdesk.domain.account import Channel
from pmsdesk.sandbox.faults import Kind
from pmsdesk.sandbox.world import Moderation

STRUCK_LOOKS = 5
"""So many looks in a row fail: more than prove a text absent, and the one before it is sent again."""
LATE_LOOKS = 2
"""So many looks do not show yet what stands: fewer than prove a text absent."""
META = frozenset({Channel.FACEBOOK, Channel.INSTAGRAM})
EVERY = frozenset(Channel)


@dataclass(frozen=True, slots=True)
class Strike:
    """One misfortune: `kind` strikes the call, once; where nobody knows its outcome then, `looking` strikes the looks.

    `late` is how many looks do not show yet what stands, `state` what YouTube makes of it. `code` is a Graph error's.
    `refused` are the networks that say no for good by it.
    """

    kind: Kind
    looking: Kind | None = None
    late: int = 0
    state: Moderation = Moderation.PUBLISHED
    code: int = 0
    subcode: int = 0
    networks: frozenset[Channel] = EVERY
    refused: frozenset[Channel] = frozenset()

    @property
    def name(self) -> str:
        """What the table calls it."""
        code = f" {self.code}/{self.subcode}" if self.code else ""
        then = [f"looks: {self.looking}"] if self.looking else []
        then += [f"shown after {self.late} looks"] if self.late else []
        then += [str(self.state)] if self.state is not Moderation.PUBLISHED else []
        return ", ".join([f"{self.kind}{code}", *then])

    @property
    def only_call(self) -> bool:
        """Whether all of it befalls one call, so that it may as well befall an upload."""
        return self.looking is None and not self.late and self.state is Moderation.PUBLISHED


_ONLY = {
    Kind.STATUS_402: frozenset({Channel.X}),
    Kind.HELD_FOR_REVIEW: frozenset({Channel.YOUTUBE}),
    Kind.LIKELY_SPAM: frozenset({Channel.YOUTUBE}),
}
_LISTS = frozenset({Kind.EMPTY_PAGE_WITH_NEXT})
_LOOKS = (
    *(Kind.DROP_BEFORE_COMMIT, Kind.STATUS_401, Kind.STATUS_403, Kind.STATUS_429, Kind.STATUS_500),
    *(Kind.TRUNCATED, Kind.CUT_BODY, Kind.HTML, Kind.EMPTY_PAGE_WITH_NEXT),
)
_GRAPH = {(1, 0): False, (4, 0): False, (190, 460): False, (506, 1455006): False, (200, 0): True, (368, 0): True}
"""Graph's errors, and whether they mean no for good."""


def _of_a_call(kind: Kind) -> Strike:
    refused = EVERY - {Channel.YOUTUBE} if kind is Kind.STATUS_403 else frozenset()
    return Strike(kind, networks=_ONLY.get(kind, EVERY), refused=refused)


STRIKES = (
    *(_of_a_call(kind) for kind in Kind if kind not in _LISTS | {Kind.GRAPH_ERROR}),
    *(
        Strike(Kind.GRAPH_ERROR, code=code, subcode=subcode, networks=META, refused=META if no else frozenset())
        for (code, subcode), no in _GRAPH.items()
    ),
    *(Strike(kind, looking) for kind in (Kind.COMMIT_THEN_RESET, Kind.DROP_BEFORE_COMMIT) for looking in _LOOKS),
    Strike(Kind.COMMIT_THEN_RESET, late=LATE_LOOKS),
    *(
        Strike(Kind.COMMIT_THEN_RESET, state=state, networks=_ONLY[Kind.LIKELY_SPAM])
        for state in (Moderation.HELD, Moderation.SPAM)
    ),
)
"""Every fault of the sandbox; those of lists strike where the publication is looked for."""
