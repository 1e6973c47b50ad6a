"""R08: no personal data in public: identity card, telephone, e-mail, account, number plate, address (seed J.16)."""

import re
from collections.abc import Iterator
from datetime import date

from pmsdesk.compliance.reading import Reading
from pmsdesk.compliance.rule import Rule, Wrong
from pmsdesk.compliance.toponyms import MaskKind
from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.words import QT_TRANSLATE_NOOP

ID = "R08"
CLAUSE = "J.16"

IDENTITY = QT_TRANSLATE_NOOP("rules", "Nombor kad pengenalan. Buang; minta melalui saluran rasmi yang tertutup.")
TELEPHONE = QT_TRANSLATE_NOOP("rules", "Nombor telefon peribadi. Buang; hanya talian rasmi boleh dipaparkan.")
EMAIL = QT_TRANSLATE_NOOP("rules", "E-mel peribadi. Buang; hanya e-mel rasmi (gov.my) boleh dipaparkan.")
ACCOUNT = QT_TRANSLATE_NOOP("rules", "Nombor akaun bank. Buang maklumat ini.")
PLATE = QT_TRANSLATE_NOOP("rules", "Nombor pendaftaran kenderaan. Buang, atau dapatkan kelulusan penyelia.")
SPELT = QT_TRANSLATE_NOOP("rules", "Nombor dieja dengan perkataan. Buang jika ia nombor peribadi.")
ADDRESS = QT_TRANSLATE_NOOP("rules", "Alamat rumah. Pastikan alamat ini bukan milik pengadu atau individu.")
OFFICE = QT_TRANSLATE_NOOP("rules", "Nombor telefon ini tiada dalam senarai talian rasmi. Pastikan ia nombor pejabat.")
REPEATED = QT_TRANSLATE_NOOP("rules", "Data peribadi yang ditulis oleh pengadu. Jangan ulang di ruang awam.")

_IDENTITY = re.compile(r"(?<![\d.,-])(?<!rm)(\d{2})(\d{2})(\d{2})([- ]?)(\d{2})\4(\d{4})(?![\d.,]*\d)")
_MOBILE = re.compile(r"(?<![\d.,])(?:\+?6 ?)?0 ?1\d(?:[ .-]{0,3}\d){7,8}(?![\d]|[.,]\d)")
_LANDLINE = re.compile(r"(?<![\d.,-])(?:\+?6 ?)?0(?:[3-79]|8[2-9])[ -]?\d{3,4}[ -]?\d{4}(?![\d]|[.,]\d)")
_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}")
_BANK = re.compile(
    r"\b(?:maybank|cimb|bank islam|public bank|rhb|bsn|ambank|bank rakyat|hong leong|akaun|account|acc)\b"
)
_ACCOUNT = re.compile(r"(?<![\d-])\d(?:[ -]?\d){9,15}(?![\d-])")
_PLATE = re.compile(r"(?<![\w.])([A-Z](?:[ .]?[A-Z]){0,2})[ .-]{0,2}(\d(?: ?\d){0,3})( ?[A-Z])?(?![\w/]|-\w|\.\d)")
_VEHICLE = re.compile(
    r"\b(?:kereta|lori|motosikal|motorsikal|motor|van|bas|treler|trailer|teksi|kenderaan|pemandu|penunggang|mpv|suv|hilux"
    r"|myvi|axia|bezza|saga|proton|perodua|toyota|honda|car|lorry|driver|vehicle)\b"
)
_PLATE_WORD = re.compile(
    r"\b(?:plat|plate|no\.? pendaftaran|nombor pendaftaran|bernombor|no\.? kenderaan|reg(?:istration)? no)\b"
)
_NOT_PLATES = frozenset(
    """
    FT FQ FQA SA KM AH RM PRU PRN PRK SPM STP SRP PMR UPS KLI MH AK OD MRR LRT MRT KTM ETS ISO PKP MCO COV SST GST
    BMW ATM ADU SMS APP MAS PTD NCT MYR USD RON DUN JKR MPV AFF AFC WHO APE TV RTM PPR SUK SOP NO ET EP IC PTP KPI
    JPJ BIL POL PAC SJK SMK SK KK JB KL PJ IPO BR
    """.split()  # noqa: SIM905 (a list of 70 quoted acronyms hides them)
)
"""Acronyms that stand before numbers."""

_NUMBER_WORD = (
    r"(?:kosong|sifar|satu|dua|tiga|empat|lima|enam|tujuh|lapan|sembilan"
    r"|zero|one|two|three|four|five|six|seven|eight|nine)"
)
_SPELT = re.compile(rf"\b{_NUMBER_WORD}(?:[ ,-]+{_NUMBER_WORD}){{7,15}}\b")
_ADDRESS = re.compile(
    r"\bNo\.? ?\d{1,5}[A-Z]?,? (?:Jalan|Jln\.?|Lorong|Lrg\.?|Persiaran|Taman|Kampung|Kg\.?) ", re.IGNORECASE
)
_AROUND = 48
_OFFICIAL_INSTEAD = {TELEPHONE: "03-8000 8000", EMAIL: "pro@kkr.gov.my"}
"""The ministry's own line and address (seed, last page), offered in place of a private one."""


def check(reading: Reading) -> Iterator[Finding]:
    """Block what identifies a person, hold number plates and spelt numbers, advise on addresses and unknown lines."""
    taken: list[tuple[int, int]] = []
    for severity, start, end, message in _found(reading):
        if any(start < e and s < end for s, e in taken) or reading.cover.touches(start, end, MaskKind.CONTACT):
            continue
        taken.append((start, end))
        repeated = severity is Severity.BLOCK and _same(reading.text[start:end], reading.incoming)
        yield Finding(
            ID, severity, start, end, REPEATED if repeated else message, CLAUSE, _OFFICIAL_INSTEAD.get(message, "")
        )


def _found(reading: Reading) -> Iterator[tuple[Severity, int, int, str]]:
    """Everything that may be personal data, the surest kinds first."""
    folded = reading.view.text
    for match in _EMAIL.finditer(folded):
        yield Severity.BLOCK, *reading.view.span(*match.span()), EMAIL
    for match in _IDENTITY.finditer(folded):
        if _is_identity(match):
            yield Severity.BLOCK, *reading.view.span(*match.span()), IDENTITY
    for match in _MOBILE.finditer(folded):
        yield Severity.BLOCK, *reading.view.span(*match.span()), TELEPHONE
    for match in _ACCOUNT.finditer(folded):
        if _BANK.search(folded, max(0, match.start() - _AROUND), min(len(folded), match.end() + _AROUND)):
            yield Severity.BLOCK, *reading.view.span(*match.span()), ACCOUNT
    for match in _LANDLINE.finditer(folded):
        yield Severity.ADVISE, *reading.view.span(*match.span()), OFFICE
    for match in _SPELT.finditer(folded):
        yield Severity.APPROVAL, *reading.view.span(*match.span()), SPELT
    for match in _PLATE.finditer(reading.text):
        if _is_plate(reading, match):
            yield Severity.APPROVAL, *match.span(), PLATE
    for match in _ADDRESS.finditer(reading.text):
        yield Severity.ADVISE, *match.span(), ADDRESS


def _is_identity(match: re.Match[str]) -> bool:
    """Whether the date and the place of birth of an identity card number can be true."""
    year, month, day, _, place, _ = match.groups()
    try:
        date(1900 + int(year) if int(year) else 2000, int(month), int(day))
    except ValueError:
        return False
    return int(place) not in {0, 17, 18, 19, 20, 69, 70, 73, 80, 81, 94, 95, 96, 97} or bool(match[4])


def _is_plate(reading: Reading, match: re.Match[str]) -> bool:
    """Whether letters and digits are a number plate, which a route code, a grade or an acronym is not.

    Three letters with digits beside a vehicle, or any plate after the word for one; one letter needs four digits.
    """
    letters = "".join(c for c in match[1] if c.isalpha())
    digits = "".join(c for c in match[2] if c.isdigit())
    low = reading.text[max(0, match.start() - _AROUND) : match.end() + _AROUND].lower()
    before = low[: min(match.start(), _AROUND)]
    if _PLATE_WORD.search(before):
        return True
    if letters in _NOT_PLATES or letters[0] in "EGIOUXYZ" or digits.startswith("0"):
        return False
    spread = " " in match[2] or "." in match[1]
    if spread or reading.cover.touches(*match.span(), MaskKind.PLACE):
        return False
    return bool(_VEHICLE.search(before)) and (len(letters) == 3 or len(digits) == 4)


def _same(value: str, incoming: str) -> bool:
    """Whether the citizen's own message holds *value*, however it is spaced."""
    bare = [c for c in value.lower() if c.isalnum()]
    return bool(incoming) and "".join(bare) in "".join(c for c in incoming.lower() if c.isalnum())


RULE = Rule(
    id=ID,
    clause=CLAUSE,
    title=QT_TRANSLATE_NOOP("rules", "Data peribadi"),
    check=check,
    wrong=(
        Wrong("Pengadu: no. KP 850101-14-5232, sila hadir ke pejabat.", Severity.BLOCK, "850101-14-5232"),
        Wrong("Pengadu 850101145232 telah dihubungi.", Severity.BLOCK, "850101145232"),
        Wrong("Hubungi pengadu di 012-345 6789 untuk maklumat lanjut.", Severity.BLOCK, "012-345 6789"),
        Wrong("Hubungi +60 11-2345 6789.", Severity.BLOCK, "+60 11-2345 6789"),
        Wrong("Aduan dihantar oleh puan (siti.r88@gmail.com).", Severity.BLOCK, "siti.r88@gmail.com"),
        Wrong("Bayaran ke akaun Maybank 5642 1234 5678.", Severity.BLOCK, "5642 1234 5678"),
        Wrong("Pemandu kereta WXY 4321 ini telah merosakkan pembahagi jalan.", Severity.APPROVAL, "WXY 4321"),
        Wrong("Plat W.X.Y 4 3 2 1 memang samseng jalanan", Severity.APPROVAL, "W.X.Y 4 3 2 1"),
        Wrong(
            "No tepon dia kosong satu dua tiga empat lima enam tujuh lapan sembilan",
            Severity.APPROVAL,
            "kosong satu dua tiga empat lima enam tujuh lapan sembilan",
        ),
        Wrong("Rumah pengadu di No. 12, Jalan Mawar 3, Taman Seri Indah.", Severity.ADVISE),
    ),
    right=(
        "Sila hubungi talian rasmi 03-8000 8000 atau e-mel pro@kkr.gov.my bagi sebarang aduan.",
        "Projek bernilai RM850,101,145 itu dijangka siap pada suku ketiga 2025.",
        "Laluan FT3214 dan J32 kini dibuka kepada semua kenderaan kecuali lori melebihi 10 tan.",
        "Kereta rosak di B15 dan E1 telah dialihkan.",
        "Aduan telah didaftarkan (no. aduan KKR/2026/000001).",
        "Jawatan Jurutera Awam J41 dibuka.",
    ),
)
