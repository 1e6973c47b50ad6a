"""What a camera noted is read before it is stripped, and what somebody forged into its place does no harm."""

import struct
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from pmsdesk.services import exif
from pmsdesk.services.exif import Exif
from pmsdesk.services.photos import prepare

TAKEN = "2026:11:20 07:45:10"


def camera(**more: object) -> Image.Exif:
    """What a telephone writes: turned by a quarter, at 07:45 in Sabak Bernam."""
    made = Image.Exif()
    made[0x010F], made[0x0110], made[0x0112] = "Samsung", "Galaxy A55", 6
    details = made.get_ifd(0x8769)
    details[0x9003] = more.get("taken", TAKEN)
    if "zone" in more:
        details[0x9011] = more["zone"]
    place = made.get_ifd(0x8825)
    place[1], place[2] = "N", tuple(map(IFDRational, (3, 46, 12)))
    place[3], place[4] = "E", tuple(map(IFDRational, (100, 59, 24)))
    for tag, value in dict(more.get("place", {})).items():  # type: ignore[call-overload]
        place[tag] = value
    return made


def photo(noted: Image.Exif | bytes, kind: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.effect_noise((60, 40), 80).convert("RGB").save(out, kind, exif=noted)
    return out.getvalue()


def block(*entries: tuple[int, int, int, bytes], more: bytes = b"") -> bytes:
    """A big-endian EXIF block of one directory: tag, kind, count, the four bytes; *more* follows it."""
    body = b"".join(struct.pack(">HHL", *entry[:3]) + entry[3] for entry in entries)
    return b"Exif\0\0MM\0*" + struct.pack(">LH", 8, len(entries)) + body + b"\0\0\0\0" + more


def jpeg_with(*segments: bytes) -> bytes:
    """A good JPEG with APP1 segments of any content behind its start."""
    whole = photo(b"")
    marked = (b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part for part in segments)
    return whole[:2] + b"".join(marked) + whole[2:]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_time_place_and_camera_are_read(kind: str) -> None:
    found = prepare("lubang", photo(camera(), kind))
    assert found.exif == Exif(6, datetime(2026, 11, 19, 23, 45, 10, tzinfo=UTC), 3.77, 100.99, "Samsung Galaxy A55")
    assert set(found.facts()) == {"sha", "thumbnail", "original", "taken_at", "latitude", "longitude", "camera"}
    with Image.open(BytesIO(found.content)) as kept:
        assert kept.size == (40, 60)
        assert not kept.getexif()
    for stripped in (found.content, found.thumbnail):
        assert b"Galaxy" not in stripped
        assert b"Exif" not in stripped


def test_a_zone_that_is_told_counts() -> None:
    told = prepare("lubang", photo(camera(zone="+07:00"))).exif.taken_at
    assert told == datetime(2026, 11, 20, 0, 45, 10, tzinfo=UTC)


def test_a_photo_without_facts_has_none() -> None:
    found = prepare("lubang", photo(b""))
    assert found.exif == Exif()
    assert set(found.facts()) == {"sha", "thumbnail", "original"}


@pytest.mark.parametrize(
    "taken", ["", "0000:00:00 00:00:00", "2026:02:30 10:00:00", "1970:01:01 00:00:00", "semalam", "9999:12:31 23:59:59"]
)
def test_a_time_that_is_none_is_left_out(taken: str) -> None:
    found = prepare("lubang", photo(camera(taken=taken)))
    assert found.exif.camera == "Samsung Galaxy A55"
    assert found.exif.taken_at is None


NOT_A_NUMBER = struct.pack(">LL", 0, 0)


@pytest.mark.parametrize(
    "place",
    [
        {1: "X"},
        {1: ""},
        {2: tuple(map(IFDRational, (91, 0, 0)))},
        {2: (IFDRational(3), IFDRational(1))},
        {4: tuple(map(IFDRational, (181, 0, 0)))},
    ],
)
def test_a_place_that_is_none_is_left_out_whole(place: dict[int, object]) -> None:
    found = prepare("lubang", photo(camera(place=place))).exif
    assert (found.latitude, found.longitude) == (None, None)
    assert found.taken_at is not None


def test_infinite_and_undefined_numbers_are_no_place() -> None:
    directory = struct.pack(">H", 4)
    directory += struct.pack(">HHL4s", 1, 2, 2, b"N\0\0\0") + struct.pack(">HHLL", 2, 5, 3, 80)
    directory += struct.pack(">HHL4s", 3, 2, 2, b"E\0\0\0") + struct.pack(">HHLL", 4, 5, 3, 80)
    forged = block((0x8825, 4, 1, struct.pack(">L", 26)), more=directory + NOT_A_NUMBER * 8)
    found = exif.read(forged)
    assert (found.latitude, found.longitude) == (None, None)
    assert prepare("lubang", jpeg_with(forged)).exif == found


@pytest.mark.parametrize(
    "forged",
    [
        block((0x0112, 3, 1, b"\xff\xff\0\0")),
        block((0x0112, 2, 9, b"\0\0\0\0")),
        block((0x0112, 3, 0xFFFFFFFF, b"\0\0\0\x08")),
        block((0x8769, 4, 1, struct.pack(">L", 8))),  # a directory that is its own
        block((0x8769, 4, 1, b"\xff\xff\xff\xff"), (0x8825, 4, 1, b"\xff\xff\xff\xff")),
        block((0x010F, 2, 0xFFFFFFFF, struct.pack(">L", 8))),
        block((0x010F, 7, 4, b"\x80\x81\0\0"), (0x0110, 2, 4, b"\xe2\x80\xae\0")),
        b"Exif\0\0",
        b"Exif\0\0II*\0",
        b"Exif\0\0II+\0\x08\0\0\0",
        b"",
    ],
)
def test_forged_facts_never_fail_a_photo(forged: bytes) -> None:
    found = prepare("lubang.jpg", jpeg_with(forged))
    assert found.exif.orientation == 1
    assert "\u202e" not in found.exif.camera
    with Image.open(BytesIO(found.content)) as kept:
        assert kept.size == (60, 40)


@given(st.lists(st.binary(max_size=120).map(lambda tail: b"Exif\0\0MM\0*\0\0\0\x08" + tail), min_size=1, max_size=3))
def test_no_bytes_in_the_place_of_facts_fail_a_photo(segments: list[bytes]) -> None:
    assert prepare("lubang.jpg", jpeg_with(*segments)).media_type == "image/jpeg"


def test_a_bomb_of_facts_costs_no_memory() -> None:
    """Thousands of entries, each as large as the block, in the megabytes that many segments make together."""
    entries = [(tag, 7, 60_000, struct.pack(">L", 8)) for tag in range(4_000)]
    segment = block(*entries, more=b"\0" * 12_000)
    bomb = jpeg_with(*[segment[:65_000]] * 60)
    tracemalloc.start()
    found = prepare("bom.jpg", bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.exif == Exif()
    assert peak < 4 * len(bomb)


def test_colours_and_frames_of_a_photo_stay() -> None:
    profile = b"ICC_PROFILE\0\x01\x01" + b"p" * 40
    whole = photo(camera())
    dressed = whole[:2] + b"\xff\xe2" + struct.pack(">H", len(profile) + 2) + profile + whole[2:]
    plain, noted = exif.taken_out(dressed)
    assert profile in plain
    assert b"Exif" not in plain
    assert noted.startswith(b"Exif\0\0")
    assert exif.taken_out(plain) == (plain, b"")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\0", b"\xff\xd8\xff\xe1\0\0Exif"]
)
def test_a_file_that_ends_early_is_taken_as_it_is(content: bytes) -> None:
    assert exif.taken_out(content)[0].startswith(content[:2])
