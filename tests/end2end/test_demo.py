"""The whole main job in the program's own windows, as ``make demo`` drives it where there is no display."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QImage

TOP = Path(__file__).parents[2]
PAGES = ("inbox", "approvals", "complaints", "posts", "outbox", "accounts", "settings")
MOMENTS = ("arrived", "held", "outage", "offline", "writing", "register_lost", "conflicts")
SHARED = (
    *("found_register", "join_register", "share_messages", "share_complaint", "hold_shared", "approve_shared"),
    *("lose_register", "work_apart", "regain_register", "settle_conflict", "converge", "verify_register"),
)
TWO = {"aisyah", "hakim"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one headless run left behind."""
    out = tmp_path_factory.mktemp("demo") / "out"
    home = {"PMSDESK_HOME": str(out.parent / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "pmsdesk", "demo", "--headless", "--out", str(out)],
        cwd=TOP,
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def steps(folder: Path) -> dict[str, dict[str, Any]]:
    transcript = json.loads((folder / "transcript.json").read_text("utf-8"))
    assert transcript["ok"]
    return {step["name"]: step for step in transcript["steps"]}


@pytest.mark.timeout(700)
@pytest.mark.whole_job
class TestDemo:
    """One run is made and looked at from several sides."""

    def test_every_step_of_the_job_held(self, steps: dict[str, dict[str, Any]]) -> None:
        assert all(step["ok"] for step in steps.values())
        assert {"poll", "triage", "register", "reply_with_number", "hold_flagged", "approve"} <= steps.keys()
        assert {
            "lose_the_line",
            "work_offline",
            "recover",
            "settle_unsure",
            "export_register",
            "verify",
        } <= steps.keys()

    def test_numbers_are_official_and_in_order_also_during_the_outage(self, steps: dict[str, dict[str, Any]]) -> None:
        assert steps["register"]["evidence"]["number"].endswith("/000001")
        assert steps["work_offline"]["evidence"]["number"].endswith("/000002")

    @pytest.mark.parametrize(
        "step",
        [
            "reply_with_number",
            "approve",
            "recover",
            "settle_unsure",
            "approve_post",
            "approve_shared",
            "regain_register",
        ],
    )
    def test_each_reply_stands_on_the_network_once(self, steps: dict[str, dict[str, Any]], step: str) -> None:
        assert steps[step]["evidence"]["ledger"] == 1

    @pytest.mark.parametrize("step", ["hold_flagged", "work_offline", "write_post", "hold_shared", "work_apart"])
    def test_nothing_is_sent_before_its_time(self, steps: dict[str, dict[str, Any]], step: str) -> None:
        assert steps[step]["evidence"]["ledger"] == 0

    def test_an_answer_that_was_lost_is_looked_up(self, steps: dict[str, dict[str, Any]]) -> None:
        history = steps["settle_unsure"]["evidence"]["history"]
        assert history.index("reply.sending") < history.index("reply.unsure") < history.index("reply.sent")
        assert history.count("reply.sending") == 1

    def test_the_register_is_shared_to_the_end(self, steps: dict[str, dict[str, Any]]) -> None:
        assert set(SHARED) <= steps.keys()
        assert "skip_shared_register" not in steps

    def test_one_console_shows_the_others_work_within_five_seconds(self, steps: dict[str, dict[str, Any]]) -> None:
        assert steps["share_complaint"]["evidence"]["seconds_to_the_other"] <= 5

    def test_who_approved_did_not_write_it(self, steps: dict[str, dict[str, Any]]) -> None:
        evidence = steps["approve_shared"]["evidence"]
        assert {evidence["author"], evidence["approver"]} == TWO

    def test_both_work_on_without_the_register_and_no_number_is_given_twice(
        self, steps: dict[str, dict[str, Any]]
    ) -> None:
        evidence = steps["work_apart"]["evidence"]
        numbers = {steps["share_complaint"]["evidence"]["number"], *evidence["numbers"].values()}
        assert len(numbers) == 3
        assert evidence["waiting"].keys() == TWO
        assert all(count > 0 for count in evidence["waiting"].values())
        assert evidence["publisher"] == "RegisterUnreachable"

    def test_the_same_field_set_twice_is_a_conflict_until_somebody_settles_it(
        self, steps: dict[str, dict[str, Any]]
    ) -> None:
        assert steps["regain_register"]["evidence"]["verdicts"]["conflict"] == 1
        assert steps["regain_register"]["evidence"]["conflict"]["field"] == "location"
        assert steps["settle_conflict"]["evidence"]["open_conflicts"] == 0

    def test_both_stores_end_as_the_register(self, steps: dict[str, dict[str, Any]]) -> None:
        evidence = steps["converge"]["evidence"]
        assert evidence["differences"] == {"aisyah": [], "hakim": []}
        assert evidence["rows"]["complaint"] == 3

    def test_the_register_is_whole(self, steps: dict[str, dict[str, Any]]) -> None:
        evidence = steps["verify_register"]["evidence"]
        assert evidence["looked_at"]["chains"] > 10
        assert evidence["seals"] >= 1
        assert evidence["most_of_one_text"] == 1

    @pytest.mark.parametrize("look", ["light", "dark"])
    @pytest.mark.parametrize("name", [*PAGES, *MOMENTS])
    def test_every_page_is_pictured_and_shows_something(self, folder: Path, name: str, look: str) -> None:
        picture = QImage(str(folder / f"{name}-{look}.png"))
        assert (picture.width(), picture.height()) == (1440, 900)
        colours = {picture.pixel(x, y) for x in range(0, 1440, 7) for y in range(0, 900, 7)}
        assert len(colours) > 20

    def test_the_exported_register_holds_both_complaints(self, folder: Path) -> None:
        sheet = load_workbook(folder / "daftar-aduan.xlsx").worksheets[0]
        numbers = {str(cell.value) for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("KKR/")}
        assert {number[-6:] for number in numbers} == {"000001", "000002"}
