"""The ministry's standard answers (seed G): loading them, and telling whether a text still is one, unaltered."""

from collections.abc import Mapping
from pathlib import Path

from pmsdesk.data_files import load
from pmsdesk.domain.canned import CannedReply, fill, open_slots
from pmsdesk.domain.reply import canonical

GREETINGS = ("tuan", "puan", "tuan/puan")


def load_canned(folder: Path | None = None) -> tuple[CannedReply, ...]:
    """The canned replies in the file's order (G1–G9). Raises `BadDataFile`."""
    return tuple(CannedReply(**item) for item in load("canned", folder)["replies"])


def is_unaltered(text: str, values: Mapping[str, str], replies: tuple[CannedReply, ...] | None = None) -> str:
    """The code of the canned reply that *text* is, word for word, else "".

    Slots may hold only the register's own *values* (``no_aduan``, ``agensi``, ``unit``, ``saluran``); ``sapaan`` may be
    any greeting of `GREETINGS`. A text with an open slot is never one. *replies* are the known ones (default: the
    shipped file, read anew).
    """
    wanted = canonical(text)
    for reply in load_canned() if replies is None else replies:
        for greeting in GREETINGS:
            filled = fill(reply.text, {**values, "sapaan": greeting})
            if not any(open_slots(filled)) and canonical(filled) == wanted:
                return reply.code
    return ""
