"""R15: what is seen in a picture or video is described for those who do not see it (seed J.9)."""

import re
from collections.abc import Callable
from pathlib import PurePath

from pmsdesk.domain.account import Channel
from pmsdesk.domain.finding import Assessment, Finding, Severity
from pmsdesk.domain.media import Attached
from pmsdesk.domain.posting import POSTINGS
from pmsdesk.domain.words import QT_TRANSLATE_NOOP
from pmsdesk.language.words import words

ID = "R15"
CLAUSE = "J.9"
LENGTH_RULE = "R17"
FEWEST_WORDS = 4

Assess = Callable[[str, Channel], Assessment]

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


def check(medium: Attached, caption: str, channel: Channel, assess: Assess) -> tuple[Finding, ...]:
    """What *assess* finds in the alt text of *medium* under *caption*, and what is wrong with it as a description.

    Its length is the network's own matter (`domain.posting`), and where the network takes none, none is asked for.
    """
    if not takes_alt_text(channel, medium.mime):
        return ()
    missing = describe(medium.alt_text, caption, medium.name)
    found = assess(medium.alt_text, channel).findings if medium.alt_text else ()
    return (*((missing,) if missing else ()), *(each for each in found if each.rule != LENGTH_RULE))


def takes_alt_text(channel: Channel, mime: str) -> bool:
    """Whether *channel* has a text for those who do not see a file of this MIME type."""
    posting = POSTINGS[channel]
    files = posting.videos if mime.startswith("video/") else posting.pictures
    return files is not None and files.longest_alt_text is not None


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
