"""The complaint register: a conversation becomes a numbered complaint, which is forwarded, followed up and closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.complaint import (
    Attachment,
    ClosingCode,
    Complaint,
    ComplaintState,
    Evidence,
    draft_mark,
    has_number,
    official_number,
    require_transition,
)
from pmsdesk.domain.errors import (
    AlreadyRegistered,
    EmptyText,
    EvidenceMissing,
    NotFound,
    NumbersUsedUp,
    ReasonMissing,
)
from pmsdesk.domain.events import ComplaintChanged, ConversationChanged, Event
from pmsdesk.domain.follow_up import FollowUp
from pmsdesk.domain.message import clean_line, clean_text
from pmsdesk.domain.staff import Right
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services import photos
from pmsdesk.services.ports import Work
from pmsdesk.services.reading import ConversationView

NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Registration:
    """The form of a new complaint; `agencies` are ids with the lead first, `photos` kind, file name and content."""

    complainant: str
    customer_kind: str
    summary: str
    category: str
    jurisdiction: Jurisdiction
    agencies: tuple[str, ...]
    road: str = ""
    location: str = ""
    photos: tuple[tuple[Evidence, str, bytes], ...] = ()


def register(work: Work, conversation_id: str, form: Registration) -> tuple[Event, ...]:
    """Make the conversation a complaint under the next official number of the year in Kuala Lumpur.

    On a shared register it is a draft without a number while no number is left: it gets one later. Raises
    `AlreadyRegistered`, `EmptyText` without a summary, `NumbersUsedUp`, `TooLarge`, `NotAPicture`; nothing is used up
    then.
    """
    work.actor.require(Right.WRITE)
    conversation = work.conversations.get(conversation_id)
    known = work.complaints.of_conversation(conversation_id)
    if known is not None:
        raise AlreadyRegistered(number=known.number)
    summary = clean_text(form.summary).strip()
    if not summary:
        raise EmptyText()
    pictures = [(kind, photos.prepare(name, content)) for kind, name, content in form.photos]
    complaint_id = work.new_id()
    complaint = Complaint(
        id=complaint_id,
        number=_number(work, complaint_id),
        conversation_id=conversation_id,
        contact_id=conversation.contact_id,
        complainant=clean_line(form.complainant),
        customer_kind=form.customer_kind,
        summary=summary,
        category=form.category,
        jurisdiction=form.jurisdiction,
        agencies=tuple(form.agencies),
        road=clean_line(form.road),
        location=clean_line(form.location),
        state=ComplaintState.REGISTERED,
        registered_by=work.actor.id,
        registered_at=work.now(),
    )
    work.complaints.put(complaint)
    shown = [_keep(work, complaint.id, kind, photo) for kind, photo in pictures]
    work.record("complaint.registered", complaint.id, {**_facts(complaint), "photos": shown})
    return _changed(complaint)


def change_state(
    work: Work, complaint_id: str, state: ComplaintState, note: str = "", closing_code: str = ""
) -> tuple[Event, ...]:
    """Move the complaint on; the step is a line of its log.

    Closing needs a `ClosingCode` (`ReasonMissing`); as resolved also an after-photo and a published answer
    (`EvidenceMissing`). Raises `IllegalTransition` for a step the register does not know.
    """
    work.actor.require(Right.WRITE)
    complaint = work.complaints.get(complaint_id)
    require_transition(complaint.state, state)
    if state is ComplaintState.CLOSED:
        _require_grounds(work, complaint, closing_code)
    code = closing_code if state is ComplaintState.CLOSED else ""
    moved = replace(complaint, state=state, closing_code=code)
    facts: dict[str, object] = {"from": complaint.state, "to": state, "note": note, "closing_code": code}
    return _moved(work, "complaint.moved", moved, clean_text(note).strip(), facts)


def follow_up(work: Work, complaint_id: str, text: str) -> tuple[Event, ...]:
    """Note what was done (seed Teras 1: tindakan susulan). Raises `EmptyText`."""
    work.actor.require(Right.WRITE)
    complaint = work.complaints.get(complaint_id)
    text = clean_text(text).strip()
    if not text:
        raise EmptyText()
    _log(work, complaint, text, "")
    work.record("complaint.followed_up", complaint_id, {"text": text})
    return _changed(complaint)


def attach(work: Work, complaint_id: str, evidence: Evidence, name: str, content: bytes) -> tuple[Event, ...]:
    """Add a photo; where and when it was taken stays in the record only. Raises `TooLarge` or `NotAPicture`."""
    work.actor.require(Right.WRITE)
    complaint = work.complaints.get(complaint_id)
    shown = _keep(work, complaint_id, evidence, photos.prepare(name, content))
    work.record("complaint.photo_added", complaint_id, shown)
    return _changed(complaint)


def want_photo(work: Work, sha: str) -> tuple[Event, ...]:
    """Ask for a photo or thumbnail that is on another seat; its complaint changes when it has come.

    Raises `NotFound` when it is on its way from nowhere.
    """
    if not work.complaints.want_photo(sha):
        raise NotFound(what=sha)
    return ()


def forward(work: Work, complaint_id: str, agency: str, note: str = "") -> tuple[Event, ...]:
    """Hand the complaint to *agency*, which leads from now on; outside the ministry it is referred (seed H, G9).

    Whoever received it first keeps it in view: the other agencies stay listed behind the lead.
    """
    work.actor.require(Right.WRITE)
    complaint = work.complaints.get(complaint_id)
    outside = complaint.jurisdiction is Jurisdiction.OUTSIDE
    state = ComplaintState.REFERRED_OUTSIDE if outside else ComplaintState.FORWARDED
    if complaint.state is not state:
        require_transition(complaint.state, state)
    agencies = (agency, *(a for a in complaint.agencies if a != agency))
    facts: dict[str, object] = {"from": list(complaint.agencies), "to": agency, "note": note}
    moved = replace(complaint, state=state, agencies=agencies)
    return _moved(work, "complaint.forwarded", moved, clean_text(note).strip(), facts)


def edit(
    work: Work,
    complaint_id: str,
    *,
    complainant: str | None = None,
    customer_kind: str | None = None,
    summary: str | None = None,
    category: str | None = None,
    jurisdiction: Jurisdiction | None = None,
    agencies: Sequence[str] | None = None,
    road: str | None = None,
    location: str | None = None,
) -> tuple[Event, ...]:
    """Change the fields that are given; those that differ are recorded with what they were. Raises `EmptyText`."""
    work.actor.require(Right.WRITE)
    complaint = work.complaints.get(complaint_id)
    if summary is not None and not summary.strip():
        raise EmptyText()
    given: dict[str, Any] = {
        "complainant": None if complainant is None else clean_line(complainant),
        "customer_kind": customer_kind,
        "summary": None if summary is None else clean_text(summary).strip(),
        "category": category,
        "jurisdiction": jurisdiction,
        "agencies": None if agencies is None else tuple(agencies),
        "road": None if road is None else clean_line(road),
        "location": None if location is None else clean_line(location),
    }
    changes = {name: new for name, new in given.items() if new is not None and new != getattr(complaint, name)}
    if not changes:
        return ()
    changed = replace(complaint, **changes)
    work.complaints.put(changed)
    facts = {name: {"from": getattr(complaint, name), "to": new} for name, new in changes.items()}
    work.record("complaint.edited", complaint_id, facts)
    return _changed(changed)


def slot_values(
    subject: ConversationView | Complaint | None,
    names: Mapping[str, str] = NO_NAMES,
    *,
    agencies: Sequence[str] = (),
    saluran: str = "pro@kkr.gov.my",
    sapaan: str = "tuan/puan",
) -> dict[str, str]:
    """What the slots of canned replies may hold for *subject* (seed G); a slot without a value is "" and stays open.

    *names* gives the name of each agency id; *agencies* are those of the triage while there is no complaint. "Unit
    Aduan" is named only once the complaint has been passed on, for before that G1 would be untrue.
    """
    complaint = subject.complaint if isinstance(subject, ConversationView) else subject
    if isinstance(subject, ConversationView):
        agencies = subject.conversation.triage.agencies
    if complaint is not None:
        agencies = complaint.agencies
    passed_on = complaint is not None and complaint.state is not ComplaintState.REGISTERED
    return {
        "no_aduan": complaint.number if complaint and has_number(complaint.number) else "",
        "agensi": names.get(agencies[0], agencies[0]) if agencies else "",
        "unit": "Unit Aduan" if passed_on else "",
        "saluran": saluran,
        "sapaan": sapaan,
    }


def _require_grounds(work: Work, complaint: Complaint, closing_code: str) -> None:
    if closing_code not in set(ClosingCode):
        raise ReasonMissing()
    if closing_code != ClosingCode.RESOLVED:
        return
    answered = work.conversations.get(complaint.conversation_id).answered_at is not None
    shown = any(a.evidence is Evidence.AFTER for a in work.complaints.attachments(complaint.id))
    if not (answered and shown):
        raise EvidenceMissing()


def _keep(work: Work, complaint_id: str, evidence: Evidence, photo: photos.Photo) -> dict[str, object]:
    """Keep *photo*; what the record tells of it: what it shows, and what its camera noted before that was stripped."""
    attachment = Attachment(
        id=work.new_id(),
        complaint_id=complaint_id,
        evidence=evidence,
        sha=photo.sha,
        name=photo.name,
        media_type=photo.media_type,
        size=len(photo.content),
        added_by=work.actor.id,
        added_at=work.now(),
        thumbnail=photo.thumbnail_sha,
        taken_at=photo.exif.taken_at,
    )
    work.complaints.add_attachment(attachment, photo.content, photo.thumbnail)
    return {"evidence": evidence, **photo.facts()}


def _moved(work: Work, kind: str, complaint: Complaint, note: str, facts: dict[str, object]) -> tuple[Event, ...]:
    work.complaints.put(complaint)
    _log(work, complaint, note, complaint.state)
    work.record(kind, complaint.id, facts)
    return _changed(complaint)


def _log(work: Work, complaint: Complaint, text: str, state: str) -> None:
    work.complaints.add_follow_up(FollowUp(work.new_id(), complaint.id, work.actor.id, text, state, work.now()))


def _number(work: Work, complaint_id: str) -> str:
    year = work.now().astimezone(KUALA_LUMPUR).year
    try:
        return official_number(year, work.complaints.next_serial(year))
    except NumbersUsedUp:
        if not work.joined:
            raise
        return draft_mark(complaint_id)


def _facts(complaint: Complaint) -> dict[str, object]:
    return {
        "number": complaint.number,
        "conversation": complaint.conversation_id,
        "complainant": complaint.complainant,
        "customer_kind": complaint.customer_kind,
        "summary": complaint.summary,
        "category": complaint.category,
        "jurisdiction": complaint.jurisdiction,
        "agencies": list(complaint.agencies),
        "road": complaint.road,
        "location": complaint.location,
    }


def _changed(complaint: Complaint) -> tuple[Event, ...]:
    return (
        ComplaintChanged(complaint.id, complaint.conversation_id, complaint.number),
        ConversationChanged(complaint.conversation_id),
    )
