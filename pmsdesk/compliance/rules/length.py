"""R17: short, to the point (seed J.11): the channel's limit, and sentences that are too long."""

from collections.abc import Iterator

from pmsdesk.compliance.reading import Reading
from pmsdesk.compliance.rule import Rule, Wrong
from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.words import QT_TRANSLATE_NOOP

ID = "R17"
CLAUSE = "J.11"
LONGEST_SENTENCE = 25

TOO_LONG = QT_TRANSLATE_NOOP("rules", "Teks melebihi had aksara saluran ini. Pendekkan teks.")
LONG_SENTENCE = QT_TRANSLATE_NOOP("rules", "Ayat melebihi 25 patah perkataan. Pecahkan kepada dua ayat.")


def check(reading: Reading) -> Iterator[Finding]:
    """Block a text over the channel's limit; advise on a sentence of more than 25 words."""
    if reading.length > reading.limit:
        yield Finding(ID, Severity.BLOCK, 0, len(reading.text), TOO_LONG, CLAUSE)
    counts = [0] * len(reading.sentences)
    for start, _ in reading.words:
        counts[reading.sentence_of(start)] += 1
    for (start, end), count in zip(reading.sentences, counts, strict=True):
        if count > LONGEST_SENTENCE:
            yield Finding(ID, Severity.ADVISE, start, end, LONG_SENTENCE, CLAUSE)


RULE = Rule(
    id=ID,
    clause=CLAUSE,
    title=QT_TRANSLATE_NOOP("rules", "Ringkas dan padat"),
    check=check,
    wrong=(
        Wrong("Aduan tuan telah diterima. " * 11, Severity.BLOCK),
        Wrong("道路维修" * 36, Severity.BLOCK),
        Wrong("Kami " + "sedang " * 26 + "menyiasat.", Severity.ADVISE),
    ),
    right=(
        "Aduan telah diterima & siasatan akan dijalankan. Terima kasih.",
        "Maklumat lanjut di https://www.kkr.gov.my/" + "a" * 300,
    ),
)
