"""What a supervisor does with a reply that waits, and what an officer may only read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.domain.events import ReplySubmitted
from pmsdesk.domain.finding import Assessment, Finding, Severity
from pmsdesk.domain.media import Attached
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import ReplyState
from pmsdesk.domain.staff import Staff
from pmsdesk.services import approving, drafting, media_files, posting
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.approvals.page import ApprovalsPage
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.references import References
from pmsdesk.ui.widgets.marked_text import Run, Style
from tests.screen import AISYAH, FAIZAL, HAKIM, KELVIN, NOW, ROSNAH, SITI, Screen, Told

FIRST = "Terima kasih tuan. UMNO gagal menyelia kontraktor Syarikat Maju Bina; kerja menampal bermula 25 November."
SECOND = "Terima kasih tuan. UMNO gagal menyelia kontraktor yang dilantik; kerja menampal bermula 25 November."

Show = Callable[[Staff], ApprovalsPage]
Settle = Callable[[], None]


@dataclass
class Stage:
    """The seat with the steps these tests take."""

    screen: Screen
    references: References

    def submit(self, staff: Staff, told: Told, text: str) -> str:
        check = self.references.checker.check
        events = self.screen.act(
            staff, lambda work: drafting.submit(work, told.conversation_id, told.remote_id, text, check)
        )
        return next(event.reply_id for event in events if isinstance(event, ReplySubmitted))

    def kept(self, alt_text: str, colour: str = "#4a7") -> Attached:
        out = BytesIO()
        Image.new("RGB", (800, 600), colour).save(out, "JPEG")
        medium = media_files.prepare("jalan.jpg", out.getvalue())
        self.screen.act(AISYAH, lambda work: media_files.keep(work, medium))
        return replace(media_files.attached(medium), alt_text=alt_text)

    def submit_post(
        self, text: str, media: Sequence[Attached], due_at: datetime | None = None, reply_id: str = ""
    ) -> str:
        check = self.references.checker.check
        events = self.screen.act(
            AISYAH, lambda work: posting.submit_post(work, "x-moworks", text, media, due_at, check, reply_id)
        )
        return next(event.reply_id for event in events if isinstance(event, ReplySubmitted))

    def state(self, reply_id: str) -> ReplyState:
        return self.screen.store.read().approval(reply_id).reply.state


@pytest.fixture
def stage(screen: Screen, references: References) -> Stage:
    return Stage(screen, references)


@pytest.fixture
def show(qtbot: QtBot, screen: Screen, actions: Actions, references: References, settle: Settle) -> Show:
    """Opens the page at the desk of a person."""

    def show(staff: Staff) -> ApprovalsPage:
        page = ApprovalsPage(screen.desk(staff), actions, references)
        qtbot.addWidget(page)
        page.resize(1252, 828)
        page.show()
        page.shown()
        settle()
        return page

    return show


def choose(page: ApprovalsPage, reply_id: str, settle: Settle) -> None:
    assert page.list.choose(page.model.key_of(reply_id))
    settle()


def listed(page: ApprovalsPage) -> list[str]:
    return [page.model.index(row, 0).data(Qt.ItemDataRole.DisplayRole) for row in range(page.model.rowCount())]


def test_the_queue_says_who_asks_to_answer_whom_and_why_it_waits(stage: Stage, show: Show) -> None:
    stage.submit(AISYAH, FAIZAL, FIRST)
    (line,) = listed(show(ROSNAH))
    assert "Nur Aisyah → \u2068@faizalz\u2069" in line
    assert "2j 06m" in line
    assert "J.14" in line


def test_the_promise_that_ends_first_stands_on_top(stage: Stage, show: Show) -> None:
    stage.submit(AISYAH, KELVIN, FIRST)
    stage.submit(AISYAH, FAIZAL, FIRST)
    stage.submit(AISYAH, SITI, FIRST)
    assert [("faizalz" in a, "Siti" in a, "kelvintan" in a) for a in listed(show(ROSNAH))] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_an_empty_queue_says_so(show: Show) -> None:
    page = show(ROSNAH)
    assert page.state.isVisible()
    assert page.state.words == "Tiada apa-apa menunggu kelulusan."


def test_the_review_shows_what_was_asked_the_exact_text_and_its_findings(
    stage: Stage, show: Show, settle: Settle
) -> None:
    page = show(ROSNAH)
    page.open(stage.submit(AISYAH, FAIZAL, FIRST))
    settle()
    assert page.review.citizen_text.toPlainText() == FAIZAL.text
    assert page.review.exact_text.toPlainText() == FIRST
    grave = [run.text for run in page.review.exact_text.marked() if run.style is Style.GRAVE]
    assert "UMNO" in "".join(grave)
    assert not page.review.diff_text.isVisible()


def test_an_edit_is_shown_word_by_word_in_words_too(stage: Stage, show: Show, settle: Settle) -> None:
    stage.submit(AISYAH, FAIZAL, FIRST)
    reply = stage.submit(HAKIM, FAIZAL, SECOND)
    page = show(ROSNAH)
    choose(page, reply, settle)
    assert page.review.diff_text.marked() == (
        Run("Syarikat Maju Bina", Style.REMOVED),
        Run("yang dilantik", Style.ADDED),
    )
    assert page.review.diff_text.accessibleName() == "dibuang: Syarikat Maju Bina; ditambah: yang dilantik"


def test_approving_says_as_whom_to_whom_and_where_and_then_does_it(stage: Stage, show: Show, settle: Settle) -> None:
    reply = stage.submit(AISYAH, FAIZAL, FIRST)
    page = show(ROSNAH)
    choose(page, reply, settle)
    for word in ("@MOWorks", "@faizalz", "X", "awam", "10 saat"):
        assert word in page.decision.consequences
    page.decision.approve_button.click()
    settle()
    assert stage.state(reply) is ReplyState.CLEARED
    assert page.decision.words.startswith("Diluluskan oleh Rosnah Kassim")
    assert not page.decision.approve_button.isEnabled()


def test_the_keys_of_the_two_decisions(qtbot: QtBot, stage: Stage, show: Show, settle: Settle) -> None:
    reply = stage.submit(AISYAH, FAIZAL, FIRST)
    page = show(ROSNAH)
    choose(page, reply, settle)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Backspace, _control_shift())
    assert page.decision.asking
    QTest.keyClick(page.decision.reason, Qt.Key.Key_Escape)
    assert not page.decision.asking
    QTest.keyClick(page.list, Qt.Key.Key_Return, _control_shift())
    settle()
    assert stage.state(reply) is ReplyState.CLEARED


def _control_shift() -> Qt.KeyboardModifier:
    return Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_an_approval_can_be_taken_back_for_ten_seconds(stage: Stage, show: Show, settle: Settle) -> None:
    reply = stage.submit(AISYAH, FAIZAL, FIRST)
    page = show(ROSNAH)
    choose(page, reply, settle)
    page.decision.approve_button.click()
    settle()
    assert "(10 s)" in page.decision.undo_button.text()
    page.decision.undo_button.click()
    settle()
    view = stage.screen.store.read().approval(reply)
    assert view.publication is not None
    assert view.publication.state is PublicationState.WITHDRAWN
    assert not page.decision.undo_button.isVisible()


def test_after_ten_seconds_it_is_not_offered_any_more(stage: Stage, show: Show, settle: Settle, qtbot: QtBot) -> None:
    reply = stage.submit(AISYAH, FAIZAL, FIRST)
    page = show(ROSNAH)
    choose(page, reply, settle)
    page.decision.approve_button.click()
    settle()
    stage.screen.clock.forward(seconds=11)
    qtbot.waitUntil(lambda: not page.decision.undo_button.isVisible())


def test_returning_needs_a_reason_and_gives_the_text_back(stage: Stage, show: Show, settle: Settle) -> None:
    reply = stage.submit(AISYAH, FAIZAL, FIRST)
    page = show(ROSNAH)
    choose(page, reply, settle)
    page.decision.return_button.click()
    assert not page.decision.approve_button.isEnabled()
    page.decision.return_button.click()
    settle()
    assert stage.state(reply) is ReplyState.PENDING
    page.decision.reason.setPlainText("Buang nama parti dan syarikat.")
    page.decision.return_button.click()
    settle()
    assert stage.state(reply) is ReplyState.RETURNED
    assert "Buang nama parti dan syarikat." in page.decision.words
    author = stage.screen.store.read().conversation(FAIZAL.conversation_id, AISYAH.id)
    assert author.draft == FIRST


def test_an_author_may_not_decide_and_reads_why(stage: Stage, show: Show, settle: Settle) -> None:
    stage.submit(AISYAH, FAIZAL, FIRST)
    reply = stage.submit(ROSNAH, FAIZAL, SECOND)
    page = show(ROSNAH)
    choose(page, reply, settle)
    assert not page.decision.approve_button.isEnabled()
    assert not page.decision.return_button.isEnabled()
    assert "empat mata" in page.decision.words


def test_an_officer_reads_the_queue_and_is_told_who_decides(stage: Stage, show: Show, settle: Settle) -> None:
    reply = stage.submit(AISYAH, FAIZAL, FIRST)
    page = show(HAKIM)
    choose(page, reply, settle)
    assert page.review.exact_text.toPlainText() == FIRST
    assert not page.decision.approve_button.isEnabled()
    assert "hanya penyelia" in page.decision.words


def test_a_text_that_changed_meanwhile_is_shown_anew_and_not_approved(stage: Stage, show: Show, settle: Settle) -> None:
    reply = stage.submit(AISYAH, FAIZAL, FIRST)
    page = show(ROSNAH)
    choose(page, reply, settle)
    stage.submit(HAKIM, FAIZAL, SECOND)
    page.decision.approve_button.click()
    settle()
    assert stage.state(reply) is ReplyState.PENDING
    assert page.review.exact_text.toPlainText() == SECOND


def test_rows_stay_where_they_are_while_one_is_looked_at(stage: Stage, show: Show, settle: Settle) -> None:
    siti = stage.submit(AISYAH, SITI, FIRST)
    page = show(ROSNAH)
    choose(page, siti, settle)
    before = listed(page)
    stage.submit(AISYAH, FAIZAL, FIRST)
    page.model.refresh()
    settle()
    assert listed(page) == before
    assert page.pill.text() == "1 baharu"
    page.pill.click()
    assert "faizalz" in listed(page)[0]
    assert page.list.key == page.model.key_of(siti)


def test_a_decided_row_stays_and_says_so_until_the_list_is_asked_for_again(
    stage: Stage, show: Show, settle: Settle
) -> None:
    reply = stage.submit(AISYAH, FAIZAL, FIRST)
    page = show(ROSNAH)
    choose(page, reply, settle)
    page.decision.approve_button.click()
    settle()
    (line,) = listed(page)
    assert "Diluluskan" in line
    assert page.tabs.findChild(QPushButton).text() == "Menunggu 0"
    page.tabs.chosen.emit("decided")
    settle()
    assert "Diluluskan" in listed(page)[0]
    page.tabs.chosen.emit("waiting")
    settle()
    assert listed(page) == []


def test_a_reply_that_was_returned_and_then_approved_is_listed_once_with_its_last_decision(
    stage: Stage, show: Show, settle: Settle
) -> None:
    reply = stage.submit(AISYAH, FAIZAL, FIRST)
    sha = stage.screen.store.read().approval(reply).reply.head.sha
    stage.screen.act(ROSNAH, lambda work: approving.give_back(work, reply, sha, "Buang nama syarikat."))
    assert stage.submit(AISYAH, FAIZAL, SECOND) == reply
    sha = stage.screen.store.read().approval(reply).reply.head.sha
    stage.screen.act(ROSNAH, lambda work: approving.approve(work, reply, sha))
    page = show(ROSNAH)
    page.tabs.chosen.emit("decided")
    settle()
    (line,) = listed(page)
    assert "Diluluskan" in line


def test_what_is_typed_as_a_reason_survives_news_about_the_conversation(
    stage: Stage, show: Show, settle: Settle
) -> None:
    reply = stage.submit(AISYAH, FAIZAL, FIRST)
    page = show(ROSNAH)
    choose(page, reply, settle)
    page.decision.return_button.click()
    page.decision.reason.setPlainText("Buang nama")
    page.reload()
    settle()
    assert page.decision.asking
    assert page.decision.reason.toPlainText() == "Buang nama"


class _ChangedChecker:
    """A checker whose lexicon changed since the reply was written."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self._findings = findings

    def check(self, text: str, channel: object) -> Assessment:
        del channel
        return Assessment(self._findings, "2026.12.1", len(text), 280)


@pytest.mark.parametrize(
    ("findings", "word", "may_approve"),
    [
        ((), "Semakan semula: berubah", True),
        ((Finding("R01", Severity.BLOCK, 0, 6, "Perkataan kesat.", "J.15"),), "Semakan semula: berubah", False),
    ],
)
def test_a_lexicon_that_changed_since_is_said_and_a_text_it_blocks_cannot_be_approved(
    qtbot: QtBot,
    stage: Stage,
    supervisor_desk: Desk,
    actions: Actions,
    settle: Settle,
    findings: tuple[Finding, ...],
    word: str,
    may_approve: bool,
) -> None:
    reply = stage.submit(AISYAH, FAIZAL, FIRST)
    changed = replace(stage.references, checker=_ChangedChecker(findings))  # type: ignore[arg-type]
    page = ApprovalsPage(supervisor_desk, actions, changed)
    qtbot.addWidget(page)
    page.show()
    page.open(reply)
    settle()
    assert page.recheck_badge.accessibleName() == word
    assert page.lexicon_badge.accessibleName() == "Leksikon 2026.12.1"
    assert page.decision.approve_button.isEnabled() is may_approve
    assert page.decision.return_button.isEnabled()


def test_j_and_k_walk_through_the_queue(qtbot: QtBot, stage: Stage, show: Show, settle: Settle) -> None:
    faizal, siti = stage.submit(AISYAH, FAIZAL, FIRST), stage.submit(AISYAH, SITI, FIRST)
    page = show(ROSNAH)
    choose(page, faizal, settle)
    page.step(1)
    settle()
    assert page.view is not None
    assert page.view.reply.id == siti
    page.step(-1)
    settle()
    assert page.view.reply.id == faizal


def test_a_read_that_fails_is_told_with_a_way_to_try_again(
    qtbot: QtBot, stage: Stage, show: Show, settle: Settle
) -> None:
    page = show(ROSNAH)
    page.open("tiada-balasan-ini")
    settle()
    assert "tidak ditemui" in page.idle.words


def test_time_goes_on_without_a_new_question(stage: Stage, show: Show, screen: Screen) -> None:
    stage.submit(AISYAH, FAIZAL, FIRST)
    page = show(ROSNAH)
    screen.clock.forward(hours=3)
    assert "lewat 54m" in listed(page)[0]


def test_the_shortcuts_are_those_of_the_handbook(show: Show) -> None:
    page = show(ROSNAH)
    keys = {action.objectName(): action.shortcuts() for action in page.actions()}
    assert QKeySequence("Ctrl+Shift+Return") in keys["approvals.approve"]
    assert QKeySequence("Ctrl+Shift+Backspace") in keys["approvals.give_back"]


def test_a_reply_that_is_not_here_leaves_nothing_to_decide(stage: Stage, show: Show, settle: Settle) -> None:
    waiting = stage.submit(AISYAH, FAIZAL, FIRST)
    page = show(ROSNAH)
    choose(page, waiting, settle)
    page.open("no-such-reply")
    settle()
    assert page.idle.isVisible()
    assert page.view is None
    QTest.keySequence(page, QKeySequence("Ctrl+Shift+Return"))
    settle()
    assert stage.state(waiting) is ReplyState.PENDING


# ---- posts ------------------------------------------------------------------------------------------------------


def test_a_post_under_review_shows_account_time_text_and_every_picture_with_its_alt_text(
    qtbot: QtBot, stage: Stage, show: Show, settle: Settle
) -> None:
    due_at = NOW + timedelta(days=1)
    post = stage.submit_post(
        FIRST, [stage.kept("Jentera penggelek di tepi sawah padi."), stage.kept("", "#a40")], due_at
    )
    page = show(ROSNAH)
    (line,) = listed(page)
    assert line.startswith("Nur Aisyah – siaran @MOWorks")
    choose(page, post, settle)
    assert "@MOWorks di X, Selasa, 24 November 2026, 10:14" in page.review.post_title.text()
    assert page.review.exact_text.toPlainText() == FIRST
    assert not page.review.citizen_text.isVisible()
    assert page.review.gallery.alt_words() == ["Teks alt: Jentera penggelek di tepi sawah padi.", "Tanpa teks alt"]
    qtbot.waitUntil(lambda: all(shot.height() >= 300 for shot in page.review.gallery.shots), timeout=60_000)
    for word in ("@MOWorks", "24 November 2026", "awam", "ditarik balik"):
        assert word in page.decision.consequences


def test_the_check_of_a_post_is_made_again_with_its_alt_texts(stage: Stage, show: Show, settle: Settle) -> None:
    post = stage.submit_post("Notis lawatan tapak.", [stage.kept("")])
    page = show(ROSNAH)
    choose(page, post, settle)
    assert page.recheck_badge.accessibleName() == "Semakan semula: sepadan"


def test_an_approved_post_waits_for_its_time(stage: Stage, show: Show, settle: Settle) -> None:
    due_at = NOW + timedelta(days=1)
    post = stage.submit_post(FIRST, [], due_at)
    page = show(ROSNAH)
    choose(page, post, settle)
    page.decision.approve_button.click()
    settle()
    view = stage.screen.store.read().approval(post)
    assert view.reply.state is ReplyState.CLEARED
    assert view.publication is not None
    assert view.publication.not_before == due_at


def test_what_changed_of_the_files_between_two_versions_is_told(stage: Stage, show: Show, settle: Settle) -> None:
    one, two = stage.kept("Jentera penggelek di tepi sawah padi."), stage.kept("Papan tanda laluan sehala.", "#a40")
    post = stage.submit_post(FIRST, [one])
    stage.submit_post(FIRST, [replace(one, alt_text=""), two], reply_id=post)
    page = show(ROSNAH)
    choose(page, post, settle)
    told = page.review.file_changes.text()
    assert "Teks alt 1 diubah; dahulu: \u2068Jentera penggelek di tepi sawah padi.\u2069" in told
    assert "Fail 2 ditambah." in told


def test_a_post_is_not_approved_before_its_pictures_can_be_seen(
    stage: Stage, show: Show, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    photo = stage.kept("")
    post = stage.submit_post("Notis lawatan tapak.", [photo])
    (file,) = (tmp_path / "seat" / "attachments").glob(f"??/{photo.sha}")
    away = file.rename(tmp_path / "away")
    page = show(ROSNAH)
    choose(page, post, settle)
    assert not page.decision.approve_button.isEnabled()
    assert "Gambar sedang diambil." in page.decision.words
    away.rename(file)
    qtbot.waitUntil(page.decision.approve_button.isEnabled, timeout=60_000)
    assert page.decision.words == ""
