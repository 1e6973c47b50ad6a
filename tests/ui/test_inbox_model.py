"""The inbox as a model: the first page at once, the rest in place, pages kept in bounds, a newer order that waits."""

from collections.abc import Callable

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pmsdesk.domain.triage import Kind
from pmsdesk.services import triaging
from pmsdesk.services.reading import InboxFilter, InboxRow, InboxTab
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.models import inbox_model
from pmsdesk.ui.models.inbox_model import ROW_ROLE, InboxModel
from pmsdesk.ui.widgets.row_list import KEY_ROLE
from tests.screen import AISYAH, FAIZAL, KELVIN, SITI, TOLD, Screen

Settle = Callable[[], None]


@pytest.fixture
def model(desk: Desk, qtmodeltester: ModelTester) -> InboxModel:
    made = InboxModel(desk, lambda row: row.preview)
    qtmodeltester.check(made, force_py=True)
    return made


def order(model: InboxModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def finish(screen: Screen, conversation_id: str) -> None:
    screen.act(AISYAH, lambda work: triaging.finish(work, conversation_id, "bukan_aduan"))


def test_the_first_page_stands_before_the_read_lane_has_answered(model: InboxModel) -> None:
    model.show(InboxFilter())
    assert model.rowCount() == len(TOLD)
    assert not model.complete


def test_the_rest_is_added_behind_the_first_page_without_a_reset(
    model: InboxModel, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, settle: Settle
) -> None:
    monkeypatch.setattr(inbox_model, "FIRST_PAGE", 2)
    model.show(InboxFilter())
    assert order(model) == ["Faizal Z.", "Siti Lailatul"]
    resets: list[str] = []
    model.modelReset.connect(lambda: resets.append("reset"))
    settle()
    assert model.rowCount() == len(TOLD)
    assert model.complete
    assert not resets


def test_rows_that_come_into_an_empty_list_are_read(model: InboxModel, screen: Screen, settle: Settle) -> None:
    model.show(InboxFilter(InboxTab.MINE, AISYAH.id))
    settle()
    assert model.rowCount() == 0
    screen.act(AISYAH, lambda work: triaging.take(work, FAIZAL.conversation_id))
    model.refresh()
    settle()
    assert order(model) == ["Faizal Z."]


def test_rows_and_keys_are_told_of_the_same_conversation(model: InboxModel, desk: Desk, settle: Settle) -> None:
    model.show(InboxFilter())
    settle()
    row: InboxRow = model.index(1, 0).data(ROW_ROLE)
    assert (row.conversation_id, row.kind) == (SITI.conversation_id, Kind.COMPLAINT)
    assert model.index(1, 0).data(KEY_ROLE) == row.key
    assert model.key_of(SITI.conversation_id) == row.key
    assert model.conversation_of(row.key) == SITI.conversation_id
    assert model.row_of(row.key) == 1


def test_a_newer_order_waits_while_held_and_is_counted(
    model: InboxModel, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    model.show(InboxFilter())
    settle()
    model.hold(True)
    finish(screen, SITI.conversation_id)
    told: list[int] = []
    model.waiting.connect(told.append)
    model.refresh()
    settle()
    assert len(order(model)) == len(TOLD)
    assert told[-1] == 0
    model.apply()
    assert "Siti Lailatul" not in order(model)
    assert told[-1] == -1


def test_letting_go_shows_what_waits(model: InboxModel, screen: Screen, settle: Settle) -> None:
    model.show(InboxFilter())
    settle()
    model.hold(True)
    finish(screen, SITI.conversation_id)
    model.refresh()
    settle()
    model.hold(False)
    assert "Siti Lailatul" not in order(model)


def test_what_the_person_did_is_shown_although_a_row_is_selected(
    model: InboxModel, screen: Screen, settle: Settle
) -> None:
    model.show(InboxFilter())
    settle()
    model.hold(True)
    finish(screen, SITI.conversation_id)
    model.refresh(settle=True)
    settle()
    assert "Siti Lailatul" not in order(model)


def test_only_the_changed_row_is_painted_anew(model: InboxModel, screen: Screen, settle: Settle) -> None:
    model.show(InboxFilter())
    settle()
    order(model)
    painted: list[int] = []
    model.dataChanged.connect(lambda first, last, _roles=(): painted.extend(range(first.row(), last.row() + 1)))
    screen.act(AISYAH, lambda work: triaging.prioritise(work, KELVIN.conversation_id, urgent=True))
    model.repaint([KELVIN.conversation_id, "unknown"])
    assert painted == [2]
    assert model.index(2, 0).data(ROW_ROLE).urgent


def test_an_answer_to_an_older_question_is_dropped(model: InboxModel, settle: Settle) -> None:
    model.show(InboxFilter())
    model.show(InboxFilter(tab=InboxTab.DONE))
    settle()
    assert model.rowCount() == 0


def test_scrolling_through_everything_keeps_a_bounded_number_of_pages(
    model: InboxModel, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    monkeypatch.setattr(inbox_model, "PAGE", 2)
    monkeypatch.setattr(inbox_model, "PAGES_KEPT", 2)
    model.show(InboxFilter())
    settle()
    assert len(order(model)) == len(TOLD)
    assert model.key_of(FAIZAL.conversation_id) is None
    assert model.key_of(KELVIN.conversation_id) is not None
    assert model.index(0, 0).data() == "Faizal Z."
    assert model.key_of(FAIZAL.conversation_id) is not None
