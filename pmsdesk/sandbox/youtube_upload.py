"""A resumable upload: bytes arrive in pieces under one address, which tells how far it got."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LIFE = timedelta(days=7)
PIECE = 256 * 1024
_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")


@dataclass(slots=True)
class Upload:
    """One session of *account*; `body` is the video's resource as it was asked for, `video` its id once it is whole."""

    id: str
    account: str
    at: datetime
    body: dict[str, Any]
    size: int | None
    received: int = 0
    video: str = ""

    def takes(self, content_range: str, length: int) -> bool:
        """Take a piece of *length* bytes; False where it does not follow on what is there or is no piece.

        ``bytes */N`` asks only; what was received already is passed over.
        """
        if not content_range:
            return self._append(0, length, length)
        match = _RANGE.fullmatch(content_range)
        if match is None:
            return False
        if match[1] is None:
            return True
        first, last = int(match[1]), int(match[2])
        return last - first + 1 == length and self._append(first, length, None if match[3] == "*" else int(match[3]))

    @property
    def is_whole(self) -> bool:
        """Whether every byte is there."""
        return self.size is not None and self.received >= self.size

    def _append(self, first: int, length: int, size: int | None) -> bool:
        if size is not None:
            self.size = size
        end = first + length
        if first > self.received or (length % PIECE and end != self.size):
            return False
        self.received = max(self.received, end)
        return True
