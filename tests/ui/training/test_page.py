"""The page of training done: who sees whose, what a card says, the start and the workbook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pmsdesk.domain.exercise import Attainment, TrainingRow
from pmsdesk.domain.register_errors import RegisterUnreachable
from pmsdesk.domain.staff import Staff
from pmsdesk.services import training
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.training.page import TrainingPage
from pmsdesk.ui.training.shared_record import SharedRecord
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.card import Card
from tests.screen import AISYAH, FARID, HAKIM, NOW, ROSNAH, Screen

FELL = Attainment("maki", "Maki hamun sahaja", 3, 40, False, False, ("silent",), "2026.1", "0.1")
DONE = replace(FELL, points=100, passed=True, missed=())
Open = Callable[[Staff], TrainingPage]


@pytest.fixture
def started() -> list[str]:
    return []


@pytest.fixture
def open_page(screen: Screen, qtbot: QtBot, actions: Actions, started: list[str]) -> Open:
    def open_it(staff: Staff) -> TrainingPage:
        page = TrainingPage(screen.desk(staff), actions, lambda: started.append("latihan"))
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        page.shown()
        screen.settle()
        return page

    return open_it


@dataclass
class Register:
    """Tells these lines, or why it cannot."""

    lines: Sequence[TrainingRow] = ()
    error: Exception | None = None

    def rows(self) -> Sequence[TrainingRow]:
        if self.error is not None:
            raise self.error
        return self.lines


def hand_in(screen: Screen, staff: Staff, attainment: Attainment) -> None:
    screen.act(staff, lambda work: training.keep(work, attainment))


def texts(page: TrainingPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def cards(page: TrainingPage) -> list[Card]:
    return [card for card in page.findChildren(Card) if card.isVisible()]


def test_before_any_training_the_page_says_how_to_begin(open_page: Open) -> None:
    assert "Belum ada latihan yang direkodkan" in texts(open_page(AISYAH))


def test_an_officer_sees_the_own_training_only(open_page: Open, screen: Screen) -> None:
    hand_in(screen, AISYAH, DONE)
    hand_in(screen, ROSNAH, DONE)
    shown = texts(open_page(AISYAH))
    assert AISYAH.name in shown
    assert ROSNAH.name not in shown


@pytest.mark.parametrize("staff", [ROSNAH, FARID], ids=["supervisor", "administrator"])
def test_supervisor_and_administrator_see_everybody(open_page: Open, screen: Screen, staff: Staff) -> None:
    hand_in(screen, AISYAH, DONE)
    hand_in(screen, ROSNAH, DONE)
    shown = texts(open_page(staff))
    assert AISYAH.name in shown
    assert ROSNAH.name in shown


def test_a_card_shows_the_best_of_all_tries(open_page: Open, screen: Screen) -> None:
    hand_in(screen, AISYAH, FELL)
    hand_in(screen, AISYAH, DONE)
    hand_in(screen, AISYAH, replace(FELL, points=95))
    (card,) = cards(open_page(AISYAH))
    assert "Markah terbaik 100 · 3 kali diserah" in card.accessibleName()
    assert [badge.accessibleName() for badge in card.findChildren(Badge)] == ["Lulus"]


def test_a_new_line_appears_while_the_page_is_open(desk: Desk, actions: Actions, screen: Screen, qtbot: QtBot) -> None:
    page = TrainingPage(desk, actions, lambda: None)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    desk.do(lambda work: training.keep(work, FELL))
    screen.settle()
    (card,) = cards(page)
    assert [badge.accessibleName() for badge in card.findChildren(Badge)] == ["Belum lulus"]


def test_the_button_and_the_command_begin_training(open_page: Open, actions: Actions, started: list[str]) -> None:
    page = open_page(AISYAH)
    page.sheet.heading.button.click()
    actions.trigger("training.start")
    assert started == ["latihan", "latihan"]


def test_the_record_is_exported_and_the_export_is_in_the_audit_trail(
    open_page: Open, screen: Screen, tmp_path: Path
) -> None:
    hand_in(screen, AISYAH, DONE)
    page = open_page(ROSNAH)
    before = screen.store.verify()
    page.export_to(tmp_path / "rekod.xlsx")
    screen.settle()
    sheet = openpyxl.load_workbook(tmp_path / "rekod.xlsx").worksheets[0]
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [AISYAH.name]
    assert "1 baris ditulis ke rekod.xlsx" in page.sheet.strip.words
    assert screen.store.verify() == before + 1


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_recorded(
    open_page: Open, screen: Screen, tmp_path: Path
) -> None:
    hand_in(screen, AISYAH, DONE)
    page = open_page(ROSNAH)
    before = screen.store.verify()
    page.export_to(tmp_path / "tiada" / "rekod.xlsx")
    screen.settle()
    assert "rekod.xlsx" in page.sheet.strip.words
    assert screen.store.verify() == before


@pytest.fixture
def register() -> Register:
    """The record of a shared register, in which Hakim passed at his own seat."""
    return Register([TrainingRow("9", NOW - timedelta(hours=2), HAKIM.id, HAKIM.name, DONE)])


@pytest.fixture
def shared_page(screen: Screen, qtbot: QtBot, actions: Actions, register: Register) -> TrainingPage:
    """The administrator's page at a seat of that register."""
    desk = screen.desk(FARID)
    page = TrainingPage(desk, actions, lambda: None, SharedRecord(desk, screen.tasks, register))
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_what_was_done_at_other_seats_is_shown_and_exported_with_what_was_done_here(
    shared_page: TrainingPage, screen: Screen, tmp_path: Path, register: Register
) -> None:
    hand_in(screen, AISYAH, FELL)
    here = screen.store.read().training()
    register.lines = [*register.lines, *here]
    shared_page.shown()
    screen.settle()
    assert len(cards(shared_page)) == 2, "what both know stands there once"
    assert f"{HAKIM.name} – 1 daripada 1 latihan yang diserah lulus" in texts(shared_page)
    shared_page.export_to(tmp_path / "rekod.xlsx")
    screen.settle()
    lines, about = openpyxl.load_workbook(tmp_path / "rekod.xlsx").worksheets
    assert [row[1] for row in lines.iter_rows(min_row=2, values_only=True)] == [AISYAH.name, HAKIM.name]
    told = [cell for row in about.iter_rows(values_only=True) for cell in row]
    assert "Latihan yang direkodkan dalam daftar bersama." in told


def test_while_the_register_is_out_of_reach_the_own_lines_stand_there_and_that_others_may_be_missing(
    shared_page: TrainingPage, screen: Screen, register: Register
) -> None:
    hand_in(screen, AISYAH, FELL)
    register.error = RegisterUnreachable()
    shared_page.shown()
    screen.settle()
    assert len(cards(shared_page)) == 1
    assert "Daftar bersama tidak dapat dihubungi: mungkin ada serahan" in texts(shared_page)
    register.error = None
    shared_page.shown()
    screen.settle()
    assert len(cards(shared_page)) == 2
    assert "tidak dapat dihubungi" not in texts(shared_page)
