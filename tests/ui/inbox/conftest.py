"""The inbox on a real seat, shown as large as it is in a window of 1440 × 900."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmsdesk.domain.capability import Capability
from pmsdesk.domain.events import Event
from pmsdesk.domain.message import ANSWERABLE, RemoteMessage
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import ingest
from pmsdesk.services.ports import Batch
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.references import References
from tests.screen import FAIZAL, Screen, Told


@pytest.fixture
def page(desk: Desk, actions: Actions, references: References, qtbot: QtBot, settle: Callable[[], None]) -> InboxPage:
    """The inbox of Nur Aisyah, nothing chosen."""
    made = InboxPage(desk, actions, references)
    qtbot.addWidget(made)
    made.resize(1252, 828)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.shown()
    settle()
    QApplication.processEvents()
    return made


@pytest.fixture
def talk(page: InboxPage, settle: Callable[[], None]) -> InboxPage:
    """The inbox with Faizal's complaint chosen."""
    page.open(FAIZAL.conversation_id)
    settle()
    assert page.view is not None
    return page


@pytest.fixture
def delivered(screen: Screen) -> Callable[..., tuple[Event, ...]]:
    """Deliver one more message of a citizen: ``delivered(told, remote_id, text, capability=…)`` under the same root."""

    def deliver(told: Told, remote_id: str, text: str, *, capability: Capability = ANSWERABLE) -> tuple[Event, ...]:
        message = RemoteMessage(
            told.channel,
            remote_id,
            told.remote_id,
            told.remote_id,
            told.author,
            text,
            screen.clock(),
            f"https://example.invalid/{remote_id}",
            capability=capability,
        )
        batch = Batch((message,), f"cursor-{remote_id}")
        return screen.act(
            SYSTEM, lambda work: ingest.accept(work, told.account_id, batch, lambda _text, _account: told.triage)
        )

    return deliver
