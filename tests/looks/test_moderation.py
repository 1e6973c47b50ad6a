"""How moderation looks: the badge at the comment, the form that asks, the review, each in light and dark."""

from collections.abc import Callable

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.domain.capability import Capability
from pmsdesk.domain.events import ModerationChanged
from pmsdesk.domain.message import RemoteMessage, message_id
from pmsdesk.domain.moderation import Moderation
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import ingest, moderating
from pmsdesk.services.ports import Batch
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.approvals.page import ApprovalsPage
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.ask_moderation import AskModeration
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Look, Tone, tokens
from tests.screen import AISYAH, ROSNAH, SITI, Screen
from tests.services.network import Network

Pictures = Callable[[QWidget, str], dict[Look, QImage]]
INSULT = "Bodoh betul kontraktor ni, balik negara asal lah kau!"
COMMENT = message_id(SITI.channel, "77_9")


def insulted(screen: Screen) -> None:
    """Siti's talk with an insult in it."""
    said = (*(SITI.channel, "77_9", SITI.remote_id, SITI.remote_id, SITI.author), INSULT, screen.clock())
    batch = Batch((RemoteMessage(*said, "https://example.invalid/9", capability=Capability()),), "cursor-9")
    screen.act(SYSTEM, lambda work: ingest.accept(work, SITI.account_id, batch, lambda *_: SITI.triage))


def asked(screen: Screen, act: Moderation) -> str:
    (event,) = screen.act(
        AISYAH, lambda w: moderating.ask(w, SITI.conversation_id, COMMENT, act, "perkauman", "Menghina kaum.")
    )
    assert isinstance(event, ModerationChanged)
    return event.measure_id


def shown(picture: QImage, wanted: QColor) -> bool:
    """Whether *wanted* is in *picture*."""
    places = ((x, y) for y in range(0, picture.height(), 2) for x in range(0, picture.width(), 2))
    return any(QColor(picture.pixel(x, y)) == wanted for x, y in places)


def test_a_hidden_comment_says_so_in_its_bubble(
    screen: Screen,
    desk: Desk,
    actions: Actions,
    references: References,
    look: Pictures,
    qtbot: QtBot,
    settle: Callable[[], None],
) -> None:
    insulted(screen)
    measure_id = asked(screen, Moderation.HIDE)
    sha = screen.store.read().moderation(measure_id).line.measure.sha
    screen.act(ROSNAH, lambda work: moderating.clear(work, measure_id, sha))
    moderating.carry_out(lambda: screen.store.work(SYSTEM), Network(SITI.channel), measure_id)
    page = InboxPage(desk, actions, references)
    qtbot.addWidget(page)
    page.resize(1252, 828)
    page.shown()
    page.open(SITI.conversation_id)
    settle()
    for picture in look(page, "moderation-bubble").values():
        assert not picture.isNull()
    assert shown(page.talk.list.grab().toImage(), tokens().soft(Tone.BAD))


def test_the_form_for_a_deletion_shows_that_it_is_for_good(
    desk: Desk, references: References, look: Pictures, qtbot: QtBot
) -> None:
    form = AskModeration(desk, references, SITI.channel, SITI.conversation_id, COMMENT, INSULT, Moderation.DELETE)
    qtbot.addWidget(form)
    form.submit()
    for picture in look(form, "moderation-form").values():
        assert picture.height() > 300
    assert form.warning.isVisible()
    assert form.sure.isVisible()


def test_a_request_for_a_deletion_is_reviewed_beside_the_replies(
    screen: Screen,
    supervisor_desk: Desk,
    actions: Actions,
    references: References,
    look: Pictures,
    qtbot: QtBot,
    settle: Callable[[], None],
) -> None:
    insulted(screen)
    measure_id = asked(screen, Moderation.DELETE)
    page = ApprovalsPage(supervisor_desk, actions, references)
    qtbot.addWidget(page)
    page.resize(1252, 828)
    page.show()
    page.shown()
    page.open(measure_id)
    settle()
    for picture in look(page, "moderation-review").values():
        assert not picture.isNull()
    assert shown(page.list.grab().toImage(), tokens().soft(Tone.BAD))
