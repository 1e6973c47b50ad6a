"""Asking to hide or delete a citizen's comment: what its menu offers, why not, and what the bubble says afterwards."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.events import ConversationChanged
from pmsdesk.domain.moderation import Measure, Moderation, ModerationState
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import moderating
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.ask_moderation import AskModeration
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.models.thread_model import ITEM_ROLE
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.bubble import BUBBLE_ROLE, Bubble
from tests.screen import AISYAH, FAIZAL, FARID, HAKIM, ROSNAH, SITI, Screen
from tests.services.network import Network

Settle = Callable[[], None]
S = ModerationState
INSULT = "Bodoh betul kontraktor ni"


@pytest.fixture
def insulted(
    page: InboxPage, screen: Screen, settle: Settle, delivered: Callable[..., object]
) -> Callable[..., InboxPage]:
    """The inbox with Siti's talk chosen, in which a comment with a given capability came."""

    def open_it(capability: Capability = Capability()) -> InboxPage:  # noqa: B008 (frozen)
        delivered(SITI, "77_9", INSULT, capability=capability)
        page.open(SITI.conversation_id)
        settle()
        return page

    return open_it


def row_of(page: InboxPage) -> int:
    model = page.talk.model
    texts = [model.index(row, 0).data(BUBBLE_ROLE).text for row in range(model.rowCount())]
    return texts.index(INSULT)


def bubble(page: InboxPage) -> Bubble:
    found: Bubble = page.talk.model.index(row_of(page), 0).data(BUBBLE_ROLE)
    return found


def menu(page: InboxPage) -> list[QAction]:
    """The actions of the comment's context menu, as a right click opens it."""
    opened = page.talk.menu_of(page.talk.model.index(row_of(page), 0))
    assert opened is not None
    return opened.actions()


def action(page: InboxPage, words: str) -> QAction:
    (found,) = [each for each in menu(page) if each.text().startswith(words)]
    return found


def asked(page: InboxPage, words: str) -> AskModeration:
    """The dialog that the menu's action opens."""
    action(page, words).trigger()
    dialog = page.findChildren(AskModeration)[-1]
    assert dialog.isVisible()
    return dialog


def choose(dialog: AskModeration, code: str) -> None:
    dialog.ground.setCurrentIndex(dialog.ground.findData(code))


def measures(screen: Screen) -> list[Measure]:
    view = screen.store.read().conversation(SITI.conversation_id, AISYAH.id)
    return [line.measure for item in view.items for line in item.measures]


def happen(page: InboxPage, desk: Desk, settle: Settle) -> None:
    desk.happened.emit((ConversationChanged(SITI.conversation_id),))
    settle()


def test_the_menu_of_a_comment_offers_what_its_network_lets_be_done(insulted: Callable[..., InboxPage]) -> None:
    page = insulted()
    said = {each.text(): each.isEnabled() for each in menu(page) if each.text()}
    assert said["Sembunyikan …"]
    assert said["Padam …"]
    assert not said["Tunjukkan semula – tidak disembunyikan oleh kita"]
    assert said["Buka di Facebook ↗"]


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (WhyNot.NO_SUCH_ACT, "Padam – Facebook tidak menyediakannya"),
        (WhyNot.ELSEWHERE, "Padam – bukan di bawah hantaran kita"),
        (WhyNot.REFUSED, "Padam – Facebook tidak membenarkannya"),
        (WhyNot.UNKNOWN, "Padam – Facebook tidak menyatakan ia dibenarkan"),
    ],
)
def test_what_cannot_be_done_says_why_and_the_platform_stays_open(
    insulted: Callable[..., InboxPage], why: WhyNot, words: str
) -> None:
    page = insulted(Capability(delete=why))
    said = {each.text(): each.isEnabled() for each in menu(page)}
    assert said[words] is False
    assert said["Buka di Facebook ↗"]


def test_asking_needs_a_reason_and_then_waits_for_a_supervisor(
    insulted: Callable[..., InboxPage], screen: Screen, settle: Settle
) -> None:
    page = insulted()
    dialog = asked(page, "Sembunyikan")
    assert not dialog.sure.isVisible()
    dialog.submit()
    assert dialog.error == "Pilih satu sebab."
    assert measures(screen) == []
    choose(dialog, "lucah")
    dialog.reason.setPlainText("Menghina orang.")
    dialog.submit()
    settle()
    (measure,) = measures(screen)
    assert (measure.act, measure.code, measure.reason) == (Moderation.HIDE, "lucah", "Menghina orang.")
    assert measure.state is S.PENDING
    assert bubble(page).badge == ("Sembunyikan: menunggu penyelia", Tone.WARNING)
    assert not action(page, "Padam").isEnabled()


def test_another_reason_is_explained(insulted: Callable[..., InboxPage], screen: Screen) -> None:
    dialog = asked(insulted(), "Sembunyikan")
    choose(dialog, "lain")
    dialog.submit()
    assert dialog.error == "Terangkan sebabnya."
    assert measures(screen) == []


def test_a_deletion_says_that_it_is_for_good_and_takes_a_second_yes(
    insulted: Callable[..., InboxPage], screen: Screen, settle: Settle
) -> None:
    page = insulted()
    dialog = asked(page, "Padam")
    assert "TIDAK BOLEH DIBATALKAN" in dialog.warning.text()
    assert dialog.warning.isVisible()
    choose(dialog, "ancaman")
    dialog.submit()
    assert dialog.error == "Sahkan bahawa pemadaman ini memang dikehendaki."
    assert measures(screen) == []
    dialog.sure.setChecked(True)
    dialog.submit()
    settle()
    assert [measure.act for measure in measures(screen)] == [Moderation.DELETE]


def test_a_request_can_be_taken_back_by_who_asked(
    insulted: Callable[..., InboxPage], screen: Screen, settle: Settle
) -> None:
    page = insulted()
    dialog = asked(page, "Sembunyikan")
    choose(dialog, "spam")
    dialog.submit()
    settle()
    action(page, "Tarik balik").trigger()
    settle()
    assert [measure.state for measure in measures(screen)] == [S.CANCELLED]
    assert bubble(page).badge is None
    assert action(page, "Sembunyikan").isEnabled()


def test_the_bubble_says_since_when_a_comment_is_hidden_and_by_whom(
    insulted: Callable[..., InboxPage], screen: Screen, desk: Desk, settle: Settle
) -> None:
    page = insulted()
    dialog = asked(page, "Sembunyikan")
    choose(dialog, "spam")
    dialog.submit()
    settle()
    (measure,) = measures(screen)
    screen.act(ROSNAH, lambda work: moderating.clear(work, measure.id, measure.sha))
    happen(page, desk, settle)
    assert bubble(page).badge == ("Sembunyikan: diluluskan, sedang dibuat", Tone.WARNING)

    network = Network(SITI.channel)
    moderating.carry_out(lambda: screen.store.work(SYSTEM), network, measure.id)
    assert network.acts == [("77_9", Moderation.HIDE)]
    happen(page, desk, settle)
    assert bubble(page).badge == ("Disembunyikan 23 Nov oleh Nur Aisyah", Tone.BAD)
    assert action(page, "Tunjukkan semula").isEnabled()
    assert action(page, "Sembunyikan").text() == "Sembunyikan – sudah disembunyikan"


def test_who_may_not_write_is_offered_nothing(screen: Screen, insulted: Callable[..., InboxPage]) -> None:
    page = insulted()
    view, menu_ = page.view, QMenu(page)
    assert view is not None
    item = page.talk.model.index(row_of(page), 0).data(ITEM_ROLE)
    page.comment_acts._desk = screen.desk(FARID)
    page.comment_acts.add_to(menu_, view, item)
    assert menu_.actions() == []


def test_our_own_message_has_no_such_acts(talk: InboxPage, settle: Settle) -> None:
    talk.use_canned("G4")
    talk.composer.submit()
    talk.composer.submit()
    settle()
    view, menu_ = talk.view, QMenu(talk)
    assert view is not None
    talk.comment_acts.add_to(menu_, view, view.items[-1])
    assert view.conversation.id == FAIZAL.conversation_id
    assert menu_.actions() == []


def test_the_keyboard_offers_what_can_be_asked_of_the_newest_comment(
    insulted: Callable[..., InboxPage], qtbot: QtBot
) -> None:
    page = insulted(Capability(delete=WhyNot.NO_SUCH_ACT))
    page.listing.rows.setFocus()
    QTest.keyClick(page.listing.rows, Qt.Key.Key_X)
    assert page.chooser.isVisible()
    offered = [page.chooser.list.item(row).text() for row in range(page.chooser.list.count())]
    assert offered == ["Sembunyikan …"]
    QTest.keyClick(page.chooser.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.findChildren(AskModeration)))


def test_what_cannot_be_asked_at_all_is_told(insulted: Callable[..., InboxPage]) -> None:
    page = insulted(Capability(hide=WhyNot.ELSEWHERE, delete=WhyNot.NO_SUCH_ACT))
    page.moderate()
    assert not page.chooser.isVisible()
    assert "Padam – Facebook tidak menyediakannya" in page.strip.words


def test_who_asked_is_told_why_it_came_to_nothing(
    insulted: Callable[..., InboxPage], screen: Screen, desk: Desk, settle: Settle
) -> None:
    page = insulted()
    dialog = asked(page, "Sembunyikan")
    choose(dialog, "spam")
    dialog.submit()
    settle()
    (measure,) = measures(screen)
    events = screen.act(ROSNAH, lambda work: moderating.decline(work, measure.id, measure.sha, "Kritikan biasa."))
    page.open(FAIZAL.conversation_id)
    settle()
    desk.happened.emit(events)
    settle()
    assert "ditolak penyelia – \u2068Kritikan biasa.\u2069" in page.strip.words


def test_who_did_not_ask_is_told_nothing(
    insulted: Callable[..., InboxPage], screen: Screen, desk: Desk, settle: Settle
) -> None:
    page = insulted()
    view = screen.store.read().conversation(SITI.conversation_id, AISYAH.id)
    comment = view.items[-1].id
    screen.act(HAKIM, lambda work: moderating.ask(work, SITI.conversation_id, comment, Moderation.HIDE, "spam"))
    (measure,) = measures(screen)
    events = screen.act(ROSNAH, lambda work: moderating.decline(work, measure.id, measure.sha, "Kritikan biasa."))
    desk.happened.emit(events)
    settle()
    assert not page.strip.isVisible()
