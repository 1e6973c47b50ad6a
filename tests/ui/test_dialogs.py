"""The dialogs: complete by keyboard, errors in their place, nothing done twice."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from pmsdesk.domain.account import Channel
from pmsdesk.domain.errors import TokenExpired, WrongKey
from pmsdesk.domain.publication import Publication, PublicationState
from pmsdesk.domain.staff import SHORTEST_PASSWORD, SYSTEM, Role, Staff
from pmsdesk.services import staffing
from pmsdesk.ui.actions import Actions
from pmsdesk.ui.desk import Desk
from pmsdesk.ui.dialogs.about import About
from pmsdesk.ui.dialogs.add_person import AddPerson
from pmsdesk.ui.dialogs.change_password import ChangePassword
from pmsdesk.ui.dialogs.crash import Crash
from pmsdesk.ui.dialogs.decide import Decide
from pmsdesk.ui.dialogs.form import Form
from pmsdesk.ui.dialogs.passphrase import AskPassphrase
from pmsdesk.ui.dialogs.shortcuts import Shortcuts
from pmsdesk.ui.dialogs.sign_in import FirstStart, SignIn
from pmsdesk.ui.dialogs.token import AskToken, Done
from tests.screen import AISYAH, FARID, NOW, PASSWORD, Screen

NEW_PASSWORD = "lebuh raya utara selatan"


def fill(dialog: QWidget, qtbot: QtBot, **texts: str) -> None:
    """Type into the fields, which are named by their accessible names with ``_`` for a blank."""
    fields = {line.accessibleName().replace(" ", "_"): line for line in dialog.findChildren(QLineEdit)}
    for name, text in texts.items():
        fields[name].clear()
        qtbot.keyClicks(fields[name], text)


def enter(dialog: QWidget, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return)


@pytest.fixture
def sign_in(screen: Screen, qtbot: QtBot) -> SignIn:
    """The dialog as the program makes it."""

    def check(username: str, password: str) -> Staff:
        with screen.store.work(SYSTEM) as work:
            staff = staffing.sign_in(work, username, password)
            work.commit()
        return staff

    dialog = SignIn(screen.tasks, check)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_signing_in_with_name_and_password(sign_in: SignIn, qtbot: QtBot, settle: Callable[[], None]) -> None:
    fill(sign_in, qtbot, Nama_pengguna="aisyah", Kata_laluan=PASSWORD)
    enter(sign_in, qtbot)
    settle()
    assert sign_in.staff == AISYAH
    assert sign_in.result() == SignIn.DialogCode.Accepted


def test_a_wrong_password_is_told_in_place_and_never_says_which_was_wrong(
    sign_in: SignIn, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    fill(sign_in, qtbot, Nama_pengguna="aisyah", Kata_laluan="salah sama sekali")
    enter(sign_in, qtbot)
    settle()
    assert sign_in.error == "Nama pengguna atau kata laluan tidak betul."
    assert (sign_in.isVisible(), sign_in.staff) == (True, None)
    fill(sign_in, qtbot, Kata_laluan=PASSWORD)
    enter(sign_in, qtbot)
    settle()
    assert sign_in.staff == AISYAH


def test_after_too_many_attempts_the_dialog_says_until_when(
    sign_in: SignIn, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    fill(sign_in, qtbot, Nama_pengguna="aisyah")
    for _ in range(staffing.MOST_FAILURES + 1):
        fill(sign_in, qtbot, Kata_laluan="salah sama sekali")
        enter(sign_in, qtbot)
        settle()
    assert "10:29" in sign_in.error


def test_an_empty_field_is_asked_for(sign_in: SignIn, qtbot: QtBot) -> None:
    fill(sign_in, qtbot, Nama_pengguna="aisyah")
    enter(sign_in, qtbot)
    assert sign_in.error == "Isi nama pengguna dan kata laluan."


def test_pressing_twice_signs_in_once(screen: Screen, qtbot: QtBot, settle: Callable[[], None]) -> None:
    asked: list[str] = []
    dialog = SignIn(screen.tasks, lambda username, _password: asked.append(username) or AISYAH)
    qtbot.addWidget(dialog)
    dialog.show()
    fill(dialog, qtbot, Nama_pengguna="aisyah", Kata_laluan=PASSWORD)
    enter(dialog, qtbot)
    enter(dialog, qtbot)
    settle()
    assert asked == ["aisyah"]


def test_escape_leaves_without_signing_in(sign_in: SignIn, qtbot: QtBot) -> None:
    qtbot.keyClick(sign_in, Qt.Key.Key_Escape)
    assert (sign_in.isVisible(), sign_in.staff) == (False, None)


def asked_for(screen: Screen, qtbot: QtBot, *, first: bool) -> tuple[AskPassphrase, list[object]]:
    """The dialog, and what it told as opened; only `NEW_PASSWORD` opens."""

    def unlock(passphrase: str) -> str:
        if passphrase != NEW_PASSWORD:
            raise WrongKey(path="pmsdesk.db")
        return "seat"

    dialog, opened = AskPassphrase(screen.tasks, unlock, first=first), []
    dialog.opened.connect(opened.append)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog, opened


def test_a_wrong_passphrase_is_told_in_place_and_may_be_typed_again(
    screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    dialog, opened = asked_for(screen, qtbot, first=False)
    enter(dialog, qtbot)
    assert dialog.error == "Isi frasa laluan."
    fill(dialog, qtbot, Frasa_laluan="salah")
    enter(dialog, qtbot)
    settle()
    assert "kunci atau frasa laluan salah" in dialog.error
    assert dialog.isVisible()
    assert dialog.passphrase.selectedText()
    fill(dialog, qtbot, Frasa_laluan=NEW_PASSWORD)
    enter(dialog, qtbot)
    settle()
    assert (opened, dialog.isVisible()) == (["seat"], False)


def test_a_first_passphrase_is_long_and_typed_twice(screen: Screen, qtbot: QtBot, settle: Callable[[], None]) -> None:
    dialog, opened = asked_for(screen, qtbot, first=True)
    fill(dialog, qtbot, Frasa_laluan="pendek")
    enter(dialog, qtbot)
    assert dialog.error == "Frasa laluan mesti sekurang-kurangnya 12 aksara."
    fill(dialog, qtbot, Frasa_laluan=NEW_PASSWORD, Ulang_frasa_laluan=NEW_PASSWORD + "!")
    enter(dialog, qtbot)
    assert dialog.error == "Kedua-dua frasa laluan tidak sama."
    fill(dialog, qtbot, Ulang_frasa_laluan=NEW_PASSWORD)
    enter(dialog, qtbot)
    settle()
    assert opened == ["seat"]


def test_the_first_start_makes_an_administrator(screen: Screen, qtbot: QtBot, settle: Callable[[], None]) -> None:
    made: list[tuple[str, str, str]] = []
    dialog = FirstStart(screen.tasks, lambda *typed: made.append(typed))
    qtbot.addWidget(dialog)
    dialog.show()
    fill(dialog, qtbot, Nama_penuh="Farid Salleh", Nama_pengguna="farid", Kata_laluan=NEW_PASSWORD)
    fill(dialog, qtbot, Ulang_kata_laluan="lain sekali")
    enter(dialog, qtbot)
    assert dialog.error == "Kedua-dua kata laluan tidak sama."
    fill(dialog, qtbot, Ulang_kata_laluan=NEW_PASSWORD)
    enter(dialog, qtbot)
    settle()
    assert made == [("farid", "Farid Salleh", NEW_PASSWORD)]
    assert dialog.username == "farid"


def test_a_password_is_changed_with_the_old_one(
    desk: Desk, screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    dialog = ChangePassword(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    fill(dialog, qtbot, Kata_laluan_sekarang="salah sama sekali", Kata_laluan_baharu=NEW_PASSWORD)
    fill(dialog, qtbot, Ulang_kata_laluan_baharu=NEW_PASSWORD)
    enter(dialog, qtbot)
    settle()
    assert dialog.error == "Nama pengguna atau kata laluan tidak betul."
    fill(dialog, qtbot, Kata_laluan_sekarang=PASSWORD)
    enter(dialog, qtbot)
    settle()
    assert dialog.result() == ChangePassword.DialogCode.Accepted
    with screen.store.work(SYSTEM) as work:
        assert staffing.sign_in(work, "aisyah", NEW_PASSWORD).id == AISYAH.id


def test_a_short_password_is_refused_with_its_measure(desk: Desk, qtbot: QtBot, settle: Callable[[], None]) -> None:
    dialog = ChangePassword(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    fill(dialog, qtbot, Kata_laluan_sekarang=PASSWORD, Kata_laluan_baharu="pendek")
    fill(dialog, qtbot, Ulang_kata_laluan_baharu="pendek")
    enter(dialog, qtbot)
    settle()
    assert dialog.error == f"Kata laluan mesti sekurang-kurangnya {SHORTEST_PASSWORD} aksara."


def test_an_administrator_adds_a_person(
    administrator_desk: Desk, screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    dialog = AddPerson(administrator_desk)
    qtbot.addWidget(dialog)
    dialog.show()
    fill(dialog, qtbot, Nama_penuh="Lim Mei", Nama_pengguna="aisyah", Kata_laluan_pertama=NEW_PASSWORD)
    enter(dialog, qtbot)
    settle()
    assert "aisyah" in dialog.error
    fill(dialog, qtbot, Nama_pengguna="mei")
    enter(dialog, qtbot)
    settle()
    added = next(person for person in screen.store.read().staff() if person.username == "mei")
    assert (added.name, added.role) == ("Lim Mei", Role.OFFICER)


def test_a_token_is_tried_before_it_is_kept(screen: Screen, qtbot: QtBot) -> None:
    tried: list[str] = []

    def connect(token: str, done: Done) -> None:
        tried.append(token)
        done(None if token == "betul" else TokenExpired(account="MOWorks", channel=Channel.X))

    dialog = AskToken(screen.account("x-moworks"), True, connect)
    qtbot.addWidget(dialog)
    dialog.show()
    fill(dialog, qtbot, Token_capaian="salah")
    enter(dialog, qtbot)
    assert dialog.error.startswith("Sambungan akaun MOWorks telah tamat")
    assert dialog.findChild(QLineEdit).echoMode() is QLineEdit.EchoMode.Password  # type: ignore[union-attr]
    fill(dialog, qtbot, Token_capaian="betul")
    enter(dialog, qtbot)
    assert tried == ["salah", "betul"]
    assert dialog.result() == AskToken.DialogCode.Accepted


def test_what_is_typed_at_once_goes_into_the_first_field(screen: Screen, qtbot: QtBot) -> None:
    dialog = AskToken(screen.account("x-moworks"), False, lambda _token, _done: None)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(QApplication.focusWidget(), "token")
    assert dialog.token.text() == "token"


def test_a_dialog_grows_for_its_error_and_cuts_no_line(screen: Screen, qtbot: QtBot) -> None:
    dialog = AskToken(screen.account("x-moworks"), False, lambda _token, _done: None)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.complain("Sambungan akaun MOWorks telah tamat. " * 6)
    QApplication.processEvents()
    labels = [label for label in dialog.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
    assert len(labels) == 3
    assert [label.text() for label in labels if label.height() < label.heightForWidth(label.width())] == []


@pytest.mark.parametrize(("keyring", "said"), [(True, "disimpan dalam simpanan kunci"), (False, "diminta setiap kali")])
def test_the_token_dialog_says_where_the_token_goes(screen: Screen, qtbot: QtBot, keyring: bool, said: str) -> None:
    dialog = AskToken(screen.account("x-moworks"), keyring, lambda _token, _done: None)
    qtbot.addWidget(dialog)
    assert any(said in label.text() for label in dialog.findChildren(QLabel))


def test_the_sheet_of_shortcuts_is_made_of_the_commands_and_can_be_narrowed(qtbot: QtBot) -> None:
    actions = Actions()
    actions.add("inbox.done", lambda: "Selesai", lambda: None, shortcut="E")
    actions.add("inbox.snooze", lambda: "Tunda", lambda: None, shortcut="Z")
    actions.add("inbox.label", lambda: "Label", lambda: None)
    actions.add("app.shortcuts", lambda: "Pintasan papan kekunci", lambda: None, shortcut="F1; ?")
    sheet = Shortcuts(actions, {"app": lambda: "Di mana-mana", "inbox": lambda: "Peti masuk"})
    qtbot.addWidget(sheet)
    sheet.show()
    assert sheet.lines == (("Pintasan papan kekunci", "F1  ?"), ("Selesai", "E"), ("Tunda", "Z"))
    qtbot.keyClicks(sheet.findChild(QLineEdit), "tund")
    assert sheet.lines == (("Tunda", "Z"),)


def test_a_crash_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = Crash("ZeroDivisionError\n  pmsdesk/ui/window.py:101 in _count", died=True)
    qtbot.addWidget(dialog)
    dialog.show()
    copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Salin laporan")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text().startswith("ZeroDivisionError")


def test_about_names_the_version(qtbot: QtBot) -> None:
    import pmsdesk

    dialog = About()
    qtbot.addWidget(dialog)
    assert pmsdesk.__version__ in [label.text() for label in dialog.findChildren(QLabel)]


def test_a_decision_on_an_unsure_reply_needs_a_choice(supervisor_desk: Desk, qtbot: QtBot) -> None:
    unsure = Publication(
        "r1", "v1", "0" * 64, "x-moworks", Channel.X, "1801", "1801", "Terima kasih.", PublicationState.UNSURE, NOW
    )
    dialog = Decide(supervisor_desk, unsure)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not any(button.isChecked() for button in dialog.findChildren(QRadioButton))
    dialog.submit()
    assert dialog.error == "Pilih satu keputusan."


def test_an_officer_cannot_make_an_administrators_change(
    desk: Desk, screen: Screen, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    dialog = ChangePassword(desk, person=FARID)
    qtbot.addWidget(dialog)
    dialog.show()
    assert isinstance(dialog, Form)
    fill(dialog, qtbot, Kata_laluan_baharu=NEW_PASSWORD, Ulang_kata_laluan_baharu=NEW_PASSWORD)
    enter(dialog, qtbot)
    settle()
    assert dialog.error.startswith("Anda tiada kebenaran")
