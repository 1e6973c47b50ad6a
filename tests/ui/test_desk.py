"""The desk: ask to read, do to act, happened to hear."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from pmsdesk.domain.errors import EmptyText, NotAllowed
from pmsdesk.domain.events import ConversationChanged, Event
from pmsdesk.domain.staff import Right
from pmsdesk.services.ports import Work
from pmsdesk.services.reading import Counts
from pmsdesk.ui.desk import Desk
from tests.screen import AISYAH, FAIZAL, NOW, TOLD, Screen


def test_asking_answers_later_and_on_the_gui_thread(desk: Desk, settle: Callable[[], None]) -> None:
    owner = QObject()
    answers: list[Counts] = []
    desk.ask(lambda read: read.counts(AISYAH.id, NOW), answers.append, owner)
    assert not answers
    settle()
    assert [counts.open for counts in answers] == [len(TOLD)]


def test_a_page_query_answers_at_once(desk: Desk) -> None:
    key = desk.now(lambda read: read.conversation_key(FAIZAL.conversation_id))
    (row,) = desk.now(lambda read: read.inbox_rows([key], AISYAH.id))
    assert row.contact_name == "Faizal Z."


def test_what_was_done_is_committed_and_told_to_everyone(
    desk: Desk, screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    heard: list[tuple[Event, ...]] = []
    desk.happened.connect(heard.append)

    def note(work: Work) -> tuple[Event, ...]:
        work.conversations.add_note(work.new_id(), FAIZAL.conversation_id, work.actor.id, "Telefon JKR", work.now())
        return (ConversationChanged(FAIZAL.conversation_id),)

    desk.do(note)
    settle()
    assert heard == [(ConversationChanged(FAIZAL.conversation_id),)]
    view = screen.store.read().conversation(FAIZAL.conversation_id, AISYAH.id)
    assert [item.text for item in view.items if item.kind == "note"] == ["Telefon JKR"]


def test_a_flow_that_fails_leaves_nothing_behind_and_says_so(
    desk: Desk, screen: Screen, settle: Callable[[], None]
) -> None:
    failures: list[Exception] = []
    desk.failed.connect(failures.append)

    def half(work: Work) -> tuple[Event, ...]:
        work.conversations.add_note(work.new_id(), FAIZAL.conversation_id, work.actor.id, "separuh", work.now())
        raise EmptyText()

    desk.do(half)
    settle()
    assert [type(error) for error in failures] == [EmptyText]
    view = screen.store.read().conversation(FAIZAL.conversation_id, AISYAH.id)
    assert not [item for item in view.items if item.kind == "note"]


def test_an_error_that_is_caught_is_not_told_to_everyone(desk: Desk, settle: Callable[[], None]) -> None:
    failures: list[Exception] = []
    caught: list[Exception] = []
    desk.failed.connect(failures.append)

    def forbidden(work: Work) -> tuple[Event, ...]:
        work.actor.require(Right.MANAGE)
        return ()

    desk.do(forbidden, catch=caught.append)
    settle()
    assert [type(error) for error in caught] == [NotAllowed]
    assert failures == []


def test_an_answer_for_a_window_that_was_closed_is_dropped(desk: Desk, settle: Callable[[], None]) -> None:
    owner = QObject()
    answers: list[object] = []
    desk.ask(lambda read: read.counts(AISYAH.id, NOW), answers.append, owner)
    shiboken6.delete(owner)
    settle()
    assert answers == []
