"""Splits a text into words and sentences, by code points."""

import re
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+)*")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|[。！？]|\n+")
_ABBREVIATED = re.compile(
    r"\b(?:jln|jl|lrg|lbh|kg|kpg|tmn|sg|bkt|tg|tkg|no|dr|ir|ts|hj|hjh|prof|sdn|bhd|en|pn|cik|dll|dsb|spt|st|km|bil|tel|[a-z])$",
    re.IGNORECASE,
)


def words(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every word; ``R&R``, ``baik-baik`` and ``tak'kan`` are one word."""
    for match in _WORD.finditer(text):
        yield match.span()


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence, trimmed. Abbreviations (``Jln.``, ``Sdn. Bhd.``) do not end one."""
    found = []
    start = 0
    for match in _END.finditer(text):
        if match[0] == "." and _ABBREVIATED.search(text, max(start, match.start() - 6), match.start()):
            continue
        found.append((start, match.end()))
        start = match.end()
    found.append((start, len(text)))
    return [span for begin, end in found if (span := _stripped(text, begin, end))[0] < span[1]]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
