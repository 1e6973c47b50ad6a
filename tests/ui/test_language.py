"""The language of the screen: switched while the program runs, and with room for longer words than ours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QDialogButtonBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.domain.events import ReplySubmitted
from pmsdesk.domain.reply import DraftMode
from pmsdesk.domain.staff import Staff
from pmsdesk.services import complaining, drafting
from pmsdesk.services.complaining import Registration
from pmsdesk.ui import language, words
from pmsdesk.ui.dialogs.add_person import AddPerson
from pmsdesk.ui.dialogs.browser_sign_in import BrowserSignIn
from pmsdesk.ui.dialogs.change_password import ChangePassword
from pmsdesk.ui.dialogs.sign_in import FirstStart, SignIn
from pmsdesk.ui.dialogs.token import AskToken
from pmsdesk.ui.inbox.register_dialog import RegisterDialog
from pmsdesk.ui.language import Language
from pmsdesk.ui.preferences import Preferences
from pmsdesk.ui.settings.page import TABS
from pmsdesk.ui.widgets.badge import Badge
from tests.console import Console
from tests.screen import AISYAH, FAIZAL, FARID, KELVIN, ROSNAH, SITI, Screen, references
from tests.translations import build

FLAGGED = "Terima kasih tuan. UMNO gagal menyelia kontraktor; kerja menampal bermula 25 November."


@pytest.fixture
def malay(qapp: QApplication) -> Iterator[None]:
    """Speak Malay before and after."""
    language.install(qapp, Language.MALAY)
    yield
    language.install(qapp, Language.MALAY)


def compile_into(folder: Path, translations: dict[object, str]) -> Path:
    """Make *folder* hold *translations* as the English of the program."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "ENGLISH", folder / "pmsdesk_en.ts")
        build.write(build.ENGLISH, translations, "en_GB", "ms_MY")
        build.release(folder)
    return folder


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    """A folder with a small English translation of two texts."""
    english = {
        build.Text("words", "Aduan"): "Complaint",
        build.Text("words", "ms_MY", "nama locale bahasa antara muka"): "en_GB",
    }
    return compile_into(tmp_path, english)


def twice(text: str) -> str:
    """*text* said two times; the keys behind it, which no language changes, once."""
    said, gap, keys = text.partition("   ")
    return f"{said} {said}{gap}{keys}"


@pytest.fixture(scope="session")
def doubled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a language in which everything takes twice as long to say as in Malay."""
    texts = {text: twice(text.source) for text in build.all_texts()}
    texts[build.Text("words", "ms_MY", "nama locale bahasa antara muka")] = "en_GB"
    return compile_into(tmp_path_factory.mktemp("doubled"), texts)


@pytest.mark.usefixtures("malay")
def test_malay_needs_no_translation_and_qts_own_buttons_speak_it(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Batal"
    assert words.tr("Aduan") == "Aduan"
    assert QLocale().dayName(1) == "Isnin"


@pytest.mark.usefixtures("malay")
def test_english_is_switched_on_and_off_while_the_program_runs(
    qapp: QApplication, compiled: Path, qtbot: QtBot
) -> None:
    class Word(QLabel):
        def changeEvent(self, event: QEvent) -> None:
            if event.type() is QEvent.Type.LanguageChange:
                self.setText(words.tr("Aduan"))

    label = Word(words.tr("Aduan"))
    qtbot.addWidget(label)
    label.show()
    assert language.install(qapp, Language.ENGLISH, compiled)
    qapp.processEvents()
    assert label.text() == "Complaint"
    assert words.language() == "en_GB"
    language.install(qapp, Language.MALAY)
    qapp.processEvents()
    assert label.text() == "Aduan"


@pytest.mark.usefixtures("malay")
def test_a_missing_file_leaves_the_screen_in_malay(qapp: QApplication, tmp_path: Path) -> None:
    assert not language.install(qapp, Language.ENGLISH, tmp_path)
    assert words.tr("Aduan") == "Aduan"


# ---- room for words ----------------------------------------------------------------------------------------------


@pytest.fixture(params=["Malay", "English", "doubled"])
def spoken(
    request: pytest.FixtureRequest, qapp: QApplication, preferences: Preferences, doubled: Path
) -> Iterator[Language]:
    """The screen speaks Malay, English, or says everything twice; after `preferences`, which begin in Malay."""
    del preferences
    chosen = Language.MALAY if request.param == "Malay" else Language.ENGLISH
    assert language.install(qapp, chosen, doubled if request.param == "doubled" else None)
    yield chosen
    language.install(qapp, Language.MALAY)


@dataclass(frozen=True)
class Busy:
    """A seat with a reply that waits for approval and a complaint in the register, and their ids."""

    screen: Screen
    reply: str
    complaint: str

    def tour(self, console: Console) -> Iterator[str]:
        """Go through every page with something open on it; yields the name of each place, while it is shown."""
        window, settle = console.window, self.screen.settle
        for key, thing in (
            ("inbox", FAIZAL.conversation_id),
            ("complaints", self.complaint),
            ("approvals", self.reply),
            *(("settings", tab) for tab in TABS),
        ):
            window.open(key, thing)
            settle()
            yield f"{key} {thing}"
        for key in ("accounts", "outbox"):
            window.go(key)
            settle()
            yield key
        window.open("inbox", KELVIN.conversation_id)
        settle()
        for mode in DraftMode:
            console.inbox.write(mode)
            settle()
            yield f"writing a {mode}"


@pytest.fixture
def busy(screen: Screen) -> Busy:
    """A seat on which something is open on every page."""
    submitted = screen.act(
        AISYAH,
        lambda work: drafting.submit(
            work, FAIZAL.conversation_id, FAIZAL.remote_id, FLAGGED, references().checker.check
        ),
    )
    reply = next(event.reply_id for event in submitted if isinstance(event, ReplySubmitted))
    form = Registration(SITI.author.name, "", SITI.text, "street_light", SITI.triage.jurisdiction, ("llm",), "E1")
    screen.act(AISYAH, lambda work: complaining.register(work, SITI.conversation_id, form))
    with screen.store.work(AISYAH) as work:
        complaint = work.complaints.of_conversation(SITI.conversation_id)
    assert complaint is not None
    return Busy(screen, reply, complaint.id)


def cut(root: QWidget) -> list[str]:
    """The buttons below *root* that are narrower than their words or stick out of what holds them."""
    shown = [button for button in root.findChildren(QAbstractButton) if button.isVisible() and button.text()]
    return [button.text() for button in shown if button.sizeHint().width() > button.width() or sticks_out(button)]


def sticks_out(widget: QWidget) -> bool:
    above = widget.parentWidget()
    return above is not None and not above.rect().contains(widget.geometry())


@pytest.mark.parametrize("staff", [AISYAH, ROSNAH, FARID], ids=lambda staff: staff.role.value)
@pytest.mark.usefixtures("spoken")
def test_no_button_loses_its_words_on_a_small_screen(
    staff: Staff, busy: Busy, open_console: Callable[[Staff], Console]
) -> None:
    console = open_console(staff)
    console.window.resize(1280, 720)
    found = {place: cut(console.window) for place in busy.tour(console)}
    assert console.window.size() == QSize(1280, 720)
    assert {place: buttons for place, buttons in found.items() if buttons} == {}


@pytest.mark.usefixtures("spoken")
def test_no_button_of_a_dialog_loses_its_words(console: Console, busy: Busy, qtbot: QtBot) -> None:
    screen = busy.screen
    console.window.open("inbox", KELVIN.conversation_id)
    screen.settle()
    console.actions["inbox.register"].trigger()
    register = next(iter(console.window.findChildren(RegisterDialog)))
    dialogs: list[QDialog] = [
        register,
        SignIn(screen.tasks, lambda _name, _password: AISYAH),
        FirstStart(screen.tasks, lambda *_typed: None),
        ChangePassword(console.desk),
        AddPerson(console.desk),
        AskToken(screen.account("x-moworks"), True, lambda _token, _done: None),
        BrowserSignIn(screen.account("x-moworks"), True, lambda *_typed: lambda: None, lambda: None),
    ]
    found = {}
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.width() <= 1280
        assert dialog.height() <= 720
        found[type(dialog).__name__] = cut(dialog)
        dialog.close()
    assert {dialog: buttons for dialog, buttons in found.items() if buttons} == {}


@pytest.mark.usefixtures("malay")
def test_the_conversation_on_the_screen_follows_the_language(console: Console, busy: Busy, qapp: QApplication) -> None:
    console.window.open("inbox", FAIZAL.conversation_id)
    busy.screen.settle()
    header = console.inbox.talk.header
    assert "Aduan" in shown_badges(header)
    assert language.install(qapp, Language.ENGLISH)
    qapp.processEvents()
    assert "Complaint" in shown_badges(header)
    assert "Aduan" not in shown_badges(header)


def shown_badges(root: QWidget) -> list[str]:
    return [badge.accessibleName() for badge in root.findChildren(Badge) if badge.isVisible()]
