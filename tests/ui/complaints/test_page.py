"""What an officer does with the register."""

import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pmsdesk.domain.complaint import LEGAL, ClosingCode, Complaint, ComplaintState, Evidence
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services import complaining
from pmsdesk.services.complaining import Registration
from pmsdesk.services.reading import ComplaintFilter, ComplaintView
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.complaints.page import ComplaintsPage
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.picture import Picture
from pmsdesk.ui.models.complaint_model import Field
from pmsdesk.ui.references import References
from tests.screen import AHMAD, AISYAH, FAIZAL, SITI, ZAINAB, Screen, Told

FORMS = {
    FAIZAL: ("pothole", Jurisdiction.FEDERAL, ("jkr_selangor",), "FT5", "Sabak Bernam"),
    SITI: ("street_light", Jurisdiction.TOLL, ("llm",), "E1", "Susur keluar Sungai Buloh"),
    AHMAD: ("drain", Jurisdiction.OUTSIDE, (), "", "Taman Melati"),
    ZAINAB: ("signage", Jurisdiction.SAFETY, ("cidb",), "", "Kajang"),
}


@dataclass
class Register:
    """The seat with the steps these tests take."""

    screen: Screen

    def add(self, told: Told) -> str:
        """Register what *told* complains of; its id."""
        category, jurisdiction, agencies, road, place = FORMS[told]
        form = Registration(told.author.name, "", told.text, category, jurisdiction, agencies, road, place)
        self.screen.act(AISYAH, lambda work: complaining.register(work, told.conversation_id, form))
        self.screen.clock.forward(minutes=1)
        with self.screen.store.work(AISYAH) as work:
            found = work.complaints.of_conversation(told.conversation_id)
        assert found is not None
        return found.id

    def view(self, complaint_id: str) -> ComplaintView:
        return self.screen.store.read().complaint(complaint_id)

    def complaint(self, complaint_id: str) -> Complaint:
        return self.view(complaint_id).complaint


@pytest.fixture
def register(screen: Screen) -> Register:
    return Register(screen)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, actions: Actions, references: References) -> ComplaintsPage:
    """The page of Nur Aisyah; it loads when it is shown."""
    made = ComplaintsPage(desk, actions, references)
    qtbot.addWidget(made)
    made.resize(1252, 828)
    return made


@pytest.fixture
def show(page: ComplaintsPage, settle: Callable[[], None]) -> Callable[[], ComplaintsPage]:
    """Brings the page to the front."""

    def show() -> ComplaintsPage:
        page.show()
        page.shown()
        settle()
        return page

    return show


Show = Callable[[], ComplaintsPage]
Settle = Callable[[], None]


def cell(page: ComplaintsPage, row: int, field: Field) -> str:
    return str(page.model.index(row, field).data(Qt.ItemDataRole.DisplayRole))


def column(page: ComplaintsPage, field: Field) -> list[str]:
    return [cell(page, row, field) for row in range(page.model.rowCount())]


def a_photo(shade: int = 90) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), (shade, shade, shade)).save(out, "JPEG")
    return out.getvalue()


def taken_long_ago() -> bytes:
    noted = Image.Exif()
    noted.get_ifd(0x8769)[0x9003] = "2024:03:03 10:15:00"
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "grey").save(out, "JPEG", exif=noted)
    return out.getvalue()


# ---- the grid ----------------------------------------------------------------------------------------------------


def test_an_empty_register_says_how_a_complaint_gets_into_it(show: Show) -> None:
    page = show()
    assert page.state.isVisible()
    assert page.state.words == "Belum ada aduan didaftarkan."


def test_a_line_says_everything_in_words(register: Register, show: Show) -> None:
    register.add(FAIZAL)
    page = show()
    assert {field: cell(page, 0, field) for field in Field} == {
        Field.NUMBER: "KKR/2026/000001",
        Field.REGISTERED: "23 Nov 10:14",
        Field.COMPLAINANT: "Faizal Z.",
        Field.CATEGORY: "Lubang jalan",
        Field.PLACE: "FT5 Sabak Bernam",
        Field.JURISDICTION: "Jalan Persekutuan",
        Field.AGENCY: "JKR Selangor",
        Field.STATE: "Didaftar",
        Field.FIRST_REPLY: "baki 2j 05m",
    }


def test_the_newest_stands_first_and_every_column_sorts(register: Register, show: Show, settle: Settle) -> None:
    for told in (FAIZAL, SITI, AHMAD):
        register.add(told)
    page = show()
    assert column(page, Field.NUMBER) == ["KKR/2026/000003", "KKR/2026/000002", "KKR/2026/000001"]
    page.grid.sortByColumn(Field.COMPLAINANT, Qt.SortOrder.AscendingOrder)
    settle()
    assert column(page, Field.COMPLAINANT) == ["Ahmad H.", "Faizal Z.", "Siti Lailatul"]
    page.grid.sortByColumn(Field.FIRST_REPLY, Qt.SortOrder.AscendingOrder)
    settle()
    assert column(page, Field.COMPLAINANT) == ["Faizal Z.", "Siti Lailatul", "Ahmad H."]
    page.grid.sortByColumn(Field.REGISTERED, Qt.SortOrder.AscendingOrder)
    settle()
    assert column(page, Field.NUMBER)[0] == "KKR/2026/000001"


def test_chips_count_their_groups_and_narrow_the_grid(register: Register, show: Show, settle: Settle) -> None:
    faizal, _ = register.add(FAIZAL), register.add(SITI)
    register.screen.act(AISYAH, lambda work: complaining.forward(work, faizal, "jkr_selangor"))
    page = show()
    page.filters.groups.chosen.emit("forwarded")
    settle()
    assert column(page, Field.COMPLAINANT) == ["Faizal Z."]
    assert "2" in _chip_texts(page)[0]
    assert "1" in _chip_texts(page)[2]


def _chip_texts(page: ComplaintsPage) -> list[str]:
    return [button.text() for button in page.filters.groups.findChildren(QPushButton)]


def test_searching_waits_for_the_last_key_and_finds_roads_and_names(
    qtbot: QtBot, register: Register, show: Show, settle: Settle
) -> None:
    register.add(FAIZAL)
    register.add(SITI)
    page = show()
    asked: list[ComplaintFilter] = []
    page.filters.wanted.connect(asked.append)
    QTest.keyClicks(page.filters.search, "FT5")
    qtbot.waitUntil(lambda: bool(asked))
    settle()
    assert asked == [ComplaintFilter(search="FT5")]
    assert column(page, Field.COMPLAINANT) == ["Faizal Z."]


def test_filters_can_be_taken_off_one_by_one(register: Register, show: Show, settle: Settle) -> None:
    for told in (FAIZAL, SITI):
        register.add(told)
    page = show()
    page.filters.ask(ComplaintFilter(jurisdiction=Jurisdiction.TOLL, agency="llm"))
    settle()
    assert column(page, Field.COMPLAINANT) == ["Siti Lailatul"]
    assert page.filters.by_jurisdiction.text() == "Tapis: Lebuh raya"
    page.filters.by_jurisdiction.click()
    page.filters.by_agency.click()
    settle()
    assert page.filters.filter == ComplaintFilter()
    assert page.model.rowCount() == 2
    assert not page.filters.by_agency.isVisible()


def test_a_filter_that_matches_nothing_says_so_and_can_be_dropped(
    register: Register, show: Show, settle: Settle
) -> None:
    register.add(FAIZAL)
    page = show()
    page.filters.ask(ComplaintFilter(group="closed", search="PLUS"))
    settle()
    assert page.state.words == "Tiada aduan yang sepadan dengan tapisan ini."
    page.state.findChild(QPushButton).click()
    settle()
    assert column(page, Field.COMPLAINANT) == ["Faizal Z."]


def test_a_new_complaint_does_not_move_the_row_one_looks_at(register: Register, show: Show, settle: Settle) -> None:
    faizal = register.add(FAIZAL)
    page = show()
    page.grid.choose(page.model.key_of(faizal))
    settle()
    register.add(SITI)
    page.model.refresh()
    settle()
    assert column(page, Field.COMPLAINANT) == ["Faizal Z."]
    assert page.filters.pill.text() == "1 baharu"
    page.filters.pill.click()
    assert column(page, Field.COMPLAINANT) == ["Siti Lailatul", "Faizal Z."]
    assert page.model.complaint_id(page.grid.key or 0) == faizal


def test_a_register_of_many_pages_is_shown_to_its_end(
    register: Register, show: Show, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmsdesk.ui.models.complaint_model.PAGE", 1)
    monkeypatch.setattr("pmsdesk.ui.models.complaint_model.PAGES_KEPT", 2)
    for told in FORMS:
        register.add(told)
    page = show()
    assert column(page, Field.COMPLAINANT) == ["Zainab N.", "Ahmad H.", "Siti Lailatul", "Faizal Z."]
    assert cell(page, 0, Field.NUMBER) == "KKR/2026/000004"


# ---- one complaint -----------------------------------------------------------------------------------------------


@pytest.fixture
def case(register: Register, show: Show, settle: Settle) -> tuple[ComplaintsPage, str]:
    """Faizal's complaint beside the register."""
    complaint_id = register.add(FAIZAL)
    page = show()
    page.open(complaint_id)
    settle()
    return page, complaint_id


Case = tuple[ComplaintsPage, str]


def test_only_legal_next_states_are_offered(case: Case) -> None:
    box = case[0].panel.next_state.states
    offered = {box.itemData(row) for row in range(1, box.count())}
    assert offered == {state.value for state in LEGAL[ComplaintState.REGISTERED]}


def test_moving_on_writes_state_note_and_trail_and_repaints_the_row(
    case: Case, register: Register, settle: Settle
) -> None:
    page, complaint_id = case
    step = page.panel.next_state
    assert not step.button.isEnabled()
    step.states.setCurrentIndex(step.states.findData(ComplaintState.INVESTIGATING.value))
    step.note.setText("Jurutera daerah ke tapak")
    step.button.click()
    settle()
    assert register.complaint(complaint_id).state is ComplaintState.INVESTIGATING
    assert cell(page, 0, Field.STATE) == "Dalam siasatan"
    assert any("Jurutera daerah ke tapak" in line for line in page.panel.log_lines)
    assert any("Status: Didaftar → Dalam siasatan" in line for line in page.panel.trail_lines)


def test_closing_asks_for_a_code(case: Case, register: Register, settle: Settle) -> None:
    page, complaint_id = case
    step = page.panel.next_state
    step.states.setCurrentIndex(step.states.findData(ComplaintState.CLOSED.value))
    assert step.codes.isVisible()
    assert not step.button.isEnabled()
    step.codes.setCurrentIndex(step.codes.findData(ClosingCode.UNFOUNDED.value))
    step.button.click()
    settle()
    assert register.complaint(complaint_id).closing_code == ClosingCode.UNFOUNDED


def test_closing_as_resolved_without_evidence_is_refused_in_words(
    case: Case, register: Register, settle: Settle
) -> None:
    page, complaint_id = case
    step = page.panel.next_state
    step.states.setCurrentIndex(step.states.findData(ComplaintState.CLOSED.value))
    step.codes.setCurrentIndex(step.codes.findData(ClosingCode.RESOLVED.value))
    assert step.hint.isVisible()
    step.button.click()
    settle()
    assert register.complaint(complaint_id).state is ComplaintState.REGISTERED
    assert page.panel.strip.words


def test_a_follow_up_is_noted_and_the_field_is_empty_again(case: Case, register: Register, settle: Settle) -> None:
    page, complaint_id = case
    assert not page.panel.note.button.isEnabled()
    page.panel.note.text.setPlainText("Telah menghubungi penyelia daerah.")
    page.panel.note.button.click()
    settle()
    assert [entry.text for entry, _ in register.view(complaint_id).follow_ups] == ["Telah menghubungi penyelia daerah."]
    assert page.panel.note.text.toPlainText() == ""
    assert "Nur Aisyah: \u2068Telah menghubungi penyelia daerah.\u2069" in page.panel.log_lines[0]


def test_what_is_being_typed_survives_news_about_the_complaint(
    case: Case, register: Register, desk: Desk, settle: Settle
) -> None:
    page, complaint_id = case
    page.panel.note.text.setPlainText("Baru separuh")
    desk.do(lambda work: complaining.forward(work, complaint_id, "jkr"))
    settle()
    page.reload()
    settle()
    assert page.panel.note.text.toPlainText() == "Baru separuh"
    assert page.panel.state.accessibleName() == "Dipanjangkan"


def test_forwarding_makes_the_agency_lead(case: Case, register: Register, settle: Settle) -> None:
    page, complaint_id = case
    box = page.panel.forward.agencies
    box.setCurrentIndex(box.findData("llm"))
    page.panel.forward.note.setText("Mohon tindakan segera")
    page.panel.forward.button.click()
    settle()
    assert register.complaint(complaint_id).agencies[0] == "llm"
    assert cell(page, 0, Field.AGENCY) == "LLM (+1)"
    assert any("Dipanjangkan kepada LLM" in line for line in page.panel.trail_lines)


def test_a_closed_complaint_cannot_be_forwarded_and_says_why(case: Case, register: Register, settle: Settle) -> None:
    page, complaint_id = case
    code = ClosingCode.WITHDRAWN
    register.screen.act(
        AISYAH, lambda work: complaining.change_state(work, complaint_id, ComplaintState.CLOSED, closing_code=code)
    )
    page.reload()
    settle()
    box = page.panel.forward.agencies
    box.setCurrentIndex(box.findData("llm"))
    assert not page.panel.forward.button.isEnabled()
    assert page.panel.forward.hint.isVisible()


def test_fields_are_corrected_in_place_and_the_trail_says_from_what_to_what(
    case: Case, register: Register, settle: Settle
) -> None:
    page, complaint_id = case
    page.panel.edit()
    form = page.panel.form
    form.location.setText("Sabak Bernam, hadapan masjid")
    form.category.setCurrentIndex(form.category.findData("street_light"))
    form.save.click()
    settle()
    changed = register.complaint(complaint_id)
    assert (changed.location, changed.category) == ("Sabak Bernam, hadapan masjid", "street_light")
    assert not form.isVisible()
    assert any("Lubang jalan → Lampu jalan tidak berfungsi" in line for line in page.panel.trail_lines)


def test_cancelling_a_correction_changes_nothing(case: Case, register: Register, settle: Settle) -> None:
    page, complaint_id = case
    page.panel.edit()
    page.panel.form.complainant.setText("Orang lain")
    page.panel.form.cancel.click()
    settle()
    assert register.complaint(complaint_id).complainant == "Faizal Z."


def test_photos_show_before_and_after_with_their_words(case: Case, register: Register, settle: Settle) -> None:
    page, complaint_id = case
    for kind, shade in ((Evidence.AFTER, 200), (Evidence.BEFORE, 40)):
        register.screen.act(
            AISYAH, lambda work, k=kind, s=shade: complaining.attach(work, complaint_id, k, f"{k}.jpg", a_photo(s))
        )
    page.reload()
    settle()
    assert [thumbnail.text() for thumbnail in page.panel.photos.thumbnails] == ["Sebelum", "Selepas"]
    assert all(thumbnail.has_picture for thumbnail in page.panel.photos.thumbnails)


def test_a_file_dropped_on_the_photos_is_kept_as_what_the_box_says(
    case: Case, register: Register, tmp_path: Path, settle: Settle
) -> None:
    page, complaint_id = case
    file = tmp_path / "siap tampal.jpg"
    file.write_bytes(a_photo())
    photos = page.panel.photos
    photos.evidence.setCurrentIndex(photos.evidence.findData(Evidence.AFTER.value))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)), QUrl("https://contoh.example/a.jpg")])
    photos.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settle()
    (kept,) = register.view(complaint_id).attachments
    assert (kept.evidence, kept.name) == (Evidence.AFTER, "siap tampal.jpg")
    assert not QImage.fromData(register.screen.store.read().photo(kept.sha)).isNull()


def test_a_photo_opens_in_a_window_of_ours(case: Case, register: Register, settle: Settle) -> None:
    page, complaint_id = case
    register.screen.act(
        AISYAH, lambda work: complaining.attach(work, complaint_id, Evidence.BEFORE, "lubang.jpg", a_photo())
    )
    page.reload()
    settle()
    page.panel.photos.thumbnails[0].click()
    settle()
    shown = page.window().findChild(Picture)
    assert shown.isVisible()
    assert not shown.picture.pixmap().isNull()
    assert "lubang.jpg" in shown.picture.accessibleName()
    shown.accept()


def test_a_photo_whose_camera_tells_another_time_is_noted(case: Case, register: Register, settle: Settle) -> None:
    page, complaint_id = case
    register.screen.act(
        AISYAH, lambda work: complaining.attach(work, complaint_id, Evidence.BEFORE, "baharu.jpg", a_photo())
    )
    register.screen.act(
        AISYAH, lambda work: complaining.attach(work, complaint_id, Evidence.BEFORE, "lama.jpg", taken_long_ago())
    )
    page.reload()
    settle()
    remark = page.panel.photos.remark
    assert remark.isVisible()
    assert remark.text() == (
        "lama.jpg: menurut kamera diambil pada Ahad, 3 Mac 2024, 10:15, jauh daripada tarikh ditambah."
    )


def test_a_photo_that_is_on_another_seat_is_asked_for_and_shown_when_it_has_come(
    case: Case, register: Register, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, complaint_id = case
    register.screen.act(
        AISYAH, lambda work: complaining.attach(work, complaint_id, Evidence.BEFORE, "lubang.jpg", a_photo())
    )
    register.screen.act(AISYAH, lambda work: work.set_setting("register.device", "x") or ())
    (kept,) = register.view(complaint_id).attachments
    folder = register.screen.store._folder
    lying = {sha: folder.path(sha).read_bytes() for sha in (kept.sha, kept.thumbnail)}
    for sha in lying:
        folder.path(sha).unlink()
    page.reload()
    settle()
    (thumbnail,) = page.panel.photos.thumbnails
    assert not thumbnail.has_picture
    assert thumbnail.toolTip() == "Gambar lubang.jpg sedang dimuat turun daripada daftar bersama."
    assert [moved.sha for moved in register.screen.store.transfers.waiting()] == [kept.thumbnail]
    folder.path(kept.thumbnail).write_bytes(lying[kept.thumbnail])
    page.reload()
    settle()
    assert thumbnail.has_picture
    thumbnail.click()
    settle()
    assert {moved.sha for moved in register.screen.store.transfers.waiting()} == {kept.thumbnail, kept.sha}


@pytest.mark.parametrize("content", [b"bukan gambar", None])
def test_a_file_that_is_no_picture_or_is_gone_is_refused_in_words(
    case: Case, register: Register, tmp_path: Path, settle: Settle, content: bytes | None
) -> None:
    page, complaint_id = case
    file = tmp_path / "nota.jpg"
    if content is not None:
        file.write_bytes(content)
    page.panel.photo_added.emit(Evidence.BEFORE.value, file)
    settle()
    assert register.view(complaint_id).attachments == ()
    assert "nota.jpg bukan gambar" in page.panel.strip.words


def test_the_conversation_is_one_press_away(case: Case, qtbot: QtBot) -> None:
    page, _ = case
    with qtbot.waitSignal(page.jump) as jump:
        page.panel.conversation.click()
    assert jump.args == ["inbox", FAIZAL.conversation_id]


def test_closing_the_panel_gives_the_grid_the_whole_width(case: Case) -> None:
    page, _ = case
    assert page.panel.isVisible()
    assert page.grid.isColumnHidden(Field.JURISDICTION)
    page.close_case()
    assert not page.panel.isVisible()
    QTest.qWait(0)
    assert not page.grid.isColumnHidden(Field.JURISDICTION)
    assert page.grid.key is None


# ---- export ------------------------------------------------------------------------------------------------------


def test_the_workbook_holds_what_the_screen_shows_in_its_order(
    qtbot: QtBot, register: Register, show: Show, settle: Settle, tmp_path: Path
) -> None:
    for told in FORMS:
        register.add(told)
    page = show()
    page.filters.ask(ComplaintFilter(group="new", search="Sabak"))
    settle()
    path = tmp_path / "daftar.xlsx"
    with qtbot.waitSignal(page.export.done) as done:
        page.export_to(path)
    assert done.args == [path, 1]
    book = openpyxl.load_workbook(path)
    assert [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == column(page, Field.NUMBER)
    about = dict(book.worksheets[1].iter_rows(values_only=True))
    assert about["Tapisan"] == "Baharu · “Sabak”"
    assert str(about["Disediakan oleh"]).startswith("Nur Aisyah")
    assert "1 aduan ditulis ke daftar.xlsx" in page.strip.words


def test_an_export_leaves_a_trace(qtbot: QtBot, register: Register, show: Show, tmp_path: Path) -> None:
    register.add(FAIZAL)
    page = show()
    with qtbot.waitSignal(page.export.done):
        page.export_to(tmp_path / "daftar.xlsx")
    with closing(sqlite3.connect(register.screen.store.path)) as file:
        ((actor, body),) = file.execute("select actor_id, body from operation where kind = 'register.exported'")
    assert actor == AISYAH.id
    assert json.loads(body)["facts"] == {"rows": 1, "filters": "Semua"}


def test_an_export_that_is_stopped_writes_nothing(qtbot: QtBot, register: Register, show: Show, tmp_path: Path) -> None:
    register.add(FAIZAL)
    page = show()
    path = tmp_path / "daftar.xlsx"
    with qtbot.waitSignal(page.export.stopped):
        page.export_to(path)
        page.export.cancel()
    assert not path.exists()
    assert page.strip.words == "Eksport dihentikan. Tiada fail ditulis."
    assert not page.export.running


def test_a_place_that_cannot_be_written_is_told_in_words(
    qtbot: QtBot, register: Register, show: Show, tmp_path: Path
) -> None:
    register.add(FAIZAL)
    page = show()
    with qtbot.waitSignal(page.export.failed):
        page.export_to(tmp_path / "tiada" / "daftar.xlsx")
    assert "tidak dapat ditulis" in page.strip.words


def test_an_administrator_may_not_take_the_register_out(
    qtbot: QtBot, administrator_desk: Desk, actions: Actions, references: References, settle: Settle, tmp_path: Path
) -> None:
    page = ComplaintsPage(administrator_desk, actions, references)
    qtbot.addWidget(page)
    page.export_to(tmp_path / "daftar.xlsx")
    settle()
    assert list(tmp_path.glob("*.xlsx")) == []
    assert "tiada kebenaran" in page.strip.words


def test_a_complaint_that_is_not_here_is_said_in_words_and_nothing_of_another_stays(
    register: Register, show: Callable[[], ComplaintsPage], settle: Callable[[], None]
) -> None:
    known = register.add(FAIZAL)
    page = show()
    page.open(known)
    settle()
    assert page.panel.isVisible()
    page.open("no-such-complaint")
    settle()
    assert page.strip.words == "Aduan ini tiada dalam daftar pada komputer ini."
    assert not page.panel.isVisible()
