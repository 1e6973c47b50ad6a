"""The panel of Mod Latihan: what can be done at each stage, and what a mark says."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pmsdesk.domain.exercise import HINT_COST, Score
from pmsdesk.services.exercises import load_course
from pmsdesk.services.scoring import Facts, score
from pmsdesk.ui.training.panel import Stage, TrainingPanel

COURSE = load_course()
TRAP = COURSE.exercise("maki")


@pytest.fixture
def panel(qtbot: QtBot) -> TrainingPanel:
    made = TrainingPanel(COURSE)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def texts(panel: TrainingPanel) -> str:
    """Everything it says, once what was added is laid out."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if not label.isHidden())


def marked(panel: TrainingPanel, facts: Facts) -> Score:
    panel.choose(TRAP.id)
    reached = score(TRAP, facts)
    panel.show_score(reached)
    return reached


def test_all_exercises_can_be_chosen_the_first_is(panel: TrainingPanel) -> None:
    assert panel.choice.count() == len(COURSE.exercises)
    assert panel.exercise is COURSE.exercises[0]
    assert panel.exercise.task in texts(panel)


def test_the_exercise_that_was_chosen_is_begun(panel: TrainingPanel, qtbot: QtBot) -> None:
    panel.choose("tol")
    assert panel.exercise.task in texts(panel)
    with qtbot.waitSignal(panel.begun) as begun:
        panel.begin_button.click()
    assert begun.args == ["tol"]


def test_while_the_message_arrives_nothing_can_be_pressed(panel: TrainingPanel) -> None:
    panel.show_arriving()
    assert panel.stage is Stage.ARRIVING
    assert not panel.begin_button.isEnabled()
    assert not panel.choice.isEnabled()
    assert not panel.hand_in_button.isVisible()


def test_the_work_can_be_handed_in_once_it_is_there(panel: TrainingPanel, qtbot: QtBot) -> None:
    panel.show_arriving()
    panel.show_doing()
    with qtbot.waitSignal(panel.handed_in):
        panel.hand_in_button.click()
    panel.show_marking(waiting=True)
    assert not panel.hand_in_button.isEnabled()
    assert "Menunggu balasan" in panel.strip.words


def test_the_hint_is_asked_for_once_and_says_its_cost(panel: TrainingPanel, qtbot: QtBot) -> None:
    panel.show_doing()
    assert str(HINT_COST) in panel.hint_button.text()
    with qtbot.waitSignal(panel.hinted):
        panel.hint_button.click()
    assert panel.hint.text() == panel.exercise.hint
    assert not panel.hint_button.isEnabled()


def test_a_mark_says_why_and_which_section(panel: TrainingPanel) -> None:
    reached = marked(panel, Facts(done=True, notes=1))
    assert reached.points == 100
    shown = texts(panel)
    assert "100 markah – Lulus" in shown
    for expected in TRAP.expectations:
        assert f"✓ Ya · {expected.why} (Seksyen {expected.seed}, {expected.points} markah)" in shown
    assert TRAP.lesson in shown


def test_what_decided_is_marked_in_words(panel: TrainingPanel) -> None:
    marked(panel, Facts(said=("Awak yang bodoh",), done=True, notes=1))
    shown = texts(panel)
    assert "Belum lulus" in shown
    assert "✗ Tidak ⚠ · Tiada balasan awam" in shown


def test_another_exercise_begins_without_the_old_marks(panel: TrainingPanel) -> None:
    marked(panel, Facts())
    panel.choose("terima")
    assert panel.stage is Stage.CHOSEN
    assert panel.marks.count() == 0
    assert panel.result.isHidden()


def test_what_was_passed_is_counted_and_marked_in_the_list(panel: TrainingPanel) -> None:
    panel.show_best({"terima": (90, True), "lokasi": (40, False)})
    assert panel.progress.text() == f"1 daripada {len(COURSE.exercises)} latihan lulus"
    assert "✓ 90" in panel.choice.itemText(0)
    assert "✓" not in panel.choice.itemText(1)


def test_it_says_whether_the_marks_are_recorded_and_for_whom(panel: TrainingPanel) -> None:
    assert "Tidak direkodkan" in texts(panel)
    panel.show_recording("Nur Aisyah")
    assert "Direkodkan atas nama Nur Aisyah." in texts(panel)
    panel.show_kept(kept=True)
    assert "✓ Markah ini ada dalam rekod latihan Nur Aisyah." in texts(panel)
    panel.show_kept(kept=False)
    assert "✗ Markah ini tidak dapat direkodkan" in texts(panel)


def test_what_goes_wrong_is_said_and_the_work_goes_on(panel: TrainingPanel) -> None:
    panel.show_doing()
    panel.show_marking(waiting=False)
    panel.tell("Talian terputus.")
    assert panel.strip.words == "Talian terputus."
    assert panel.stage is Stage.DOING
