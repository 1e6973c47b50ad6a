"""The lane of photos: between operations, one piece at a time, from where it was broken off."""

import hashlib
import logging
from collections.abc import Callable

from pmsdesk.domain.errors import NotFound, StoreCorrupt
from pmsdesk.domain.events import Event
from pmsdesk.store.parts import CHUNK_BYTES
from pmsdesk.store.transfers import Transfer, Transfers, Way
from pmsdesk.sync.api import RegisterApi
from pmsdesk.sync.faults import RegisterFault

log = logging.getLogger(__name__)


class NotTheFile(Exception):
    """What came, or went, is not the file that its name says."""


def whole(api: RegisterApi, sha: str) -> bytes:
    """The file *sha* as the register has it. Raises `NotFound` while it is not whole, and what `RegisterApi` does."""
    size = size_there(api, sha)
    if size is None:
        raise NotFound(what=sha)
    content = b"".join(api.blob_get(sha, index) or b"" for index in range(-(-size // CHUNK_BYTES)))
    if hashlib.sha256(content).hexdigest() != sha:
        raise NotFound(what=sha)
    return content


def size_there(api: RegisterApi, sha: str) -> int | None:
    """The size of the file on the register, None while it is not there whole."""
    return next((state.size for state in api.blob_state([sha]) if state.complete), None)


class BlobLane:
    """Moves the photos of one store to and from the register, the least urgent of all that a seat sends.

    *may_go* is asked before each piece: while it says no (operations wait, the program closes) nothing is sent, and the
    next `run` goes on where this one stopped. Use it with a link of its own, for a piece takes its time.
    """

    def __init__(self, api: RegisterApi, transfers: Transfers, may_go: Callable[[], bool] = lambda: True) -> None:
        self._api = api
        self._transfers = transfers
        self._may_go = may_go

    def run(self) -> tuple[Event, ...]:
        """Move all that waits, thumbnails first; what changed for the screens. Each file is tried once.

        Raises what `RegisterApi` does while the line is bad, and `DiskFull`, `StoreError`; what was moved stays moved.
        """
        events: list[Event] = []
        for moved in self._transfers.waiting():
            if not self._may_go():
                break
            try:
                events += self._send(moved) if moved.way is Way.UP else self._fetch(moved)
            except (NotTheFile, NotFound, StoreCorrupt, RegisterFault) as error:
                log.warning("photo %s did not go %s: %s", moved.sha[:12], moved.way, error)
                self._transfers.failed(moved)
        return tuple(events)

    def _send(self, moved: Transfer) -> tuple[Event, ...]:
        content = self._transfers.content(moved)
        for index in self._api.blob_missing(moved.sha, len(content), moved.media_type):
            if not self._may_go():
                return ()
            self._api.blob_put(moved.sha, index, content[index * CHUNK_BYTES : (index + 1) * CHUNK_BYTES])
        if size_there(self._api, moved.sha) is None:
            raise NotTheFile("the register threw the pieces away")
        self._transfers.done(moved)
        return ()

    def _fetch(self, moved: Transfer) -> tuple[Event, ...]:
        """Fetch what the register has whole; what is still going up from another seat is asked for again later."""
        size = size_there(self._api, moved.sha)
        if size is None:
            return ()
        pieces = range(self._transfers.chunks_here(moved), -(-size // CHUNK_BYTES))
        for index in pieces:
            if not self._may_go():
                return ()
            piece = self._api.blob_get(moved.sha, index)
            if piece is None or len(piece) != min(CHUNK_BYTES, size - index * CHUNK_BYTES):
                raise NotTheFile(f"piece {index} is missing or of another size")
            self._transfers.add(moved, piece)
        return self._transfers.finish(moved)
