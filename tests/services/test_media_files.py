"""What a person chooses for a post: a picture made safe, or a video without what the camera noted."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pmsdesk.domain.errors import TooLarge
from pmsdesk.domain.media_errors import NotAMedium
from pmsdesk.services import media_files
from pmsdesk.services.media_files import attached, prepare, without_notes
from tests.services.seat import AINA, Seat


def box(kind: bytes, content: bytes = b"") -> bytes:
    return (8 + len(content)).to_bytes(4) + kind + content


def large_box(kind: bytes, content: bytes) -> bytes:
    return (1).to_bytes(4) + kind + (16 + len(content)).to_bytes(8) + content


PLACE = box(b"\xa9xyz", b"+03.7700+100.9900/")
MOVIE = b"".join(
    (
        box(b"ftyp", b"isom\0\0\2\0isomiso2mp41"),
        box(b"moov", box(b"mvhd", b"header") + box(b"trak", box(b"tkhd", b"track") + box(b"udta", PLACE))),
        large_box(b"mdat", b"moov udta +03.7700 of the picture itself"),
        box(b"uuid", b"XMP +03.7700"),
    )
)


def test_a_video_keeps_its_size_and_picture_and_loses_where_it_was_taken() -> None:
    medium = prepare("jambatan.mp4", MOVIE)
    assert (medium.mime, medium.name) == ("video/mp4", "jambatan.mp4")
    assert len(medium.data) == len(MOVIE)
    assert b"+03.7700+100" not in medium.data
    assert b"XMP" not in medium.data
    assert b"moov udta +03.7700 of the picture itself" in medium.data
    assert b"header" in medium.data


def test_a_quicktime_video_is_told_apart() -> None:
    assert prepare("a.mov", box(b"ftyp", b"qt  \0\0\0\0")).mime == "video/quicktime"


@given(st.binary(max_size=400))
def test_whatever_the_boxes_say_nothing_grows_or_fails(content: bytes) -> None:
    assert len(without_notes(box(b"ftyp", b"isom") + content)) == 12 + len(content)


def test_a_picture_is_made_safe_as_evidence_is() -> None:
    out = BytesIO()
    Image.new("RGB", (3000, 1000), "grey").save(out, "JPEG")
    medium = prepare("jalan.jpg", out.getvalue())
    assert medium.mime == "image/jpeg"
    assert Image.open(BytesIO(medium.data)).size == (1920, 640)


def test_anything_else_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(NotAMedium, match=r"nota\.docx"):
        prepare("nota.docx", b"PK\3\4 no picture")
    with pytest.raises(NotAMedium, match=r"tiada\.jpg"):
        media_files.read(tmp_path / "tiada.jpg")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    huge = tmp_path / "filem.mp4"
    with huge.open("wb") as file:
        file.truncate(media_files.LARGEST_BYTES + 1)
    with pytest.raises(TooLarge):
        media_files.read(huge)


def test_what_is_kept_is_found_under_its_sha(seat: Seat) -> None:
    medium = prepare("jambatan.mp4", MOVIE)
    seat.do(AINA, lambda work: media_files.keep(work, medium))
    assert seat.store.read().photo(attached(medium).sha) == medium.data


def test_a_drawing_becomes_a_jpeg_on_white_where_a_network_takes_nothing_else() -> None:
    out = BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(out, "PNG")
    medium = prepare("poster.png", out.getvalue())
    assert medium.mime == "image/png"
    changed = media_files.as_jpeg(medium)
    assert (changed.mime, changed.name) == ("image/jpeg", "poster.png")
    picture = Image.open(BytesIO(changed.data))
    assert (picture.format, picture.getpixel((5, 5))) == ("JPEG", (255, 255, 255))
