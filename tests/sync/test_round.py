"""Two people on one register: what one does the other sees, whatever happens to the line between."""

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from pmsdesk.domain.complaint import Evidence
from pmsdesk.domain.errors import NotFound
from pmsdesk.domain.events import ComplaintChanged, ConversationChanged, MessagesArrived, PublicationChanged
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import ReplyState
from pmsdesk.services import approving, complaining, triaging
from pmsdesk.sync.blobs import BlobLane
from tests.postgres import SharedRegister
from tests.sync.seats import FORM, MINISTRY, RUDE, Open, Seat, both_have_complaint, both_have_talk


def test_a_new_seat_loads_what_the_register_has(seat: Open) -> None:
    siti = seat("siti")
    outcome = siti.sync()
    assert outcome.status.online
    assert outcome.status.loading is None
    assert outcome.status.pulled_at == siti.now
    people = {person.id for person in siti.store.read().staff()}
    assert {"siti", "kumar", "rahman", "mei"} <= people
    assert len(siti.store.read().accounts()) > 5


def test_when_the_seat_last_pulled_is_kept_while_nothing_changes_and_over_an_outage(seat: Open) -> None:
    siti = seat("siti")
    siti.sync()
    first = siti.now
    siti.pass_time(seconds=3)
    assert siti.sync().status.pulled_at == first, "not a write every three seconds"
    siti.pass_time(minutes=5)
    assert siti.sync().status.pulled_at == siti.now
    last = siti.now
    siti.line.cut = True
    siti.pass_time(hours=1)
    assert siti.sync().status.pulled_at == last


def test_what_one_hears_and_notes_the_other_sees(seat: Open) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    kumar.sync()
    talk = siti.hear("1001")
    siti.do(triaging.note, talk, "Sudah telefon JKR Selangor.")
    siti.do(triaging.take, talk)
    siti.sync()
    events = kumar.sync().events
    view = kumar.store.read().conversation(talk, "kumar")
    assert [item.text for item in view.items if item.kind in {"message", "note"}][-1] == "Sudah telefon JKR Selangor."
    assert view.assignee_name == "Siti"
    assert MessagesArrived(MINISTRY, (talk,), ()) in events
    assert ConversationChanged(talk) in events


def test_an_hour_without_the_line_loses_nothing(seat: Open) -> None:
    siti, kumar, talk = both_have_talk(seat)
    siti.line.cut = True
    for n in range(30):
        siti.do(triaging.note, talk, f"Nota {n}")
        siti.pass_time(minutes=2)
        status = siti.sync().status
    assert not status.online
    assert status.waiting == 30
    assert status.trouble
    assert status.offline_since is not None
    kumar.do(triaging.label, talk, ["Selangor"])
    kumar.sync()
    siti.line.cut = False
    status = siti.sync().status
    assert (status.online, status.waiting) == (True, 0)
    kumar.sync()
    assert kumar.rows("SELECT text FROM note ORDER BY key") == [(f"Nota {n}",) for n in range(30)]
    assert siti.store.read().conversation(talk, "siti").conversation.labels == ("Selangor",)


def test_an_answer_that_is_lost_is_asked_for_again(seat: Open, shared: SharedRegister) -> None:
    siti = seat("siti")
    siti.sync()
    talk = siti.hear("1001")
    siti.do(triaging.note, talk, "Sekali sahaja.")
    siti.line.lose = lambda statement: "push" in statement
    assert not siti.sync().status.online
    siti.line.lose = lambda _: False
    assert siti.sync().status.waiting == 0
    assert shared.one("SELECT count(*) FROM app.note") == 1
    assert shared.one("SELECT count(*) FROM app.operation") == 1


def test_two_seats_that_hear_the_same_make_one_conversation(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    kumar.sync()
    assert siti.hear("1001") == kumar.hear("1001")
    siti.sync()
    kumar.sync()
    siti.sync()
    assert shared.one("SELECT count(*) FROM app.message") == 1
    assert siti.rows("SELECT id FROM message") == kumar.rows("SELECT id FROM message")
    assert kumar.rows("SELECT * FROM unsent") == []


def test_a_flagged_reply_waits_for_a_supervisor_on_another_seat(seat: Open, shared: SharedRegister) -> None:
    siti, rahman = seat("siti"), seat("rahman")
    siti.sync()
    rahman.sync()
    talk = siti.hear("1001")
    reply = siti.submit(talk, "1001", RUDE)
    siti.sync()
    rahman.sync()
    (row,) = rahman.store.read().approvals("rahman")
    assert (row.reply_id, row.author_name, row.mine) == (reply, "Siti", False)
    view = rahman.store.read().approval(reply)
    rahman.do(approving.approve, reply, view.reply.head.sha)
    rahman.sync()
    assert PublicationChanged(reply, talk, PublicationState.READY) in siti.sync().events
    shown = siti.store.read().conversation(talk, "siti")
    assert shown.reply is not None
    assert shown.reply.state is ReplyState.CLEARED
    assert shown.publication is not None
    assert shown.publication.state == "ready"
    assert shared.one("SELECT state FROM app.publication") == "ready"


def test_a_returned_reply_comes_back_with_its_reason(seat: Open) -> None:
    siti, rahman = seat("siti"), seat("rahman")
    siti.sync()
    rahman.sync()
    talk = siti.hear("1001")
    reply = siti.submit(talk, "1001", RUDE)
    siti.sync()
    rahman.sync()
    rahman.do(approving.give_back, reply, rahman.store.read().approval(reply).reply.head.sha, "Guna bahasa sopan.")
    rahman.sync()
    siti.sync()
    shown = siti.store.read().conversation(talk, "siti")
    assert shown.return_reason == "Guna bahasa sopan."
    assert shown.conversation.state == "open"


def photo_from_a_telephone() -> bytes:
    noted = Image.Exif()
    noted[0x0110] = "Galaxy A55"
    noted.get_ifd(0x8769)[0x9003] = "2026:03:03 10:15:00"
    out = BytesIO()
    Image.effect_noise((900, 700), 60).convert("RGB").save(out, "JPEG", exif=noted)
    return out.getvalue()


def test_a_photo_is_known_at_once_and_seen_when_somebody_looks(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    kumar.sync()
    talk = siti.hear("1001")
    siti.do(complaining.register, talk, FORM)
    ((complaint,),) = siti.rows("SELECT id FROM complaint")
    siti.do(complaining.attach, complaint, Evidence.BEFORE, "lubang.jpg", photo_from_a_telephone())
    siti.sync()
    kumar.sync()
    (mine,), (seen,) = (one.store.read().complaint(complaint).attachments for one in (siti, kumar))
    assert (seen.sha, seen.thumbnail, seen.taken_at) == (mine.sha, mine.thumbnail, mine.taken_at)
    assert seen.taken_at == datetime(2026, 3, 3, 2, 15, tzinfo=UTC)
    with pytest.raises(NotFound):
        kumar.store.read().photo(seen.thumbnail)
    kumar.do(complaining.want_photo, seen.thumbnail)
    assert BlobLane(kumar.api, kumar.store.transfers).run() == (), "it is still on Siti's disk only"
    BlobLane(siti.api, siti.store.transfers).run()
    number = kumar.store.read().complaint(complaint).complaint.number
    assert BlobLane(kumar.api, kumar.store.transfers).run() == (ComplaintChanged(complaint, talk, number),)
    assert kumar.store.read().photo(seen.thumbnail) == siti.store.read().photo(mine.thumbnail)
    facts = json.loads(shared.one("SELECT body FROM app.operation WHERE kind = 'complaint.photo_added'"))
    assert facts["facts"]["camera"] == "Galaxy A55"


def test_the_same_field_set_by_two_is_kept_twice_and_shown(seat: Open) -> None:
    siti, kumar, talk, complaint = both_have_complaint(seat)
    siti.do(complaining.edit, complaint, location="km 12, arah Sekinchan")
    kumar.do(complaining.edit, complaint, location="km 13", road="FT 5")
    siti.sync()
    status = kumar.sync().status
    assert status.conflicts == 1
    (row,) = kumar.store.read().conflicts()
    assert (row.field, row.mine, row.theirs, row.base) == ("location", "km 13", "km 12, arah Sekinchan", "km 12")
    assert (row.actor_name, row.title[:4], row.conversation_id) == ("Kumar", "KKR/", talk)
    assert kumar.rows("SELECT road, location FROM complaint") == [("FT 5", "km 12, arah Sekinchan")]
    assert [notice.kind for notice in kumar.store.read().notices()] == ["operation.conflict"]
    siti.sync()
    assert siti.rows("SELECT road, location FROM complaint") == kumar.rows("SELECT road, location FROM complaint")
    assert len(siti.store.read().conflicts()) == 1


def test_what_is_refused_is_taken_back_and_told_with_its_text(seat: Open) -> None:
    siti = seat("siti")
    siti.sync()
    talk = siti.hear("1001")
    text = "Nota yang terlalu panjang. " * 10_000
    siti.do(triaging.note, talk, text)
    siti.do(triaging.note, talk, "Nota pendek.")
    siti.sync()
    (notice,) = siti.store.read().notices()
    assert (notice.kind, notice.why, notice.operation) == ("operation.rejected", "too big", "note.added")
    assert notice.content == text.strip()
    assert siti.rows("SELECT text FROM note") == [("Nota pendek.",)]


def test_two_people_at_one_seat_each_send_their_own(seat: Open, shared: SharedRegister) -> None:
    siti = seat("siti")
    siti.sync()
    talk = siti.hear("1001")
    siti.do(triaging.note, talk, "Dari Siti.")
    kumar = Seat(shared, siti.folder, "kumar", siti.keyring)
    kumar.do(triaging.note, talk, "Dari Kumar.")
    kumar.sync()
    assert shared.all("SELECT text FROM app.note") == [("Dari Kumar.",)]
    (stuck,) = kumar.store.read().sync_status("kumar").stuck
    assert stuck.actor == "Siti"
    siti.sync()
    assert shared.one("SELECT count(*) FROM app.note") == 2
    kumar.close()


def test_the_registers_clock_is_compared_with_ours(seat: Open) -> None:
    siti = seat("siti")
    siti.pass_time(hours=-3)
    assert siti.sync().status.skew_s == pytest.approx(3 * 3600, abs=10)


def test_a_seat_whose_clock_is_wrong_loses_nothing(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    siti.pass_time(hours=24)
    kumar.pass_time(hours=-24)
    for one in (siti, kumar):
        one.sync()
    talk = siti.hear("1001")
    siti.do(complaining.register, talk, FORM)
    siti.sync()
    kumar.sync()
    kumar.do(triaging.finish, talk, "Dijawab melalui telefon")
    kumar.sync()
    siti.sync()
    assert shared.one("SELECT max(registered_at) <= now() FROM app.complaint")
    assert siti.store.read().conversation(talk, "siti").conversation.state == "done"
    assert siti.store.read().notices() == kumar.store.read().notices() == []
    assert timedelta(0) <= timedelta(seconds=kumar.store.read().sync_status().skew_s)


def test_once_an_hour_a_round_compares_the_copy_with_the_register(seat: Open) -> None:
    _siti, kumar, talk, _ = both_have_complaint(seat)
    first = kumar.sync().status.checked_at
    assert first is not None
    with kumar.store._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE base SET row = json_set(row, '$.road', 'FT99') WHERE kind = 'complaint'")
    kumar.pass_time(minutes=50)
    assert kumar.sync().status.healed_at is None
    kumar.pass_time(minutes=11)
    outcome = kumar.sync()
    assert outcome.status.checked_at == outcome.status.healed_at == kumar.now
    assert ConversationChanged(talk) in outcome.events
    assert [notice.kind for notice in kumar.store.read().notices()] == ["copy.healed"]
    assert kumar.rows("SELECT json_extract(row, '$.road') FROM base WHERE kind = 'complaint'") == [("FT5",)]


def test_a_copy_is_not_compared_before_what_it_lacks_has_come(seat: Open) -> None:
    siti, kumar, talk = both_have_talk(seat)
    kumar.store.remember("checked_at", "")
    siti.do(triaging.note, talk, "Sementara.")
    siti.sync()
    kumar.line.lose = lambda statement: "api_v1.pull" in statement
    kumar.sync()
    assert kumar.store.recall("checked_at") == ""
    kumar.line.lose = lambda _statement: False
    assert kumar.sync().status.checked_at == kumar.now
    assert kumar.store.read().notices() == []


def test_a_comparison_that_failed_is_not_tried_in_every_round(seat: Open) -> None:
    _siti, kumar, _ = both_have_talk(seat)
    kumar.store.remember("checked_at", "")
    tried: list[str] = []

    def lose(statement: str) -> bool:
        tried.extend(["digest"] * ("api_v1.digest(" in statement))
        return "api_v1.digest(" in statement

    kumar.line.lose = lose
    kumar.sync()
    kumar.sync()
    assert tried == ["digest"]
    kumar.pass_time(minutes=6)
    kumar.line.lose = lambda _statement: False
    assert kumar.sync().status.checked_at == kumar.now
