"""Keeps the translations: collects every Malay text of the program, compiles, and checks that nothing is missing.

``python i18n/build.py update`` brings ``pmsdesk_en.ts`` up to date, ``release`` compiles the ``.ts`` files to ``.qm``,
``check`` fails on a text without translation, a translation without text, other placeholders, or a stale ``.qm``.

The texts are read from the syntax tree and not with lupdate, which takes ``tr(f"…")`` for a literal, knows no context
for a ``tr`` function of a module, and would give each of them another context than the one it has at run time.
"""

import argparse
import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import PySide6

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent / "pmsdesk"
ENGLISH, QT_MALAY = HERE / "pmsdesk_en.ts", HERE / "qtbase_ms.ts"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


@dataclass(frozen=True, slots=True)
class Text:
    """One text to be translated, as Qt looks it up."""

    context: str
    source: str
    comment: str = ""


class NotALiteral(Exception):
    """A text that no translator can know."""


def texts_of(path: Path) -> Iterator[Text]:
    """The texts of one module, in the order they stand. Raises `NotALiteral`."""
    tree = ast.parse(path.read_text("utf-8"), str(path))
    yield from _texts(tree, "", _context_of_tr(tree), path)


def _context_of_tr(tree: ast.Module) -> str:
    """The context of the module's own or imported function ``tr``, "" when it has none."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "tr":
            calls = (n for n in ast.walk(node) if isinstance(n, ast.Call) and _name(n.func) == "translate")
            return next(str(call.args[0].value) for call in calls if isinstance(call.args[0], ast.Constant))
        if isinstance(node, ast.ImportFrom) and any(alias.name == "tr" for alias in node.names):
            other = PACKAGE.parent.joinpath(*str(node.module).split(".")).with_suffix(".py")
            return _context_of_tr(ast.parse(other.read_text("utf-8")))
    return ""


def _texts(node: ast.AST, in_class: str, module_tr: str, path: Path) -> Iterator[Text]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef) and child.name == "tr":
            continue
        if isinstance(child, ast.Call):
            yield from _text(child, in_class, module_tr, path)
        yield from _texts(child, child.name if isinstance(child, ast.ClassDef) else in_class, module_tr, path)


def _text(call: ast.Call, in_class: str, module_tr: str, path: Path) -> Iterator[Text]:
    name = _name(call.func)
    if name == "tr" and call.args:
        own = isinstance(call.func, ast.Attribute) and _name(call.func.value) == "self"
        words_tr = isinstance(call.func, ast.Attribute) and _name(call.func.value) == "words"
        context = in_class if own else "words" if words_tr else module_tr or in_class
        yield Text(context, _literal(call.args[0], path), _literal(call.args[1], path) if len(call.args) > 1 else "")
    elif name == "QT_TRANSLATE_NOOP":
        yield Text(_literal(call.args[0], path), _literal(call.args[1], path))
    elif name == "translate" and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
        yield Text(*(_literal(argument, path) for argument in call.args[:3]))


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _literal(node: ast.expr, path: Path) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise NotALiteral(f"{path}:{node.lineno}: only a literal can be translated")


def all_texts() -> list[Text]:
    """Every text of the program once, by context and in order of appearance."""
    found = dict.fromkeys(text for path in sorted(PACKAGE.rglob("*.py")) for text in texts_of(path))
    return sorted(found, key=lambda text: text.context)


def read(path: Path) -> dict[Text, str]:
    """The translations of a ``.ts`` file; "" for an unfinished one."""
    if not path.exists():
        return {}
    known: dict[Text, str] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):  # noqa: S314 (our own file)
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") != "unfinished"
            text = Text(name, message.findtext("source", ""), message.findtext("comment", ""))
            known[text] = (translation.text or "") if done and translation is not None else ""
    return known


def write(path: Path, translations: dict[Text, str], language: str, source_language: str) -> None:
    """Write a ``.ts`` file in Qt Linguist's form."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage=source_language)
    contexts: dict[str, ElementTree.Element] = {}
    for text, words in translations.items():
        if text.context not in contexts:
            contexts[text.context] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[text.context], "name").text = text.context
        message = ElementTree.SubElement(contexts[text.context], "message")
        ElementTree.SubElement(message, "source").text = text.source
        if text.comment:
            ElementTree.SubElement(message, "comment").text = text.comment
        translation = ElementTree.SubElement(message, "translation")
        translation.text = words
        if not words:
            translation.set("type", "unfinished")
    ElementTree.indent(root)
    path.write_text(HEAD + ElementTree.tostring(root, "unicode") + "\n", "utf-8")


def update() -> None:
    """Bring the English file up to date; what was translated stays, what is gone is left out."""
    known = read(ENGLISH)
    write(ENGLISH, {text: known.get(text, "") for text in all_texts()}, "en_GB", "ms_MY")


def release(folder: Path = HERE) -> None:
    """Compile both files into *folder*."""
    tool = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    for source in (ENGLISH, QT_MALAY):
        target = folder / f"{source.stem}.qm"
        subprocess.run([str(tool), "-silent", str(source), "-qm", str(target)], check=True)  # noqa: S603


def problems() -> Iterator[str]:
    """What is wrong, one line each."""
    wanted, english = all_texts(), read(ENGLISH)
    for text in wanted:
        if text not in english:
            yield f"not collected: [{text.context}] {text.source}"
    for text in english.keys() - set(wanted):
        yield f"no longer in the program: [{text.context}] {text.source}"
    for file, translations in ((ENGLISH, english), (QT_MALAY, read(QT_MALAY))):
        for text, words in translations.items():
            if not words:
                yield f"{file.name}, untranslated: [{text.context}] {text.source}"
            elif _placeholders(words) != _placeholders(text.source):
                yield f"{file.name}, other placeholders: [{text.context}] {text.source}"
    yield from _stale()


def _placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w*\}|%\w", text))


def _stale() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        release(Path(folder))
        for source in (ENGLISH, QT_MALAY):
            compiled = HERE / f"{source.stem}.qm"
            fresh = Path(folder) / compiled.name
            if not compiled.exists() or compiled.read_bytes() != fresh.read_bytes():
                yield f"stale: {compiled.name}; run python i18n/build.py release"


def main() -> int:
    """Do what the command line asks; 1 when the check found something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("update", "release", "check"))
    what = parser.parse_args().what
    if what == "update":
        update()
    elif what == "release":
        release()
    else:
        found = list(problems())
        sys.stderr.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
