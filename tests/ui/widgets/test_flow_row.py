"""A row that goes on in the next line when the room ends."""

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.ui.widgets.flow_row import FlowRow


def block() -> QWidget:
    made = QWidget()
    made.setFixedSize(100, 20)
    return made


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_what_does_not_fit_goes_into_the_next_line(holder: QWidget) -> None:
    row, blocks = FlowRow(holder, spacing=10), [block() for _ in range(3)]
    for each in blocks:
        row.addWidget(each)
    assert row.heightForWidth(320) == 20
    assert row.heightForWidth(319) == row.heightForWidth(210) == 50
    assert row.heightForWidth(209) == 80
    row.setGeometry(QRect(0, 0, 319, 50))
    assert [each.geometry().topLeft().toTuple() for each in blocks] == [(0, 0), (110, 0), (0, 30)]


def test_a_mirrored_window_begins_at_the_right(holder: QWidget) -> None:
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    row, first, second = FlowRow(holder, spacing=10), block(), block()
    row.addWidget(first)
    row.addWidget(second)
    row.setGeometry(QRect(0, 0, 300, 20))
    assert (first.x(), second.x()) == (200, 90)


def test_what_belongs_at_the_end_stays_there_in_a_line_of_its_own(holder: QWidget) -> None:
    row, first, last = FlowRow(holder, spacing=10), block(), block()
    row.addWidget(first)
    row.add_at_end(last)
    row.setGeometry(QRect(0, 0, 300, 20))
    assert (first.x(), last.x()) == (0, 200)
    row.setGeometry(QRect(0, 0, 180, 50))
    assert first.geometry().topLeft().toTuple() == (0, 0)
    assert last.geometry().topLeft().toTuple() == (80, 30)


def test_a_bar_asks_for_the_room_of_all_and_stands_in_its_middle(holder: QWidget) -> None:
    row, first, second = FlowRow(holder, spacing=10, one_line=True), block(), block()
    row.addWidget(first)
    row.addWidget(second)
    assert row.sizeHint() == QSize(210, 20)
    assert row.minimumSize() == QSize(100, 20)
    row.setGeometry(QRect(0, 0, 300, 60))
    assert (first.y(), second.y()) == (20, 20)
