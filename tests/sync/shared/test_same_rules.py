"""The register and a seat come to the same answer: fingerprints, canned replies, steps of publications and replies."""

from itertools import product
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmsdesk.compliance.templates import GREETINGS, is_unaltered, load_canned
from pmsdesk.domain.canned import fill
from pmsdesk.domain.complaint import Complaint, ComplaintState
from pmsdesk.domain.publication import LEGAL as PUBLICATION_STEPS
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import LEGAL as REPLY_STEPS
from pmsdesk.domain.reply import canonical, fingerprint
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.routing.registry import load_agencies
from pmsdesk.services.complaining import slot_values
from tests.postgres import SharedRegister, Station, Talk, arrive, complaint_row, submission, this_year, written

WRITTEN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
NAMES = {agency.id: agency.name for agency in load_agencies().values()}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WRITTEN, media=st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), max_size=2), target=WRITTEN)
def test_a_fingerprint_is_the_same_byte_for_byte(
    shared: SharedRegister, text: str, media: list[str], target: str
) -> None:
    text = canonical(text)
    theirs = shared.one(
        "SELECT app.fingerprint(%s, %s, 'x-moworks', %s)", text, psycopg.types.json.Jsonb(media), target
    )
    assert theirs == fingerprint(text, tuple(media), "x-moworks", target)


def complaint_of(row: dict[str, Any], state: str) -> Complaint:
    return Complaint(
        **{
            **row,
            "agencies": tuple(row["agencies"]),
            "state": ComplaintState(state),
            "jurisdiction": Jurisdiction.FEDERAL,
        }
    )


def advanced(station: Station, talk: Talk, state: str) -> Complaint | None:
    """The complaint of *talk* as far as *state*; none for ""."""
    if not state:
        return None
    row = complaint_row(talk, f"KKR/{this_year()}/{station.lease(1)[0]:06d}", agencies=["llm", "jkr_johor"])
    assert station.act("complaint.registered", row["id"], {}, {"t": "complaint", "row": row})["verdict"] == "applied"
    if state != "didaftar":
        change = {"t": "complaint", "id": row["id"], "set": {"state": ["didaftar", state]}}
        assert station.act("complaint.moved", row["id"], {}, change)["verdict"] == "applied"
    return complaint_of(row, state)


@pytest.mark.parametrize("state", ["", "didaftar", "disalurkan"])
def test_a_text_is_a_canned_reply_for_both_or_for_neither(shared: SharedRegister, state: str) -> None:
    siti = shared.station("siti")
    canned = load_canned()
    answers = set()
    for reply, greeting in product(canned, GREETINGS):
        talk = arrive(siti)
        values = slot_values(advanced(siti, talk, state), NAMES, agencies=("jkr_johor",))
        filled = fill(reply.text, {**values, "sapaan": greeting})
        for text in (filled, filled.replace("Terima kasih", "Terima Kasih"), fill(filled, {"unit": "Unit Aduan"})):
            operation = submission(siti, talk, canonical(text))
            siti.push(operation)
            theirs = shared.one("SELECT app.template_of(%s)", written(operation)["id"])
            assert theirs == is_unaltered(text, values, canned), text
            answers.add(theirs)
    assert len(answers) > 6, "both kinds of answers were seen"


def test_a_publication_and_a_reply_go_by_the_domains_steps(shared: SharedRegister) -> None:
    """What the register allows besides: a claim that is taken over, an upload or a wait that goes on, an approval after
    a doubt.
    """
    besides = {(state, state) for state in ("ready", "claimed", "sending", "unsure")} | {("withdrawn", "ready")}
    publications = {(before.value, after.value) for before, steps in PUBLICATION_STEPS.items() for after in steps}
    replies = {(b.value, a.value) for b, steps in REPLY_STEPS.items() for a in steps if a is not b}
    for function, states, legal in (
        ("guard_publication", [s.value for s in PublicationState], publications | besides),
        ("guard_reply", [s.value for s in REPLY_STEPS], replies),
    ):
        source = shared.one("SELECT prosrc FROM pg_proc WHERE proname = %s", function)
        told = {pair for pair in product(states, states) if f"('{pair[0]}', '{pair[1]}')" in source}
        assert told == legal, function


def test_authors_are_who_is_logged_in_whatever_a_row_says(shared: SharedRegister) -> None:
    siti, kumar = shared.station("siti"), shared.station("kumar")
    talk = arrive(siti)
    row = complaint_row(talk, f"KKR/{this_year()}/{siti.lease()[0]:06d}", registered_by="rahman")
    siti.act("complaint.registered", row["id"], {}, {"t": "complaint", "row": row})
    at = row["registered_at"]
    kumar.act("note.added", talk.id, {}, {"t": "note", "row": {"id": str(uuid4()), "conversation_id": talk.id,
              "author_id": "siti", "text": "x", "created_at": at}})  # fmt: skip
    kumar.act("complaint.followed_up", row["id"], {}, {"t": "follow_up", "row": {"id": str(uuid4()), "text": "x",
              "complaint_id": row["id"], "author_id": "siti", "state": "", "created_at": at}})  # fmt: skip
    kumar.act("complaint.photo_added", row["id"], {}, {"t": "attachment", "row": {"id": str(uuid4()), "sha": "0" * 64,
              "complaint_id": row["id"], "evidence": "lain", "name": "a.jpg", "media_type": "image/jpeg", "size": 1,
              "added_by": "siti", "added_at": at}})  # fmt: skip
    kumar.push(submission(kumar, talk, "Terima kasih.", author_id="siti"))
    assert shared.all(
        "SELECT registered_by FROM app.complaint UNION ALL SELECT author_id FROM app.note UNION ALL SELECT author_id"
        " FROM app.follow_up UNION ALL SELECT added_by FROM app.attachment"
        " UNION ALL SELECT author_id FROM app.reply_version"
    ) == [("siti",), ("kumar",), ("kumar",), ("kumar",), ("kumar",)]
