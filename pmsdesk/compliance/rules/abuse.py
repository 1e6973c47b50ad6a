"""R11: no abusive, obscene or demeaning words (seed F Teras 4, peradaban bahasa)."""

from collections.abc import Iterator

from pmsdesk.compliance.reading import Reading
from pmsdesk.compliance.rule import Rule, Wrong
from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.words import QT_TRANSLATE_NOOP

ID = "R11"
CLAUSE = "F.4"

ABUSE = QT_TRANSLATE_NOOP("rules", "Perkataan kesat. Buang atau gantikan dengan bahasa rasmi yang sopan.")
HARSH = QT_TRANSLATE_NOOP("rules", "Perkataan kasar. Pilih perkataan yang lebih sopan, atau dapatkan kelulusan.")
DISGUISED = QT_TRANSLATE_NOOP("rules", "Perkataan kesat dengan ejaan yang disamarkan. Buang perkataan ini.")


def check(reading: Reading) -> Iterator[Finding]:
    """Block abusive words and every disguise; hold harsh words that official Malay also knows."""
    for hit in reading.of(ID, "abuse"):
        if hit.disguised:
            yield Finding(ID, Severity.BLOCK, hit.start, hit.end, DISGUISED, CLAUSE, disguised=True)
        elif hit.term.severity is Severity.BLOCK:
            yield Finding(ID, Severity.BLOCK, hit.start, hit.end, ABUSE, CLAUSE)
        else:
            yield Finding(ID, Severity.APPROVAL, hit.start, hit.end, HARSH, CLAUSE)


RULE = Rule(
    id=ID,
    clause=CLAUSE,
    title=QT_TRANSLATE_NOOP("rules", "Kata kesat"),
    check=check,
    wrong=(
        Wrong("Bodoh betul pemandu yang parkir di lorong kecemasan.", Severity.BLOCK, "Bodoh"),
        Wrong("b0d0h la pemandu ni", Severity.BLOCK, "b0d0h"),
        Wrong("Memang b.a.b.i perangai macam ni", Severity.BLOCK, "b.a.b.i"),
        Wrong("Sungguh bоdоh keputusan ini", Severity.BLOCK, "bоdоh"),
        Wrong("Ｂａｎｇｓａｔ mana yang buat ni", Severity.BLOCK, "Ｂａｎｇｓａｔ"),
        Wrong("si\u200bal punya lubang", Severity.BLOCK, "si\u200bal"),
        Wrong("Kenapa awak membodohkan pengadu ini?", Severity.BLOCK, "membodohkan"),
        Wrong("Aduan bod*h macam ini tidak akan dilayan", Severity.BLOCK, "bod*h"),
        Wrong("Tindakan pemandu itu sangat biadab.", Severity.APPROVAL, "biadab"),
        Wrong("Perangai ba.ngang", Severity.BLOCK, "ba.ngang"),
        Wrong("这些人真是白痴。", Severity.BLOCK, "白痴"),
        Wrong("போடா முட்டாள்", Severity.BLOCK, "முட்டாள்"),
    ),
    right=(
        "Lampu isyarat di persimpangan Jalan Parit Sialang, Muar telah dibaiki.",
        "Sila berhati-hati, terdapat anjing liar berkeliaran di R&R Tapah.",
        "Terdapat kemalangan membabitkan babi hutan di KM 210.",
        "Lebuhraya Karak: trafik perlahan dari Bukit Tinggi ke Lancang.",
        "Aduan diterima bagi laluan FT5 dan B0011; jalan2 sekitar turut disemak.",
    ),
)
