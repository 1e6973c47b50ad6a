"""The house rules that a program can check (ARCHITECTURE.md): imports, threads, words, docstrings, sizes."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
MODULES = sorted((TOP / "pmsdesk").rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in MODULES}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base", "core", "misc"}

LIBRARIES = {
    "PIL": ["services/photos.py"],
    "PySide6": ["ui/", "app/"],
    "_typeshed": ["sandbox/server.py"],
    "ahocorasick": ["compliance/", "routing/"],
    "alembic": ["store/", "sync/shared/migrations/"],
    "argon2": ["services/staffing.py", "store/file_key.py"],
    "authlib": ["channels/oauth.py"],
    "click": ["app/"],
    "cryptography": ["store/"],
    "filelock": ["app/token_lock.py"],
    "flask": ["sandbox/"],
    "jsonschema": ["data_files.py"],
    "keyring": ["app/vault.py", "app/parted.py"],
    "psycopg": ["sync/"],
    "qt_material": ["ui/theme.py"],
    "requests": ["channels/"],
    "shiboken6": ["ui/"],
    "sqlalchemy": ["store/", "sync/shared/"],
    "sqlcipher3": ["store/driver.py"],
    "sqlite3": ["store/", "app/self_check.py"],
    "twitter_text": ["language/length.py", "sandbox/x_routes.py"],
    "urllib3": ["channels/"],
    "uuid_utils": ["store/work.py"],
    "werkzeug": ["sandbox/"],
    "xlsxwriter": ["reports/"],
    "yaml": ["data_files.py"],
}
"""Where each library may be imported: a folder, or one file."""

READ_AS_FILES = {"qtawesome"}
NEEDED_BY_OTHERS = {"setuptools"}

THREADS = {
    *("threading", "_thread", "concurrent", "multiprocessing", "asyncio"),
    *("QThread", "QThreadPool", "QRunnable", "QtConcurrent", "moveToThread"),
}
THREAD_HOMES = {"ui/tasks.py", "sandbox/server.py"}

LOADED_BY_NAME = {"__main__.py", "compliance/rules/__init__.py", "language/length.py", "store/revisions.py"}
"""Outside ``app/``, which may know everything, these alone import a module by name, where no contract sees it."""

TRANSLATES_MARKED_WORDS = {
    *("ui/error_words.py:error_text", "ui/words.py:rule_message", "ui/words.py:_reason"),
    *("ui/shell/views.py:title", "ui/complaints/export.py:title", "ui/sharing/wording.py:trouble"),
    "ui/training/page.py:_title",
}
"""Words that `QT_TRANSLATE_NOOP` marked elsewhere."""


def name(path: Path) -> str:
    return path.relative_to(TOP / "pmsdesk").as_posix()


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that *tree* imports from outside its own package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls(tree: ast.AST, function: str = "") -> Iterator[tuple[str, ast.Call]]:
    """Every call in *tree* with the function it stands in."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            yield function, node
        yield from calls(node, node.name if isinstance(node, ast.FunctionDef) else function)


def literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_the_import_contracts_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_library_has_its_home() -> None:
    strays = {
        f"{name(path)}: {library}"
        for path, tree in TREES.items()
        for library in {module.split(".")[0] for module in imported(tree)}
        if library in LIBRARIES or library not in {"pmsdesk", *sys.stdlib_module_names}
        if not any(name(path).startswith(home) for home in LIBRARIES.get(library, ()))
    }
    assert strays == set()


def test_every_dependency_is_used() -> None:
    """What pyproject.toml asks for at run time is imported somewhere, or it is said here why not."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.split(r"[^\w.-]", entry)[0].lower().replace("_", "-") for entry in project["dependencies"]}
    libraries = {module.split(".")[0] for tree in TREES.values() for module in imported(tree)} | READ_AS_FILES
    carriers = packages_distributions()
    used = {name.lower().replace("_", "-") for library in libraries for name in carriers.get(library, ())}
    assert asked - used == NEEDED_BY_OTHERS


def test_only_app_and_registries_import_by_name() -> None:
    homes = {
        name(path)
        for path, tree in TREES.items()
        for _, call in calls(tree)
        if called(call) in {"import_module", "__import__"}
    }
    assert {home for home in homes if not home.startswith("app/")} == LOADED_BY_NAME


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_in_one_line_what_it_is_for(path: Path) -> None:
    words = ast.get_docstring(TREES[path])
    assert words, "no module docstring"
    first = words.splitlines()[0]
    assert len(first) > 15
    assert first.endswith((".", ":")), first


def test_threads_have_one_home() -> None:
    """The sandbox is a server, so it has threads of its own; the program never runs on them (ARCHITECTURE.md)."""
    homes = set()
    for path, tree in TREES.items():
        words = {module.split(".")[0] for module in imported(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.alias):
                words.add(node.name)
            elif isinstance(node, ast.Attribute):
                words.add(node.attr)
        if words & THREADS:
            homes.add(name(path))
    assert homes == THREAD_HOMES


def test_only_literals_are_translated() -> None:
    """The collecting tool sees only literals: words that are put together would stay Malay on an English screen."""
    wrong = []
    for path, tree in TREES.items():
        for function, call in calls(tree):
            texts = {
                "tr": call.args[:1],
                "QT_TRANSLATE_NOOP": call.args[:2],
                "translate": call.args[:2] if len(call.args) > 1 else [],
            }.get(called(call), [])
            marked = function == "tr" or f"{name(path)}:{function}" in TRANSLATES_MARKED_WORDS
            if not all(map(literal, texts[:1] if marked else texts)):
                wrong.append(f"{name(path)}:{call.lineno}")
    assert wrong == []


def test_no_module_is_called_after_nothing() -> None:
    assert [name(path) for path in MODULES if {path.stem, *path.relative_to(TOP).parts} & FORBIDDEN_NAMES] == []


def test_files_stay_small() -> None:
    written = [path for path in MODULES if "migrations" not in path.parts]
    lines = {name(path): path.read_text("utf-8").count("\n") for path in written}
    assert {path: count for path, count in lines.items() if count > 500} == {}
    assert sum(lines.values()) / len(lines) < 180


def test_no_secret_place_is_named() -> None:
    wrong = [
        path.relative_to(TOP).as_posix()
        for folder in ("pmsdesk", "tests", "resources", "i18n", "docs")
        for path in (TOP / folder).rglob("*")
        if path.suffix in {".py", ".md", ".yaml", ".toml", ".txt", ".json"}
        and path != Path(__file__)
        and any(word in path.read_text("utf-8") for word in ("/root/", "/home/", "index-url", "find-links"))
    ]
    assert wrong == []
