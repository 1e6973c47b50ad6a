"""One run of the program: what is asked before the seat is open."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmsdesk.app import log, paths, sign_in_settings, vault
from pmsdesk.app.console import Run, frame_practice, open_real_seat
from pmsdesk.app.practice import networks_of, pages_of
from pmsdesk.app.settings import Settings
from pmsdesk.app.vault import KeyringVault, MemoryVault
from pmsdesk.domain.errors import PassphraseNeeded, WrongKey
from pmsdesk.domain.sign_in_errors import NotForPractice
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.sandbox.roots import Roots
from pmsdesk.services import accounting
from pmsdesk.store import driver
from pmsdesk.store.file_key import FileKey
from pmsdesk.ui.dialogs.passphrase import AskPassphrase
from pmsdesk.ui.dialogs.sign_in import SignIn
from pmsdesk.ui.tasks import Tasks
from pmsdesk.ui.training.frame import edge_of
from tests.app.test_vault import Drawer
from tests.screen import FARID, password_hash

PASSPHRASE = "lebuh raya pantai timur"


class EmptySeat:
    """A seat that is open, with people on it."""

    closed = False

    def has_people(self) -> bool:
        return True

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def run_with(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[[Callable[[str], Any]], Run]]:
    runs: list[Run] = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    look = application.styleSheet(), application.palette()

    def begin(open_seat: Callable[[str], Any]) -> Run:
        runs.append(Run(application, paths.seat(tmp_path / "seat"), open_seat))
        runs[-1].begin()
        return runs[-1]

    yield begin
    for run in runs:
        if run.sign_in is not None:
            run.sign_in.hide()
            run.sign_in.deleteLater()
        run.end()
    application.setStyleSheet(look[0])
    application.setPalette(look[1])


def test_the_seat_opens_behind_the_sign_in_and_nothing_is_asked(
    run_with: Callable[[Callable[[str], Any]], Run], qtbot: QtBot
) -> None:
    seat, typed = EmptySeat(), []
    run = run_with(lambda passphrase: typed.append(passphrase) or seat)
    with qtbot.waitSignal(run.opened):
        pass
    assert run.seat is seat
    assert typed == [""]


def test_without_a_keyring_the_passphrase_is_asked_for_on_the_sign_in(
    run_with: Callable[[Callable[[str], Any]], Run], qtbot: QtBot
) -> None:
    seat = EmptySeat()

    def open_seat(passphrase: str) -> EmptySeat:
        if not passphrase:
            raise PassphraseNeeded(first=False)
        if passphrase != PASSPHRASE:
            raise WrongKey(path="pmsdesk.db")
        return seat

    run = run_with(open_seat)
    assert run.sign_in is not None
    sign_in = run.sign_in
    qtbot.waitUntil(lambda: sign_in.findChild(AskPassphrase) is not None)
    asked = sign_in.findChild(AskPassphrase)
    asked.passphrase.setText("salah sama sekali")
    asked.submit()
    qtbot.waitUntil(lambda: "salah" in asked.error)
    assert run.seat is None
    asked.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(run.opened):
        asked.submit()
    assert run.seat is seat
    assert sign_in.isVisible()


def test_a_real_seat_is_encrypted_under_a_key_in_the_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawer = Drawer()
    monkeypatch.setattr(log, "install", lambda *_words: None)
    monkeypatch.setattr(vault, "of_this_computer", lambda: KeyringVault(drawer))
    seat_paths = paths.seat(tmp_path / "seat")
    for _ in range(2):
        seat = open_real_seat(seat_paths, verbose=False)
        assert not seat.has_people()
        seat.close()
    (kept,) = drawer.kept.values()
    assert driver.connect(seat_paths.database, "ro", FileKey.of_text(kept), 0).execute("SELECT 1 FROM staff")
    assert b"CREATE TABLE" not in seat_paths.database.read_bytes()


def test_a_real_seat_without_a_keyring_is_not_opened_without_a_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "install", lambda *_words: None)
    monkeypatch.setattr(vault, "of_this_computer", MemoryVault)
    seat_paths = paths.seat(tmp_path / "seat")
    with pytest.raises(PassphraseNeeded):
        open_real_seat(seat_paths, verbose=False)
    assert not seat_paths.database.exists()
    open_real_seat(seat_paths, PASSPHRASE, verbose=False).close()
    with pytest.raises(WrongKey):
        open_real_seat(seat_paths, "salah sama sekali", verbose=False)
    open_real_seat(seat_paths, PASSPHRASE, verbose=False).close()


def test_a_seat_that_was_pointed_at_the_practice_networks_stays_there_and_says_so_on_every_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(log, "install", lambda *_words: None)
    monkeypatch.setattr(vault, "of_this_computer", MemoryVault)
    seat_paths, roots = paths.seat(tmp_path / "seat"), Roots(8765)
    open_real_seat(seat_paths, PASSPHRASE, verbose=False, practice_port=8765).close()
    seat = open_real_seat(seat_paths, PASSPHRASE, verbose=False)
    assert seat.settings == networks_of(roots)
    with seat.store.work(FARID) as work:
        assert sign_in_settings.load(work) == pages_of(roots)
    dialog = SignIn(Tasks(), lambda _name, _password: seat.sign_in("", "").staff)
    qtbot.addWidget(dialog)
    dialog.show()
    frame = frame_practice(seat)
    assert frame is not None
    assert edge_of(dialog) is not None
    frame.end()
    seat.close()


def test_a_seat_with_real_accounts_is_not_pointed_at_the_practice_networks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "install", lambda *_words: None)
    monkeypatch.setattr(vault, "of_this_computer", MemoryVault)
    seat_paths = paths.seat(tmp_path / "seat")
    seat = open_real_seat(seat_paths, PASSPHRASE, verbose=False)
    with seat.store.work(SYSTEM) as work:
        work.people.put(FARID, password_hash())
        work.commit()
    with seat.store.work(FARID) as work:
        accounting.connect_account(work, "x-moworks", "900001", "MOWorks")
        work.commit()
    seat.close()
    with pytest.raises(NotForPractice):
        open_real_seat(seat_paths, PASSPHRASE, verbose=False, practice_port=8765)
    seat = open_real_seat(seat_paths, PASSPHRASE, verbose=False)
    assert seat.settings == Settings()
    assert frame_practice(seat) is None
    seat.close()
