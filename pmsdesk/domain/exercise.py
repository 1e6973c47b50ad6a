"""An exercise of *Mod Latihan*: what a citizen writes, what the officer is to do, and how that is marked (T1S8)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PASS_MARK = 70
"""Points of 100 that pass an exercise, where nothing decisive was missed."""
HINT_COST = 10
"""Points of 100 that asking for the hint takes away."""


class Skill(StrEnum):
    """What an exercise trains."""

    ANSWER = "jawab"
    ROUTE = "salur"
    REGISTER = "daftar"
    TRAP = "perangkap"


class Trouble(StrEnum):
    """What the practice network does in an exercise besides carrying texts."""

    NONE = ""
    HIDDEN = "hidden"
    ANSWER_LOST = "answer_lost"


class Check(StrEnum):
    """What is looked at; `Expectation.values` tells which values are right, where a check has any."""

    ANSWERED = "answered"
    TEMPLATE = "template"
    SAYS = "says"
    AVOIDS = "avoids"
    NUMBER = "number"
    CLEAN = "clean"
    SILENT = "silent"
    JURISDICTION = "jurisdiction"
    ROUTED = "routed"
    REGISTERED = "registered"
    NOT_REGISTERED = "not_registered"
    CATEGORY = "category"
    ROAD = "road"
    FORWARDED = "forwarded"
    FINISHED = "finished"
    URGENT = "urgent"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that is marked. `why` is the feedback in Malay, `seed` the clause behind it (``F Teras 1``).

    Whoever misses a `decisive` one does not pass, whatever the points.
    """

    check: Check
    points: int
    why: str
    seed: str
    values: tuple[str, ...] = ()
    decisive: bool = False


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. `level` is 1 (easy) to 3; `text` is what `name` (`author` on the network) writes to `account_id`.

    `earlier` is what the same person wrote before and a colleague has registered already, "" for none. `trouble` is
    that our account has hidden the text, or that the network takes the reply and its answer gets lost on the way.
    """

    id: str
    title: str
    level: int
    skill: Skill
    account_id: str
    author: str
    name: str
    text: str
    task: str
    hint: str
    lesson: str
    expectations: tuple[Expectation, ...]
    earlier: str = ""
    trouble: Trouble = Trouble.NONE


@dataclass(frozen=True, slots=True)
class Course:
    """All exercises, easy to hard; `version` changes whenever a mark could come out differently."""

    version: str
    exercises: tuple[Exercise, ...]

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise with this id; raises `LookupError`."""
        found = next((one for one in self.exercises if one.id == exercise_id), None)
        if found is None:
            raise LookupError(exercise_id)
        return found


@dataclass(frozen=True, slots=True)
class Mark:
    """One expectation, and whether it was met."""

    expectation: Expectation
    met: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How an exercise was done; `points` of 100 after the hint, if it was asked for."""

    marks: tuple[Mark, ...]
    hinted: bool = False

    @property
    def points(self) -> int:
        """0–100."""
        possible = sum(mark.expectation.points for mark in self.marks)
        reached = sum(mark.expectation.points for mark in self.marks if mark.met)
        return max(round(100 * reached / possible) - HINT_COST * self.hinted, 0)

    @property
    def trapped(self) -> bool:
        """Whether something decisive was missed."""
        return any(mark.expectation.decisive and not mark.met for mark in self.marks)

    @property
    def passed(self) -> bool:
        """Enough points, and nothing decisive missed."""
        return self.points >= PASS_MARK and not self.trapped


@dataclass(frozen=True, slots=True)
class Attainment:
    """One line of the record of training done: an exercise as it was handed in once.

    `version` is that of the exercises, `program` that of pmsdesk; `missed` are the checks not met.
    """

    exercise_id: str
    title: str
    level: int
    points: int
    passed: bool
    hinted: bool
    missed: tuple[str, ...]
    version: str
    program: str


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A line of the record with who did it and when, as it is shown and exported; `id` is that of its operation."""

    id: str
    at: datetime
    staff_id: str
    name: str
    attainment: Attainment
