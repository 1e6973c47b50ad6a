"""A reply to one person alone in the composer: never mistaken for a public one, open as long as the network allows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pmsdesk.domain.account import Policy
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.events import Event
from pmsdesk.domain.reply import DraftMode, Way
from pmsdesk.services import accounting, approving
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.widgets.bubble import BUBBLE_ROLE
from tests.screen import FAIZAL, FARID, NOW, ROSNAH, Screen
from tests.ui.inbox.test_composer import POLITE, press, stored, submit

Settle = Callable[[], None]
Deliver = Callable[..., tuple[Event, ...]]
ASKING = replace(FAIZAL, remote_id="1950")
CLOSES = NOW + timedelta(days=7)


@pytest.fixture
def reachable(page: InboxPage, delivered: Deliver, settle: Settle) -> InboxPage:
    """A conversation whose citizen may be answered in private for a week."""
    return opened(page, delivered, settle, Capability(window_closes_at=CLOSES))


def opened(page: InboxPage, delivered: Deliver, settle: Settle, may: Capability) -> InboxPage:
    """The inbox at a message with which *may* be done."""
    delivered(ASKING, ASKING.remote_id, "Tolong hubungi saya", capability=may)
    page.open(ASKING.conversation_id)
    settle()
    return page


def begin(page: InboxPage, qtbot: QtBot, text: str = "") -> None:
    qtbot.keyClick(page.listing.rows, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    page.composer.edit.insertPlainText(text)


def headings(page: InboxPage) -> list[str]:
    model = page.talk.model
    bubbles = [model.index(row, 0).data(BUBBLE_ROLE) for row in range(model.rowCount())]
    return [bubble.heading for bubble in bubbles if bubble.heading]


def test_it_says_to_whom_and_until_when_and_looks_otherwise_than_a_public_one(
    reachable: InboxPage, qtbot: QtBot
) -> None:
    begin(reachable, qtbot, POLITE)
    composer = reachable.composer
    assert composer.mode is DraftMode.PRIVATE
    assert composer.head.text() == (
        "Peribadi – hanya \u2068@faizalz\u2069 membacanya, sebagai @MOWorks · sehingga 30 Nov, 10:14"
    )
    assert composer.property("kind") == "note"
    assert composer.private_button.isChecked()
    assert not composer.reply_button.isChecked()
    assert composer.send.text().endswith("kepada \u2068@faizalz\u2069 sahaja (peribadi)")


def test_it_is_asked_once_and_goes_in_private(
    reachable: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    begin(reachable, qtbot, POLITE)
    submit(reachable, qtbot, 1)
    assert "Hanya \u2068@faizalz\u2069 akan membacanya." in reachable.composer.strip.words
    submit(reachable, qtbot, 1)
    settle()
    view = stored(screen, ASKING.conversation_id)
    assert view.reply is not None
    assert (view.reply.way, view.reply.head.text) == (Way.PRIVATE, POLITE)
    assert view.publication is not None
    assert view.publication.person == ASKING.author.remote_id
    assert "Peribadi – hanya pengadu membacanya" in headings(reachable)


def test_public_and_private_text_are_drafts_of_their_own(
    reachable: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    begin(reachable, qtbot, "Untuk tuan sahaja")
    press(reachable, "Balas awam")
    assert reachable.composer.edit.text() == ""
    reachable.composer.edit.insertPlainText("Untuk semua")
    press(reachable, "Balas peribadi")
    assert reachable.composer.edit.text() == "Untuk tuan sahaja"
    reachable.drafts.flush()
    settle()
    view = stored(screen, ASKING.conversation_id)
    assert (view.draft, view.private_draft) == ("Untuk semua", "Untuk tuan sahaja")


def test_the_question_about_a_public_text_is_no_answer_for_a_private_one(reachable: InboxPage, qtbot: QtBot) -> None:
    reachable.composer.write(DraftMode.REPLY)
    reachable.composer.edit.insertPlainText(POLITE)
    begin(reachable, qtbot, POLITE)
    reachable.composer.write(DraftMode.REPLY)
    submit(reachable, qtbot, 1)
    assert reachable.composer.asking
    reachable.composer.write(DraftMode.PRIVATE)
    assert not reachable.composer.asking


def test_what_waits_for_a_supervisor_comes_back_in_private(
    reachable: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    screen.act(FARID, lambda work: accounting.set_policy(work, ASKING.account_id, Policy.ALL))
    reachable.open(ASKING.conversation_id)
    settle()
    begin(reachable, qtbot, POLITE)
    submit(reachable, qtbot, 1)
    assert reachable.composer.strip.words.startswith("Serahkan balasan peribadi @MOWorks")
    submit(reachable, qtbot, 1)
    settle()
    reply = stored(screen, ASKING.conversation_id).reply
    assert reply is not None
    screen.act(ROSNAH, lambda work: approving.give_back(work, reply.id, reply.head.sha, "Kurang sopan"))
    settle()
    view = stored(screen, ASKING.conversation_id)
    assert (view.private_draft, view.draft) == (POLITE, "")


def test_taken_back_it_lies_in_the_private_field_again(
    reachable: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    begin(reachable, qtbot, POLITE)
    submit(reachable, qtbot)
    settle()
    press(reachable, "Batal")
    settle()
    assert reachable.composer.mode is DraftMode.PRIVATE
    assert reachable.composer.edit.text() == POLITE
    assert stored(screen, ASKING.conversation_id).draft == ""


@pytest.mark.parametrize(
    ("may", "why"),
    [
        (Capability(private_reply=WhyNot.REFUSED), "orang ini tidak menerima mesej daripada akaun kita"),
        (Capability(private_reply=WhyNot.NO_SUCH_ACT), "rangkaian ini tiada mesej peribadi"),
        (Capability(window_closes_at=NOW), "tempoh yang dibenarkan oleh rangkaian telah tamat"),
    ],
)
def test_where_it_is_not_possible_it_says_why_and_offers_the_platform(
    page: InboxPage, delivered: Deliver, qtbot: QtBot, settle: Settle, may: Capability, why: str
) -> None:
    talk = opened(page, delivered, settle, may)
    begin(talk, qtbot)
    assert talk.composer.mode is None
    assert talk.composer.hint.text() == f"Tidak boleh dibalas secara peribadi: {why}."
    assert talk.composer.platform_button.isVisible()
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_R)
    assert talk.composer.mode is DraftMode.REPLY


def test_where_only_private_is_possible_that_is_offered(
    page: InboxPage, delivered: Deliver, qtbot: QtBot, settle: Settle
) -> None:
    talk = opened(page, delivered, settle, Capability(reply=WhyNot.CLOSED))
    assert "telah ditutup" in talk.composer.hint.text()
    begin(talk, qtbot)
    assert talk.composer.mode is DraftMode.PRIVATE


def test_a_canned_reply_goes_into_what_is_being_written(reachable: InboxPage, qtbot: QtBot) -> None:
    begin(reachable, qtbot)
    reachable.use_canned("G1")
    assert reachable.composer.mode is DraftMode.PRIVATE
    assert reachable.composer.edit.text()
