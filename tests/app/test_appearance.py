"""Looks, language and keys: kept in a small file that may hold anything by the time it is read again."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from pmsdesk.app import appearance
from pmsdesk.ui.language import Language
from pmsdesk.ui.preferences import SIZES, Choices
from pmsdesk.ui.theme import Look

names = st.from_regex(r"[a-z]{1,8}\.[a-z_]{1,8}", fullmatch=True)
keys = st.sampled_from(["Ctrl+K", "F1; ?", "Alt+1", "", "Ctrl+,", "Ctrl+\\", 'Shift+"', "%", "Ctrl+Shift+Return, F8"])
choices = st.builds(
    Choices, st.sampled_from(Look), st.sampled_from(Language), st.sampled_from(SIZES), st.dictionaries(names, keys)
)


@given(chosen=choices)
@how(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_saved_is_loaded(tmp_path: Path, chosen: Choices) -> None:
    appearance.save(tmp_path / "appearance.ini", chosen)
    assert appearance.load(tmp_path / "appearance.ini") == chosen


def test_a_shortcut_that_was_given_back_is_forgotten(tmp_path: Path) -> None:
    appearance.save(tmp_path / "appearance.ini", Choices(shortcuts={"app.palette": "Ctrl+P"}))
    appearance.save(tmp_path / "appearance.ini", Choices())
    assert appearance.load(tmp_path / "appearance.ini").shortcuts == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe rosak",
        b"[General]\nlook=ungu\nlanguage=latin\npoints=1000\n",
        b"[General]\nlook=\npoints=-1\n",
        b"[General]\npoints=" + b"9" * 5000 + b"\n",
        b"[General]\nlook=dark, light\n[shortcuts]\napp.palette=Ctrl+K, Ctrl+P\n",
    ],
)
def test_what_makes_no_sense_has_its_default(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "appearance.ini").write_bytes(content)
    assert appearance.load(tmp_path / "appearance.ini") == Choices()


def test_the_first_start_has_no_file(tmp_path: Path) -> None:
    assert appearance.load(tmp_path / "tiada" / "appearance.ini") == Choices()
