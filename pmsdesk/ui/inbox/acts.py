"""What an officer does with a conversation besides answering it, with the small questions that this takes."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from pmsdesk.domain.complaint import ClosingCode
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.errors import CannotSnooze, ReasonMissing
from pmsdesk.domain.events import Event
from pmsdesk.domain.staff import Right, Staff
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.routing.registry import Agency
from pmsdesk.services import complaining, triaging
from pmsdesk.services.reading import ConversationView
from pmsdesk.services.snoozing import parse_when
from pmsdesk.ui import words
from pmsdesk.ui.desk import Desk, Flow
from pmsdesk.ui.inbox.chooser import Chooser, Option
from pmsdesk.ui.references import References

Then = Callable[[tuple[Event, ...]], None]

UNANSWERED_REASONS = (
    ClosingCode.NOT_A_COMPLAINT,
    ClosingCode.WITHDRAWN,
    ClosingCode.INFORMATION_MISSING,
    ClosingCode.DUPLICATE,
    ClosingCode.REFERRED,
    ClosingCode.UNFOUNDED,
)
NOBODY = "-"


def agency_words(agency: Agency) -> str:
    """``LLM – Lembaga Lebuhraya Malaysia``; once where both are the same."""
    return agency.name if agency.name == agency.abbreviation else f"{agency.abbreviation} – {agency.name}"


class Acts(QObject):
    """Each act works on the view it is given. `done` tells that one stands, `failed` carries what went wrong."""

    done = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, references: References, chooser: Chooser, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._references, self._chooser = desk, references, chooser

    # ---- finishing and putting away ---------------------------------------------------------------------------------

    def finish(self, view: ConversationView, then: Then | None = None) -> None:
        """Finish; a matter that was never answered is asked for its reason. One that is done is opened again."""
        conversation_id = view.conversation.id
        if view.conversation.state is ConversationState.DONE:
            self._do(lambda work: triaging.reopen(work, conversation_id))
            return

        def catch(error: Exception) -> None:
            if isinstance(error, ReasonMissing):
                self._ask_reason(conversation_id, then)
            else:
                self.failed.emit(error)

        self._do(lambda work: triaging.finish(work, conversation_id), then, catch)

    def _ask_reason(self, conversation_id: str, then: Then | None) -> None:
        self._chooser.ask(
            self.tr("SELESAI TANPA JAWAPAN – NYATAKAN SEBAB"),
            [(code.value, words.closing_code(code)) for code in UNANSWERED_REASONS],
            lambda code: self._do(lambda work: triaging.finish(work, conversation_id, code), then),
            hint=self.tr("Pilih sebab"),
        )

    def snooze(self, view: ConversationView) -> None:
        """Ask until when, in Malay or from a list, and put the conversation away; never beyond its promise."""
        conversation_id, due, now = view.conversation.id, view.conversation.due_at, self._desk.clock()
        if due is not None and due <= now:
            self.failed.emit(CannotSnooze(due=due))
            return

        def read(typed: str) -> Option | None:
            when = parse_when(typed, now)
            if when is None:
                return None
            if due is not None and when > due:
                return due.isoformat(), self.tr("{moment} – tempoh jawapan berakhir").format(
                    moment=words.full_moment(due)
                )
            return when.isoformat(), words.full_moment(when)

        presets = (
            (self.tr("1 jam"), "1 jam"),
            (self.tr("3 jam"), "3 jam"),
            (self.tr("Petang ini"), "petang ini"),
            (self.tr("Esok pagi"), "esok 8 pagi"),
            (self.tr("Isnin pagi"), "isnin 8 pagi"),
        )
        options = [(found[0], f"{said}  ·  {found[1]}") for said, typed in presets if (found := read(typed))]
        self._chooser.ask(
            self.tr("TUNDA HINGGA"),
            options,
            lambda at: self._do(lambda work: triaging.snooze(work, conversation_id, datetime.fromisoformat(at))),
            hint=self.tr("Contoh: esok 9 pagi, lusa 2 ptg, 2 jam"),
            free=read,
        )

    # ---- who and what -----------------------------------------------------------------------------------------------

    def take(self, view: ConversationView) -> None:
        """The conversation is mine."""
        self._do(lambda work: triaging.take(work, view.conversation.id))

    def assign(self, view: ConversationView) -> None:
        """Ask whose the conversation shall be."""

        def ask(people: list[Staff]) -> None:
            options = [(each.id, each.name) for each in people if each.active and each.may(Right.WRITE)]
            if view.conversation.assignee_id:
                options.append((NOBODY, self.tr("Lepaskan tugasan")))
            self._chooser.ask(self.tr("TUGASKAN KEPADA"), options, give, hint=self.tr("Nama pegawai"))

        def give(staff_id: str) -> None:
            chosen = "" if staff_id == NOBODY else staff_id
            self._do(lambda work: triaging.assign(work, view.conversation.id, chosen))

        self._desk.ask(lambda read: list(read.staff()), then=ask, owner=self, catch=self.failed.emit)

    def label(self, view: ConversationView) -> None:
        """Ask for a label: a new one is put on, one that is on is taken off."""
        on = view.conversation.labels

        def ask(known: list[str]) -> None:
            names = dict.fromkeys([*on, *known])
            self._chooser.ask(
                self.tr("LABEL"),
                [(name, f"✓ {name}" if name in on else name) for name in names],
                toggle,
                hint=self.tr("Taip label baharu atau pilih"),
                free=lambda typed: None if typed.strip() in names else (typed.strip(), f"+ {typed.strip()}"),
            )

        def toggle(name: str) -> None:
            labels = tuple(each for each in on if each != name) if name in on else (*on, name)
            self._do(lambda work: triaging.label(work, view.conversation.id, labels))

        self._desk.ask(lambda read: list(read.labels()), then=ask, owner=self, catch=self.failed.emit)

    def prioritise(self, view: ConversationView) -> None:
        """Urgent, or no longer."""
        urgent = not view.conversation.urgent
        self._do(lambda work: triaging.prioritise(work, view.conversation.id, urgent))

    def correct(self, view: ConversationView) -> None:
        """Ask whose matter it is, then which agency leads, and note that the first reading was wrong."""
        self._chooser.ask(
            self.tr("BIDANG KUASA SEBENAR"),
            [(each.value, words.jurisdiction(each)[0]) for each in Jurisdiction],
            lambda value: self._ask_lead(view, Jurisdiction(value)),
            hint=self.tr("Jalan siapa?"),
        )

    def _ask_lead(self, view: ConversationView, jurisdiction: Jurisdiction) -> None:
        def correct(agency: str) -> None:
            self._do(lambda work: triaging.correct(work, view.conversation.id, jurisdiction, (agency,)))

        self._chooser.ask(self.tr("AGENSI UTAMA"), self._agencies(), correct, hint=self.tr("Nama agensi"))

    def forward(self, view: ConversationView, then: Then | None = None) -> None:
        """Ask which agency the complaint goes to; it must be registered."""
        complaint = view.complaint
        if complaint is None:
            return
        likely = [each for each in (*complaint.agencies, *view.conversation.triage.agencies)]
        self._chooser.ask(
            self.tr("PANJANGKAN {number} KEPADA").format(number=complaint.number),
            self._agencies(likely),
            lambda agency: self._do(lambda work: complaining.forward(work, complaint.id, agency), then),
            hint=self.tr("Nama agensi"),
        )

    def _agencies(self, first: list[str] | None = None) -> list[Option]:
        ordered = dict.fromkeys([*(first or ()), *self._references.agencies])
        known = (self._references.agencies.get(each) for each in ordered)
        return [(agency.id, agency_words(agency)) for agency in known if agency is not None]

    def _do(self, flow: Flow, then: Then | None = None, catch: Callable[[Exception], None] | None = None) -> None:
        def stands(events: tuple[Event, ...]) -> None:
            self.done.emit()
            if then is not None:
                then(events)

        self._desk.do(flow, owner=self, then=stands, catch=catch or self.failed.emit)
