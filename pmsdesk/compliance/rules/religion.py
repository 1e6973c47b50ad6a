"""R01: no sensitive religious matter (seed J.14)."""

from collections.abc import Iterator

from pmsdesk.compliance.reading import Reading
from pmsdesk.compliance.rule import Rule, Wrong
from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.words import QT_TRANSLATE_NOOP

ID = "R01"
CLAUSE = "J.14"
REACH = 8

SLUR = QT_TRANSLATE_NOOP("rules", "Label yang menghina agama atau penganutnya. Buang perkataan ini.")
FRAME = QT_TRANSLATE_NOOP(
    "rules", "Isu agama yang sensitif. Nyatakan hanya fakta kerja atau trafik tanpa menyentuh agama atau amalannya."
)
MENTION = QT_TRANSLATE_NOOP("rules", "Agama disebut. Pastikan sebutan ini perlu dan neutral.")


def check(reading: Reading) -> Iterator[Finding]:
    """Block slurs; hold a religion or house of worship beside a hostile or doctrinal word; advise on a mention."""
    for hit in reading.of(ID, "slur"):
        yield Finding(ID, Severity.BLOCK, hit.start, hit.end, SLUR, CLAUSE, disguised=hit.disguised)
    cues = reading.of(ID, "hostile")
    for hit in reading.of(ID, "mention", "topic"):
        frame = reading.frame(hit, cues, REACH)
        if frame:
            yield Finding(ID, Severity.APPROVAL, *frame, FRAME, CLAUSE, disguised=hit.disguised)
        elif hit.term.role == "mention":
            yield Finding(ID, Severity.ADVISE, hit.start, hit.end, MENTION, CLAUSE, disguised=hit.disguised)


RULE = Rule(
    id=ID,
    clause=CLAUSE,
    title=QT_TRANSLATE_NOOP("rules", "Isu agama"),
    check=check,
    wrong=(
        Wrong("Rumah ibadat haram itu patut dirobohkan.", Severity.APPROVAL),
        Wrong(
            "Selagi agama itu dibenarkan berarak di jalan ini, kesesakan tidak akan selesai.",
            Severity.APPROVAL,
            "agama itu dibenarkan berarak",
        ),
        Wrong("Islam melarang kita mengundi mereka.", Severity.APPROVAL),
        Wrong("Pemandu kafir itu melanggar lampu.", Severity.BLOCK, "kafir"),
        Wrong("Penganut Hindu turut menggunakan jalan ini.", Severity.ADVISE, "Hindu"),
    ),
    right=(
        "Makluman: Jalan Masjid India ditutup sementara mulai 10 malam ini.",
        "Penutupan sementara Jalan Gereja, Melaka bagi kerja baik pulih turapan.",
        "Surau di R&R Sungai Perak ditutup sementara bagi kerja penyelenggaraan.",
        "Alhamdulillah, jambatan sudah dibuka. Selamat Hari Raya Aidilfitri.",
        "Takziah kepada keluarga Allahyarham. Al-Fatihah.",
    ),
)
