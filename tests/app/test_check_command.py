"""Texts checked from the command line: a line in, a line out, whatever the line holds."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.app.check_command import answer
from pmsdesk.app.cli import main
from pmsdesk.compliance.checker import Checker
from pmsdesk.compliance.hostility import Hostility

CHECKER, HOSTILITY = Checker.default(), Hostility.load()
FINDING = {"rule", "severity", "start", "end", "message", "clause", "suggestion", "disguised"}


def run(lines: bytes | str, *words: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(main, ["check", "--jsonl", *words], input=lines)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout_bytes.decode("utf-8").split("\n") if line]


def asked(text: str, **more: object) -> str:
    return json.dumps({"id": "a", "text": text, **more}) + "\n"


def test_every_line_is_answered_under_its_id_in_order() -> None:
    told = run('{"id": "satu", "text": "Terima kasih."}\n\n{"id": 2, "text": "Bodoh betul."}\n')
    assert [(line["id"], line["verdict"]) for line in told] == [("satu", "clear"), (2, "block")]
    assert told[0]["findings"] == []


def test_a_finding_says_what_where_why_and_whether_it_was_disguised() -> None:
    (line,) = run(asked("🙏🏽 Sungguh b0d0h"))
    (finding,) = line["findings"]
    assert set(finding) == FINDING
    assert (finding["rule"], finding["severity"], finding["clause"]) == ("R11", "block", "F.4")
    assert (finding["start"], finding["end"], finding["disguised"]) == (11, 16, True)


@pytest.mark.parametrize(
    ("channel", "length"),
    [({}, 23), ({"channel": "twitter"}, 23), ({"channel": None}, 23), ({"channel": "youtube"}, 24)],
)
def test_the_length_is_that_of_the_channel_and_x_where_none_is_named(channel: dict[str, str], length: int) -> None:
    (line,) = run(asked("https://www.kkr.gov.my/a", **channel))
    assert line["length"] == length


def test_the_score_of_hostility_decides_nothing() -> None:
    kind, hostile = run(asked("Terima kasih, aduan tuan telah diterima.") + asked("Wanita tak layak wujud, menyemak."))
    assert 0 <= kind["scores"]["hate"] < 0.1 < 0.5 < hostile["scores"]["hate"] <= 1
    assert hostile["verdict"] == "clear"


def test_more_terms_are_seen_through_disguises_and_only_in_this_run(tmp_path: Path) -> None:
    terms = tmp_path / "istilah.txt"
    terms.write_text("Zorbak\r\n\nkera sumbang\nzorbak\n", "utf-8-sig")
    text = asked("zorbaklah z0rb4k si kera sumbang")
    (line,) = run(text, "--terms", str(terms))
    assert [(f["start"], f["end"], f["disguised"]) for f in line["findings"] if f["rule"] == "R11"] == [
        (0, 9, False),
        (10, 16, True),
        (20, 32, False),
    ]
    assert not [f for f in run(text)[0]["findings"] if f["rule"] == "R11"]


def test_a_missing_alt_text_is_told_without_a_place_in_the_text() -> None:
    bare, described = ({"type": "image", "alt": alt} for alt in ("", "Peta laluan alternatif di Klang"))
    (line,) = run(asked("Makluman lencongan.", channel="facebook", media=[described, bare]))
    assert [(f["rule"], f["start"], f["end"]) for f in line["findings"]] == [("R15", 0, 0)]
    assert line["verdict"] == "approval"
    assert run(asked("Jalan rosak", direction="incoming", media=[bare]))[0]["verdict"] == "clear"


@pytest.mark.parametrize(
    ("line", "known"),
    [
        (b"rosak", {}),
        (b'["satu"]', {}),
        (b'{"id": "\xff"}', {}),
        (b'{"text": "tanpa id"}', {}),
        (b'{"id": true, "text": ""}', {}),
        (b'{"id": 1e999, "text": ""}', {}),
        (b'{"id": "x", "text": "", "n": NaN}', {}),
        (b"[" * 100_000, {}),
        (b'{"id": ' + b"1" * 10_000 + b"}", {}),
        (b'{"id": "x"}', {"id": "x"}),
        (b'{"id": 7, "text": ["a"]}', {"id": 7}),
        (b'{"id": "x", "text": "", "channel": "tiktok"}', {"id": "x"}),
        (b'{"id": "x", "text": "", "channel": {}}', {"id": "x"}),
        (b'{"id": "x", "text": "", "direction": "ke tepi"}', {"id": "x"}),
        (b'{"id": "x", "text": "", "media": "gambar"}', {"id": "x"}),
        (b'{"id": "x", "text": "", "media": [{"alt": 1}]}', {"id": "x"}),
    ],
)
def test_a_broken_line_is_told_and_the_next_one_checked(line: bytes, known: dict[str, object]) -> None:
    broken, whole = run(line + b'\n{"id": "b", "text": "Terima kasih."}\n')
    assert broken.pop("error")
    assert broken == known
    assert (whole["id"], whole["verdict"]) == ("b", "clear")


@given(st.text(st.characters(), max_size=80), st.sampled_from(["x", "facebook", "instagram", "youtube"]))
def test_any_text_even_half_a_character_gets_an_answer_that_can_be_written(text: str, channel: str) -> None:
    (line,) = run(asked(text, channel=channel))
    assert (line["id"], "error" in line) == ("a", False)
    assert all(0 <= f["start"] <= f["end"] <= len(text) for f in line["findings"])


@pytest.mark.parametrize("piece", ["babi ", "\u0315\u0316", "{{", "x.my/", "👨‍👩‍👧", "\ud800"])
def test_a_megabyte_of_anything_is_answered(piece: str) -> None:
    text = piece * (1_000_000 // len(piece.encode("utf-8", "surrogatepass")))
    told = answer(asked(text).encode(), CHECKER, HOSTILITY)
    assert told["verdict"] == "block"


def test_each_answer_is_there_before_the_next_line_is_asked() -> None:
    command = [sys.executable, "-m", "pmsdesk", "check", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for text in ("Terima kasih, “tuan”.", "道路"):
            process.stdin.write(asked(text).encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline().decode("utf-8"))["verdict"] == "clear"
        process.stdin.close()
    assert process.returncode == 0


def test_words_are_written_in_utf_8_whatever_the_terminal_speaks() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pmsdesk", "check", "--jsonl"],
        input='{"id": "கேள்வி", "text": "xxxx"}\n'.encode(),
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert "கேள்வி" in done.stdout.decode("utf-8")
    assert b"\r" not in done.stdout


def test_other_lines_than_json_are_not_read() -> None:
    assert CliRunner().invoke(main, ["check"], input="Terima kasih.").exit_code == 2


def test_terms_that_are_not_utf_8_end_the_run_in_words(tmp_path: Path) -> None:
    (tmp_path / "istilah.txt").write_bytes(b"\xff\xfe")
    done = CliRunner().invoke(main, ["check", "--jsonl", "--terms", str(tmp_path / "istilah.txt")], input="")
    assert done.exit_code == 1
    assert "istilah.txt" in done.output
