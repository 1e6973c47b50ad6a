"""What stands in a cell of the register: its words, and the badge where a state or a promise is shown."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from pmsdesk.domain.clock import FIRST_REPLY, KUALA_LUMPUR
from pmsdesk.domain.complaint import has_number
from pmsdesk.services.reading import ComplaintRow
from pmsdesk.ui import words
from pmsdesk.ui.history import agency_name, category_name
from pmsdesk.ui.models.complaint_model import Field
from pmsdesk.ui.references import References
from pmsdesk.ui.theme import Tone
from pmsdesk.ui.widgets.harmless import one_line


def tr(text: str) -> str:
    """*text* in the language of the screen, from the context ``complaints``."""
    return QCoreApplication.translate("complaints", text)


def heading(field: Field) -> str:
    """The words over a column."""
    return {
        Field.NUMBER: tr("NO. ADUAN"),
        Field.REGISTERED: tr("TARIKH"),
        Field.COMPLAINANT: tr("PENGADU"),
        Field.CATEGORY: tr("KATEGORI"),
        Field.PLACE: tr("LOKASI"),
        Field.JURISDICTION: tr("BIDANG KUASA"),
        Field.AGENCY: tr("TINDAKAN"),
        Field.STATE: tr("STATUS"),
        Field.FIRST_REPLY: tr("MAKLUM BALAS AWAL"),
    }[field]


class Cells:
    """The words of rows, looked up in *references* and judged by *clock*."""

    def __init__(self, references: References, clock: Callable[[], datetime]) -> None:
        self._references, self._clock = references, clock

    def text(self, row: ComplaintRow, field: Field) -> str:
        """The words of one cell, harmless and in one line."""
        write: dict[Field, Callable[[], str]] = {
            Field.NUMBER: lambda: words.complaint_number(row.number),
            Field.REGISTERED: lambda: day_and_time(row.registered_at, self._clock()),
            Field.COMPLAINANT: lambda: one_line(row.complainant),
            Field.CATEGORY: lambda: category_name(row.category, self._references),
            Field.PLACE: lambda: one_line(" ".join(part for part in (row.road, row.location) if part)),
            Field.JURISDICTION: lambda: words.jurisdiction(row.jurisdiction)[0],
            Field.AGENCY: lambda: self._agencies(row),
            Field.STATE: lambda: words.complaint_state(row.state)[0],
            Field.FIRST_REPLY: lambda: first_reply(row, self._clock())[0],
        }
        return write[field]()

    def badge(self, row: ComplaintRow, field: Field) -> tuple[str, Tone] | None:
        """Word and tone where the cell is a badge."""
        if field is Field.NUMBER and not has_number(row.number):
            return words.complaint_number(row.number), Tone.WARNING
        if field is Field.STATE:
            return words.complaint_state(row.state)
        return first_reply(row, self._clock()) if field is Field.FIRST_REPLY else None

    def _agencies(self, row: ComplaintRow) -> str:
        if not row.agencies:
            return tr("Belum ditetapkan")
        lead = agency_name(row.agencies[0], self._references)
        return tr("{agency} (+{more})").format(agency=lead, more=len(row.agencies) - 1) if row.agencies[1:] else lead


def first_reply(row: ComplaintRow, now: datetime) -> tuple[str, Tone]:
    """How long the first reply took, or how much of its 24 hours is left, with a tone."""
    due = row.due_at or row.received_at + FIRST_REPLY
    if row.first_reply_at is not None:
        taken = row.first_reply_at - row.received_at
        return words.duration(taken), Tone.GOOD if taken <= FIRST_REPLY else Tone.BAD
    left, tone = words.time_left(due, now)
    return (left if now > due else tr("baki {time}").format(time=left)), tone


def day_and_time(at: datetime, now: datetime) -> str:
    """``23 Nov 08:14`` in this year, else ``23 Nov 2025``."""
    here, today = at.astimezone(KUALA_LUMPUR), now.astimezone(KUALA_LUMPUR)
    month = QLocale(words.language()).monthName(here.month, QLocale.FormatType.ShortFormat)
    return f"{here.day} {month} {here:%H:%M}" if here.year == today.year else f"{here.day} {month} {here.year}"
