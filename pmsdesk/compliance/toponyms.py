"""Finds the parts of a text that are names, codes and official contacts, so that no rule reads them as a statement."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Flag, auto
from pathlib import Path
from typing import Any, Self

import ahocorasick

from pmsdesk.data_files import load, resource_folder
from pmsdesk.language.fold import View


class MaskKind(Flag):
    """Why a part of a text is covered."""

    PLACE = auto()
    PHRASE = auto()
    CODE = auto()
    CONTACT = auto()


@dataclass(frozen=True, slots=True)
class Mask:
    """``text[start:end]`` (code points) is a name or an official contact."""

    start: int
    end: int
    kind: MaskKind


_NAME_WORD = (
    r"(?:(?:Dr|St|Sg|Kg|Bkt|Hj|Tg)\.|[A-Z0-9](?:[\w'’/&-]|\.(?=\w))*|\([A-Z][\w .]{0,40}\)|(?:bin|binti|al|el)\b)"
)
_CODE = re.compile(r"\b(?:FT|FQA?|AH|E|SA|[ABCDJKMNPQRT])[ -]?\d{1,4}\b")
_OFFICIAL_LINK = re.compile(r"(?:[\w.+-]{1,64}@)?(?:[\w-]{1,63}\.){1,6}gov\.my\b(?:/\S*)?", re.IGNORECASE)
_DIGITS = re.compile(r"\d(?:[ -]?\d){6,11}")


class Cover:
    """Which code points of a text of *length* lie under masks, for look-ups that do not grow with their number."""

    def __init__(self, length: int, masks: Iterable[Mask]) -> None:
        """Lay *masks* over the text."""
        self._kinds = bytearray(length)
        for mask in masks:
            for index in range(mask.start, mask.end):
                self._kinds[index] |= mask.kind.value

    def touches(self, start: int, end: int, kinds: MaskKind) -> bool:
        """Whether any code point of ``text[start:end]`` lies under a mask of *kinds*."""
        return any(here & kinds.value for here in self._kinds[start:end])

    def holds(self, start: int, end: int) -> bool:
        """Whether all of ``text[start:end]`` lies under masks."""
        return all(self._kinds[start:end])


class Toponyms:
    """The compiled names and contacts; `masks` finds them in a text."""

    def __init__(
        self, heads: Iterable[str], tails: Iterable[str], phrases: Iterable[str], contacts: Iterable[str]
    ) -> None:
        """Compile. *contacts* are official telephone numbers, addresses and links as written in the data."""
        head = "|".join(re.escape(word) for word in sorted(heads, key=len, reverse=True))
        tail = "|".join(re.escape(word) for word in tails)
        self._place = re.compile(
            rf"\b(?:{head})\.?(?:[ \u00a0]{_NAME_WORD}){{1,7}}|\b(?:[A-Z][\w'’.-]{{0,30}} ){{1,4}}(?:{tail})\b"
        )
        self._phrases: Any = ahocorasick.Automaton()
        for phrase in phrases:
            self._phrases.add_word(phrase, len(phrase))
        self._phrases.make_automaton()
        self._numbers = frozenset(number for contact in contacts if len(number := _only_digits(contact)) >= 7)
        self._addresses = tuple(c.casefold() for c in contacts if "@" in c or "." in c)

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """The names of *folder* (default: the shipped ones) and the contacts of the agencies. Raises `BadDataFile`."""
        data = load("toponyms", folder or resource_folder() / "compliance")
        contacts = [c for agency in load("agencies")["agencies"] for c in agency.get("contacts", ())]
        return cls(data["heads"], data["tails"], data["phrases"], contacts)

    def masks(self, text: str, view: View) -> tuple[Mask, ...]:
        """Everything in *text* (folded view *view*) that is a name, code or official contact. Linear time."""
        found = [Mask(*m.span(), MaskKind.PLACE) for m in self._place.finditer(text)]
        found += [Mask(*m.span(), MaskKind.CODE) for m in _CODE.finditer(text)]
        found += [Mask(*m.span(), MaskKind.CONTACT) for m in _OFFICIAL_LINK.finditer(text)]
        found += [
            Mask(*m.span(), MaskKind.CONTACT) for m in _DIGITS.finditer(text) if _only_digits(m[0]) in self._numbers
        ]
        low = text.casefold()
        for address in self._addresses:
            start = low.find(address)
            while start >= 0 and len(low) == len(text):
                found.append(Mask(start, start + len(address), MaskKind.CONTACT))
                start = low.find(address, start + 1)
        for last, length in self._phrases.iter(view.text):
            found.append(Mask(*view.span(last + 1 - length, last + 1), MaskKind.PHRASE))
        return tuple(found)


def _only_digits(contact: str) -> str:
    return "".join(c for c in contact if c.isdigit()) if "@" not in contact else ""
