"""The page of training done: who passed which exercise, a way to begin, and the record as a workbook."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.events import TrainingRecorded
from pmsdesk.domain.exercise import TrainingRow
from pmsdesk.reports.training import training
from pmsdesk.reports.xlsx import write_xlsx
from pmsdesk.services import training as record
from pmsdesk.services.reading import Read
from pmsdesk.ui import words
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.card_page import CardPage
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.training.shared_record import SharedRecord
from pmsdesk.ui.widgets.action_button import ActionButton
from pmsdesk.ui.widgets.badge import Badge
from pmsdesk.ui.widgets.card import Card

PICTURE = "mdi6.school-outline"


class TrainingPage(CardPage):
    """A card an exercise that was handed in, with the best mark; *start* opens the practice console.

    Whoever may approve or manage sees everybody, the others see themselves: at this seat and, where there is a *shared*
    record, at every seat of the register.
    """

    key = "training"
    icon = PICTURE
    about = (TrainingRecorded,)

    def __init__(
        self,
        desk: Desk,
        actions: Actions,
        start: Callable[[], None],
        shared: SharedRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._shared = shared
        if shared is not None:
            shared.answered.connect(self._answered)
        self._rows: Sequence[TrainingRow] = ()
        self._everyone = record.sees_everyone(desk.staff)
        actions.add("training.start", lambda: self.tr("Mulakan Mod Latihan"), start, icon=PICTURE)
        actions.add(
            "training.export",
            lambda: self.tr("Eksport rekod latihan …"),
            self.choose_and_export,
            icon="mdi6.file-excel-outline",
        )
        export = ActionButton(actions["training.export"], lambda: self.tr("XLSX"))
        layout = self.sheet.heading.layout()
        if layout is not None:
            layout.addWidget(export)
        self.sheet.heading.button.clicked.connect(lambda _checked=False: start())
        self.retranslate()
        self.sheet.show_loading(self.tr("Memuatkan rekod latihan …"))

    def title(self) -> str:
        return self.tr("Latihan")

    def shown(self) -> None:
        self._look()
        if self._shared is not None:
            self._shared.ask()

    def choose_and_export(self) -> None:
        """Ask where to, then export what the person may see."""
        name = self.tr("rekod-latihan-{day}.xlsx").format(day=f"{self._desk.clock().astimezone(KUALA_LUMPUR):%Y-%m-%d}")
        dialog = QFileDialog(self, self.tr("Eksport rekod latihan"), name, self.tr("Buku kerja Excel (*.xlsx)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda file: self.export_to(Path(file)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write the record to *path*; the end is said on the strip, and the export stays in the audit trail."""
        staff = self._desk.staff
        about = (
            (self.tr("Disediakan oleh"), f"{staff.name} ({words.role(staff.role)})"),
            (self.tr("Pada"), words.full_moment(self._desk.clock())),
            (self.tr("Skop"), self._scope()),
        )
        self._desk.ask(
            lambda read: write_xlsx(training(self._read(read), _title, about), path),
            lambda count: self._note(path, count),
            self,
            self.refuse,
        )

    def retranslate(self) -> None:
        hint = self.tr("Berlatih pada rangkaian amalan: tiada apa-apa diterbitkan. Setiap serahan direkodkan.")
        if self._shared is not None and not self._shared.reachable:
            hint = f"{hint} {self._scope()}"
        self.sheet.show_words(self.title(), hint, self.tr("Mulakan Mod Latihan"))
        if self._rows:
            self._show(self._rows)

    def _look(self) -> None:
        self._desk.ask(self._read, self._show, self, self.load_failed)

    def _answered(self) -> None:
        self.retranslate()
        if self.isVisible():
            self._look()

    def _scope(self) -> str:
        """Of which seats the lines are."""
        if self._shared is None:
            return self.tr("Latihan yang direkodkan pada komputer ini.")
        if self._shared.reachable:
            return self.tr("Latihan yang direkodkan dalam daftar bersama.")
        return self.tr(
            "Daftar bersama tidak dapat dihubungi: mungkin ada serahan di komputer lain yang belum kelihatan."
        )

    def _read(self, read: Read) -> Sequence[TrainingRow]:
        here = read.training("" if self._everyone else self._desk.staff.id)
        return record.all_known(here, self._shared.rows if self._shared is not None else ())

    def _note(self, path: Path, count: int) -> None:
        told = self.tr("{count} baris ditulis ke {file}. Eksport ini direkodkan dalam jejak audit.")
        self._desk.do(
            lambda work: record.note_export(work, count),
            owner=self,
            then=lambda _events: self.sheet.strip.say(Tone.GOOD, told.format(count=count, file=path.name)),
            catch=lambda error: self._untraced(path, error),
        )

    def _untraced(self, path: Path, error: Exception) -> None:
        """What cannot be recorded does not leave the program."""
        path.unlink(missing_ok=True)
        self.refuse(error)

    def _show(self, rows: Sequence[TrainingRow]) -> None:
        self._rows = rows
        if not rows:
            self.sheet.show_empty(
                self.tr("Belum ada latihan yang direkodkan"),
                self.tr("Mulakan Mod Latihan: konsol kedua dengan bingkai LATIHAN akan dibuka."),
                PICTURE,
            )
            return
        people = groupby(sorted(rows, key=lambda row: (row.name, row.staff_id)), lambda row: (row.staff_id, row.name))
        self.sheet.show_cards([self._person(name, list(mine)) for (_id, name), mine in people])

    def _person(self, name: str, rows: list[TrainingRow]) -> tuple[str, list[QWidget]]:
        rows.sort(key=lambda row: (row.attainment.level, row.attainment.exercise_id))
        tries = [list(same) for _id, same in groupby(rows, lambda row: row.attainment.exercise_id)]
        passed = sum(any(row.attainment.passed for row in same) for same in tries)
        heading = self.tr("{name} – {passed} daripada {count} latihan yang diserah lulus")
        return heading.format(name=name, passed=passed, count=len(tries)), [self._card(same) for same in tries]

    def _card(self, tries: Iterable[TrainingRow]) -> Card:
        tries = sorted(tries, key=lambda row: row.at)
        best = max((row.attainment for row in tries), key=lambda one: (one.passed, one.points))
        line = self.tr("Markah terbaik {points} · {count} kali diserah · {when} · latihan {version}, pmsdesk {program}")
        card = Card(
            self.tr("Tahap {level}: {title}").format(level=best.level, title=best.title),
            [
                line.format(
                    points=best.points,
                    count=len(tries),
                    when=words.moment(tries[-1].at, self._desk.clock()),
                    version=best.version,
                    program=best.program,
                )
            ],
        )
        card.mark(Badge(self.tr("Lulus"), Tone.GOOD) if best.passed else Badge(self.tr("Belum lulus"), Tone.WARNING))
        return card


def _title(text: str) -> str:
    return QCoreApplication.translate("reports", text)
