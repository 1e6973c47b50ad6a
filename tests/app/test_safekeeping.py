"""The commands that keep the seat's file safe, as an administrator types them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytestqt.qtbot import QtBot

from pmsdesk.app import file_key, paths, vault
from pmsdesk.app.cli import main
from pmsdesk.app.instance import Instance
from pmsdesk.app.paths import Paths
from pmsdesk.app.vault import KeyringVault, MemoryVault
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.store import Store
from pmsdesk.store.attachments import AttachmentFolder
from pmsdesk.store.file_key import FileKey
from tests.app.test_vault import Drawer

PASSPHRASE = "lebuh raya pantai timur"


@pytest.fixture(params=["keyring", "passphrase"])
def seat(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """A seat on a computer with a keyring, and on one without."""
    keyring = KeyringVault(Drawer()) if request.param == "keyring" else MemoryVault()
    monkeypatch.setattr(vault, "of_this_computer", lambda: keyring)
    made = paths.seat(tmp_path / "seat")
    say(made, "sebelum", file_key.of_seat(made, keyring, PASSPHRASE))
    return made


def say(seat: Paths, word: str, key: FileKey) -> None:
    store = Store(seat.database, seat.attachments, "WS-07", key=key)
    with store.work(SYSTEM) as work:
        work.set_setting("kata", word)
        work.commit()
    store.close()


def said(seat: Paths, key: FileKey) -> str:
    store = Store(seat.database, seat.attachments, "WS-07", key=key)
    with store.work(SYSTEM) as work:
        found = work.setting("kata")
    store.close()
    return found


def key_of(seat: Paths) -> FileKey:
    return file_key.of_seat(seat, vault.of_this_computer(), PASSPHRASE)


def run(seat: Paths, *words: str, typed: str = PASSPHRASE) -> Result:
    return CliRunner().invoke(main, ["--home", str(seat.home), *words], input=f"{typed}\n" * 2)


def test_a_back_up_is_made_and_restored(seat: Paths, tmp_path: Path) -> None:
    copy = tmp_path / "salinan.db"
    assert run(seat, "backup", str(copy)).exit_code == 0
    say(seat, "selepas", key_of(seat))
    done = run(seat, "restore", str(copy))
    assert done.exit_code == 0, done.output
    assert "Fail yang diganti disimpan sebagai" in done.output
    assert said(seat, key_of(seat)) == "sebelum"
    assert len(list(seat.home.glob("pmsdesk.db.replaced-*"))) == 1


def test_a_damaged_back_up_is_refused_in_words(seat: Paths, tmp_path: Path) -> None:
    copy = tmp_path / "salinan.db"
    run(seat, "backup", str(copy))
    copy.write_bytes(copy.read_bytes()[: 4096 * 5])
    done = run(seat, "restore", str(copy))
    assert done.exit_code == 1
    assert "rosak" in done.output
    assert said(seat, key_of(seat)) == "sebelum"


def test_nothing_is_restored_under_an_open_console(seat: Paths, tmp_path: Path, qtbot: QtBot) -> None:
    copy = tmp_path / "salinan.db"
    run(seat, "backup", str(copy))
    console = Instance(seat.lock)
    assert console.acquire()
    done = run(seat, "restore", str(copy))
    console.release()
    assert done.exit_code == 1
    assert "Konsol sedang dibuka" in done.output


def test_a_back_up_of_another_computer_asks_for_its_key(
    seat: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, noted = tmp_path / "salinan.db", key_of(seat).text()
    run(seat, "backup", str(copy))
    theirs = AttachmentFolder(seat.attachments, key_of(seat))
    whole, harmed = theirs.write(b"\xff\xd8 lubang"), theirs.write(b"\xff\xd8 longkang")
    theirs.path(harmed).write_bytes(theirs.path(harmed).read_bytes()[:-1])
    monkeypatch.setattr(vault, "of_this_computer", lambda here=KeyringVault(Drawer()): here)  # noqa: B008
    fresh = paths.seat(tmp_path / "baharu")
    done = run(fresh, "restore", str(copy), "--attachments", str(seat.attachments), typed=noted)
    assert done.exit_code == 0, done.output
    assert "Gambar: 1 dibawa, 1 rosak." in done.output
    assert AttachmentFolder(fresh.attachments, key_of(fresh)).read(whole) == b"\xff\xd8 lubang"
    assert said(fresh, key_of(fresh)) == "sebelum"
    assert key_of(fresh).text() != noted


def test_the_recovery_key_is_shown_after_it_has_opened_the_file(seat: Paths) -> None:
    shown = run(seat, "recovery-key")
    assert shown.exit_code == 0
    noted = next(line for line in shown.stdout.splitlines() if line.count(" ") == 7)
    assert FileKey.of_text(noted) == key_of(seat)
    if file_key.by_passphrase(seat):
        wrong = run(seat, "recovery-key", typed="salah sama sekali")
        assert wrong.exit_code == 1
        assert "tidak dapat dibuka dengan kunci ini" in wrong.output


def test_a_noted_key_is_put_back_after_it_has_opened_the_file(seat: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    key = key_of(seat)
    if file_key.by_passphrase(seat):
        refused = run(seat, "recovery-key", "--enter", typed=key.text())
        assert (refused.exit_code, "frasa laluan" in refused.output) == (1, True)
        return
    monkeypatch.setattr(vault, "of_this_computer", lambda here=KeyringVault(Drawer()): here)  # noqa: B008
    assert "tiada dalam simpanan kunci" in run(seat, "backup", str(seat.home / "x.db")).output
    assert run(seat, "recovery-key", "--enter", typed="00" * 32).exit_code == 1
    assert run(seat, "recovery-key", "--enter", typed=key.text()).exit_code == 0
    assert key_of(seat) == key
