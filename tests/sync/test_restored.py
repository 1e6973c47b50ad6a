"""The register went back to an older copy: seats remove nothing, give back what they hold, and tell what nobody has."""

from pathlib import Path

from pmsdesk.domain.media import Attached
from pmsdesk.services import approving, complaining, posting, triaging
from pmsdesk.sync.blobs import BlobLane
from tests.postgres import SharedRegister
from tests.posts import PICTURE
from tests.sync.seats import FORM, MINISTRY, RUDE, Backup, Open, Seat, assess, disk


def rounds(*seats: Seat) -> None:
    for _ in range(3):
        for one in seats:
            one.sync()
            one.pass_time(minutes=1)


def test_work_after_the_backup_comes_back_from_the_seats(seat: Open, shared: SharedRegister) -> None:
    siti, rahman = seat("siti"), seat("rahman")
    rounds(siti, rahman)
    backup = Backup(shared, siti, rahman)
    talk = siti.hear("1001")
    siti.do(triaging.note, talk, "Sudah telefon JKR Selangor.")
    siti.do(complaining.register, talk, FORM)
    reply = siti.submit(talk, "1001", RUDE)
    rounds(siti, rahman)
    view = rahman.store.read().approval(reply)
    rahman.do(approving.approve, reply, view.reply.head.sha)
    rounds(rahman, siti)
    ((number,),) = siti.rows("SELECT number FROM complaint")
    backup.restore(siti, rahman)
    assert shared.one("SELECT count(*) FROM app.message") == 0
    rounds(rahman, siti)
    rounds(siti, rahman)
    assert shared.all("SELECT number FROM app.complaint") == [(number,)]
    assert shared.all("SELECT text FROM app.note") == [("Sudah telefon JKR Selangor.",)]
    assert shared.all("SELECT approver_id FROM app.approval") == [("rahman",)]
    assert shared.one("SELECT state FROM app.publication") == "ready"
    for one in (siti, rahman):
        assert one.rows("SELECT number FROM complaint") == [(number,)]
        assert len(one.rows("SELECT id FROM message")) == 1
        assert [notice.kind for notice in one.store.read().notices()] == []
        assert one.sync().status.waiting == 0


def test_numbers_given_after_the_backup_are_not_given_again(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    backup = Backup(shared, siti, kumar)
    siti.sync()
    siti.do(complaining.register, siti.hear("1001"), FORM)
    siti.sync()
    backup.restore(siti, kumar)
    kumar.sync()
    kumar.do(complaining.register, kumar.hear("2001", author="8001", thread="2000"), FORM)
    rounds(kumar, siti)
    registered = shared.all("SELECT number FROM app.complaint")
    assert len(set(registered)) == 2
    assert siti.sync().status.waiting == 0
    assert siti.store.read().notices() == []


def test_the_picture_of_a_post_goes_up_again(seat: Open, shared: SharedRegister) -> None:
    siti = seat("siti")
    siti.sync()
    backup = Backup(shared, siti)
    with siti.store.work(siti.staff) as work:
        picture = Attached(work.media.keep(PICTURE), "image/png", "Jalan yang dibuka semula")
        work.commit()
    siti.do(posting.submit_post, MINISTRY, "Laluan dibuka semula.", (picture,), None, assess)
    rounds(siti)
    BlobLane(siti.api, siti.store.transfers).run()
    backup.restore(siti)
    assert shared.one("SELECT count(*) FROM app.blob") == 0
    rounds(siti)
    BlobLane(siti.api, siti.store.transfers).run()
    assert shared.all("SELECT sha, media_type, complete FROM app.blob") == [(picture.sha, "image/png", True)]
    assert shared.all("SELECT media FROM app.reply_version") == [([picture.line],)]


def test_a_post_that_was_published_comes_back_with_what_stands(seat: Open, shared: SharedRegister) -> None:
    """Its words on the network come from the seats, its text from its author, whichever is told first."""
    siti, kumar = seat("siti"), seat("kumar")
    siti.sync()
    kumar.sync()
    backup = Backup(shared, siti, kumar)
    siti.do(posting.submit_post, MINISTRY, "Laluan dibuka semula.", (), None, assess)
    rounds(siti)
    publisher = shared.station("penerbit1")
    ((version, sha),) = shared.all("SELECT id, sha FROM app.reply_version")
    shared.tick(11)
    publisher.call("attest", version, sha, "2026-11", True, [])
    publisher.call("claim", version, publisher.device, 60)
    publisher.call("begin_send", version, 1, sha, "")
    assert publisher.call("finish_send", version, 1, "901", "", version)
    rounds(siti, kumar)
    backup.restore(siti, kumar)
    rounds(kumar)
    assert shared.all("SELECT remote_id FROM app.message") == [("901",)]
    assert shared.one("SELECT count(*) FROM app.reply") == 0
    rounds(siti, kumar)
    assert shared.all("SELECT state, attempts FROM app.publication") == [("ready", 1)]
    assert shared.all("SELECT kind, assignee_id FROM app.conversation") == [("post", "siti")]
    for one in (siti, kumar):
        assert one.sync().status.waiting == 0
        assert one.rows("SELECT remote_id FROM message") == [("901",)]
        assert one.store.read().notices() == []


def test_what_only_a_lost_seat_had_is_told_and_kept(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    rounds(siti, kumar)
    talk = siti.hear("1001")
    rounds(siti, kumar)
    backup = Backup(shared, siti, kumar)
    siti.do(triaging.note, talk, "Hanya pada komputer Siti.")
    rounds(siti, kumar)
    siti.line.cut = True
    backup.restore(siti, kumar)
    rounds(kumar)
    assert kumar.rows("SELECT text FROM note") == [("Hanya pada komputer Siti.",)]
    (notice,) = kumar.store.read().notices()
    assert (notice.kind, notice.why) == ("orphan", "note")
    siti.line.cut = False
    rounds(siti, kumar)
    assert kumar.store.read().notices() == []
    assert shared.one("SELECT count(*) FROM app.note") == 1


def test_a_feed_that_was_pruned_too_far_means_loading_anew(seat: Open, shared: SharedRegister) -> None:
    siti, kumar = seat("siti"), seat("kumar")
    rounds(siti, kumar)
    talk = kumar.hear("1001")
    rounds(kumar)
    shared.administrator.execute("SELECT sync.prune_feed(interval '-1 hour')")
    rounds(siti)
    assert siti.store.read().conversation(talk, "siti").messages
    assert siti.store.read().notices() == []


def test_operations_that_waited_at_the_restoration_go_up_once(seat: Open, shared: SharedRegister) -> None:
    siti = seat("siti")
    rounds(siti)
    talk = siti.hear("1001")
    rounds(siti)
    backup = Backup(shared, siti)
    siti.do(triaging.note, talk, "Sebelum talian putus.")
    siti.line.lose = lambda statement: "push" in statement
    siti.sync()
    siti.line.lose = lambda _: False
    backup.restore(siti)
    siti.do(triaging.note, talk, "Selepas pemulihan.")
    rounds(siti)
    assert shared.one("SELECT count(*) FROM app.note") == 2
    assert siti.sync().status.waiting == 0


def test_a_computer_the_backup_does_not_know_enrolls_again(seat: Open, shared: SharedRegister) -> None:
    siti = seat("siti")
    backup = Backup(shared, siti)
    kumar = seat("kumar")
    rounds(siti, kumar)
    numbers = []
    for n in range(33):
        talk = kumar.hear(f"3{n}", author=f"90{n}", thread=f"u{n}")
        kumar.do(complaining.register, talk, FORM)
        numbers += kumar.rows("SELECT number FROM complaint WHERE conversation_id = ?", talk)
        if n == 20:
            kumar.sync()
    rounds(kumar)
    backup.restore(siti, kumar)
    rounds(kumar, siti)
    assert sorted(shared.all("SELECT number FROM app.complaint")) == sorted(numbers)
    assert kumar.store.read().notices() == []
    assert kumar.sync().status.waiting == 0


def test_both_went_back(seat: Open, shared: SharedRegister, tmp_path: Path) -> None:
    """The seat's disk, then the register: the chain that went on under another name comes back too."""
    siti = seat("siti")
    rounds(siti)
    backup = Backup(shared, siti)
    talk = siti.hear("1001")
    siti.do(triaging.note, talk, "Pertama.")
    rounds(siti)
    image = disk(siti, tmp_path / "image")
    siti.do(triaging.note, talk, "Kedua.")
    rounds(siti)
    siti.close()
    again = Seat(shared, image, "siti", siti.keyring)
    again.do(triaging.note, talk, "Ketiga.")
    rounds(again)
    assert shared.one("SELECT count(DISTINCT device) FROM app.operation") == 2
    backup.restore(again)
    rounds(again)
    texts = {text for (text,) in shared.all("SELECT text FROM app.note")}
    assert {"Pertama.", "Ketiga."} <= texts
    assert again.sync().status.waiting == 0
    assert again.store.verify() > 0
    again.close()


def test_labels_of_a_forgotten_conversation_come_back_by_whoever_set_them(seat: Open, shared: SharedRegister) -> None:
    """Kumar offers the conversation first; then Siti's operations are carried out as they once were."""
    siti, kumar = seat("siti"), seat("kumar")
    rounds(siti, kumar)
    backup = Backup(shared, siti, kumar)
    talk = siti.hear("1001")
    siti.do(triaging.label, talk, ["segera"])
    siti.do(triaging.label, talk, ["Selangor", "segera"])
    rounds(siti, kumar)
    backup.restore(siti, kumar)
    rounds(kumar)
    assert shared.one("SELECT labels FROM app.conversation") == []
    rounds(siti, kumar)
    assert shared.one("SELECT labels FROM app.conversation") == ["Selangor", "segera"]
    assert shared.one("SELECT count(*) FROM app.conflict") == 0
    for one in (siti, kumar):
        assert one.store.read().conversation(talk, one.user).conversation.labels == ("Selangor", "segera")
        assert one.store.read().notices() == []
