"""Canned replies (seed G): texts with slots that keep a reply from being sent until they are filled."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SLOT = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class CannedReply:
    """One canned reply. `code` is G1–G9, `keyword` what is typed after ``/``."""

    code: str
    keyword: str
    title: str
    text: str


def fill(text: str, values: Mapping[str, str]) -> str:
    """*text* with every slot whose value is known and not empty filled; the others stay as ``{{name}}``."""
    return SLOT.sub(lambda m: values.get(m[1], "") or m[0], text)


def open_slots(text: str) -> Iterator[tuple[str, int, int]]:
    """Name, start and end (code points) of every slot still open in *text*."""
    for match in SLOT.finditer(text):
        yield match[1], match.start(), match.end()
