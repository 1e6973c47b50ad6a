"""Makes a file that a person chose into a photo that is safe to keep: real, small enough, without hidden data."""

import hashlib
import io
import struct
import warnings
from dataclasses import dataclass

from PIL import Image

from pmsdesk.domain.errors import NotAPicture, TooLarge, TooManyPixels
from pmsdesk.domain.message import clean_line
from pmsdesk.services import exif
from pmsdesk.services.exif import Exif

LARGEST_MB = 10
LONGEST_SIDE = 1920
THUMBNAIL_SIDE = 320
MOST_PIXELS = 80_000_000
READ_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it is kept: `content` is JPEG or PNG, `thumbnail` a JPEG of at most 320 px, each with its sha256.

    `original` is the sha256 of the file that was chosen, `exif` what it told before that was stripped.
    """

    name: str
    media_type: str
    content: bytes
    sha: str
    thumbnail: bytes
    thumbnail_sha: str
    original: str
    exif: Exif

    def facts(self) -> dict[str, object]:
        """What the record of an action keeps of it; what the camera did not tell is left out."""
        told = {
            "taken_at": self.exif.taken_at,
            "latitude": self.exif.latitude,
            "longitude": self.exif.longitude,
            "camera": self.exif.camera or None,
        }
        known = {name: value for name, value in told.items() if value is not None}
        return {"sha": self.sha, "thumbnail": self.thumbnail_sha, "original": self.original, **known}


def prepare(name: str, content: bytes) -> Photo:
    """Decode *content*, turn it upright, shrink it to 1920 px and encode it anew, so that EXIF (place, device) is gone.

    Raises `TooLarge` over 10 MB, `TooManyPixels` over 80 million, `NotAPicture` for anything that cannot be decoded to
    the end. EXIF that is wrong or hostile never fails a photo.
    """
    name = clean_line(name) or "gambar"
    if len(content) > LARGEST_MB * 1_000_000:
        raise TooLarge(name=name, limit_mb=LARGEST_MB)
    Image.init()  # registers every format: naming one that is not loaded yet is a KeyError
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's remarks on sizes that are checked here
            return _decode(name, content)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(name) from error
    except (OSError, ValueError, SyntaxError, struct.error) as error:
        raise NotAPicture(name=name) from error


def as_jpeg(content: bytes) -> bytes:
    """A kept picture as JPEG on white, for a network that takes nothing else; finer than `prepare` makes a photo."""
    with Image.open(io.BytesIO(content), formats=READ_FORMATS) as picture:
        return _jpeg(picture, quality=92)


def _decode(name: str, content: bytes) -> Photo:
    plain, block = exif.taken_out(content)
    with Image.open(io.BytesIO(plain), formats=READ_FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise _too_many_pixels(name)
        lossless = picture.format in {"PNG", "GIF", "BMP"}
        beside = picture.info.get("exif", b"")
        noted = exif.read(block or (beside if isinstance(beside, bytes) else b""))
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        turn = _UPRIGHT.get(noted.orientation)
        upright = picture.copy() if turn is None else picture.transpose(turn)
    encoded, media_type = _encode(upright, lossless)
    upright.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    small = _jpeg(upright, quality=75)
    return Photo(name, media_type, encoded, _sha(encoded), small, _sha(small), _sha(content), noted)


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _too_many_pixels(name: str) -> TooManyPixels:
    return TooManyPixels(name=name, limit_mp=MOST_PIXELS // 1_000_000)


def _encode(picture: Image.Image, lossless: bool) -> tuple[bytes, str]:
    """PNG for drawings and screenshots, JPEG on white for everything else; only pixels are carried over."""
    if not lossless:
        return _jpeg(picture, quality=85), "image/jpeg"
    plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    out = io.BytesIO()
    Image.frombytes(plain.mode, plain.size, plain.tobytes()).save(out, "PNG", optimize=True)
    return out.getvalue(), "image/png"


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    transparent = picture.has_transparency_data
    plain = picture.convert("RGBA" if transparent else "RGB")
    canvas = Image.new("RGB", plain.size, "white")
    canvas.paste(plain, mask=plain.getchannel("A") if transparent else None)
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
