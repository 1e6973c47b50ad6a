"""The register as a workbook, reopened with another library."""

import errno
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmsdesk.domain.account import Channel
from pmsdesk.domain.complaint import ComplaintState
from pmsdesk.domain.errors import FileNotWritten
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.reports.progress import Cancelled, Progress
from pmsdesk.reports.register import COLUMNS, register
from pmsdesk.reports.table import Column, Report
from pmsdesk.reports.xlsx import plain, write_xlsx
from pmsdesk.services.reading import ComplaintRow

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
RECEIVED = datetime(2026, 11, 23, 0, 14, tzinfo=UTC)


class MalayWords:
    def title(self, text: str) -> str:
        return text

    def channel(self, value: Channel) -> str:
        return value.name.title()

    def category(self, category_id: str) -> str:
        return {"jalan_berlubang": "Jalan berlubang"}.get(category_id, category_id)

    def jurisdiction(self, value: Jurisdiction) -> str:
        return {Jurisdiction.FEDERAL: "Jalan Persekutuan"}.get(value, value.value)

    def agency(self, agency_id: str) -> str:
        return agency_id.replace("-", " ").upper()

    def state(self, value: ComplaintState) -> str:
        return value.value


def a_row(**changes: object) -> ComplaintRow:
    facts: dict[str, object] = {
        "id": "1",
        "number": "KKR/2026/000001",
        "registered_at": RECEIVED + timedelta(minutes=48),
        "complainant": "Faizal Z.",
        "category": "jalan_berlubang",
        "road": "FT5",
        "location": "Sabak Bernam",
        "jurisdiction": Jurisdiction.FEDERAL,
        "agencies": ("jkr-selangor", "jkr"),
        "state": ComplaintState.FORWARDED,
        "due_at": RECEIVED + timedelta(hours=24),
        "first_reply_at": None,
        "received_at": RECEIVED,
        "channel": Channel.X,
        "summary": "Dah 2 minggu lubang besar kat FT5 dekat Sabak Bernam",
        "conversation_id": "c1",
    }
    return ComplaintRow(**{**facts, **changes})  # type: ignore[arg-type]


def export(path: Path, *rows: ComplaintRow, about: tuple[tuple[str, str], ...] = ()) -> openpyxl.Workbook:
    count = write_xlsx(register(rows, len(rows), MalayWords(), NOW, about), path)
    assert count == len(rows)
    return openpyxl.load_workbook(path)


def cells(book: openpyxl.Workbook, line: int = 1) -> dict[str, object]:
    sheet = book.worksheets[0]
    return {column.title: sheet.cell(line + 1, index).value for index, column in enumerate(COLUMNS, start=1)}


def test_a_line_holds_the_words_a_person_reads(tmp_path: Path) -> None:
    line = cells(export(tmp_path / "daftar.xlsx", a_row()))
    assert line["No. aduan"] == "KKR/2026/000001"
    assert line["Kategori"] == "Jalan berlubang"
    assert line["Bidang kuasa"] == "Jalan Persekutuan"
    assert line["Tindakan"] == "JKR SELANGOR, JKR"
    assert line["Lokasi"] == "Sabak Bernam"


def test_times_are_real_dates_on_the_clock_of_malaysia(tmp_path: Path) -> None:
    book = export(tmp_path / "daftar.xlsx", a_row())
    assert cells(book)["Tarikh diterima"] == datetime(2026, 11, 23, 8, 14)  # noqa: DTZ001 (a workbook knows no zones)
    assert book.worksheets[0]["C2"].is_date


def test_the_header_is_frozen_and_filtered_and_columns_are_as_wide_as_their_texts_need(tmp_path: Path) -> None:
    sheet = export(tmp_path / "daftar.xlsx", a_row(), a_row(number="KKR/2026/000002")).worksheets[0]
    assert sheet.title == "Daftar aduan"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:O3"
    assert sheet.column_dimensions["F"].width > sheet.column_dimensions["H"].width


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://jahat.example","klik")',
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "+60123454471",
        "-2+3",
        "http://jkr.gov.my",
        "0123",
    ],
)
def test_a_citizens_text_is_never_a_formula_a_link_or_a_number(tmp_path: Path, text: str) -> None:
    sheet = export(tmp_path / "daftar.xlsx", a_row(summary=text)).worksheets[0]
    cell = sheet["F2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_emoji_jawi_and_line_breaks_survive(tmp_path: Path) -> None:
    text = "جالن روسق 🚧\nTerima kasih 🙏🏽"
    assert cells(export(tmp_path / "daftar.xlsx", a_row(summary=text)))["Ringkasan"] == text


@settings(max_examples=25)
@given(text=st.text(min_size=1, max_size=60))
def test_any_text_gives_a_workbook_that_opens(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    book = export(tmp_path_factory.mktemp("sebarang") / "daftar.xlsx", a_row(summary=text))
    assert (cells(book)["Ringkasan"] or "") == plain(text)


def test_a_text_longer_than_a_cell_is_cut_not_lost(tmp_path: Path) -> None:
    value = cells(export(tmp_path / "daftar.xlsx", a_row(summary="jalan " * 10_000)))["Ringkasan"]
    assert isinstance(value, str)
    assert len(value) == 32_767


@pytest.mark.parametrize(
    ("replied", "hours_ago", "word"),
    [
        (timedelta(minutes=50), 7, "Ya"),
        (timedelta(hours=25), 30, "Tidak"),
        (None, 7, "Menunggu"),
        (None, 30, "Tidak"),
    ],
)
def test_the_24_hour_promise_is_judged_in_words(
    tmp_path: Path, replied: timedelta | None, hours_ago: int, word: str
) -> None:
    received = NOW - timedelta(hours=hours_ago)
    row = a_row(
        received_at=received,
        due_at=received + timedelta(hours=24) if replied is None else None,
        first_reply_at=None if replied is None else received + replied,
    )
    line = cells(export(tmp_path / "daftar.xlsx", row))
    assert line["Dalam 24 jam"] == word
    taken = line["Tempoh maklum balas (jam)"]
    assert taken is None if replied is None else taken == pytest.approx(replied.total_seconds() / 3600)


def test_who_when_and_which_filters_stand_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    about = (("Disediakan oleh", "Nur Aisyah"), ("Tapisan", "Lewat · Selangor"))
    sheet = export(tmp_path / "daftar.xlsx", a_row(), about=about).worksheets[1]
    assert sheet.title == "Perihal"
    assert [tuple(cell.value for cell in row) for row in sheet.rows] == list(about)


def test_an_empty_register_is_a_header_alone(tmp_path: Path) -> None:
    sheet = export(tmp_path / "daftar.xlsx").worksheets[0]
    assert sheet.max_row == 1


def test_stopping_keeps_the_old_file_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(b"laporan bulan lalu")
    progress = Progress(3)

    def rows() -> Iterator[ComplaintRow]:
        yield a_row()
        progress.cancelled = True
        yield a_row()

    with pytest.raises(Cancelled):
        write_xlsx(register(rows(), 3, MalayWords(), NOW), path, progress)
    assert progress.done == 1
    assert path.read_bytes() == b"laporan bulan lalu"
    assert list(tmp_path.iterdir()) == [path]


def test_progress_counts_every_row(tmp_path: Path) -> None:
    progress = Progress(2)
    write_xlsx(register([a_row(), a_row()], 2, MalayWords(), NOW), tmp_path / "daftar.xlsx", progress)
    assert progress.done == 2


def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritten, match=r"daftar\.xlsx tidak dapat ditulis"):
        write_xlsx(register([], 0, MalayWords(), NOW), tmp_path / "tiada" / "daftar.xlsx")


def test_a_disk_that_fills_up_half_way_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(b"laporan bulan lalu")

    def rows() -> Iterator[ComplaintRow]:
        yield a_row()
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(FileNotWritten):
        write_xlsx(register(rows(), 2, MalayWords(), NOW), path)
    assert path.read_bytes() == b"laporan bulan lalu"


def test_a_title_a_sheet_cannot_have_is_made_to_fit(tmp_path: Path) -> None:
    report = Report("Aduan [Jan/Feb]: " + "panjang " * 9, (Column("A"),), [("x",)], 1)
    write_xlsx(report, tmp_path / "a.xlsx")
    name = openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames[0]
    assert name.startswith("Aduan  Jan Feb")
    assert len(name) <= 31
