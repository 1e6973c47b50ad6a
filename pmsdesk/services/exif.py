"""Reads the few facts of a photo's EXIF block that matter here, within bounds: the block may be anybody's."""

import math
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import TypeVar

from pmsdesk.domain.clock import KUALA_LUMPUR
from pmsdesk.domain.message import clean_line

T = TypeVar("T")

MOST_ENTRIES = 512
LONGEST_TEXT = 64
YEARS = range(1990, 2100)

_MAKE, _MODEL, _ORIENTATION, _TAKEN, _OFFSET, _MORE, _PLACE = 0x10F, 0x110, 0x112, 0x9003, 0x9011, 0x8769, 0x8825
_LATITUDE, _LONGITUDE = (1, 2), (3, 4)
_ASCII, _SHORT, _LONG, _RATIONAL = 2, 3, 4, 5
_WIDTH = {_ASCII: 1, _SHORT: 2, _LONG: 4, _RATIONAL: 8}
_ZONE = re.compile(r"([+-])(\d\d):(\d\d)")


Entries = dict[int, tuple[int, int, int]]
"""By tag: the kind of its values, how many, and where they begin."""


@dataclass(frozen=True, slots=True)
class Exif:
    """What a camera noted: which way is up (1 to 8), when (aware UTC), where (degrees), with what.

    A camera without a zone is taken to run on the time of Kuala Lumpur.
    """

    orientation: int = 1
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str = ""


def read(block: bytes) -> Exif:
    """The facts in *block* (a TIFF file, with or without ``Exif`` before it); whatever is wrong in it is left out."""
    tiff, nothing = _Tiff(block.removeprefix(b"Exif\0\0")), Entries()
    main = _tried(tiff.first, nothing)
    more = _tried(lambda: tiff.below(main, _MORE), nothing)
    place = _tried(lambda: tiff.below(main, _PLACE), nothing)
    latitude = _tried(lambda: _degrees(tiff, place, *_LATITUDE, "NS", 90), None)
    longitude = _tried(lambda: _degrees(tiff, place, *_LONGITUDE, "EW", 180), None)
    whole = latitude is not None and longitude is not None
    return Exif(
        orientation=_tried(lambda: _orientation(tiff, main), 1),
        taken_at=_tried(lambda: _moment(tiff.text(more, _TAKEN), tiff.text(more, _OFFSET)), None),
        latitude=latitude if whole else None,
        longitude=longitude if whole else None,
        camera=clean_line(f"{tiff.text(main, _MAKE)} {tiff.text(main, _MODEL)}"),
    )


def taken_out(jpeg: bytes) -> tuple[bytes, bytes]:
    """A JPEG file without what applications put in it, colours aside, and its EXIF block (b"" for none).

    Whoever decodes it then meets no EXIF, which decoders read without bounds. Other files come back as they are.
    """
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg, b""
    kept, block, at = [jpeg[:2]], b"", 2
    while (start := jpeg.find(b"\xff", at)) >= 0 and start + 4 <= len(jpeg):
        marker = jpeg[start + 1]
        if marker in (0x00, 0xFF) or 0xD0 <= marker <= 0xD8 or marker == 0x01:
            at = start + (1 if marker == 0xFF else 2)
            continue
        if marker in (0xDA, 0xD9):
            at = start
            break
        end = start + 2 + max(2, int.from_bytes(jpeg[start + 2 : start + 4], "big"))
        content = jpeg[start + 4 : end]
        if marker == 0xE1 and content.startswith(b"Exif\0\0") and not block:
            block = content
        if not 0xE0 <= marker <= 0xEF or marker in (0xE0, 0xEE) or content.startswith(b"ICC_PROFILE\0"):
            kept.append(jpeg[start:end])
        at = end
    return b"".join([*kept, jpeg[at:]]), block


class _Tiff:
    """The directories of a TIFF file (TIFF 6.0 §2); a method may raise `ValueError`, `KeyError` or `struct.error`."""

    def __init__(self, block: bytes) -> None:
        self._block = block
        self._order = "<" if block.startswith(b"II*\0") else ">"

    def first(self) -> Entries:
        """The first directory."""
        if self._block[:4] not in (b"II*\0", b"MM\0*"):
            raise ValueError("no TIFF")
        return self._directory(*self._unpack("L", 4))

    def below(self, entries: Entries, tag: int) -> Entries:
        """The directory that *tag* points at."""
        return self._directory(*self.numbers(entries, tag, 1))

    def text(self, entries: Entries, tag: int) -> str:
        """The text of *tag*, cut; "" without one."""
        kind, count, at = entries.get(tag, (_ASCII, 0, 0))
        if kind != _ASCII:
            return ""
        told = self._block[at : at + min(count, LONGEST_TEXT)].split(b"\0")[0].decode("utf-8", "replace")
        return "".join(filter(str.isprintable, told)).strip()

    def numbers(self, entries: Entries, tag: int, count: int) -> tuple[float, ...]:
        """Exactly *count* numbers of *tag*; a pair with the divisor 0 is no number."""
        kind, found, at = entries[tag]
        if found != count or kind not in (_SHORT, _LONG, _RATIONAL):
            raise ValueError(f"tag {tag} is not {count} numbers")
        if kind != _RATIONAL:
            return self._unpack(("H" if kind == _SHORT else "L") * count, at)
        pairs = self._unpack("L" * 2 * count, at)
        return tuple(above / below for above, below in zip(pairs[::2], pairs[1::2], strict=True))

    def _directory(self, at: float) -> Entries:
        (count,) = self._unpack("H", int(at))
        entries: Entries = {}
        for n in range(min(int(count), MOST_ENTRIES)):
            place = int(at) + 2 + 12 * n
            tag, kind, many = (int(part) for part in self._unpack("HHL", place))
            if kind in _WIDTH:
                inside = _WIDTH[kind] * many <= 4
                entries[tag] = kind, many, place + 8 if inside else int(self._unpack("L", place + 8)[0])
        return entries

    def _unpack(self, shape: str, at: int) -> tuple[float, ...]:
        return struct.unpack_from(self._order + shape, self._block, at)


def _tried(fact: Callable[[], T], otherwise: T) -> T:
    """*fact*, or *otherwise* when the block is not what it says it is."""
    try:
        return fact()
    except (ValueError, KeyError, struct.error, ArithmeticError):
        return otherwise


def _orientation(tiff: _Tiff, main: Entries) -> int:
    (found,) = tiff.numbers(main, _ORIENTATION, 1)
    return int(found) if found in range(1, 9) else 1


def _moment(text: str, zone: str) -> datetime | None:
    told = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (the zone follows)
    if told.year not in YEARS:
        return None
    offset = _ZONE.fullmatch(zone)
    if offset is None:
        return told.replace(tzinfo=KUALA_LUMPUR).astimezone(UTC)
    ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
    return told.replace(tzinfo=timezone(ahead if offset[1] == "+" else -ahead)).astimezone(UTC)


def _degrees(tiff: _Tiff, place: Entries, side: int, value: int, signs: str, most: int) -> float | None:
    towards = tiff.text(place, side).upper()
    degrees, minutes, seconds = tiff.numbers(place, value, 3)
    found = degrees + minutes / 60 + seconds / 3600
    if towards not in signs or not towards or not math.isfinite(found) or found > most:
        return None
    return round(found if towards == signs[0] else -found, 6)
