"""A complaint in the daftar aduan: its number, what it is about, its states (research/malaysia.md §10)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pmsdesk.domain.errors import IllegalTransition
from pmsdesk.domain.triage import Jurisdiction


class ComplaintState(StrEnum):
    """The reconstructed flow of the seed's lost section I."""

    REGISTERED = "didaftar"
    NEEDS_INFORMATION = "menunggu_maklumat"
    FORWARDED = "disalurkan"
    ACKNOWLEDGED = "diakui"
    INVESTIGATING = "dalam_siasatan"
    ACTION = "tindakan"
    AWAITING_CONFIRMATION = "menunggu_pengesahan"
    CLOSED = "ditutup"
    REOPENED = "dibuka_semula"
    REFERRED_OUTSIDE = "dirujuk_luar"
    DUPLICATE = "pendua"


_S = ComplaintState
_WORKING = {_S.FORWARDED, _S.ACKNOWLEDGED, _S.INVESTIGATING, _S.ACTION, _S.NEEDS_INFORMATION}
LEGAL: dict[ComplaintState, set[ComplaintState]] = {
    _S.REGISTERED: {_S.NEEDS_INFORMATION, _S.FORWARDED, _S.INVESTIGATING, _S.REFERRED_OUTSIDE, _S.DUPLICATE, _S.CLOSED},
    _S.NEEDS_INFORMATION: {_S.FORWARDED, _S.INVESTIGATING, _S.REFERRED_OUTSIDE, _S.DUPLICATE, _S.CLOSED},
    _S.FORWARDED: {_S.ACKNOWLEDGED, _S.INVESTIGATING, _S.ACTION, _S.NEEDS_INFORMATION, _S.REFERRED_OUTSIDE, _S.CLOSED},
    _S.ACKNOWLEDGED: {_S.INVESTIGATING, _S.ACTION, _S.NEEDS_INFORMATION, _S.REFERRED_OUTSIDE, _S.CLOSED},
    _S.INVESTIGATING: {_S.ACTION, _S.NEEDS_INFORMATION, _S.FORWARDED, _S.REFERRED_OUTSIDE, _S.CLOSED},
    _S.ACTION: {_S.AWAITING_CONFIRMATION, _S.NEEDS_INFORMATION, _S.CLOSED},
    _S.AWAITING_CONFIRMATION: {_S.CLOSED, _S.ACTION},
    _S.REFERRED_OUTSIDE: {_S.ACKNOWLEDGED, _S.CLOSED, _S.REOPENED},
    _S.DUPLICATE: {_S.REOPENED},
    _S.CLOSED: {_S.REOPENED},
    _S.REOPENED: _WORKING | {_S.REFERRED_OUTSIDE, _S.DUPLICATE, _S.CLOSED},
}

DRAFT = "DRAF/"

OPEN_STATES = frozenset(ComplaintState) - {_S.CLOSED, _S.DUPLICATE}


class ClosingCode(StrEnum):
    """Why a complaint was closed (configurable proposals of research/malaysia.md §7)."""

    RESOLVED = "selesai"
    RESOLVED_TEMPORARILY = "selesai_sementara"
    REFERRED = "rujuk_agensi_lain"
    INFORMATION_MISSING = "maklumat_tidak_lengkap"
    UNFOUNDED = "tidak_berasas"
    DUPLICATE = "pendua"
    WITHDRAWN = "tarik_balik"
    NOT_A_COMPLAINT = "bukan_aduan"


class Evidence(StrEnum):
    """What a photo shows."""

    BEFORE = "sebelum"
    AFTER = "selepas"
    OTHER = "lain"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One registered complaint; `number` is official (``KKR/2026/000001``), `agencies` ids with the lead first."""

    id: str
    number: str
    conversation_id: str
    contact_id: str
    complainant: str
    customer_kind: str
    summary: str
    category: str
    jurisdiction: Jurisdiction
    agencies: tuple[str, ...]
    road: str
    location: str
    state: ComplaintState
    registered_by: str
    registered_at: datetime
    closing_code: str = ""


TAKEN_BEFORE, TAKEN_AFTER = timedelta(days=30), timedelta(days=1)
"""How long before, and (by a camera's wrong clock) after it was added a photo may say it was taken."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One photo of a complaint; the bytes lie under their sha256, a small picture of it under `thumbnail`, if any.

    `taken_at` is what its camera said, None when it said nothing.
    """

    id: str
    complaint_id: str
    evidence: Evidence
    sha: str
    name: str
    media_type: str
    size: int
    added_by: str
    added_at: datetime
    thumbnail: str = ""
    taken_at: datetime | None = None

    @property
    def taken_at_another_time(self) -> bool:
        """Whether the camera's time is so far from when it was added that a person should know; it proves nothing."""
        if self.taken_at is None:
            return False
        return not self.added_at - TAKEN_BEFORE < self.taken_at < self.added_at + TAKEN_AFTER


def official_number(year: int, serial: int) -> str:
    """``KKR/2026/000001``."""
    return f"KKR/{year}/{serial:06d}"


def draft_mark(complaint_id: str) -> str:
    """What stands in place of a number while none can be given: ``DRAF/1b9d6bcd``.

    The end of the id, which is chance; the beginning of a UUIDv7 is the same for a minute.
    """
    return f"{DRAFT}{complaint_id[-8:]}"


def has_number(number: str) -> bool:
    """Whether *number* is official; a draft's mark is not, and nobody outside is told it."""
    return bool(number) and not number.startswith(DRAFT)


def require_transition(old: ComplaintState, new: ComplaintState) -> None:
    """Raise `IllegalTransition` unless *old* → *new* is legal."""
    if new not in LEGAL[old]:
        raise IllegalTransition(old=old, new=new)
