"""How long a text is as each network counts it, and how long it may be."""

import importlib
import re
import unicodedata
import warnings
from functools import cache
from types import MappingProxyType
from typing import Any

from pmsdesk.domain.account import Channel
from pmsdesk.domain.posting import Unit

LIMITS = MappingProxyType(
    {
        Channel.X: 280,
        Channel.FACEBOOK: 8_000,
        Channel.INSTAGRAM: 2_200,
        Channel.YOUTUBE: 10_000,
    }
)
"""X: weighted characters (twitter-text v3). The others count code points of a comment (research/channels.md)."""

_LINK_OR_SEQUENCE = re.compile(
    r"\.\w|[©®\u200d\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
"""What only the parser can count: links, and emoji that are not one heavy code point."""

_EXACT_UP_TO = 20_000

_HEAP_OF_MARKS = re.compile(r"(?<![^\w\s\x00-\x7f])[^\w\s\x00-\x7f]{300}")
"""Marks are neither letters nor digits; NFC sorts those of one letter in quadratic time."""


def limit(channel: Channel) -> int:
    """The longest text *channel* takes, in the unit of `weighted_length`."""
    return LIMITS[channel]


def weighted_length(text: str, channel: Channel) -> int:
    """The length of *text* in NFC as *channel* counts it.

    On X a link counts 23, an emoji sequence 2, a code point outside the light ranges 2 (twitter-text v3). A text of
    more than 20,000 code points is counted there as if it held no links: it is far over the limit either way.
    """
    text = _composed(text)
    if channel is not Channel.X:
        return len(text)
    if len(text) > _EXACT_UP_TO or not _LINK_OR_SEQUENCE.search(text):
        return len(text) if text.isascii() else sum(1 if _light(ord(c)) else 2 for c in text)
    return int(_twitter_text().parse_tweet(text).weightedLength)


def measured(text: str, unit: Unit) -> int:
    """The length of *text* in NFC in *unit*."""
    if unit is Unit.WEIGHTED:
        return weighted_length(text, Channel.X)
    text = _composed(text)
    return len(text.encode()) if unit is Unit.BYTES else len(text)


def _composed(text: str) -> str:
    """*text* in NFC and with ends of lines of one character; marks in heaps are left as they are."""
    text = text.replace("\r\n", "\n")
    return text if _HEAP_OF_MARKS.search(text) else unicodedata.normalize("NFC", text)


def _light(code: int) -> bool:
    """Whether twitter-text v3 gives *code* the weight 1."""
    return code <= 4351 or 8192 <= code <= 8205 or 8208 <= code <= 8223 or 8242 <= code <= 8247


@cache
def _twitter_text() -> Any:
    """The parser, imported at the first need: its emoji table takes a quarter of a second to load.

    It reads that table through pkg_resources, which newer setuptools call deprecated on import.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", message="pkg_resources is deprecated")
        return importlib.import_module("twitter_text")
