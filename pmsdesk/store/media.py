"""The pictures and videos of posts as one unit of work keeps and reads them, beside the photos of complaints."""

from sqlalchemy import Connection

from pmsdesk.domain.media import Attached
from pmsdesk.store import transfers
from pmsdesk.store.attachments import AttachmentFolder
from pmsdesk.store.writes import Writes


class MediaFolder:
    """`ports.Media` over one connection and the folder of photos."""

    def __init__(self, connection: Connection, folder: AttachmentFolder, writes: Writes | None = None) -> None:
        self._connection = connection
        self._folder = folder
        self._writes = writes or Writes(connection, noting=False)

    def keep(self, content: bytes) -> str:
        """Keep *content* durably; its sha256."""
        return self._folder.write(content)

    def send(self, medium: Attached) -> None:
        """On a shared register, let the bytes go up; raises as `read` does."""
        if self._writes.noting:
            transfers.send_medium(self._connection, medium.sha, len(self.read(medium.sha)), medium.mime)

    def read(self, sha: str) -> bytes:
        """The bytes; raises `NotFound`, or `StoreCorrupt` when they were changed."""
        return self._folder.read(sha)

    def has(self, sha: str) -> bool:
        """Whether the bytes are here, without reading them."""
        return self._folder.has(sha)

    def want(self, medium: Attached) -> bool:
        """Let the bytes come down; False when they are here, or this seat shares no register."""
        if self._folder.has(medium.sha) or not self._writes.noting:
            return False
        transfers.want_medium(self._connection, medium)
        return True
