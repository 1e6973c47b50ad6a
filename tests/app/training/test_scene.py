"""What the practice console can reach: its own folder, store and networks, and nothing of the real seat."""

import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import keyring
import pytest

from pmsdesk.app import paths, settings, sign_in_settings, vault
from pmsdesk.app.bootstrap import open_seat
from pmsdesk.app.lines import NotConnected, token_name
from pmsdesk.app.settings import Settings
from pmsdesk.app.sign_in_settings import SignInSettings
from pmsdesk.app.training.scene import HANDLES, Scene, set_up
from pmsdesk.app.vault import MemoryVault
from pmsdesk.domain.errors import NoKeyring, NotAllowed, SignInFailed
from pmsdesk.domain.staff import SYSTEM, Right
from pmsdesk.sandbox.ids import token_for
from pmsdesk.services import accounting
from pmsdesk.services.exercises import load_course

REAL_TOKEN = "token-rasmi-kementerian"


def forbidden(*_words: object, **_named: object) -> None:
    raise AssertionError("the keyring was asked")


@pytest.fixture
def real_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real seat of this computer, with a connected account, in the folder that the environment names."""
    home = tmp_path / "sebenar"
    monkeypatch.setenv("PMSDESK_HOME", str(home))
    seat = open_seat(paths.seat(), MemoryVault(), key=None)
    with seat.store.work(SYSTEM) as work:
        seat.lines.keep(work.accounts.get("x-moworks"), REAL_TOKEN)
    seat.close()
    return home


@pytest.fixture
def scene(real_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    for name in ("get_keyring", "get_password", "set_password"):
        monkeypatch.setattr(keyring, name, forbidden)
    monkeypatch.setattr(vault, "system_keyring", forbidden)
    made = set_up(tmp_path / "latihan", "Nur Aisyah Ramli")
    yield made
    made.end()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_neither_the_real_folder_nor_a_keyring_is_touched(real_home: Path, tmp_path: Path) -> None:
    before = snapshot(real_home)
    made = set_up(tmp_path / "latihan", "Nur Aisyah Ramli")
    made.end()
    assert snapshot(real_home) == before


def test_everything_of_the_training_lies_in_its_own_folder(scene: Scene, tmp_path: Path) -> None:
    assert scene.paths.home == tmp_path / "latihan"
    assert scene.seat.store.path == tmp_path / "latihan" / "pmsdesk.db"
    assert sqlite3.connect(scene.paths.database).execute("SELECT count(*) FROM staff").fetchone() == (3,)


def test_every_network_is_the_practice_one_and_so_is_every_page_to_sign_in(scene: Scene) -> None:
    with scene.seat.store.work(SYSTEM) as work:
        kept, sign_in = settings.load(work), sign_in_settings.load(work)
    roots = [getattr(kept, each.name) for each in fields(Settings) if each.name.endswith("_base_url")]
    pages = [getattr(sign_in, each.name) for each in fields(SignInSettings) if each.name.endswith("_url")]
    assert (len(roots), len(pages)) == (4, 2)
    assert all(root.startswith("http://127.0.0.1:") for root in (*roots, *pages))


def test_only_the_accounts_of_the_exercises_speak_and_with_practice_tokens(scene: Scene) -> None:
    for account, _polled in scene.seat.store.read().accounts():
        assert account.connected == (account.id in HANDLES)
        if account.connected:
            assert scene.seat.lines._vault.get(token_name(account)) == token_for(HANDLES[account.id])
        else:
            with pytest.raises((NoKeyring, NotConnected)):
                scene.seat.lines.of(account)


def test_every_exercise_has_its_account(scene: Scene) -> None:
    assert {exercise.account_id for exercise in load_course().exercises} == set(HANDLES)


def test_the_officer_may_write_and_nothing_else(scene: Scene) -> None:
    staff = scene.entry.staff
    assert staff.may(Right.WRITE)
    assert not staff.may(Right.MANAGE)
    assert not staff.may(Right.APPROVE)
    with scene.seat.store.work(staff) as work, pytest.raises(NotAllowed):
        accounting.connect_account(work, "x-jkrmalaysia", "1", "JKRMalaysia")


@pytest.mark.parametrize("username", ["jurulatih", "pegawai", "rakan"])
def test_nobody_can_sign_in_at_the_training_seat(scene: Scene, username: str) -> None:
    for password in ("", "latihan"):
        with pytest.raises(SignInFailed):
            scene.seat.sign_in(username, password)


def test_the_practice_networks_hold_nothing_but_our_own_posts(scene: Scene) -> None:
    with scene.sandbox.control() as control:
        assert [item.author.official for item in control.world.items.values()] == [True] * 3
