"""The ``pmsdesk self-check`` command: says whether this machine and this copy have all they need, and what lacks."""

import ctypes
import importlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from pmsdesk.domain.errors import KnownError

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libz.so.1": "zlib1g",
}
FOR_X11 = tuple(library for library in PACKAGES if library.startswith(("libxcb", "libX11", "libxkbcommon-x11")))
QT_MODULES = ("PySide6.QtWidgets", "PySide6.QtSvg", "PySide6.QtNetwork")
SCRIPTS = {"Jawi": ("ar", "fonts-noto-core"), "Tamil": ("ta", "fonts-noto-core"), "Cina": ("zh", "fonts-noto-cjk")}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at; `fatal` keeps the program from working."""

    what: str
    found: str
    advice: str = ""
    fatal: bool = False


def _import(module: str) -> Line:
    try:
        importlib.import_module(module)
    except ImportError as error:
        return Line(module, str(error), f"pasang pakej {_package(str(error)) or module}", fatal=True)
    return Line(module, "ada")


def _package(words: str) -> str:
    """The package of the library that the loader's *words* name, "" when they name none."""
    library = re.search(r"(lib[\w.+-]+\.so[.\d]*)", words)
    return PACKAGES.get(library[1], library[1]) if library else ""


def _x11() -> Line:
    """Whether Qt's part for X11 finds its libraries; by itself Qt would end the program when the window opens."""
    folder = Path(importlib.import_module("PySide6").__file__ or "").parent
    plugin = folder / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if not plugin.exists():
        return Line("paparan X11", "tidak disemak")
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        needed = bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")
        packages = dict.fromkeys([_package(str(error)), *(PACKAGES[each] for each in FOR_X11 if not _loads(each))])
        return Line("paparan X11", str(error), f"pasang pakej {' '.join(packages)}", fatal=needed)
    return Line("paparan X11", "ada")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _sqlite() -> Line:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    except sqlite3.OperationalError as error:
        return Line("SQLite", sqlite3.sqlite_version, f"FTS5 tiada: {error}", fatal=True)
    finally:
        connection.close()
    old = sqlite3.sqlite_version_info < (3, 35)
    return Line("SQLite", sqlite3.sqlite_version, "perlu 3.35 atau lebih baharu" if old else "", fatal=old)


def _cipher() -> Line:
    try:
        driver = importlib.import_module("sqlcipher3.dbapi2")
    except ImportError as error:
        advice = "data tidak dapat disulitkan: perlu Windows 64-bit, atau Linux dengan glibc 2.28 ke atas"
        return Line("penyulitan", str(error), advice, fatal=True)
    connection = driver.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        found = connection.execute("PRAGMA cipher_version").fetchone()
    except driver.OperationalError as error:
        return Line("penyulitan", str(error), "pasang semula sqlcipher3", fatal=True)
    finally:
        connection.close()
    return Line("penyulitan", f"SQLCipher {found[0]}")


def _register_driver() -> Line:
    """The library for the shared register; a copy without it, or with an old one, can join none."""
    try:
        return Line("PostgreSQL libpq", importlib.import_module("pmsdesk.sync.connecting").require_driver())
    except (ImportError, KnownError) as error:
        return Line("PostgreSQL libpq", str(error), "pasang semula pmsdesk", fatal=True)


def _resources() -> Line:
    try:
        words = importlib.import_module("pmsdesk.app.references").load_all()
    except Exception as error:  # noqa: BLE001 (whatever is wrong with the copy is what this command is to say)
        return Line("fail data", str(error), "pasang semula pmsdesk", fatal=True)
    return Line("fail data", words)


def _lexicon() -> Line:
    label, problems = importlib.import_module("pmsdesk.app.references").check_lexicon()
    return Line("leksikon", label, " ".join(problems))


def _channels() -> Line:
    known = importlib.import_module("pmsdesk.channels").CHANNELS
    return Line("saluran", ", ".join(sorted(known)), "" if known else "tiada saluran", fatal=not known)


def _font(script: str, language: str, package: str) -> Line:
    finder = shutil.which("fc-list")
    if finder is None:
        return Line(f"fon {script}", "tidak disemak")
    done = subprocess.run([finder, f":lang={language}"], capture_output=True, text=True, check=False)  # noqa: S603
    return Line(f"fon {script}", "ada") if done.stdout.strip() else Line(f"fon {script}", "tiada", f"pasang {package}")


def lines() -> Iterator[Line]:
    """Everything that is looked at, in the order a person would mend it."""
    yield Line("Python", sys.version.split()[0])
    checks: list[Callable[[], Line]] = [partial(_import, module) for module in QT_MODULES]
    for check in [*checks, _x11, _sqlite, _cipher, _register_driver, _resources, _lexicon, _channels]:
        line = check()
        yield line
        if line.fatal:
            return
    for script, (language, package) in SCRIPTS.items():
        yield _font(script, language, package)


@click.command(name="self-check")
@click.option("--quiet", is_flag=True, help="Say only what is missing.")
def self_check(quiet: bool) -> None:
    """Tell whether this machine has all that pmsdesk needs."""
    fatal = False
    for line in lines():
        fatal = fatal or line.fatal
        if line.fatal or not quiet:
            click.echo(f"{line.what:20} {line.found}{' – ' + line.advice if line.advice else ''}")
    if fatal:
        raise SystemExit(1)
