"""What goes wrong inside a simulation, how often, and which dangerous states a batch must have gone through."""

from dataclasses import dataclass, field


class Crash(BaseException):
    """The program on one computer is gone; nothing after this runs there."""


@dataclass(frozen=True)
class Rates:
    """How often each thing goes wrong, as a chance from 0 to 1 each time it could."""

    crash_at_commit: float = 0.006
    crash_at_call: float = 0.01
    line_breaks_before: float = 0.02
    answer_lost: float = 0.03
    commit_held: float = 0.35
    partition: float = 0.02
    clock_set: float = 0.008
    image_taken: float = 0.03
    rolled_back: float = 0.02
    backed_up: float = 0.015
    restored: float = 0.012


CALM = Rates(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
"""Nothing goes wrong."""


@dataclass(frozen=True)
class Weather:
    """Which faults a run has, besides the ones every run has."""

    rollback: bool = False
    restore: bool = False
    edits: bool = False
    rates: Rates = field(default_factory=Rates)
    moderating: bool = False
    """Whether people also hide, show and delete comments; the deliberate bugs are pinned in runs without it."""
    bustle: tuple[int, int, int, int] = (34, 42, 20, 4)
    """How often people act, lanes go on, publishers go round, and citizens write."""


ALWAYS = (
    *("commit held", "pull while a commit was held", "push while a commit was held", "answer lost", "partition"),
    *("crash before a commit", "crash after a commit", "crash at a call", "acted while a call was under way"),
    *("acted between pages", "conflict", "number told", "clock set wrong", "sent", "same message read by two"),
    "conversation compared",
)
WITH_ROLLBACK = ("disk rolled back",)
WITH_RESTORE = ("register restored", "loaded anew")
MODERATING = ("comment hidden", "request decided")
AT_LENGTH = (
    *("blocked by a held commit", "verdict rejected", "verdict deferred", "sent anew after it was deferred"),
    *("sent unheard", "sent late", "looked while it could not be seen", "found by reading back", "absence counted"),
    *("proven absent", "lease ran out", "draft without a number", "draft numbered"),
    *("photo whole on the register", "sent public", "sent private", "sent post", "upload went on"),
)
"""States too rare for a small batch."""
ROLLBACK_AT_LENGTH = ("chain continued on a new device", "number reported lost with the disk")
RESTORE_AT_LENGTH = ("orphan reported",)


def dangerous(weathers: set[tuple[bool, bool]], *, large: bool) -> tuple[str, ...]:
    """What must have happened in a batch with runs of *weathers* (rollback, restore)."""
    rollback, restore = (any(weather[which] for weather in weathers) for which in (0, 1))
    wanted = [*ALWAYS, *MODERATING, *(WITH_ROLLBACK if rollback else ()), *(WITH_RESTORE if restore else ())]
    if large:
        wanted += AT_LENGTH
        wanted += [*(ROLLBACK_AT_LENGTH if rollback else ()), *(RESTORE_AT_LENGTH if restore else ())]
    return tuple(wanted)
