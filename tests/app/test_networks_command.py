"""How a seat reaches the networks, as its administrator shows and sets it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytestqt.qtbot import QtBot

from pmsdesk.app import file_key, paths, settings, vault
from pmsdesk.app.cli import main
from pmsdesk.app.instance import Instance
from pmsdesk.app.paths import Paths
from pmsdesk.app.settings import Settings
from pmsdesk.app.vault import KeyringVault
from pmsdesk.domain.staff import SYSTEM
from pmsdesk.store import Store
from tests.app.test_vault import Drawer


@pytest.fixture
def seat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """A seat with an encrypted file and nothing set yet."""
    keyring = KeyringVault(Drawer())
    monkeypatch.setattr(vault, "of_this_computer", lambda: keyring)
    made = paths.seat(tmp_path / "seat")
    Store(made.database, made.attachments, "WS-07", key=file_key.of_seat(made, keyring)).close()
    return made


def run(seat: Paths, *words: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(seat.home), "networks", *words])


def kept(seat: Paths) -> Settings:
    store = Store(seat.database, seat.attachments, "WS-07", key=file_key.of_seat(seat, vault.of_this_computer()))
    with store.work(SYSTEM) as work:
        found = settings.load(work)
    store.close()
    return found


def test_what_is_set_is_kept_shown_and_leaves_the_rest(seat: Paths) -> None:
    first = run(seat, "--graph-version", "v27.0")
    assert first.exit_code == 0, first.output
    assert "graph-version: v27.0" in first.output.splitlines()
    second = run(seat, "--youtube-project", "kkr-media", "--youtube-daily-units", "50000", "--poll-seconds", "30")
    assert second.exit_code == 0, second.output
    assert kept(seat) == Settings(
        poll_seconds=30, graph_version="v27.0", youtube_project="kkr-media", youtube_daily_units=50_000
    )


def test_without_options_nothing_is_changed_and_all_is_shown(seat: Paths) -> None:
    shown = run(seat)
    assert shown.exit_code == 0, shown.output
    assert {"poll-seconds: 60", "x-dialect: legacy", "youtube-daily-units: 10000"} <= set(shown.output.splitlines())
    assert kept(seat) == Settings()


@pytest.mark.parametrize(
    "words",
    [
        ("--graph-version", "27"),
        ("--graph-version", "../v26.0"),
        ("--x-dialect", "tweet"),
        ("--poll-seconds", "0"),
        ("--youtube-daily-units", "0"),
        ("--youtube-daily-units", "banyak"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(seat: Paths, words: tuple[str, str]) -> None:
    assert run(seat, *words).exit_code == 2
    assert kept(seat) == Settings()


def test_under_an_open_console_it_is_shown_and_not_changed(seat: Paths, qtbot: QtBot) -> None:
    console = Instance(seat.lock)
    assert console.acquire()
    try:
        assert run(seat).exit_code == 0
        refused = run(seat, "--poll-seconds", "30")
    finally:
        console.release()
    assert refused.exit_code == 1
    assert "Konsol sedang dibuka" in refused.output
    assert kept(seat) == Settings()


def test_where_there_is_no_seat_none_is_made(tmp_path: Path) -> None:
    nowhere = paths.seat(tmp_path / "tiada")
    assert run(nowhere, "--poll-seconds", "30").exit_code == 1
    assert not nowhere.database.exists()
