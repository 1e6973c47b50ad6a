"""Colleagues at a conversation, a message that comes while one writes, and a complaint that has no number yet."""

from collections.abc import Callable
from dataclasses import replace

from pytestqt.qtbot import QtBot

from pmsdesk.domain.events import MessagesArrived
from pmsdesk.domain.presence import Companion, Doing
from pmsdesk.domain.reply import DraftMode
from pmsdesk.domain.staff import Staff
from pmsdesk.services import complaining
from pmsdesk.services.reading import ComplaintFilter
from pmsdesk.ui.complaints.cells import Cells
from pmsdesk.ui.inbox.sending import Course, readiness
from pmsdesk.ui.models.complaint_model import Field
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.badge import Badge
from tests.console import Console
from tests.screen import AISYAH, FAIZAL, HAKIM, NOW, ROSNAH, references
from tests.ui.sharing.shared_screen import SharedScreen, registration

TYPES = Companion(FAIZAL.conversation_id, ROSNAH.id, ROSNAH.name, Doing.TYPING)
LOOKS = Companion(FAIZAL.conversation_id, HAKIM.id, HAKIM.name, Doing.VIEWING)


def test_the_head_names_who_types_and_who_looks_on_and_the_composer_who_answers(
    open_shared: Callable[[Staff], Console], shared_screen: SharedScreen, settle: Callable[[], None], qtbot: QtBot
) -> None:
    shared_screen.presence.companions_there = (TYPES, LOOKS)
    console = open_shared(AISYAH)
    console.window.open("inbox", FAIZAL.conversation_id)
    settle()
    bar = console.inbox.talk.header.companions
    said = "\u2068Rosnah Kassim\u2069 sedang menaip · \u2068Hakim bin Osman\u2069 sedang melihat"
    assert bar.accessibleName() == said
    assert console.inbox.composer.claim.words == "\u2068Rosnah Kassim\u2069 sedang menjawab perbualan ini."
    assert (FAIZAL.conversation_id, Doing.VIEWING) in shared_screen.presence.announced
    console.inbox.composer.take_wanted.emit()
    settle()
    assert console.inbox.composer.claim.isHidden()
    assert (
        shared_screen.screen.store.read().conversation(FAIZAL.conversation_id, AISYAH.id).assignee_name == AISYAH.name
    )


def test_typing_is_told_and_leaving_too(
    open_shared: Callable[[Staff], Console], shared_screen: SharedScreen, settle: Callable[[], None]
) -> None:
    console = open_shared(AISYAH)
    console.window.open("inbox", FAIZAL.conversation_id)
    settle()
    console.inbox.write(DraftMode.REPLY)
    console.inbox.composer.edit.insert("Terima kasih.")
    settle()
    assert shared_screen.presence.announced[-1] == (FAIZAL.conversation_id, Doing.TYPING)
    console.window.go("complaints")
    settle()
    assert shared_screen.presence.announced[-1] == (FAIZAL.conversation_id, None)


def test_without_the_register_nobody_is_shown_and_nothing_is_said(
    open_shared: Callable[[Staff], Console], shared_screen: SharedScreen, settle: Callable[[], None]
) -> None:
    shared_screen.presence.companions_there = (TYPES,)
    shared_screen.presence.gone = True
    console = open_shared(AISYAH)
    failed: list[Exception] = []
    console.desk.failed.connect(failed.append)
    console.window.open("inbox", FAIZAL.conversation_id)
    settle()
    assert console.inbox.talk.header.companions.isHidden()
    assert console.inbox.composer.claim.isHidden()
    assert failed == []


def test_a_message_that_comes_while_one_writes_stands_above_the_text_and_sending_is_asked_again(
    open_shared: Callable[[Staff], Console], shared_screen: SharedScreen, settle: Callable[[], None]
) -> None:
    console = open_shared(AISYAH)
    console.window.open("inbox", FAIZAL.conversation_id)
    settle()
    composer = console.inbox.composer
    console.inbox.write(DraftMode.REPLY)
    composer.edit.insert("Terima kasih. Aduan tuan sedang disiasat.")
    settle()
    composer.submit()
    assert composer.asking
    again = replace(FAIZAL, remote_id="1899", text="@MOWorks Sudah ditampal pagi tadi, terima kasih", hours_ago=0.1)
    view = shared_screen.screen.store.read().conversation(FAIZAL.conversation_id, AISYAH.id)
    shared_screen.append(view, again)
    console.desk.happened.emit((MessagesArrived(FAIZAL.account_id, (FAIZAL.conversation_id,), ()),))
    settle()
    assert "Sudah ditampal pagi tadi" in composer.news.words
    assert not composer.asking
    assert composer.edit.text() == "Terima kasih. Aduan tuan sedang disiasat."


def test_a_draft_without_a_number_says_so_everywhere_and_keeps_g6_back(
    open_shared: Callable[[Staff], Console], shared_screen: SharedScreen, settle: Callable[[], None]
) -> None:
    screen = shared_screen.screen
    screen.act(AISYAH, lambda work: complaining.register(work, FAIZAL.conversation_id, registration()))
    read = screen.store.read()
    (row,) = read.complaint_rows(list(read.complaint_ids(ComplaintFilter(), NOW)))
    assert row.number.startswith("DRAF/")
    cells = Cells(references(), screen.clock)
    assert cells.text(row, Field.NUMBER) == "Draf tanpa nombor"
    assert cells.badge(row, Field.NUMBER) == ("Draf tanpa nombor", Tone.WARNING)
    console = open_shared(AISYAH)
    console.window.open("inbox", FAIZAL.conversation_id)
    settle()
    badges = [badge.accessibleName() for badge in console.inbox.context.findChildren(Badge)]
    assert "Draf tanpa nombor" in badges
    console.inbox.use_canned("G6")
    settle()
    view = console.inbox.view
    assert view is not None
    ready = readiness(console.inbox.composer.edit.text(), None, view)
    assert ready.course is Course.BLOCKED
    assert "masih draf tanpa nombor" in ready.why
