"""The data files that people maintain: each has a schema, each is sound, and a broken one is named by file and line."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pmsdesk.data_files import load, resource_folder
from pmsdesk.domain.errors import BadDataFile

RESOURCES = resource_folder()
FILES = sorted(path for path in RESOURCES.rglob("*.yaml") if "sandbox" not in path.parts)
BROKEN = [
    ("accounts", "channel: x, handle: MOWorks", "channel: twitter, handle: MOWorks", "twitter"),
    ("agencies", "role: owner", "role: pemilik", "pemilik"),
    ("canned", "code: G6", "code: enam", "enam"),
    ("customers", "id: pemaju", "id: Pemaju Besar", "Pemaju Besar"),
    ("training/exercises", "skill: salur", "skill: hantar", "hantar"),
    ("taxonomy", "urgency: critical", "urgency: genting", "genting"),
    ("triage", "roadblock: [", "roadblock: [0, ", "0 is not of type"),
]


def name(path: Path) -> str:
    return path.relative_to(RESOURCES).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_meets_its_schema(path: Path) -> None:
    assert load(path.stem, path.parent)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_says_what_it_is(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("path", sorted((RESOURCES / "schema").glob("*.json")), ids=lambda path: path.stem)
def test_every_schema_is_one(path: Path) -> None:
    schema: dict[str, Any] = json.loads(path.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(("stem", "old", "new", "what"), BROKEN, ids=[case[0] for case in BROKEN])
def test_a_value_that_breaks_the_schema_is_named(tmp_path: Path, stem: str, old: str, new: str, what: str) -> None:
    text = (RESOURCES / f"{stem}.yaml").read_text("utf-8")
    stem = Path(stem).name
    assert old in text
    broken = text.replace(old, new, 1)
    (tmp_path / f"{stem}.yaml").write_text(broken, "utf-8")
    with pytest.raises(BadDataFile) as caught:
        load(stem, tmp_path)
    assert caught.value.facts["file"] == f"{stem}.yaml"
    assert what in str(caught.value)
    assert caught.value.facts["line"] == broken[: broken.index(new)].count("\n") + 1


@pytest.mark.parametrize(
    ("content", "line"), [("replies:\n  - code: G1\n   text: x\n", 3), ("replies: [}", 1), ("replies:\n\x00", 2)]
)
def test_what_is_not_yaml_is_named(tmp_path: Path, content: str, line: int) -> None:
    (tmp_path / "canned.yaml").write_text(content, "utf-8")
    with pytest.raises(BadDataFile) as caught:
        load("canned", tmp_path)
    assert caught.value.facts["line"] == line


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDataFile, match=r"canned\.yaml"):
        load("canned", tmp_path)
