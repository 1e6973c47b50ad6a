"""How well triage does on labelled texts in ../shared (not part of the project): no figure reached may get worse."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pmsdesk.domain.triage import Jurisdiction, Kind
from pmsdesk.routing.triage import Triager

DATA = Path(__file__).parents[3] / "shared/data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the shared labelled texts are not here")

TRIAGER = Triager.default()
NAMES = {"site_safety": "safety", "unknown": "unclear"}


def cases(name: str) -> Iterator[dict[str, Any]]:
    with (DATA / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def test_authored_cases() -> None:
    kinds = jurisdictions = urgencies = total = 0
    for case in cases("compliance/give/triage_cases_authored.jsonl"):
        triage = TRIAGER.triage(case["text"])
        total += 1
        kinds += triage.kind == case["intent"]
        jurisdictions += triage.jurisdiction == NAMES.get(case["jurisdiction"], case["jurisdiction"])
        urgencies += triage.urgent == bool(case["urgent"])
    assert kinds >= 0.95 * total
    assert jurisdictions >= 0.85 * total
    assert urgencies >= 0.95 * total


def test_real_texts_with_their_context() -> None:
    right = answered = answered_right = total = 0
    for case in cases("gazetteer/real_labelled.jsonl"):
        triage = TRIAGER.triage(case["text"], context=case["context"])
        is_right = triage.jurisdiction == case["jurisdiction"]
        total += 1
        right += is_right
        if triage.jurisdiction is not Jurisdiction.UNCLEAR:
            answered += 1
            answered_right += is_right
    assert right >= 0.72 * total
    assert answered_right >= 0.88 * answered


def test_real_complaints_are_kept_apart_from_talk_about_roads() -> None:
    read = [
        (case["is_complaint"] == 1, TRIAGER.triage(case["text"]).kind)
        for case in cases("gazetteer/real_labelled.jsonl")
    ]
    complaints = [kind for is_complaint, kind in read if is_complaint]
    talk = [kind for is_complaint, kind in read if not is_complaint]
    assert complaints.count(Kind.COMPLAINT) >= 0.78 * len(complaints)
    assert talk.count(Kind.COMPLAINT) <= 0.38 * len(talk)
