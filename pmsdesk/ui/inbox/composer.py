"""The composer: a public or private reply or an internal note, never in doubt which; checked, asked once, sent."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pmsdesk.domain.canned import CannedReply, open_slots
from pmsdesk.domain.finding import Assessment, Finding
from pmsdesk.domain.message import Direction
from pmsdesk.domain.reply import DraftMode, ReplyState, Way
from pmsdesk.language.length import limit, weighted_length
from pmsdesk.services.reading import ConversationView
from pmsdesk.ui import words
from pmsdesk.ui.inbox import sending
from pmsdesk.ui.inbox.canned_panel import CannedPanel
from pmsdesk.ui.inbox.composer_form import ComposerForm
from pmsdesk.ui.inbox.drafts import Drafts
from pmsdesk.ui.inbox.sending import Course, Readiness
from pmsdesk.ui.models.thread_model import open_words
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.flagged_edit import Mark
from pmsdesk.ui.widgets.harmless import one_line
from pmsdesk.ui.writing.checking import Checking
from pmsdesk.ui.writing.flag_list import mark_of

NEWS_EXCERPT = 280


class Composer(ComposerForm):
    """Writes into one conversation at a time.

    `reply_given` carries the text and `Way` of a reply once a person has confirmed it, `note_given` that of a note.
    `platform_wanted` asks to open the message on its network, `withdraw_wanted` to take a waiting reply back. `left`
    tells that Escape was pressed in the field: the keyboard goes back to the list. `take_wanted` asks to take the
    conversation over from the colleague who answers it, `typing` tells that a reply is being typed.
    """

    reply_given = Signal(str, object)
    note_given = Signal(str)
    platform_wanted = Signal()
    withdraw_wanted = Signal()
    left = Signal()
    take_wanted = Signal()
    typing = Signal()

    def __init__(
        self,
        drafts: Drafts,
        checking: Checking,
        canned: CannedPanel,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._refused = ""
        self._drafts, self._checking, self._canned = drafts, checking, canned
        self._view: ConversationView | None = None
        self._mode: DraftMode | None = None
        self._asked = ""
        self._loading = False
        self._is_saved = False
        self._claimed_by = ""
        self.edit.on_tab = self.next_slot
        self.edit.textChanged.connect(self._typed)
        self.edit.slash.connect(self.open_canned)
        self.flags.picked.connect(self._show_finding)
        self.flags.wanted.connect(self._apply_finding)
        self.strip.closed.connect(self._unask)
        checking.assessed.connect(self._show_check)
        drafts.saved.connect(self._show_saved)
        drafts.failed.connect(self.show_error)
        canned.chosen.connect(self.insert_canned)
        canned.left.connect(self.edit.setFocus)
        self.connect_buttons(
            reply_button=lambda: self.write(DraftMode.REPLY),
            private_button=lambda: self.write(DraftMode.PRIVATE),
            note_button=lambda: self.write(DraftMode.NOTE),
            platform_button=self.platform_wanted.emit,
            canned_button=self.open_canned,
            send=self.submit,
        )
        self._retranslate()

    # ---- what is written into ---------------------------------------------------------------------------------------

    @property
    def mode(self) -> DraftMode | None:
        """What is being written; None until a person has said so."""
        return self._mode

    @property
    def asking(self) -> bool:
        """Whether the one question before sending stands."""
        return bool(self._asked)

    def show_conversation(self, view: ConversationView | None) -> None:
        """Write into *view* from now on. In another conversation nothing is written until a person says what."""
        before, self._view = self._view, view
        self.setVisible(view is not None)
        if view is None or before is None or before.conversation.id != view.conversation.id:
            self._drafts.flush()
            self._canned.hide()
            self._mode = None
            self._refused = ""
            self._asked = ""
            for strip in (self.strip, self.news):
                strip.hide()
            self.show_claim("")
            self._tell_standing()
        else:
            self._tell_news(before, view)
            self._fill_slots(view)
        self._show()

    def show_claim(self, name: str) -> None:
        """*name* is about to answer this conversation, "" for nobody: it is left to him, unless one takes it over."""
        if name == self._claimed_by:
            return
        self._claimed_by = name
        if not name:
            self.claim.hide()
            return
        self.claim.say(
            Tone.PRIMARY,
            self.tr("{name} sedang menjawab perbualan ini.").format(name=name),
            choices=((self.tr("Ambil alih"), "", self.take_wanted.emit),),
            take_keyboard=False,
        )

    def write(self, mode: DraftMode) -> None:
        """Begin or go on writing in *mode*, with what was typed before; a reply only where one is possible."""
        if self._view is None:
            return
        self._refused = self._cannot(mode, self._view)
        possible = not self._refused
        changed = self._mode is not mode
        self._mode = mode if possible else None
        self._unask()
        if possible and changed:
            self._load()
        self._show()
        (self.edit if possible else self.platform_button).setFocus()

    def _cannot(self, mode: DraftMode, view: ConversationView) -> str:
        """Why nothing can be written in *mode*, "" when it can."""
        if mode is DraftMode.NOTE:
            return ""
        if mode is DraftMode.PRIVATE:
            return sending.cannot_answer_privately(view, self._clock())
        return sending.cannot_answer(view)

    @property
    def _is_reply(self) -> bool:
        """Whether what is written goes out, in public or in private."""
        return self._mode in (DraftMode.REPLY, DraftMode.PRIVATE)

    def finish(self) -> None:
        """What was written has gone; nothing is being written."""
        self._mode = None
        self._asked = ""
        self.strip.hide()
        self.news.hide()
        self._show()

    def set_busy(self, busy: bool) -> None:
        """Keep the text as it is while it is being submitted."""
        self.edit.setReadOnly(busy)
        self._show()

    def show_error(self, error: Exception) -> None:
        """Say what went wrong, in place; what was typed stays."""
        self._asked = ""
        self.strip.say(Tone.BAD, words.error_text(error), getattr(error, "platform_words", ""))

    def warn(self, text: str) -> None:
        """Say *text*, in place."""
        self._asked = ""
        self.strip.say(Tone.WARNING, text)

    # ---- canned replies and slots -----------------------------------------------------------------------------------

    def open_canned(self) -> None:
        """Show the canned replies."""
        if self._view is not None:
            self._write_reply()
            if self._is_reply:
                self._canned.open_for(self._view)

    def _write_reply(self) -> None:
        """Go on with the reply that is being written, else begin a public one."""
        self.write(DraftMode.PRIVATE if self._mode is DraftMode.PRIVATE else DraftMode.REPLY)

    def insert_canned(self, reply: CannedReply) -> None:
        """Put *reply*, filled as far as the register knows, at the cursor; never over what is there."""
        if self._view is None:
            return
        self._write_reply()
        if self._is_reply:
            start = self.edit.insert(self._canned.filled(reply, self._view))
            self.edit.setFocus()
            self.next_slot(start)

    def next_slot(self, after: int | None = None) -> bool:
        """Select the next open slot behind the cursor (or *after*), else the first; False when none is open."""
        slots = list(open_slots(self.edit.text()))
        if not slots:
            return False
        here = self.edit.position() if after is None else after
        _, start, end = next((slot for slot in slots if slot[1] >= here), slots[0])
        self.edit.select(start, end)
        return True

    def _fill_slots(self, view: ConversationView) -> None:
        """Fill the open slots that the register has come to know."""
        if not self._is_reply:
            return
        values = self._canned.values(view)
        for name, start, end in reversed(list(open_slots(self.edit.text()))):
            if values.get(name):
                self.edit.replace(start, end, values[name])

    # ---- findings ---------------------------------------------------------------------------------------------------

    def next_finding(self) -> None:
        """Select the next flagged span behind the cursor, from the start again after the last."""
        spans = [(start, end) for mark, start, end in self.edit.marks() if mark.wavy]
        if spans:
            here = self.edit.position()
            self.edit.select(*next((span for span in spans if span[1] > here), spans[0]))
            self.edit.setFocus()

    def apply_rewrite(self) -> None:
        """Put in the rewrite of the finding under the cursor, else of the first that has one."""
        usable = [finding for finding in self._findings() if finding.suggestion]
        here = self.edit.position()
        under = (finding for finding in usable if finding.start <= here <= finding.end)
        finding = next(under, usable[0] if usable else None)
        if finding is not None:
            self._apply_finding(finding)

    def _findings(self) -> tuple[Finding, ...]:
        """The findings that hold for the text as it is now."""
        assessment = self._checking.assessment
        return () if assessment is None or not self._is_reply else assessment.findings

    def _apply_finding(self, finding: Finding) -> None:
        if finding in self._findings():
            self.edit.replace(finding.start, finding.end, finding.suggestion)
            self.edit.setFocus()

    def _show_finding(self, finding: Finding) -> None:
        if finding in self._findings():
            self.edit.select(finding.start, finding.end)
            self.edit.setFocus()

    # ---- sending ----------------------------------------------------------------------------------------------------

    def submit(self) -> None:
        """A note goes at once. A reply is asked about once, in place, and goes when this is called again."""
        text = self.edit.text()
        if self._view is None or self._mode is None or self.edit.isReadOnly():
            return
        if self._mode is DraftMode.NOTE:
            if text.strip():
                self.note_given.emit(text)
            return
        assessment = self._checking.now(text, self._view.account.channel)
        ready = self._readiness(text, assessment, self._view)
        if ready.course is Course.BLOCKED:
            self.warn(ready.why)
            self.next_slot(0)
            self.edit.setFocus()
        elif self._asked == text:
            self._send(text)
        else:
            self._ask(ready, text, self._view)

    def _readiness(self, text: str, assessment: Assessment | None, view: ConversationView) -> Readiness:
        private_at = self._clock() if self._mode is DraftMode.PRIVATE else None
        return sending.readiness(text, assessment, view, self._canned.code_of(text, view), private_at=private_at)

    def _ask(self, ready: Readiness, text: str, view: ConversationView) -> None:
        public = ready.course is Course.OUT
        go = self.tr("Ya, hantar   Ctrl+Enter") if public else self.tr("Ya, serahkan   Ctrl+Enter")
        choices = (
            (go, "primary" if public else "warning", lambda: self._send(text)),
            (self.tr("Sunting lagi   Esc"), "", self._unask),
        )
        self.strip.say(
            Tone.PRIMARY if public else Tone.WARNING,
            sending.question(ready, view, private=self._mode is DraftMode.PRIVATE),
            choices=choices,
            take_keyboard=False,
        )
        self._asked = text

    def _send(self, text: str) -> None:
        """Let *text* go, if it is still the one that was asked about."""
        if text == self.edit.text():
            self._asked = ""
            self.strip.hide()
            self.reply_given.emit(text, Way.PRIVATE if self._mode is DraftMode.PRIVATE else Way.PUBLIC)

    def _unask(self) -> None:
        if self._asked:
            self._asked = ""
            self.strip.hide()
            self.edit.setFocus()

    # ---- showing ----------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        view, mode = self._view, self._mode
        if view is None or mode is None:
            return
        stored = {
            DraftMode.REPLY: view.draft,
            DraftMode.PRIVATE: view.private_draft,
            DraftMode.NOTE: view.note_draft,
        }[mode]
        self._loading = True
        self._is_saved = False
        self.edit.put_text(self._drafts.text(view.conversation.id, mode, stored))
        self._loading = False
        self._watch()

    def _typed(self) -> None:
        if self._loading or self._view is None or self._mode is None:
            return
        text = self.edit.text()
        self._drafts.typed(self._view.conversation.id, self._mode, text)
        if self._is_reply:
            self.typing.emit()
        self._is_saved = False
        if self._asked and text != self._asked:
            self._asked = ""
            self.strip.hide()
        self._watch()
        self._show_send()

    def _watch(self) -> None:
        if self._view is not None and self._is_reply:
            self._checking.watch(self.edit.text(), self._view.account.channel)

    def _show_check(self) -> None:
        text = self.edit.text()
        self.edit.show_marks([mark_of(finding, text) for finding in self._findings()] + self._slot_marks(text))
        self.flags.show_findings(self._findings(), text)
        self._show_send()

    def _slot_marks(self, text: str) -> list[Mark]:
        if not self._is_reply:
            return []
        registered = self._view is not None and self._view.complaint is not None
        return [
            Mark(start, end, Tone.VIOLET, sending.slot_words(name, registered=registered), wavy=False)
            for name, start, end in open_slots(text)
        ]

    def _show(self) -> None:
        view, mode = self._view, self._mode
        if view is None:
            return
        not_private = sending.cannot_answer_privately(view, self._clock())
        self.private_button.setToolTip(not_private or self.tr("Balasan peribadi: hanya pengadu membacanya (Shift+R)"))
        if mode is None:
            why = self._refused or sending.cannot_answer(view)
            hint = why or self.tr("Pilih dahulu: balasan awam (R), balasan peribadi (Shift+R) atau nota dalaman (N).")
            self.show_idle(hint, open_words(view.account.channel) if why else "")
            return
        self.show_mode(mode, self._head(mode, view))
        self._show_check()

    def _head(self, mode: DraftMode, view: ConversationView) -> str:
        """To whom it goes, or that nobody outside sees it."""
        if mode is DraftMode.NOTE:
            return self.tr("Nota dalaman – tidak dihantar kepada sesiapa di luar")
        names = {"account": words.account(view.account), "contact": sending.contact_words(view)}
        if mode is DraftMode.REPLY:
            return self.tr("Awam – kepada {contact} sebagai {account}").format(**names)
        head = self.tr("Peribadi – hanya {contact} membacanya, sebagai {account}").format(**names)
        return " · ".join(part for part in (head, sending.window_words(view)) if part)

    def _show_send(self) -> None:
        view, text = self._view, self.edit.text()
        if view is None or self._mode is None:
            return
        free = not self.edit.isReadOnly()
        saved = self.tr("Draf disimpan") if self._is_saved and text else ""
        if self._mode is DraftMode.NOTE:
            self.show_send(self.tr("Simpan nota dalaman   Ctrl+Enter"), "warning", free and bool(text.strip()), saved)
            return
        self.show_count(weighted_length(text, view.account.channel), limit(view.account.channel))
        ready = self._readiness(text, self._checking.assessment, view)
        kind = "warning" if ready.course is Course.APPROVAL else "primary"
        self.show_send(ready.button, kind, free and ready.course is not Course.BLOCKED, ready.why or saved)

    def _show_saved(self, conversation_id: str, mode: str) -> None:
        view = self._view
        if view is not None and conversation_id == view.conversation.id and mode == self._mode:
            self._is_saved = True
            self._show_send()

    def _tell_news(self, before: ConversationView, view: ConversationView) -> None:
        """What came while a reply was being written stands above it; the text is kept, and sending is asked again."""
        known = {message.id for message in before.messages}
        fresh = [message for message in view.messages if message.id not in known]
        if not fresh or not self._is_reply or not (self._asked or self.edit.text().strip()):
            return
        newest = max(fresh, key=lambda message: message.sent_at)
        said = self.tr("Mesej baharu daripada {name} semasa anda menulis: “{text}” Teks anda disimpan.")
        if newest.direction is Direction.OUT:
            said = self.tr("Balasan telah diterbitkan semasa anda menulis: “{text}” Teks anda disimpan.")
        text = one_line(newest.text)
        text = text if len(text) <= NEWS_EXCERPT else f"{text[:NEWS_EXCERPT].rstrip()} …"
        name = words.isolated(one_line(newest.author.name) or one_line(newest.author.handle))
        self._asked = ""
        self.strip.hide()
        self.news.say(Tone.WARNING, said.format(name=name, text=words.isolated(text)))

    def _tell_standing(self) -> None:
        """Say what waits or came back when a conversation is opened."""
        view = self._view
        if view is None or view.reply is None:
            return
        if view.reply.state is ReplyState.RETURNED:
            said = self.tr("Balasan dipulangkan oleh penyelia: {reason}")
            if view.reply.way is Way.PRIVATE:
                said = self.tr("Balasan peribadi dipulangkan oleh penyelia: {reason}")
            self.strip.say(Tone.BAD, said.format(reason=words.isolated(one_line(view.return_reason))))
        elif view.reply.state is ReplyState.PENDING:
            self.strip.say(
                Tone.WARNING,
                self.tr("Satu balasan menunggu kelulusan penyelia. Balasan baharu akan menggantikannya."),
                choices=((self.tr("Tarik balik"), "", self.withdraw_wanted.emit),),
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the question back, or leaves the field with what is typed kept."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._asked:
            self._unask()
        else:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Take another language or look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show()
        elif event.type() == QEvent.Type.PaletteChange:
            self.edit.paint_marks()

    def _retranslate(self) -> None:
        self.reply_button.setText(self.tr("Balas awam (R)"))
        self.private_button.setText(self.tr("Balas peribadi"))
        self.reply_button.setToolTip(self.tr("Balasan awam: semua orang boleh membacanya"))
        self.note_button.setText(self.tr("Nota (N)"))
        self.note_button.setToolTip(self.tr("Nota dalaman: hanya pegawai yang dapat melihatnya"))
        self.canned_button.setText(self.tr("/ Templat"))
        self.canned_button.setToolTip(self.tr("Templat balasan G1–G9 (/ atau Ctrl+1 … Ctrl+9)"))
        self.edit.setPlaceholderText(self.tr("Taip di sini. “/” membuka templat."))
