"""The composer: never in doubt what is written, kept while typed, checked, asked once, taken back, never sent twice."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.domain.account import Policy
from pmsdesk.domain.capability import Capability, WhyNot
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.reply import DraftMode, ReplyState
from pmsdesk.services import accounting, approving
from pmsdesk.services.reading import ConversationView
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.inbox.drafts import AUTOSAVE_MS
from pmsdesk.ui.inbox.page import InboxPage
from pmsdesk.ui.inbox.register_dialog import RegisterDialog
from pmsdesk.ui.widgets.badge import Badge
from tests.screen import AISYAH, FAIZAL, FARID, ROSNAH, SITI, Screen

POLITE = "Terima kasih atas maklumat tuan. Pasukan kami akan memeriksa jalan tersebut."
RUDE = "👍🏽 Jangan bodoh, sila semak dahulu."
Settle = Callable[[], None]


def stored(screen: Screen, conversation_id: str = FAIZAL.conversation_id) -> ConversationView:
    return screen.store.read().conversation(conversation_id, AISYAH.id)


def type_reply(page: InboxPage, qtbot: QtBot, text: str) -> None:
    qtbot.keyClick(page.listing.rows, Qt.Key.Key_R)
    page.composer.edit.insertPlainText(text)


def submit(page: InboxPage, qtbot: QtBot, times: int = 2) -> None:
    for _ in range(times):
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def press(page: InboxPage, words: str) -> None:
    buttons = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    next(button for button in buttons if button.text().startswith(words)).click()


# ---- what is being written ---------------------------------------------------------------------------------------


def test_nothing_is_written_until_a_person_says_what(talk: InboxPage, qtbot: QtBot) -> None:
    assert talk.composer.mode is None
    assert not talk.composer.edit.isVisible()
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_R)
    assert talk.composer.edit.hasFocus()
    assert talk.composer.head.text() == "Awam – kepada \u2068@faizalz\u2069 sebagai @MOWorks"
    assert talk.composer.property("kind") == "card"


def test_a_note_looks_and_reads_differently(talk: InboxPage, qtbot: QtBot) -> None:
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_N)
    assert talk.composer.head.text() == "Nota dalaman – tidak dihantar kepada sesiapa di luar"
    assert talk.composer.property("kind") == "warning"
    assert talk.composer.send.text().startswith("Simpan nota dalaman")
    assert not talk.composer.counter.isVisible()


def test_letters_typed_into_the_field_are_no_commands(talk: InboxPage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_R)
    qtbot.keyClicks(talk.composer.edit, "jemput kemaskini z e d")
    settle()
    assert talk.composer.edit.text() == "jemput kemaskini z e d"
    assert talk.view is not None
    assert talk.view.conversation.id == FAIZAL.conversation_id


def test_another_conversation_starts_undecided_again(talk: InboxPage, qtbot: QtBot, settle: Settle) -> None:
    type_reply(talk, qtbot, POLITE)
    talk.open(SITI.conversation_id)
    settle()
    assert talk.composer.mode is None


# ---- nothing typed is lost -----------------------------------------------------------------------------------------


def test_what_is_typed_is_saved_after_half_a_second(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    type_reply(talk, qtbot, POLITE)
    assert talk.drafts._timer.interval() == AUTOSAVE_MS
    assert stored(screen).draft == ""
    qtbot.waitUntil(lambda: stored(screen).draft == POLITE)
    settle()
    assert talk.composer.why.text() == "Draf disimpan"


def test_reply_and_note_are_kept_apart_and_saved_at_once_when_one_goes_on(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    type_reply(talk, qtbot, POLITE)
    talk.composer.write(DraftMode.NOTE)
    assert talk.composer.edit.text() == ""
    talk.composer.edit.insertPlainText("Tunggu jawapan JKR Selangor")
    talk.open(SITI.conversation_id)
    settle()
    assert (stored(screen).draft, stored(screen).note_draft) == (POLITE, "Tunggu jawapan JKR Selangor")
    talk.open(FAIZAL.conversation_id)
    settle()
    talk.composer.write(DraftMode.REPLY)
    assert talk.composer.edit.text() == POLITE


def test_what_is_typed_is_saved_when_the_window_closes(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    type_reply(talk, qtbot, POLITE)
    talk.close()
    settle()
    assert stored(screen).draft == POLITE


# ---- the check -----------------------------------------------------------------------------------------------------


def test_a_flag_stands_under_its_word_also_behind_emoji(talk: InboxPage, qtbot: QtBot, settle: Settle) -> None:
    type_reply(talk, qtbot, RUDE)
    qtbot.waitUntil(lambda: bool(talk.composer.flags.texts()))
    (selection,) = talk.composer.edit.extraSelections()
    assert selection.cursor.selectedText() == "bodoh"
    assert "“\u2068bodoh\u2069”" in talk.composer.flags.texts()[0]
    assert "R11" in talk.composer.flags.texts()[0]


def test_f8_goes_to_the_flag_and_alt_enter_puts_the_rewrite_in(talk: InboxPage, qtbot: QtBot) -> None:
    type_reply(talk, qtbot, "🙏🏽 Hubungi pegawai di 012-345 4471 ya.")
    qtbot.waitUntil(lambda: bool(talk.composer.flags.texts()))
    qtbot.keyClick(talk, Qt.Key.Key_F8)
    assert talk.composer.edit.textCursor().selectedText() == "012-345 4471"
    qtbot.keyClick(talk, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert talk.composer.edit.text() == "🙏🏽 Hubungi pegawai di 03-8000 8000 ya."


def test_a_text_the_check_blocks_cannot_be_sent(talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle) -> None:
    type_reply(talk, qtbot, RUDE)
    submit(talk, qtbot, 3)
    settle()
    assert not talk.composer.send.isEnabled()
    assert "Perkataan kesat" in talk.composer.strip.words
    assert stored(screen).reply is None


def test_the_counter_counts_as_the_network_does(talk: InboxPage, qtbot: QtBot) -> None:
    type_reply(talk, qtbot, "👍🏽" + "a" * 280)
    assert talk.composer.counter.text() == "282 / 280"
    qtbot.waitUntil(lambda: not talk.composer.send.isEnabled())


# ---- sending -------------------------------------------------------------------------------------------------------


def test_the_button_says_as_whom_to_whom_and_where(talk: InboxPage, qtbot: QtBot) -> None:
    type_reply(talk, qtbot, POLITE)
    assert talk.composer.send.text() == "Hantar sebagai @MOWorks\nkepada \u2068@faizalz\u2069 (awam)"


def test_it_asks_once_and_sends_with_the_second_press(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    type_reply(talk, qtbot, POLITE)
    submit(talk, qtbot, 1)
    settle()
    assert talk.composer.asking
    assert "Semua orang boleh membacanya" in talk.composer.strip.words
    assert stored(screen).reply is None
    submit(talk, qtbot, 1)
    settle()
    view = stored(screen)
    assert view.publication is not None
    assert (view.publication.state, view.publication.text) == (PublicationState.READY, POLITE)
    assert view.draft == ""
    assert talk.composer.mode is None


def test_the_button_of_the_question_sends_as_well(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    type_reply(talk, qtbot, POLITE)
    submit(talk, qtbot, 1)
    press(talk, "Ya, hantar")
    settle()
    assert stored(screen).publication is not None


def test_enter_alone_never_sends(talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle) -> None:
    type_reply(talk, qtbot, POLITE)
    for _ in range(3):
        qtbot.keyClick(talk.composer.edit, Qt.Key.Key_Return)
    settle()
    assert talk.composer.edit.text() == POLITE + "\n\n\n"
    assert stored(screen).reply is None


def test_a_changed_text_must_be_asked_about_again(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    type_reply(talk, qtbot, POLITE)
    submit(talk, qtbot, 1)
    talk.composer.edit.insertPlainText(" Sekian.")
    assert not talk.composer.asking
    submit(talk, qtbot, 1)
    settle()
    assert talk.composer.asking
    assert stored(screen).reply is None


def test_escape_takes_the_question_back(talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle) -> None:
    type_reply(talk, qtbot, POLITE)
    submit(talk, qtbot, 1)
    qtbot.keyClick(talk.composer.strip, Qt.Key.Key_Escape)
    assert not talk.composer.asking
    assert talk.composer.edit.hasFocus()
    submit(talk, qtbot, 1)
    settle()
    assert stored(screen).reply is None


def test_under_a_strict_policy_it_is_handed_to_a_supervisor(
    talk: InboxPage, screen: Screen, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    screen.act(FARID, lambda work: accounting.set_policy(work, FAIZAL.account_id, Policy.ALL))
    talk.open(FAIZAL.conversation_id)
    settle()
    type_reply(talk, qtbot, POLITE)
    assert talk.composer.send.text() == "Hantar untuk kelulusan"
    submit(talk, qtbot)
    settle()
    view = stored(screen)
    assert view.reply is not None
    assert view.reply.state is ReplyState.PENDING
    assert "diluluskan oleh penyelia" in talk.strip.words
    assert talk.undo_bar.isHidden()


def test_a_note_is_added_without_a_question(talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_N)
    talk.composer.edit.insertPlainText("Telefon JKR Selangor, turun esok.")
    submit(talk, qtbot, 1)
    settle()
    assert [item.text for item in stored(screen).items][-1] == "Telefon JKR Selangor, turun esok."
    assert stored(screen).note_draft == ""
    assert stored(screen).publication is None


# ---- taking back ---------------------------------------------------------------------------------------------------


def test_within_ten_seconds_the_reply_comes_back_into_the_composer(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    type_reply(talk, qtbot, POLITE)
    submit(talk, qtbot)
    settle()
    assert talk.undo_bar.words == "Balasan kepada \u2068@faizalz\u2069 akan dihantar dalam 10 saat."
    talk.open(SITI.conversation_id)
    settle()
    talk.listing.rows.setFocus()
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    view = stored(screen)
    assert view.publication is not None
    assert view.publication.state is PublicationState.WITHDRAWN
    assert talk.view is not None
    assert talk.view.conversation.id == FAIZAL.conversation_id
    assert talk.composer.edit.text() == POLITE


def test_the_offer_counts_down_and_ends(talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle) -> None:
    type_reply(talk, qtbot, POLITE)
    submit(talk, qtbot)
    settle()
    screen.clock.forward(seconds=7)
    qtbot.waitUntil(lambda: "3 saat" in talk.undo_bar.words)
    screen.clock.forward(seconds=3)
    qtbot.waitUntil(talk.undo_bar.isHidden)


def test_what_a_supervisor_returned_is_told_with_its_reason(
    talk: InboxPage, screen: Screen, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    screen.act(FARID, lambda work: accounting.set_policy(work, FAIZAL.account_id, Policy.ALL))
    type_reply(talk, qtbot, POLITE)
    submit(talk, qtbot)
    settle()
    reply = stored(screen).reply
    assert reply is not None
    screen.act(ROSNAH, lambda work: approving.give_back(work, reply.id, reply.head.sha, "Sebut nama jalan."))
    talk.open(SITI.conversation_id)
    settle()
    talk.open(FAIZAL.conversation_id)
    settle()
    assert talk.composer.strip.words == "Balasan dipulangkan oleh penyelia: \u2068Sebut nama jalan.\u2069"
    talk.composer.write(DraftMode.REPLY)
    assert talk.composer.edit.text() == POLITE


# ---- traffic -------------------------------------------------------------------------------------------------------


def test_when_the_citizen_wrote_again_the_text_stays_and_the_message_is_shown_first(
    talk: InboxPage, screen: Screen, delivered: Callable[..., object], qtbot: QtBot, settle: Settle
) -> None:
    type_reply(talk, qtbot, POLITE)
    submit(talk, qtbot, 1)
    screen.clock.forward(minutes=5)
    delivered(FAIZAL, "1807", "Dah ditampal pagi tadi, terima kasih!")
    submit(talk, qtbot, 1)
    settle()
    assert "Mesej baharu daripada" in talk.composer.news.words
    assert "Dah ditampal pagi tadi, terima kasih!" in talk.composer.news.words
    assert not talk.composer.strip.isVisible(), "said once, in the words of who wrote"
    assert talk.composer.edit.text() == POLITE
    assert stored(screen).reply is None
    assert talk.view is not None
    assert talk.view.items[-1].text == "Dah ditampal pagi tadi, terima kasih!"
    submit(talk, qtbot)
    settle()
    assert stored(screen).publication is not None


def test_where_the_network_allows_no_reply_the_way_out_is_offered(
    page: InboxPage, delivered: Callable[..., object], qtbot: QtBot, settle: Settle
) -> None:
    locked = replace(FAIZAL, remote_id="1950")
    delivered(locked, "1950", "Jalan rosak di sini", capability=Capability.of_reply(False))
    page.open(locked.conversation_id)
    settle()
    qtbot.keyClick(page.listing.rows, Qt.Key.Key_R)
    assert page.composer.mode is None
    assert "tidak membenarkan balasan" in page.composer.hint.text()
    assert page.composer.platform_button.text() == "Buka di X ↗"


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (WhyNot.NOT_NAMED, "X membenarkan balasan melalui API hanya kepada orang yang menyebut @MOWorks"),
        (WhyNot.CLOSED, "Ruangan komen di sini telah ditutup"),
        (WhyNot.HIDDEN, "Komen ini disembunyikan; X tidak menerima balasan kepadanya"),
        (WhyNot.ELSEWHERE, "Ini hantaran akaun lain; X tidak menerima balasan padanya"),
        (WhyNot.REFUSED, "X tidak membenarkan balasan kepada mesej ini"),
    ],
)
def test_why_no_reply_is_possible_is_told_in_words(
    page: InboxPage, delivered: Callable[..., object], settle: Settle, why: WhyNot, words: str
) -> None:
    locked = replace(FAIZAL, remote_id="1950")
    delivered(locked, "1950", "Jalan rosak di sini", capability=Capability.nothing(why))
    page.open(locked.conversation_id)
    settle()
    assert page.composer.hint.text().startswith(words)
    assert page.composer.platform_button.isVisibleTo(page)
    page.composer.open_canned()
    assert page.composer.mode is None


def test_what_the_network_charges_is_told_before_sending(
    page: InboxPage, delivered: Callable[..., object], qtbot: QtBot, settle: Settle
) -> None:
    priced = replace(FAIZAL, remote_id="1950")
    may = Capability(cost_cents=Decimal(1), link_cost_cents=Decimal(20))
    delivered(priced, "1950", "Jalan rosak di sini", capability=may)
    page.open(priced.conversation_id)
    settle()
    type_reply(page, qtbot, POLITE)
    submit(page, qtbot, 1)
    settle()
    assert page.composer.strip.words.endswith("Bayaran X: US$0.01, atau US$0.20 jika ada pautan.")


# ---- canned replies ------------------------------------------------------------------------------------------------


def test_an_open_slot_blocks_sending_and_says_what_fills_it(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert talk.composer.edit.textCursor().selectedText() == "{{no_aduan}}"
    assert not talk.composer.send.isEnabled()
    assert talk.composer.why.text() == "Daftarkan aduan dahulu (D) untuk mendapatkan nombor aduan."
    submit(talk, qtbot)
    settle()
    assert stored(screen).reply is None


def test_registering_fills_the_slot_and_the_answer_can_go(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    talk.register()
    dialog = talk.findChild(RegisterDialog)
    assert dialog is not None
    dialog.submit()
    settle()
    talk.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is talk)
    assert "no. aduan KKR/2026/000001" in talk.composer.edit.text()
    submit(talk, qtbot)
    settle()
    publication = stored(screen).publication
    assert publication is not None
    assert "KKR/2026/000001" in publication.text


def test_a_canned_reply_joins_what_is_typed_and_never_replaces_it(talk: InboxPage, qtbot: QtBot) -> None:
    type_reply(talk, qtbot, "Salam sejahtera.")
    talk.composer.edit.selectAll()
    talk.use_canned("G4")
    assert talk.composer.edit.text().startswith("Salam sejahtera. Terima kasih. Aduan tuan/puan")


def test_a_slash_in_the_empty_field_finds_a_canned_reply_by_its_words(talk: InboxPage, qtbot: QtBot) -> None:
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_R)
    qtbot.keyClick(talk.composer.edit, "/")
    assert talk.canned.isVisible()
    field = talk.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "lokasi")
    assert talk.canned.listed()[0] == "G2"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "Boleh nyatakan lokasi" in talk.composer.edit.text()
    assert talk.composer.edit.hasFocus()


def test_tab_goes_from_slot_to_slot(talk: InboxPage, qtbot: QtBot) -> None:
    type_reply(talk, qtbot, "Kepada {{unit}} dan {{agensi_lain}} segera")
    qtbot.keyClick(talk.composer.edit, Qt.Key.Key_Tab)
    assert talk.composer.edit.textCursor().selectedText() == "{{unit}}"
    qtbot.keyClick(talk.composer.edit, Qt.Key.Key_Tab)
    assert talk.composer.edit.textCursor().selectedText() == "{{agensi_lain}}"


@pytest.mark.parametrize("code", ["G2", "G4", "G5", "G7", "G8"])
def test_canned_replies_that_need_nothing_can_go_as_they_are(talk: InboxPage, qtbot: QtBot, code: str) -> None:
    talk.use_canned(code)
    assert talk.composer.send.isEnabled()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_meant_for_the_text_does_not_answer_the_question(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle, key: Qt.Key
) -> None:
    type_reply(talk, qtbot, POLITE)
    submit(talk, qtbot, times=1)
    assert talk.composer.edit.hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), key)
    settle()
    assert not talk.composer.asking
    assert stored(screen).reply is None


def test_escape_leaves_the_field_so_that_letters_are_commands_again(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    type_reply(talk, qtbot, POLITE)
    qtbot.keyClick(talk.composer.edit, Qt.Key.Key_Escape)
    assert talk.listing.rows.hasFocus()
    assert talk.composer.edit.text() == POLITE
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_M)
    settle()
    assert stored(screen).assignee_name == "Nur Aisyah"


def test_grave_and_slight_flags_begin_below_each_other(talk: InboxPage, qtbot: QtBot, settle: Settle) -> None:
    type_reply(talk, qtbot, "Kontraktor kereta WXY 1234 telah diberi amaran. Ini bukan soal UMNO.")
    qtbot.waitUntil(lambda: len(talk.composer.flags.texts()) == 2)
    settle()
    said = talk.composer.flags.texts()
    lines = [label for label in talk.composer.flags.findChildren(QLabel) if label.text() in said and label.isVisible()]
    assert len(lines) == 2
    assert len({line.mapTo(talk, QPoint()).x() for line in lines}) == 1


def test_the_flags_keep_their_room_when_one_of_them_goes(talk: InboxPage, qtbot: QtBot, settle: Settle) -> None:
    type_reply(talk, qtbot, "Jangan bodoh. Kereta WXY 1234, hubungi 012-3456789.")
    qtbot.waitUntil(lambda: len(talk.composer.flags.texts()) == 3)
    settle()
    talk.composer.next_finding()
    qtbot.keyClicks(talk.composer.edit, "lalai")
    qtbot.waitUntil(lambda: len(talk.composer.flags.texts()) == 2)
    row = talk.composer.flags.findChild(Badge)
    assert row is not None
    qtbot.waitUntil(lambda: talk.composer.flags.viewport().height() >= 2 * row.height())


def test_the_news_of_a_number_goes_with_the_reply(
    talk: InboxPage, screen: Screen, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(talk.listing.rows, Qt.Key.Key_D)
    dialog = talk.findChild(RegisterDialog)
    assert dialog is not None
    dialog.submit()
    qtbot.waitUntil(lambda: "KKR/2026/000001" in talk.strip.words)
    settle()
    talk.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is talk)
    qtbot.keyClick(talk, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    submit(talk, qtbot)
    settle()
    assert stored(screen).publication is not None
    assert talk.strip.words == ""
