"""A line of numbers: its points, its gaps, and when there is none."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from pmsdesk.ui.theme import tokens
from pmsdesk.ui.widgets.sparkline import DOT, SIZE, Sparkline

Show = Callable[..., Sparkline]


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    def show(*numbers: int | None) -> Sparkline:
        line = Sparkline(numbers, "Pengikut")
        qtbot.addWidget(line)
        line.resize(SIZE)
        return line

    return show


def heights(line: Sparkline) -> list[list[float]]:
    return [[round(point.y(), 1) for point in part] for part in line.pieces()]


def test_the_highest_number_is_at_the_top_and_the_lowest_at_the_bottom(shown: Show) -> None:
    low, high = SIZE.height() - DOT, DOT
    assert heights(shown(10, 20, 15)) == [[low, high, (low + high) / 2]]


def test_the_line_goes_from_edge_to_edge(shown: Show) -> None:
    (part,) = shown(1, 2, 3).pieces()
    assert (part[0].x(), part[-1].x()) == (DOT, SIZE.width() - DOT)


def test_a_number_that_does_not_change_lies_in_the_middle(shown: Show) -> None:
    assert heights(shown(7, 7)) == [[SIZE.height() / 2] * 2]


def test_what_is_not_known_is_a_gap(shown: Show) -> None:
    assert [len(part) for part in shown(1, 2, None, 3, None, None, 4, 5).pieces()] == [2, 1, 2]


@pytest.mark.parametrize("numbers", [(), (5,), (None, None), (None, 5)])
def test_with_fewer_than_two_numbers_there_is_no_line(shown: Show, numbers: Sequence[int | None]) -> None:
    line = shown(*numbers)
    assert line.pieces() == []
    assert colours(line) == colours(shown())


def test_it_is_painted_in_the_colour_of_the_look(shown: Show) -> None:
    assert tokens().primary in colours(shown(1, 5, 3))
    assert tokens().primary not in colours(shown())


def colours(line: Sparkline) -> set[str]:
    picture: QImage = line.grab().toImage()
    return {QColor(picture.pixel(x, y)).name() for x in range(picture.width()) for y in range(picture.height())}
