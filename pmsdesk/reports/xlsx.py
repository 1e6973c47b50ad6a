"""Writes a report as an XLSX workbook: texts stay texts, times are real dates of Malaysia, memory stays constant."""

import contextlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.errors import FileNotWritten
from pmsdesk.reports.progress import Progress
from pmsdesk.reports.table import Cell, Column, Kind, Report

SHEET_NAME_LIMIT = 31
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_FORMATS: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {"valign": "top", "num_format": "@"},
    Kind.MOMENT: {"valign": "top", "num_format": "dd/mm/yyyy hh:mm", "align": "left"},
    Kind.HOURS: {"valign": "top", "num_format": "0.0"},
}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_HEADER: dict[str, object] = {"bold": True, "bg_color": "#0F5EA8", "font_color": "#FFFFFF", "valign": "vcenter"}


def write_xlsx(report: Report, path: Path, progress: Progress | None = None) -> int:
    """Write *report* to *path*, replacing it only when complete; returns the number of rows.

    A first sheet holds the rows under a frozen header with a filter, a second one `report.about`. Raises
    `FileNotWritten` when the place cannot be written and `Cancelled` when *progress* says so; *path* is then untouched.
    """
    # XlsxWriter costs 60 ms to import, more than the screen that offers the export.
    import xlsxwriter  # noqa: PLC0415
    from xlsxwriter.exceptions import XlsxWriterException  # noqa: PLC0415

    progress = progress or Progress(report.total)
    unfinished = path.with_name(f".{path.name}.tmp")
    try:
        with unfinished.open("wb") as file, tempfile.TemporaryDirectory() as folder:
            workbook = xlsxwriter.Workbook(file, {**_OPTIONS, "tmpdir": folder})
            try:
                count = _write_rows(workbook, report, progress)
                _write_about(workbook, report)
            finally:
                workbook.close()
        os.replace(unfinished, path)
    except (OSError, XlsxWriterException) as error:
        raise FileNotWritten(str(error), name=path.name) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return count


def _write_rows(workbook: Any, report: Report, progress: Progress) -> int:
    sheet = workbook.add_worksheet(_sheet_name(report.title))
    formats = {kind: workbook.add_format(properties) for kind, properties in _FORMATS.items()}
    for index, column in enumerate(report.columns):
        sheet.set_column(index, index, column.width)
    sheet.set_row(0, 22)
    header = workbook.add_format(_HEADER)
    for index, column in enumerate(report.columns):
        sheet.write_string(0, index, plain(column.title), header)
    sheet.freeze_panes(1, 1)
    count = 0
    for count, row in enumerate(report.rows, start=1):
        progress.step()
        _write_row(sheet, count, row, report.columns, formats)
    sheet.autofilter(0, 0, count, len(report.columns) - 1)
    return count


def _write_row(
    sheet: Any, number: int, row: Sequence[Cell], columns: Sequence[Column], formats: dict[Kind, Any]
) -> None:
    for index, (cell, column) in enumerate(zip(row, columns, strict=True)):
        style = formats[column.kind]
        if cell is None:
            continue
        if isinstance(cell, datetime):
            sheet.write_datetime(number, index, cell.astimezone(KUALA_LUMPUR).replace(tzinfo=None), style)
        elif isinstance(cell, str):
            sheet.write_string(number, index, plain(cell), style)
        else:
            sheet.write_number(number, index, cell, style)


def _write_about(workbook: Any, report: Report) -> None:
    if not report.about:
        return
    sheet = workbook.add_worksheet(_sheet_name(report.about_title))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 64)
    bold = workbook.add_format({"bold": True, "valign": "top"})
    text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for row, (name, value) in enumerate(report.about):
        sheet.write_string(row, 0, plain(name), bold)
        sheet.write_string(row, 1, plain(value), text)


def plain(text: str) -> str:
    """*text* without what a workbook cannot hold: control characters, lone surrogates, non-characters."""
    return "".join(
        c for c in text if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and ord(c) & 0xFFFE != 0xFFFE)
    )


def _sheet_name(title: str) -> str:
    return _NOT_IN_SHEET_NAME.sub(" ", plain(title))[:SHEET_NAME_LIMIT].strip() or "1"
