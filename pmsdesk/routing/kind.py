"""What kind of message a text is, by its words (resources/triage.yaml) and by how they stand to each other."""

import re

from pmsdesk.domain.triage import Kind
from pmsdesk.routing.registry import Category
from pmsdesk.routing.scan import Scan

_NOT_BEFORE = re.compile(
    r"(?:\b(?:tak|tidak|tdk|tk|x|tiada|takde|takda|xde|xda|tak ?ada|bukan|kurang|tak ?berapa|tidak begitu|belum|blum|"
    r"dok|sik|inda|dak|bebas|not|no|no more|never|without|hardly|isn t|wasn t|aren t)\s|不|没有|没)$"
)
"""A word that turns the next one over: “tak elok”, “tak banjir dah”, “no potholes”."""
_STATEMENT_END = re.compile(r"[.!?\n。！？؟…]+(?!\d)")
_FOR_LONG = re.compile(
    r"\b(?:dah|dh|sudah|sdh|doh|udah|masuk|sejak|since|for|lebih|already|setiap|tiap|every|selama)\s(?:\w+\s){0,2}?"
    r"(?:hari|minggu|bulan|tahun|kali|malam|pagi|jam|days?|nights?|weeks?|months?|years?|times?|hours?|morning)\b"
)
_LURES_ENOUGH = 3


def kind_of(scan: Scan, category: Category | None) -> Kind:
    """The kind of *scan*, which is about *category*; OTHER where no word says that anything is wrong or wanted.

    A fault that is told makes a complaint, whatever else is said; thanks outweigh it only where it is told mended.
    """
    if not any(char.isalpha() for char in scan.text):
        return Kind.OTHER
    faulty = bool(_standing(scan, "fault")) or _is_denied(scan, "praise")
    wrong = faulty or scan.has("complaint")
    if _is_spam(scan, wrong):
        return Kind.SPAM
    if scan.has("suggestion"):
        return Kind.SUGGESTION
    if _standing(scan, "praise") and not _asks_first(scan):
        return _kind_of_thanks(scan, category, wrong)
    if scan.has("enquiry") and not wrong:
        return Kind.QUESTION
    if scan.has("traffic_info") and not wrong:
        return Kind.TRAFFIC_INFO
    if faulty:
        return Kind.COMPLAINT
    if scan.has("abuse") and category is None and not scan.on_road:
        return Kind.ABUSE
    return _kind_without_fault(scan, category)


def _kind_without_fault(scan: Scan, category: Category | None) -> Kind:
    """What a text wants that names nothing broken."""
    if scan.has("wish") and not scan.has("complaint"):
        return Kind.SUGGESTION
    about_us = category is not None or scan.on_road
    grieves = scan.has("complaint") or scan.has("report") or _is_told(scan, "condition")
    if grieves or (about_us and (scan.has("abuse") or _FOR_LONG.search(scan.flat))):
        return Kind.COMPLAINT
    if scan.has("question") or "?" in scan.text or "？" in scan.text or "؟" in scan.text:
        return Kind.QUESTION
    return Kind.OTHER


def _kind_of_thanks(scan: Scan, category: Category | None, wrong: bool) -> Kind:
    """Whether thanks are the point, or a polite end, a bitter word or the beginning of a “but”."""
    if scan.has("contrast"):
        return Kind.COMPLAINT if wrong or category is not None else Kind.PRAISE
    if _standing(scan, "mended") and not scan.has("complaint"):
        return Kind.PRAISE
    return Kind.COMPLAINT if wrong else Kind.PRAISE


def _is_spam(scan: Scan, wrong: bool) -> bool:
    lures = len({found.words.lower() for found in scan.cue("lure")})
    if scan.has("spam"):
        return lures > 0 or not wrong
    return lures >= _LURES_ENOUGH and not wrong


def _asks_first(scan: Scan) -> bool:
    """Whether the message asks and its thanks are manners; thanks for what was mended are more."""
    return (scan.has("enquiry") or "?" in scan.text) and not _standing(scan, "mended")


def _standing(scan: Scan, group: str) -> list[tuple[int, int]]:
    """The cues of *group* that no word before them turns over, nor is itself the word that does so to another."""
    spans = scan.spans(group)
    denied = [(_denial(scan, start), start) for start, _ in spans]
    openings = {start for start, word in denied if start < word}
    return [
        span for span, (start, word) in zip(spans, denied, strict=True) if start == word and span[0] not in openings
    ]


def _is_denied(scan: Scan, group: str) -> bool:
    """Whether the text has cues of *group* and every one is turned over."""
    return scan.has(group) and not _standing(scan, group)


def _denial(scan: Scan, start: int) -> int:
    """Where the word begins that turns over what stands at *start*; *start* if there is none."""
    match = _NOT_BEFORE.search(scan.flat, max(0, start - 14), start)
    return match.start() if match else start


def _is_told(scan: Scan, group: str) -> bool:
    """Whether a cue of *group* stands in a statement, not only inside a question."""
    for _, end in _standing(scan, group):
        match = _STATEMENT_END.search(scan.view.text, end)
        if match is None or not set(match[0]) & set("?？؟"):
            return True
    return False
