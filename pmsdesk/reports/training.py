"""The record of training done as a report: one line an exercise handed in, newest first (Teras 1, T1S8)."""

from collections.abc import Callable, Sequence

from pmsdesk.domain.exercise import TrainingRow
from pmsdesk.domain.words import QT_TRANSLATE_NOOP
from pmsdesk.reports.table import Column, Kind, Report

TITLE = QT_TRANSLATE_NOOP("reports", "Rekod latihan")
ABOUT = QT_TRANSLATE_NOOP("reports", "Perihal")
COLUMNS = (
    Column(QT_TRANSLATE_NOOP("reports", "Tarikh"), Kind.MOMENT, 17),
    Column(QT_TRANSLATE_NOOP("reports", "Pegawai"), width=28),
    Column(QT_TRANSLATE_NOOP("reports", "Latihan"), width=32),
    Column(QT_TRANSLATE_NOOP("reports", "Tahap"), width=8),
    Column(QT_TRANSLATE_NOOP("reports", "Markah"), width=9),
    Column(QT_TRANSLATE_NOOP("reports", "Keputusan"), width=14),
    Column(QT_TRANSLATE_NOOP("reports", "Petunjuk digunakan"), width=18),
    Column(QT_TRANSLATE_NOOP("reports", "Versi latihan"), width=14),
    Column(QT_TRANSLATE_NOOP("reports", "Versi program"), width=14),
)
_PASSED = QT_TRANSLATE_NOOP("reports", "Lulus")
_FAILED = QT_TRANSLATE_NOOP("reports", "Belum lulus")
_YES = QT_TRANSLATE_NOOP("reports", "Ya")
_NO = QT_TRANSLATE_NOOP("reports", "Tidak")


def training(rows: Sequence[TrainingRow], title: Callable[[str], str], about: tuple[tuple[str, str], ...]) -> Report:
    """The report of *rows* in the order given; *title* translates the words of this file (context ``reports``)."""
    return Report(
        title=title(TITLE),
        columns=tuple(Column(title(column.title), column.kind, column.width) for column in COLUMNS),
        rows=(
            (
                row.at,
                row.name,
                row.attainment.title,
                str(row.attainment.level),
                str(row.attainment.points),
                title(_PASSED if row.attainment.passed else _FAILED),
                title(_YES if row.attainment.hinted else _NO),
                row.attainment.version,
                row.attainment.program,
            )
            for row in rows
        ),
        total=len(rows),
        about=about,
        about_title=title(ABOUT),
    )
