"""What a supervisor does with a request to hide or delete a comment, beside the replies that wait."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pmsdesk.compliance.checker import Checker
from pmsdesk.domain.capability import Capability
from pmsdesk.domain.events import ModerationChanged
from pmsdesk.domain.message import RemoteMessage, message_id
from pmsdesk.domain.moderation import Moderation, ModerationState
from pmsdesk.domain.staff import SYSTEM, Role, Staff
from pmsdesk.services import drafting, ingest, moderating
from pmsdesk.services.ports import Batch
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.approvals.page import ApprovalsPage
from pmsdesk.ui.language import Language
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.references import References
from tests.screen import AISYAH, FAIZAL, ROSNAH, SITI, Screen

Settle = Callable[[], None]
Show = Callable[[Staff], ApprovalsPage]
S = ModerationState
INSULT = "Bodoh betul kontraktor ni"
POLITICAL = "Terima kasih tuan. UMNO gagal menyelia kontraktor; kerja menampal bermula 25 November."


@pytest.fixture
def show(qtbot: QtBot, screen: Screen, references: References, settle: Settle) -> Show:
    """Opens the page at the desk of a person."""

    def show(staff: Staff) -> ApprovalsPage:
        actions = Actions()
        page = ApprovalsPage(screen.desk(staff), actions, references)
        actions.setParent(page)
        qtbot.addWidget(page)
        page.resize(1252, 828)
        page.show()
        page.shown()
        settle()
        return page

    return show


@pytest.fixture
def ask(screen: Screen) -> Callable[..., str]:
    """Somebody asks for an act on Siti's comment; the measure's id."""
    message = RemoteMessage(
        *(SITI.channel, "77_9", SITI.remote_id, SITI.remote_id, SITI.author, INSULT, screen.clock()),
        capability=Capability(),
    )
    batch = Batch((message,), "cursor-9")
    screen.act(SYSTEM, lambda work: ingest.accept(work, SITI.account_id, batch, lambda *_: SITI.triage))

    def ask(act: Moderation = Moderation.HIDE, by: Staff = AISYAH) -> str:
        comment = message_id(SITI.channel, "77_9")
        (event,) = screen.act(
            by, lambda work: moderating.ask(work, SITI.conversation_id, comment, act, "perkauman", "Lihat ayat kedua.")
        )
        assert isinstance(event, ModerationChanged)
        return event.measure_id

    return ask


def state(screen: Screen, measure_id: str) -> ModerationState:
    return screen.store.read().moderation(measure_id).line.measure.state


def listed(page: ApprovalsPage) -> list[str]:
    return [page.model.index(row, 0).data(Qt.ItemDataRole.DisplayRole) for row in range(page.model.rowCount())]


def test_a_request_stands_above_the_replies_and_says_who_asks_what(
    screen: Screen, ask: Callable[..., str], show: Show
) -> None:
    check = Checker.default().check
    screen.act(AISYAH, lambda w: drafting.submit(w, FAIZAL.conversation_id, FAIZAL.remote_id, POLITICAL, check))
    ask()
    request, reply = listed(show(ROSNAH))
    assert request.startswith("Nur Aisyah: Sembunyikan komen \u2068Siti Lailatul\u2069. Facebook")
    assert INSULT in request
    assert "faizalz" in reply


def test_the_review_shows_the_archived_comment_and_why(
    ask: Callable[..., str], show: Show, screen: Screen, settle: Settle
) -> None:
    page = show(ROSNAH)
    measure = ask()
    page.open(measure)
    settle()
    assert page.request.isVisible()
    assert not page.review.isVisible()
    assert page.request.comment_text.toPlainText() == INSULT
    said = [label.text() for label in page.request.facts.findChildren(QLabel) if label.isVisible()]
    assert {"Sembunyikan", "Perkauman (J.14)", "\u2068Lihat ayat kedua.\u2069", "Nur Aisyah"} <= set(said)
    assert "boleh ditunjukkan semula" in page.decision.consequences
    assert page.decision.approve_button.text().startswith("Luluskan && sembunyikan")
    assert state(screen, measure) is S.PENDING


def test_the_keyboard_approves_as_with_replies(
    ask: Callable[..., str], show: Show, screen: Screen, settle: Settle
) -> None:
    measure = ask()
    page = show(ROSNAH)
    QTest.keyClick(page.list, Qt.Key.Key_J)
    settle()
    assert page.case is not None
    assert page.case.id == measure
    page.activateWindow()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page.list, Qt.Key.Key_Return, both)
    settle()
    assert state(screen, measure) is S.CLEARED
    assert page.decision.words.startswith("Keadaan: diluluskan, sedang dibuat.\nDiluluskan oleh Rosnah Kassim")


def test_a_deletion_says_that_it_is_for_good(ask: Callable[..., str], show: Show, settle: Settle) -> None:
    page = show(ROSNAH)
    page.open(ask(Moderation.DELETE))
    settle()
    assert "TIDAK BOLEH DIBATALKAN" in page.decision.words
    assert page.decision.approve_button.text().startswith("Luluskan && padam selamanya")


def test_who_declines_says_why_and_the_comment_stays(
    ask: Callable[..., str], show: Show, screen: Screen, settle: Settle
) -> None:
    measure = ask()
    page = show(ROSNAH)
    page.open(measure)
    settle()
    page.decision.return_button.click()
    page.decision.return_button.click()
    assert state(screen, measure) is S.PENDING
    page.decision.reason.setPlainText("Kritikan biasa.")
    page.decision.return_button.click()
    settle()
    assert state(screen, measure) is S.DECLINED
    assert "Kritikan biasa." in page.decision.words
    page.tabs.choose("decided")
    settle()
    (line,) = listed(page)
    assert "ditolak penyelia" in line


def test_nobody_decides_what_he_asked_for_himself(
    ask: Callable[..., str], show: Show, screen: Screen, settle: Settle
) -> None:
    measure = ask(by=ROSNAH)
    page = show(ROSNAH)
    page.open(measure)
    settle()
    assert not page.decision.approve_button.isEnabled()
    assert not page.decision.return_button.isEnabled()
    assert "empat mata" in page.decision.words
    second = replace(ROSNAH, id="s-second", username="second", name="Lim Kok Wing", role=Role.SUPERVISOR)
    with screen.store.work(SYSTEM) as work:
        work.people.put(second, "")
        work.commit()
    other = show(second)
    other.open(measure)
    settle()
    assert other.decision.approve_button.isEnabled()


def test_an_officer_reads_why_he_may_not_decide(ask: Callable[..., str], show: Show, settle: Settle) -> None:
    page = show(AISYAH)
    page.open(ask())
    settle()
    assert page.request.comment_text.toPlainText() == INSULT
    assert not page.decision.approve_button.isEnabled()
    assert "hanya penyelia" in page.decision.words


def test_a_reply_after_a_request_is_shown_as_a_reply(
    ask: Callable[..., str], show: Show, screen: Screen, settle: Settle
) -> None:
    check = Checker.default().check
    events = screen.act(
        AISYAH, lambda w: drafting.submit(w, FAIZAL.conversation_id, FAIZAL.remote_id, POLITICAL, check)
    )
    page = show(ROSNAH)
    page.open(ask())
    settle()
    page.open(next(e.reply_id for e in events if hasattr(e, "reply_id")))
    settle()
    assert page.review.isVisible()
    assert not page.request.isVisible()
    assert page.decision.approve_button.text().startswith("Luluskan && terbitkan")


def test_the_page_speaks_english(ask: Callable[..., str], show: Show, settle: Settle, preferences: Preferences) -> None:
    page = show(ROSNAH)
    page.open(ask(Moderation.DELETE))
    settle()
    preferences.choose_language(Language.ENGLISH)
    page.reload()
    settle()
    assert "CANNOT BE UNDONE" in page.decision.words
    assert page.decision.approve_button.text().startswith("Approve && delete for good")
    said = {label.text() for label in page.request.facts.findChildren(QLabel)}
    assert {"Delete", "Racism (J.14)"} <= said
