"""R15: what is seen in a picture or video is described for those who do not see it (seed J.9)."""

import re
from pathlib import PurePath

from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.words import QT_TRANSLATE_NOOP
from pmsdesk.language.words import words

ID = "R15"
CLAUSE = "J.9"
FEWEST_WORDS = 4

EMPTY = QT_TRANSLATE_NOOP("rules", "Tiada teks alt. Terangkan apa yang kelihatan bagi mereka yang tidak melihatnya.")
FILE_NAME = QT_TRANSLATE_NOOP("rules", "Teks alt ialah nama fail. Terangkan apa yang kelihatan.")
TOO_SHORT = QT_TRANSLATE_NOOP("rules", "Teks alt kurang daripada empat patah perkataan. Terangkan apa yang kelihatan.")
CAPTION = QT_TRANSLATE_NOOP("rules", "Teks alt sama dengan teks siaran. Terangkan apa yang kelihatan.")

_CAMERA_NAME = re.compile(
    r"(?:img|dsc[nf]?|pxl|vid|mvi|screenshot|photo|image|whatsapp (?:image|video))[\s_-]*\d[\w\s.:-]*", re.IGNORECASE
)
_EXTENSION = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic|mp4|mov|webm)", re.IGNORECASE)


def describe(alt_text: str, caption: str, name: str = "") -> Finding | None:
    """What is wrong with *alt_text* of the file *name* in a post of *caption*, None when nothing is.

    It holds a post for a supervisor; the span is the whole of *alt_text*.
    """
    message = _wrong(alt_text.strip(), caption, name)
    return Finding(ID, Severity.APPROVAL, 0, len(alt_text), message, CLAUSE) if message else None


def _wrong(alt_text: str, caption: str, name: str) -> str:
    if not alt_text:
        return EMPTY
    if _is_file_name(alt_text, name):
        return FILE_NAME
    if _bare(alt_text) == _bare(caption):
        return CAPTION
    return TOO_SHORT if len(list(words(alt_text))) < FEWEST_WORDS else ""


def _is_file_name(alt_text: str, name: str) -> bool:
    own = {name.casefold(), PurePath(name).stem.casefold()} - {""}
    return alt_text.casefold() in own or bool(_CAMERA_NAME.fullmatch(alt_text) or _EXTENSION.fullmatch(alt_text))


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())
