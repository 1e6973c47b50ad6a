"""The gazetteer finds whole names, longest first, and refuses bad files by line."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmsdesk.data_files import resource_folder
from pmsdesk.domain.errors import BadDataFile
from pmsdesk.language.fold import fold
from pmsdesk.routing.gazetteer import Gazetteer, NameIndex, Owner, flat

SHIPPED = Gazetteer.load()


def roads(text: str) -> list[str]:
    return [hits[0].alias for _, _, hits in SHIPPED.roads.find(flat(fold(text).text))]


def test_federal_roads_and_expressways_are_known_by_number() -> None:
    assert SHIPPED.routes["FT5"].owner is Owner.FEDERAL
    assert SHIPPED.routes["E1"].owner is Owner.TOLL
    assert "Selangor" in SHIPPED.routes["E1"].states
    assert len([code for code in SHIPPED.routes if code.startswith("FT")]) > 350


def test_thirteen_prefixes_name_their_states() -> None:
    assert len(SHIPPED.prefixes) == 13
    assert SHIPPED.prefixes["B"] == "Selangor"
    assert SHIPPED.prefixes["SA"] == "Sabah"


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("jem kat Lebuhraya Utara–Selatan (Jajaran Utara)", "lebuhraya utara selatan"),
        ("Damansara-Puchong highway", "damansara puchong"),
        ("highway karak", "highway karak"),
        ("Lebuh Raya Karak", "lebuhraya karak"),
        ("Jln Tapah berlubang", "jalan tapah"),
    ],
)
def test_names_are_found_with_hyphens_and_short_forms(text: str, alias: str) -> None:
    assert alias in roads(text)


def test_the_longest_name_wins_and_none_lies_over_another() -> None:
    index = NameIndex([("plus", 1), ("lebuhraya plus", 2), ("plus utara", 3)])
    assert [(start, end, things) for start, end, things in index.find("lebuhraya plus utara, plus")] == [
        (0, 14, (2,)),
        (22, 26, (1,)),
    ]


def test_only_whole_words_are_names() -> None:
    assert NameIndex([("juru", 1)]).find("jurutera juru tera") == [(9, 13, (1,))]


@given(st.text(alphabet="ab c-", max_size=40))
def test_found_names_never_overlap(text: str) -> None:
    found = NameIndex([("a", 1), ("a b", 2), ("b c", 3), ("ab", 4)]).find(flat(text))
    assert all(first[1] <= second[0] for first, second in pairwise(found))


@given(st.text(max_size=60))
def test_flattening_moves_nothing(text: str) -> None:
    assert len(flat(text)) == len(text)


@pytest.mark.parametrize(
    ("name", "line", "bad", "what"),
    [
        ("routes.csv", 6, "FT999,kampung,Jalan,Johor", "kampung"),
        ("named_roads.csv", 5, "jalan x,federal,FT1", "3 sel"),
        ("places.csv", 4, "tempat,,,town", "state"),
        ("councils.csv", 4, "Majlis,Johor,MJ,mungkin,", "mungkin"),
        ("state_prefixes.csv", 3, "B", "1 sel"),
    ],
)
def test_a_bad_line_is_refused_by_file_and_number(tmp_path: Path, name: str, line: int, bad: str, what: str) -> None:
    shutil.copytree(resource_folder() / "gazetteer", tmp_path / "gazetteer")
    path = tmp_path / "gazetteer" / name
    lines = path.read_text("utf-8").splitlines()
    lines[line - 1] = bad
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(BadDataFile) as caught:
        Gazetteer.load(tmp_path / "gazetteer")
    assert (caught.value.facts["file"], caught.value.facts["line"]) == (name, line)
    assert what in str(caught.value)


def test_a_missing_column_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDataFile):
        Gazetteer.load(tmp_path)
    shutil.copytree(resource_folder() / "gazetteer", tmp_path, dirs_exist_ok=True)
    (tmp_path / "routes.csv").write_text("code,owner\nFT1,federal\n", "utf-8")
    with pytest.raises(BadDataFile, match="lajur"):
        Gazetteer.load(tmp_path)
