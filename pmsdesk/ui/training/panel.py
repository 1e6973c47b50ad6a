"""The panel of Mod Latihan: the exercise at hand, what it asks, the hint, and the marks with their reasons."""

from collections.abc import Mapping
from enum import Enum, auto

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from pmsdesk.domain.exercise import HINT_COST, Course, Exercise, Mark, Score, Skill
from pmsdesk.ui.theme import Tone, set_kind
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.strip import Strip

WIDTH = 330


class Stage(Enum):
    """Where the exercise stands: not begun, on its way to the inbox, being done, being marked, marked."""

    CHOSEN = auto()
    ARRIVING = auto()
    DOING = auto()
    MARKING = auto()
    MARKED = auto()


class TrainingPanel(QWidget):
    """`begun`, `hinted` and `handed_in` are what the officer asks for; the session says what came of it."""

    begun = Signal(str)
    hinted = Signal()
    handed_in = Signal()

    def __init__(self, course: Course, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "surface")
        self.setFixedWidth(WIDTH)
        self._course = course
        self._best: dict[str, tuple[int, bool]] = {}
        self.stage = Stage.CHOSEN
        self._heading, self.progress, self._about = QLabel(self), QLabel(self), QLabel(self)
        self.choice = QComboBox(self)
        self.task, self.hint, self._recorded = QLabel(self), QLabel(self), QLabel(self)
        self._badge = Badge("", Tone.PRIMARY, self)
        self.begin_button, self.hint_button, self.hand_in_button = (QPushButton(self) for _ in range(3))
        self.strip = Strip(self)
        self.result, self.marks = QLabel(self), QVBoxLayout()
        for label, kind in (
            (self._heading, "title"),
            (self.progress, "mute"),
            (self._about, "heading"),
            (self.result, "big"),
            (self._recorded, "small"),
            (self.hint, "mute"),
        ):
            set_kind(label, kind)
        for label in (self.task, self.hint, self._recorded, self.progress):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self.begin_button, "primary")
        set_kind(self.hand_in_button, "primary")
        set_kind(self.hint_button, "quiet")
        self._lay_out()
        self.choice.currentIndexChanged.connect(lambda _index: self._choose())
        self.begin_button.clicked.connect(lambda _checked=False: self.begun.emit(self.exercise.id))
        self.hint_button.clicked.connect(lambda _checked=False: self._take_hint())
        self.hand_in_button.clicked.connect(lambda _checked=False: self.handed_in.emit())
        self.show_recording("")
        self._retranslate()
        self._choose()

    @property
    def exercise(self) -> Exercise:
        """The exercise that is chosen."""
        return self._course.exercises[max(self.choice.currentIndex(), 0)]

    def choose(self, exercise_id: str) -> None:
        """Choose another exercise."""
        self.choice.setCurrentIndex([one.id for one in self._course.exercises].index(exercise_id))

    def show_best(self, best: Mapping[str, tuple[int, bool]]) -> None:
        """Show the best points of each exercise id, and whether it was passed."""
        self._best = {**self._best, **best}
        self._retranslate()

    def show_recording(self, name: str) -> None:
        """Say under whose *name* the marks are recorded, "" for nobody's."""
        self._recording = name
        if name:
            self._recorded.setText(self.tr("Direkodkan atas nama {name}.").format(name=name))
        else:
            self._recorded.setText(self.tr("Tidak direkodkan: mulakan Mod Latihan dari konsol anda untuk direkodkan."))

    def show_kept(self, *, kept: bool) -> None:
        """Say whether the last mark is in the record."""
        if kept:
            self._recorded.setText(self.tr("✓ Markah ini ada dalam rekod latihan {name}.").format(name=self._recording))
        else:
            self._recorded.setText(self.tr("✗ Markah ini tidak dapat direkodkan. Lihat konsol anda."))

    def show_arriving(self) -> None:
        """The citizen writes; the message is on its way to the inbox."""
        self._clear_marks()
        self.hint.hide()
        self.strip.dismiss()
        self._stand(Stage.ARRIVING)

    def show_doing(self) -> None:
        """The message is in the inbox: the officer works."""
        self._stand(Stage.DOING)

    def show_marking(self, *, waiting: bool) -> None:
        """The work is being marked; *waiting* for a reply that is still on its way."""
        self._stand(Stage.MARKING)
        if waiting:
            self.strip.say(Tone.PRIMARY, self.tr("Menunggu balasan anda diterbitkan pada rangkaian amalan …"))

    def show_score(self, score: Score) -> None:
        """Show the marks with their reasons, and the lesson."""
        self.strip.dismiss()
        self._clear_marks()
        words = self.tr("Lulus") if score.passed else self.tr("Belum lulus")
        self.result.setText(self.tr("{points} markah – {result}").format(points=score.points, result=words))
        set_kind(self.result, "big")
        self.result.show()
        for mark in score.marks:
            self.marks.addWidget(self._line(mark))
        if score.trapped:
            self.marks.addWidget(
                self._plain(self.tr("Yang bertanda ⚠ menentukan: tanpanya latihan tidak lulus."), "small")
            )
        lesson = self._plain(self.exercise.lesson, "strong")
        self.marks.addWidget(lesson)
        self._stand(Stage.MARKED)

    def tell(self, words: str) -> None:
        """Say *words*, e.g. why something could not be done, and let the officer go on."""
        self.strip.say(Tone.BAD, words)
        self._stand(Stage.DOING if self.stage is Stage.MARKING else Stage.CHOSEN)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    # ---- building ----

    def _lay_out(self) -> None:
        inside = QWidget(self)
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        column.addWidget(self._badge)
        column.addWidget(self._about)
        column.addWidget(self.task)
        column.addWidget(self.begin_button)
        row = QHBoxLayout()
        row.addWidget(self.hand_in_button, 1)
        row.addWidget(self.hint_button)
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addWidget(self.strip)
        column.addWidget(self.result)
        column.addLayout(self.marks)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(10, 12, 10, 12)
        whole.setSpacing(8)
        for widget in (self._heading, self.progress, self.choice):
            whole.addWidget(widget)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._recorded)

    def _line(self, mark: Mark) -> QLabel:
        expected = mark.expectation
        decisive = " ⚠" if expected.decisive and not mark.met else ""
        sign = self.tr("✓ Ya") if mark.met else self.tr("✗ Tidak")
        return self._plain(
            self.tr("{sign}{decisive} · {why} (Seksyen {seed}, {points} markah)").format(
                sign=sign, decisive=decisive, why=expected.why, seed=expected.seed, points=expected.points
            ),
            "" if mark.met else "error",
        )

    def _plain(self, words: str, kind: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        set_kind(label, kind)
        return label

    # ---- states ----

    def _choose(self) -> None:
        self._clear_marks()
        self.hint.hide()
        self.strip.dismiss()
        self._stand(Stage.CHOSEN)
        self._show_exercise()

    def _take_hint(self) -> None:
        self.hint.setText(self.exercise.hint)
        self.hint.show()
        self.hint_button.setEnabled(False)
        self.hinted.emit()

    def _clear_marks(self) -> None:
        self.result.hide()
        while (item := self.marks.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _stand(self, stage: Stage) -> None:
        self.stage = stage
        busy = stage in (Stage.ARRIVING, Stage.MARKING)
        self.choice.setEnabled(not busy)
        self.begin_button.setVisible(stage in (Stage.CHOSEN, Stage.ARRIVING, Stage.MARKED))
        self.begin_button.setEnabled(not busy)
        self.hand_in_button.setVisible(stage in (Stage.DOING, Stage.MARKING))
        self.hand_in_button.setEnabled(not busy)
        self.hint_button.setVisible(stage in (Stage.DOING, Stage.MARKING))
        self.hint_button.setEnabled(stage is Stage.DOING and self.hint.isHidden())
        self._show_buttons()

    # ---- words ----

    def _show_buttons(self) -> None:
        again = self.stage is Stage.MARKED
        self.begin_button.setText(self.tr("Cuba sekali lagi") if again else self.tr("Mulakan latihan ini"))
        if self.stage is Stage.ARRIVING:
            self.begin_button.setText(self.tr("Mesej sedang tiba …"))
        self.hand_in_button.setText(self.tr("Serah untuk dinilai"))
        self.hint_button.setText(self.tr("Petunjuk (−{cost})").format(cost=HINT_COST))

    def _show_exercise(self) -> None:
        one = self.exercise
        self._badge.show_word(self._skill(one.skill), Tone.PRIMARY)
        self._about.setText(self.tr("YANG DIMINTA"))
        self.task.setText(one.task)

    def _skill(self, skill: Skill) -> str:
        return {
            Skill.ANSWER: self.tr("Menjawab"),
            Skill.ROUTE: self.tr("Menyalurkan"),
            Skill.REGISTER: self.tr("Mendaftar"),
            Skill.TRAP: self.tr("Perangkap"),
        }[skill]

    def _retranslate(self) -> None:
        passed = sum(done for _points, done in self._best.values())
        self._heading.setText(self.tr("Latihan"))
        self.progress.setText(
            self.tr("{passed} daripada {count} latihan lulus").format(passed=passed, count=len(self._course.exercises))
        )
        self.choice.setAccessibleName(self.tr("Pilih latihan"))
        if not self.choice.count():
            self.choice.blockSignals(True)
            self.choice.addItems([one.title for one in self._course.exercises])
            self.choice.blockSignals(False)
        for row, one in enumerate(self._course.exercises):
            points, done = self._best.get(one.id, (0, False))
            words = self.tr("{number}. {title} · tahap {level}").format(
                number=row + 1, title=one.title, level=one.level
            )
            self.choice.setItemText(row, f"{words} ✓ {points}" if done else words)
        self.show_recording(self._recording)
        self._show_exercise()
        self._show_buttons()
