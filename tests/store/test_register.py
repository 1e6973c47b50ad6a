"""The register: numbers given once, lines as they stand, groups, log and photos."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from pmsdesk.domain.complaint import Attachment, Complaint, ComplaintState, Evidence, official_number
from pmsdesk.domain.conversation import Conversation
from pmsdesk.domain.errors import NotFound, NumbersUsedUp
from pmsdesk.domain.follow_up import FollowUp
from pmsdesk.domain.message import Direction
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services.reading import ComplaintFilter
from pmsdesk.store import Store
from tests.store.conftest import AISYAH, HAKIM, NOW, Writer

PHOTO = b"\xff\xd8\xff\xe0 lubang"
SMALL = b"\xff\xd8\xff\xe0 kecil"


def registered(store: Store, talk: Conversation, **changes: object) -> Complaint:
    """A complaint made from *talk* with the next number of 2026."""
    with store.work(AISYAH) as work:
        try:
            serial = work.complaints.next_serial(2026)
        except NumbersUsedUp:
            work.complaints.add_number_block(2026, 1, 500)
            serial = work.complaints.next_serial(2026)
        made = Complaint(
            id=f"k{serial}",
            number=official_number(2026, serial),
            conversation_id=talk.id,
            contact_id=talk.contact_id,
            complainant="Faizal Zainal",
            customer_kind="orang_awam",
            summary="Lubang besar, motosikal jatuh",
            category="jalan_berlubang",
            jurisdiction=Jurisdiction.FEDERAL,
            agencies=("jkr", "jkr-selangor"),
            road="FT5",
            location="Sabak Bernam",
            state=ComplaintState.REGISTERED,
            registered_by=AISYAH.id,
            registered_at=work.now() + timedelta(minutes=serial),
        )
        made = replace(made, **changes)  # type: ignore[arg-type]
        work.complaints.put(made)
        work.record("complaint.registered", made.id, {"number": made.number})
        work.commit()
    return made


def change(store: Store, complaint: Complaint, **changes: object) -> None:
    with store.work(AISYAH) as work:
        work.complaints.put(replace(complaint, **changes))  # type: ignore[arg-type]
        work.commit()


# ---- numbers ----------------------------------------------------------------------------------------------------


def test_numbers_come_in_order_from_the_lowest_block_until_they_are_used_up(store: Store) -> None:
    with store.work(AISYAH) as work:
        work.complaints.add_number_block(2026, 101, 102)
        work.complaints.add_number_block(2026, 7, 8)
        work.complaints.add_number_block(2027, 1, 1)
        assert [work.complaints.next_serial(2026) for _ in range(4)] == [7, 8, 101, 102]
        with pytest.raises(NumbersUsedUp) as refusal:
            work.complaints.next_serial(2026)
        assert "2026" in str(refusal.value)
        assert work.complaints.next_serial(2027) == 1
        assert [work.complaints.has_number_block(year) for year in (2025, 2026, 2027)] == [False, True, True]


def test_a_number_of_a_transaction_that_failed_is_given_again(store: Store) -> None:
    with store.work(AISYAH) as work:
        work.complaints.add_number_block(2026, 1, 9)
        work.commit()
    with store.work(AISYAH) as work:
        assert work.complaints.next_serial(2026) == 1
    with store.work(AISYAH) as work:
        assert work.complaints.next_serial(2026) == 1


# ---- complaints -------------------------------------------------------------------------------------------------


def test_a_complaint_comes_back_as_it_went_in(store: Store, writer: Writer) -> None:
    talk = writer.talk()
    complaint = registered(store, talk)
    with store.work(AISYAH) as work:
        assert work.complaints.get(complaint.id) == complaint
        assert work.complaints.of_conversation(talk.id) == complaint
        assert work.complaints.of_conversation("tiada") is None
        with pytest.raises(NotFound):
            work.complaints.get("tiada")
    (row,) = store.read().inbox_rows([talk.key], AISYAH.id)
    assert row.complaint_number == complaint.number


def test_a_line_tells_how_long_the_complainant_waits(store: Store, writer: Writer) -> None:
    talk = writer.talk(sent_at=NOW - timedelta(hours=3))
    writer.say(writer.message(talk, "p1", "Hantaran", NOW - timedelta(days=2), direction=Direction.CONTEXT))
    complaint = registered(store, talk)
    (row,) = store.read().complaint_rows([complaint.id, "tiada"])
    assert (row.number, row.agencies, row.state) == (complaint.number, complaint.agencies, ComplaintState.REGISTERED)
    assert (row.received_at, row.due_at, row.first_reply_at) == (NOW - timedelta(hours=3), talk.due_at, None)


def test_groups_search_and_agency_narrow_the_register(store: Store, writer: Writer) -> None:
    fresh = registered(store, writer.talk(due_at=NOW + timedelta(hours=2)))
    late = registered(
        store,
        writer.talk(due_at=NOW - timedelta(hours=2)),
        state=ComplaintState.FORWARDED,
        agencies=("llm",),
        jurisdiction=Jurisdiction.TOLL,
        road="E1",
        summary="Lampu padam",
    )
    closed = registered(store, writer.talk(due_at=NOW - timedelta(hours=2)), state=ComplaintState.CLOSED)
    read = store.read()

    def shown(**wanted: object) -> list[str]:
        return list(read.complaint_ids(ComplaintFilter(**wanted), NOW))  # type: ignore[arg-type]

    assert shown() == [closed.id, late.id, fresh.id]
    groups = {"new": [fresh.id], "forwarded": [late.id], "late": [late.id], "closed": [closed.id]}
    assert {name: shown(group=name) for name in groups} == groups
    assert read.complaint_counts(NOW) == {"all": 3, "new": 1, "forwarded": 1, "late": 1, "closed": 1}
    assert shown(jurisdiction=Jurisdiction.TOLL) == shown(agency="llm") == shown(search="lampu E1") == [late.id]
    assert shown(search=fresh.number) == [fresh.id]
    assert shown(search="🙏") == []
    assert read.counts(AISYAH.id, NOW).complaints == 2


def test_an_empty_register_counts_nothing(store: Store) -> None:
    assert set(store.read().complaint_counts(NOW).values()) == {0}


def test_words_follow_a_change(store: Store, writer: Writer) -> None:
    complaint = registered(store, writer.talk())
    change(store, complaint, location="Teluk Intan")
    read = store.read()
    assert list(read.complaint_ids(ComplaintFilter(search="intan"), NOW)) == [complaint.id]
    assert not read.complaint_ids(ComplaintFilter(search="bernam"), NOW)


def test_the_view_holds_log_photos_and_trail(store: Store, writer: Writer) -> None:
    complaint = registered(store, writer.talk())
    sha = hashlib.sha256(PHOTO).hexdigest()
    small = hashlib.sha256(SMALL).hexdigest()
    photo = Attachment(
        "x1",
        complaint.id,
        Evidence.BEFORE,
        sha,
        "lubang.jpg",
        "image/jpeg",
        len(PHOTO),
        AISYAH.id,
        NOW,
        small,
        NOW - timedelta(days=2),
    )
    entry = FollowUp("f1", complaint.id, HAKIM.id, "Pasukan di lapangan", ComplaintState.INVESTIGATING, NOW)
    with store.work(HAKIM) as work:
        work.complaints.add_attachment(photo, PHOTO, SMALL)
        work.complaints.add_follow_up(entry)
        work.record("complaint.followed_up", complaint.id, {"text": entry.text})
        assert list(work.complaints.attachments(complaint.id)) == [photo]
        work.commit()
    view = store.read().complaint(complaint.id)
    assert (view.complaint, view.registered_by, view.row.id) == (complaint, AISYAH.name, complaint.id)
    assert view.follow_ups == ((entry, HAKIM.name),)
    assert view.attachments == (photo,)
    assert [(item.actor, item.operation) for item in view.history] == [
        (AISYAH.name, "complaint.registered"),
        (HAKIM.name, "complaint.followed_up"),
    ]
    assert (store.read().photo(sha), store.read().photo(small)) == (PHOTO, SMALL)
    assert store.transfers.waiting() == (), "alone, nothing goes anywhere"
    with pytest.raises(NotFound):
        store.read().complaint("tiada")


def test_a_photo_must_be_what_it_says_it_is(store: Store, writer: Writer) -> None:
    complaint = registered(store, writer.talk())
    lie = Attachment("x1", complaint.id, Evidence.BEFORE, "0" * 64, "a.jpg", "image/jpeg", len(PHOTO), AISYAH.id, NOW)
    with store.work(AISYAH) as work:
        with pytest.raises(ValueError, match="sha and size"):
            work.complaints.add_attachment(lie, PHOTO, SMALL)
        with pytest.raises(ValueError, match="sha and size"):
            work.complaints.add_attachment(replace(lie, sha=hashlib.sha256(PHOTO).hexdigest(), size=1), PHOTO, SMALL)
        with pytest.raises(ValueError, match="thumbnail"):
            work.complaints.add_attachment(replace(lie, sha=hashlib.sha256(PHOTO).hexdigest()), PHOTO, SMALL)
