"""Public ways to tell foul words, to see the check beside: those that are here; nothing is installed for them."""

import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from tests.judge.measures import GIVE

Judge = Callable[[str], bool]


def here() -> dict[str, Judge]:
    """What can be asked, by name."""
    found = {"LDNOOBW ms": _word_list("ldnoobw_v2_ms.txt")}
    if find_spec("better_profanity"):
        found["better-profanity"] = import_module("better_profanity").profanity.contains_profanity
    if find_spec("profanity_check"):
        predict = import_module("profanity_check").predict
        found["alt-profanity-check"] = lambda text: bool(predict([text])[0])
    return found


def _word_list(name: str) -> Judge:
    words = (GIVE / "lexicons" / name).read_text("utf-8").split("\n")
    any_word = re.compile(
        rf"(?<!\w)(?:{'|'.join(re.escape(word.strip()) for word in words if word.strip())})(?!\w)", re.IGNORECASE
    )
    return lambda text: any_word.search(text) is not None
