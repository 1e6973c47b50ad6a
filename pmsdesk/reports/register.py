"""The register of complaints as a report: one line a case, the same lines and order as on the screen (Teras 1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from pmsdesk.domain.account import Channel
from pmsdesk.domain.clock import FIRST_REPLY
from pmsdesk.domain.complaint import ComplaintState
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.domain.words import QT_TRANSLATE_NOOP
from pmsdesk.reports.table import Cell, Column, Kind, Report
from pmsdesk.services.reading import ComplaintRow


class Words(Protocol):
    """The words of the reader's language; `title` translates the Malay words of this file (context ``reports``)."""

    def title(self, text: str) -> str: ...  # noqa: D102
    def channel(self, value: Channel) -> str: ...  # noqa: D102
    def category(self, category_id: str) -> str: ...  # noqa: D102
    def jurisdiction(self, value: Jurisdiction) -> str: ...  # noqa: D102
    def agency(self, agency_id: str) -> str: ...  # noqa: D102
    def state(self, value: ComplaintState) -> str: ...  # noqa: D102


TITLE = QT_TRANSLATE_NOOP("reports", "Daftar aduan")
ABOUT = QT_TRANSLATE_NOOP("reports", "Perihal")
COLUMNS = (
    Column(QT_TRANSLATE_NOOP("reports", "No. aduan"), width=18),
    Column(QT_TRANSLATE_NOOP("reports", "Tarikh daftar"), Kind.MOMENT, 17),
    Column(QT_TRANSLATE_NOOP("reports", "Tarikh diterima"), Kind.MOMENT, 17),
    Column(QT_TRANSLATE_NOOP("reports", "Saluran"), width=11),
    Column(QT_TRANSLATE_NOOP("reports", "Pengadu"), width=24),
    Column(QT_TRANSLATE_NOOP("reports", "Ringkasan"), width=56),
    Column(QT_TRANSLATE_NOOP("reports", "Kategori"), width=24),
    Column(QT_TRANSLATE_NOOP("reports", "Jalan"), width=12),
    Column(QT_TRANSLATE_NOOP("reports", "Lokasi"), width=26),
    Column(QT_TRANSLATE_NOOP("reports", "Bidang kuasa"), width=20),
    Column(QT_TRANSLATE_NOOP("reports", "Tindakan"), width=26),
    Column(QT_TRANSLATE_NOOP("reports", "Status"), width=22),
    Column(QT_TRANSLATE_NOOP("reports", "Maklum balas awal"), Kind.MOMENT, 19),
    Column(QT_TRANSLATE_NOOP("reports", "Tempoh maklum balas (jam)"), Kind.HOURS, 25),
    Column(QT_TRANSLATE_NOOP("reports", "Dalam 24 jam"), width=14),
)
_KEPT = QT_TRANSLATE_NOOP("reports", "Ya")
_BROKEN = QT_TRANSLATE_NOOP("reports", "Tidak")
_WAITING = QT_TRANSLATE_NOOP("reports", "Menunggu")


def register(
    rows: Iterable[ComplaintRow], total: int, words: Words, now: datetime, about: tuple[tuple[str, str], ...] = ()
) -> Report:
    """The report of *rows* in the order given; whether the 24 hours were kept is judged at *now*."""
    return Report(
        title=words.title(TITLE),
        columns=tuple(Column(words.title(c.title), c.kind, c.width) for c in COLUMNS),
        rows=(_cells(row, words, now) for row in rows),
        total=total,
        about=about,
        about_title=words.title(ABOUT),
    )


def _cells(row: ComplaintRow, words: Words, now: datetime) -> tuple[Cell, ...]:
    taken = None if row.first_reply_at is None else (row.first_reply_at - row.received_at).total_seconds() / 3600
    return (
        row.number,
        row.registered_at,
        row.received_at,
        words.channel(row.channel),
        row.complainant,
        row.summary,
        words.category(row.category),
        row.road,
        row.location,
        words.jurisdiction(row.jurisdiction),
        ", ".join(words.agency(agency) for agency in row.agencies),
        words.state(row.state),
        row.first_reply_at,
        taken,
        words.title(_promise(row, now)),
    )


def _promise(row: ComplaintRow, now: datetime) -> str:
    due = row.due_at or row.received_at + FIRST_REPLY
    if row.first_reply_at is not None:
        return _KEPT if row.first_reply_at <= due else _BROKEN
    return _BROKEN if now > due else _WAITING
