"""R02: no party politics (seed J.14)."""

from collections.abc import Iterator

from pmsdesk.compliance.lexicon import Hit
from pmsdesk.compliance.reading import Reading
from pmsdesk.compliance.rule import Rule, Wrong
from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.words import QT_TRANSLATE_NOOP

ID = "R02"
CLAUSE = "J.14"
REACH = 7
LONGEST_INITIALS = 4
"""Party names this short must be written in capitals to be one."""

CANVASS = QT_TRANSLATE_NOOP("rules", "Merayu undi atau sokongan politik. Buang ayat ini.")
JUDGEMENT = QT_TRANSLATE_NOOP("rules", "Memuji, menyerang atau membandingkan parti. Nyatakan hanya kerja yang dibuat.")
SOLICIT = QT_TRANSLATE_NOOP("rules", "Menyentuh pilihan pengundi. Buang bahagian ini.")
MENTION = QT_TRANSLATE_NOOP("rules", "Parti atau pilihan raya disebut. Pastikan sebutan ini perlu dan neutral.")


def check(reading: Reading) -> Iterator[Finding]:
    """Block canvassing; hold a party beside praise, attack or comparison; advise on a mention."""
    for hit in reading.of(ID, "canvass"):
        yield Finding(ID, Severity.BLOCK, hit.start, hit.end, CANVASS, CLAUSE, disguised=hit.disguised)
    for hit in reading.of(ID, "solicit"):
        yield Finding(ID, Severity.APPROVAL, hit.start, hit.end, SOLICIT, CLAUSE, disguised=hit.disguised)
    cues = reading.of(ID, "judgement")
    for hit in reading.of(ID, "mention", "party", "election"):
        frame = reading.frame(hit, cues, REACH) if _names_a_party(hit, reading.text[hit.start : hit.end]) else None
        if frame:
            yield Finding(ID, Severity.APPROVAL, *frame, JUDGEMENT, CLAUSE, disguised=hit.disguised)
        elif hit.term.role != "party":
            yield Finding(ID, Severity.ADVISE, hit.start, hit.end, MENTION, CLAUSE, disguised=hit.disguised)


def _names_a_party(hit: Hit, written: str) -> bool:
    """Whether *hit* is a party or its government: elections are not, nor is ``pas`` or ``muda`` in lower case."""
    if hit.term.role == "party" and len(written) <= LONGEST_INITIALS:
        return written.isupper()
    return hit.term.role in {"party", "mention"}


RULE = Rule(
    id=ID,
    clause=CLAUSE,
    title=QT_TRANSLATE_NOOP("rules", "Isu politik"),
    check=check,
    wrong=(
        Wrong("Undilah calon BN demi jalan yang lebih baik.", Severity.BLOCK, "Undilah"),
        Wrong("Terima kasih Kerajaan Perikatan, tidak seperti PH dahulu yang abaikan jalan.", Severity.APPROVAL),
        Wrong("Jalan ini rosak kerana UMNO gagal mentadbir.", Severity.APPROVAL),
        Wrong("Projek ini terbengkalai kerana kerajaan dahulu gagal.", Severity.APPROVAL, "kerajaan dahulu gagal"),
        Wrong("Trafik dijangka meningkat pada hari mengundi.", Severity.ADVISE, "mengundi"),
    ),
    right=(
        "Pengguna di Jalan UMNO, Kota Bharu diminta mematuhi papan tanda lencongan.",
        "Cabutan undi bertuah akan diadakan pada Hari Bertemu Pelanggan KKR.",
        "Calon yang berjaya ditemu duga bagi jawatan Jurutera Awam J41 akan dimaklumkan.",
        "Trafik perlahan di Lebuhraya Tun Razak (FT12) berhampiran Segamat.",
        "Anugerah Jurutera Muda terbaik disampaikan di Dewan Warisan.",
        "Pas masuk ke tapak hanya untuk pekerja muda yang terbaik.",
        "Kempen Keselamatan Jalan Raya bermula esok.",
    ),
)
