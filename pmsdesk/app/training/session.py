"""One session of Mod Latihan: lets the citizen of an exercise write, and marks what the officer made of it."""

from PySide6.QtCore import QObject, Signal

import pmsdesk
from pmsdesk.app.bootstrap import Console
from pmsdesk.app.training.scene import COLLEAGUE, HANDLES, Scene
from pmsdesk.domain.events import ConversationChanged, Event, MessagesArrived, PublicationChanged
from pmsdesk.domain.exercise import Attainment, Course, Exercise, Score, Trouble
from pmsdesk.domain.triage import Triage
from pmsdesk.sandbox.faults import Kind
from pmsdesk.services import complaining
from pmsdesk.services.complaining import Registration
from pmsdesk.services.ports import Work
from pmsdesk.services.reading import ConversationView, Read
from pmsdesk.services.scoring import Facts, facts_of, score
from pmsdesk.ui.tasks import Tasks
from pmsdesk.ui.training.panel import Stage, TrainingPanel
from pmsdesk.ui.words import error_text

LANE = "training"


class Session(QObject):
    """Works between *panel*, *console* and the practice networks of *scene*; `handed_in` gives each `Attainment`."""

    handed_in = Signal(object)

    def __init__(self, scene: Scene, console: Console, tasks: Tasks, course: Course, panel: TrainingPanel) -> None:
        super().__init__(console)
        self._scene, self._console, self._tasks = scene, console, tasks
        self._course, self._panel = course, panel
        self._tries = 0
        self._exercise = course.exercises[0]
        self._hinted = self._marking = self._again = False
        self._awaited, self._is_earlier = "", False
        self._conversation_id = ""
        self._author = ""
        console.desk.happened.connect(self._heard)
        panel.begun.connect(self.begin)
        panel.hinted.connect(self._note_hint)
        panel.handed_in.connect(self.hand_in)

    def begin(self, exercise_id: str) -> None:
        """Let the citizen of this exercise write, under a name of this try; what was not handed in is let go."""
        self._tries += 1
        self._exercise = one = self._course.exercise(exercise_id)
        self._hinted, self._conversation_id = False, ""
        self._author = f"{one.author}{self._tries}"
        self._panel.show_arriving()
        self._write(one.earlier or one.text, earlier=bool(one.earlier))

    def hand_in(self) -> None:
        """Mark what stands now, once; a reply on its way is waited for."""
        if self._marking:
            self._again = True
            return
        self._marking, self._again = True, False
        self._panel.show_marking(waiting=False)
        conversation_id, staff_id = self._conversation_id, self._console.desk.staff.id
        self._console.desk.ask(
            lambda read: read.conversation(conversation_id, staff_id), self._compare, self, self._failed
        )

    # ---- the citizen writes ----

    def _write(self, text: str, *, earlier: bool) -> None:
        account_id, author, name = self._exercise.account_id, self._author, self._exercise.name
        channel = next(a.channel for a, _ in self._console.desk.now(lambda read: read.accounts()) if a.id == account_id)

        trouble = Trouble.NONE if earlier else self._exercise.trouble

        def inject() -> str:
            with self._scene.sandbox.control() as control:
                control.clear_faults()
                item = control.inject(channel, HANDLES[account_id], author, text, name=name)
                item.hidden = trouble is Trouble.HIDDEN
                if trouble is Trouble.ANSWER_LOST:
                    control.fault(f"{channel}.create", Kind.COMMIT_THEN_RESET)
                return item.id

        self._is_earlier = earlier
        self._tasks.run(LANE, inject, owner=self, then=self._written, catch=self._failed)

    def _written(self, remote_id: str) -> None:
        self._awaited = remote_id
        self._console.poller.poll_now()

    def _heard(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, MessagesArrived) and self._awaited:
                self._find(event.conversations)
            if isinstance(event, PublicationChanged | ConversationChanged) and self._is_waited_for(event):
                self.hand_in()

    def _is_waited_for(self, event: PublicationChanged | ConversationChanged) -> bool:
        return self._panel.stage is Stage.MARKING and event.conversation_id == self._conversation_id

    def _find(self, conversations: tuple[str, ...]) -> None:
        awaited, staff_id = self._awaited, self._console.desk.staff.id

        def find(read: Read) -> ConversationView | None:
            views = (read.conversation(one, staff_id) for one in conversations)
            return next((view for view in views if any(m.remote_id == awaited for m in view.messages)), None)

        self._console.desk.ask(find, self._arrived, self, self._failed)

    def _arrived(self, view: ConversationView | None) -> None:
        if view is None or not any(message.remote_id == self._awaited for message in view.messages):
            return
        self._awaited = ""
        if self._is_earlier:
            self._register_earlier(view)
            return
        self._conversation_id = view.conversation.id
        self._panel.show_doing()
        self._console.window.open("inbox", self._conversation_id)

    def _register_earlier(self, view: ConversationView) -> None:
        """A colleague has registered what the same person wrote before."""
        found = view.conversation.triage
        form = _form(view, found, self._exercise)

        def register(work: Work) -> tuple[Event, ...]:
            return complaining.register(work, view.conversation.id, form)

        self._console.desk.do(
            register,
            staff=COLLEAGUE,
            owner=self,
            then=lambda _events: self._write(self._exercise.text, earlier=False),
            catch=self._failed,
        )

    # ---- marking ----

    def _note_hint(self) -> None:
        self._hinted = True

    def _compare(self, view: ConversationView) -> None:
        """After the store, the networks: what it has as sent stands there by now."""
        references = self._scene.seat.references
        names = {key: agency.abbreviation for key, agency in references.agencies.items()}
        self._tasks.run(
            LANE,
            lambda: facts_of(view, self._said(), references.canned, names),
            owner=self,
            then=self._judge,
            catch=self._failed,
        )

    def _said(self) -> dict[str, tuple[str, ...]]:
        """What our accounts said on the practice networks, by what it stands under."""
        said: dict[str, tuple[str, ...]] = {}
        with self._scene.sandbox.control() as control:
            for entry in control.world.ledger.entries:
                said[entry.parent] = (*said.get(entry.parent, ()), entry.text)
        return said

    def _judge(self, facts: Facts) -> None:
        self._marking = False
        if facts.on_its_way:
            self._panel.show_marking(waiting=True)
            if self._again:
                self.hand_in()
            return
        reached = score(self._exercise, facts, hinted=self._hinted)
        self._panel.show_score(reached)
        self._panel.show_best({self._exercise.id: (reached.points, reached.passed)})
        self.handed_in.emit(attainment_of(self._exercise, reached, self._course.version))

    def _failed(self, error: Exception) -> None:
        self._marking = False
        self._panel.tell(error_text(error))


def attainment_of(exercise: Exercise, reached: Score, version: str) -> Attainment:
    """The line of the record for *exercise* handed in with the score *reached*."""
    return Attainment(
        exercise_id=exercise.id,
        title=exercise.title,
        level=exercise.level,
        points=reached.points,
        passed=reached.passed,
        hinted=reached.hinted,
        missed=tuple(mark.expectation.check.value for mark in reached.marks if not mark.met),
        version=version,
        program=pmsdesk.__version__,
    )


def _form(view: ConversationView, found: Triage, exercise: Exercise) -> Registration:
    return Registration(
        complainant=exercise.name,
        customer_kind="orang_awam",
        summary=exercise.earlier,
        category=found.category,
        jurisdiction=found.jurisdiction,
        agencies=found.agencies,
        road=found.road,
        location=found.place or view.conversation.thread,
    )
