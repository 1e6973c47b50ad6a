"""A text as X carries it: links wrapped in t.co, ``&<>`` escaped, @names, #tags and links located, long texts cut."""

import hashlib
import html
import re
from dataclasses import dataclass

from pmsdesk.sandbox.world import MENTION

URL = re.compile(
    r"https?://[^\s<>]+|(?<![@\w.])(?:[a-z0-9-]+\.)+(?:gov\.my|com\.my|org\.my|com|my|net|org)\b(?:/[^\s<>]*)?", re.I
)
HASHTAG = re.compile(r"(?<!\w)#(\w*[^\W\d]\w*)")
SHORT_LIMIT = 280
CUT_AT = 275


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as it leaves X; `start` is where the author's own words begin. Offsets count code points of `text`."""

    text: str
    start: int
    entities: dict[str, list[dict[str, object]]]


def shown(prefix: str, own: str, user_ids: dict[str, str], pictures: tuple[tuple[str, str], ...] = ()) -> Shown:
    """*prefix* and *own* as one text of X; *user_ids* gives the id of each lower-case handle known to the sandbox.

    One link to all *pictures* (media key, address) is put behind the words, as X does.
    """
    links: list[dict[str, object]] = []
    out = html.escape(prefix, quote=False)
    at = 0
    for match in URL.finditer(own):
        address = match[0].rstrip(".,;:!?)")
        out += html.escape(own[at : match.start()], quote=False)
        short = _short(address)
        bare = address.split("://")[-1]
        expanded = address if "://" in address else f"http://{address}"
        links.append(
            {"start": len(out), "end": len(out) + 23, "url": short, "expanded_url": expanded, "display_url": bare[:30]}
        )
        out += short
        at = match.start() + len(address)
    out += html.escape(own[at:], quote=False)
    if pictures:
        out += " " if out else ""
        short = _short(pictures[0][1])
        place = {"start": len(out), "end": len(out) + len(short), "url": short}
        named = {"display_url": f"pic.x.com/{short[-10:]}"}
        links += [{**place, **named, "expanded_url": address, "media_key": key} for key, address in pictures]
        out += short
    found = {"mentions": _mentions(out, user_ids), "hashtags": _hashtags(out), "urls": links}
    return Shown(out, len(html.escape(prefix, quote=False)), {name: some for name, some in found.items() if some})


def cut(whole: Shown) -> Shown:
    """*whole* as its ``text`` field shows it: up to 280 characters, longer ones cut at a word."""
    if len(whole.text) - whole.start <= SHORT_LIMIT:
        return whole
    end = whole.text.rfind(" ", whole.start, whole.start + CUT_AT)
    end = end if end > whole.start else whole.start + CUT_AT
    kept = {name: [one for one in some if int(str(one["end"])) <= end] for name, some in whole.entities.items()}
    return Shown(whole.text[:end], whole.start, {name: some for name, some in kept.items() if some})


def _short(address: str) -> str:
    return "https://t.co/" + hashlib.sha256(address.encode()).hexdigest()[:10]


def _mentions(text: str, user_ids: dict[str, str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for match in MENTION.finditer(text):
        one: dict[str, object] = {"start": match.start(), "end": match.end(), "username": match[1]}
        known = user_ids.get(match[1].lower())
        found.append({**one, "id": known} if known else one)
    return found


def _hashtags(text: str) -> list[dict[str, object]]:
    return [{"start": m.start(), "end": m.end(), "tag": m[1]} for m in HASHTAG.finditer(text)]
