"""The record of training done as a workbook, reopened with another library."""

from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from pmsdesk.domain.exercise import Attainment, TrainingRow
from pmsdesk.reports.training import COLUMNS, training
from pmsdesk.reports.xlsx import write_xlsx

PASSED = Attainment("terima", "Aduan yang jelas", 1, 100, True, False, (), "2026.1", "0.1")
FAILED = Attainment("maki", "Maki hamun sahaja", 3, 40, False, True, ("silent",), "2026.1", "0.1")


def test_the_workbook_has_a_line_for_each_exercise_handed_in(tmp_path: Path) -> None:
    at = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    rows = [TrainingRow("1", at, "s1", "Nur Aisyah", PASSED), TrainingRow("2", at, "s1", "Nur Aisyah", FAILED)]
    path = tmp_path / "rekod.xlsx"
    assert write_xlsx(training(rows, lambda text: text, (("Pada", "hari ini"),)), path) == 2
    sheet, about = openpyxl.load_workbook(path).worksheets
    head, first, second = sheet.iter_rows(values_only=True)
    assert head == tuple(column.title for column in COLUMNS)
    assert first[0] == datetime(2026, 11, 23, 15, 0)  # noqa: DTZ001 (a workbook's dates are Malaysia's)
    assert first[1:] == ("Nur Aisyah", "Aduan yang jelas", "1", "100", "Lulus", "Tidak", "2026.1", "0.1")
    assert second[4:7] == ("40", "Belum lulus", "Ya")
    assert about["B1"].value == "hari ini"
