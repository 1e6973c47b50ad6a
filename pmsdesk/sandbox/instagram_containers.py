"""Instagram's containers: what is uploaded, must be polled until it is ready, and is then published within a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LIFE = timedelta(hours=24)
READS_OF_PICTURE = 1
READS_OF_VIDEO = 2
IN_PROGRESS = "IN_PROGRESS"
FINISHED = "FINISHED"
PUBLISHED = "PUBLISHED"
EXPIRED = "EXPIRED"
ERROR = "ERROR"
_WORDS = {
    IN_PROGRESS: "In Progress: Media is still being processed.",
    FINISHED: "Finished: Media has been uploaded and it is ready to be published.",
    PUBLISHED: "Published: Media has been already published.",
    EXPIRED: "Expired: Media has not been published within 24 hours and has expired.",
}


@dataclass(slots=True)
class Container:
    """One container of an account. `reads_left` reads still find it in progress; `published` is the media's id.

    `error` is the subcode its processing ends with, "" for none. `children` are the containers of a carousel. `awaits`
    tells that the bytes of a video are to come, `received` how many have.
    """

    id: str
    account: str
    at: datetime
    url: str
    kind: str
    caption: str = ""
    alt_text: str = ""
    reads_left: int = READS_OF_PICTURE
    error: str = ""
    is_part: bool = False
    children: tuple[str, ...] = ()
    published: str = ""
    awaits: bool = False
    received: int = 0

    def status(self, now: datetime) -> str:
        """``status_code`` at *now*; does not count as a read."""
        if self.published:
            return PUBLISHED
        if now >= self.at + LIFE:
            return EXPIRED
        if self.awaits or self.reads_left > 0:
            return IN_PROGRESS
        return ERROR if self.error else FINISHED

    def words(self, now: datetime) -> str:
        """``status`` at *now*."""
        failed = f"Error: Media upload has failed with error code {self.error}"
        return _WORDS.get(self.status(now), failed)
