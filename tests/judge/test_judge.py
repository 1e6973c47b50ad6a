"""The table of ``make judge``: it is printed where the labelled texts are, and its counting counts right."""

from pathlib import Path

import pytest

from tests.judge import __main__ as judge
from tests.judge import measures
from tests.judge.measures import Share, auc


def test_without_the_texts_it_says_so_and_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measures, "GIVE", tmp_path / "tiada")
    assert judge.main() == 0
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.skipif(not measures.GIVE.exists(), reason="the shared labelled texts are not here")
def test_every_figure_with_a_target_says_whether_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert judge.main() == 0
    figures = [line for line in capsys.readouterr().out.splitlines() if "≤" in line or "≥" in line]
    assert len(figures) >= 18
    assert all(line.endswith(("holds", "MISSED")) for line in figures)


@pytest.mark.parametrize(
    ("hostile", "harmless", "expected"),
    [([1, 1], [0, 0], 1.0), ([0], [1], 0.0), ([0.5], [0.5], 0.5), ([0.2, 0.8], [0.5], 0.5), ([0.9], [0.1, 0.9], 0.75)],
)
def test_a_draw_counts_half(hostile: list[float], harmless: list[float], expected: float) -> None:
    assert auc(hostile, harmless) == expected


def test_shares_are_summed_by_texts_not_by_rates() -> None:
    assert measures.summed([Share(1, 1), Share(0, 3)]).rate == 0.25


def test_the_made_up_identity_cards_have_dates_and_no_two_runs_differ() -> None:
    numbers = list(measures.personal_numbers(3))
    assert numbers == list(measures.personal_numbers(3))
    assert {kind for kind, _ in numbers} == {"IC", "phone"}
