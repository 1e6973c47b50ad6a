"""Why words decide whose matter a message is: a code each, and its Malay wording, which a screen may translate."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from pmsdesk.domain.words import QT_TRANSLATE_NOOP


class Reason(StrEnum):
    """What the words that decided mean; what the facts of each are, its wording in `REASONS` shows."""

    SITE_SAFETY = "site_safety"
    POLICY = "policy"
    ROADBLOCK = "roadblock"
    TOLL_CARD = "toll_card"
    TOLL_ROUTE = "toll_route"
    TOLL_ROAD = "toll_road"
    TOLL_PLAZA = "toll_plaza"
    TOLL_FACILITY = "toll_facility"
    FEDERAL_ROUTE = "federal_route"
    FEDERAL_ROUTE_SABAH = "federal_route_sabah"
    FEDERAL_ROAD = "federal_road"
    FEDERAL_WORDS = "federal_words"
    CONCESSION_PART = "concession_part"
    FEDERAL_PART = "federal_part"
    STATE_ROUTE = "state_route"
    STATE_DISPUTED = "state_disputed"
    STATE_WORDS = "state_words"
    CITY_ROAD = "city_road"
    COUNCIL_ROAD = "council_road"
    LOCAL_STREET = "local_street"
    LOCAL_MATTER = "local_matter"
    OWNER_UNKNOWN = "owner_unknown"
    PARTY_DISPUTED = "party_disputed"
    PARTY_OUTSIDE = "party_outside"
    DISTRICT = "district"
    STATE = "state"


SAID = QT_TRANSLATE_NOOP("reasons", "“{words}” = {meaning}")
SAID_AROUND = QT_TRANSLATE_NOOP("reasons", "konteks “{words}” = {meaning}")
"""How words and their meaning are put together; the second where they stand in the post above, not in the text."""

REASONS: Mapping[str, str] = MappingProxyType(
    {
        Reason.SITE_SAFETY: QT_TRANSLATE_NOOP("reasons", "keselamatan tapak bina: CIDB"),
        Reason.POLICY: QT_TRANSLATE_NOOP("reasons", "dasar kerajaan: KKR"),
        Reason.ROADBLOCK: QT_TRANSLATE_NOOP("reasons", "sekatan jalan: PDRM"),
        Reason.TOLL_CARD: QT_TRANSLATE_NOOP("reasons", "kad atau e-dompet: Touch ’n Go"),
        Reason.TOLL_ROUTE: QT_TRANSLATE_NOOP("reasons", "{0} ({1}): LLM"),
        Reason.TOLL_ROAD: QT_TRANSLATE_NOOP("reasons", "{0}: lebuh raya bertol, LLM"),
        Reason.TOLL_PLAZA: QT_TRANSLATE_NOOP("reasons", "plaza tol {0}: LLM"),
        Reason.TOLL_FACILITY: QT_TRANSLATE_NOOP("reasons", "kemudahan tol: LLM"),
        Reason.FEDERAL_ROUTE: QT_TRANSLATE_NOOP("reasons", "Laluan Persekutuan {0}"),
        Reason.FEDERAL_ROUTE_SABAH: QT_TRANSLATE_NOOP("reasons", "Laluan Persekutuan {0} (Sabah)"),
        Reason.FEDERAL_ROAD: QT_TRANSLATE_NOOP("reasons", "{0} ({1}): Jalan Persekutuan"),
        Reason.FEDERAL_WORDS: QT_TRANSLATE_NOOP("reasons", "Jalan Persekutuan"),
        Reason.CONCESSION_PART: QT_TRANSLATE_NOOP("reasons", "Lebuhraya Persekutuan, bahagian konsesi PLUS ({0}): LLM"),
        Reason.FEDERAL_PART: QT_TRANSLATE_NOOP(
            "reasons", "Lebuhraya Persekutuan = Laluan Persekutuan 2, di luar bahagian konsesi"
        ),
        Reason.STATE_ROUTE: QT_TRANSLATE_NOOP("reasons", "Jalan Negeri {0} ({1}): JKR Ibu Pejabat"),
        Reason.STATE_DISPUTED: QT_TRANSLATE_NOOP("reasons", "awalan jalan negeri {0}, tetapi tempat di negeri lain"),
        Reason.STATE_WORDS: QT_TRANSLATE_NOOP("reasons", "Jalan Negeri"),
        Reason.CITY_ROAD: QT_TRANSLATE_NOOP("reasons", "{0}: DBKL atau JKR, perlu disemak"),
        Reason.COUNCIL_ROAD: QT_TRANSLATE_NOOP("reasons", "{0}: jalan pihak berkuasa tempatan"),
        Reason.LOCAL_STREET: QT_TRANSLATE_NOOP("reasons", "jalan tempatan: pihak berkuasa tempatan"),
        Reason.LOCAL_MATTER: QT_TRANSLATE_NOOP("reasons", "perkara tempatan: di luar bidang kuasa"),
        Reason.OWNER_UNKNOWN: QT_TRANSLATE_NOOP("reasons", "{0}: pemilik perlu disemak"),
        Reason.PARTY_DISPUTED: QT_TRANSLATE_NOOP("reasons", "{0} disebut, tetapi pemiliknya dipertikai"),
        Reason.PARTY_OUTSIDE: QT_TRANSLATE_NOOP("reasons", "{0}: di luar bidang kuasa"),
        Reason.DISTRICT: QT_TRANSLATE_NOOP("reasons", "daerah {0}, {1}; jalan belum diketahui"),
        Reason.STATE: QT_TRANSLATE_NOOP("reasons", "{0}; jalan belum diketahui"),
    }
)
"""The one table of what each code says; its places are the facts."""
