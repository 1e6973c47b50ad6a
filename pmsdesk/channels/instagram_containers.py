"""Instagram's containers: what a file becomes before it is published, and how far it has come."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from pmsdesk.channels.fields import Item, number_of, object_of, text_of
from pmsdesk.channels.graph import Unseen, is_id
from pmsdesk.channels.http import Wire, path_of
from pmsdesk.domain.errors import OutcomeUnknown

LOOK_AGAIN = timedelta(seconds=10)
_ASK = {"fields": "id,status_code,status,video_status"}
_MARK = "~"
_MARK_LENGTH = 16


class Status(StrEnum):
    """``status_code`` as Instagram documents it; `GONE` where it knows no such container."""

    IN_PROGRESS = "IN_PROGRESS"
    FINISHED = "FINISHED"
    ERROR = "ERROR"
    EXPIRED = "EXPIRED"
    PUBLISHED = "PUBLISHED"
    GONE = "GONE"


@dataclass(frozen=True, slots=True)
class Container:
    """How a container fares: its status, Instagram's words for it, and how many bytes of a video have arrived."""

    status: Status
    words: str = ""
    received: int = 0


def container_of(wire: Wire, container_id: str) -> Container:
    """Ask for it. A status of tomorrow's counts as in progress: it is asked for again."""
    try:
        told = wire.get(path_of(container_id), _ASK).data
    except Unseen as error:
        return Container(Status.GONE, error.platform_words)
    code = text_of(told, "status_code")
    status = Status(code) if code in set(Status) else Status.IN_PROGRESS
    return Container(status, text_of(told, "status"), _received(object_of(told, "video_status")))


def create(wire: Wire, me: str, form: dict[str, str]) -> str:
    """Make a container of *form* for the account *me*; nobody sees it. May be repeated after any error."""
    container_id = text_of(wire.post(path_of(me, "media"), form=form).data, "id")
    if not is_id(container_id):
        raise OutcomeUnknown("no id", channel="Instagram")
    return container_id


def marked(container_id: str, caption: str) -> str:
    """*container_id* with a mark of the words it was made with: Instagram does not tell them, nor lets them change."""
    return f"{container_id}{_MARK}{_digest(caption)}"


def bare(marked_id: str) -> str:
    """The container's id without the mark."""
    return marked_id.partition(_MARK)[0]


def says(marked_id: str, text: str) -> bool:
    """Whether the container was made to be published alone with the words *text*."""
    return marked_id.partition(_MARK)[2] == _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:_MARK_LENGTH]


def _received(video_status: Item) -> int:
    """Meta writes the field with one r in some of its documents."""
    phase = object_of(video_status, "uploading_phase")
    return number_of(phase, "bytes_transferred") or number_of(phase, "bytes_transfered") or 0
