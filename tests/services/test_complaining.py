"""The register: an official number once, photos that are safe to keep, and a closing that has its evidence."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from pmsdesk.domain.complaint import Attachment, ClosingCode, ComplaintState, Evidence
from pmsdesk.domain.errors import (
    AlreadyRegistered,
    EmptyText,
    EvidenceMissing,
    IllegalTransition,
    NotAllowed,
    NotAPicture,
    NumbersUsedUp,
    ReasonMissing,
)
from pmsdesk.domain.events import ComplaintChanged, ConversationChanged
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services import complaining, publishing
from pmsdesk.services.complaining import Registration, slot_values
from tests.services.network import Network
from tests.services.seat import ADMIN, AINA, SITI, Seat

S = ComplaintState
FORM = Registration(
    complainant="Ali  bin Rahman",
    customer_kind="awam",
    summary="Jalan berlubang di FT5 km 12, Kuala Selangor",
    category="jalan_berlubang",
    jurisdiction=Jurisdiction.FEDERAL,
    agencies=("kkr", "jkr"),
    road="FT5",
    location="km 12,\nKuala Selangor",
)


def picture(kind: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 48), "grey").save(out, kind)
    return out.getvalue()


def answer(seat: Seat, conversation: str) -> None:
    reply = seat.submit(AINA, conversation)
    seat.clock.on(seconds=10)
    publishing.deliver(lambda: seat.store.work(SYSTEM), Network(), reply, "t1")


def test_registering_gives_the_next_official_number(seat: Seat) -> None:
    talk = seat.complain()
    events = seat.do(AINA, complaining.register, talk, FORM)
    complaint = seat.view(talk).complaint
    assert complaint is not None
    assert complaint.number == "KKR/2026/000001"
    assert events == (ComplaintChanged(complaint.id, talk, complaint.number), ConversationChanged(talk))
    assert (complaint.complainant, complaint.location) == ("Ali bin Rahman", "km 12, Kuala Selangor")
    assert complaint.state is S.REGISTERED


def test_the_year_is_that_of_kuala_lumpur(seat: Seat) -> None:
    talk = seat.complain()
    seat.clock.now = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    seat.do(AINA, complaining.register, talk, FORM)
    complaint = seat.view(talk).complaint
    assert complaint is not None
    assert complaint.number == "KKR/2027/000001"


def test_a_conversation_is_registered_once(seat: Seat) -> None:
    talk = seat.complain()
    seat.do(AINA, complaining.register, talk, FORM)
    with pytest.raises(AlreadyRegistered, match="KKR/2026/000001"):
        seat.do(AINA, complaining.register, talk, FORM)


def test_a_registration_that_fails_uses_no_number_up(seat: Seat) -> None:
    talk = seat.complain()
    for form, error in (
        (replace(FORM, photos=((Evidence.BEFORE, "surat.pdf", b"%PDF-1.7 ..."),)), NotAPicture),
        (replace(FORM, summary="  "), EmptyText),
    ):
        with pytest.raises(error):
            seat.do(AINA, complaining.register, talk, form)
    seat.do(AINA, complaining.register, talk, FORM)
    complaint = seat.view(talk).complaint
    assert complaint is not None
    assert complaint.number == "KKR/2026/000001"


def test_without_numbers_nothing_is_registered_and_the_reason_is_told(seat: Seat) -> None:
    talk = seat.complain()
    seat.clock.now = datetime(2029, 3, 1, tzinfo=UTC)
    with pytest.raises(NumbersUsedUp, match="2029"):
        seat.do(AINA, complaining.register, talk, FORM)
    assert seat.view(talk).complaint is None


def test_photos_of_the_form_are_kept_with_the_complaint(seat: Seat) -> None:
    talk = seat.complain()
    form = replace(
        FORM, photos=((Evidence.BEFORE, "lubang.jpg", picture()), (Evidence.OTHER, "peta.png", picture("PNG")))
    )
    seat.do(AINA, complaining.register, talk, form)
    complaint = seat.view(talk).complaint
    assert complaint is not None
    kept = seat.store.read().complaint(complaint.id).attachments
    assert [(a.evidence, a.name, a.media_type) for a in kept] == [
        (Evidence.BEFORE, "lubang.jpg", "image/jpeg"),
        (Evidence.OTHER, "peta.png", "image/png"),
    ]
    for one in kept:
        assert one.thumbnail != one.sha
        assert seat.store.read().photo(one.thumbnail).startswith(b"\xff\xd8")


def test_what_the_camera_noted_stays_in_the_record_and_leaves_the_photo(seat: Seat) -> None:
    talk = seat.complain()
    noted = Image.Exif()
    noted[0x0110] = "Galaxy A55"
    noted.get_ifd(0x8769)[0x9003] = "2026:09:01 08:00:00"
    place = noted.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (3.0, 46.0, 12.0), "E", (100.0, 59.0, 24.0)
    out = BytesIO()
    Image.new("RGB", (40, 30), "grey").save(out, "JPEG", exif=noted)
    complaint_id = seat.register(AINA, talk)
    seat.do(AINA, complaining.attach, complaint_id, Evidence.BEFORE, "lubang.jpg", out.getvalue())
    view = seat.store.read().complaint(complaint_id)
    (kept,) = view.attachments
    assert kept.taken_at == datetime(2026, 9, 1, 0, 0, tzinfo=UTC)
    assert kept.taken_at_another_time
    facts = view.history[-1].facts
    assert facts["sha"] == kept.sha
    assert facts["taken_at"] == "2026-09-01T00:00:00.000+00:00"
    assert (facts["latitude"], facts["longitude"], facts["camera"]) == (3.77, 100.99, "Galaxy A55")
    assert facts["original"] == hashlib.sha256(out.getvalue()).hexdigest()
    assert b"Galaxy" not in seat.store.read().photo(kept.sha)


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        (None, False),
        (timedelta(days=-29), False),
        (timedelta(days=-31), True),
        (timedelta(hours=23), False),
        (timedelta(hours=25), True),
    ],
)
def test_a_photo_of_another_time_is_only_noted(taken: timedelta | None, told: bool) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    photo = Attachment("x", "c", Evidence.BEFORE, "0" * 64, "a.jpg", "image/jpeg", 1, "s", at)
    assert replace(photo, taken_at=None if taken is None else at + taken).taken_at_another_time is told


def test_a_complaint_is_resolved_only_with_an_after_photo_and_a_published_answer(seat: Seat) -> None:
    talk = seat.complain()
    complaint = seat.register(AINA, talk)
    close = (complaining.change_state, complaint, S.CLOSED, "Siap ditampal")
    with pytest.raises(ReasonMissing):
        seat.do(AINA, *close)
    with pytest.raises(ReasonMissing):
        seat.do(AINA, *close, "sebab rekaan")
    with pytest.raises(EvidenceMissing):
        seat.do(AINA, *close, ClosingCode.RESOLVED)
    seat.attach(AINA, complaint, Evidence.AFTER, picture())
    with pytest.raises(EvidenceMissing):
        seat.do(AINA, *close, ClosingCode.RESOLVED)
    answer(seat, talk)
    seat.do(AINA, *close, ClosingCode.RESOLVED)
    shown = seat.store.read().complaint(complaint)
    assert (shown.complaint.state, shown.complaint.closing_code) == (S.CLOSED, "selesai")
    assert [(f.state, f.text) for f, _ in shown.follow_ups] == [("ditutup", "Siap ditampal")]


def test_another_coded_reason_closes_it_without(seat: Seat) -> None:
    complaint = seat.register(AINA, seat.complain())
    seat.do(AINA, complaining.change_state, complaint, S.CLOSED, "", ClosingCode.WITHDRAWN)
    seat.do(AINA, complaining.change_state, complaint, S.REOPENED, "Pengadu menghubungi semula")
    assert seat.store.read().complaint(complaint).complaint.closing_code == ""


def test_the_register_knows_no_other_steps(seat: Seat) -> None:
    complaint = seat.register(AINA, seat.complain())
    with pytest.raises(IllegalTransition):
        seat.do(AINA, complaining.change_state, complaint, S.ACKNOWLEDGED)


def test_forwarding_makes_the_agency_lead_and_keeps_the_first_receiver_in_view(seat: Seat) -> None:
    complaint = seat.register(AINA, seat.complain())
    seat.do(AINA, complaining.forward, complaint, "jkr", "Mohon tindakan")
    seat.do(AINA, complaining.forward, complaint, "llm")
    shown = seat.store.read().complaint(complaint)
    assert shown.complaint.agencies == ("llm", "jkr", "kkr")
    assert shown.complaint.state is S.FORWARDED
    assert [(f.state, f.text) for f, _ in shown.follow_ups] == [("disalurkan", "Mohon tindakan"), ("disalurkan", "")]


def test_outside_the_ministry_it_is_referred(seat: Seat) -> None:
    complaint = seat.register(AINA, seat.complain())
    seat.do(AINA, complaining.edit, complaint, jurisdiction=Jurisdiction.OUTSIDE)
    seat.do(AINA, complaining.forward, complaint, "mbsa")
    assert seat.store.read().complaint(complaint).complaint.state is S.REFERRED_OUTSIDE


def test_an_edit_records_only_what_differs_with_what_it_was(seat: Seat) -> None:
    complaint = seat.register(AINA, seat.complain())
    assert seat.do(AINA, complaining.edit, complaint, road="FT5", customer_kind="awam") == ()
    seat.do(AINA, complaining.edit, complaint, road="FT54", agencies=["kkr", "jkr"])
    history = seat.store.read().complaint(complaint).history
    assert [h.facts for h in history if h.operation == "complaint.edited"] == [{"road": {"from": "FT5", "to": "FT54"}}]
    with pytest.raises(EmptyText):
        seat.do(AINA, complaining.edit, complaint, summary=" ")


def test_a_follow_up_says_something(seat: Seat) -> None:
    complaint = seat.register(AINA, seat.complain())
    seat.do(AINA, complaining.follow_up, complaint, "Kontraktor dihubungi.")
    with pytest.raises(EmptyText):
        seat.do(AINA, complaining.follow_up, complaint, "\x00")
    shown = seat.store.read().complaint(complaint)
    assert [(f.text, name) for f, name in shown.follow_ups] == [("Kontraktor dihubungi.", AINA.name)]


def test_an_administrator_registers_nothing(seat: Seat) -> None:
    with pytest.raises(NotAllowed):
        seat.do(ADMIN, complaining.register, seat.complain(), FORM)


def test_slots_hold_what_the_register_knows_and_stay_open_otherwise(seat: Seat) -> None:
    names = {"kkr": "Kementerian Kerja Raya", "llm": "Lembaga Lebuhraya Malaysia"}
    talk = seat.complain(SITI)
    before = slot_values(seat.view(talk), names)
    assert (before["no_aduan"], before["agensi"], before["unit"]) == ("", "Kementerian Kerja Raya", "")
    complaint = seat.register(AINA, talk)
    seat.do(AINA, complaining.forward, complaint, "llm")
    after = slot_values(seat.view(talk), names)
    assert (after["no_aduan"], after["agensi"], after["unit"]) == (
        "KKR/2026/000001",
        "Lembaga Lebuhraya Malaysia",
        "Unit Aduan",
    )
    assert slot_values(None)["no_aduan"] == ""
