"""The conversation and its context: who said what on which side, strangers' tricks undone, why it is whose matter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.domain.amendment import PROOFS_APART, Stretch
from pmsdesk.domain.contact import Contact
from pmsdesk.domain.events import Event, RegisterPulled
from pmsdesk.domain.message import Author, RemoteMessage, contact_id, conversation_id
from pmsdesk.domain.metrics import PostMetrics, day_of
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.services import ingest, triaging
from pmsdesk.services.ports import Batch, Work
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.models import thread_model
from pmsdesk.ui.models.thread_model import ITEM_ROLE
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.bubble import BUBBLE_ROLE, Bubble, BubbleDelegate, Side
from tests.screen import AISYAH, FAIZAL, HAKIM, SITI, Screen, Told

Settle = Callable[[], None]


def bubbles(page: InboxPage) -> list[Bubble]:
    model = page.talk.model
    return [model.index(row, 0).data(BUBBLE_ROLE) for row in range(model.rowCount())]


def shown(page: InboxPage) -> str:
    """Every word of the context pane."""
    return "\n".join(label.text() for label in page.context.findChildren(QLabel) if label.isVisible())


# ---- bubbles -------------------------------------------------------------------------------------------------------


def test_a_conversation_reads_from_a_day_to_its_citizen(talk: InboxPage) -> None:
    day, message = bubbles(talk)
    assert (day.side, day.text) == (Side.DAY, "Semalam")
    assert (message.side, message.text, message.link) == (Side.LEFT, FAIZAL.text, "Buka di X ↗")
    assert message.meta == "12:20"


def pinned(page: InboxPage) -> list[str]:
    return [label.text() for label in page.talk.pinned.findChildren(QLabel) if label.isVisible()]


def test_how_our_post_fared_stands_under_it_where_it_is_pinned(page: InboxPage, screen: Screen, settle: Settle) -> None:
    us, at = Author("900002", "", "Kementerian Kerja Raya Malaysia"), screen.clock()
    post = RemoteMessage(SITI.channel, "77_1", "77_1", "", us, "Kerja baik pulih FT5 bermula esok.", at, own=True)
    answer = RemoteMessage(SITI.channel, "77_2", "77_1", "77_1", SITI.author, "Bila siap?", at)

    def arrive(work: Work) -> tuple[Event, ...]:
        return ingest.accept(work, SITI.account_id, Batch((answer,), "2", parents=(post,)), lambda *_: SITI.triage)

    def count(work: Work) -> tuple[Event, ...]:
        told = PostMetrics("77_1", likes=1_250, comments=1, views=40_310)
        work.samples.put_posts(SITI.channel, day_of(at), [told])
        return ()

    talk_id = conversation_id(SITI.account_id, "77_1", contact_id(SITI.channel, SITI.author.remote_id))
    screen.act(SYSTEM, arrive)
    page.open(talk_id)
    settle()
    assert pinned(page)[-1] == "Kerja baik pulih FT5 bermula esok."
    screen.act(SYSTEM, count)
    page.open(talk_id)
    settle()
    assert pinned(page)[-1] == "Suka 1,250 · Ulasan 1 · Tontonan 40,310 · setakat 23 Nov"


def test_a_note_stands_in_the_middle_under_its_own_words(talk: InboxPage, screen: Screen, settle: Settle) -> None:
    screen.act(HAKIM, lambda work: triaging.note(work, FAIZAL.conversation_id, "Sudah ditelefon."))
    talk.open(FAIZAL.conversation_id)
    settle()
    note = bubbles(talk)[-1]
    assert (note.side, note.heading, note.text) == (Side.NOTE, "Nota dalaman · Hakim bin Osman", "Sudah ditelefon.")


def test_a_waiting_reply_says_where_it_stands(talk: InboxPage, settle: Settle) -> None:
    talk.use_canned("G4")
    talk.composer.submit()
    talk.composer.submit()
    settle()
    reply = bubbles(talk)[-1]
    assert reply.side is Side.RIGHT
    assert reply.badge is not None
    assert reply.badge[0] == "Menunggu dihantar"


EDITED = "Lampu jalan exit Sungai Buloh sudah menyala, terima kasih"


def read_again(screen: Screen, text: str = "", **more: object) -> None:
    """The network shows Siti's comment again with *text*, "" when it does not show it."""
    wrote = replace(SITI, text=text)
    said = RemoteMessage(
        *(wrote.channel, wrote.remote_id, wrote.remote_id, "77_1", wrote.author, wrote.text),
        screen.clock() - timedelta(hours=wrote.hours_ago),
    )
    batch = Batch((said,) if text else (), "cursor-2", **more)  # type: ignore[arg-type]
    screen.act(SYSTEM, lambda work: ingest.accept(work, SITI.account_id, batch, lambda _t, _a: SITI.triage))


def test_an_edited_message_says_so_and_shows_both_texts(page: InboxPage, screen: Screen, settle: Settle) -> None:
    read_again(screen, EDITED)
    page.open(SITI.conversation_id)
    settle()
    said = bubbles(page)[-1]
    assert said.text == f"{EDITED}\n\nSebelum disunting:\n{SITI.text}"
    assert said.badge == ("Disunting · dilihat 23/11 10:14", Tone.WARNING)


def test_a_message_that_is_gone_stays_and_takes_no_reply(page: InboxPage, screen: Screen, settle: Settle) -> None:
    whole = (Stretch(frozenset(), screen.clock() - timedelta(days=2)),)
    for _ in range(2):
        read_again(screen, whole=whole)
        screen.clock.forward(seconds=PROOFS_APART.total_seconds())
    page.open(SITI.conversation_id)
    settle()
    said = bubbles(page)[-1]
    assert (said.text, said.link) == (SITI.text, "Buka di Facebook ↗")
    assert said.badge == ("Tiada lagi di Facebook · dilihat 23/11 10:34", Tone.BAD)
    assert "tiada lagi di Facebook" in page.composer.hint.text()


def test_comments_that_no_list_shows_are_told(page: InboxPage, screen: Screen, settle: Settle) -> None:
    read_again(screen, SITI.text, unlisted={SITI.remote_id: 3})
    page.open(SITI.conversation_id)
    settle()
    assert page.talk.unlisted.text() == "3 ulasan di sini tidak kelihatan melalui API – buka di platform"
    assert page.talk.unlisted.isVisible()
    page.open(FAIZAL.conversation_id)
    settle()
    assert not page.talk.unlisted.isVisible()


def test_a_strangers_direction_marks_and_control_characters_are_left_out(
    page: InboxPage, delivered: Callable[..., object], settle: Settle
) -> None:
    author = Author("66", "x\u202ey", "Evil\u202eeman\u2069\x07")
    trick = replace(FAIZAL, remote_id="1960", author=author)
    delivered(trick, "1960", "a\u202eb\x00c\u2069 ok")
    page.open(trick.conversation_id)
    settle()
    assert bubbles(page)[-1].text == "abc ok"
    assert page.talk.header.name.text() == "\u2068Evileman\u2069"
    assert page.talk.header.handles.text().startswith("\u2068@xy\u2069 → @MOWorks")


def test_a_megabyte_of_text_is_shortened_but_copied_whole(
    page: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    endless = replace(FAIZAL, remote_id="1961", text="jalan rosak " * 90_000)
    screen.arrive(endless)
    page.open(endless.conversation_id)
    settle()
    assert len(bubbles(page)[-1].text) < 7000
    page.talk.list.setCurrentIndex(page.talk.model.index(1, 0))
    page.talk.copy()
    assert len(QGuiApplication.clipboard().text()) > 1_000_000


def test_a_bubbles_link_opens_the_message_on_its_network(talk: InboxPage, qtbot: QtBot) -> None:
    class Opened(QObject):
        urls: list[str] = []  # noqa: RUF012 (one test)

        @Slot("QUrl")
        def open(self, url: object) -> None:
            self.urls.append(url.toString())  # type: ignore[attr-defined]

    opened = Opened()
    QDesktopServices.setUrlHandler("https", opened, "open")
    index = talk.talk.model.index(1, 0)
    delegate = talk.talk.list.itemDelegate()
    assert isinstance(delegate, BubbleDelegate)
    box = talk.talk.list.visualRect(index)
    at = next(
        point
        for x in range(box.left(), box.right(), 4)
        for point in [QPoint(x, box.bottom() - 26)]
        if delegate.link_at(index, box.toRectF(), point.toPointF())
    )
    qtbot.mouseClick(talk.talk.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QDesktopServices.unsetUrlHandler("https")
    assert opened.urls == [index.data(ITEM_ROLE).permalink]


def test_each_conversation_is_shown_again_where_it_was_left(
    page: InboxPage, screen: Screen, delivered: Callable[..., object], settle: Settle
) -> None:
    for number in range(30):
        delivered(FAIZAL, f"20{number:02d}", f"Susulan ke-{number}: masih belum ditampal, tolong cepat sikit.")
    page.open(FAIZAL.conversation_id)
    settle()
    bar = page.talk.list.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    bar.setValue(140)
    page.open(SITI.conversation_id)
    settle()
    page.open(FAIZAL.conversation_id)
    settle()
    assert bar.value() == 140


def test_a_long_conversation_shows_its_newest_first_and_the_rest_when_asked(
    page: InboxPage,
    screen: Screen,
    delivered: Callable[..., object],
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(thread_model, "NEWEST", 5)
    for number in range(8):
        delivered(FAIZAL, f"21{number:02d}", f"Susulan ke-{number}")
    page.open(FAIZAL.conversation_id)
    settle()
    assert [bubble.text for bubble in bubbles(page)][2:] == [f"Susulan ke-{number}" for number in range(3, 8)]
    line = page.talk.model.index(0, 0)
    assert line.data(BUBBLE_ROLE).text.startswith("4 catatan lebih awal")
    page.talk.list.clicked.emit(line)
    assert [bubble.text for bubble in bubbles(page)][:2] == ["Semalam", FAIZAL.text]
    delivered(FAIZAL, "2190", "Satu lagi")
    page.open(FAIZAL.conversation_id)
    settle()
    assert bubbles(page)[1].text == FAIZAL.text


# ---- context -------------------------------------------------------------------------------------------------------


def test_the_clock_says_in_words_what_is_left(talk: InboxPage, screen: Screen) -> None:
    assert "Baki 2 jam 06 minit" in shown(talk)
    screen.clock.forward(hours=3)
    talk.context.show_view(talk.view)  # type: ignore[arg-type]
    assert "Lewat 0 jam 54 minit" in shown(talk) or "Lewat 54 minit" in shown(talk)


def test_the_words_that_decided_are_shown(talk: InboxPage) -> None:
    assert "“FT5” = Laluan Persekutuan 5" in shown(talk)


def test_a_telephone_number_is_masked_until_asked_for_and_the_asking_is_recorded(
    page: InboxPage, screen: Screen, settle: Settle
) -> None:
    def phone(work: Work) -> tuple[()]:
        conversation = work.conversations.get(FAIZAL.conversation_id)
        contact: Contact = work.conversations.contact(conversation.contact_id)
        work.conversations.put_contacts([replace(contact, phone="012-345 4471")])
        return ()

    screen.act(SYSTEM, phone)
    page.open(FAIZAL.conversation_id)
    settle()
    assert "••• 4471" in shown(page)
    assert "012-345" not in shown(page)
    link = next(each for each in page.context.findChildren(QPushButton) if each.text() == "Papar penuh")
    link.click()
    settle()
    assert "012-345 4471" in shown(page)
    view = screen.store.read().conversation(FAIZAL.conversation_id, AISYAH.id)
    assert [(item.operation, item.actor) for item in view.history][-1] == ("contact.revealed", "Nur Aisyah")
    page.open(SITI.conversation_id)
    settle()
    page.open(FAIZAL.conversation_id)
    settle()
    assert "012-345" not in shown(page)


def test_a_conversation_that_is_not_here_is_said_in_words_and_nothing_of_another_stays(
    talk: InboxPage, settle: Settle
) -> None:
    talk.open("no-such-conversation")
    settle()
    assert talk.state.isVisible()
    assert talk.state.words.startswith("Perbualan ini tiada pada komputer ini.")
    assert "no-such-conversation" not in talk.state.words
    assert talk.view is None
    assert shown(talk) == ""
    assert not talk.composer.isVisible()
    assert talk.listing.rows.key is None
    talk.open(SITI.conversation_id)
    settle()
    assert talk.view is not None
    assert "Siti Lailatul" in shown(talk)


@pytest.mark.parametrize(("width", "height"), [(1252, 828), (1252, 400), (1010, 620)])
def test_the_trail_shows_every_line_whole(
    talk: InboxPage, screen: Screen, settle: Settle, width: int, height: int
) -> None:
    for number in range(12):
        said = f"Catatan ke-{number} tentang lubang besar di FT5 berhampiran Sabak Bernam, hubungi JKR Selangor."
        screen.act(HAKIM, lambda work, said=said: triaging.note(work, FAIZAL.conversation_id, said))  # type: ignore[misc]
        screen.act(HAKIM, lambda work: triaging.prioritise(work, FAIZAL.conversation_id, urgent=True))
        screen.act(HAKIM, lambda work: triaging.prioritise(work, FAIZAL.conversation_id, urgent=False))
    talk.resize(width, height)
    talk.open(FAIZAL.conversation_id)
    settle()
    QApplication.processEvents()
    (trail,) = [label for label in talk.context.findChildren(QLabel) if "Hakim bin Osman" in label.text()]
    assert trail.text().count("\n") >= 29
    assert trail.height() >= trail.heightForWidth(trail.width())


def test_before_anything_is_chosen_the_page_says_how_to_begin(page: InboxPage) -> None:
    assert page.state.words == "Pilih satu perbualan"
    assert page.state.isVisible()


def test_it_still_says_so_after_something_came_from_the_register(page: InboxPage, desk: Desk, settle: Settle) -> None:
    desk.happened.emit((RegisterPulled(rows=3),))
    settle()
    assert page.state.words == "Pilih satu perbualan"


@pytest.mark.parametrize("told", [FAIZAL, SITI], ids=["x", "facebook"])
@pytest.mark.parametrize("width", [836, 1092, 1252])
def test_everything_fits_into_the_smallest_and_the_usual_windows(
    page: InboxPage, settle: Settle, width: int, told: Told
) -> None:
    page.open(told.conversation_id)
    settle()
    page.use_canned("G4")
    page.resize(width, 568)
    settle()
    page.composer.submit()
    settle()
    assert page.width() == width
    for widget in (page.composer.send, page.composer.counter, page.talk.header, page.composer.strip):
        assert widget.mapTo(page, widget.rect().bottomRight()).x() < width
    assert page.context.visibleRegion().isEmpty() is (width < 1000)
