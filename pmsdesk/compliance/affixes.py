"""Malay prefixes, suffixes and clitics around a stem."""

from collections.abc import Iterator
from itertools import product

_CLITICS = frozenset("".join(pair) for pair in product(("", "nya", "ku", "mu"), ("", "lah", "la", "kah", "pun", "2")))
_SUFFIXES = frozenset("".join(pair) for pair in product(("", "kan", "an", "i"), _CLITICS))
_NASAL = {"p": ("mem", "pem"), "t": ("men", "pen"), "k": ("meng", "peng"), "s": ("meny", "peny")}
_PREFIXES = frozenset(
    (
        "ber",
        "be",
        "ter",
        "di",
        "ke",
        "se",
        "me",
        "mem",
        "men",
        "meng",
        "meny",
        "menge",
        "pe",
        "pem",
        "pen",
        "peng",
        "peny",
        "penge",
        "per",
        "memper",
        "diper",
    )
) | {""}

LONGEST_AFFIX = 12
"""No prefix or suffix chain is longer."""


def stems_after_nasal(word: str) -> Iterator[str]:
    """*word* as it looks after meN- and peN-, where its first letter is lost (``sundal`` → ``undal`` in menyundal)."""
    if word[0] in _NASAL and len(word) > 4:
        yield word[1:]


def is_affixed(left: str, right: str, kind: str, lost: str = "") -> bool:
    """Whether *left* and *right* of a stem are affixes that *kind* (none, clitics, full) allows.

    *lost* is the first letter that meN- or peN- took from a stem of `stems_after_nasal`, "" for a whole stem.
    """
    if kind == "full":
        return right in _SUFFIXES and left in (_NASAL[lost] if lost else _PREFIXES)
    return kind == "clitics" and not left and right in _CLITICS
