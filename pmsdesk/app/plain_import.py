"""Takes PySide6's hook off the import statement, which would read the source of every module imported after Qt.

Shiboken looks in each module's text for its own name, to serve ``from __feature__ import …`` (feature.py of
shibokensupport); nothing here uses that. Without the hook a start takes 100 ms and 24 MB less (docs/benchmarks.md).
"""

import builtins

import PySide6.QtCore  # noqa: F401 (sets the hook, and keeps the original)

ORIGINAL = "__orig_import__"


def restore() -> None:
    """Let Python import as it does without Qt; does nothing where Qt set no hook."""
    builtins.__import__ = getattr(builtins, ORIGINAL, builtins.__import__)
