"""Loads the exercises of *Mod Latihan* and refuses what could not be done or marked."""

from pathlib import Path
from typing import Any

from pmsdesk.data_files import load, resource_folder
from pmsdesk.domain.errors import BadDataFile
from pmsdesk.domain.exercise import Check, Course, Exercise, Expectation, Skill, Trouble

VALUED = frozenset(
    {
        *(Check.TEMPLATE, Check.SAYS, Check.AVOIDS, Check.JURISDICTION, Check.ROUTED, Check.CATEGORY, Check.ROAD),
    }
)
"""Checks that say which values are right; the others have none."""


def load_course(folder: Path | None = None) -> Course:
    """The exercises in the file's order. Raises `BadDataFile`, also for two of one id or values that fit no check."""
    data = load("exercises", folder or resource_folder() / "training")
    exercises = tuple(_exercise(item) for item in data["exercises"])
    ids = [exercise.id for exercise in exercises]
    twice = next((one for one in ids if ids.count(one) > 1), "")
    if twice:
        raise BadDataFile(file="exercises.yaml", line=0, what=f"{twice}: dua kali")
    for exercise in exercises:
        for expected in exercise.expectations:
            if bool(expected.values) != (expected.check in VALUED):
                raise BadDataFile(file="exercises.yaml", line=0, what=f"{exercise.id}: {expected.check}: values")
    return Course(data["version"], exercises)


def _exercise(item: dict[str, Any]) -> Exercise:
    expectations = tuple(
        Expectation(
            Check(one["check"]),
            one["points"],
            one["why"],
            one["seed"],
            tuple(one.get("values", ())),
            one.get("decisive", False),
        )
        for one in item["expectations"]
    )
    kinds = {"skill": Skill(item["skill"]), "trouble": Trouble(item.get("trouble", "")), "expectations": expectations}
    return Exercise(**{**item, **kinds})
