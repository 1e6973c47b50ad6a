"""R26: no placeholder of a standard answer left unfilled (seed G)."""

import re
from collections.abc import Iterator

from pmsdesk.compliance.reading import Reading
from pmsdesk.compliance.rule import Rule, Wrong
from pmsdesk.domain.canned import open_slots
from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.words import QT_TRANSLATE_NOOP

ID = "R26"
CLAUSE = "G"

_LEFT_OVER = re.compile(
    r"\{\{[^{}\n]{0,40}\}\}|(?<!\w)x{3,}(?!\w)|\.{5,}|…{2,}|_{3,}|\(contoh\b"
    r"|[\[<](?:nama|lokasi|no\.? aduan|agensi|tarikh)[\]>]",
    re.IGNORECASE,
)

UNFILLED = QT_TRANSLATE_NOOP("rules", "Ruang kosong templat belum diisi. Isi atau buang bahagian ini.")


def check(reading: Reading) -> Iterator[Finding]:
    """Block what a template left open; slots in double braces pass while they may still be open."""
    slots = {(start, end) for _, start, end in open_slots(reading.text)} if reading.open_slots_allowed else set()
    for match in _LEFT_OVER.finditer(reading.text):
        if match.span() not in slots:
            yield Finding(ID, Severity.BLOCK, match.start(), match.end(), UNFILLED, CLAUSE)


RULE = Rule(
    id=ID,
    clause=CLAUSE,
    title=QT_TRANSLATE_NOOP("rules", "Templat belum lengkap"),
    check=check,
    wrong=(
        Wrong("Aduan telah diterima & telah didaftarkan (no aduan xxxx)", Severity.BLOCK, "xxxx"),
        Wrong("Aduan tuan/puan akan dimajukan kepada.....", Severity.BLOCK, "....."),
        Wrong("Aduan {{sapaan}} telah diterima.", Severity.BLOCK, "{{sapaan}}"),
        Wrong("Sila kemukakan aduan lengkap ke... (contoh pro@kkr.gov.my)", Severity.BLOCK, "(contoh"),
    ),
    right=(
        "Aduan telah diterima dan didaftarkan (no. aduan KKR/2026/000001).",
        "Kerja turapan sedang berjalan.... mohon bersabar.",
    ),
)
