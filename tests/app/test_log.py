"""The log helps to find a fault and never holds a token or a person's number."""

import logging
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.app import log as set_up
from pmsdesk.app.log import install, redacted

log = logging.getLogger("pmsdesk.channels.x")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield tmp_path / "log" / "pmsdesk.log"
    for handler in [h for h in root.handlers if h not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.mark.parametrize(
    "line",
    [
        "Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAMLheAAAAAAA0%2BuSeid",
        "GET https://graph.facebook.com/v26.0/1/comments?access_token=EAABsbCS1iHgBO&after=x",
        '{"access_token": "rahsia-besar-123", "token_type": "bearer"}',
        "refresh_token=rahsia-besar-123&grant_type=refresh_token",
        "token EAABsbCS1iHgBOZCqZAdHnSgtr tidak sah",
    ],
)
def test_tokens_are_taken_out(line: str) -> None:
    written = redacted(line)
    assert "•••" in written
    assert not any(secret in written for secret in ("rahsia", "EAABsbCS", "0%2BuSeid"))


@pytest.mark.parametrize(
    "number",
    [
        "850412-14-5678", "850412145678", "850412 14 5678",
        "012-345 6789", "0123456789", "+6012-345 6789", "60123456789", "011-1234 5678", "+60 12 345 6789",
        "03-2771 4000", "(03) 2771 4000", "088-123456", "+60(0)3-8000 8000", "013.456.7890",
    ],
)  # fmt: skip
def test_identity_card_and_telephone_numbers_are_taken_out(number: str) -> None:
    assert redacted(f"Encik Rahman {number}, Kuala Krai") == "Encik Rahman •••, Kuala Krai"


@pytest.mark.parametrize(
    "line",
    [
        "KKR/2026/000001", "mesej 1860451234567890123", "FT005 km 312.4", "018f3c1e-7b1a-7c11-9d2e-1234567890ab",
        "2026-11-23 08:31:51,123", "1 245 778 bait", "kumpulan 100012345678901_122103456789012345",
    ],
)  # fmt: skip
def test_what_helps_to_find_a_fault_stays(line: str) -> None:
    assert redacted(line) == line


@given(st.text(alphabet="0123456789-. +()", max_size=30), st.text(max_size=30))
def test_a_token_in_a_header_is_never_written_whatever_stands_around_it(before: str, after: str) -> None:
    assert "s3cr3t-t0ken" not in redacted(f"{before}Authorization: Bearer s3cr3t-t0ken {after}")


def test_the_file_is_private_and_holds_lines_from_info_on(file: Path) -> None:
    install(file)
    log.info("3 mesej baharu")
    log.debug("butiran")
    text = file.read_text("utf-8")
    assert "INFO pmsdesk.channels.x: 3 mesej baharu" in text
    assert "butiran" not in text
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_others_could_read_is_closed_to_them(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("lama\n")
    file.chmod(0o644)
    install(file)
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text("utf-8") == "lama\n"


def test_verbose_writes_details_to_file_and_terminal(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install(file, verbose=True)
    log.debug("halaman 2 dibaca")
    assert "halaman 2 dibaca" in file.read_text("utf-8")
    assert "halaman 2 dibaca" in capsys.readouterr().err


def test_a_traceback_is_redacted_too(file: Path) -> None:
    install(file)
    try:
        raise RuntimeError("gagal: access_token=rahsia-besar-123, pengadu 012-345 6789")
    except RuntimeError:
        log.exception("ralat")
    text = file.read_text("utf-8")
    assert "RuntimeError" in text
    assert "rahsia" not in text
    assert "345 6789" not in text


def test_a_text_from_outside_cannot_forge_a_line(file: Path) -> None:
    install(file)
    log.warning("platform: %s", "ok\n2026-11-23 09:00:00,000 INFO pmsdesk: dipadam oleh admin\x1b[2J")
    assert file.read_text("utf-8").count("\n") == 1
    assert "\x1b" not in file.read_text("utf-8")


def test_half_a_surrogate_pair_does_not_stop_the_log(file: Path) -> None:
    install(file)
    record = log.makeRecord(log.name, logging.WARNING, __file__, 1, "emoji terpotong %s", ("\ud83d",), None)
    (handler,) = (one for one in logging.getLogger().handlers if getattr(one, "baseFilename", "") == str(file))
    handler.handle(record)
    assert "emoji terpotong \\ud83d" in file.read_text("utf-8")


def test_setting_up_twice_writes_each_line_once(file: Path) -> None:
    install(file)
    install(file)
    log.info("sekali sahaja")
    assert file.read_text("utf-8").count("sekali sahaja") == 1


def test_old_files_are_kept_private_and_few(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up, "LARGEST_FILE_BYTES", 200)
    install(file)
    for _ in range(40):
        log.info("baris yang agak panjang supaya fail bertukar dengan cepat")
    kept = list(file.parent.iterdir())
    assert len(kept) == set_up.FILES_KEPT + 1
    if sys.platform != "win32":
        assert {stat.S_IMODE(one.stat().st_mode) for one in kept} == {0o600}


def test_a_folder_that_cannot_be_made_leaves_the_terminal(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_text("bukan folder")
    install(file)
    log.warning("masih kelihatan")
    err = capsys.readouterr().err
    assert "no log file" in err
    assert "masih kelihatan" in err
