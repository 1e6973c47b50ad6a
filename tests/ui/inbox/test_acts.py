"""What an officer does by keys alone: take, assign, label, snooze, finish, correct, register, forward."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmsdesk.domain.complaint import ComplaintState
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services.reading import ConversationView
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.inbox.register_dialog import RegisterDialog
from tests.screen import AISYAH, FAIZAL, HAKIM, Screen

Settle = Callable[[], None]


def stored(screen: Screen) -> ConversationView:
    return screen.store.read().conversation(FAIZAL.conversation_id, AISYAH.id)


def key(page: InboxPage, qtbot: QtBot, letter: str) -> None:
    qtbot.keyClick(page.listing.rows, getattr(Qt.Key, f"Key_{letter}"))


def answer(page: InboxPage, qtbot: QtBot, settle: Settle, typed: str) -> None:
    """Type into the question that stands, and take the first thing offered."""
    settle()
    assert page.chooser.isVisible()
    qtbot.keyClicks(page.chooser.line, typed)
    qtbot.keyClick(page.chooser.line, Qt.Key.Key_Return)
    settle()


def photo(colour: str = "grey") -> bytes:
    store = BytesIO()
    Image.new("RGB", (64, 48), colour).save(store, "JPEG")
    return store.getvalue()


def dialog_of(page: InboxPage, qtbot: QtBot) -> RegisterDialog:
    key(page, qtbot, "D")
    dialog = page.findChild(RegisterDialog)
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog


def test_m_takes_it_and_a_gives_it_to_a_colleague(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    key(talk, qtbot, "M")
    settle()
    assert stored(screen).conversation.assignee_id == AISYAH.id
    key(talk, qtbot, "A")
    answer(talk, qtbot, settle, "hakim")
    assert stored(screen).conversation.assignee_id == HAKIM.id
    assert talk.view is not None
    assert talk.view.assignee_name == "Hakim bin Osman"


def test_an_administrator_is_not_offered_for_he_may_not_write(talk: InboxPage, qtbot: QtBot, settle: Settle) -> None:
    key(talk, qtbot, "A")
    settle()
    assert talk.chooser.offered() == ["Hakim bin Osman", "Nur Aisyah", "Rosnah Kassim"]


def test_a_joint_routing_is_kept_when_it_is_registered(
    page: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    agencies = ("kkr", "jkr", "jkr_selangor")
    joint = replace(FAIZAL, remote_id="1899", triage=replace(FAIZAL.triage, agencies=agencies))
    screen.arrive(joint)
    page.open(joint.conversation_id)
    settle()
    dialog_of(page, qtbot).submit()
    settle()
    assert page.view is not None
    assert page.view.complaint is not None
    assert page.view.complaint.agencies == agencies


def test_a_label_is_put_on_and_taken_off(talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle) -> None:
    key(talk, qtbot, "L")
    answer(talk, qtbot, settle, "banjir kilat")
    assert stored(screen).conversation.labels == ("banjir kilat",)
    key(talk, qtbot, "L")
    answer(talk, qtbot, settle, "banjir kilat")
    assert stored(screen).conversation.labels == ()


def test_p_marks_it_urgent_and_back(talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle) -> None:
    for expected in (True, False):
        key(talk, qtbot, "P")
        settle()
        assert stored(screen).conversation.urgent is expected


def test_snoozing_understands_malay(talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle) -> None:
    key(talk, qtbot, "Z")
    settle()
    qtbot.keyClicks(talk.chooser.line, "1 jam")
    assert "Isnin, 23 November 2026, 11:14" in talk.chooser.offered()[0]
    qtbot.keyClick(talk.chooser.line, Qt.Key.Key_Return)
    settle()
    conversation = stored(screen).conversation
    assert conversation.state is ConversationState.WAITING
    assert conversation.snoozed_until == datetime(2026, 11, 23, 3, 14, tzinfo=UTC)


def test_nothing_is_snoozed_beyond_its_promise(talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle) -> None:
    key(talk, qtbot, "Z")
    settle()
    qtbot.keyClicks(talk.chooser.line, "lusa 2 ptg")
    assert talk.chooser.offered() == ["Isnin, 23 November 2026, 12:20 – tempoh jawapan berakhir"]
    qtbot.keyClick(talk.chooser.line, Qt.Key.Key_Return)
    settle()
    assert stored(screen).conversation.snoozed_until == stored(screen).conversation.due_at


def test_what_is_late_cannot_be_snoozed_and_the_page_says_so_before_asking(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    screen.clock.forward(hours=3)
    key(talk, qtbot, "Z")
    settle()
    assert not talk.chooser.isVisible()
    assert "(Isnin, 23 November 2026, 12:20)" in talk.strip.words


def test_escape_leaves_a_question_unanswered(talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle) -> None:
    key(talk, qtbot, "Z")
    settle()
    qtbot.keyClick(talk.chooser.line, Qt.Key.Key_Escape)
    settle()
    assert not talk.chooser.isVisible()
    assert stored(screen).conversation.state is ConversationState.OPEN


def test_an_unanswered_complaint_is_finished_only_with_a_reason(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    key(talk, qtbot, "E")
    settle()
    assert stored(screen).conversation.state is ConversationState.OPEN
    answer(talk, qtbot, settle, "bukan")
    assert stored(screen).conversation.state is ConversationState.DONE
    talk.open(FAIZAL.conversation_id)
    settle()
    talk.finish()
    settle()
    assert stored(screen).conversation.state is ConversationState.OPEN


def test_a_wrong_first_reading_is_corrected(talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle) -> None:
    talk.context.correct_wanted.emit()
    answer(talk, qtbot, settle, "lebuh raya")
    answer(talk, qtbot, settle, "LLM")
    triage = stored(screen).conversation.triage
    assert (triage.jurisdiction, triage.agencies) == (Jurisdiction.TOLL, ("llm",))


def test_d_registers_with_what_was_read_and_says_the_number(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    dialog = dialog_of(talk, qtbot)
    form = dialog.form()
    assert (form.complainant, form.summary, form.road, form.location) == (
        "Faizal Z.",
        FAIZAL.text,
        "FT5",
        "Sabak Bernam",
    )
    assert (form.jurisdiction, form.agencies) == (Jurisdiction.FEDERAL, ("jkr_selangor",))
    dialog.add_photo("lubang.jpg", photo())
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    complaint = stored(screen).complaint
    assert complaint is not None
    assert complaint.number == "KKR/2026/000001"
    assert talk.strip.words == "Aduan didaftarkan: KKR/2026/000001"
    (attachment,) = screen.store.read().complaint(complaint.id).attachments
    assert attachment.evidence == "sebelum"


def test_the_news_of_one_conversation_goes_when_another_is_chosen(
    talk: InboxPage, qtbot: QtBot, settle: Settle
) -> None:
    dialog_of(talk, qtbot).submit()
    settle()
    assert "KKR/2026/000001" in talk.strip.words
    talk.listing.rows.step(1)
    assert talk.strip.words == ""


def test_what_cannot_be_registered_stays_filled_in_and_says_why(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    dialog = dialog_of(talk, qtbot)
    dialog.location.setText("km 12, berhampiran SK Sabak")
    dialog.add_photo("surat.pdf", b"%PDF-1.7 bukan gambar")
    dialog.submit()
    settle()
    assert "surat.pdf bukan gambar" in dialog.error
    assert dialog.isVisible()
    assert dialog.form().location == "km 12, berhampiran SK Sabak"
    assert stored(screen).complaint is None
    dialog.reject()


def test_photos_come_from_files_and_the_clipboard(
    talk: InboxPage, tmp_path: object, qtbot: QtBot, settle: Settle
) -> None:
    dialog = dialog_of(talk, qtbot)
    path = tmp_path / "sebelum.jpg"  # type: ignore[operator]
    path.write_bytes(photo())
    dropped, pasted = QMimeData(), QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    pasted.setImageData(picture)
    assert dialog.take_photos(dropped)
    assert dialog.take_photos(pasted)
    assert not dialog.take_photos(QMimeData())
    assert [name for _, name, _ in dialog.form().photos] == ["sebelum.jpg", "tampal.png"]
    dialog.reject()


def test_f_forwards_what_is_registered_and_asks_for_that_first(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    key(talk, qtbot, "F")
    assert "Daftarkan aduan dahulu" in talk.strip.words
    dialog = dialog_of(talk, qtbot)
    dialog.submit()
    settle()
    talk.forward()
    answer(talk, qtbot, settle, "jkr selangor")
    complaint = stored(screen).complaint
    assert complaint is not None
    assert complaint.state is ComplaintState.FORWARDED


def test_d_on_a_registered_complaint_opens_it_in_the_register(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    dialog_of(talk, qtbot).submit()
    settle()
    complaint = stored(screen).complaint
    assert complaint is not None
    with qtbot.waitSignal(talk.jump) as jumped:
        talk.register()
    assert jumped.args == ["complaints", complaint.id]


def test_what_fails_is_said_in_place_and_nothing_is_changed(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    view = talk.view
    assert view is not None
    gone = replace(view, conversation=replace(view.conversation, id="gone"))
    talk.acts.take(gone)
    settle()
    assert "tidak ditemui" in talk.strip.words
    assert stored(screen).conversation.assignee_id == ""
