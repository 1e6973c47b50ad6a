"""The approvals page: the queue on the left, the reply or request under review on the right, the decision below it."""

import math

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from pmsdesk.domain.errors import TextChanged
from pmsdesk.domain.events import (
    ConversationChanged,
    Event,
    LexiconChanged,
    ModerationChanged,
    PublicationChanged,
    RegisterPulled,
    ReplyApproved,
    ReplyReturned,
    ReplySubmitted,
)
from pmsdesk.domain.finding import Assessment
from pmsdesk.domain.moderation_errors import CommentChanged
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.staff import Right
from pmsdesk.services import posting, publishing
from pmsdesk.services.reading import ApprovalView, Counts
from pmsdesk.ui import moderation_words, words
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.approvals import wording
from pmsdesk.ui.approvals.cases import Case, ReplyCase, RequestCase, read_case
from pmsdesk.ui.approvals.decision import DecisionBar
from pmsdesk.ui.approvals.request_review import RequestReview
from pmsdesk.ui.approvals.review import Review, Reviewed
from pmsdesk.ui.approvals.row_painter import RowPainter, row_height
from pmsdesk.ui.approvals.wording import tr
from pmsdesk.ui.desk import Desk, Flow
from pmsdesk.ui.models.approval_model import ApprovalModel
from pmsdesk.ui.page import Page
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.chips import Chips
from pmsdesk.ui.widgets.row_list import RowList
from pmsdesk.ui.widgets.state_page import StatePage

WAITING, DECIDED = "waiting", "decided"
LIST_WIDTH = 420
TICK_MS = 30_000
COUNT_MS = 250
BAR_HEIGHT = 46

_EVENTS = (
    *(ReplySubmitted, ReplyApproved, ReplyReturned, PublicationChanged, ConversationChanged),
    ModerationChanged,
)


class ApprovalsPage(Page):
    """What waits for a supervisor. Whoever may not decide can read it, and is told why."""

    key = "approvals"
    icon = "mdi6.check-decagram-outline"

    def __init__(self, desk: Desk, actions: Actions, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._references = desk, references
        self._shown: Case | None = None
        self._fresh = Assessment((), "", 0, 0)
        self._wanted = ""
        self._asked = 0
        set_kind(self, "page")
        self.model = ApprovalModel(desk, lambda row: wording.sentence(row, desk.clock()), self)
        self._add_actions(actions)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._build_queue())
        split.addWidget(self._build_review())
        split.setStretchFactor(1, 1)
        split.setSizes([LIST_WIDTH, 900])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(self._list_failed)
        self.model.waiting.connect(self._tell_waiting)
        desk.happened.connect(self._happened)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.list.viewport().update)
        self._countdown = QTimer(self, interval=COUNT_MS)
        self._countdown.timeout.connect(self._count_down)
        self._retranslate()
        self._rest()

    # ---- the page as the window sees it -----------------------------------------------------------------------------

    def title(self) -> str:
        """What the rail calls this page."""
        return tr("Kelulusan")

    def count(self, counts: Counts) -> int:
        """The number on the rail."""
        return counts.pending_approvals

    def shown(self) -> None:
        """The page came to the front."""
        self.list.setFocus()
        self._tick.start()
        if self.model.complete:
            self.model.refresh()
            self.reload()
        else:
            self.state.show_loading(tr("Memuatkan apa yang menunggu …"))
            self._list_stack.setCurrentWidget(self.state)
            self.model.show(decided=False)

    def open(self, thing: str) -> None:
        """Show the reply or request with this id, whichever tab it is on."""
        self._load(thing)
        if not self.model.complete:
            self.shown()
        else:
            self.list.follow(self.model.key_of(thing))

    def reload(self) -> None:
        """Read what is on the screen again."""
        if self._shown is not None:
            self._load(self._shown.id)

    @property
    def view(self) -> ApprovalView | None:
        """The reply on the screen."""
        return self._shown.view if isinstance(self._shown, ReplyCase) else None

    @property
    def case(self) -> Case | None:
        """What is on the screen."""
        return self._shown

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks behind another page; coming back reads the reply again."""
        self._tick.stop()
        self._countdown.stop()
        super().hideEvent(event)

    # ---- building ---------------------------------------------------------------------------------------------------

    def _add_actions(self, actions: Actions) -> None:
        add = actions.add
        self._approve = add(
            "approvals.approve",
            lambda: tr("Luluskan yang dipaparkan"),
            self._do_approve,
            shortcut="Ctrl+Shift+Return; Ctrl+Shift+Enter",
            icon="mdi6.check-bold",
            scope=self,
        )
        self._give_back = add(
            "approvals.give_back",
            lambda: tr("Pulangkan atau tolak dengan ulasan"),
            self._do_give_back,
            shortcut="Ctrl+Shift+Backspace",
            icon="mdi6.undo-variant",
            scope=self,
        )
        self._undo = add(
            "approvals.undo",
            lambda: tr("Batalkan penerbitan yang baru diluluskan"),
            self._do_undo,
            shortcut="Ctrl+Z",
            icon="mdi6.undo",
            scope=self,
        )
        for name, text, step, keys in (
            ("approvals.next", lambda: tr("Baris seterusnya"), 1, "J; Alt+Down"),
            ("approvals.previous", lambda: tr("Baris sebelumnya"), -1, "K; Alt+Up"),
        ):
            add(name, text, lambda step=step: self.step(step), shortcut=keys, scope=self)  # type: ignore[misc]

    def _build_queue(self) -> QWidget:
        pane = QFrame()
        set_kind(pane, "pane")
        self.tabs = Chips(tr("Barisan"))
        self.tabs.chosen.connect(lambda key: self._choose_tab(key == DECIDED))
        self.pill = QPushButton()
        set_kind(self.pill, "pill")
        self.pill.hide()
        self.pill.clicked.connect(self.model.apply)
        bar = QFrame()
        set_kind(bar, "bar")
        bar.setMinimumHeight(BAR_HEIGHT)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.pill)
        self.list = RowList(row_height(self.font()))
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowPainter(self._desk.clock, self._references, self.list))
        self.list.chosen.connect(lambda key: self._load(self.model.id(key)))
        self.list.holding.connect(self.model.hold)
        self.state = StatePage()
        self._list_stack = QStackedWidget()
        self._list_stack.addWidget(self.list)
        self._list_stack.addWidget(self.state)
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._list_stack, 1)
        pane.setMinimumWidth(320)
        return pane

    def _build_review(self) -> QWidget:
        self._heading = QLabel()
        set_kind(self._heading, "title")
        self.lexicon_badge, self.recheck_badge = Badge(), Badge()
        head = QFrame()
        set_kind(head, "bar")
        head.setFixedHeight(BAR_HEIGHT)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(8)
        row.addWidget(self._heading)
        row.addStretch(1)
        row.addWidget(self.lexicon_badge)
        row.addWidget(self.recheck_badge)
        self.review, self.request = Review(self._desk, self._references), RequestReview(self._references)
        self.review.gallery.whole.connect(self._pictures_came)
        self._papers = QStackedWidget()
        self._papers.addWidget(self.review)
        self._papers.addWidget(self.request)
        self.decision = DecisionBar(self._approve, self._give_back, self._undo)
        self.decision.returned.connect(self._return)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._papers, 1)
        layout.addWidget(self.decision)
        self.idle = StatePage()
        self._review_stack = QStackedWidget()
        self._review_stack.addWidget(whole)
        self._review_stack.addWidget(self.idle)
        return self._review_stack

    # ---- the queue --------------------------------------------------------------------------------------------------

    def _choose_tab(self, decided: bool) -> None:
        self.list.follow(None)
        self._wanted = ""
        self._rest()
        self.model.show(decided)

    def _loaded(self) -> None:
        if self.model.rowCount():
            self._list_stack.setCurrentWidget(self.list)
        else:
            self._show_nothing()
            self._list_stack.setCurrentWidget(self.state)
        if not self.model.decided:
            self.tabs.set_count(WAITING, self.model.standing)
        if self._wanted:
            self.list.follow(self.model.key_of(self._wanted))

    def _show_nothing(self) -> None:
        if self.model.decided:
            self.state.show_empty(tr("Belum ada keputusan."), picture="mdi6.history")
        else:
            self.state.show_empty(
                tr("Tiada apa-apa menunggu kelulusan."),
                tr(
                    "Balasan yang ditanda oleh semakan pematuhan dan permohonan menyembunyikan komen akan muncul di "
                    "sini."
                ),
                picture="mdi6.check-decagram-outline",
            )

    def _list_failed(self, error: Exception) -> None:
        self.state.show_error(words.error_text(error), do=self.model.refresh, button=tr("Cuba lagi"))
        self._list_stack.setCurrentWidget(self.state)

    def _tell_waiting(self, fresh: int) -> None:
        self.pill.setVisible(fresh > 0)
        self.pill.setText(tr("{count} baharu").format(count=fresh))

    def step(self, by: int) -> None:
        """Choose what is *by* rows further down."""
        self.list.step(by)

    # ---- one case ---------------------------------------------------------------------------------------------------

    def _load(self, thing: str) -> None:
        self._asked += 1
        self._wanted = thing
        asked, me = self._asked, self._desk.staff.id

        def show(case: Case) -> None:
            if asked == self._asked:
                self._show(case)

        def fail(error: Exception) -> None:
            if asked == self._asked:
                self._shown = None
                self.decision.offer("", may=False)
                self.idle.show_error(words.error_text(error), do=lambda: self._load(thing), button=tr("Cuba lagi"))
                self._review_stack.setCurrentWidget(self.idle)

        self._desk.ask(lambda read: read_case(read, thing, me), show, owner=self, catch=fail)

    def _show(self, case: Case) -> None:
        again = self._shown is not None and (self._shown.id, self._shown.sha) == (case.id, case.sha)
        typed = self.decision.reason.toPlainText() if again and self.decision.asking else None
        self._shown = case
        if isinstance(case, ReplyCase):
            self._show_reply(case)
        else:
            self._show_request(case)
        if typed is not None and case.waits:
            self.decision.ask_or_confirm()
            self.decision.reason.setPlainText(typed)
        self._review_stack.setCurrentIndex(0)

    def _show_reply(self, case: ReplyCase) -> None:
        view, head = case.view, case.view.reply.head
        checked = posting.assessed(head.text, view.media, view.account.channel, self._references.checker.check)
        self._fresh = checked
        recheck = wording.compare(head.findings, checked.findings)
        self.lexicon_badge.show_word(tr("Leksikon {version}").format(version=checked.lexicon), Tone.PLAIN)
        self.recheck_badge.show_word(*wording.recheck_word(recheck))
        self.review.show_review(Reviewed(view, case.parent, recheck))
        self._show_paper(self.review)
        self.decision.call(wording.reply_decision)
        if case.waits:
            self._offer(case)
        else:
            self.decision.report(*wording.outcome(view))
            self._count_down()

    def _offer(self, case: ReplyCase) -> None:
        obstacle = wording.why_not(case.view, self._desk.staff, self._fresh)
        if not obstacle and not self.review.gallery.complete:
            obstacle = tr("Gambar sedang diambil. Siaran boleh diluluskan sebaik sahaja semua gambarnya dapat dilihat.")
        may_return = case.may_be_decided_by(self._desk.staff)
        self.decision.offer(wording.consequences(case.view), may=not obstacle, warning=obstacle, may_return=may_return)

    def _show_request(self, case: RequestCase) -> None:
        self.request.show_request(case.view)
        self._show_paper(self.request)
        self.decision.call(lambda: wording.request_decision(case.view))
        if not case.waits:
            self.decision.report(*moderation_words.outcome(case.view.line))
            self._count_down()
            return
        may = case.may_be_decided_by(self._desk.staff)
        warning = wording.warning(case.view, self._desk.staff)
        self.decision.offer(wording.request_consequences(case.view), may=may, warning=warning, may_return=may)

    def _show_paper(self, paper: QWidget) -> None:
        self._papers.setCurrentWidget(paper)
        for badge in (self.lexicon_badge, self.recheck_badge):
            badge.setVisible(paper is self.review)

    def _pictures_came(self) -> None:
        """What waits for a decision may be approved now; a reason that is being typed stays."""
        case = self._shown
        if isinstance(case, ReplyCase) and case.waits and not self.decision.asking:
            self._offer(case)

    def _rest(self) -> None:
        """Nothing is chosen."""
        self._asked += 1
        self._shown = None
        self.decision.offer("", may=False)
        self.idle.show_empty(
            tr("Pilih satu baris untuk disemak."),
            tr("J dan K bergerak di dalam senarai."),
            picture="mdi6.text-box-check-outline",
        )
        self._review_stack.setCurrentWidget(self.idle)

    # ---- deciding ---------------------------------------------------------------------------------------------------

    def _do_approve(self) -> None:
        if self._shown is not None:
            self._decide(self._shown.approve())

    def _do_undo(self) -> None:
        if self._shown is not None:
            reply_id = self._shown.id
            self._decide(lambda work: publishing.undo(work, reply_id))

    def _count_down(self) -> None:
        """Offer to take the approval back while nobody has begun to send it."""
        publication = self.view.publication if self.view is not None else None
        seconds = 0
        if publication is not None and publication.state is PublicationState.READY:
            seconds = math.ceil((publication.not_before - self._desk.clock()).total_seconds())
        may = self._desk.staff.may(Right.APPROVE)
        self.decision.offer_undo(max(seconds, 0) if may else 0)
        if seconds > 0 and self.isVisible():
            self._countdown.start()
        else:
            self._countdown.stop()

    def _do_give_back(self) -> None:
        if self._shown is not None:
            self.decision.ask_or_confirm()

    def _return(self, reason: str) -> None:
        if self._shown is not None:
            self._decide(self._shown.give_back(reason))

    def _decide(self, flow: Flow) -> None:
        if self._shown is not None:
            thing = self._shown.id
            self.decision.wait()
            self._desk.do(flow, owner=self, catch=lambda error: self._refused(thing, error))

    def _refused(self, thing: str, error: Exception) -> None:
        if self._shown is None or self._shown.id != thing:
            self._desk.failed.emit(error)
            return
        self.decision.complain(words.error_text(error))
        if isinstance(error, TextChanged | CommentChanged):
            self._load(thing)
            self.model.refresh()

    def _happened(self, events: tuple[Event, ...]) -> None:
        if not self.model.complete:
            return
        pulled = any(isinstance(event, RegisterPulled) for event in events)
        if pulled or any(isinstance(event, _EVENTS) for event in events):
            self.model.refresh()
        if self._shown is None:
            return
        touched = {getattr(event, "conversation_id", "") for event in events if isinstance(event, _EVENTS)}
        if pulled or self._shown.conversation_id in touched or any(isinstance(e, LexiconChanged) for e in events):
            self.reload()

    # ---- language ---------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Take the words of another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._restate()

    def _restate(self) -> None:
        case = self._shown
        if case is not None and case.waits:
            if isinstance(case, ReplyCase):
                self.decision.restate(wording.consequences(case.view), None)
            else:
                warning = wording.warning(case.view, self._desk.staff)
                self.decision.restate(wording.request_consequences(case.view), warning)

    def _retranslate(self) -> None:
        self.tabs.set_words([(WAITING, tr("Menunggu")), (DECIDED, tr("Diputuskan"))])
        if not self.tabs.current:
            self.tabs.choose(WAITING)
        self._heading.setText(tr("Semakan penyelia"))
        self.list.setAccessibleName(tr("Apa yang menunggu kelulusan"))
