"""Exercises done in the real console on the practice networks: what is marked is what store and networks hold."""

from datetime import timedelta

from PySide6.QtWidgets import QLabel

from pmsdesk.app.demo.hands import press, wait_for, write
from pmsdesk.domain.capability import WhyNot
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import DraftMode
from pmsdesk.services import complaining, publishing, triaging
from pmsdesk.ui.dialogs.about import About
from pmsdesk.ui.inbox.register_dialog import RegisterDialog
from pmsdesk.ui.training.frame import MARK, edge_of
from pmsdesk.ui.training.panel import Stage
from tests.app.training.conftest import NAME, Trainee


def answer(trainee: Trainee, keys: str = "", text: str = "") -> None:
    """Reply with the canned reply under *keys*, or with *text*."""
    composer = trainee.inbox.composer
    press(trainee.inbox.listing.rows, "R")
    trainee.until(lambda: composer.mode is DraftMode.REPLY)
    if keys:
        press(composer.edit, keys)
    else:
        write(composer.edit, text)
    trainee.until(composer.edit.toPlainText)
    press(composer.edit, "Ctrl+Return")
    trainee.until(lambda: composer.asking)
    press(composer.edit, "Ctrl+Return")
    trainee.until(lambda: composer.mode is None)


def panel_text(trainee: Trainee) -> str:
    trainee.settle()
    return "\n".join(label.text() for label in trainee.practice.panel.findChildren(QLabel) if label.isVisible())


def test_a_canned_reply_that_stands_on_the_network_earns_all_points(trainee: Trainee) -> None:
    trainee.begin("terima")
    answer(trainee, keys="Ctrl+4")
    done = trainee.hand_in()
    assert (done.points, done.passed, done.missed) == (100, True, ())
    assert "Seksyen G4" in panel_text(trainee)
    with trainee.scene.sandbox.control() as control:
        assert len(control.world.ledger.entries) == 1


def test_nothing_done_is_marked_as_nothing_done(trainee: Trainee) -> None:
    trainee.begin("terima")
    done = trainee.hand_in()
    assert not done.passed
    assert set(done.missed) == {"answered", "template"}
    assert "Yang bertanda ⚠ menentukan" in panel_text(trainee)


def test_the_hint_is_shown_and_costs_points(trainee: Trainee) -> None:
    trainee.begin("terima")
    trainee.practice.panel.hint_button.click()
    assert "pilih G4" in panel_text(trainee)
    answer(trainee, keys="Ctrl+4")
    done = trainee.hand_in()
    assert (done.points, done.hinted) == (90, True)


def test_a_registered_complaint_and_its_number_are_seen_in_the_store(trainee: Trainee) -> None:
    trainee.begin("daftar-lampu")
    press(trainee.inbox.listing.rows, "D")
    dialog = wait_for(RegisterDialog)
    trainee.until(lambda: edge_of(dialog) is not None)
    assert dialog.windowTitle().startswith(MARK)
    press(dialog, "Ctrl+Return")
    trainee.until(lambda: trainee.inbox.view is not None and trainee.inbox.view.complaint is not None)
    answer(trainee, keys="Ctrl+6")
    done = trainee.hand_in()
    assert (done.points, done.missed) == (100, ())


def test_a_reply_taken_back_while_its_marks_are_waited_for_is_marked_as_not_given(trainee: Trainee) -> None:
    trainee.begin("terima")
    answer(trainee, keys="Ctrl+4")
    panel = trainee.practice.panel
    panel.hand_in_button.click()
    trainee.until(lambda: panel.strip.words)
    view = trainee.inbox.view
    assert view is not None
    assert view.reply is not None
    reply_id = view.reply.id
    trainee.practice.console.desk.do(lambda work: publishing.undo(work, reply_id))
    trainee.until(lambda: panel.stage is Stage.MARKED)
    assert "answered" in trainee.handed_in[-1].missed


def test_abuse_is_left_alone_noted_and_finished(trainee: Trainee) -> None:
    conversation = trainee.begin("maki")
    desk = trainee.practice.console.desk
    desk.do(lambda work: triaging.note(work, conversation, "Maki tanpa aduan; tidak dijawab."))
    desk.do(lambda work: triaging.finish(work, conversation))
    trainee.settle()
    assert trainee.hand_in().points == 100


def test_whoever_answers_abuse_falls_into_the_trap(trainee: Trainee) -> None:
    trainee.begin("maki")
    answer(trainee, keys="Ctrl+7")
    done = trainee.hand_in()
    assert "silent" in done.missed
    assert not done.passed


def test_what_the_check_holds_back_counts_though_it_was_never_published(trainee: Trainee) -> None:
    trainee.begin("data-peribadi")
    answer(trainee, text="Tuntutan kereta WXY 1234 boleh dihantar ke pro@kkr.gov.my")
    done = trainee.hand_in()
    assert {"avoids", "clean", "answered"} <= set(done.missed)
    assert not done.passed


def test_a_matter_a_colleague_has_registered_is_answered_with_its_number(trainee: Trainee) -> None:
    trainee.begin("pendua")
    view = trainee.inbox.view
    assert view is not None
    assert view.complaint is None
    (known,) = view.past_complaints
    answer(trainee, text=f"Terima kasih. Aduan tuan/puan masih dalam tindakan (no. aduan {known.number}).")
    assert trainee.hand_in().points == 100


def test_registering_the_same_matter_twice_is_the_trap(trainee: Trainee) -> None:
    conversation = trainee.begin("pendua")
    view = trainee.inbox.view
    assert view is not None
    form = complaining.Registration(
        "Farah", "orang_awam", "Lubang", "pothole", view.conversation.triage.jurisdiction, ()
    )
    trainee.practice.console.desk.do(lambda work: complaining.register(work, conversation, form))
    trainee.settle()
    assert not trainee.hand_in().passed


def test_a_hidden_comment_takes_no_reply_but_is_registered_and_noted(trainee: Trainee) -> None:
    conversation = trainee.begin("komen-tersorok")
    view = trainee.inbox.view
    assert view is not None
    assert view.messages[-1].capability.reply is WhyNot.HIDDEN
    press(trainee.inbox.listing.rows, "D")
    press(wait_for(RegisterDialog), "Ctrl+Return")
    trainee.until(lambda: trainee.inbox.view is not None and trainee.inbox.view.complaint is not None)
    desk = trainee.practice.console.desk
    desk.do(lambda work: triaging.note(work, conversation, "Komen tersembunyi: paparkan semula sebelum dibalas."))
    trainee.settle()
    assert (trainee.hand_in().points, standing(trainee)) == (100, 0)


def test_a_reply_whose_answer_was_lost_stands_there_once_and_is_noted_instead_of_written_again(
    trainee: Trainee,
) -> None:
    conversation = trainee.begin("tidak-kelihatan")
    answer(trainee, keys="Ctrl+4")
    trainee.jump(timedelta(seconds=20))
    trainee.until(lambda: state_of(trainee) is PublicationState.UNSURE)
    desk = trainee.practice.console.desk
    desk.do(lambda work: triaging.note(work, conversation, "Balasan belum pasti; jangan ulang, penyelia mencarinya."))
    trainee.settle()
    assert (trainee.hand_in().points, standing(trainee)) == (100, 1)


def test_whoever_leaves_an_uncertain_reply_without_a_word_does_not_pass(trainee: Trainee) -> None:
    trainee.begin("tidak-kelihatan")
    answer(trainee, keys="Ctrl+4")
    done = trainee.hand_in()
    assert (done.missed, done.passed) == (("noted",), False)


def state_of(trainee: Trainee) -> PublicationState | None:
    view = trainee.inbox.view
    return view.publication.state if view is not None and view.publication is not None else None


def standing(trainee: Trainee) -> int:
    """How many texts of ours the networks have taken."""
    with trainee.scene.sandbox.control() as control:
        return sum(bool(entry.text) for entry in control.world.ledger.entries)


def test_an_exercise_is_tried_again_as_somebody_new(trainee: Trainee) -> None:
    first = trainee.begin("terima")
    trainee.hand_in()
    assert trainee.begin("terima") != first


def test_every_window_says_that_it_is_training(trainee: Trainee) -> None:
    window = trainee.practice.console.window
    assert window.windowTitle().startswith(MARK)
    assert trainee.practice.banner.isVisible()
    trainee.practice.console.actions.trigger("app.about")
    about = wait_for(About)
    trainee.until(lambda: edge_of(about) is not None)
    assert about.windowTitle().startswith(MARK)
    about.close()


def test_from_training_no_other_training_is_started(trainee: Trainee) -> None:
    console = trainee.practice.console
    assert "training.start" not in console.actions
    assert "training" not in [page.key for page in console.pages]
    assert console.desk.staff.name == NAME


def test_to_leave_is_to_end_the_training(trainee: Trainee) -> None:
    with trainee.qtbot.waitSignal(trainee.practice.ended):
        trainee.practice.console.actions.trigger("app.sign_out")
