"""R03: nothing that demeans a race or people (seed J.14)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pmsdesk.compliance.lexicon import Hit
from pmsdesk.compliance.reading import Reading
from pmsdesk.compliance.rule import Rule, Wrong
from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.words import QT_TRANSLATE_NOOP

ID = "R03"
CLAUSE = "J.14"
REACH = 6
ADJOINING = 1
"""A trait this close says it of the people without a generalising word."""

SLUR = QT_TRANSLATE_NOOP("rules", "Label yang menghina sesuatu kaum atau warga. Buang perkataan ini.")
FRAME = QT_TRANSLATE_NOOP("rules", "Mengaitkan sesuatu kaum atau warga dengan sifat buruk. Buang kenyataan ini.")
EXPULSION = QT_TRANSLATE_NOOP("rules", "Seruan terhadap sesuatu kaum atau warga. Buang kenyataan ini.")
MENTION = QT_TRANSLATE_NOOP("rules", "Kaum disebut. Pastikan sebutan ini perlu dan neutral.")


@dataclass(frozen=True, slots=True)
class _Cues:
    """What may stand beside a people in a text."""

    traits: list[Hit]
    generalisers: list[Hit]
    expulsions: list[Hit]
    persons: list[Hit]


def check(reading: Reading) -> Iterator[Finding]:
    """Block slurs and calls to expel; hold a people beside a bad trait; advise where a people is spoken of."""
    for hit in reading.of(ID, "slur"):
        yield Finding(ID, Severity.BLOCK, hit.start, hit.end, SLUR, CLAUSE, disguised=hit.disguised)
    cues = _Cues(*(reading.of(ID, role) for role in ("negative", "generaliser", "expulsion", "person")))
    for hit in _peoples(reading):
        found = _frame(reading, hit, cues)
        if found:
            yield found
        elif any(person.end <= hit.start for person in reading.near(hit, cues.persons, 0)):
            yield Finding(ID, Severity.ADVISE, hit.start, hit.end, MENTION, CLAUSE, disguised=hit.disguised)


def _peoples(reading: Reading) -> list[Hit]:
    """The peoples named, neighbours as one (``pendatang Bangla``)."""
    found: list[Hit] = []
    for hit in reading.of(ID, "group"):
        if found and reading.text[found[-1].end : hit.start].isspace():
            found[-1] = replace(found[-1], end=hit.end, disguised=found[-1].disguised or hit.disguised)
        else:
            found.append(hit)
    return found


def _frame(reading: Reading, group: Hit, cues: _Cues) -> Finding | None:
    """The statement that *group* is the subject of: a trait that adjoins it or is generalised, or a call to expel."""
    expulsions = list(reading.near(group, cues.expulsions, REACH + 2))
    traits = [t for t in reading.near(group, cues.traits, REACH) if t.start > group.start]
    generalisers = [g for g in reading.near(group, cues.generalisers, REACH) if g.start > group.start]
    if traits and (generalisers or any(reading.words_between(group, trait) <= ADJOINING for trait in traits)):
        end = max(trait.end for trait in traits)
        explicit = bool(expulsions) or group.disguised
        severity = Severity.BLOCK if explicit else Severity.APPROVAL
        return Finding(ID, severity, group.start, end, FRAME, CLAUSE, disguised=group.disguised)
    if expulsions:
        start = min(group.start, *(e.start for e in expulsions))
        end = max(group.end, *(e.end for e in expulsions))
        return Finding(ID, Severity.BLOCK, start, end, EXPULSION, CLAUSE, disguised=group.disguised)
    return None


RULE = Rule(
    id=ID,
    clause=CLAUSE,
    title=QT_TRANSLATE_NOOP("rules", "Isu perkauman"),
    check=check,
    wrong=(
        Wrong("Orang Cina memang tamak.", Severity.APPROVAL, "Cina memang tamak"),
        Wrong(
            "Pemandu lori bangsa itu memang tak reti undang-undang.", Severity.APPROVAL, "bangsa itu memang tak reti"
        ),
        Wrong(
            "Pendatang Bangla punca jalan kotor, halau mereka balik.",
            Severity.BLOCK,
            "Pendatang Bangla punca jalan kotor",
        ),
        Wrong("Warga asing pengotor di kawasan ini.", Severity.APPROVAL, "Warga asing pengotor"),
        Wrong("Mel@yu memang pemalas.", Severity.BLOCK, "Mel@yu memang pemalas"),
        Wrong("Masyarakat India di sini mengadu tentang lampu.", Severity.ADVISE, "India"),
    ),
    right=(
        "Kerja naik taraf longkang di Kampung Cina, Kuala Terengganu dijangka siap pada 30 Jun.",
        "Turapan baharu di Kampung Melayu Subang siap dua minggu lebih awal.",
        "Kerja tambakan dijalankan oleh syarikat China Communications.",
        "Delegasi India melawat tapak projek Lebuhraya Pan Borneo.",
        "Jalan Masjid Kapitan Keling dibuka semula.",
    ),
)
