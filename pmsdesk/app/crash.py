"""Last words: a bug is logged and shown, a death is written down and told at the next start."""

import faulthandler
import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def last_words(path: Path) -> str:
    """What the program wrote when it died the last time, "" after a clean end; asking removes it."""
    try:
        words = path.read_text("utf-8", errors="replace")
        path.unlink()
    except OSError:
        return ""
    return words


class Watch:
    """Catches what nobody caught from when it is made until `close`."""

    def __init__(self, path: Path, show: Callable[[str], None]) -> None:
        self._path = path
        self._show = show
        self._file: TextIO = path.open("w", encoding="utf-8")
        path.chmod(0o600)
        faulthandler.enable(self._file)
        self._old_hook = sys.excepthook
        sys.excepthook = self._uncaught
        qInstallMessageHandler(_qt_message)

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._old_hook(kind, error, trace)
            return
        report = "".join(traceback.format_exception(kind, error, trace))
        log.critical("uncaught error\n%s", report)
        self._show(where_only(kind, trace))

    def close(self) -> None:
        """A clean end: nothing is told at the next start."""
        sys.excepthook = self._old_hook
        qInstallMessageHandler(None)
        faulthandler.disable()
        self._file.close()
        self._path.unlink(missing_ok=True)


def where_only(kind: type[BaseException], trace: TracebackType | None) -> str:
    """A report without message texts: the error's class and the lines of code it passed."""
    lines = [
        f"{frame.filename.rpartition('pmsdesk')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([kind.__name__, *lines])


def _qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
