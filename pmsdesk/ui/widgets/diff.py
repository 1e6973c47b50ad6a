"""Word-level differences of two texts: what was removed, what was added, what stayed, in reading order."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Change(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and what happened to it."""

    change: Change
    text: str


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """How *old* became *new*. The same and removed pieces make up *old*, the same and added ones *new*.

    Changes with nothing but white space between them are read as one, so that a rewritten sentence stays in one piece.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[Piece] = []
    removed = added = ""
    for same, old_text, new_text in _runs(before, after):
        if same:
            pieces += _changed(removed, added)
            removed = added = ""
            pieces.append(Piece(Change.SAME, new_text))
        else:
            removed, added = removed + old_text, added + new_text
    return tuple(pieces + _changed(removed, added))


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[bool, str, str]]:
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for at, (tag, i1, i2, j1, j2) in enumerate(codes):
        old_text, new_text = "".join(before[i1:i2]), "".join(after[j1:j2])
        between_changes = 0 < at < len(codes) - 1 and not new_text.strip()
        yield tag == "equal" and not between_changes, old_text, new_text


def _changed(removed: str, added: str) -> list[Piece]:
    return [piece for piece in (Piece(Change.REMOVED, removed), Piece(Change.ADDED, added)) if piece.text]
