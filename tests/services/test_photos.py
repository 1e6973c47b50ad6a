"""A photo is real, small enough, upright and without hidden data before it is kept."""

import hashlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pmsdesk.domain.errors import NotAPicture, TooLarge, TooManyPixels
from pmsdesk.services.photos import prepare


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_large_photo_is_shrunk_turned_upright_and_loses_its_exif() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Telefon Ali"
    exif.get_ifd(0x8825)[1] = "N"
    photo = prepare("lubang.jpg", encoded(Image.new("RGB", (3000, 1000), "grey"), "JPEG", exif=exif))
    kept = opened(photo.content)
    assert kept.size == (640, 1920)
    assert not kept.getexif()
    assert b"Telefon" not in photo.content
    assert photo.media_type == "image/jpeg"


def test_a_screenshot_stays_lossless_without_its_text_chunks() -> None:
    picture = Image.new("RGBA", (40, 30), (10, 20, 30, 128))
    picture.info["Comment"] = "rahsia"
    photo = prepare("tangkap layar.png", encoded(picture, "PNG"))
    kept = opened(photo.content)
    assert (photo.media_type, kept.mode, kept.getpixel((0, 0))) == ("image/png", "RGBA", (10, 20, 30, 128))
    assert "Comment" not in kept.info


def test_the_same_photo_gets_the_same_name_in_the_folder() -> None:
    content = encoded(Image.new("RGB", (40, 30), "red"), "JPEG")
    assert prepare("a.jpg", content).sha == prepare("b.jpg", content).sha


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff\xe0"]
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPicture, match="surat"):
        prepare("surat.jpg", content)


def test_a_torn_picture_is_refused() -> None:
    whole = encoded(Image.effect_noise((200, 200), 80).convert("RGB"), "JPEG")
    with pytest.raises(NotAPicture):
        prepare("separuh.jpg", whole[: len(whole) // 2])


def test_a_file_over_ten_megabytes_is_refused_unread() -> None:
    with pytest.raises(TooLarge, match="10 MB"):
        prepare("besar.jpg", b"\xff" * 10_000_001)


@pytest.mark.parametrize("side", [9_000, 10_000, 14_000])
def test_a_small_file_of_enormous_pixels_is_refused_before_it_is_unpacked(side: int) -> None:
    bomb = encoded(Image.new("1", (side, side)), "PNG")
    assert len(bomb) < 100_000
    with pytest.raises(TooManyPixels):
        prepare("bom.png", bomb)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail_in_another_way(content: bytes) -> None:
    for head in (b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"RIFF\0\0\0\0WEBP", b"\xff\xd8\xff\xe1\0\x10Exif\0\0"):
        with pytest.raises((NotAPicture, TooManyPixels)):
            prepare("x", head + content)


def test_every_photo_has_a_small_picture_under_a_sha_of_its_own() -> None:
    photo = prepare("lubang.png", encoded(Image.new("RGBA", (3000, 1000), (10, 20, 30, 128)), "PNG"))
    small = opened(photo.thumbnail)
    assert (small.format, small.size) == ("JPEG", (320, 107))
    assert photo.thumbnail_sha == hashlib.sha256(photo.thumbnail).hexdigest() != photo.sha
    assert len(photo.thumbnail) < 32_000


def test_what_was_chosen_is_known_by_its_own_sha() -> None:
    content = encoded(Image.new("RGB", (40, 30), "red"), "JPEG")
    assert prepare("a.jpg", content).original == hashlib.sha256(content).hexdigest()
