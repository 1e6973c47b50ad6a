"""The command ``check``: texts in, one JSON object a line; what the check says of each out, before the next is read."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import click

from pmsdesk.compliance import alt_text
from pmsdesk.compliance.checker import Checker
from pmsdesk.compliance.hostility import Hostility
from pmsdesk.compliance.lexicon import Lexicon
from pmsdesk.compliance.toponyms import Toponyms
from pmsdesk.domain.account import Channel
from pmsdesk.domain.finding import Assessment
from pmsdesk.domain.media import Attached

CHANNELS = {**{channel.value: channel for channel in Channel}, "twitter": Channel.X, "reply": Channel.X}
"""The names of the networks, the former one of X, and an answer without one."""

DIRECTIONS = {"outgoing", "incoming"}
MIME_TYPES = {"image": "image/jpeg", "video": "video/mp4"}


class BrokenLine(ValueError):
    """A line that cannot be checked, with the words for who wrote it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One text to check, as a line asks for it."""

    id: str | int
    text: str
    channel: Channel
    media: tuple[Attached, ...]


@click.command()
@click.option("--jsonl", is_flag=True, help="Read and write JSON lines (UTF-8).")
@click.option(
    "--terms",
    "terms_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="More abusive words (R11) for this run, one a line.",
)
@click.argument("files", nargs=-1, type=click.File("rb"))
def check(jsonl: bool, terms_file: Path | None, files: tuple[BinaryIO, ...]) -> None:
    """Check the texts of FILES, or of the standard input, against the rules of outgoing texts.

    A line {"id", "text", "channel"?, "direction"?, "media"?} is answered by {"id", "verdict", "findings", "scores",
    "length"}; positions are code points of the text. A line that cannot be read is answered by {"id"?, "error"}.
    """
    if not jsonl:
        raise click.UsageError("Nyatakan --jsonl: hanya baris JSON dibaca.")
    lexicon, toponyms = Lexicon.load(), Toponyms.load()
    if terms_file is not None:
        lexicon = lexicon.with_abuse(_terms(terms_file), source=terms_file.name)
    checker, hostility = Checker(lexicon, toponyms), Hostility.load(toponyms=toponyms)
    out = sys.stdout.buffer
    for source in files or (sys.stdin.buffer,):
        for line in source:
            if line.strip():
                # A lone surrogate comes out as the \udxxx that JSON writes for it.
                answered = json.dumps(answer(line, checker, hostility), ensure_ascii=False)
                out.write(answered.encode("utf-8", "backslashreplace") + b"\n")
                out.flush()


def answer(line: bytes, checker: Checker, hostility: Hostility) -> dict[str, Any]:
    """What *checker* and *hostility* say of *line*, or why they cannot say anything."""
    asked: dict[str, Any] = {}
    try:
        asked = _object(line)
        return _told(_asked(asked), checker, hostility)
    except BrokenLine as error:
        known = {"id": asked["id"]} if _is_id(asked.get("id")) else {}
        return {**known, "error": str(error)}


def _told(asked: Asked, checker: Checker, hostility: Hostility) -> dict[str, Any]:
    found = _with_media(checker.check(asked.text, asked.channel), asked, checker)
    return {
        "id": asked.id,
        "verdict": found.verdict,
        "findings": [asdict(finding) for finding in found.findings],
        "scores": {"hate": round(hostility.judge(asked.text).score, 4)},
        "length": found.length,
    }


def _with_media(found: Assessment, asked: Asked, checker: Checker) -> Assessment:
    """*found* and what is wrong with the alt texts, which stands nowhere in the text: at 0, without length."""
    about_media = (
        replace(finding, start=0, end=0)
        for medium in asked.media
        for finding in alt_text.check(medium, asked.text, asked.channel, checker.check)
    )
    return replace(found, findings=(*found.findings, *about_media))


def _object(line: bytes) -> dict[str, Any]:
    try:
        read = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise BrokenLine("Baris ini bukan UTF-8.") from None
    except (ValueError, RecursionError):
        raise BrokenLine("Baris ini bukan JSON.") from None
    if not isinstance(read, dict):
        raise BrokenLine("Baris ini bukan objek JSON.")
    return read


def _no_number(name: str) -> None:
    raise ValueError(name)


def _asked(read: dict[str, Any]) -> Asked:
    if not _is_id(read.get("id")):
        raise BrokenLine("“id” mesti teks atau nombor bulat.")
    if not isinstance(read.get("text"), str):
        raise BrokenLine("“text” mesti teks.")
    return Asked(
        id=read["id"],
        text=read["text"],
        channel=CHANNELS[_one_of(CHANNELS, read, "channel", Channel.X.value)],
        media=tuple(_media(read, _one_of(DIRECTIONS, read, "direction", "outgoing"))),
    )


def _media(read: dict[str, Any], direction: str) -> Iterator[Attached]:
    """The media of an outgoing text; those that citizens send carry no alt text of ours."""
    media = read.get("media") or ()
    if not isinstance(media, list | tuple) or not all(isinstance(medium, dict) for medium in media):
        raise BrokenLine("“media” mesti senarai objek.")
    for medium in media if direction == "outgoing" else ():
        words = medium.get("alt") or ""
        if not isinstance(words, str):
            raise BrokenLine("“alt” mesti teks.")
        yield Attached("", MIME_TYPES[_one_of(MIME_TYPES, medium, "type", "image")], words)


def _one_of(known: dict[str, Any] | set[str], read: dict[str, Any], name: str, default: str) -> str:
    value = read.get(name)
    if value is None:
        return default
    if not isinstance(value, str) or value not in known:
        raise BrokenLine(f"“{name}” mesti salah satu daripada: {', '.join(sorted(known))}.")
    return value


def _is_id(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _terms(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise click.ClickException(f"{path.name} bukan UTF-8.") from None
