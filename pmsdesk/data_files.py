"""Reads the files under resources/ against their schema; an error names the file, the line and what is wrong."""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from pmsdesk.domain.errors import BadDataFile


@cache
def resource_folder() -> Path:
    """Where the data files lie: beside the frozen program, inside the wheel, or at the top of a checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).parent
    places = [Path(frozen) / "resources"] if frozen else []
    places += [package / "resources", package.parent / "resources"]
    for place in places:
        if place.is_dir():
            return place
    raise BadDataFile(file="resources", line=0, what="folder tidak ditemui")


def load(name: str, folder: Path | None = None, schema: str = "") -> Any:
    """The content of the YAML file ``<folder>/<name>.yaml``, checked against ``<resources>/schema/<name>.json``.

    *schema* names another schema than *name*, for several files of one kind.
    Raises `BadDataFile` with file, line and reason when the file is missing, is not YAML or breaks the schema.
    """
    path = (folder or resource_folder()) / f"{name}.yaml"
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadDataFile(file=path.name, line=0, what=str(error)) from error
    try:
        tree = yaml.compose(text, Loader=_Loader)
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader, built on C where there is one)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadDataFile(file=path.name, line=line, what=error.problem or "bukan YAML") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BadDataFile(file=path.name, line=line, what=f"aksara U+{error.character:04X}") from error
    rules = json.loads((resource_folder() / "schema" / f"{schema or name}.json").read_text("utf-8"))
    problem = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(rules).iter_errors(data))
    if problem is not None:
        raise BadDataFile(file=path.name, line=_line(tree, list(problem.absolute_path)), what=problem.message[:300])
    return data


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _line(node: yaml.Node | None, path: list[str | int]) -> int:
    """The line (from 1) of the node that *path* leads to, or of the nearest one above it."""
    line = 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            node = None
        if node is None:
            return line
        line = node.start_mark.line + 1
    return line
