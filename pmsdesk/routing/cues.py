"""The words by which a message is read first (resources/triage.yaml), found in folded text group by group."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ahocorasick

from pmsdesk.data_files import load


class Cues:
    """Words in groups. A word is found only whole, unless it ends with ``*`` or is not in Latin letters."""

    def __init__(self, groups: Mapping[str, tuple[str, ...]]) -> None:
        """Index the words of *groups*."""
        by_word: dict[str, tuple[bool, set[str]]] = {}
        for group, cue_words in groups.items():
            for cue in cue_words:
                word = cue.removesuffix("*")
                is_open = cue.endswith("*") or not word.isascii()
                by_word.setdefault(word, (is_open, set()))[1].add(group)
        self._automaton: Any = ahocorasick.Automaton()
        for word, (is_open, names) in by_word.items():
            self._automaton.add_word(word, (len(word), is_open, tuple(sorted(names))))
        self._automaton.make_automaton()

    def find(self, text: str) -> dict[str, list[tuple[int, int]]]:
        """Start and end of every cue in *text* (folded; hyphens may stand), by group; absent groups are left out."""
        found: dict[str, list[tuple[int, int]]] = {}
        for last, (length, is_open, groups) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if not is_open and (_alnum(text, start - 1) or _alnum(text, end)):
                continue
            for group in groups:
                found.setdefault(group, []).append((start, end))
        return found


def load_cue_groups(folder: Path | None = None) -> dict[str, tuple[str, ...]]:
    """The words of *folder* (default: the shipped ones) by group, kinds first. Raises `BadDataFile`."""
    data = load("triage", folder)
    kinds = data.pop("kinds")
    return {name: tuple(found) for name, found in {**kinds, **data}.items()}


def _alnum(text: str, index: int) -> bool:
    return 0 <= index < len(text) and text[index].isalnum()
