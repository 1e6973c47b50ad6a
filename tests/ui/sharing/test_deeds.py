"""A colleague's work on a real register, as it appears on the screens of another seat."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from pmsdesk.domain.complaint import ComplaintState
from pmsdesk.services import complaining, triaging
from pmsdesk.ui import history
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.complaints.page import ComplaintsPage
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.inbox.context_pane import ContextPane
from pmsdesk.ui.references import References
from pmsdesk.ui.tasks import Tasks
from tests.lanes import settle
from tests.postgres import cluster, shared
from tests.sync.conftest import seat
from tests.sync.seats import Open, Seat, both_have_complaint

__all__ = ["cluster", "seat", "shared"]


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """The lanes of Kumar's seat."""
    made = Tasks()
    yield made
    made.close()


def desk_of(one: Seat, tasks: Tasks) -> Desk:
    return Desk(tasks, one.store.work, one.store.read, one.clock, one.staff)


def said(page: ComplaintsPage) -> list[str]:
    """The audit trail of the complaint that is open, without the times."""
    return [line.partition(" · ")[2] for line in page.panel.trail_lines]


def test_a_complaint_that_is_open_shows_at_once_who_forwarded_it(
    seat: Open, tasks: Tasks, actions: Actions, references: References, qtbot: QtBot
) -> None:
    siti, kumar, _talk, complaint = both_have_complaint(seat)
    number = kumar.store.read().complaint(complaint).complaint.number
    desk = desk_of(kumar, tasks)
    page = ComplaintsPage(desk, actions, references)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    settle(tasks)
    page.open(complaint)
    settle(tasks)
    assert said(page) == [f"Siti – Aduan {number} didaftarkan"]
    siti.do(complaining.change_state, complaint, ComplaintState.INVESTIGATING, "")
    siti.do(complaining.forward, complaint, "jkr_selangor", "")
    siti.sync()
    desk.happened.emit(kumar.sync().events)
    settle(tasks)
    assert said(page) == [
        "Siti – Dipanjangkan kepada JKR Selangor",
        "Siti – Status: Didaftar → Dalam siasatan",
        f"Siti – Aduan {number} didaftarkan",
    ]


def test_the_context_of_a_conversation_names_who_assigned_it_to_whom(
    seat: Open, tasks: Tasks, references: References, qtbot: QtBot
) -> None:
    siti, kumar, talk, _complaint = both_have_complaint(seat)
    siti.do(triaging.assign, talk, "kumar")
    siti.sync()
    kumar.sync()
    pane = ContextPane(desk_of(kumar, tasks), references)
    qtbot.addWidget(pane)
    pane.show_view(kumar.store.read().conversation(talk, "kumar"))
    newest, *_ = (line.partition("  ")[2] for line in pane.trail_lines)
    assert newest == "Ditugaskan kepada \u2068Kumar\u2069 · Siti"


def test_facts_that_are_no_words_do_not_break_the_screens_of_others(seat: Open, references: References) -> None:
    """An officer's own program may say anything in an operation; only its author looks foolish."""
    siti, kumar, talk, complaint = both_have_complaint(seat)
    station = siti.shared.station("siti")
    nonsense = [{"a": 1}, [[]], None, 7, "<b>tebal</b>"]
    kinds = {
        "conversation.assigned": ("to", "name"),
        "conversation.finished": ("reason",),
        "conversation.labelled": ("to",),
        "conversation.wrong_door": ("from", "to"),
        "complaint.moved": ("from", "to", "closing_code"),
        "complaint.forwarded": ("to",),
        "complaint.photo_added": ("evidence",),
        "complaint.edited": ("road", "agencies", "category", "jurisdiction", "customer_kind"),
    }
    for kind, names in kinds.items():
        for value in nonsense:
            subject = complaint if kind.startswith("complaint") else talk
            for facts in ({name: value for name in names}, {name: {"from": value, "to": value} for name in names}):
                assert station.act(kind, subject, facts)["verdict"] == "applied"
    kumar.sync()
    view = kumar.store.read().conversation(talk, "kumar")
    assert len(view.history) == 1 + len(kinds) * len(nonsense) * 2
    assert {type(history.sentence(item, references)) for item in view.history} == {str}
    assert {history.actor(item) for item in view.history} == {"Siti"}
