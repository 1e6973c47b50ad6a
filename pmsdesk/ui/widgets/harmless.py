"""Makes a stranger's text safe to paint: no control characters, no direction tricks, no endless message."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 6000

_TRICKS = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_TOO_MANY_MARKS = re.compile("(?<=[\u0300-\u036f]{3})[\u0300-\u036f]+")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\u0085]")


def harmless(text: str) -> str:
    """*text* with one kind of line end, without control and direction characters or towers of accents.

    The joiners that emoji, Tamil and Jawi need are kept.
    """
    return _TOO_MANY_MARKS.sub("", _TRICKS.sub("", _LINE_ENDS.sub("\n", text)))


def shortened(text: str, longest: int = LONGEST) -> tuple[str, bool]:
    """The first *longest* code points of *text*, and whether some were left off."""
    return (text, False) if len(text) <= longest else (text[:longest].rstrip() + " …", True)


@lru_cache(maxsize=2048)
def one_line(text: str) -> str:
    """`harmless` *text* with every run of white space as one blank; every painted row asks for the same few again."""
    return " ".join(harmless(text).split())


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from the right (Jawi)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
