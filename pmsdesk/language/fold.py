"""Folded views of a text in which spelling tricks are undone, each mapping back to the text as given."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pmsdesk.language.lookalikes import LOOKALIKES

_IGNORABLE = frozenset(
    code
    for low, high in (
        (0x00AD, 0x00AD),
        (0x034F, 0x034F),
        (0x061C, 0x061C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFF8),
    )
    for code in range(low, high + 1)
)
"""Default_Ignorable_Code_Point of the BMP (UCD DerivedCoreProperties); those of plane 14 are tested by range."""

_NON_ASCII_WORD = re.compile(r"(?=\w*[^\W\x00-\x7f])\w+")


@dataclass(frozen=True, slots=True)
class View:
    """A folded text and where each of its characters stood: ``given[starts[i]:ends[i]]`` in code points."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the given text of ``self.text[start:end]``, which must not be empty."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> View:
    """*text* in lower case and NFKC, without default-ignorables, without marks on Latin letters, look-alikes undone.

    Look-alikes are undone only in words that hold a Latin letter or consist of nothing else, so Jawi, Tamil, Han and
    ordinary Cyrillic or Greek are left as they are. Linear in the length of *text*.
    """
    if text.isascii():
        return View(text.lower(), range(len(text)), range(1, len(text) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    after_latin = False
    for index, char in enumerate(text):
        if char.isascii():
            pieces.append(char.lower())
            starts.append(index)
            ends.append(index + 1)
            after_latin = char.isalpha()
            continue
        piece, is_mark = _folded(char)
        if not piece or (is_mark and after_latin):
            continue
        for one in piece:
            pieces.append(one)
            starts.append(index)
            ends.append(index + 1)
        if not is_mark:
            after_latin = piece[-1].isascii() and piece[-1].isalpha()
    return View(_NON_ASCII_WORD.sub(_without_lookalikes, "".join(pieces)), starts, ends)


@cache
def _folded(char: str) -> tuple[str, bool]:
    """What one non-ASCII character folds to ("" for an ignorable), and whether it is a combining mark."""
    if ord(char) in _IGNORABLE or 0xE0000 <= ord(char) <= 0xE0FFF:
        return "", False
    wide = unicodedata.normalize("NFKC", char)
    bare = unicodedata.normalize("NFD", wide)
    if bare[0].isascii() and bare[0].isalpha():
        wide = "".join(c for c in bare if not unicodedata.combining(c))
    elif wide.isdecimal():
        wide = "".join(str(unicodedata.decimal(c)) for c in wide)
    # "İ".lower() brings a mark of its own.
    low = "".join(c for c in wide.lower() if c != "\u0307")
    return low, unicodedata.category(char) in {"Mn", "Me"}


def _without_lookalikes(match: re.Match[str]) -> str:
    word: str = match[0]
    if any("a" <= c <= "z" for c in word) or all(c in LOOKALIKES or not c.isalpha() for c in word):
        return "".join(LOOKALIKES.get(c, c) for c in word)
    return word


@dataclass(frozen=True, slots=True)
class Disguise:
    """A piece ``view.text[start:end]`` of a folded view that may hide a word.

    `written` is that piece with its breaks taken out; digits, signs, repeats and ``*`` for hidden vowels still stand.
    """

    start: int
    end: int
    written: str


_CHUNK = re.compile(r"[^\s,;:?()\[\]{}<>\"“”„…/\\]{2,60}")
_REPEAT = re.compile(r"(.)\1")
_ROUTE_CODE = re.compile(r"(?:ft|fqa?|sa|ah|km|[a-z])-?\d{1,4}[a-z]?")
_REDUPLICATED = re.compile(r"[a-z]{3,}2[a-z]{0,4}")
_BROKEN = re.compile(
    r"[^\W_]{1,3}(?:[._\-*'’~^·]{1,2}[^\W_]{1,3})+"  # b-o-d-o-h, but not the hyphen of jalan-jalan
    r"|[^\W_]{1,20}(?:[._*'’~^·]{1,2}[^\W_]{1,20})+"  # ba.ngang
)
_BREAKS = re.compile(r"[._\-*'’~^·]+")
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[^\w\n]{1,3}[^\W_](?![^\W_])){3,}")
_STREET_BEFORE = re.compile(r"(?:jalan|jln|lorong|lrg|presint|blok|block|seksyen|fasa|fls)\W*$")
_SIGNS = frozenset("0123456789@$!|+*€¡")


def disguises(view: View) -> Iterator[Disguise]:
    """Everything in *view* whose spelling is odd enough to hide a word; ordinary words are not yielded.

    Left out: route codes (``ft5``), reduplication (``jalan2``), numbers, and lettering after Jalan, Lorong, Presint or
    Blok. Linear in the length of the view.
    """
    for match in _CHUNK.finditer(view.text):
        chunk = match[0]
        if chunk.isalpha() and not _REPEAT.search(chunk):
            continue
        for begin, finish in dict.fromkeys((_trimmed(chunk, ".-_'’~^!*"), _trimmed(chunk, ".-_'’~^"))):
            core = chunk[begin:finish]
            if len(core) < 3 or not any(c.isalpha() or c in "@$" for c in core):
                continue
            if _ROUTE_CODE.fullmatch(core) or _REDUPLICATED.fullmatch(core):
                continue
            start, end = match.start() + begin, match.start() + finish
            if _BROKEN.fullmatch(core):
                yield Disguise(start, end, _BREAKS.sub("", core))
            if _REPEAT.search(core) or not _SIGNS.isdisjoint(core):
                yield Disguise(start, end, core)
    for match in _SPACED.finditer(view.text):
        if not _STREET_BEFORE.search(view.text, max(0, match.start() - 12), match.start()):
            yield Disguise(match.start(), match.end(), "".join(c for c in match[0] if c.isalnum()))


def _trimmed(chunk: str, signs: str) -> tuple[int, int]:
    """Where *chunk* begins and ends without *signs* at its ends."""
    return len(chunk) - len(chunk.lstrip(signs)), len(chunk.rstrip(signs))


READINGS = {
    "0": "o",
    "1": "il",
    "3": "e",
    "4": "a",
    "5": "s",
    "6": "bg",
    "7": "t",
    "8": "b",
    "9": "g",
    "@": "a",
    "$": "s",
    "!": "il",
    "|": "il",
    "+": "t",
    "€": "e",
    "¡": "i",
    "*": "aeiou",
}
"""Which letters a sign may stand for."""

_CLASSES = {
    ord(char): name
    for name, chars in {"*": "aeioul01!|¡34@€*", "b": "bg689", "s": "s5$", "t": "t7+"}.items()
    for char in chars
}
_RUN = re.compile(r"(.)\1+")


def skeleton(written: str) -> str:
    """A key that is the same for a word and every way to write it that `spells` accepts.

    Vowels and ``l`` fall together, so do ``b`` and ``g``; repeats are squeezed. Equal skeletons are only candidates.
    """
    return _RUN.sub(r"\1", written.translate(_CLASSES))


def spells(written: str, word: str) -> bool:
    """Whether *written*, with signs read as letters and repeats squeezed, is *word*."""
    at = 0
    for char in written:
        letters = READINGS.get(char, "") + char
        if at < len(word) and word[at] in letters:
            at += 1
        elif at == 0 or word[at - 1] not in letters:
            return False
    return at == len(word)
