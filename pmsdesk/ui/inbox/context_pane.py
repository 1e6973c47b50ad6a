"""The right pane: the clock of the promise, the complaint and why it is whose, the complainant, and what was done."""

from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from pmsdesk.domain.clock import time_left
from pmsdesk.domain.complaint import OPEN_STATES, Complaint, ComplaintState, has_number
from pmsdesk.domain.contact import masked
from pmsdesk.services.reading import ConversationView
from pmsdesk.ui import history, words
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.harmless import one_line
from pmsdesk.ui.widgets.key_values import KeyValues
from pmsdesk.ui.widgets.promise_bar import PromiseBar

TICK_MS = 30_000
LINES = 30
PASSED_ON = frozenset(ComplaintState) - {ComplaintState.REGISTERED, ComplaintState.NEEDS_INFORMATION}


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``context``."""
    return QCoreApplication.translate("context", text)


class Section(QFrame):
    """A heading, a place for one link beside it, and what stands under it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_kind(self, "bar")
        self._heading = QLabel(self)
        set_kind(self._heading, "heading")
        self.link = QPushButton(self)
        set_kind(self.link, "link")
        self.link.hide()
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.link)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(5)
        self._column.addLayout(top)

    def name(self, heading: str, link: str = "") -> None:
        """Set the heading and the words of the link ("" for none)."""
        self._heading.setText(heading)
        self.link.setText(link)
        self.link.setVisible(bool(link))

    def add(self, widget: QWidget) -> None:
        """Put *widget* under what is there."""
        self._column.addWidget(widget)


class ContextPane(QScrollArea):
    """Shows one view. The signals ask for what only the page can do."""

    correct_wanted = Signal()
    register_wanted = Signal()
    complaint_wanted = Signal(str)
    reveal_wanted = Signal()

    def __init__(self, desk: Desk, references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._references = desk, references
        self._view: ConversationView | None = None
        self._revealed = ""
        self._inside = inside = QFrame(self)
        set_kind(inside, "surface")
        self._clock, self._matter, self._person, self._trail = (Section(inside) for _ in range(4))
        self._left = QLabel(self._clock)
        set_kind(self._left, "strong")
        self._bar = PromiseBar(self._clock)
        self._facts = KeyValues(self._matter)
        self._who = KeyValues(self._person)
        self._log = QLabel(self._trail)
        self._log.setTextFormat(Qt.TextFormat.PlainText)
        self._log.setWordWrap(True)
        self._log.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_kind(self._log, "small")
        for section, widgets in (
            (self._clock, (self._left, self._bar)),
            (self._matter, (self._facts,)),
            (self._person, (self._who,)),
            (self._trail, (self._log,)),
        ):
            for widget in widgets:
                section.add(widget)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in (self._clock, self._matter, self._person, self._trail):
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._matter.link.clicked.connect(lambda _checked=False: self._follow_matter())
        self._person.link.clicked.connect(lambda _checked=False: self.reveal_wanted.emit())
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._show_clock)
        self._tick.start(TICK_MS)
        inside.hide()

    def show_view(self, view: ConversationView) -> None:
        """Show *view*; what was revealed of another conversation is masked again."""
        if self._view is None or self._view.conversation.id != view.conversation.id:
            self._revealed = ""
        self._view = view
        self._show_clock()
        self._show_matter(view)
        self._show_person(view)
        self._show_trail(view)
        self._inside.show()

    def clear(self) -> None:
        """Show nothing: no conversation is on the screen."""
        self._view, self._revealed = None, ""
        self._inside.hide()

    def reveal(self) -> None:
        """Show telephone and e-mail in full (the asking is recorded already)."""
        if self._view is not None:
            self._revealed = self._view.conversation.id
            self._show_person(self._view)

    # ---- sections ---------------------------------------------------------------------------------------------------

    def _show_clock(self) -> None:
        view = self._view
        if view is None:
            return
        self._clock.name(self.tr("MAKLUM BALAS AWAL (24 JAM)"))
        due = view.conversation.due_at
        self._bar.setVisible(due is not None)
        if due is None:
            self._left.setText(self._answered(view))
            return
        now = self._desk.clock()
        left = time_left(due, now)
        said = self.tr("Lewat {time}") if left.late else self.tr("Baki {time}")
        text = said.format(time=long_span(abs(left.left)))
        self._left.setText(text)
        self._bar.show_share(left.share, words.time_left(due, now)[1], text)

    def _answered(self, view: ConversationView) -> str:
        answered = view.conversation.answered_at
        if answered is None:
            return self.tr("Tiada tempoh sedang berjalan")
        return self.tr("Dijawab {time}").format(time=words.moment(answered, self._desk.clock()))

    def _show_matter(self, view: ConversationView) -> None:
        complaint, triage = view.complaint, view.conversation.triage
        if complaint is None:
            self._matter.name(self.tr("BELUM DIDAFTARKAN"), self.tr("Daftar (D)"))
        else:
            self._matter.name(self.tr("ADUAN"), self.tr("Buka"))
        agencies = complaint.agencies if complaint else triage.agencies
        category = complaint.category if complaint else triage.category
        place, _ = words.jurisdiction(complaint.jurisdiction if complaint else triage.jurisdiction)
        names = ", ".join(history.agency_name(each, self._references) for each in agencies)
        correct = QPushButton(f"{place} ✎", self._facts)
        set_kind(correct, "link")
        correct.setToolTip(self.tr("Betulkan bidang kuasa"))
        correct.setAccessibleName(self.tr("Bidang kuasa {place}; betulkan").format(place=place))
        correct.clicked.connect(lambda _checked=False: self.correct_wanted.emit())
        why = "; ".join(dict.fromkeys(one_line(words.why(evidence)) for evidence in triage.evidence))
        road = complaint.road if complaint else triage.road
        location = complaint.location if complaint else triage.place
        pairs: list[tuple[str, str | QWidget]] = [
            (self.tr("No."), self._number(complaint)),
            (self.tr("Status"), Badge(*words.complaint_state(complaint.state), self._facts) if complaint else ""),
            (self.tr("Kategori"), history.category_name(category, self._references)),
            (self.tr("Jalan"), words.isolated(one_line(road)) if road else ""),
            (self.tr("Lokasi"), words.isolated(one_line(location)) if location else ""),
            (self.tr("Bidang kuasa"), correct),
            (self.tr("Agensi"), names),
            (self.tr("Sebab"), why),
        ]
        if complaint is not None and complaint.state in PASSED_ON and complaint.agencies:
            lead = history.agency_name(complaint.agencies[0], self._references)
            pairs.append((self.tr("Dipanjangkan"), lead))
        self._facts.show_pairs(pairs)

    def _number(self, complaint: Complaint | None) -> str | QWidget:
        """The official number, or a badge that says that there is none yet."""
        if complaint is None or has_number(complaint.number):
            return complaint.number if complaint else ""
        badge = Badge(words.complaint_number(complaint.number), Tone.WARNING, self._facts)
        badge.setToolTip(self.tr("Nombor rasmi diberi sebaik sahaja daftar bersama dihubungi."))
        return badge

    def _show_person(self, view: ConversationView) -> None:
        contact = view.contact
        shown = self._revealed == view.conversation.id
        hidden = bool(contact.phone or contact.email) and not shown
        self._person.name(self.tr("PENGADU"), self.tr("Papar penuh") if hidden else "")
        handle = f" · @{one_line(contact.handle)}" if contact.handle else ""
        past = view.past_complaints
        closed = sum(complaint.state not in OPEN_STATES for complaint in past)
        said = self.tr("{count} ({closed} selesai)").format(count=len(past), closed=closed)
        self._who.show_pairs(
            [
                (self.tr("Nama"), words.isolated(one_line(contact.name))),
                (self.tr("Saluran"), words.isolated(words.channel(contact.channel) + handle)),
                (self.tr("Telefon"), contact.phone if shown else masked(contact.phone)),
                (self.tr("E-mel"), contact.email if shown else masked(contact.email)),
                (self.tr("Aduan lalu"), said if past else self.tr("Tiada")),
            ]
        )

    def _show_trail(self, view: ConversationView) -> None:
        self._trail.name(self.tr("JEJAK"))
        now = self._desk.clock()
        newest = view.history[::-1][:LINES]
        lines = [
            f"{words.moment(item.at, now)}  {history.sentence(item, self._references)} · {history.actor(item)}"
            for item in newest
        ]
        received = min((message.received_at for message in view.messages), default=None)
        if received is not None and len(view.history) <= LINES:
            told = self.tr("Diterima daripada {channel}").format(channel=words.channel(view.account.channel))
            lines.append(f"{words.moment(received, now)}  {told}")
        self._log.setText("\n".join(lines))

    @property
    def trail_lines(self) -> list[str]:
        """The audit trail as it is shown, newest first."""
        return self._log.text().splitlines()

    def _follow_matter(self) -> None:
        if self._view is not None and self._view.complaint is not None:
            self.complaint_wanted.emit(self._view.complaint.id)
        else:
            self.register_wanted.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._view is not None:
            self.show_view(self._view)


def long_span(span: timedelta) -> str:
    """A span in words: ``2 jam 05 minit``, ``3 hari 4 jam``."""
    minutes = int(span.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    days, hours_of_day = divmod(hours, 24)
    if days >= 2:
        return tr("{days} hari {hours} jam").format(days=days, hours=hours_of_day)
    if hours:
        return tr("{hours} jam {minutes} minit").format(hours=hours, minutes=f"{minutes:02d}")
    return tr("{minutes} minit").format(minutes=minutes)
