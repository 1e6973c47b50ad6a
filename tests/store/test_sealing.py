"""A plain file becomes an encrypted one: whatever happens on the way, nothing is lost and nothing plain remains."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from pmsdesk.domain.errors import DiskFull, StoreCorrupt, StoreError, StoreLocked
from pmsdesk.store import Store, driver, sealing
from pmsdesk.store.attachments import AttachmentFolder
from pmsdesk.store.file_key import FileKey
from tests.store.conftest import AISYAH, NOW, Writer

KEY = FileKey(bytes(range(32)))
MARK = b"Sabak Bernam"
PHOTO = b"\xff\xd8\xff\xe0 lubang di Sabak Bernam"
STEPS = ("fold", "export", "keep", "put_in_place", "_opens")


@pytest.fixture
def plain(writer: Writer, tmp_path: Path) -> Path:
    """A plain seat with one conversation, one photo and a copy that was made before a migration."""
    writer.talk()
    writer.store.backup(writer.store.path.with_name("pmsdesk.db.v0-9.bak"))
    AttachmentFolder(tmp_path / "photos", None).write(PHOTO)
    writer.store.close()
    return writer.store.path


def open_sealed(path: Path, tmp_path: Path) -> Store:
    return Store(path, tmp_path / "photos", "WS-07", patience_s=0.1, key=KEY)


def require_whole_and_sealed(path: Path, tmp_path: Path) -> None:
    store = open_sealed(path, tmp_path)
    assert store.read().counts(AISYAH.id, NOW).open == 1
    with store.work(AISYAH) as work:
        assert [account.id for account in work.accounts.all()] == ["a-mow"]
        assert len(work.people.all()) == 3
    store.verify()
    store.close()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert MARK not in content, file.name
            assert driver.MAGIC not in content, file.name
    assert not list(path.parent.glob("*.sealing")) + list(path.parent.glob("*.plain"))


def test_everything_plain_is_encrypted_at_the_next_start(plain: Path, tmp_path: Path) -> None:
    assert MARK in plain.read_bytes()
    require_whole_and_sealed(plain, tmp_path)
    assert AttachmentFolder(tmp_path / "photos", KEY).read(next((tmp_path / "photos").glob("??/*")).name) == PHOTO


def test_what_stood_in_the_log_only_is_taken_along(plain: Path, tmp_path: Path) -> None:
    other = sqlite3.connect(plain, isolation_level=None)
    other.execute("PRAGMA wal_autocheckpoint=0")
    other.execute("INSERT INTO setting VALUES ('n1', 'terakhir')")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in plain.parent.glob("pmsdesk.db*"):
        if file.suffix in {".db", ".db-wal"}:
            (crashed / file.name).write_bytes(file.read_bytes())
    other.close()
    store = open_sealed(crashed / "pmsdesk.db", tmp_path)
    with store.work(AISYAH) as work:
        assert work.setting("n1") == "terakhir"
    store.close()


def test_a_file_that_another_program_has_open_is_left_alone(plain: Path, tmp_path: Path) -> None:
    other = sqlite3.connect(plain, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM setting").fetchone()
    with pytest.raises(StoreLocked):
        open_sealed(plain, tmp_path)
    other.close()
    assert driver.is_plain(plain)
    require_whole_and_sealed(plain, tmp_path)


class PowerCut(Exception):
    pass


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_any_step_loses_nothing(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    real: Callable[..., object] = getattr(sealing, step)

    def fail(*words: object) -> object:
        if after:
            real(*words)
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(sealing, step, fail)
        with pytest.raises(PowerCut):
            open_sealed(plain, tmp_path)
    require_whole_and_sealed(plain, tmp_path)


DIE = """
    import os, signal, sys
    from pathlib import Path
    from pmsdesk.store import Store, sealing
    from pmsdesk.store.file_key import FileKey

    real = getattr(sealing, sys.argv[3])

    def die(*words):
        if sys.argv[4] == "after":
            real(*words)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(sealing, sys.argv[3], die)
    Store(Path(sys.argv[1]), Path(sys.argv[2]), "WS-07", key=FileKey(bytes(range(32))))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_loses_nothing(plain: Path, tmp_path: Path, step: str, when: str) -> None:
    command = [sys.executable, "-c", textwrap.dedent(DIE), str(plain), str(tmp_path / "photos"), step, when]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    require_whole_and_sealed(plain, tmp_path)


def test_a_copy_that_differs_never_takes_the_place(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = iter([("1",), ("2",)])
    with monkeypatch.context() as patched:
        patched.setattr(sealing, "_census", lambda _connection: next(counted))
        with pytest.raises(StoreCorrupt):
            open_sealed(plain, tmp_path)
    assert driver.is_plain(plain)
    require_whole_and_sealed(plain, tmp_path)


def test_a_failure_to_write_the_copy_does_not_tell_the_key(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", lambda *_words: os.pipe()[0])
    with pytest.raises(StoreError) as refusal:
        sealing.export(plain, None, plain.parent / "tiada" / "salinan.db", KEY, 0.1)
    told: BaseException | None = refusal.value
    while told is not None:
        assert KEY.text() not in str(told)
        assert KEY.text() not in repr(told.args)
        told = told.__cause__
    assert not isinstance(refusal.value, DiskFull)


def test_without_hard_links_the_original_is_copied_aside(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_paths: object) -> None:
        raise PermissionError("this file system has no links")

    monkeypatch.setattr(os, "link", no_links)
    require_whole_and_sealed(plain, tmp_path)


def test_a_plain_photo_is_read_until_it_is_encrypted(tmp_path: Path) -> None:
    sha = AttachmentFolder(tmp_path / "photos", None).write(PHOTO)
    folder = AttachmentFolder(tmp_path / "photos", KEY)
    assert folder.read(sha) == PHOTO
    assert folder.seal() == 1
    assert MARK not in folder.path(sha).read_bytes()
    assert folder.read(sha) == PHOTO
    assert folder.seal() == 0


def test_a_damaged_plain_photo_is_left_as_it_is(tmp_path: Path) -> None:
    plain = AttachmentFolder(tmp_path / "photos", None)
    sha = plain.write(PHOTO)
    plain.path(sha).write_bytes(PHOTO[:-1])
    assert AttachmentFolder(tmp_path / "photos", KEY).seal() == 0
    assert plain.path(sha).read_bytes() == PHOTO[:-1]


def test_photos_are_gone_through_once_only(plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_sealed(plain, tmp_path).close()
    monkeypatch.setattr(AttachmentFolder, "seal", lambda _folder: pytest.fail("every photo was opened again"))
    open_sealed(plain, tmp_path).close()


def test_a_power_cut_among_the_photos_is_made_good(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_folder: AttachmentFolder) -> int:
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(AttachmentFolder, "seal", cut)
        with pytest.raises(PowerCut):
            open_sealed(plain, tmp_path)
    require_whole_and_sealed(plain, tmp_path)
