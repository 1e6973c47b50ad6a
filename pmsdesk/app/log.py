"""Sets up logging: a rotating private file and the terminal, with tokens and people's numbers taken out."""

import contextlib
import logging
import os
import re
import sys
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from pmsdesk.language.redaction import HIDDEN, without_tokens

LARGEST_FILE_BYTES = 2 * 1024 * 1024
FILES_KEPT = 5
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if code != 0x09}

# MyKad: YYMMDD-PB-####, also without separators; the date must be one, so that other long numbers stay readable.
_IC = re.compile(r"(?<![\w-])\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-\s]?\d\d[-\s]?\d{4}(?![\w-])")
# Malaysian telephone numbers: 0 or 60, an area (3–9, 8x) or mobile (1x) code, then six to eight digits in two groups.
_PHONE = re.compile(
    r"(?<![\w-])\(?(?:(?:\+|00)?60[-.\s]?(?:\(0\)|0)?|0)(?:1\d|[3-9]\d?)\)?[-.\s]?\d{3,4}[-.\s]?\d{3,4}(?![\w-])"
)


def install(path: Path, verbose: bool = False, terminal: int = logging.WARNING) -> None:
    """Send all logging to *path* (mode 0600, 5 old files of 2 MB), and what is *terminal* or graver to stderr too.

    *verbose* sends everything to both.
    May be called again; it replaces what it set up before. A file that cannot be opened leaves stderr alone.
    """
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h.formatter, RedactingFormatter)]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    logging.getLogger("urllib3").setLevel(logging.INFO)
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
    if sys.stderr is not None:
        _add(root, logging.StreamHandler(), logging.DEBUG if verbose else terminal)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = _PrivateFile(path, maxBytes=LARGEST_FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")
    except OSError as error:
        logging.getLogger(__name__).warning("no log file: %s", error)
    else:
        _add(root, file, logging.DEBUG)


def redacted(text: str) -> str:
    """*text* without tokens, identity card numbers and telephone numbers."""
    return _PHONE.sub(HIDDEN, _IC.sub(HIDDEN, without_tokens(text)))


class RedactingFormatter(logging.Formatter):
    """Formats a record and takes out what must not be written, in the message and in a traceback alike.

    Control characters of a message are escaped, so that a text from outside cannot forge a line of its own.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line without traceback."""
        record.message = record.message.translate(_CONTROLS)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        """The whole text to be written."""
        return redacted(super().format(record)).encode("utf-8", "backslashreplace").decode()


class _PrivateFile(RotatingFileHandler):
    """A rotating file that only its owner may read, also after a rotation."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with contextlib.suppress(OSError):
            Path(self.baseFilename).chmod(0o600)
        return open(descriptor, "a", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:
        """Lose the line rather than the program's way: a full disk is told by the store, in words."""


def _add(root: logging.Logger, handler: logging.Handler, level: int) -> None:
    handler.setLevel(level)
    handler.setFormatter(RedactingFormatter(_FORMAT))
    root.addHandler(handler)
