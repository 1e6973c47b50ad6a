"""Makes a file that a person chose into a picture or video for a post, without what the camera noted beside it."""

import hashlib
from dataclasses import replace
from pathlib import Path

from pmsdesk.domain.errors import NotAPicture, TooLarge
from pmsdesk.domain.events import Event
from pmsdesk.domain.media import Attached, Medium
from pmsdesk.domain.media_errors import NotAMedium
from pmsdesk.domain.message import clean_line
from pmsdesk.domain.posting import MEGABYTE
from pmsdesk.domain.staff import Right
from pmsdesk.services import photos
from pmsdesk.services.ports import Work
from pmsdesk.services.posting import LARGEST_BYTES

LARGEST_MB = LARGEST_BYTES // MEGABYTE
_BRANDS = {b"qt  ": "video/quicktime"}
_NOTED = {b"udta", b"meta", b"uuid"}
_AROUND = {b"moov", b"trak"}
_HEAD = 8


def read(path: Path) -> bytes:
    """The bytes of a chosen file. Raises `TooLarge` before reading, `NotAMedium` if unreadable."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise TooLarge(name=path.name, limit_mb=LARGEST_MB)
        return path.read_bytes()
    except OSError as error:
        raise NotAMedium(str(error), name=path.name) from error


def prepare(name: str, content: bytes) -> Medium:
    """A JPEG or PNG as `photos.prepare` makes it, or the same MP4 or MOV without notes on place and device.

    Raises `TooLarge`, `TooManyPixels`, or `NotAMedium` for anything else.
    """
    mime = _video_type(content)
    if mime:
        return Medium(clean_line(name) or "video", mime, without_notes(content))
    try:
        photo = photos.prepare(name, content)
    except NotAPicture as error:
        raise NotAMedium(str(error), name=name) from error
    return Medium(photo.name, photo.media_type, photo.content)


def as_jpeg(medium: Medium) -> Medium:
    """The same picture for networks that take JPEG alone."""
    return replace(medium, mime="image/jpeg", data=photos.as_jpeg(medium.data))


def attached(medium: Medium) -> Attached:
    """What a post keeps of *medium*."""
    return Attached(hashlib.sha256(medium.data).hexdigest(), medium.mime, medium.alt_text, medium.name)


def keep(work: Work, medium: Medium) -> tuple[Event, ...]:
    """Keep the bytes of *medium* at this seat."""
    work.actor.require(Right.WRITE)
    work.media.keep(medium.data)
    return ()


def _video_type(content: bytes) -> str:
    """The MIME type of an ISO base media file, "" for anything else."""
    return _BRANDS.get(content[8:12], "video/mp4") if content[4:8] == b"ftyp" else ""


def without_notes(content: bytes) -> bytes:
    """The ISO base media file *content* with user data and metadata blanked: place, device and titles of the camera.

    Every box keeps its size, so that no offset of picture or sound changes.
    """
    plain = bytearray(content)
    _blank(plain, 0, len(plain))
    return bytes(plain)


def _blank(plain: bytearray, start: int, end: int) -> None:
    at = start
    while at + _HEAD <= end:
        size, kind, head = int.from_bytes(plain[at : at + 4]), bytes(plain[at + 4 : at + 8]), _HEAD
        if size == 1:
            size, head = int.from_bytes(plain[at + 8 : at + 16]), 2 * _HEAD
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            return
        if kind in _NOTED:
            plain[at + 4 : at + 8] = b"free"
            plain[at + head : at + size] = bytes(size - head)
        elif kind in _AROUND:
            _blank(plain, at + head, at + size)
        at += size
